"""Listen's page by keyboard: reading as in 03a, checks as in 03b, speed, places, what is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE
from spindle.core.feature import Handed
from spindle.core.ids import Ref
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import FAST, NO_DEVICE, About
from spindle.features.listen.page.page import ListenPage
from spindle.features.listen.records import MarkKind
from spindle.features.listen.settings import CHECKS, TEXT_SIZE
from spindle.features.listen.text.model import Place, Span
from spindle.features.listen.text.skip import Reason
from spindle.features.listen.velocity.check import CheckKind
from spindle.ui import theme
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import SHORT, TAKER, hear, lane, listening, long_text

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEAR = 4
RAIL = 200


class Desk:
    """The page of a window of 1280 × 820, a keyboard and a voice."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.page = ListenPage(app)
        qtbot.addWidget(self.page)
        self.page.resize(1280 - RAIL, 820)
        self.page.show()
        self.page.entered()
        QApplication.processEvents()

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keyClick(self.page, getattr(Qt.Key, f"Key_{key}"))
            QApplication.processEvents()

    def hear(self, seconds: float) -> None:
        hear(self.app, seconds)
        QApplication.processEvents()

    def until_check(self) -> None:
        """Listen until a check asks."""
        for _ in range(400):
            if self.service.asked is not None:
                break
            self.hear(2)
        assert self.service.asked is not None
        assert self.page.reading.check.isVisible()

    def texts(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def place(self, widget: QWidget) -> QPointF:
        """The middle of a widget in the window."""
        corner = widget.mapTo(self.page, QPoint(0, 0))
        return QPointF(RAIL + corner.x() + widget.width() / 2, corner.y() + widget.height() / 2)


def wheel(turned: int) -> QWheelEvent:
    """The wheel, turned down by a negative number."""
    at, turn, none = QPointF(60, 60), QPoint(0, turned), Qt.MouseButton.NoButton
    still, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(at, at, QPoint(0, 0), turn, none, still, phase, False)


@pytest.fixture(autouse=True)
def _at_once(qapp: QApplication) -> Iterator[None]:
    """Motion is reduced: what scrolls is there at once."""
    before = theme.application_theme()
    theme.apply(qapp, theme.Theme(before.palette, reduced_motion=True))
    yield
    theme.apply(qapp, before)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path)
    yield Desk(qtbot, app)
    app.data.close()


@pytest.fixture
def long_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path, long_text())
    yield Desk(qtbot, app)
    app.data.close()


