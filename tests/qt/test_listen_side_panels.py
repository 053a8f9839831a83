"""What stands beside a text: all of its width is seen, and a key opens, shows and closes it."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND
from spindle.features.listen.notices import FAST, About
from spindle.features.listen.pacing import TracePoint
from spindle.features.listen.page.page import ListenPage
from spindle.features.listen.page.trace import Shown, Trace, ticks
from spindle.features.listen.settings import CHECKS
from spindle.features.listen.velocity.check import CheckKind
from spindle.ui.theme import Theme, apply, palette, theme_of
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import hear, listening, long_text

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Desk:
    """The page of a window of 1280 × 820."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.page = ListenPage(app)
        qtbot.addWidget(self.page)
        self.page.resize(1080, 820)
        self.page.show()
        self.page.entered()
        QApplication.processEvents()
        self.panel = self.page.reading.panel

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keyClick(self.page, getattr(Qt.Key, f"Key_{key}"))
            QApplication.processEvents()

    @property
    def area(self) -> QScrollArea:
        return self.panel.findChildren(QScrollArea)[0]

    def is_seen(self, part: QWidget) -> bool:
        """Whether all of a part of the panel lies where it is seen."""
        view = self.area.viewport()
        top = part.mapTo(view, QPoint(0, 0)).y()
        return 0 <= top <= top + part.height() <= view.height()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path, long_text())
    yield Desk(qtbot, app)
    app.data.close()


def test_the_options_are_as_wide_as_their_panel_while_nothing_is_kept_yet(desk: Desk) -> None:
    desk.press("O")
    assert desk.service.kept == ()
    held = desk.area.widget()
    assert held is not None
    assert held.width() == desk.area.viewport().width()


def test_every_line_of_the_options_is_written_out(desk: Desk) -> None:
    desk.press("O")
    halt = desk.panel.steps
    assert halt.accessibleName() == "Halt after each sentence"
    words = desk.panel.words_of(halt)
    assert words.width() >= words.sizeHint().width()
    middles = [part.geometry().center().y() for part in (words, halt)]
    assert abs(middles[0] - middles[1]) <= 1


def test_the_field_for_a_note_is_seen_when_it_has_the_keyboard(desk: Desk) -> None:
    desk.press("Space")
    hear(desk.app, 5)
    desk.press("N")
    assert desk.panel.note.hasFocus()
    assert desk.is_seen(desk.panel.note)
    QTest.keyClicks(desk.panel.note, "Who says so?")
    QTest.keyClick(desk.panel.note, Qt.Key.Key_Return)
    QApplication.processEvents()
    [kept] = desk.service.kept
    assert desk.is_seen(desk.panel.rows[kept.id])


