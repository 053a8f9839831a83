"""Starting Spindle with the desktop session, hidden in the tray; kept where the system keeps it.

Each profile has a switch of its own.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QSettings

from spindle.adapters.calling import mark

_LABEL: Final = "io.github.spindle_app.Spindle"
_ESCAPED: Final = {"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_RUN: Final = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"


class LoginItem(Protocol):
    """The switch; it holds no state of its own, so it shows what the system will do."""

    def enabled(self) -> bool:
        """Whether the next session starts Spindle."""
        ...

    def set(self, *, on: bool) -> None:
        """Switch.

        Raises:
            OSError: it could not be written; its text says where.
        """
        ...


def login_item(command: Sequence[str], profile: Path | None = None) -> LoginItem | None:
    """The switch of this platform; None for a user without a home folder.

    Args:
        command: What starts Spindle; ``--hidden`` is added.
        profile: Where the user's data is; None for the usual place.
    """
    chosen = () if profile is None else ("--profile", str(profile))
    hidden = (*command, *chosen, "--hidden")
    if sys.platform == "win32":
        return RunKey(hidden, profile)
    configured = os.environ.get("XDG_CONFIG_HOME")
    if configured and sys.platform != "darwin":
        return DesktopEntry(hidden, Path(configured) / "autostart", profile)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return LaunchAgent(hidden, home / "Library" / "LaunchAgents", profile)
    return DesktopEntry(hidden, home / ".config" / "autostart", profile)


class DesktopEntry:
    """Linux: a desktop entry in the autostart folder."""

    def __init__(self, command: Sequence[str], folder: Path, profile: Path | None = None) -> None:
        self._command = command
        self._path = folder / f"{_named('spindle', '-', profile)}.desktop"
        self._title = "Spindle" if profile is None else f"Spindle ({profile.name})"

    def enabled(self) -> bool:
        """The entry is there and no session manager has struck it out."""
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        lines = {line.replace(" ", "").lower() for line in text.splitlines()}
        return not lines & {"hidden=true", "x-gnome-autostart-enabled=false"}

    def set(self, *, on: bool) -> None:
        """Write or remove the entry."""
        if not on:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._entry(), encoding="utf-8", errors="surrogateescape")

    def _entry(self) -> str:
        words = " ".join(_quoted(word) for word in self._command)
        return (
            "[Desktop Entry]\n"
            "Type=Application\n"
            f"Name={_escaped(self._title)}\n"
            "Icon=spindle\n"
            f"Exec={words}\n"
            "Terminal=false\n"
            # The panel with the tray shall be there first.
            "X-GNOME-Autostart-Delay=2\n"
            "X-KDE-autostart-after=panel\n"
            "X-LXQt-Need-Tray=true\n"
        )


class RunKey:
    """Windows: a value under the user's Run key."""

    def __init__(
        self, command: Sequence[str], profile: Path | None = None, key: str = _RUN
    ) -> None:
        self._command = command
        self._name = _named("Spindle", " ", profile)
        self._key = key

    def enabled(self) -> bool:
        """The value is there."""
        return bool(self._settings().contains(self._name))

    def set(self, *, on: bool) -> None:
        """Write or remove the value."""
        import subprocess  # noqa: PLC0415 - this and the next keep 6 ms out of every start

        settings = self._settings()
        if on:
            settings.setValue(self._name, subprocess.list2cmdline(self._command))
        else:
            settings.remove(self._name)
        settings.sync()
        if settings.status() is not type(settings).Status.NoError:
            raise OSError(f"Windows did not let Spindle write {self._key}.")

    def _settings(self) -> QSettings:
        return QSettings(self._key, QSettings.Format.NativeFormat)


class LaunchAgent:
    """macOS: a property list that launchd reads at login."""

    def __init__(self, command: Sequence[str], folder: Path, profile: Path | None = None) -> None:
        self._command = command
        self._label = _named(_LABEL, ".", profile)
        self._path = folder / f"{self._label}.plist"

    def enabled(self) -> bool:
        """The list is there and not disabled."""
        import plistlib  # noqa: PLC0415 - as above
        from xml.parsers.expat import ExpatError  # noqa: PLC0415 - likewise

        try:
            agent = plistlib.loads(self._path.read_bytes())
        except (OSError, ValueError, ExpatError):
            return False
        return isinstance(agent, dict) and not agent.get("Disabled", False)

    def set(self, *, on: bool) -> None:
        """Write or remove the list."""
        import plistlib  # noqa: PLC0415 - likewise

        if not on:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        agent = {"Label": self._label, "ProgramArguments": list(self._command), "RunAtLoad": True}
        self._path.write_bytes(plistlib.dumps(agent))


def _named(name: str, between: str, profile: Path | None) -> str:
    return name if profile is None else f"{name}{between}{mark(profile)}"


def _quoted(word: str) -> str:
    """A word of an Exec line: quoted, and escaped once more as every string in the file."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, "\\" + sign)
    return '"' + _escaped(word.replace("%", "%%")) + '"'


def _escaped(text: str) -> str:
    """A string of a desktop entry, which is one line."""
    return "".join(_ESCAPED.get(sign, sign) for sign in text)