def test_the_first_text_that_is_added_lies_open_however_late_its_rows_are_told(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app = make_app(tmp_path, features=(LISTEN,))
    desk = Desk(qtbot, app)
    path = tmp_path / "first.md"
    path.write_text(SHORT, encoding="utf-8")
    desk.page.adding.began.emit()
    app.data.hold()
    desk.service.add(path)
    while desk.service.document is None:
        app.data.tell_next()
        QApplication.processEvents()
    app.data.release()
    QApplication.processEvents()
    assert desk.page.reading.isVisible()
    desk.press("Space")
    assert desk.service.playing
    app.data.close()


def test_nothing_in_the_library_shows_the_home(tmp_path: Path, qtbot: QtBot) -> None:
    app = make_app(tmp_path, features=(LISTEN,))
    desk = Desk(qtbot, app)
    assert "Nothing here yet" in desk.texts()
    assert not desk.page.reading.isVisible()
    app.data.close()


def test_space_plays_and_rests(desk: Desk) -> None:
    desk.press("Space")
    assert desk.service.playing
    assert desk.page.reading.dock.transport.play.accessibleName() == "Rest"
    desk.hear(3)
    desk.press("Space")
    assert not desk.service.playing
    assert desk.page.reading.dock.transport.play.accessibleName() == "Play"
    assert desk.page.reading.dock.transport.done.text() == "00:03"


def test_the_word_that_is_heard_lies_in_its_sentence_and_that_is_read_out(desk: Desk) -> None:
    desk.press("Space")
    desk.hear(6)
    script, spot = desk.service.script, desk.service.spot
    assert script is not None
    assert spot.line is not None
    pane = desk.page.reading.pane
    assert pane.accessibleDescription() == script.written(spot.line)
    [word] = pane.word_boxes()
    lines = pane.line_boxes(spot.line)
    assert any(line.contains(word.center()) for line in lines)
    assert word.width() < lines[0].width()


def test_what_stands_in_the_margin_makes_way_for_what_is_said_above_the_text(desk: Desk) -> None:
    desk.page.resize(1080, 820)
    reading = desk.page.reading
    for _ in range(2):
        desk.service.notices.say(About.FAST, FAST, {"ceiling": "275"})
        desk.service.notices.say(About.DEVICE, NO_DEVICE)
        desk.hear(0.25)
        reading.follow()
        QApplication.processEvents()
        close = reading.notices.close_it
        bottom = close.mapTo(reading, QPoint(0, close.height())).y()
        assert reading.options.isVisible()
        assert reading.options.y() >= max(bottom, reading.area.y())
        desk.service.notices.unsay()
        reading.follow()
        QApplication.processEvents()
        assert reading.options.y() == reading.area.y() + 4


def test_the_reading_view_stands_where_the_picture_has_it(desk: Desk) -> None:
    desk.press("Space")
    desk.hear(8)
    reading = desk.page.reading
    dock = reading.dock
    measured = {
        "title": (RAIL + reading.head.mapTo(desk.page, QPoint(0, 0)).x(), 496),
        "title, middle": (desk.place(reading.head).y(), 38),
        "text": (RAIL + 232 + reading.pane.left, 496),
        "line": (reading.pane.boxes(1, Span(0, 3))[0].height(), 33),
        "dock": (dock.mapTo(desk.page, QPoint(0, 0)).y(), 652),
        "play": (desk.place(dock.transport.play).x(), 536),
        "play, middle": (desk.place(dock.transport.play).y(), 716),
        "time": (desk.place(dock.transport.done).y(), 764),
        "speed": (desk.place(dock.facts.speed).y(), 676),
        "trace": (RAIL + dock.trace.mapTo(desk.page, QPoint(40, 0)).x(), 672),
        "trace, top": (dock.trace.mapTo(desk.page, QPoint(0, 12)).y(), 715),
        "dial": (desk.place(dock.dial).x(), 1174),
        "dial, middle": (dock.dial.mapTo(desk.page, QPoint(0, 60)).y(), 724),
    }
    assert {n: m for n, m in measured.items() if abs(m[0] - m[1]) > NEAR} == {}


@pytest.mark.requirement("reader-5")
@pytest.mark.requirement("reader-16")
@pytest.mark.requirement("reader-row-20")
def test_brackets_wheel_and_dial_set_the_speed(desk: Desk) -> None:
    desk.press("Space")
    before = desk.service.wpm
    desk.press("BracketRight", "BracketRight", "BracketLeft")
    assert desk.service.wpm == before + 5
    dial = desk.page.reading.dock.dial
    QApplication.sendEvent(dial, wheel(-120))
    assert desk.service.wpm == before
    QTest.keyClick(dial, Qt.Key.Key_Up)
    assert desk.service.wpm == before + 5
    assert f"{round(before) + 5} wpm" in desk.texts()
    desk.press("Z")
    assert desk.service.wpm == before


@pytest.mark.requirement("reader-row-15")
def test_a_click_on_a_word_reads_from_there(desk: Desk) -> None:
    pane = desk.page.reading.pane
    [word] = pane.boxes(2, Span(4, 9))
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=word.center().toPoint())
    assert desk.service.playing
    assert desk.service.spot.place.block == 2
    assert desk.service.spot.word.start == 4


@pytest.mark.requirement("reader-16")
@pytest.mark.requirement("reader-row-16")
@pytest.mark.requirement("reader-row-17")
@pytest.mark.requirement("reader-row-51")
def test_arrows_walk_sentences_and_paragraphs(desk: Desk) -> None:
    def block_and_start() -> tuple[int, int]:
        line = desk.service.spot.line
        assert line is not None
        return line.block, line.span.start

    start = block_and_start()
    desk.press("Down")
    first = block_and_start()
    assert first > start
    desk.press("Right")
    second = block_and_start()
    assert second > first
    desk.press("Left")
    assert block_and_start() == first
    desk.press("PageDown")
    assert desk.service.spot.place.chapter == 1
    desk.press("PageUp")
    assert desk.service.spot.place.chapter == 0


