"""The whole of Listen, recorded: the real program reads an EPUB of pandoc's and a PDF of LaTeX's.

It reads them into a sound server: short sentences, so that some lie whole between two keys.

A whole session of each: an easy beginning, speeds changed by key ten times, checks answered right
and wrong, a missed sentence said again. Then the tape is asked how fast every sentence was, and the
database what it thinks it was.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pytest

from spindle.adapters.system_clock import SystemClock
from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.features.listen.importing.task import read_document
from spindle.features.listen.script import Script
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running
from tests.helpers.sound_server import Tape, sound_server, there
from tests.helpers.tempo import Found, Recording, Text
from tests.helpers.waiting import let_pass, now, wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not there(), reason="the programs of PulseAudio are not installed"),
]

SPINDLE: Final = Path(__file__).resolve().parents[2] / ".venv" / "bin" / "spindle"
DOCUMENTS: Final = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
COMFORT: Final = 300
BEGIN: Final = 360
STEPS: Final = {"variation.epub": (+12, -18, +20, -10, -14), "habit.pdf": (+10, +14, -24, +12, -18)}
"""Presses of a key before each plateau; a press is five words a minute."""

EASY_S: Final = 10
PLATEAU_S: Final = 6.5
LONGEST: Final = 22
"""Words of the longest sentence. What sounds for less than three of them may lie across two, or a
busy machine may have left a hole in each."""

OFF_S: Final = 0.1
"""By how much longer or shorter a sentence may be on the tape, in seconds."""

LONGER: Final = -0.010, 0.002
"""By how much over all of them: the window at its end makes a sentence half a percent longer. All
speeds a step of two percent wrong would be seen."""

SETTINGS: Final = {"listen.easy": EASY_S, "listen.wpm": BEGIN, "listen.session": 0}


def a_profile(folder: Path) -> Path:
    """Somebody who has found a comfortable speed, and is faster than the test would be long."""
    profile = folder / "profile"
    profile.mkdir(mode=0o700)
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    with closing(open_database(profile / "spindle.db", sets, clock=SystemClock())) as db:
        for key, value in SETTINGS.items():
            db.execute("INSERT INTO setting VALUES (?, ?, 1)", (key, json.dumps(value)))
        comfort = ("comfort", DEFAULT_VOICE, COMFORT)
        db.execute(
            "INSERT INTO comfort (id, voice, wpm, found, updated) VALUES (?, ?, ?, 1, 1)", comfort
        )
        db.conn.commit()
    return profile


class Desk:
    """The real program on a desktop of its own, and the tape that hears it."""

    def __init__(self, spindle: Running, tape: Tape, profile: Path) -> None:
        self.spindle = spindle
        self.tape = tape
        self.profile = profile
        at = SystemClock().now()
        self._wall = at.wall / 1e6 - now()

    def second(self, wall: int) -> float:
        """Where on the tape a moment of the database (µs UTC) is."""
        return self.tape.second_of(wall / 1e6 - self._wall)

    def open(self, path: Path) -> None:
        env = {**os.environ, **self.spindle.desktop.env}
        command = [str(SPINDLE), "--profile", str(self.profile), "open", str(path)]
        subprocess.run(command, env=env, check=True, timeout=60)
        row = self.spindle.wait_for_row(
            "SELECT title FROM document WHERE path = ? AND sha256 != ''", str(path)
        )
        self.spindle.wait_for(f"{row['title']}\n")
        self.spindle.wait_for(f"left at {BEGIN} wpm")  # it is open

    def press(self, presses: int) -> None:
        key = "bracketright" if presses > 0 else "bracketleft"
        self.spindle.keys(*[key] * abs(presses))

    def listen(self, presses: tuple[int, ...]) -> None:
        """Play, and change the speed at each plateau's end."""
        self.spindle.keys("space")
        self.spindle.wait_for_row(
            "SELECT id FROM session WHERE ended IS NULL AND activity = 'listen'"
        )
        let_pass(EASY_S + 10)  # and then the speed comes up by a step a sentence
        for each in presses:
            let_pass(PLATEAU_S)
            self.press(each)

    def answer(self, whole: str, *, right: bool) -> None:
        """Wait for the check and answer it."""
        wait_until(self.choices, "a check", seconds=120)
        good = right_choice(whole, self.stem(), self.choices())
        self.spindle.keys(str((good if right else (good + 1) % 4) + 1))
        if not right:
            self.spindle.wait_for_row("SELECT 1 FROM reading_check WHERE outcome = 'missed'")
            self.spindle.keys("space")  # the answer was read: the sentence comes again, slowly

    def stem(self) -> str:
        lines = self.spindle.text().splitlines()
        return next((each for each in lines if re.match(r"Check \d+\. ", each)), "")

    def choices(self) -> list[str]:
        """The four that are offered, by their numbers."""
        lines = self.spindle.text().splitlines()
        begin = next((at for at, each in enumerate(lines) if each.startswith("Check ")), len(lines))
        found = [
            lines[at - 1]
            for at in range(begin + 1, len(lines))
            if lines[at] in {"1", "2", "3", "4"}
        ]
        return found if len(found) == 4 else []


