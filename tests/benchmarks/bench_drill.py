"""How soon the next question stands there, and what is due is counted, in a drill of ten years.

A hundred thousand items with a million attempts; the page is the real one, drawn off the screen.
``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from spindle.core.clock import HOUR, ManualClock
from spindle.core.days import today
from spindle.features.drill import loading, reading
from spindle.features.drill.counting import Amount, counts
from spindle.features.drill.feature import DRILL
from spindle.features.drill.migrations import MIGRATIONS
from spindle.features.drill.settings import MOST_A_DAY
from spindle.features.drill.state import Plan, Scope
from spindle.storage.open import open_database
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.fakes import MORNING, FakeApp, make_app
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

ITEMS = 100_000
ATTEMPTS = 1_000_000
DRILLS = 20
ANSWERS = 300
ROUNDS = 15
_DAY = 24 * HOUR

_SERIES = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"
_ITEM = f"""{_SERIES.format(count=ITEMS)}
    INSERT INTO drill_item (id, drill_id, ord, spec, stability, difficulty, day, attempts, begun,
        asked, due, updated)
    SELECT printf('%08x-0000-4000-8000-%012x', i, i), 'drill-' || (i % {DRILLS}), i,
        json_object('prompt', 'word ' || i, 'answers', json_array('answer ' || i)),
        5 + i % 90, 1 + i % 9, '2026-02-01', 10, '2025-03-01', :now - 30 * :day,
        :now + (i % 120 - 10) * :day, 0
    FROM n"""
_ATTEMPT = f"""{_SERIES.format(count=ATTEMPTS)}
    INSERT INTO attempt (id, drill_id, item_id, mode, seed, version, started, offset, day, raw_ms,
        active_ms, first_input_ms, outcome, score, grade, grade_source, minutes, predicted, model,
        value, error, updated)
    SELECT printf('%08x-0000-4000-9000-%012x', i, i), 'drill-' || (i % {ITEMS} % {DRILLS}),
        printf('%08x-0000-4000-8000-%012x', i % {ITEMS}, i % {ITEMS}), 'ask', i, 1,
        :now - (365 * 10) * :day + i * 300000000, 0, '2026-01-01', 2400, 2300, 900 + i % 700,
        i % 8 > 0, i % 8 > 0, 3, 'auto', 1440.0, 0.9, 'forgetting', 0.85, 0.1, 0
    FROM n"""


def filled(path: Path, wall: int) -> None:
    """Make the file."""
    with closing(open_database(path, (MIGRATIONS,), clock=ManualClock(MORNING))) as db:
        for number in range(DRILLS):
            db.execute(
                "INSERT INTO drill (id, kind, title, options, ord, attempts, usual_ms, created,"
                " updated) VALUES (?, 'typed_recall', ?, ?, ?, 50000, 2300, 0, 0)",
                (f"drill-{number}", f"Deck {number}", json.dumps({"ignore": ["case"]}), number),
            )
        db.execute("BEGIN")
        db.execute(_ITEM, {"now": wall, "day": _DAY})
        db.execute(_ATTEMPT, {"now": wall, "day": _DAY})
        db.execute("COMMIT")
        db.execute("ANALYZE")


def answered(app: FakeApp) -> tuple[list[float], list[float]]:
    """Answer with the keyboard: ms until an answer is kept and told, and until the next stands."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - after the platform was chosen
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    assert DRILL.page is not None
    page = DRILL.page(app)
    page.resize(1080, 820)
    page.show()
    service = app.services["drill"]
    service.start_due()
    QApplication.processEvents()

    def focused() -> QWidget:
        return QApplication.focusWidget() or page

    kept, following = [], []
    for _ in range(ANSWERS):
        asked = service.run.sitting.asked
        field = focused()
        QTest.keyClicks(field, asked.item.spec["answers"][0])
        QApplication.processEvents()
        kept.append(_timed(lambda: QTest.keyClick(focused(), Qt.Key.Key_Return)))
        QApplication.processEvents()

        def go_on() -> None:
            QTest.keyClick(focused(), Qt.Key.Key_Return)
            QApplication.processEvents()
            page.repaint()

        following.append(_timed(go_on))
    page.close()
    del application
    return kept, following


def rows() -> list[Row]:
    """On a file made for it; some half a minute."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        clock = ManualClock(MORNING)
        filled(Path(folder) / DATABASE_NAME, clock.now().wall)
        app = make_app(Path(folder), clock, [DRILL])
        app.settings.set(MOST_A_DAY, 1000)
        counted, ordered, shown = asked_of(app)
        kept, following = answered(app)
        app.data.close()
    return [
        ("drill: answer committed → next prompt painted, p99", 16.0, _p99(following), "ms"),
        ("drill: Enter → answer committed and told, p99", 20.0, _p99(kept), "ms"),
        ("drill: due count on start, 100,000 items", 60.0, counted, "ms"),
        ("drill: due count and order with all of a run", 60.0, counted + ordered, "ms"),
        ("drill: the home page read", 100.0, shown, "ms"),
    ]


def asked_of(app: FakeApp) -> tuple[float, float, float]:
    """Milliseconds of the count, of a run with its order, and of the home page."""
    connection: Any = app.data.connection
    at = app.clock.now()
    amount = Amount(now=at.wall, day=today(at), most=100, new=10)
    plan = Plan(scope=Scope.DUE, seed=1)
    return (
        median(_timed(lambda: counts(connection, amount)) for _ in range(ROUNDS)),
        median(_timed(lambda: loading.sitting(connection, plan, amount)) for _ in range(ROUNDS)),
        median(_timed(lambda: reading.home(connection, amount)) for _ in range(ROUNDS)),
    )


def _timed(action: Callable[[], object]) -> float:
    began = now()
    action()
    return 1000 * (now() - began)


def _p99(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=100)[98]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target {target:g})")
