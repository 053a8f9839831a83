"""An evening and a night on several screens: run as a program on the offscreen platform.

``dark_screens.py PROFILE`` prints what covers which screen, one moment a line.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from spindle.core.clock import ManualClock
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.page.page import JournalPage
from spindle.features.journal.service import JournalService
from spindle.features.journal.settings import ALL_SCREENS
from spindle.features.today.feature import TODAY
from spindle.shell.window import Window
from spindle.ui.theme import Looks
from tests.helpers.fakes import make_app


def main(profile: Path) -> None:
    """Live through it."""
    qt = QApplication([*sys.argv, "-style", "Fusion"])
    clock = ManualClock(datetime(2026, 3, 10, 21, 20), "Europe/Berlin")
    app = make_app(profile, clock, [TODAY, JOURNAL])
    journal = app.services["journal"]
    assert isinstance(journal, JournalService)
    window = Window(app.features, app, Looks(qt))
    window.show_first()
    window.ready()
    page = window.page_widget("journal")
    assert isinstance(page, JournalPage)
    sheets = page._covers

    def tell(when: str) -> None:
        qt.processEvents()
        shown = [sheet for sheet in sheets.sheets if sheet.isVisible()]
        pictures = [sheet.grab().toImage() for sheet in shown]
        told = {
            "full": window.isFullScreen(),
            "window": _box(window.geometry()),
            "covers": [_box(sheet.geometry()) for sheet in shown],
            "brightest": max(map(_luminance, pictures), default=0.0),
            "quiet": journal.quiet,
        }
        print(json.dumps([when, told]))  # noqa: T201 - it is asked for

    tell("day")
    journal.open_evening()
    tell("evening")
    journal.leave_evening()
    tell("left")
    app.settings.set(ALL_SCREENS, raw=False)
    journal.open_evening()
    tell("switched off")
    journal.leave_evening()
    app.settings.set(ALL_SCREENS, raw=True)
    journal.open_evening()
    window.hide()
    tell("hidden")
    window.show()
    journal.good_night()
    tell("night")
    journal.wake()
    tell("woken")
    journal.good_night()
    _press(sheets.sheets)
    tell("pressed")


def _press(sheets: list[QWidget]) -> None:
    for sheet in sheets[:1]:
        QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)


def _box(rect: QRect) -> list[int]:
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def _luminance(picture: QImage) -> float:
    """The brightest pixel of a coarse grid, 0-1."""
    places = [(x, y) for x in range(0, picture.width(), 40) for y in range(0, picture.height(), 40)]
    shades = [picture.pixelColor(x, y).lightnessF() for x, y in places]
    return float(max(shades) ** 2.2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