def test_a_check_waits_for_its_answer_and_is_answered_by_number(long_desk: Desk) -> None:
    long_desk.press("Space")
    long_desk.until_check()
    asked = long_desk.service.asked
    assert asked is not None
    assert not long_desk.service.playing
    assert long_desk.page.reading.dock.transport.play.accessibleName() == "Play"
    long_desk.press("Space")
    assert not long_desk.service.playing, "an open check waits"
    before = long_desk.service.wpm
    long_desk.press(str(asked.check.answer + 1))
    assert long_desk.service.wpm > before
    long_desk.press("Space")
    assert long_desk.service.playing
    assert not long_desk.page.reading.check.isVisible()


def test_a_missed_check_can_be_handed_to_drill_or_the_night(long_desk: Desk) -> None:
    handed: list[Handed] = []
    long_desk.app.bus.subscribe(Handed, handed.append)
    long_desk.press("Space")
    long_desk.until_check()
    asked = long_desk.service.asked
    assert asked is not None
    before = long_desk.service.wpm
    long_desk.press(str((asked.check.answer + 1) % 4 + 1))
    assert long_desk.service.wpm <= before
    script = long_desk.service.script
    line = None if script is None else script.at(asked.place)
    assert script is not None
    assert line is not None
    long_desk.hear(30)
    assert long_desk.page.reading.check.isVisible(), "a miss stays until it was read"
    long_desk.page.reading.check.handed.emit("question")
    assert [each.to_kind for each in handed] == ["question"]
    assert handed[0].text == script.written(line)
    assert "It is among the questions for tonight." in long_desk.texts()
    long_desk.press("Escape")
    assert "It is among the questions for tonight." not in long_desk.texts()


@pytest.mark.requirement("reader-idea-6")
def test_while_a_missed_sentence_is_said_again_the_answer_is_lit(long_desk: Desk) -> None:
    long_desk.press("Space")
    long_desk.until_check()
    asked = long_desk.service.asked
    while asked is not None and asked.check.kind is not CheckKind.CLOZE:
        long_desk.press(str(asked.check.answer + 1), "Space")
        long_desk.until_check()
        asked = long_desk.service.asked
    assert asked is not None
    long_desk.press(str((asked.check.answer + 1) % 4 + 1), "Space")
    pane = long_desk.page.reading.pane
    assert pane.answer is not None
    block, span = pane.answer
    script = long_desk.service.script
    assert script is not None
    assert script.blocks[block].text[span.start : span.end] == asked.check.right
    box = pane.boxes(block, span)[0]
    picture = pane.grab().toImage()
    edge = picture.pixelColor(round(box.center().x()), round(box.top()) - 1)
    assert edge.lightness() < 120, "a box in ink is drawn around it"
    long_desk.hear(70)
    assert pane.answer is None


