"""Encryption, going back and a damaged file, with the program as a person has it, by keyboard."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from spindle.core.clock import ManualClock
from spindle.registry import FEATURES
from spindle.storage import backup, readonly
from spindle.storage.open import open_database
from spindle.storage.sealed import PLAIN, head_of
from spindle.storage.vault.key import Key
from spindle.storage.vault.vault import Vault
from tests.helpers.database import rows
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.encrypted import PASSPHRASE, PLANTED, in_clear
from tests.helpers.running import Running
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

SPINDLE = Path(sys.executable).with_name("spindle")
SETS = [feature.migrations() for feature in FEATURES if feature.migrations]
_ASKED = re.compile(r"To go on, type group (\d) of it")
_CODE = re.compile(
    r"^((?:[0-9A-Z] ){5}(?:- (?:[0-9A-Z] ){5}){5}- (?:[0-9A-Z] ?){5})$", re.MULTILINE
)


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    at = ManualClock(datetime(2026, 3, 10, 8, 0))
    with closing(open_database(folder / "spindle.db", SETS, clock=at)) as db:
        db.conn.execute("INSERT INTO aim (id, name, updated) VALUES ('a', 'Graph theory', 1)")
    return folder


def to_data(spindle: Running) -> None:
    """Settings, Your data, by keyboard."""
    spindle.keys("ctrl+comma")
    spindle.tab_to("General")
    spindle.tab_to("Your data", "Down")
    spindle.wait_for("Is it whole?")


def encrypt(spindle: Running) -> str:
    """Encrypt the data; returns the recovery code that was shown."""
    to_data(spindle)
    spindle.tab_to("Encrypt…")
    spindle.keys("space")
    spindle.wait_for("If you lose both the passphrase and the recovery code")
    spindle.type(PASSPHRASE)
    spindle.keys("Return")
    spindle.type(PASSPHRASE)
    spindle.keys("Return")
    spindle.wait_for("Write down the recovery code")
    spindle.picture("vault-code")
    said = spindle.text()
    found, asked = _CODE.search(said), _ASKED.search(said)
    assert found
    assert asked
    code = found[1].replace(" ", "")
    spindle.type(code.split("-")[int(asked[1]) - 1].lower())
    spindle.keys("Return")
    spindle.wait_for("Your data is encrypted.", 60)
    return code


def open_with(desktop: VirtualDesktop, spindle: Running, typed: str) -> None:
    """Type it where the locked start asks for it."""
    spindle.wait_for("Type the passphrase, or the recovery code.")
    desktop.screen.focus(spindle.window)
    spindle.type(typed)
    spindle.keys("Return")


def park(desktop: VirtualDesktop, profile: Path, text: str) -> None:
    words = (str(SPINDLE), "--profile", str(profile), "park", text)
    assert subprocess.call(words, env=desktop.env) == 0


def thoughts(profile: Path, key: Key | None) -> list[str]:
    with closing(readonly.connect(profile / "spindle.db", key=key)) as connection:
        return [row["text"] for row in connection.execute("SELECT text FROM thought")]


@pytest.mark.requirement("row-4")
@pytest.mark.requirement("P1")
@pytest.mark.requirement("P19")
def test_encrypted_by_keyboard_killed_and_opened_with_passphrase_or_code(
    desktop: VirtualDesktop, profile: Path
) -> None:
    with Running(desktop, profile).ready() as spindle:
        code = encrypt(spindle)
        assert head_of(profile / "spindle.db") != PLAIN
        park(desktop, profile, PLANTED)
        key = Vault(profile).unlock(code)
        wait_until(lambda: thoughts(profile, key) == [PLANTED], "the thought in the file")
        spindle.kill()

    assert in_clear(profile) == []
    with Running(desktop, profile) as spindle:
        open_with(desktop, spindle, "not the passphrase")
        spindle.wait_for("That is neither the passphrase nor the recovery code.")
        assert "Graph theory" not in spindle.text()
        spindle.picture("vault-shut")
        spindle.type(PASSPHRASE)
        spindle.keys("Return")
        spindle.wait_for_log("reached-out")
        assert spindle.quit() == 0

    for name in ("spindle.key", "spindle.key.copy"):
        lines = (profile / name).read_text("utf-8").splitlines()
        kept = [line for line in lines if '"passphrase"' not in line]
        assert len(kept) == len(lines) - 1
        (profile / name).write_text("".join(f"{line}\n" for line in kept), "utf-8")
    shutil.rmtree(profile / "backups")
    with Running(desktop, profile) as spindle:
        open_with(desktop, spindle, code.lower())
        spindle.wait_for_log("reached-out")
    assert thoughts(profile, key) == [PLANTED]
    assert in_clear(profile) == []


def started_again(profile: Path, before: int) -> int:
    """The process that took over; to be ended."""

    def owner() -> int:
        try:
            found = int((profile / "spindle.lock").read_text("utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return 0
        return 0 if found == before else found

    return wait_until(owner, "Spindle to start again", 30)


@pytest.mark.requirement("P4")
def test_a_damaged_file_is_put_together_again_and_spindle_goes_on(
    desktop: VirtualDesktop, profile: Path
) -> None:
    file = profile / "spindle.db"
    backup.daily(file, date(2026, 3, 9))
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xde\xad" * ((len(data) - 4096) // 2)
    file.write_bytes(data)
    with Running(desktop, profile) as spindle:
        spindle.wait_for(f"{file} is damaged.")
        desktop.screen.focus(spindle.window)
        spindle.keys("alt+t")
        spindle.wait_for("The newest copies add", 60)
        spindle.picture("vault-salvage")
        assert file.read_bytes() == data
        spindle.tab_to("Go on with it")
        spindle.keys("space")
        other = started_again(profile, spindle.process.pid)
        try:
            wait_until(lambda: spindle.process.poll() is not None, "the end", 30)
            assert rows(file, "SELECT name FROM aim") == [{"name": "Graph theory"}]
            assert (profile / "spindle-damaged-1.db").read_bytes() == data
        finally:
            os.kill(other, signal.SIGTERM)
