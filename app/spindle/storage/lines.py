"""Files of lines beside the database: in clear, or each line sealed where the data is encrypted."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key


SEALED_LINE: Final = '{"sealed": "'
"""How a sealed line begins; a line of anything else of ours never does."""


def writer(key: "Key | None") -> Callable[[str], str]:
    """What makes of a line, without its end, the line that is written."""
    if key is None:
        return str
    from spindle.storage.vault.seal import Seal  # noqa: PLC0415 - for an encrypted profile only

    return Seal(key).line


def readable(lines: Iterable[str], key: "Key | None") -> Iterator[str]:
    """Lines in clear; a sealed one that this key does not open is left out."""
    seal = None
    for line in lines:
        if not is_sealed(line):
            yield line
        elif key is not None:
            from spindle.storage.vault.seal import Seal  # noqa: PLC0415 - as above

            seal = seal or Seal(key)
            found = seal.read(line)
            if found is not None:
                yield found


def is_sealed(line: str) -> bool:
    """Whether a line is a sealed one, of whatever key."""
    return line.startswith(SEALED_LINE)
