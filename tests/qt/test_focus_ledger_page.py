"""The ledger's page by keyboard, and where the picture has its parts."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, MINUTE, ManualClock
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.core.session import Activity, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.ledger.spans import Kind
from spindle.features.focus.ledger.totals import DayTotal, Totals
from spindle.features.focus.page import FocusPage
from spindle.features.focus.page.ledger import LedgerView
from spindle.features.focus.page.ledger.hits import HitRow
from spindle.features.focus.page.ledger.sums import DayBar, _whole
from spindle.features.focus.page.ledger.words import axis_word, typed_time, what
from spindle.features.focus.settings import STRICT
from spindle.ui.focus_ring import FocusRing
from spindle.ui.page import Chrome
from spindle.ui.theme import Theme, apply, palette
from spindle.ui.tile import Pill
from tests.helpers.fakes import FakeApp, make_app

if TYPE_CHECKING:
    from spindle.features.focus.ledger.reading import Details

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """Two blocks with a walk between them, an hour ago, and the ledger of that day."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        clock = ManualClock(datetime(2026, 6, 12, 8, 30))
        self.app: FakeApp = make_app(folder, clock, features=[FOCUS])
        service = self.app.services["focus"]
        self.service = service
        for title in ("Prove Lemma 4", "Read section 4.2"):
            service.start(title, first=25 * MINUTE)
            self.app.time.pass_(25 * MINUTE)
            service.finish()
            service.take_break("Walk")
            self.app.time.pass_(5 * MINUTE)
        service.let_go()
        self.app.time.pass_(HOUR)
        self.page = FocusPage(self.app)
        qtbot.addWidget(self.page)
        self.page.resize(1080, 820)
        self.page.show()
        self.page.entered()
        self.press(Qt.Key.Key_L, CONTROL)
        [self.view] = self.page.findChildren(LedgerView)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    def type_into(self, field: QWidget, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field, text)

    def told(self) -> list[tuple[str, int]]:
        assert self.service.ledger.page is not None
        return [
            (str(span.kind), span.length // MINUTE)
            for span in self.service.ledger.page.spans
            if span.kind is not Kind.COMING
        ]

    def words(self) -> list[str]:
        QApplication.processEvents()
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path)
    yield desk
    desk.service.stop()


def top_left(widget: QWidget, page: QWidget) -> tuple[int, int]:
    at = widget.mapTo(page, QPoint())
    return at.x(), at.y()


def test_the_ledger_stands_where_the_picture_has_it(desk: Desk) -> None:
    QApplication.processEvents()
    page, view = desk.page, desk.view
    for widget, (x, y) in (
        (view.band, (240, 80)),
        (view.legend, (240, 188)),
        (view.header, (228, 236)),
        (view.list, (228, 261)),
    ):
        found_x, found_y = top_left(widget, page)
        assert abs(found_x + 200 - x) <= 4, (widget, found_x + 200, x)
        assert abs(found_y - y) <= 4, (widget, found_y, y)
    assert view.list.width() == pytest.approx(744, abs=4)
    desk.press(Qt.Key.Key_Down)
    row = view.list.current_row
    assert row is not None
    assert row.height() == 40
    assert page.chrome is Chrome.RAIL


@pytest.mark.requirement("focus-row-36")
def test_a_day_is_set_right_by_keyboard_and_taken_back(desk: Desk) -> None:
    before = desk.told()
    assert before == [
        ("untracked", 270),
        ("work", 25),
        ("move", 5),
        ("work", 25),
        ("move", 5),
        ("untracked", 60),
    ]
    desk.press(Qt.Key.Key_Up)
    assert "10:30 AM to 11:30 AM is open. What was it?" in desk.words() or (
        "09:30 to 10:30 is open. What was it?" in desk.words()
    )
    desk.press(Qt.Key.Key_B)
    assert desk.told()[-1] == ("break", 60)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.told() == before


