"""The icon to double-click: what is written, that a desktop can start it, that it goes again."""

import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from installers.linux import desktop_entry
from installers.macos import app_stub
from installers.windows import shell_links
from tests.helpers.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="a desktop entry is Linux's")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's empty home folder with a desktop."""
    (tmp_path / "Desktop").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def files(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_file()}


@on_linux
def test_the_desktop_entry_is_valid(home: Path) -> None:
    desktop_entry.install()
    entry = home / ".local/share/applications/spindle.desktop"

    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, check=False)

    assert (done.returncode, done.stdout) == (0, b"")


@on_linux
def test_install_says_exactly_what_it_made_and_uninstall_removes_exactly_that(home: Path) -> None:
    other = home / ".local/share/applications/other.desktop"
    other.parent.mkdir(parents=True)
    other.touch()

    made = desktop_entry.install()
    assert set(made) == files(home) - {other}
    assert len(made) == len(desktop_entry.SIZES) + 3

    assert desktop_entry.uninstall() == made
    assert files(home) == {other}
    assert desktop_entry.uninstall() == []


@on_linux
def test_icons_have_the_sizes_of_their_folders_and_are_drawn(home: Path) -> None:
    desktop_entry.install()

    for file in (home / ".local/share/icons").rglob("*.png"):
        image = QImage(str(file))
        assert file.parts[-3] == f"{image.width()}x{image.height()}"
        assert len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 2


@on_linux
def test_no_icon_lands_in_the_home_folder_of_someone_without_a_desktop(home: Path) -> None:
    (home / ".config").mkdir()
    (home / ".config/user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME"\n')

    desktop_entry.install()

    assert not (home / "spindle.desktop").exists()
    assert not (home / "Desktop/spindle.desktop").exists()


@on_linux
@pytest.mark.parametrize(
    "place",
    ["plain", "two words", 'quote"s', "$HOME `date`", "100 %f", "a=b", "back\\slash", "Übung 学"],
)
def test_a_desktop_starts_the_program_whatever_its_folder_is_called(
    home: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    launcher = home / place / "spindle"
    launcher.parent.mkdir()
    launcher.write_text(f'#!/bin/sh\necho "$#" > "{home}/started"\n')
    launcher.chmod(0o755)
    monkeypatch.setattr(desktop_entry, "LAUNCHER", launcher)
    monkeypatch.setattr(desktop_entry, "ROOT", launcher.parent)
    desktop_entry.install()

    subprocess.run(["gio", "launch", home / "Desktop/spindle.desktop"], check=True)

    started = home / "started"
    wait_until(lambda: started.exists() and started.read_text(), "the launcher to be run")
    assert started.read_text() == "0\n"


@on_linux
def test_the_command_installs_and_removes_and_says_which_files(home: Path) -> None:
    def run(argument: str) -> str:
        command = [sys.executable, str(ROOT / "installers" / "shortcuts.py"), argument]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert str(home / "Desktop/spindle.desktop") in run("--install")
    assert str(home / "Desktop/spindle.desktop") in run("--uninstall")
    assert run("--uninstall") == "There was nothing to remove.\n"
    assert not files(home)


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(sys.platform == "win32", reason="the stub is a shell script")
def test_the_mac_stub_is_a_bundle_that_starts_the_launcher(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launcher = home / "it's here" / "spindle"
    launcher.parent.mkdir()
    launcher.write_text('#!/bin/sh\necho "from the stub $1"\n')
    launcher.chmod(0o755)
    monkeypatch.setattr(app_stub, "LAUNCHER", launcher)

    (bundle,) = app_stub.install()

    facts = plistlib.loads((bundle / "Contents/Info.plist").read_bytes())
    starter = bundle / "Contents/MacOS" / facts["CFBundleExecutable"]
    assert subprocess.check_output([starter, "x"]) == b"from the stub x\n"
    assert (bundle / "Contents/Resources" / f"{facts['CFBundleIconFile']}.icns").stat().st_size > 0
    assert app_stub.uninstall() == [bundle]
    assert not bundle.exists()


def test_a_windows_path_with_a_quote_stays_one_powershell_string() -> None:
    script = shell_links.link_script(Path("C:/Users/O'Neil/Desktop/Spindle.lnk"))

    assert "O''Neil" in script
    assert script.splitlines()[-1] == "$link.Save()"
    assert all(line.count("'") % 2 == 0 for line in script.splitlines())
    assert re.search(r"\$link\.Arguments = '-P -m spindle'", script)
