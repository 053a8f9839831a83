"""A person who types an entry without end on a real file, until the program is killed.

As a script it is the Journal page with the real writer. It prints ``key N`` when the N-th letter
was typed, ``write N`` when so many are handed over, ``done N MS`` once they are committed, MS
after the first of them, and ``saved N`` when the page says so.
"""

import os
import select
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple, Self

from tests.helpers.waiting import now

_ROOT: Final = Path(__file__).parents[2]
_LONGEST: Final = 30.0
SECOND: Final = 1.0


def letter(number: int) -> str:
    """The letter typed as the ``number``-th, from 0; none is a blank, which no text ends in."""
    return "abcdefghijklmnopqrstuvwxyz"[number % 26]


def letters(count: int) -> str:
    """The first so many."""
    return "".join(map(letter, range(count)))


@dataclass
class Life:
    """What one life of the program said, up to its end; seconds by one clock.

    Attributes:
        typed: When each letter was heard of.
        written: Letters of the last write that was handed over.
        committed: Letters of the last commit.
        saved: Letters on the page when it last said "Saved".
        lags: Milliseconds from the first letter of each commit to the commit.
        ended: When it was killed.
    """

    typed: list[float] = field(default_factory=list)
    written: int = 0
    committed: int = 0
    saved: int = 0
    lags: list[float] = field(default_factory=list)
    ended: float = 0.0

    @property
    def confirmed(self) -> int:
        """Letters that were said to be saved, or committed."""
        return max(self.saved, self.committed)

    @property
    def old(self) -> int:
        """Letters that were typed a second before the end."""
        return sum(1 for when in self.typed if when <= self.ended - SECOND)


class Loss(NamedTuple):
    """What several lives cost: numbers of letters and files, milliseconds, letters typed."""

    confirmed: int = 0
    old: int = 0
    damaged: int = 0
    slowest: float = 0.0
    letters: int = 0

    def __add__(self, other: object) -> "Loss":
        """Both together."""
        assert isinstance(other, Loss)
        return Loss(
            self.confirmed + other.confirmed,
            self.old + other.old,
            self.damaged + other.damaged,
            max(self.slowest, other.slowest),
            self.letters + other.letters,
        )


def lives(path: Path, random: Random, count: int) -> Loss:
    """Be killed so many times, every second time just at a save, and look what is left."""
    loss = Loss()
    for number in range(count):
        before = len(_texts(path))
        found = life(path, random, soon=number % 2 == 0)
        texts = _texts(path)
        text = texts[before] if len(texts) > before else ""
        whole = text == letters(len(text)) and len(text) <= len(found.typed) and _is_whole(path)
        loss += Loss(
            confirmed=max(0, found.confirmed - len(text)),
            old=max(0, found.old - len(text)),
            damaged=not whole,
            slowest=max(found.lags, default=0.0),
            letters=len(found.typed),
        )
    return loss


