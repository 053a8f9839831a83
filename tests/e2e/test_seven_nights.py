"""Seven nights lived by keyboard with the running program, and what is left of them.

One goes past midnight, one through a suspend, one into another zone, one is skipped, and in one
the power fails in the middle of a sentence. The clock stands where the test puts it; everything
else is the program as it is started by its icon.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR
from spindle.features.journal import history
from spindle.features.journal.honest import Rate, Record, record
from spindle.features.journal.model import Came, Held
from spindle.storage import readonly
from spindle.storage.errors import KnownError
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.key import Key
from spindle.storage.vault.vault import fresh
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.encrypted import CHEAP, in_clear, shut
from tests.helpers.running import Running, TestClock

pytestmark = [pytest.mark.e2e, pytest.mark.requirement("acceptance-2")]

BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
FIRST, SECOND = "Why does the bound fail?", "What is the bound of a forest?"
RECORD = (
    "1 yes, 1 partly",
    "Nights with a question: 6, without a written morning: 1.",
    "1 of 5 written mornings held.",
    "With the unwritten mornings as nothing: 1 of 6.",
    "23 more written mornings until the next look.",
)
TABLES = ("night", "question", "entry", "entry_revision", "todo", "diary", "pause", "tag")


class Person:
    """Somebody at the keyboard, through restarts of the program."""

    def __init__(self, desktop: VirtualDesktop, folder: Path) -> None:
        self.desktop = desktop
        self.profile = folder / "profile"
        self.clock = TestClock(folder / "clock.json", "2026-03-02T21:20", BERLIN)
        self.start()

    def start(self) -> None:
        """Spindle is started, and answers. Its clock begins where the last order put it."""
        self._slept = 0
        self.clock.set(suspend=0)
        self.spindle = Running(self.desktop, self.profile, clock=self.clock).ready()

    def until(self, local: str) -> None:
        """Time passes, with the machine awake, to a local time."""
        self.clock.set(wall=f"2026-03-{local}")

    def sleep_until(self, hours: float) -> None:
        """The machine is suspended for so long."""
        self._slept += round(hours * HOUR)
        self.clock.set(suspend=self._slept)

    def travel(self, zone: str) -> None:
        """The machine is somewhere else now."""
        self.clock.set(zone=zone)

    def night(self) -> dict[str, Any]:
        """The night that began last."""
        return self.spindle.rows("SELECT * FROM night ORDER BY began DESC LIMIT 1")[0]

    def command(self, name: str) -> None:
        """Ctrl K, its name, Enter."""
        self.spindle.keys("ctrl+k")
        self.spindle.wait_for("Find")
        self.spindle.type(name)
        self.spindle.keys("Return")

    def to_the_question(self) -> None:
        """The evening's first step has nothing on it."""
        self.command("Evening")
        self.spindle.wait_for("Unload")
        self.spindle.keys("ctrl+Return")
        self.spindle.wait_for("One question for tonight")

    def to_bed(self, held: str = "") -> None:
        """From the question to "Good night"."""
        self.spindle.keys("ctrl+Return")
        self.spindle.wait_for("How is it now?")
        self.spindle.keys(*held, "2", "2")
        self.spindle.wait_for_row("SELECT id FROM night WHERE worried = 2 AND closed IS NULL")
        self.spindle.keys("ctrl+Return")
        self.spindle.wait_for("Leave it there.")
        self.spindle.keys("Return")
        open_ = "SELECT id FROM night WHERE skipped = 0 ORDER BY closed IS NULL DESC, began DESC"
        self.spindle.wait_for("Any other key wakes Spindle.")
        assert self.spindle.rows(open_)

    def evening(self, question: str = "", held: str = "") -> None:
        """With a new question, or the first of those that are offered."""
        self.to_the_question()
        if question:
            self.spindle.type(question)
        else:
            self.spindle.keys("alt+1")
        self.to_bed(held)

    def morning(self, came: str, words: str = "") -> None:
        """Write what came, judge it, skip the diary."""
        self.spindle.wait_for("What was in your mind?")
        assert FIRST not in self.spindle.text()
        assert SECOND not in self.spindle.text()
        if words:
            self.spindle.type(words)
        self.spindle.keys("ctrl+Return")
        self.spindle.wait_for("Anything for it?")
        self.spindle.keys(came)
        night = self.night()["id"]
        sql = "SELECT id FROM night WHERE id = ? AND outcome IS NOT NULL"
        self.spindle.wait_for_row(sql, night)
        self.spindle.keys("Return")
        self.spindle.wait_for("Best guesses")
        self.spindle.keys("alt+n")
        self.spindle.wait_until_gone("Best guesses")


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with VirtualDesktop() as desktop:
        someone = Person(desktop, tmp_path)
        with someone.spindle:
            yield someone
        someone.spindle.quit()


