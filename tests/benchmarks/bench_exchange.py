"""How long a large deck takes to come in, whether the window lives meanwhile, what a cancel costs.

The file is read in the job process and written by the database worker, as the page of Drill has it
done; the page is on the screen. ``rows()`` returns (what, target, measured, unit); run the file to
see them.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from spindle.adapters.jobs import ProcessJobs
from spindle.features.drill.exchange.bringing import Stage
from spindle.features.drill.feature import DRILL
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.worker import DatabaseWorker
from tests.helpers import decks
from tests.helpers.decks import Deck, Note
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

NOTES = 50_000
_DAY = 86_400_000
_FIRST = 1_600_000_000_000
_BEAT = 0.005
_OTHER = 0.1


def deck(path: Path, answer: str = "Wort") -> Path:
    """A package of the newest kind: a thousand days of new cards, each answered now and then."""
    chance = Random(1)  # noqa: S311 - a play
    notes = []
    for number in range(NOTES):
        at, log = _FIRST + number * _DAY // 50, []
        for nth in range(chance.randrange(1, 6)):
            log.append((at, 1 if chance.random() < 0.12 else 3, chance.randrange(1500, 20_000)))
            at += round(chance.uniform(0.7, 1.3) * 3**nth * _DAY)
        shown = f"{answer} {number}, <b>so</b>" if number % 2 else f"{answer} {number}"
        notes.append(Note(f"n{number}", (f"word {number}", shown), tags="verb", reviews=log))
    return decks.write(path, Deck(notes))


class Window:
    """Drill's page with everything behind it real, and a pulse that tells when it stood still."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - the caller sets the platform first

        from spindle.features.drill.page.page import DrillPage  # noqa: PLC0415 - likewise
        from spindle.ui.post import QtPost  # noqa: PLC0415 - likewise

        app = make_app(folder, features=FEATURES, services=False)
        app.data.close()
        self.app: FakeApp = app
        self.post = app.post = QtPost()
        sets = [feature.migrations() for feature in FEATURES if feature.migrations]
        path = folder / DATABASE_NAME
        self.worker = DatabaseWorker(
            path,
            lambda: open_database(path, sets, clock=app.clock),
            clock=app.clock,
            bus=app.bus,
            post=self.post,
        )
        app.database = self.worker
        app.jobs = self.jobs = ProcessJobs(self.post)
        self.writes: list[float] = []
        transact = self.worker._transact

        def timed(job: Any) -> Any:
            began = now()
            result = transact(job)
            self.writes.append(now() - began)
            return result

        vars(self.worker)["_transact"] = timed  # only to look on
        self.worker.start()
        assert DRILL.service is not None
        app.services["drill"] = DRILL.service(app)
        self.page = DrillPage(app)
        self.page.resize(1040, 820)
        self.page.show()
        self.beats: list[float] = []
        self.waits: list[float] = []
        self._pulse = QTimer()
        self._pulse.setInterval(round(1000 * _BEAT))
        self._pulse.timeout.connect(lambda: self.beats.append(now()))
        self._pulse.start()
        self._other = QTimer()
        self._other.setInterval(round(1000 * _OTHER))
        self._other.timeout.connect(self._write_something)
        self._other.start()

    def _write_something(self) -> None:
        """What the person writes meanwhile somewhere else."""
        began = now()
        self.worker.write(
            lambda db: db.execute("UPDATE drill_break SET updated = 1"),
            lambda _: self.waits.append(now() - began),
        )

    def until(self, ask: Callable[[], bool], seconds: float = 120.0) -> float:
        """Let the window live until the answer is yes; returns the seconds it took."""
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - likewise

        began = now()
        while not ask():
            assert now() < began + seconds, "it takes too long"
            QApplication.processEvents()
            self.worker._stopping.wait(0.0005)
        return now() - began

    def stage(self, *stages: Stage) -> Callable[[], bool]:
        return lambda: self.page.importing.state.stage in stages

    def look(self, path: Path) -> None:
        """Choose a file, and wait until it is said what would come in."""
        self.page.importing.choose_file = lambda: str(path)
        self.page.home.import_asked.emit()
        self.until(self.stage(Stage.LOOKED))

    @contextmanager
    def watched(self) -> Iterator[None]:
        self.beats.clear()
        self.waits.clear()
        self.writes.clear()
        yield

    def held(self) -> float:
        """The longest time in which the window's thread did nothing else, in ms."""
        gaps = [after - before for before, after in zip(self.beats, self.beats[1:], strict=False)]
        return 1000 * (max(gaps) - _BEAT)

    def left(self) -> int:
        """Rows and files of imports."""
        tables = ("drill", "drill_item", "attempt", "_drill_import", "_drill_import_step")
        found: list[int] = []

        def count(connection: Any) -> int:
            rows = [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]
            return sum(rows)

        self.worker.read(count, found.append)
        self.until(lambda: bool(found))
        return found[0]

    def close(self) -> None:
        self._pulse.stop()
        self._other.stop()
        self.jobs.stop()
        self.worker.stop()
        self.post.stop()
        self.page.deleteLater()


def rows() -> list[Row]:
    """Cancelled half way, brought in, and brought in again with every item worded anew."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is chosen

    running = QApplication.instance() or QApplication([])
    assert running is not None
    with tempfile.TemporaryDirectory() as folder:
        path = deck(Path(folder) / "large.apkg")
        profile = Path(folder) / "profile"
        profile.mkdir()
        window = Window(profile)
        try:
            return [*_cancelled(window, path), *_brought(window, path), *_again(window, path)]
        finally:
            window.close()


def _cancelled(window: Window, path: Path) -> list[Row]:
    window.look(path)
    page = window.page.importing
    page.go_on()
    window.until(lambda: page.state.so_far > NOTES // 2)
    with window.watched():
        began = now()
        page.leave()
        gone = now() - began
        window.until(lambda: window.left() == 0)
        cleaned = now() - began
    return [
        ("drill: half of 50,000 notes cancelled, the page is back", 100, 1000 * gone, "ms"),
        ("drill: half of 50,000 notes cancelled, nothing is left", 10, cleaned, "s"),
        ("drill: longest write of a cancel", 50, 1000 * max(window.writes), "ms"),
        ("drill: window held by a cancel", 100, window.held(), "ms"),
    ]


def _brought(window: Window, path: Path) -> list[Row]:
    window.look(path)
    with window.watched():
        window.page.importing.go_on()
        seconds = window.until(window.stage(Stage.DONE))
    assert window.page.importing.state.added == NOTES
    others = 1000 * quantiles(window.waits, n=100)[98]
    longest = max(window.writes)
    window.page.importing.go_on()
    return [
        ("drill: a package of 50,000 notes comes in", 10, seconds, "s"),
        ("drill: the longest write of an import", 50, 1000 * longest, "ms"),
        ("drill: window held by an import", 100, window.held(), "ms"),
        ("drill: another write during an import, p99", 200, others, "ms"),
    ]


def _again(window: Window, path: Path) -> list[Row]:
    window.look(deck(path, "Wörter"))
    with window.watched():
        window.page.importing.go_on()
        seconds = window.until(window.stage(Stage.DONE))
    assert window.page.importing.state.changed == NOTES
    return [
        ("drill: 50,000 notes come in again, each worded anew", 20, seconds, "s"),
        ("drill: the longest write of an import again", 50, 1000 * max(window.writes), "ms"),
        ("drill: window held by an import again", 100, window.held(), "ms"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3g} {unit} (target ≤ {target:g})")
