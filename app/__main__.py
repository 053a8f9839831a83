"""``python3 -m app``: sets up what Spindle needs, once, and opens it.

Every argument goes to Spindle, except ``--install`` and ``--uninstall``, which make and remove
the icon to double-click, and ``--with voice`` or ``--with encryption``, which add what is needed
for a natural voice or for an encrypted database, once.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Hand over to the environment's Python; returns only by leaving the process."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one shall read this
        sys.exit("Spindle needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    sys.path.insert(0, str(ROOT))
    from installers import bootstrap  # noqa: PLC0415 - an older Python could not read it

    arguments, extras = sys.argv[1:], []
    while arguments[:1] == ["--with"]:
        name = "".join(arguments[1:2])
        if name not in bootstrap.EXTRAS:
            sys.exit(f"--with takes one of: {', '.join(bootstrap.EXTRAS)}.")
        extras.append(name)
        del arguments[:2]
    if arguments in (["--install"], ["--uninstall"]):
        bootstrap.enter([str(ROOT / "installers" / "shortcuts.py"), *arguments])
    bootstrap.enter(["-P", "-m", "spindle", *arguments], *extras)


if __name__ == "__main__":
    main()
