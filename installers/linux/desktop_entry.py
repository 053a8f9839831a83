"""The icon on a Linux desktop: a desktop entry, its icons and, where there is one, the desktop.

Follows the Desktop Entry and Icon Theme specifications; nothing outside the person's own folders.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from installers import app_icon
from installers.bootstrap import ROOT
from installers.environment import LAUNCHER

ID = "spindle"
SIZES = (16, 22, 32, 48, 64, 128, 256)
_RESERVED = re.compile(r'(["`$\\])')


def install() -> list[Path]:
    """Write the entry and its icons; a second time replaces them.

    Raises:
        OSError: A folder could not be written.
    """
    for size in SIZES:
        app_icon.render(size, _png(size))
    _svg().parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(app_icon.drawing(max(SIZES)), _svg())
    for file in _entries():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(entry(), "utf-8")
    if on_desktop := _on_desktop():
        on_desktop.chmod(0o755)
        _trust(on_desktop)
    return [file for file in _all_files() if file.exists()]


def uninstall() -> list[Path]:
    """Remove exactly what `install` writes, and return what was there."""
    there = [file for file in _all_files() if file.exists()]
    for file in there:
        file.unlink()
    return there


def entry() -> str:
    """The text of the desktop entry for this checkout."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.0\n"
        "Name=Spindle\n"
        "GenericName=Learning\n"
        "Comment=Focus, listen, drill, and sleep on it\n"
        f"Exec={_command(str(LAUNCHER))}\n"
        f"TryExec={_string(str(LAUNCHER))}\n"
        f"Path={_string(str(ROOT))}\n"
        f"Icon={ID}\n"
        "Terminal=false\n"
        "Categories=Education;\n"
        "Keywords=focus;timer;learning;journal;\n"
        "StartupNotify=true\n"
        f"StartupWMClass={ID}\n"
    )


def _command(launcher: str) -> str:
    """The Exec line. The name of a program may hold neither sign, so the shell is handed it."""
    word = _argument(launcher)
    return f"/bin/sh {word}" if re.search("[%=]", launcher) else word


def _argument(word: str) -> str:
    """One word of an Exec line: quoted, its field codes disarmed, then escaped as any value."""
    quoted = _RESERVED.sub(r"\\\1", word).replace("%", "%%")
    return _string(f'"{quoted}"')


def _string(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t")


def _all_files() -> list[Path]:
    return [*_entries(), _svg(), *(_png(size) for size in SIZES)]


def _entries() -> list[Path]:
    on_desktop = _on_desktop()
    menu = _data() / "applications" / f"{ID}.desktop"
    return [menu, on_desktop] if on_desktop else [menu]


def _png(size: int) -> Path:
    return _data() / f"icons/hicolor/{size}x{size}/apps/{ID}.png"


def _svg() -> Path:
    return _data() / f"icons/hicolor/scalable/apps/{ID}.svg"


def _data() -> Path:
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local/share"


def _on_desktop() -> Path | None:
    """The entry's place on the desktop, if this person has a desktop folder."""
    folder = _desktop_folder()
    # Whoever has none points it to the home folder; an icon there would only be in the way.
    return folder / f"{ID}.desktop" if folder.is_dir() and folder != Path.home() else None


def _desktop_folder() -> Path:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(named) if Path(named).is_absolute() else Path.home() / ".config"
    try:
        written = (config / "user-dirs.dirs").read_text("utf-8")
    except OSError:
        written = ""
    found = re.search(r'^XDG_DESKTOP_DIR="(.+)"$', written, re.MULTILINE)
    home = str(Path.home())
    return Path(found[1].replace("$HOME", home)) if found else Path(home, "Desktop")


def _trust(file: Path) -> None:
    """Tell GNOME that the icon may be started; elsewhere the executable bit is enough."""
    if gio := shutil.which("gio"):
        subprocess.run(
            [gio, "set", str(file), "metadata::trusted", "true"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