def test_seven_nights_add_up_and_can_be_restored(person: Person, tmp_path: Path) -> None:
    with_a_step_that_holds(person)
    through_a_suspend(person)
    past_midnight(person)
    into_another_zone(person)
    without_an_evening(person)
    with_the_power_failing_in_a_sentence(person)
    without_a_morning(person)
    its_record_adds_up(person)
    its_record_is_equal_on_another_profile(person, tmp_path)
    its_encrypted_copy_opens_with_the_recovery_code_alone(person, tmp_path)


def with_a_step_that_holds(person: Person) -> None:
    """Monday's question brings a usable step."""
    person.evening(FIRST)
    person.until("03T07:00")
    person.morning("4", "Islands, each with its own bridge count")


def through_a_suspend(person: Person) -> None:
    """On Tuesday the step has held; the machine sleeps through the night."""
    person.until("03T21:20")
    person.evening(held="1")
    person.sleep_until(9.7)
    person.morning("1")
    assert person.night()["minutes_after_wake"] == 0


def past_midnight(person: Person) -> None:
    """What begins half an hour past midnight on Thursday is Wednesday's."""
    person.until("05T00:30")
    person.evening()
    person.until("05T07:00")
    person.morning("5", "It is false as stated")
    assert person.night()["night"] == "2026-03-04"


def into_another_zone(person: Person) -> None:
    """On Thursday it held in part; the morning comes in Tokyo."""
    person.until("05T21:20")
    person.evening(SECOND, held="2")
    person.travel(TOKYO)
    person.until("06T15:00")
    person.morning("1")
    assert (person.night()["night"], person.night()["zone"]) == ("2026-03-05", BERLIN)


def without_an_evening(person: Person) -> None:
    """Friday says no."""
    person.until("06T21:20")
    person.command("Evening")
    person.spindle.wait_for("Unload")
    person.spindle.keys("alt+t")
    person.spindle.wait_for_row("SELECT id FROM night WHERE skipped = 1")


def with_the_power_failing_in_a_sentence(person: Person) -> None:
    """Saturday's evening is killed while it is typed; what was confirmed is there again."""
    person.until("07T21:20")
    person.to_the_question()
    person.spindle.keys("alt+1")
    person.spindle.type("A forest has fewer edges")
    kept = "SELECT know FROM entry WHERE know LIKE 'A forest has fewer edges%'"
    person.spindle.wait_for("Saved")
    person.spindle.wait_for_row(kept)
    person.spindle.type(" than a tr")
    person.spindle.kill()
    person.start()
    person.command("Evening")
    person.spindle.wait_for("One question for tonight")
    person.spindle.wait_for("A forest has fewer edges")
    person.to_bed()
    person.until("08T07:00")
    person.morning("1")


def without_a_morning(person: Person) -> None:
    """Sunday's morning is never written."""
    person.until("08T21:20")
    person.evening()
    person.until("09T18:00")


