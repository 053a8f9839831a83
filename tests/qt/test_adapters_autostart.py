"""Starting with the session: the switch shows what the system will do."""

import plistlib
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from spindle.adapters.autostart import DesktopEntry, LaunchAgent, LoginItem, RunKey, login_item

COMMAND = ('/opt/my apps/100%/it\'s "$HOME" `x` \\ spindle', "--profile", "a\nb\t\\n", "--hidden")


def items(folder: Path) -> list[LoginItem]:
    registry = RunKey(COMMAND, None, str(folder / "run.ini"))
    return [DesktopEntry(COMMAND, folder / "a"), LaunchAgent(COMMAND, folder / "b"), registry]


@pytest.mark.requirement("focus-row-53")
@pytest.mark.parametrize("kind", range(3))
def test_it_is_off_at_first_can_be_switched_and_switched_again(tmp_path: Path, kind: int) -> None:
    item = items(tmp_path)[kind]
    assert not item.enabled()
    for on in (True, True, False, False, True):
        item.set(on=on)
        assert item.enabled() is on
        assert items(tmp_path)[kind].enabled() is on


@pytest.mark.parametrize("struck", ["Hidden=true", "X-GNOME-Autostart-enabled = false"])
def test_an_entry_that_a_session_manager_struck_out_is_off(tmp_path: Path, struck: str) -> None:
    item = DesktopEntry(COMMAND, tmp_path)
    item.set(on=True)
    with (tmp_path / "spindle.desktop").open("a") as entry:
        entry.write(struck + "\n")
    assert not item.enabled()
    item.set(on=True)
    assert item.enabled()


def test_the_entry_starts_exactly_the_command(tmp_path: Path) -> None:
    DesktopEntry(COMMAND, tmp_path).set(on=True)
    text = (tmp_path / "spindle.desktop").read_text()
    line = next(line for line in text.splitlines() if line.startswith("Exec="))
    # A reader first undoes the escapes of the file, then those of the quotes (which are the
    # shell's), then the percents.
    signs = {"\\\\": "\\", "\\n": "\n", "\\t": "\t"}
    once = re.sub(r"\\.", lambda found: signs[found[0]], line.removeprefix("Exec="))
    read = subprocess.run(["sh", "-c", f"printf '%s\\0' {once}"], capture_output=True, check=True)
    words = [word.replace("%%", "%") for word in read.stdout.decode().split("\0")[:-1]]
    assert words == list(COMMAND)


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="no validator here")
@pytest.mark.parametrize("profile", [None, Path("/data/50 % of \\ my\n$data")])
def test_the_entry_is_valid(tmp_path: Path, profile: Path | None) -> None:
    command = ("/usr/games/spindle", "--profile", str(profile), "--hidden")
    DesktopEntry(command, tmp_path, profile).set(on=True)
    [entry] = map(str, tmp_path.iterdir())
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_launch_agent_runs_the_command_at_login(tmp_path: Path) -> None:
    LaunchAgent(COMMAND, tmp_path).set(on=True)
    agent = plistlib.loads(next(tmp_path.iterdir()).read_bytes())
    assert agent["ProgramArguments"] == list(COMMAND)
    assert agent["RunAtLoad"] is True


@pytest.mark.parametrize("nonsense", [b"", b"\xff\x00", b"<plist><dict>", b"[]"])
def test_a_damaged_file_is_off_and_no_error(tmp_path: Path, nonsense: bytes) -> None:
    agent = LaunchAgent(COMMAND, tmp_path)
    agent.set(on=True)
    next(tmp_path.iterdir()).write_bytes(nonsense)
    assert not agent.enabled()


def test_a_folder_that_cannot_be_written_is_an_error_with_its_name(tmp_path: Path) -> None:
    blocked = tmp_path / "autostart"
    blocked.write_text("a file, not a folder")
    item = DesktopEntry(COMMAND, blocked)
    with pytest.raises(OSError, match="autostart"):
        item.set(on=True)
    assert not item.enabled()


def test_on_linux_the_entry_lies_where_the_session_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    item = login_item(["/usr/games/spindle"])
    assert item is not None
    item.set(on=True)
    assert '"/usr/games/spindle" "--hidden"' in (tmp_path / "autostart/spindle.desktop").read_text()


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_each_profile_is_started_by_a_switch_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    own = tmp_path / "my data"
    if platform == "win32":  # its registry is a file here
        made = partial(RunKey, key=str(tmp_path / "run.ini"))
        monkeypatch.setattr("spindle.adapters.autostart.RunKey", made)
    usual, other = login_item(["spindle"]), login_item(["spindle"], own)
    assert usual is not None
    assert other is not None

    other.set(on=True)
    assert other.enabled()
    assert not usual.enabled()
    usual.set(on=True)
    other.set(on=False)
    assert usual.enabled()
    assert not other.enabled()


def test_the_entry_of_a_profile_names_it_and_starts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    item = login_item(["spindle"], tmp_path / "my data")
    assert item is not None
    item.set(on=True)
    [entry] = (tmp_path / "autostart").iterdir()
    lines = entry.read_text("utf-8").splitlines()
    assert f'Exec="spindle" "--profile" "{tmp_path}/my data" "--hidden"' in lines
    assert "Name=Spindle (my data)" in lines


def test_a_user_without_a_home_has_no_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(Path, "home", _no_home)
    assert login_item(COMMAND) is None


def _no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")
