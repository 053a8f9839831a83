"""Listening in the real program, on a screen that is looked at and into a server that is recorded.

From the key to the ear and to the eye: ``python -m tests.benchmarks.bench_listen``. Without the
programs of PulseAudio nothing of it is measured.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
import psutil

from spindle.adapters.calling import ask
from spindle.core.clock import SECOND
from spindle.features.listen.feature import LISTEN
from spindle.sound.speech import Samples
from tests.benchmarks.__main__ import Row
from tests.benchmarks.bench_import import book
from tests.benchmarks.bench_sound import jump
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.film import Box, Film, Striker
from tests.helpers.listen_program import ListenProgram, a_profile
from tests.helpers.rising import bend, places, rising
from tests.helpers.sound_server import RATE, Tape, sound_server, there
from tests.helpers.tones import gaps
from tests.helpers.waiting import let_pass, now, wait_until

TIMES: Final = 1
"""Each takes a minute, and has ten of everything."""

_SETTINGS: Final = {"listen.wpm": 280, "listen.checks": False, "listen.session": 0}
_TEXT: Final[Box] = (490, 120, 400, 300)
"""Inside the pane with the text."""

_WHOLE_TEXT: Final[Box] = (440, 110, 640, 330)
_STILL_S: Final = 0.1
"""Between two words there is at least so much silence, and so long the picture rests."""

_PAGE: Final = str(LISTEN.order)
_LOUD: Final = 0.01
_PRESSES: Final = 20
"""Each adds or takes 5 % of a recording's own speed: twenty are the whole of it."""


