"""The copies that lie in ``backups/``, by what their names say, the newest first."""

import re
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from spindle.storage.ours import BACKUPS
from spindle.storage.sealed import sealed_by

_NAME: Final = re.compile(
    r"(spindle|by-hand|before-update|before-import|before-going-back)"
    r"-(\d{8})(?:-(\d{6}))?\.db",
    re.ASCII,
)


class Copy(NamedTuple):
    """One of them.

    Attributes:
        why: ``spindle`` for that of a day, else ``by-hand``, ``before-update``, ``before-import``
            or ``before-going-back``.
        at: Its local time; midnight for that of a day.
    """

    file: Path
    why: str
    at: datetime

    @property
    def of_a_day(self) -> bool:
        """Whether only its day is known."""
        return self.why == "spindle"


def copies(profile: Path) -> list[Copy]:
    """Those whose names are Spindle's own; a file that somebody put there is no copy."""
    found = [copy for file in (profile / BACKUPS).glob("*.db") if (copy := _copy(file))]
    return sorted(found, key=lambda copy: (copy.at, copy.why), reverse=True)


def is_sealed(copy: Path) -> bool:
    """Whether a copy is encrypted; one that cannot be looked at is not."""
    try:
        return sealed_by(copy) is not None
    except OSError:
        return False


def _copy(file: Path) -> Copy | None:
    read = _NAME.fullmatch(file.name)
    if read is None:
        return None
    try:
        at = datetime.strptime(f"{read[2]}{read[3] or '000000'}", "%Y%m%d%H%M%S")  # noqa: DTZ007
    except ValueError:
        return None
    return Copy(file, read[1], at)