def right_choice(whole: str, stem: str, choices: list[str]) -> int:
    """What somebody who knows the text by heart would answer."""
    _, _, asked = stem.partition(". ")
    if "blank" in asked:
        filled = [asked.replace("blank", each, 1) for each in choices]
        return next(at for at, each in enumerate(filled) if each.strip() in whole)
    return min(range(4), key=lambda at: whole.index(choices[at]))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    profile = a_profile(tmp_path)
    with sound_server() as server, VirtualDesktop() as desktop:
        env = {"PULSE_RUNTIME_PATH": server["PULSE_RUNTIME_PATH"]}
        with Running(desktop, profile, env=env).ready() as spindle:
            tape = Tape(server)
            yield Desk(spindle, tape, profile)


def text_of(path: Path) -> tuple[str, Text]:
    """What is written, and what the voice makes of it."""
    chapters = read_document(path).chapters
    written = " ".join(block.text for chapter in chapters for block in chapter.blocks)
    spoken = [Script.of(number, each.blocks).spoken() for number, each in enumerate(chapters)]
    return " ".join(written.split()), Text(list(chain.from_iterable(spoken)))


def changes(desk: Desk, path: Path) -> list[dict[str, Any]]:
    """The changes of speed of the only session of a text, oldest first."""
    return desk.spindle.rows(
        "SELECT c.before, c.after, c.why, c.at FROM speed_change c JOIN document d"
        " ON d.id = c.document_id WHERE d.path = ? ORDER BY c.at, c.rowid",
        str(path),
    )


class Span(NamedTuple):
    """From when to when (µs UTC) it was how fast, for so many seconds of sound, and why."""

    begin: int
    end: int
    sounded: float
    wpm: float
    part: str


def trace(desk: Desk, path: Path) -> list[Span]:
    """What the database says was asked of the voice in the only session of a text."""
    rows = desk.spindle.rows(
        "SELECT t.wpm, t.part, t.at, t.sounded FROM speed_trace t JOIN document d"
        " ON d.id = t.document_id WHERE d.path = ? ORDER BY t.at, t.rowid",
        str(path),
    )
    ends = desk.spindle.rows(
        "SELECT s.ended AS at, l.sounded, s.started, s.outcome FROM session s"
        " JOIN listening l ON l.session_id = s.id"
        " JOIN document d ON d.id = l.document_id WHERE d.path = ?",
        str(path),
    )
    assert len(ends) == 1, ends
    return [
        Span(
            each["at"],
            following["at"],
            (following["sounded"] - each["sounded"]) / 1e6,
            each["wpm"],
            each["part"],
        )
        for each, following in pairwise([*rows, *ends])
    ]


@pytest.mark.requirement("reader-1")
@pytest.mark.requirement("reader-row-1")
@pytest.mark.requirement("reader-row-2")
@pytest.mark.requirement("reader-row-25")
@pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is Linux's")
def test_the_tape_has_the_speeds_that_the_database_says(desk: Desk, tmp_path: Path) -> None:
    files = {name: Path(shutil.copy(DOCUMENTS / name, tmp_path)) for name in STEPS}
    texts = {name: text_of(path) for name, path in files.items()}
    for name, path in files.items():
        desk.open(path)
        whole = texts[name][0]
        desk.listen(STEPS[name])
        desk.answer(whole, right=name == "variation.epub")
        let_pass(12)  # a check that comes meanwhile waits for its answer
        desk.spindle.keys("x")
        desk.spindle.wait_for_row(
            "SELECT 1 FROM session WHERE activity = 'listen' AND ended IS NOT NULL"
            " AND title = (SELECT title FROM document WHERE path = ?)",
            str(path),
        )
        desk.spindle.keys("Escape")
    recording = Recording(desk.tape.stop())

    checks = desk.spindle.rows("SELECT outcome, wpm FROM reading_check ORDER BY asked")
    assert [each["outcome"] for each in checks] == ["right", "missed"]
    for name, path in files.items():
        rows = changes(desk, path)
        by_hand = [row for row in rows if row["why"] == "by hand"]
        assert len(by_hand) == sum(map(abs, STEPS[name]))
        assert rows[0]["before"] == BEGIN  # what is aimed at, not the easy speed that is heard
        assert all(a["after"] == b["before"] for a, b in pairwise(rows))
        _compare(desk, recording, texts[name][1], trace(desk, path))
    assert [row["why"] for row in changes(desk, files["habit.pdf"])][-1] == "missed"
    parts = {each.part for each in trace(desk, files["habit.pdf"])}
    assert parts == {"warm-up", "work", "replay"}


def _compare(desk: Desk, recording: Recording, text: Text, spans: list[Span]) -> None:
    """What the trace says is on the tape, at its speed."""
    assert spans[0].wpm == COMFORT
    assert spans[0].part == "warm-up"
    heard: list[Found] = []
    off: list[float] = []
    told = 0
    for span in spans:
        seconds = desk.second(span.begin) + 0.3, desk.second(span.end) - 0.1
        found = text.heard(recording, *seconds, span.wpm) if span.sounded > 1.5 else []
        across = 3 * LONGEST * 60 / span.wpm
        assert found or span.sounded < across, f"nothing was heard of {span} on {seconds}"
        told += bool(found)
        for each in found:
            faster = each.ratio / text.ratio(span.wpm, each.number) - 1
            assert abs(faster) * (each.end - each.second) <= OFF_S, f"{span}: {found}"
            off.append(faster)
        heard += found
    assert LONGER[0] <= np.median(off) <= LONGER[1], off
    assert told >= 5, "of the easy beginning and five plateaus all but one at least"
    said_once = heard if all(each.part != "replay" for each in spans) else []
    assert [each.number for each in said_once] == sorted(each.number for each in said_once)
