"""The strip as it is painted and as it is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, MINUTE
from spindle.core.session import Activity
from spindle.features.today.page import TodayPage
from spindle.features.today.page.picture import strip_of
from spindle.ui.day_strip import BASELINE, PLOT, DayStrip
from spindle.ui.popover import Popover
from spindle.ui.strip_model import Hour, Strip
from spindle.ui.theme import Looks, palette
from tests.helpers.today import PictureDay, at, mark

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LIGHT = palette("light")
NOW = at(14, 20)


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Looks:
    QLocale.setDefault(QLocale("en_GB"))
    looks = Looks(qapp)
    looks.set(mode="light", text_scale=1.0)
    return looks


@pytest.fixture
def strip(qtbot: QtBot) -> DayStrip:
    strip = DayStrip()
    qtbot.addWidget(strip)
    strip.resize(1000, 192)
    return strip


def a_day(*marks: object) -> Strip:
    return Strip(
        start=at(6),
        end=at(0, day=13),
        now=NOW,
        waking=at(6, 45),
        lights_out=at(22, 30),
        hours=tuple(Hour(at=at(h), words=f"{h:02}" if h % 3 == 0 else "") for h in range(6, 24)),
        marks=tuple(marks),  # type: ignore[arg-type]  # marks, from the helper
        time="14:20",
    )


def painted(strip: DayStrip, what: Strip) -> QImage:
    strip.show_strip(what)
    return strip.grab().toImage()


def column(image: QImage, x: int, colour: QColor) -> list[int]:
    """The heights in a column that are nearer to a colour than to the panel."""

    def far(a: QColor, b: QColor) -> int:
        return abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())

    pixels = [image.pixelColor(x, y) for y in range(PLOT)]
    return [y for y, one in enumerate(pixels) if far(one, colour) < far(one, LIGHT.panel)]


def reach(image: QImage, start: int, end: int, colour: QColor) -> int:
    """How far from the baseline a colour reaches between two places."""
    heights = [y for x in range(start, end) for y in column(image, x, colour) if y > 36]
    return max(abs(y - BASELINE) for y in heights)


def test_the_night_is_sunken(strip: DayStrip) -> None:
    image = painted(strip, a_day())
    assert image.pixelColor(20, 20) == LIGHT.sunken
    assert image.pixelColor(60, 20) == LIGHT.panel
    assert image.pixelColor(930, 20) == LIGHT.sunken


def test_the_pen_stands_at_now(strip: DayStrip) -> None:
    image = painted(strip, a_day())
    x = round(a_day().x(NOW, 1000))
    assert x == 463
    assert image.pixelColor(x, BASELINE) == LIGHT.pen
    assert image.pixelColor(x - 18, 182).name() == LIGHT.pen.name()


def test_the_line_ends_with_the_day(strip: DayStrip) -> None:
    late = mark(Activity.FOCUS, at(23, 30), 25, "Focus", state="planned")
    image = painted(strip, a_day(late)._replace(now=at(23), time="23:00"))
    night = [image.pixelColor(x, BASELINE) for x in range(922, 936)]
    assert {one.name() for one in night} == {LIGHT.sunken.name()}


def test_before_a_rating_all_marks_have_one_height(strip: DayStrip) -> None:
    blocks = [
        mark(Activity.FOCUS, at(9), 60, "Focus"),
        mark(Activity.FOCUS, at(16), 60, "Focus", state="planned"),
    ]
    image = painted(strip, a_day(*blocks))
    assert reach(image, 170, 220, LIGHT.focus) in range(30, 38)
    assert reach(image, 560, 608, LIGHT.rule) in range(34, 38)


def test_a_prediction_is_never_drawn_without_a_rating(strip: DayStrip) -> None:
    plain = painted(strip, a_day(mark(Activity.FOCUS, at(9), 60, "Focus")))
    foretold = painted(
        strip, a_day(mark(Activity.FOCUS, at(9), 60, "Focus")._replace(expected=4.6))
    )
    assert plain == foretold


def test_a_rating_gives_the_wave_its_height_and_the_lens_what_was_expected(
    strip: DayStrip,
) -> None:
    block = mark(Activity.FOCUS, at(9), 60, "Focus", rating=5, expected=3.0)
    image = painted(strip, a_day(block))
    assert reach(image, 168, 222, LIGHT.focus) in range(52, 62)
    edge = column(image, 194, LIGHT.rule)
    assert any(abs(abs(y - BASELINE) - 36) <= 3 for y in edge)


def test_a_session_that_just_ended_is_drawn_before_the_pen(strip: DayStrip) -> None:
    short = mark(Activity.PRIME, NOW - 3 * MINUTE, 3, "Morning")
    image = painted(strip, a_day(short))
    pen = round(a_day().x(NOW, 1000))
    assert not any(column(image, x, LIGHT.prime) for x in range(pen + 9, pen + 40))


def test_the_time_hides_the_hours_beside_it(strip: DayStrip) -> None:
    def is_written(image: QImage, x: int) -> bool:
        box = [(a, b) for a in range(x - 6, x + 7) for b in range(176, 190)]
        return any(image.pixelColor(*at_).lightness() < 150 for at_ in box)

    image = painted(strip, a_day())
    assert is_written(image, 667)  # 18
    assert not is_written(image, 500)  # 15, beside 14:20
    later = painted(strip, a_day()._replace(now=NOW + 3 * HOUR, time="17:20"))
    assert is_written(later, 500)


def test_the_same_strip_is_not_painted_twice(strip: DayStrip) -> None:
    painted(strip, a_day())
    picture = strip._picture
    strip.show_strip(a_day())
    strip.grab()
    assert strip._picture is picture
    strip.show_strip(a_day()._replace(time="14:21"))
    assert strip._picture is None


def test_the_strip_tells_itself_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    day = PictureDay(tmp_path)
    day.add_sessions()
    page = TodayPage(day.app)
    qtbot.addWidget(page)
    page.entered()
    assert page.strip.accessibleName() == "The day"
    told = page.strip.accessibleDescription()
    assert told.startswith("Now 14:20. Morning. Focus 1 h 45. Listen 24 min. Drill 8 min.")
    assert told.endswith("Expected: Focus, planned. Expected: Evening 21:15.")
    assert page.week.accessibleDescription() == (
        "Focus: 8 h 40. Listen: 1 h 19. Drill: 53 min. Evening: 3 times."
    )


def test_the_words_on_the_strip_are_those_of_the_picture(qtbot: QtBot, tmp_path: Path) -> None:
    day = PictureDay(tmp_path)
    day.add_sessions()
    page = TodayPage(day.app)
    qtbot.addWidget(page)
    page.resize(1080, 820)
    page.show()
    page.entered()
    QApplication.processEvents()
    places = {words.name: round(words.x) + 240 for words in page.strip.labels()}
    wanted = {"Morning": 300, "Focus": 379, "Listen": 545, "Drill": 637, "Focus, planned": 740}
    for name, x in wanted.items():
        assert abs(places[name] - x) <= 4, name
    rests = {words.name: words.rest for words in page.strip.labels()}
    assert rests["Drill"] == "8 min"
    assert abs(strip_of(page.state).x(NOW, 1000) + 240 - 703) <= 1


def test_the_question_mark_opens_the_legend_and_esc_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    day = PictureDay(tmp_path)
    day.add_sessions()
    page = TodayPage(day.app)
    qtbot.addWidget(page)
    page.resize(1080, 820)
    page.show()
    page.setFocus()
    QApplication.processEvents()
    QTest.keyClick(page, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    legend = page.findChild(Popover)
    assert isinstance(legend, Popover)
    assert abs(legend.x() + 200 - 912) <= 4
    assert abs(legend.y() - 101) <= 4
    assert abs(legend.width() - 328) <= 4
    assert abs(legend.height() - 227) <= 4
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is legend
    QTest.keyClick(legend, Qt.Key.Key_Escape)
    assert legend.isHidden()
    assert QApplication.focusWidget() is page
    QTest.keyClicks(page, "?")
    assert page._popover is not None