def test_the_options_open_at_their_top_also_after_a_note(desk: Desk) -> None:
    desk.press("Space")
    hear(desk.app, 5)
    desk.press("N")
    QTest.keyClicks(desk.panel.note, "Who says so?")
    QTest.keyClick(desk.panel.note, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert desk.area.verticalScrollBar().value() > 0
    desk.press("O", "O")
    assert desk.panel.isVisible()
    assert desk.area.verticalScrollBar().value() == 0
    assert desk.is_seen(desk.panel.this_text.title)
    desk.press("O", "N")
    assert desk.is_seen(desk.panel.note)


@pytest.mark.parametrize("key", ["O", "V"])
def test_esc_closes_what_stands_beside_the_text_after_what_stands_above_it(
    desk: Desk, key: str
) -> None:
    reading = desk.page.reading
    panel = {"O": reading.panel, "V": reading.speeds}[key]
    desk.service.notices.say(About.FAST, FAST, {"ceiling": "275"})
    desk.press(key, "Escape")
    assert desk.service.notices.all == ()
    assert panel.isVisible()
    desk.press("Escape")
    assert not panel.isVisible()
    assert not desk.page.binds(QKeyCombination(Qt.Key.Key_Escape))


def test_a_long_title_shows_its_beginning(desk: Desk) -> None:
    assert desk.service.document is not None
    desk.service.rename(desk.service.document.id, "A title that is longer than its field " * 3)
    desk.press("O")
    assert desk.panel.this_text.title.cursorPosition() == 0


def test_the_multiple_is_told_once_the_voice_has_sounded(desk: Desk) -> None:
    dial = desk.page.reading.dock.dial
    before = dial.grab().toImage()
    desk.press("Space")
    hear(desk.app, 2)
    QApplication.processEvents()

    def drawn(picture: QImage) -> bool:
        """Whether there is more than ground below the unit."""
        left, right = round(dial.width() * 0.35), round(dial.width() * 0.65)
        seen = {picture.pixel(x, y) for x in range(left, right) for y in range(94, 112)}
        return len(seen) > 1

    assert not drawn(before)
    assert drawn(dial.grab().toImage())


def test_the_trace_never_runs_back_when_the_speed_is_changed_many_times_at_once(
    qtbot: QtBot,
) -> None:
    trace = Trace()
    qtbot.addWidget(trace)
    trace.resize(424, 108)
    points = [TracePoint(0.0, 200.0)]
    points += [TracePoint(60 + 0.1 * step, 200.0 + 5 * step) for step in range(1, 21)]
    trace.show_trace(Shown(points=tuple(points), now=(600.0, 300.0)))
    picture = trace.grab().toImage()
    listen = theme_of(trace).palette.listen
    # Between the first level and the last all the steps stand at one place.
    columns = {
        x for x in range(40, 400) for y in range(24, 64) if picture.pixelColor(x, y) == listen
    }
    assert columns
    assert max(columns) - min(columns) <= 3


@pytest.mark.parametrize(
    ("until", "marks", "end"),
    [
        (60, ["00:00", "00:10", "00:20", "00:30", "00:40", "00:50"], "01:00"),
        (150, ["00:00", "00:30", "01:00", "01:30", "02:00"], "02:30"),
        (300, ["0", "1", "2", "3", "4"], "5 min"),
        (1500, ["0", "5", "10", "15", "20"], "25 min"),
        (1800, ["0", "5", "10", "15", "20", "25"], "30 min"),
        (5400, ["0", "15", "30", "45", "60", "75"], "90 min"),
    ],
)
def test_no_two_marks_below_the_trace_are_alike(until: float, marks: list[str], end: str) -> None:
    found, last = ticks(until)
    assert [words for _, words in found] == marks
    assert last == end


@pytest.mark.parametrize("size", [(1080, 820), (960, 680)])
def test_every_key_of_the_rating_is_written_out(desk: Desk, size: tuple[int, int]) -> None:
    desk.page.resize(*size)
    desk.app.settings.set(CHECKS, False)
    desk.press("Space")
    hear(desk.app, 125)
    desk.press("X")
    dock = desk.page.reading.dock
    pills = dock.rate.pills
    assert [pill.text() for pill in pills][4] == "5  absorbed"
    assert [pill.width() - pill.sizeHint().width() for pill in pills] == [0] * 5
    bottom = max(pill.mapTo(dock, QPoint(0, pill.height())).y() for pill in pills)
    assert bottom <= dock.height()
    if size == (1080, 820):
        assert len({pill.y() for pill in pills}) == 1, "in one line in the usual window"


def test_words_in_the_trace_are_not_struck_through_by_its_grid(qtbot: QtBot) -> None:
    trace = Trace()
    qtbot.addWidget(trace)
    trace.resize(424, 108)
    trace.show_trace(
        Shown(points=(TracePoint(0.0, 300.0),), now=(60.0, 300.0), fork=(315.0, 270.0))
    )
    picture = trace.grab().toImage()
    line = theme_of(trace).palette.line
    top = [x for x in range(40, 416) if picture.pixelColor(x, 12) == line]
    gap = max(after - before for before, after in itertools.pairwise(top))
    assert gap > 40, "the upper line makes way for the words that stand on it"


def test_what_one_letter_turns_on_is_told_above_the_text(desk: Desk) -> None:
    head = desk.page.reading.head
    usual = head.accessibleName()
    assert usual.endswith("min left")
    desk.press("M", "I", "T")
    time = usual.rpartition(", ")[2]
    told = f"in silence, halts after each sentence, falls silent in 15 min, {time}"
    assert head.accessibleName().endswith(told)
    desk.app.time.pass_(14 * MINUTE + 10 * SECOND)
    assert "falls silent in 1 min" in head.accessibleName(), "it counts down"
    desk.service.sleep_in(15)
    desk.press("O")
    assert head.accessibleName() == usual, "the switches beside the text show it"
    desk.press("O")
    desk.press(*"TTT", *"MI")
    assert "silent" in head.accessibleName()
    while desk.service.sleep_minutes or desk.service.sleep_after_chapter:
        desk.press("T")
    assert head.accessibleName() == usual


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_options_and_speed_are_in_sight_in_the_smallest_window(
    desk: Desk, qapp: QApplication, scale: float
) -> None:
    apply(qapp, Theme(palette("light"), scale))
    reading = desk.page.reading
    desk.page.resize(960, 680)
    QApplication.processEvents()
    boxes = [part.geometry() for part in (reading.head, reading.options, reading.speed)]
    assert reading.options.isVisible()
    assert reading.speed.isVisible()
    assert boxes[0].right() < boxes[1].left() < boxes[1].right() < boxes[2].left()
    assert boxes[2].right() < reading.width()
    assert all(abs(box.center().y() - boxes[0].center().y()) <= 2 for box in boxes)
    desk.press("O")
    assert not reading.options.isVisible()
    assert reading.head.geometry().right() == reading.area.width() - 40 - 1
    desk.press("O")
    assert reading.options.isVisible()
    apply(qapp, Theme(palette("light")))


def test_a_check_of_four_sentences_takes_the_height_of_the_text_in_the_smallest_window(
    desk: Desk, qapp: QApplication
) -> None:
    apply(qapp, Theme(palette("light"), reduced_motion=True))
    desk.page.resize(960, 680)
    desk.press("Space")
    reading = desk.page.reading
    asked = None
    for _ in range(400):
        asked = desk.service.asked
        if asked is not None and asked.check.kind is CheckKind.HEARD:
            break
        if asked is not None:
            desk.press("S", "Space")
        hear(desk.app, 2)
    QApplication.processEvents()
    assert asked is not None
    assert reading.check.isVisible()
    assert reading.check.height() > 300
    line = reading.pane.boxes(asked.line.block, asked.line.span)[-1].height()
    too_high = max(0, reading.check.height() - round(reading.area.height() - line - 2))
    assert reading.check.geometry().bottom() <= reading.dock.y() + too_high


def test_before_a_speed_can_be_settled_it_is_said_when(desk: Desk) -> None:
    desk.press("C")
    finding = desk.page.calibrating
    assert not finding.settle.isEnabled()
    assert finding.about.text().endswith("You can say so after 12 s.")


def test_a_note_is_seen_once_it_is_kept_wherever_it_stands_among_the_others(desk: Desk) -> None:
    desk.press("Space")
    for _ in range(24):
        hear(desk.app, 6)
        desk.press("K")
    desk.press("N")
    QTest.keyClicks(desk.panel.note, "Who says so?")
    QTest.keyClick(desk.panel.note, Qt.Key.Key_Return)
    QApplication.processEvents()
    QApplication.processEvents()
    assert len(desk.service.kept) > 8
    [note] = [kept for kept in desk.service.kept if kept.note]
    assert desk.is_seen(desk.panel.rows[note.id])


def test_f2_on_a_long_title_shows_its_beginning_and_takes_all_of_it(desk: Desk) -> None:
    [(name, row)] = desk.page.column.rows.items()
    long = "A title that is longer than its field " * 3
    desk.service.rename(name, long)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    field = desk.page.column.title
    assert field.cursorPosition() == 0
    assert field.selectedText() == long.strip()
