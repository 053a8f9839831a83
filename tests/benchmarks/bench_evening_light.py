"""Light at the eye of somebody in the evening, in the night and in the morning, full screen.

A white screen of 27 inches with 300 cd/m2 at 60 cm gives 127 lx; what is drawn gives as much of
that as its mean linear luminance. ``rows()`` returns (what, target, measured, unit).
"""

import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from spindle.core.clock import HOUR, ManualClock
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import EVENING, Scene
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.service import JournalService
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.light import lux

Row = tuple[str, float, float, str]

TIMES = 1
EVENING_LX, MORNING_LX = 2.0, 4.0
QUESTIONS = ("One?", "Two?", "Why does the bound fail when the graph is not connected?")


def rows() -> list[Row]:
    """Each screen with all that can stand on it."""
    application = QApplication.instance() or QApplication(["light", "-style", "Fusion"])
    with tempfile.TemporaryDirectory() as folder:
        clock = ManualClock(datetime(2026, 3, 10, 21, 20), "Europe/Berlin")
        app = make_app(Path(folder), clock, [JOURNAL])
        page = JournalPage(app)
        page.resize(1920, 1080)
        page.show()
        found = _night(app, page)
        app.data.close()
    del application
    return found


def _night(app: FakeApp, page: JournalPage) -> list[Row]:
    journal = app.services["journal"]
    assert isinstance(journal, JournalService)

    def seen(what: str, target: float = EVENING_LX) -> Row:
        for _ in range(3):
            QApplication.processEvents()
        return (f"light at the eye: {what}", target, lux(page), "lx")

    for text in QUESTIONS:
        journal.writing.keep_question(journal.writing.new_question(text))
    found = []
    journal.open_evening()
    for scene in EVENING:
        journal.go(scene)
        page.evening.question.pick(0)
        if scene is Scene.CHECK:
            page.evening.check.answer(4)
            page.evening.check.answer(4)
        found.append(seen(f"evening, {scene.value}"))
        if scene is Scene.QUESTION:
            page.evening.proceed()
    journal.good_night()
    found.append(seen("after Good night"))
    journal.open_slip()
    found.append(seen("night slip"))
    journal.close_slip()
    app.suspend(9 * HOUR)
    found.append(seen("morning, capture", MORNING_LX))
    return found


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target {target:g})")