def _texts(path: Path) -> list[str]:
    """The entries in the order in which they were begun."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.OperationalError):
        return [text for (text,) in connection.execute("SELECT text FROM entry ORDER BY rowid")]
    return []  # the file has no tables yet


def _is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def life(path: Path, random: Random, *, soon: bool) -> Life:
    """Type into a new entry and be killed at a random moment.

    Args:
        path: The database; earlier lives may have used it.
        random: Decides when.
        soon: Within 50 ms after a save was handed over, instead of anywhere.
    """
    found = Life()
    with _Program(path, random.randrange(1 << 30)) as program:
        until = random.randint(1, 3) if soon else random.randint(1, 60)
        for said in program.lines(_LONGEST):
            _note(found, said)
            until -= said[0] == ("write" if soon else "key")
            if not until:
                break
        rest = random.uniform(0, 0.05 if soon else 0.6)
        for said in program.lines(rest):
            _note(found, said)
        found.ended = now()
        program.kill()
        for said in program.lines(_LONGEST):
            _note(found, said)
    return found


def slowest(path: Path, seconds: float) -> float:
    """Type for so long; milliseconds from a letter to its commit, the slowest of all."""
    found = Life()
    with _Program(path, 1) as program:
        for said in program.lines(seconds):
            _note(found, said)
    return max(found.lags)


def _note(found: Life, said: list[str]) -> None:
    word, *numbers = said
    if word == "key":
        found.typed.append(now())
    elif word == "write":
        found.written = int(numbers[0])
    elif word == "done":
        found.committed = int(numbers[0])
        found.lags.append(float(numbers[1]))
    else:
        found.saved = int(numbers[0])


class _Program:
    """The script below, in a process of its own."""

    def __init__(self, path: Path, seed: int) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(_ROOT / "app"), str(_ROOT))),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(path), str(seed)],
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._process.communicate()

    def lines(self, seconds: float) -> Iterator[list[str]]:
        """What it says in so many seconds, or until its end."""
        assert self._process.stdout is not None
        stream = self._process.stdout.fileno()
        until = now() + seconds
        while (left := until - now()) > 0:
            if not select.select([stream], [], [], left)[0]:
                return
            heard = os.read(stream, 65536)
            if not heard:
                return
            *whole, self._rest = (self._rest + heard).split(b"\n")
            yield from (line.decode().split() for line in whole)

    def kill(self) -> None:
        """End it without a warning."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)


def main(path: Path, random: Random) -> None:
    """Be the program."""
    # The parent knows these modules too, but not before they are needed.
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from spindle.adapters.system_clock import SystemClock  # noqa: PLC0415
    from spindle.features.journal.feature import JOURNAL  # noqa: PLC0415
    from spindle.features.journal.migrations import MIGRATIONS  # noqa: PLC0415
    from spindle.features.journal.page.page import JournalPage  # noqa: PLC0415
    from spindle.features.journal.service import JournalService  # noqa: PLC0415
    from spindle.storage.open import open_database  # noqa: PLC0415
    from spindle.storage.worker import DatabaseWorker  # noqa: PLC0415
    from spindle.ui.post import QtPost  # noqa: PLC0415
    from tests.helpers.fakes import make_app  # noqa: PLC0415

    class Telling(DatabaseWorker):
        """Says what is handed over and what is committed."""

        def write(
            self, job: Any, done: Any = None, failed: Any = None, *, keep: Any = None
        ) -> None:
            if keep is None:
                super().write(job, done, failed, keep=keep)
                return
            count, first = len(keep["text"]), typed[committed[-1]]

            def told(result: object) -> None:
                _say("done", count, round(1000 * (now() - first), 1))
                committed.append(count)
                if done is not None:
                    done(result)

            _say("write", count)
            super().write(job, told, failed, keep=keep)

    typed: list[float] = []
    committed = [0]
    qt = QApplication([])
    clock = SystemClock()
    aside = path.parent / "aside"
    aside.mkdir(exist_ok=True)
    app = make_app(aside, features=[JOURNAL._replace(service=None)], services=False)
    worker = Telling(
        path,
        lambda: open_database(path, [MIGRATIONS], clock=clock),
        clock=clock,
        bus=app.bus,
        post=QtPost(),
    )
    worker.start()
    app.database = worker
    app.services["journal"] = JournalService(app)
    page = JournalPage(app)
    page.resize(1280, 820)
    page.show()
    page.library.new_entry()
    pane = page.library.entry
    pane.autosave.saved.connect(lambda: _say("saved", len(pane.paper.text())))

    def press() -> None:
        typed.append(now())
        QTest.keyClicks(pane.paper, letter(len(typed) - 1))
        _say("key", len(typed))
        pause = random.uniform(0.65, 0.9) if random.random() < 0.04 else random.uniform(0.01, 0.12)
        QTimer.singleShot(round(1000 * pause), press)

    QTimer.singleShot(0, press)  # once the page is painted
    qt.processEvents()
    qt.exec()


def _say(*words: object) -> None:
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Random(int(sys.argv[2])))  # noqa: S311 - pauses, not secrets
