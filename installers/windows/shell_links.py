"""The icon on Windows: a shortcut in the Start menu and one on the desktop.

Written by Microsoft's documentation of WScript.Shell; it has not been run on Windows yet except by
the workflow in ``.github``.
"""

import subprocess
from pathlib import Path

from installers import app_icon
from installers.bootstrap import PYTHON, ROOT, VENV

# pythonw opens no console beside the window.
TARGET = PYTHON.with_name("pythonw.exe")
ICON = VENV / "spindle.ico"
_FOLDERS = ("Programs", "Desktop")


def install() -> list[Path]:
    """Write both shortcuts; a second time replaces them.

    Raises:
        OSError: Windows refused.
    """
    app_icon.render(256, ICON)
    for link in _links():
        _powershell(link_script(link))
    return _links()


def uninstall() -> list[Path]:
    """Remove both shortcuts, and return those that were there."""
    there = [link for link in _links() if link.exists()]
    for link in there:
        link.unlink()
    return there


def link_script(link: Path) -> str:
    """The PowerShell lines that make one shortcut."""
    facts = {
        "TargetPath": str(TARGET),
        "Arguments": "-P -m spindle",
        "WorkingDirectory": str(ROOT),
        "IconLocation": str(ICON),
        "Description": "Focus, listen, drill, and sleep on it",
    }
    lines = [f"$link = (New-Object -ComObject WScript.Shell).CreateShortcut({quoted(str(link))})"]
    lines += [f"$link.{name} = {quoted(value)}" for name, value in facts.items()]
    return "\n".join([*lines, "$link.Save()"])


def quoted(text: str) -> str:
    """A PowerShell string in which nothing is expanded."""
    return "'" + text.replace("'", "''") + "'"


def _links() -> list[Path]:
    ask = [f"[Environment]::GetFolderPath('{folder}')" for folder in _FOLDERS]
    return [Path(folder) / "Spindle.lnk" for folder in _powershell("\n".join(ask)).splitlines()]


def _powershell(script: str) -> str:
    told = "$ErrorActionPreference = 'Stop'\n[Console]::OutputEncoding = "
    told += f"[Text.Encoding]::UTF8\n{script}"
    done = subprocess.run(
        ["powershell", "-NoProfile", "-NonInteractive", "-Command", told],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise OSError(done.stderr.strip())
    return done.stdout