def its_record_adds_up(person: Person) -> None:
    """The page of the record says what the file holds."""
    person.spindle.wait_for("What was in your mind?")
    person.spindle.keys("Escape")
    says_the_record(person.spindle)
    rows = person.spindle.rows("SELECT night, zone, skipped FROM night ORDER BY began")
    assert [(row["night"], row["zone"], row["skipped"]) for row in rows] == [
        ("2026-03-02", BERLIN, 0),
        ("2026-03-03", BERLIN, 0),
        ("2026-03-04", BERLIN, 0),
        ("2026-03-05", BERLIN, 0),
        ("2026-03-06", TOKYO, 1),
        ("2026-03-07", TOKYO, 0),
        ("2026-03-08", TOKYO, 0),
    ]
    found = recorded(person.profile)
    assert (found.nights, found.missed, found.unasked, found.late) == (6, 1, 0, 0)
    assert found.came[Came.NOTHING] == 3
    assert (found.held[Held.YES], found.held[Held.PARTLY]) == (1, 1)
    assert (found.rate, found.strict) == (Rate(1, 5), Rate(1, 6))


def says_the_record(spindle: Running) -> None:
    """By keyboard to the page of the record."""
    spindle.keys("ctrl+5")
    spindle.wait_for("New question")
    spindle.keys("r")
    spindle.wait_for("The record")
    said = spindle.text()
    for words in RECORD:
        assert words in said


def its_record_is_equal_on_another_profile(person: Person, folder: Path) -> None:
    """Exported and restored beside it, row by row and as a record; twice changes nothing."""
    person.spindle.quit()
    zipped, other = folder / "seven-nights.zip", folder / "other"
    command_line(person.profile, "export", zipped)
    for _ in range(2):
        command_line(other, "restore", zipped)
        for table in TABLES:
            assert rows(other, table) == rows(person.profile, table), table
        assert recorded(other) == recorded(person.profile)
    [copy, *_] = sorted((person.profile / "backups").glob("*.db"), reverse=True)
    third = folder / "third"
    command_line(third, "restore", copy)
    assert rows(third, "question") == rows(person.profile, "question")


def its_encrypted_copy_opens_with_the_recovery_code_alone(person: Person, folder: Path) -> None:
    """Nobody knows the passphrase any more; the record is the same, in the window too."""
    plain, sealed = folder / "other", folder / "sealed"
    sealed.mkdir()
    shutil.copy(plain / "spindle.db", sealed)
    made = fresh("a passphrase that nobody remembers", CHEAP)
    keyfile.write(sealed, made.slots)
    convert.encrypt(sealed / "spindle.db", made.key)
    convert.swap(sealed / "spindle.db", None)
    assert in_clear(sealed, FIRST) == []
    with pytest.raises(KnownError):
        shut(sealed).unlock("a passphrase that somebody guesses")
    key = shut(sealed).unlock(made.code)
    assert recorded(sealed, key) == recorded(plain)
    with Running(person.desktop, sealed, clock=person.clock) as spindle:
        spindle.wait_for("Type the passphrase, or the recovery code.")
        person.desktop.screen.focus(spindle.window)
        spindle.type(made.code.lower())
        spindle.keys("Return")
        spindle.ready()
        says_the_record(spindle)
        assert spindle.quit() == 0


def recorded(profile: Path, key: Key | None = None) -> Record:
    """The honest record of a profile."""
    with closing(readonly.connect(profile / "spindle.db", key=key)) as connection:
        return record(history.nights(connection))


def rows(profile: Path, table: str) -> list[tuple[object, ...]]:
    """All of a table."""
    with closing(readonly.connect(profile / "spindle.db")) as connection:
        return [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]


def command_line(profile: Path, verb: str, path: Path) -> None:
    """The same program without its window."""
    spindle = Path(sys.executable).with_name("spindle")
    subprocess.run([spindle, "--profile", profile, verb, path], check=True, capture_output=True)
