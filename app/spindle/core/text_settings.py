"""Kinds of settings that are texts with a meaning: the path of a file, a rule that can be read."""

from collections.abc import Callable
from typing import NamedTuple

from spindle.core.settings import Text


class FilePath(Text):
    """The path of a file of the user's, empty for none, at most ``most`` characters.

    No control edits it alone: its group has an editor that looks at the file first.
    """


class Checked(NamedTuple):
    """A line of text of at most ``most`` characters that ``check`` can read.

    ``check`` raises ``NotAllowedError`` with a sentence that says how it is written.
    """

    most: int
    check: Callable[[str], None]

    def parse(self, raw: object) -> str:
        """Accept a text that can be read."""
        text = Text(self.most).parse(raw)
        self.check(text)
        return text

    def dump(self, value: str) -> object:
        """The text."""
        return value
