"""The ledger of ten years: 60,000 sessions; opening a day, a month, a search, and drawing a day.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from spindle.adapters.system_clock import SystemClock
from spindle.core.clock import MINUTE, ManualClock, instant
from spindle.core.ids import new_id
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.ledger.reading import day_page
from spindle.features.focus.ledger.totals import Wanted, search, totals
from spindle.storage.open import open_database
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

SESSIONS = 60_000
A_DAY = 17
ROUNDS = 9
ZONE = "Europe/Berlin"
LAST = date(2026, 3, 10)


def fill(path: Path) -> None:
    """Ten years of blocks with a gap each, and a break after each."""
    migrations = FOCUS.migrations
    assert migrations is not None
    db = open_database(path, [migrations()], clock=SystemClock())
    sessions, blocks, gaps, breaks = [], [], [], []
    for number in range(SESSIONS):
        day = LAST - timedelta(days=number // A_DAY)
        noon = instant(datetime(day.year, day.month, day.day, 6), ZONE)
        start = noon + number % A_DAY * 50 * MINUTE
        name, end = new_id(), start + 30 * MINUTE
        title = f"Prove Lemma {number % 400} when the graph is not connected"
        sessions.append((name, title, start, end, 25 * MINUTE, end, end))
        blocks.append((new_id(), name, "even", 1, "[1]", "[1]", 25 * MINUTE, "a note", end))
        gaps.append((new_id(), name, "pause", start + MINUTE, start + 6 * MINUTE, end))
        breaks.append((new_id(), name, end, end + 5 * MINUTE, ZONE, 3600, 5 * MINUTE, end))
    run = db.conn.executemany
    run(
        "INSERT INTO session (id, activity, title, started, ended, zone, offset, active,"
        f" last_seen, updated) VALUES (?, 'focus', ?, ?, ?, '{ZONE}', 3600, ?, ?, ?)",
        sessions,
    )
    run(
        "INSERT INTO block (id, session_id, plan, number, blocks, breaks, planned, note, updated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        blocks,
    )
    run(
        "INSERT INTO gap (id, session_id, kind, started, ended, updated) VALUES (?,?,?,?,?,?)", gaps
    )
    run(
        "INSERT INTO break (id, session_id, started, ended, zone, offset, planned, updated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        breaks,
    )
    db.conn.commit()
    db.conn.execute("ANALYZE")
    db.close()


def timed(act: Callable[[], object]) -> float:
    """Milliseconds, the median of several."""
    found = []
    for _ in range(ROUNDS):
        began = now()
        act()
        found.append(1000 * (now() - began))
    return median(found)


def drawn(connection: sqlite3.Connection) -> float:
    """Milliseconds in the GUI thread for showing another day as the window does, and painting it.

    All its rows are named, for a screen reader too; those beyond the window's edge are not painted.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only here

    from spindle.features.focus.ledger.spans import Kind  # noqa: PLC0415
    from spindle.features.focus.ledger.spans import totals as sums  # noqa: PLC0415
    from spindle.features.focus.page.ledger.layout import LedgerLayout  # noqa: PLC0415

    application = QApplication.instance() or QApplication(["spindle", "-style", "Fusion"])
    moment = ManualClock(datetime(2026, 3, 10, 20, 0), ZONE).now()
    pages = [day_page(connection, LAST - timedelta(days=n), moment, 240) for n in range(ROUNDS + 1)]
    ledger = LedgerLayout()
    ledger.resize(1080, 820)
    ledger.show()
    turn = iter(pages)

    def show() -> None:
        page = next(turn)
        ledger.band.show_page(page)
        ledger.legend.show_totals(sums(page.spans), guessed=False)
        shown = tuple(span for span in page.spans if span.kind is not Kind.COMING)
        ledger.list.show_spans(shown, page.places)
        application.processEvents()

    show()  # the first makes the rows
    return timed(show)


def rows() -> list[Row]:
    """On a profile of ten years."""
    moment = ManualClock(datetime(2026, 3, 10, 20, 0), ZONE).now()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE_NAME
        fill(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.row_factory = sqlite3.Row
            opened = timed(lambda: day_page(connection, LAST, moment, 240))
            month = timed(
                lambda: totals(connection, date(2024, 5, 1), date(2024, 5, 31), moment, 240)
            )
            found = timed(lambda: search(connection, Wanted("lemma 137 graph")))
            missed = timed(lambda: search(connection, Wanted("dentist")))
            shown = drawn(connection)
    return [
        ("ledger of 60,000 sessions: open a day", 60.0, opened, "ms"),
        ("ledger of 60,000 sessions: switch the month", 60.0, month, "ms"),
        ("ledger of 60,000 sessions: search, found", 60.0, found, "ms"),
        ("ledger of 60,000 sessions: search, nothing found", 60.0, missed, "ms"),
        ("ledger: show another day, in the GUI thread", 16.0, shown, "ms"),
    ]


if __name__ == "__main__":
    for row in rows():
        print(*row)