def rows() -> list[Row]:
    """A long book, one word over and over, then a rising tone."""
    if not there():
        return []
    with tempfile.TemporaryDirectory() as folder:
        found = _book(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        found += _lit(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        return [*found, *_speeds(Path(folder))]


@dataclass(frozen=True)
class Desk:
    """The program with its hands, and the tape that hears it."""

    desktop: VirtualDesktop
    program: ListenProgram
    hands: Striker
    server: dict[str, str]

    def hand_over(self, file: Path) -> None:
        """As ``spindle open`` does, without the start of a program of its own."""
        message = {"verb": "control", "do": "open", "given": {"files": [str(file)]}}
        before, runtime = os.environ.get("XDG_RUNTIME_DIR", ""), self.desktop.env["XDG_RUNTIME_DIR"]
        os.environ["XDG_RUNTIME_DIR"] = runtime
        try:
            assert ask(self.program.profile, message, 30 * SECOND) is not None
        finally:
            os.environ["XDG_RUNTIME_DIR"] = before

    def film(self) -> Film:
        """Of the text."""
        return Film(self.desktop.env, _TEXT)

    def memory(self) -> float:
        """Megabytes (PSS) of the window and the sound process."""
        parts = psutil.Process(self.program.process.pid), self.program.sound
        return sum(each.memory_full_info().pss for each in parts) / 1e6


@contextmanager
def _desk(folder: Path, settings: Mapping[str, object] = _SETTINGS) -> Iterator[Desk]:
    profile = folder / "profile"
    if not profile.exists():
        a_profile(folder, {**_SETTINGS, **settings})
    with sound_server() as server, VirtualDesktop() as desktop:
        env = {"PULSE_RUNTIME_PATH": server["PULSE_RUNTIME_PATH"]}
        program = ListenProgram(desktop, profile, env)
        desktop.screen.focus(program.window)
        hands = Striker(desktop.env)
        try:
            yield Desk(desktop, program, hands, server)
        finally:
            hands.close()
            program.quit()


def _book(folder: Path) -> list[Row]:
    file = book(folder / "book.epub")
    with _desk(folder) as desk:
        film = desk.film()
        began = now()
        desk.hand_over(file)
        # Not the row that says it is being read, which stands there first.
        wait_until(lambda: desk.program.rows("SELECT 1 FROM document_text"), "a chapter", 60)
        page = 1000 * (film.last_change() - began)
        wait_until(
            lambda: desk.program.rows("SELECT 1 FROM document WHERE sha256 != ''"), "the book", 60
        )
        first = _first_sound(desk)
        later = median(_first_sound(desk) for _ in range(5))
        memory = desk.memory()
        jumps = [_chapter(desk, "Next") for _ in range(8)]
        memory = max(memory, desk.memory())
    usual = median(jumps)
    fresh = median(_first_press(folder) for _ in range(3))
    return [
        ("listen: million-word EPUB, handed over to first page painted", 1500.0, page, "ms"),
        ("listen: million-word EPUB, Space to first sound", 300.0, first, "ms"),
        ("listen: million-word EPUB, Space to sound again, median of 5", 300.0, later, "ms"),
        ("listen: million-word EPUB, first Space of a start, of 3", 300.0, fresh, "ms"),
        ("listen: million-word EPUB, chapter key to its page, median of 8", 100.0, usual, "ms"),
        ("listen: million-word EPUB, chapter key to its page, worst of 8", 100.0, max(jumps), "ms"),
        ("listen: million-word EPUB, memory (PSS) of window and sound", 250.0, memory, "MB"),
    ]  # fmt: skip


def _first_sound(desk: Desk) -> float:
    """Milliseconds from Space to the first sound; then it rests again."""
    tape = Tape(desk.server)
    let_pass(0.5)
    struck = desk.hands.strike("space")
    let_pass(2.5)
    desk.hands.strike("space")
    let_pass(0.7)
    sound = tape.stop()
    loud = np.flatnonzero(np.abs(sound) > _LOUD) / RATE
    return 1000 * (float(loud[0]) - tape.second_of(struck))


def _first_press(folder: Path) -> float:
    """The same in a program that has just started: Space as soon as its text is seen."""
    with _desk(folder) as desk:
        let_pass(2)
        tape, film = Tape(desk.server), desk.film()
        desk.hands.strike_with("Control_L", _PAGE)
        wait_until(film.shows_text, "the text")
        struck = desk.hands.strike("space")
        let_pass(2.5)
        film.end()
        sound = tape.stop()
    loud = np.flatnonzero(np.abs(sound) > _LOUD) / RATE
    return 1000 * (float(loud[0]) - tape.second_of(struck))


def _chapter(desk: Desk, key: str) -> float:
    film = desk.film()
    struck = desk.hands.strike(key)
    return 1000 * (film.last_change() - struck)


def _lit(folder: Path) -> list[Row]:
    """A text whose words stand alone: where each begins on the tape, and where it is lit."""
    file = folder / "stop.txt"
    file.write_text("Stop. " * 60, "utf-8")
    with _desk(folder, {"listen.wpm": 90}) as desk:
        desk.program.open(file)
        let_pass(1.5)
        tape, film = Tape(desk.server), Film(desk.desktop.env, _WHOLE_TEXT)
        desk.program.play()
        let_pass(25)
        film.end()
        sound = tape.stop()
    lit = np.array([tape.second_of(each) for each in film.changes(_STILL_S)])
    loud = np.flatnonzero(np.abs(sound) > _LOUD) / RATE
    begun = loud[1:][np.diff(loud) > _STILL_S]
    inside = begun[begun < lit[-1]]
    late = 1000 * np.array([lit[np.argmin(np.abs(lit - each))] - each for each in inside])
    assert len(late) > 20, "too few words were heard"
    return [
        (
            "listen: a word lit on the screen against its sound, p95",
            100.0,
            float(np.percentile(np.abs(late), 95)),
            "ms",
        ),
    ]


def _speeds(folder: Path) -> list[Row]:
    """Ten changes by key over a rising tone, whose pitch on the tape tells the place."""
    file = rising(folder / "rising.wav")
    ratios = [2.0, 1.0] * 5
    with _desk(folder) as desk:
        desk.program.open(file)
        let_pass(0.5)
        tape = Tape(desk.server)
        desk.program.play()
        let_pass(1.5)
        struck = []
        for ratio in ratios:
            key = "bracketright" if ratio > 1 else "bracketleft"
            struck.append(desk.hands.strike(key, _PRESSES))
            let_pass(1.5)
        desk.hands.strike("space")
        let_pass(0.3)
        sound = tape.stop()
    seconds, track = places(sound)
    late = [
        1000 * bend(seconds, track, tape.second_of(moment), before, after)
        for moment, (before, after) in zip(struck, pairwise([1.0, *ratios]), strict=True)
    ]
    inner = _inner(sound)
    return [
        ("listen: speed key to heard, median of 10", 100.0, median(late), "ms"),
        ("listen: speed key to heard, worst of 10", 250.0, max(late), "ms"),
        ("listen: silences of 2 ms and more during ten changes of speed", 0.0, _breaks(inner), ""),
        ("listen: largest jump on the tape against the source, ten changes", 1.2, jump(inner), "×"),
    ]


def _inner(sound: Samples) -> Samples:
    """Without the slopes at both ends."""
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    return sound[loud[0] + 2000 : loud[-1] - 2000]


def _breaks(sound: Samples) -> float:
    return float(np.sum(gaps(sound, RATE, _LOUD) >= 0.002))


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3f} {unit} (target {target:g})")