def test_enter_opens_a_row_and_its_times_words_and_rating_are_kept(desk: Desk) -> None:
    for _ in range(2):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    editor = desk.view.editor
    assert editor.isVisible()
    assert editor.title.text() == "Prove Lemma 4"
    desk.type_into(editor.title, "Prove Lemma 5")
    desk.type_into(editor.tags, "graphs")
    desk.type_into(editor.start, "8:20")
    QTest.keyClick(editor.start, Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert desk.told()[:2] == [("untracked", 260), ("work", 35)]
    [row] = desk.app.data.rows("SELECT title, active FROM session WHERE title LIKE '%5'")
    assert row["active"] == 35 * MINUTE
    desk.press(Qt.Key.Key_Return)
    editor.rated.emit(4)
    [row] = desk.app.data.rows("SELECT rating FROM session WHERE title LIKE '%5'")
    assert row["rating"] == 4
    desk.press(Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_nonsense_in_a_time_is_a_sentence(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    before = desk.told()
    desk.type_into(desk.view.editor.start, "soon")
    QTest.keyClick(desk.view.editor.start, Qt.Key.Key_Return)
    assert "A time is written as 11:30." in desk.words()
    desk.type_into(desk.view.editor.start, "12:40")
    QTest.keyClick(desk.view.editor.start, Qt.Key.Key_Return)
    assert "The end has to come after the beginning." in desk.words()
    assert desk.told() == before


def test_left_and_right_turn_the_days_and_never_past_today(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Left)
    assert desk.view.day.text() == "Thursday 11 June"
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Right)
    assert desk.view.day.text() == "Friday 12 June"


def test_what_is_found_opens_its_day(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_F)
    QTest.keyClicks(desk.view.search_field, "section")
    desk.view._search()
    QApplication.processEvents()
    [hit] = [row for row in desk.view.findChildren(HitRow) if not row.isHidden()]
    hit.click()
    assert desk.view.day.text() == "Friday 12 June"
    current = desk.view.list.current
    assert current is not None
    assert current.entry is not None
    assert current.entry.title == "Read section 4.2"


def test_a_search_keeps_to_an_activity(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    QTest.keyClicks(desk.view.search_field, "a")
    desk.view._search()
    desk.view.hits.choose("move")
    assert [words.split(", ", 1)[1] for words in hits(desk)] == ["Movement, Walk"] * 2
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.band.isVisible()


def hits(desk: Desk) -> list[str]:
    QApplication.processEvents()
    return [row.text() for row in desk.view.findChildren(HitRow) if not row.isHidden()]


def test_without_a_word_typed_sessions_are_found_by_rating_and_by_tag(desk: Desk) -> None:
    ledger = desk.service.ledger
    found: list[Details | None] = []
    for title, rating, tags in (("Prove Lemma 4", 2, "graphs"), ("Read section 4.2", 4, "books")):
        [row] = desk.app.data.rows("SELECT id FROM session WHERE title = ?", (title,))
        ledger.rate(str(row["id"]), rating, lambda _: None)
        ledger.ask_details(str(row["id"]), found.append)
        was = found[-1]
        assert was is not None
        ledger.describe(was, title=title, note="", tags=tags)
    desk.press(Qt.Key.Key_F)
    assert len(hits(desk)) == 4
    desk.view.hits.choose_rating(4)
    assert [words.split(", ")[2] for words in hits(desk)] == ["Read section 4.2"]
    desk.view.hits.choose_rating(0)
    [pill] = [p for p in desk.view.hits.findChildren(Pill) if p.text() == "graphs"]
    pill.click()
    assert [words.split(", ")[2] for words in hits(desk)] == ["Prove Lemma 4"]
    pill.click()
    assert len(hits(desk)) == 4


def test_what_was_found_is_opened_by_key_and_no_row_behind_it_is_changed(
    desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    before = desk.told()
    desk.press(Qt.Key.Key_F)
    QTest.keyClicks(desk.view.search_field, "section")
    desk.view._search()
    QApplication.processEvents()
    QTest.keyClick(desk.view.search_field, Qt.Key.Key_Down)
    found = QApplication.focusWidget()
    assert isinstance(found, HitRow)
    for key in (Qt.Key.Key_B, Qt.Key.Key_S, Qt.Key.Key_Delete):
        QTest.keyClick(found, key)
    assert desk.told() == before
    QTest.keyClick(found, Qt.Key.Key_Return)
    current = desk.view.list.current
    assert current is not None
    assert current.entry is not None
    assert current.entry.title == "Read section 4.2"


def test_arrows_go_through_all_that_was_found_and_stop_at_its_ends(
    desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    desk.press(Qt.Key.Key_F)
    QApplication.processEvents()
    rows = [row for row in desk.view.findChildren(HitRow) if row.isVisible()]
    for key, wanted in (
        *((Qt.Key.Key_Down, number) for number in (0, 1, 2, 3, 3)),
        *((Qt.Key.Key_Up, number) for number in (2, 1, 0, 0)),
    ):
        desk.press(key)
        assert QApplication.focusWidget() is rows[wanted]


def test_a_day_of_the_week_is_opened_by_key_and_no_row_behind_it_is_changed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    before = desk.app.data.rows("SELECT id, started, ended, deleted FROM session ORDER BY id")
    desk.view.modes.set_chosen(1)
    desk.view._show_mode(1)
    QApplication.processEvents()
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return)
    rows = desk.app.data.rows("SELECT id, started, ended, deleted FROM session ORDER BY id")
    assert rows == before
    assert desk.view.modes.index == 0
    assert desk.view.day.text() == "Monday 8 June"


def test_what_nobody_tracked_is_entered_with_times_and_words_of_its_own(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    editor = desk.view.editor
    assert editor.start.isEnabled()
    assert not editor.note.isVisible()
    desk.type_into(editor.start, "7:00")
    desk.type_into(editor.end, "7:40")
    desk.type_into(editor.title, "Scales")
    [drill] = [p for p in editor.findChildren(Pill) if p.text() == "Drill"]
    drill.click()
    assert desk.told()[:3] == [("untracked", 180), ("work", 40), ("untracked", 50)]
    [row] = desk.app.data.rows("SELECT * FROM session WHERE title = 'Scales'")
    assert (row["activity"], row["active"]) == ("drill", 40 * MINUTE)


def test_a_gap_is_given_other_times_and_cut_in_two(desk: Desk) -> None:
    desk.service.start("Late", first=25 * MINUTE)
    desk.app.time.pass_(5 * MINUTE)
    desk.service.pause_or_resume()
    desk.app.time.pass_(10 * MINUTE)
    desk.service.pause_or_resume()
    desk.app.time.pass_(20 * MINUTE)
    desk.service.finish()
    desk.service.let_go()
    desk.service.ledger.again()
    [gap] = [span for span in desk.view.list._spans if span.kind is Kind.GAP]
    desk.view.list.choose_span(gap)
    desk.press(Qt.Key.Key_Return)
    editor = desk.view.editor
    desk.type_into(editor.end, "10:43")
    QTest.keyClick(editor.end, Qt.Key.Key_Return)
    assert ("gap", 8) in desk.told()
    [row] = desk.app.data.rows("SELECT active FROM session WHERE title = 'Late'")
    assert row["active"] == 27 * MINUTE
    desk.press(Qt.Key.Key_Return)
    desk.type_into(editor.cut, "10:38")
    editor._cut.click()
    gaps = desk.app.data.rows("SELECT ended - started AS long FROM gap WHERE deleted IS NULL")
    assert sorted(row["long"] // MINUTE for row in gaps) == [3, 5]


def test_an_opened_row_tells_what_is_known_of_it_and_a_prediction_only_when_it_is_rated(
    desk: Desk,
) -> None:
    desk.app.settings.set(STRICT, True)
    desk.service.start("Strictly", first=25 * MINUTE, ref=Ref("document", "d1"))
    desk.app.time.pass_(5 * MINUTE)
    desk.service.interrupted()
    desk.service.stop_block("The fire alarm")
    desk.service.leave_step("Two components")
    desk.service.recall("One component")
    desk.service.let_go()
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    lines = desk.view.editor._facts.text().split("\n")
    assert lines == [
        "Ended early · planned 25 min · interruptions: 1",
        "Why it ended early: The fire alarm",
        "Next step: Two components",
        "Remembered: One component",
    ]
    desk.view.editor.rated.emit(4)
    assert "good. Expected 3.0, so +1.0." in desk.view.editor._facts.text().split("\n")


def test_a_gap_that_was_asked_about_opens_in_the_ledger_of_its_day(desk: Desk) -> None:
    desk.service.start("Late", first=25 * MINUTE)
    desk.app.time.pass_(5 * MINUTE)
    desk.app.suspend(10 * MINUTE)
    desk.press(Qt.Key.Key_Escape)
    [gap] = desk.app.data.rows("SELECT id FROM gap WHERE kind = 'sleep'")
    desk.page.show_ref(Ref("gap", str(gap["id"])))
    assert desk.view.editor.isVisible()
    current = desk.view.list.current
    assert current is not None
    assert current.kind is Kind.GAP


def test_what_begins_and_ends_meanwhile_is_shown_at_once(desk: Desk) -> None:
    listening = desk.app.sessions.begin(Activity.LISTEN, "Memory in the Night")
    desk.app.time.pass_(10 * MINUTE)
    desk.app.sessions.end(listening.id, Outcome.COMPLETED, active=10 * MINUTE)
    assert desk.told()[-1] == ("work", 10)


@pytest.mark.requirement("focus-row-33")
def test_a_week_shows_each_day_and_opens_it(desk: Desk) -> None:
    desk.view.modes.set_chosen(1)
    desk.view._show_mode(1)
    bars = [bar for bar in desk.view.findChildren(DayBar) if not bar.isHidden()]
    assert [bar.total.whole // MINUTE for bar in bars] == [0, 0, 0, 0, 50, 0, 0]
    assert any("50 min of work in 2 sessions" in words for words in desk.words())
    bars[3].click()
    assert desk.view.day.text() == "Thursday 11 June"


def test_a_span_that_runs_is_shown_and_left_alone(desk: Desk) -> None:
    listening = desk.app.sessions.begin(Activity.LISTEN, "Memory in the Night")
    desk.app.time.pass_(10 * MINUTE)
    desk.service.ledger.again()
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Delete)
    assert desk.told()[-1] == ("work", 10)
    assert "It still runs. Change it when it has ended." in desk.words()
    desk.app.sessions.end(listening.id, Outcome.COMPLETED, active=10 * MINUTE)


def test_what_is_shown_is_written_into_a_file(desk: Desk, tmp_path: Path) -> None:
    for ending, begins in (("csv", "kind,"), ("jsonl", "{"), ("ics", "BEGIN:VCALENDAR")):
        path = tmp_path / f"ledger.{ending}"
        desk.view.choose_file = partial(str, path)
        desk.press(Qt.Key.Key_E)
        text = path.read_text("utf-8")
        assert text.startswith(begins)
        assert text.count("Prove Lemma 4") == 1
    assert f"Written to {tmp_path / 'ledger.ics'}" in desk.words()
    desk.view.choose_file = partial(str, tmp_path / "none" / "ledger.csv")
    desk.press(Qt.Key.Key_E)
    assert "That file could not be written." in desk.words()


def test_escape_goes_back_to_the_start_page(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view.isVisible()
    desk.press(Qt.Key.Key_L, CONTROL)
    assert desk.view.isVisible()


@pytest.mark.parametrize(
    ("text", "minute"),
    [("11:30", 690), ("1130", 690), ("9.05", 545), ("9:05 PM", 1265), ("12:10 am", 10)],
)
def test_a_time_of_day_is_read_as_people_write_it(text: str, minute: int, desk: Desk) -> None:
    page = desk.service.ledger.page
    assert page is not None
    at = typed_time(text, page.day, page.places, desk.app.settings.get(DAY_START))
    assert at is not None
    assert (at // MINUTE) % 1440 == minute
    assert page.parts[0].start <= at < page.parts[0].end


@pytest.mark.parametrize("text", ["", "soon", "25:00", "9:75", "١٢", "9" * 400])
def test_other_text_is_no_time(text: str, desk: Desk) -> None:
    page = desk.service.ledger.page
    assert page is not None
    assert typed_time(text, page.day, page.places, 240) is None


@pytest.mark.requirement("focus-row-32")
def test_a_year_is_a_map_of_its_days_and_opens_the_one_that_is_chosen(desk: Desk) -> None:
    desk.view.modes.set_chosen(3)
    desk.view.modes.chosen.emit(3)
    map_ = desk.view.year.map
    assert map_.isVisible()
    assert sum(map_.work.values()) == 50 * MINUTE
    assert "Friday 12 June, 50 min" in desk.words()
    assert "50 min of work, days with work: 1." in desk.words()
    empty = map_.grab().toImage()
    desk.press(Qt.Key.Key_Left)
    assert "Friday 5 June, 0 min" in desk.words()
    assert map_.grab().toImage() != empty
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.service.ledger.page is not None
    assert desk.service.ledger.page.day == date(2026, 6, 6)
    assert not map_.isVisible()


@pytest.mark.parametrize(("sessions", "said"), [(1, "1 session."), (2, "2 sessions.")])
def test_one_session_is_not_one_sessions(qapp: QApplication, sessions: int, said: str) -> None:
    del qapp
    day = DayTotal(date(2026, 6, 11), {"focus": 25 * MINUTE}, {}, sessions)
    assert _whole(Totals((day,), (), ())).startswith(f"25 min of work in {said}")


def test_the_sums_of_a_week_name_all_of_its_hours(desk: Desk) -> None:
    desk.view.modes.set_chosen(1)
    desk.view.modes.chosen.emit(1)
    [said] = [words for words in desk.words() if words.startswith("50 min of work in 2 sessions.")]
    for part in ("Movement 10 min", "Untracked", "Still to come"):
        assert part in said


@pytest.mark.requirement("acceptance-3")
def test_in_a_small_window_with_large_text_no_view_and_no_kind_is_cut_off(
    desk: Desk, qapp: QApplication
) -> None:
    apply(qapp, Theme(palette("light"), 1.5))
    try:
        desk.page.resize(960, 680)
        for _ in range(4):
            qapp.processEvents()
        view = desk.view
        assert view.modes.width() == view.modes.sizeHint().width()
        assert view.modes.mapTo(view, view.modes.rect().topRight()).x() < view.width() - 40
        for kinds in ((), tuple(Kind)):
            view.legend.show_totals(dict.fromkeys(kinds, HOUR), guessed=True)
            assert view.legend.height() == view.legend.sizeHint().height()
        assert view.foot.width() > 800  # its question is as wide as its text is large
    finally:
        apply(qapp, Theme(palette("light")))


def test_the_length_of_a_day_is_told_only_of_a_day(desk: Desk) -> None:
    assert "24 h 00 in all" in desk.words()
    for mode in (1, 2, 3):
        desk.view.modes.set_chosen(mode)
        desk.view.modes.chosen.emit(mode)
        assert [words for words in desk.words() if "in all" in words] == []
    desk.view.modes.set_chosen(0)
    desk.view.modes.chosen.emit(0)
    assert "24 h 00 in all" in desk.words()


def test_what_is_done_after_an_undo_is_told_at_once(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_B)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.view.foot.hint.text() == "Taken back: changed kind"
    desk.press(Qt.Key.Key_S)
    assert desk.view.foot.hint.text() == "Changed. Ctrl Z takes it back."
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.view.foot.hint.text() == "Taken back: changed kind"


def test_sleep_is_not_called_focus(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_S)
    assert desk.service.ledger.page is not None
    [slept] = [s for s in desk.service.ledger.page.spans if s.kind is Kind.SLEEP]
    assert what(slept) == ""


def test_the_ring_of_what_was_found_keeps_clear_of_its_words(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    QApplication.processEvents()
    row = next(iter(desk.view.hits.findChildren(HitRow)))
    drawn = row.grab().toImage()
    middle = range(drawn.height() // 4, 3 * drawn.height() // 4)
    ground = drawn.pixelColor(2, drawn.height() // 2)
    margin = (*range(2, 11), *range(drawn.width() - 11, drawn.width() - 2))
    assert all(drawn.pixelColor(x, y) == ground for x in margin for y in middle)


def test_the_hours_below_a_day_have_their_minutes_where_it_begins_between_hours() -> None:
    assert axis_word(datetime(2026, 6, 12, 4)) == "04"
    assert axis_word(datetime(2026, 6, 12, 9, 30)) == "09:30"


def test_the_ring_of_a_day_keeps_clear_of_its_words(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    desk.view.modes.set_chosen(1)
    desk.view.modes.chosen.emit(1)
    QApplication.processEvents()
    bar = next(bar for bar in desk.view.findChildren(DayBar) if bar.isVisible())
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    [ring] = desk.page.findChildren(FocusRing)
    assert ring.mapTo(desk.page, QPoint()).x() < bar.mapTo(desk.page, QPoint()).x()
