"""``python3 -m app --install`` and ``--uninstall``: the icon to double-click, made and removed."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(argument: str) -> None:
    """Make or remove what this platform starts programs from, and say which files it was."""
    sys.path.insert(0, str(ROOT))
    remove = argument == "--uninstall"
    if sys.platform == "win32":
        from installers.windows import shell_links as platform  # noqa: PLC0415
    elif sys.platform == "darwin":
        from installers.macos import app_stub as platform  # noqa: PLC0415
    else:
        from installers.linux import desktop_entry as platform  # noqa: PLC0415
    try:
        files = platform.uninstall() if remove else platform.install()
    except OSError as problem:
        sys.exit(f"This did not work: {problem}")
    for file in files:
        print(f"{'Removed' if remove else 'Made'} {file}")
    if not files:
        print("There was nothing to remove.")
    elif not remove:
        print("Spindle is in the menu now. `python3 -m app --uninstall` takes it out again.")


if __name__ == "__main__":
    main(sys.argv[1])
