"""A drill of each kind as a newcomer meets it: made or written by hand, run by keyboard, kept."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running
from tests.helpers.waiting import now, wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

SPINDLE: Final = Path(sys.executable).with_name("spindle")
PAGE: Final = "ctrl+4"
HOME: Final = "Start what is due"
DRILL_PAGE: Final = "What is due of it"
DONE: Final = "Done"
BY_HAND: Final = """# Capitals
kind: show and grade

## Europe
Portugal
= Lisbon

# A pot of tea
kind: step sequence

## Tea
1. Boil the water
2. Warm the pot
3. Pour

# Sums
kind: generated problem

## Add
{a} + {b}
= a + b
let a = 2..9
let b = 2..9

# Four keys
kind: key sequence

## left and right
keys: j f k d
reps: 2
blocks: 1

# Thirds
kind: tempo ladder

## C major
start: 60
end: 64
step: 4
clean: 2

# Throws
kind: repetition set

## from the line
sets: 1
reps: 3
"""


class Desk:
    """The program, and the hands on its keys."""

    def __init__(self, spindle: Running) -> None:
        self.spindle = spindle
        self.keys, self.type, self.wait_for = spindle.keys, spindle.type, spindle.wait_for

    def attempts(self, kind: str) -> list[dict[str, Any]]:
        """What was answered in drills of a kind, oldest first."""
        return self.spindle.rows(
            "SELECT a.*, d.title FROM attempt a JOIN drill d ON d.id = a.drill_id"
            " WHERE d.kind = ? AND a.undone IS NULL ORDER BY a.started",
            kind,
        )

    def until(self, kind: str, count: int) -> dict[str, Any]:
        """Return the newest answer once there are so many."""
        wait_until(lambda: len(self.attempts(kind)) == count, f"{count} answers of {kind}")
        return self.attempts(kind)[-1]

    def begin(self, title: str, key: str = "Return") -> None:
        """Go from the drills to the page of one, and begin a run of it there."""
        self.wait_for(HOME)
        self.wait_for(title)
        rows = self.spindle.rows("SELECT title FROM drill WHERE deleted IS NULL")
        shown = sorted((row["title"] for row in rows), key=self.spindle.text().index)
        self.keys(*["Up"] * len(rows), *["Down"] * shown.index(title), "space")
        self.wait_for(DRILL_PAGE)
        self.spindle.picture(f"page-{title}")
        self.keys(key)

    def finish(self, title: str) -> None:
        """Read how the run ended, and go back to the drills."""
        self.wait_for(DONE)
        self.spindle.picture(f"end-{title}")
        self.keys("Return")
        self.wait_for(DRILL_PAGE)
        self.keys("Escape")
        self.wait_for(HOME)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    profile, file = tmp_path / "profile", tmp_path / "hand.md"
    file.write_text(BY_HAND, "utf-8")
    with VirtualDesktop(tray=False) as desktop:
        with Running(desktop, profile).ready() as first:
            first.keys("ctrl+q")
            assert first.process.wait(20) == 0
        words = subprocess.run(
            [SPINDLE, "--profile", profile, "drill", "import", file],
            env={**desktop.env},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert "6" in words.stdout
        with Running(desktop, profile).ready() as spindle:
            yield Desk(spindle)


@pytest.mark.requirement("R15")
def test_another_tool_that_holds_the_file_for_five_seconds_costs_no_answer(desk: Desk) -> None:
    desk.keys(PAGE)
    desk.begin("Capitals")
    desk.wait_for("Portugal")
    file = desk.spindle.profile / "spindle.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        desk.keys("space", "y", "3", "3", "Return")
        begun = now()
        wait_until(lambda: now() - begun >= 5, "five seconds", 10)
        assert not desk.attempts("show_and_grade")
        assert "Next for this item" not in desk.spindle.text()  # told only once it is kept
        other.execute("ROLLBACK")
    desk.until("show_and_grade", 1)
    desk.wait_for("Next for this item")
    assert len(desk.attempts("show_and_grade")) == 1


@pytest.mark.requirement("drill-acceptance-1")
def test_a_drill_of_each_kind_is_made_run_and_kept_by_keyboard(desk: Desk) -> None:
    desk.keys(PAGE)
    make_a_pair(desk)
    for kind, run in RUNS.items():
        run(desk)
        rows = desk.attempts(kind)
        assert {row["outcome"] for row in rows} == {1}, kind
        assert all(row["raw_ms"] is None or 0 < row["raw_ms"] < 60_000 for row in rows), kind
    rehearse(desk)
    sessions = desk.spindle.rows("SELECT * FROM session WHERE activity = 'drill'")
    assert [row["outcome"] for row in sessions] == ["completed"] * 8
    export(desk)


def make_a_pair(desk: Desk) -> None:
    """In the editor, and seen there as it will be asked."""
    desk.wait_for(HOME)
    desk.keys("alt+1")
    desk.wait_for("Name of the drill")
    desk.type("Verbs")
    desk.keys("Return")
    desk.type("German")
    desk.keys("Tab")
    desk.type("to begin")
    desk.keys("Tab")
    desk.wait_for("1 has no answer (item 1)")
    desk.spindle.picture("editor-check")
    desk.type("anfangen")
    desk.wait_for("1 item.")
    desk.spindle.picture("editor")
    desk.keys("ctrl+s")
    desk.wait_for(DRILL_PAGE)
    desk.keys("Escape")


def typed_recall(desk: Desk) -> None:
    """A word is typed, and the difference told after it."""
    desk.begin("Verbs")
    desk.wait_for("to begin")
    desk.type("anfangen")
    desk.keys("Return")
    row = desk.until("typed_recall", 1)
    assert row["first_input_ms"] is not None
    assert 0 < row["predicted"] < 1
    desk.spindle.picture("typed")
    desk.keys("Return")
    desk.finish("Verbs")


def show_and_grade(desk: Desk) -> None:
    """Yes or no first, then how it was."""
    desk.begin("Capitals")
    desk.wait_for("Portugal")
    assert "Lisbon" not in desk.spindle.text()
    desk.keys("space")
    desk.wait_for("Lisbon")
    desk.spindle.picture("card")
    desk.keys("y", "4")
    row = desk.until("show_and_grade", 1)
    assert (row["grade"], row["grade_source"]) == (4, "user")
    desk.keys("Return")
    desk.finish("Capitals")


def step_sequence(desk: Desk) -> None:
    """Each step is typed."""
    desk.begin("A pot of tea")
    desk.wait_for("What comes next?")
    for step in ("Boil the water", "Warm the pot", "Pour"):
        desk.type(step)
        desk.keys("Return")
    row = desk.until("step_sequence", 1)
    steps = desk.spindle.rows("SELECT * FROM element_attempt WHERE attempt_id = ?", row["id"])
    assert [step["ok"] for step in steps] == [1, 1, 1]
    assert all(step["latency_ms"] is not None for step in steps)
    desk.spindle.picture("steps")
    desk.keys("Return")
    desk.finish("A pot of tea")


def generated_problem(desk: Desk) -> None:
    """Ten of them, each with numbers of its own."""
    desk.begin("Sums")
    for number in range(1, 11):
        desk.wait_for(f"item {number} of 10\n")
        asked = re.search(r"(\d) \+ (\d)", desk.spindle.text())
        assert asked is not None
        desk.type(str(int(asked[1]) + int(asked[2])))
        desk.keys("Return")
        desk.until("generated_problem", number)
        desk.keys("Return")
    assert len({row["seed"] for row in desk.attempts("generated_problem")}) == 10
    desk.finish("Sums")


def key_sequence(desk: Desk) -> None:
    """A block, press by press as the keys are lit."""
    desk.begin("Four keys")
    for key in "jfkdjfkd":
        desk.wait_for(f"Press {key.upper()}")
        desk.keys(key)
    row = desk.until("key_sequence", 1)
    presses = json.loads(row["payload"])["presses"]
    assert [press["key"] for press in presses] == list("jfkdjfkd")
    assert [press["down_ms"] for press in presses] == sorted(p["down_ms"] for p in presses)
    desk.spindle.picture("keys")
    desk.keys("Return")
    desk.finish("Four keys")


def tempo_ladder(desk: Desk) -> None:
    """Clean ones climb, and with the last rung it is done."""
    desk.begin("Thirds")
    desk.wait_for("60 beats a minute")
    for count in (1, 2):
        desk.keys("space")
        desk.until("tempo_ladder", count)
    desk.wait_for("64 beats a minute")
    desk.spindle.picture("ladder")
    for count in (3, 4):
        desk.keys("space")
        desk.until("tempo_ladder", count)
    desk.finish("Thirds")


def repetition_set(desk: Desk) -> None:
    """Counted, then said how good and how hard."""
    desk.begin("Throws")
    desk.wait_for("Set 1 of 1")
    desk.keys("space", "space", "space")
    desk.wait_for("Was it a good set?")
    desk.keys("y")
    desk.wait_for("How good was it?")
    desk.keys("4")
    desk.wait_for("How hard was it?")
    desk.spindle.picture("set")
    desk.keys("6")
    assert desk.until("repetition_set", 1)["score"] == pytest.approx(0.75)
    desk.keys("Return")
    desk.finish("Throws")


def rehearse(desk: Desk) -> None:
    """In the mind: timed, and neither right nor wrong."""
    desk.begin("A pot of tea", "m")
    desk.wait_for("Go through it in your mind")
    desk.keys("Return")
    desk.wait_for("Close your eyes")
    desk.keys("space", "space", "Return")
    desk.wait_for("How vivid was it?")
    desk.keys("3")
    row = desk.until("step_sequence", 2)
    assert (row["mode"], row["outcome"]) == ("mental", None)
    desk.keys("Return")
    desk.finish("A pot of tea in the mind")


def export(desk: Desk) -> None:
    """While the window is open, and complete."""
    file = desk.spindle.profile / "log.jsonl"
    subprocess.run(
        [SPINDLE, "--profile", desk.spindle.profile, "drill", "export", file],
        env={**desk.spindle.desktop.env},
        check=True,
        capture_output=True,
        timeout=60,
    )
    [row] = desk.spindle.rows("SELECT count(*) AS all_of_them FROM attempt")
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert sum(line["type"] == "attempt" for line in lines) == row["all_of_them"]


RUNS: Final[dict[str, Callable[[Desk], None]]] = {
    "typed_recall": typed_recall,
    "show_and_grade": show_and_grade,
    "step_sequence": step_sequence,
    "generated_problem": generated_problem,
    "key_sequence": key_sequence,
    "tempo_ladder": tempo_ladder,
    "repetition_set": repetition_set,
}