def test_ctrl_z_takes_back_what_was_done_last_ten_deep(desk: Desk) -> None:
    def press_back() -> None:
        QTest.keyClick(desk.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()

    start = desk.service.spot.place
    desk.press("K", "Right", "Down")
    desk.press("BracketRight")
    press_back()
    assert desk.service.wpm == 200
    press_back()
    press_back()
    assert desk.service.spot.place == start
    press_back()
    assert desk.service.kept == ()
    for _ in range(12):
        desk.press("Right", "Left")
    for _ in range(30):
        press_back()
    assert desk.service.spot.place == start


def test_a_kept_sentence_is_handed_on_by_key_and_dropped_and_kept_again(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, _ = listening(tmp_path, others=(TAKER,))
    desk = Desk(qtbot, app)
    handed: list[Handed] = []
    desk.app.bus.subscribe(Handed, handed.append)
    desk.press("Space")
    desk.hear(5)
    desk.press("K", "O")
    [kept] = desk.service.kept
    desk.hear(6)
    row = desk.page.reading.panel.rows[kept.id]
    assert [each.text() for each in row.menu().actions()] == [
        "Drill it",
        "Make it tonight's question",
        "Keep it no longer",
    ]
    QTest.keyClick(row, Qt.Key.Key_Q)
    assert [(each.text, each.source.id) for each in handed] == [(kept.text, kept.id)]
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert [each.id for each in desk.service.kept] == []
    QTest.keyClick(desk.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [each.id for each in desk.service.kept] == [kept.id]
    app.data.close()


@pytest.mark.requirement("reader-row-18")
def test_the_line_above_the_dock_shows_the_place_in_minutes_and_is_pressed(desk: Desk) -> None:
    desk.press("Space")
    desk.hear(4)
    scrub = desk.page.reading.dock.scrub
    script = desk.service.script
    assert script is not None
    whole = round(script.words * 60 / desk.service.wpm)
    assert scrub.times[1] == f"00:{whole:02}"
    assert scrub.times[0] in {"00:03", "00:04"}
    QTest.mouseClick(scrub, Qt.MouseButton.LeftButton, pos=QPoint(scrub.width() - 70, 8))
    assert desk.service.spot.line is not None
    assert desk.service.spot.line.number == len(script.lines) - 1
    QTest.keyClick(scrub, Qt.Key.Key_Left)
    assert desk.service.spot.line.number == len(script.lines) - 2


@pytest.mark.requirement("reader-7")
def test_the_dock_shows_what_is_heard_and_beside_it_what_is_aimed_at(desk: Desk) -> None:
    desk.press("Space")
    desk.hear(2)
    dock = desk.page.reading.dock
    assert dock.facts.speed.text() == "200 wpm"
    assert not dock.facts.aim.isVisible()
    lane(desk.app).natural = 45
    desk.service.set_speed(300)
    desk.hear(1)
    assert dock.facts.speed.text() == "180 wpm"
    assert (dock.facts.aim.isVisible(), dock.facts.aim.text()) == (True, "aim 300")
    assert dock.dial.accessibleDescription() == "180 wpm, aim 300"


def test_the_check_points_at_the_end_of_its_sentence(long_desk: Desk) -> None:
    long_desk.press("Space")
    long_desk.until_check()
    reading = long_desk.page.reading
    asked = long_desk.service.asked
    assert asked is not None
    end = reading.pane.line_boxes(asked.line)[-1]
    inside = reading.pane.mapTo(reading, end.bottomRight().toPoint())
    assert reading.area.y() <= inside.y() <= reading.area.y() + reading.area.height()
    box = reading.check.geometry()
    assert box.top() <= inside.y() + NEAR or box.bottom() <= inside.y()
    assert box.left() <= inside.x() <= box.right()


def test_another_chapter_lies_at_its_place_at_once_and_its_first_word_is_lit(
    long_desk: Desk, qapp: QApplication
) -> None:
    desk = long_desk
    theme.apply(qapp, theme.Theme(theme.application_theme().palette, reduced_motion=False))
    desk.page.resize(1080, 480)
    QApplication.processEvents()
    bar = desk.page.reading.area.verticalScrollBar()
    bar.setValue(900)
    voice = lane(desk.app)
    voice.told = lambda _: None
    desk.press("PageDown")
    assert desk.service.script is not None
    assert desk.service.script.chapter == 1
    assert bar.value() == 0
    QTest.qWait(60)
    assert bar.value() == 0
    assert desk.page.reading.pane.word_boxes(), "the page does not wait for the voice"


@pytest.mark.requirement("reader-10")
@pytest.mark.requirement("reader-row-14")
def test_the_text_follows_the_voice_and_yields_to_a_hand(long_desk: Desk) -> None:
    desk = long_desk
    area = desk.page.reading.area
    bar = area.verticalScrollBar()
    desk.press("Space")
    desk.hear(80)
    assert bar.value() > 0, "it followed"
    QApplication.sendEvent(area.viewport(), wheel(12000))
    QApplication.processEvents()
    if desk.service.asked is not None:
        desk.service.skip_check()
    away = bar.value()
    assert desk.page.reading.following.away
    assert desk.page.reading.back.isVisible()
    desk.hear(5)
    assert bar.value() == away, "nobody pulls the text away"
    desk.press("F")
    assert not desk.page.reading.following.away
    assert not desk.page.reading.back.isVisible()


@pytest.mark.requirement("reader-18")
@pytest.mark.requirement("reader-row-38")
@pytest.mark.requirement("reader-row-40")
@pytest.mark.parametrize(
    ("key", "kind"), [("B", MarkKind.BOOKMARK), ("K", MarkKind.SENTENCE)], ids=["B", "K"]
)
def test_one_key_keeps_the_place_just_heard_once_and_the_panel_leads_back_to_it(
    desk: Desk, key: str, kind: MarkKind
) -> None:
    desk.press("Space")
    desk.hear(5)
    heard = desk.service.spot.line
    assert heard is not None
    desk.press(key, key)
    [kept] = desk.service.kept
    assert (kept.kind, kept.place, kept.note) == (kind, heard.place, "")
    assert kept.text == "Slow waves sweep across the cortex."
    [row] = desk.app.data.rows("SELECT kind, text FROM reading_mark WHERE deleted IS NULL")
    assert row == {"kind": kind.value, "text": kept.text}

    desk.press("PageDown", "O")
    desk.page.reading.panel.rows[kept.id].click()
    assert desk.service.spot.line is not None
    assert desk.service.spot.line.place == kept.place


@pytest.mark.requirement("reader-12")
@pytest.mark.requirement("reader-17")
def test_the_panel_leaves_kinds_of_text_out_and_halts_after_sentences(desk: Desk) -> None:
    desk.press("O")
    panel = desk.page.reading.panel
    assert panel.isVisible()
    document = desk.service.document
    assert document is not None
    assert panel.skips[Reason.NOTES].isChecked()
    panel.skips[Reason.NOTES].click()
    assert desk.service.document is not None
    assert Reason.NOTES not in desk.service.document.skips
    desk.press("M", "Space")
    assert panel.steps.isChecked()
    desk.hear(20)
    assert not desk.service.playing, "it halts where the sentence ends"
    desk.press("O")
    assert not panel.isVisible()


@pytest.mark.requirement("reader-12")
@pytest.mark.requirement("reader-row-34")
def test_what_is_skipped_is_dimmed_and_bright_again_when_it_is_said(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, _ = listening(tmp_path, "# One\n\nWords that are said (Smith, 2019) here.\n")
    desk = Desk(qtbot, app)
    pane = desk.page.reading.pane
    where = Span(20, 33)

    def darkest(span: Span) -> int:
        [box] = pane.boxes(1, span)
        corner = pane.mapTo(desk.page, box.topLeft().toPoint())
        size = box.size().toSize()
        inside = desk.page.grab(QRect(corner, size)).toImage()
        return min(
            inside.pixelColor(x, y).lightness()
            for x in range(inside.width())
            for y in range(inside.height())
        )

    palette = theme.application_theme().palette
    assert darkest(where) >= palette.ink3.lightness() > palette.ink.lightness()
    assert darkest(Span(0, 5)) < palette.ink3.lightness()
    desk.service.set_skip(Reason.CITATIONS, on=False)
    QApplication.processEvents()
    assert darkest(where) < palette.ink3.lightness()
    desk.press("O")
    assert desk.page.reading.panel.count_of(Reason.CITATIONS) == "1"
    app.data.close()


def test_silence_and_the_sleep_timer_have_keys(desk: Desk) -> None:
    desk.press("I")
    assert desk.service.silent
    desk.press("T", "T")
    assert desk.service.sleep_minutes == 30
    desk.press("O")
    assert desk.page.reading.panel.silent.isChecked()
    assert desk.page.reading.panel.sleep.text() == "in 30 min"
    desk.app.time.pass_(12 * MINUTE)
    assert desk.page.reading.panel.sleep.text() == "in 18 min"
    desk.press("T", "T", "T", "T")
    assert desk.service.sleep_after_chapter
    desk.press("T", "I")
    assert not desk.service.sleep_after_chapter
    assert not desk.service.silent


@pytest.mark.requirement("reader-row-39")
def test_a_note_to_the_sentence_is_typed_and_kept_with_enter(desk: Desk) -> None:
    desk.press("Space")
    desk.hear(5)
    desk.press("N")
    field = desk.page.reading.panel.note
    assert field.hasFocus()
    QTest.keyClicks(field, "Who says so?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    [kept] = desk.service.kept
    assert (kept.kind, kept.note) == (MarkKind.NOTE, "Who says so?")
    assert desk.page.hasFocus()
    row = desk.page.reading.panel.rows[kept.id]
    desk.hear(6)
    row.click()
    assert desk.service.spot.line is not None
    assert desk.service.spot.line.place == kept.place
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert desk.service.kept == ()


def test_a_session_too_short_to_be_rated_says_that_it_ended(long_desk: Desk) -> None:
    desk = long_desk
    desk.press("X")
    assert desk.service.notices.all == ()
    desk.press("Space")
    desk.hear(40)
    desk.press("X")
    [row] = desk.app.data.rows("SELECT words FROM listening")
    words = desk.page.reading.notices.words
    assert words.isVisible()
    assert words.text() == f"Ended: 40 s, {row['words']} words."
    desk.press("Space")
    assert not words.isVisible()
    desk.hear(75)
    desk.press("X")
    assert words.text().startswith("Ended: 1 min, ")
    desk.press("Escape")
    assert not words.isVisible()


def test_a_session_that_is_rated_says_no_more_than_that(long_desk: Desk) -> None:
    desk = long_desk
    desk.app.settings.set(CHECKS, False)
    desk.press("Space")
    desk.hear(130)
    desk.press("X")
    assert desk.page.reading.dock.rate.isVisible()
    assert desk.service.notices.all == ()


def test_it_falls_silent_after_the_minutes_that_were_chosen(long_desk: Desk) -> None:
    desk = long_desk
    desk.press("O", "Space")
    panel = desk.page.reading.panel
    panel.sleep.chosen.emit(1)
    for _ in range(16):
        if desk.service.asked is not None:
            desk.press("S", "Space")
        desk.hear(60)
    assert not desk.service.playing
    assert lane(desk.app).fade > 0
    assert panel.sleep.index == 0


def test_the_sentence_is_handed_to_tonight_in_one_key(desk: Desk) -> None:
    handed: list[Handed] = []
    desk.app.bus.subscribe(Handed, handed.append)
    desk.press("Space")
    desk.hear(5)
    desk.press("Q")
    assert [each.to_kind for each in handed] == ["question"]
    assert "among the questions for tonight" in desk.texts()


def test_a_text_that_comes_while_another_sounds_is_said_and_one_key_opens_it(
    desk: Desk, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Other words stand here.", "utf-8")
    before = desk.service.document
    desk.press("Space")
    desk.hear(2)
    desk.service.bring(other)
    QApplication.processEvents()
    assert desk.service.document is before
    assert desk.service.playing
    assert "“other” has come into the library." in desk.texts()
    assert desk.page.reading.notices.open_it.isVisible()

    desk.press("Return")
    assert desk.service.document is not None
    assert desk.service.document.title == "other"
    assert not desk.service.playing
    assert "has come into" not in desk.texts()
    desk.press("Return")
    assert desk.service.document.title == "other"


def bring(desk: Desk, tmp_path: Path, *names: str) -> None:
    """Texts of these names come while the open one sounds."""
    desk.press("Space")
    desk.hear(2)
    for name in names:
        path = tmp_path / f"{name}.txt"
        path.write_text(f"The words of text {name} stand here.", "utf-8")
        desk.service.bring(path)
        QApplication.processEvents()
    assert desk.service.playing


def test_of_several_that_come_the_first_is_named_and_enter_opens_one_after_the_other(
    desk: Desk, tmp_path: Path
) -> None:
    bring(desk, tmp_path, "one", "two", "three")
    assert "“one” and 2 more have come into the library." in desk.texts()

    for title, said in (
        ("one", "“two” and 1 more have come into the library."),
        ("two", "“three” has come into the library."),
        ("three", ""),
    ):
        desk.press("Return")
        assert desk.service.document is not None
        assert desk.service.document.title == title
        assert said in desk.texts()
    assert "come into the library" not in desk.texts()


def test_one_of_several_that_came_is_opened_from_the_library_or_removed(
    desk: Desk, tmp_path: Path
) -> None:
    bring(desk, tmp_path, "one", "two", "three")
    ids = {each.title: each.id for each in desk.service.library.documents}
    desk.service.remove(ids["one"])
    QApplication.processEvents()
    assert "“two” and 1 more have come into the library." in desk.texts()

    desk.service.open(ids["three"])
    QApplication.processEvents()
    assert "“two” has come into the library." in desk.texts()


def test_another_text_that_is_opened_puts_away_what_was_said_of_those_that_came(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.service.document
    assert before is not None
    bring(desk, tmp_path, "one", "two")
    desk.service.open(before.id)
    QApplication.processEvents()
    assert "come into the library" not in desk.texts()


def test_what_is_said_of_a_text_that_came_is_put_away_with_esc(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Other words stand here.", "utf-8")
    desk.press("Space")
    desk.hear(2)
    desk.service.bring(other)
    assert "has come into" in desk.texts()
    desk.press("Escape")
    assert "has come into" not in desk.texts()
    desk.press("Return")
    assert desk.service.document is not None
    assert desk.service.document.title != "other"


def test_a_text_that_came_and_was_removed_is_said_to_have_come_no_longer(
    desk: Desk, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Other words stand here.", "utf-8")
    desk.press("Space")
    desk.hear(2)
    desk.service.bring(other)
    desk.service.remove(desk.service.notices.arrived)
    QApplication.processEvents()
    assert "has come into" not in desk.texts()


def test_a_removed_text_is_on_the_page_again_with_ctrl_z(desk: Desk) -> None:
    document = desk.service.document
    assert document is not None
    desk.press("Right")
    place = desk.service.spot.place
    desk.page.adding.remove(document.id)
    QApplication.processEvents()
    assert desk.page.home.isVisible()
    QTest.keyClick(desk.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert desk.page.reading.isVisible()
    assert not desk.page.home.isVisible()
    assert desk.service.document is not None
    assert desk.service.document.id == document.id
    assert desk.service.spot.place == place


def test_the_end_of_a_session_asks_how_it_was(long_desk: Desk) -> None:
    desk = long_desk
    desk.app.settings.set(CHECKS, False)
    desk.press("Space")
    desk.hear(125)
    desk.press("X")
    assert "How was it?" in desk.texts()
    desk.press("4")
    assert "How was it?" not in desk.texts()
    [rating] = desk.app.data.connection.execute(
        "SELECT rating FROM session WHERE activity = 'listen'"
    ).fetchone()
    assert rating == 4


def test_a_text_is_drawn_with_the_signs_of_its_language(desk: Desk) -> None:
    desk.service.set_language("ja")
    QApplication.processEvents()
    [first, *_] = desk.page.reading.pane._blocks
    assert "Noto Serif CJK JP" in first._layout.font().families()


def test_a_larger_text_is_laid_out_at_once(desk: Desk) -> None:
    before = desk.page.reading.pane.boxes(1, Span(0, 3))[0].height()
    desk.app.settings.set(TEXT_SIZE, 30)
    QApplication.processEvents()
    assert desk.page.reading.pane.boxes(1, Span(0, 3))[0].height() > before


def test_plus_leads_to_the_home_and_esc_back(desk: Desk) -> None:
    desk.page.column.add.click()
    QApplication.processEvents()
    assert desk.page.home.isVisible()
    desk.press("Escape")
    assert desk.page.reading.isVisible()


def test_c_finds_the_comfortable_speed_and_esc_leaves_it(desk: Desk) -> None:
    desk.press("C")
    assert desk.page.calibrating.isVisible()
    desk.press("Escape")
    assert desk.page.reading.isVisible()


def test_a_document_is_shown_by_its_ref(desk: Desk) -> None:
    document = desk.service.document
    assert document is not None
    other = desk.app.profile / "Other.md"
    other.write_text(SHORT.replace("sketch", "plan"), encoding="utf-8")
    desk.service.add(other)
    desk.page.show_ref(Ref("document", document.id))
    assert desk.service.document is not None
    assert desk.service.document.id == document.id
    assert lane(desk.app).utterances


def test_the_voice_gets_ready_while_the_page_is_built_if_a_text_was_heard(
    tmp_path: Path, qtbot: QtBot
) -> None:
    app, service = listening(tmp_path)
    assert LISTEN.page is not None
    before = app.sounding.woken
    qtbot.addWidget(LISTEN.page(app))
    assert app.sounding.woken == before, "nothing was heard yet"
    service.play()
    hear(app, 6)
    service.pause()
    app.data.close()
    app = make_app(tmp_path, features=(LISTEN,))
    assert app.sounding.woken == 0
    qtbot.addWidget(LISTEN.page(app))
    assert app.sounding.woken == 1
    app.data.close()


@pytest.mark.requirement("reader-4")
@pytest.mark.requirement("reader-row-11")
def test_the_text_heard_last_lies_open_the_next_day(tmp_path: Path, qtbot: QtBot) -> None:
    app, service = listening(tmp_path)
    assert service.document is not None
    name = service.document.id
    service.play()
    hear(app, 6)
    service.pause()
    place, ms = service.spot.place, service.reader.ms
    service.stop()
    app.data.close()

    again = make_app(tmp_path, features=(LISTEN,))
    desk = Desk(qtbot, again)
    desk.page.entered()
    assert desk.page.reading.isVisible()
    assert desk.service.document is not None
    assert desk.service.document.id == name
    assert not desk.service.playing
    assert desk.service.spot.place == place != Place(0, 0, 0)
    assert lane(again).ms == pytest.approx(ms, abs=50)
    pane = desk.page.reading.pane
    assert pane.word_boxes() == pane.boxes(place.block, desk.service.spot.word) != []
    desk.press("Space")
    assert desk.service.playing
    assert desk.service.spot.place == place, "after so short a break nothing is heard again"
    again.data.close()
