"""What may stand behind ``spindle``: options of the program, then a verb with its own."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

_DEMO: Final = (
    "look at a throw-away profile of a simulated learner; with --profile, fill that one, which "
    "must be new or empty"
)
SWITCHES: Final = {
    "--hidden": ("hidden", "start in the tray, no window"),
    "--demo": ("demo", _DEMO),
    "--log-json": ("log_json", "log to stderr, one JSON object a line"),
}
"""Options that stand alone: which argument each sets, and what it does."""

_STATUS: Final = "status"
"""A panel asks for it every few seconds."""


class Arguments(NamedTuple):
    """The arguments, checked.

    Attributes:
        profile: A folder instead of the platform's own.
        secret: A file whose first line is the passphrase of encrypted data; ``-`` is the input.
        hidden: Start in the tray, without the window.
        demo: Fill the profile (a throw-away one if none is named) with a simulated learner.
        log_json: Log to stderr, one JSON object a line.
        verb: One of ``VERBS``, or None: the window.
        given: What the verb's own parser read.
    """

    profile: Path | None = None
    secret: Path | None = None
    hidden: bool = False
    demo: bool = False
    log_json: bool = False
    verb: str | None = None
    given: SimpleNamespace = SimpleNamespace()


def parse(argv: Sequence[str]) -> Arguments:
    """Read the arguments behind the program's name.

    Raises:
        SystemExit: After ``--help`` and ``--version`` (0), and on wrong arguments (2).
    """
    plain = _plain(argv)
    if plain is not None:
        return plain
    from spindle.cli.parsers import read  # noqa: PLC0415 - an ordinary start needs none of it

    return Arguments(**read(argv))


def _plain(argv: Sequence[str]) -> Arguments | None:
    """The arguments of an ordinary start, or of ``status``: neither waits for a parser, 6 ms.

    None for anything that is not quite plain, and for what is wrong: the parser has the words.
    """
    found: dict[str, Any] = {}
    words = iter(argv)
    for word in words:
        if word in SWITCHES:
            found[SWITCHES[word][0]] = True
        elif word == "--profile" and is_folder(folder := next(words, "")):
            found["profile"] = Path(folder)
        elif word == _STATUS and (rest := list(words)) in ([], ["--json"]):
            found |= {"verb": word, "given": SimpleNamespace(json=bool(rest))}
        else:
            return None
    return Arguments(**found)


def is_folder(text: str) -> bool:
    """Whether this can be the name of a folder; an option that has none after it is not."""
    return bool(text.strip()) and "\x00" not in text and not text.startswith("-")
