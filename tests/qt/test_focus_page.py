"""The page of Focus by keyboard: each stage has its view, its keys and its places."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND, ManualClock
from spindle.core.feature import Feature, Handed, HandedBack, PageAsked
from spindle.core.general import LETTERS, THEME
from spindle.core.ids import Ref
from spindle.core.resources import root
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.focus.plan import Mode, PlanName
from spindle.features.focus.settings import PUSHES, RATE, RECALL, SHORT_BREAKS, STRICT
from spindle.features.focus.state import Stage
from spindle.ui.focus_ring import FocusRing
from spindle.ui.page import Chrome
from spindle.ui.scroll import Scroll
from spindle.ui.theme import Theme, apply, palette, theme_of
from spindle.ui.value_scale import ValueScale
from tests.helpers.fakes import FakeApp, make_app

if TYPE_CHECKING:
    from spindle.features.focus.running import RunningFocus

# The offscreen platform warns of what only a window manager could do.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEMMA = "Prove Lemma 4 when the graph is not connected"


class Desk:
    """A page on the screen, the app behind it, and a keyboard."""

    def __init__(self, qtbot: QtBot, folder: Path, *others: Feature) -> None:
        clock = ManualClock(datetime(2026, 6, 11, 9, 35))
        self.app: FakeApp = make_app(folder, clock, features=[FOCUS, *others])
        self.service: RunningFocus = self.app.services["focus"]
        self.page = FocusPage(self.app)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 820)
        self.page.show()
        self.page.entered()

    def stage_now(self) -> Stage:
        return self.service.state.stage

    def chrome(self) -> Chrome:
        return self.page.chrome

    def press(self, key: Qt.Key | str) -> None:
        focused = QApplication.focusWidget() or self.page
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)

    def begin(self, title: str = LEMMA) -> None:
        self.press(title)
        self.press(Qt.Key.Key_Return)

    def end_block(self) -> None:
        left = self.service.state.block
        assert left is not None
        self.app.time.pass_(left.left)
        self.press(Qt.Key.Key_Return)

    def words(self) -> list[str]:
        """All words that can be seen now."""
        QApplication.processEvents()
        return [
            widget.text()
            for widget in self.page.findChildren(QWidget)
            if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible()
        ]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path)
    yield desk
    desk.service.stop()


def place(page: QWidget, words: str) -> QPoint:
    """The middle of a shown label or button, on the page."""
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        if widget.text() == words:
            return widget.mapTo(page, widget.rect().center())
    raise AssertionError(f"{words} is not shown")


def test_a_day_of_one_block_by_keyboard(desk: Desk) -> None:
    desk.begin()
    assert desk.stage_now() is Stage.WORK
    assert desk.chrome() is Chrome.BARE
    desk.press("i")
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Space)
    desk.press("t")
    desk.press("Call the dentist")
    desk.press(Qt.Key.Key_Return)
    desk.app.time.pass_(10 * MINUTE)
    assert "over, running until you answer" in desk.words()
    desk.press("4")
    assert desk.stage_now() is Stage.ASKING
    assert "1 interruption, 1 thought parked" in desk.words()
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.BREAK
    assert "Walk, and look at something far away" in desk.words()
    desk.app.time.pass_(5 * MINUTE)
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.WORK
    desk.press("x")
    assert desk.stage_now() is Stage.IDLE
    assert desk.chrome() is Chrome.RAIL
    assert "Call the dentist" in desk.words()
    rows = desk.app.data.rows("SELECT activity, title, rating FROM session ORDER BY started")
    assert rows[0] == {"activity": "focus", "title": LEMMA, "rating": 4}
    assert rows[1]["title"] == "Walk"


@pytest.mark.requirement("prediction-hidden")
def test_the_axis_is_empty_and_no_number_is_written_until_a_key_is_pressed(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    scale = desk.page.findChild(ValueScale)
    assert scale is not None
    assert scale.accessibleDescription() == ""
    empty = scale.grab().toImage()
    text = " ".join(desk.words())
    assert "predicted" not in text
    assert "expected" not in text
    desk.press("2")
    assert scale.accessibleDescription() == "predicted 3.0, you 2"
    assert scale.grab().toImage() != empty
    assert "−1.0" in desk.words()
    desk.press("4")
    assert scale.accessibleDescription() == "predicted 3.0, you 4"
    assert desk.app.sessions.value.ratings == 1


def test_the_axis_draws_no_expectation_without_a_rating(qtbot: QtBot) -> None:
    scale = ValueScale()
    qtbot.addWidget(scale)
    scale.resize(560, 88)
    empty = scale.grab().toImage()
    scale.set_values(None, 4.2)
    assert scale.grab().toImage() == empty
    assert scale.accessibleDescription() == ""
    scale.set_values(4, 4.2)
    assert scale.grab().toImage() != empty


@pytest.mark.requirement("focus-row-28")
def test_a_note_is_kept_and_its_letters_are_no_keys(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.press("n")
    desk.press("next: induction step 5")
    desk.press(Qt.Key.Key_Return)
    assert desk.app.data.rows("SELECT note FROM block") == [{"note": "next: induction step 5"}]
    assert "Change the note" in desk.words()
    assert "Leave the next step" in desk.words()
    assert desk.stage_now() is Stage.ASKING
    desk.press("5")
    assert desk.app.data.rows("SELECT rating FROM session")[0]["rating"] == 5


@pytest.mark.requirement("acceptance-3")
def test_with_large_text_the_bar_of_a_block_makes_no_small_window_wider(
    desk: Desk, qapp: QApplication
) -> None:
    apply(qapp, Theme(palette("light"), 1.5))
    try:
        page = FocusPage(desk.app)
        desk.begin()
        assert page.minimumSizeHint().width() <= 1024  # before it was ever shown
    finally:
        apply(qapp, Theme(palette("light")))


@pytest.mark.parametrize("key", ["t", "l", "e"])
def test_a_line_keeps_the_place_of_the_plan_while_the_seconds_pass(desk: Desk, key: str) -> None:
    desk.begin()
    assert "Block 1 of 4" in desk.words()
    desk.press(key)
    desk.app.time.pass_(2 * SECOND)
    desk.page._tick()
    assert "Block 1 of 4" not in desk.words()
    desk.press(Qt.Key.Key_Escape)
    assert "Block 1 of 4" in desk.words()


def test_a_long_line_in_large_text_takes_no_more_room_after_the_block(
    desk: Desk, qapp: QApplication
) -> None:
    apply(qapp, Theme(palette("light"), 1.5))
    try:
        desk.begin(f"{LEMMA} and the induction does not hold for the second component, then more")
        desk.end_block()
        [title] = [words for words in desk.words() if words.startswith("Prove Lemma 4")]
        assert title.endswith("…")
        assert len(title) < 80
    finally:
        apply(qapp, Theme(palette("light")))


def test_escape_out_of_a_thought_goes_back_to_the_block(desk: Desk) -> None:
    desk.begin()
    desk.press("t")
    desk.press("half a")
    desk.press(Qt.Key.Key_Escape)
    assert desk.app.data.rows("SELECT * FROM thought") == []
    desk.press(Qt.Key.Key_Space)
    assert desk.stage_now() is Stage.PAUSED


def test_escape_leaves_the_view_and_not_the_block(desk: Desk) -> None:
    heard = desk.app.hear(PageAsked)
    desk.begin()
    desk.press(Qt.Key.Key_Escape)
    assert heard == [PageAsked("today")]
    assert desk.stage_now() is Stage.WORK


def test_skip_goes_on_with_the_next_block_and_e_ends_here(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.press("s")
    assert desk.stage_now() is Stage.WORK
    assert "Block 2 of 4" in desk.words()
    desk.end_block()
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.BREAK
    desk.press("e")
    assert desk.stage_now() is Stage.IDLE


def test_a_block_stopped_early_ends_here_by_default(desk: Desk) -> None:
    desk.begin()
    desk.app.time.pass_(3 * MINUTE)
    desk.press("x")
    assert desk.stage_now() is Stage.ASKING
    desk.press("3")
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.IDLE
    assert "Continue where I left off" in desk.words()


def test_c_continues_and_w_walks_outside_the_field(desk: Desk) -> None:
    desk.begin()
    desk.app.time.pass_(3 * MINUTE)
    desk.service.let_go()
    desk.page.setFocus()
    desk.press("c")
    assert desk.stage_now() is Stage.WORK
    assert desk.service.state.block is not None
    assert desk.service.state.block.left == 7 * MINUTE
    desk.service.let_go()
    desk.page.setFocus()
    desk.press("w")
    assert desk.stage_now() is Stage.BREAK


def test_brackets_change_the_first_block(desk: Desk) -> None:
    assert "Start 10 minutes" in desk.words()
    desk.page.setFocus()
    desk.press("]")
    assert "Start 15 minutes" in desk.words()
    desk.press("]")
    desk.press("[")
    desk.press("[")
    desk.press("[")
    assert "Start 10 minutes" in desk.words()


def test_a_plan_is_chosen_with_its_own_first_length(desk: Desk) -> None:
    desk.service.start("Once", first=MINUTE)
    desk.service.let_go()
    desk.page.entered()
    tiles = {
        tile.accessibleName().split(",")[0]: tile
        for tile in desk.page.findChildren(QAbstractButton)
        if tile.isCheckable()
    }
    tiles["Wave"].click()
    assert "Start 20 minutes" in desk.words()
    desk.page.setFocus()
    desk.press(Qt.Key.Key_Return)
    block = desk.service.state.block
    assert block is not None
    assert block.task.plan.name is PlanName.WAVE


def test_letters_can_be_switched_off(desk: Desk) -> None:
    desk.begin()
    desk.app.settings.set(LETTERS, False)
    desk.press("x")
    assert desk.stage_now() is Stage.WORK
    desk.press(Qt.Key.Key_Space)
    assert desk.stage_now() is Stage.PAUSED


def test_after_a_click_space_still_pauses(desk: Desk) -> None:
    desk.begin()
    [longer] = [
        button
        for button in desk.page.findChildren(QAbstractButton)
        if button.isVisible() and button.text() == "+5 min"
    ]
    QTest.mouseClick(longer, Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Space)
    assert desk.stage_now() is Stage.PAUSED
    assert desk.service.state.block is not None
    assert desk.service.state.block.planned == 15 * MINUTE


def test_a_running_block_is_dark_unless_light_is_pinned(desk: Desk) -> None:
    assert theme_of(desk.page).palette.name == "light"
    desk.begin()
    assert theme_of(desk.page).palette.name == "dark"
    desk.app.settings.set(THEME, "light")
    assert theme_of(desk.page).palette.name == "light"


def test_it_draws_only_while_it_is_seen_and_time_runs(desk: Desk) -> None:
    timer = desk.page._timer
    assert not timer.isActive()
    desk.begin()
    assert timer.isActive()
    assert timer.interval() == 250
    desk.press(Qt.Key.Key_Space)
    assert not timer.isActive()
    desk.press(Qt.Key.Key_Space)
    desk.page.hide()
    assert not timer.isActive()


def test_a_text_handed_over_and_a_thing_of_another_page_are_proposed(desk: Desk) -> None:
    source = Ref("document", "d1")
    desk.app.bus.publish(Handed("Read on", source, "intention"))
    desk.page.entered()
    desk.press(Qt.Key.Key_Return)
    rows = desk.app.data.rows("SELECT title, ref_kind, ref_id FROM session")
    assert rows == [{"title": "Read on", "ref_kind": "document", "ref_id": "d1"}]
    desk.service.let_go()
    session = desk.app.data.rows("SELECT id FROM session")[0]["id"]
    desk.page.show_ref(Ref("session", str(session)))
    assert desk.page._start.field.text() == "Read on"


def test_park_by_command_opens_the_line(desk: Desk) -> None:
    desk.begin()
    desk.page.show_ref(Ref("thought", ""))
    desk.page.entered()
    desk.press("From the tray")
    desk.press(Qt.Key.Key_Return)
    assert desk.app.data.rows("SELECT text FROM thought") == [{"text": "From the tray"}]


def test_a_parked_thought_waits_until_it_is_done(desk: Desk) -> None:
    desk.service.park("Call the dentist")
    assert "Call the dentist" in desk.words()
    [done] = [b for b in desk.page.findChildren(QAbstractButton) if b.text() == "Done"]
    done.click()
    assert "Call the dentist" not in desk.words()
    assert desk.app.data.rows("SELECT done IS NULL AS open FROM thought") == [{"open": 0}]


@pytest.mark.parametrize(
    "odd",
    ["x" * 100_000, "nul\x00", "half \ud83d", "\u202eהוכח", "🧵" * 300, "a\nb", "<b>&amp;%1"],
    ids=["long", "nul", "surrogate", "rtl", "emoji", "lines", "markup"],
)
def test_any_text_can_be_typed_shown_and_kept(desk: Desk, odd: str) -> None:
    desk.page._start.field.setText(odd)
    desk.press(Qt.Key.Key_Return)
    desk.page.grab()
    desk.service.park(odd)
    desk.app.time.pass_(10 * MINUTE)
    desk.press(Qt.Key.Key_Return)
    desk.page.grab()
    desk.press("3")
    desk.press(Qt.Key.Key_Return)
    desk.page.grab()
    desk.press("e")
    desk.page.grab()
    assert desk.app.data.rows("SELECT rating FROM session WHERE activity = 'focus'") == [
        {"rating": 3}
    ]


@pytest.mark.parametrize(
    ("words", "x", "y"),
    [
        ("left in this block", 640, 383),
        (LEMMA, 640, 591),
        ("Graph theory, chapter 4", 640, 618),
        ("Block 3 of 4", 640, 722),
        ("−5 min", 522, 782),
        ("Pause", 640, 782),
        ("+5 min", 758, 782),
    ],
)
def test_a_running_block_stands_where_the_design_has_it(
    desk: Desk, words: str, x: int, y: int
) -> None:
    third_block(desk)
    desk.app.time.pass_(26 * MINUTE + 18 * SECOND)
    found = place(desk.page, words)
    assert abs(found.x() - x) <= 4
    assert abs(found.y() - y) <= 4


@pytest.mark.parametrize(
    ("words", "top", "left"),
    [("How did it go?", 200, 540), ("Walk 10 minutes", 580, 540)],
)
def test_the_rating_stands_where_the_design_has_it(
    desk: Desk, words: str, top: int, left: int
) -> None:
    third_block(desk)
    desk.end_block()
    desk.press("4")
    [found] = [
        widget
        for widget in desk.page.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton)
        and widget.isVisible()
        and widget.text() == words
    ]
    corner = found.mapTo(desk.page, QPoint(0, 0))
    assert abs(corner.x() - left) <= 4
    assert abs(corner.y() - top) <= 4


def third_block(desk: Desk) -> None:
    desk.service.start(f"{LEMMA} #Graph theory, chapter 4", plan=PlanName.WAVE, first=20 * MINUTE)
    for length in (20, 30):
        desk.app.time.pass_(length * MINUTE)
        desk.service.finish()
        desk.service.back_to_work()
    QApplication.processEvents()


def test_the_ring_moves_between_the_seconds_and_the_digits_with_them(desk: Desk) -> None:
    desk.begin()
    face = desk.page._running._face
    desk.app.time.pass_(10 * SECOND)
    desk.page._tick()
    digits, ring = face.digits.text(), face._ring.state.fraction
    desk.app.time.pass_(SECOND // 4)
    desk.page._tick()
    assert face.digits.text() == digits
    assert face._ring.state.fraction > ring
    desk.app.time.pass_(SECOND)
    desk.page._tick()
    assert face.digits.text() != digits


def test_a_sign_that_needs_shift_on_this_keyboard_is_the_same_key(desk: Desk) -> None:
    desk.begin()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.page, Qt.Key.Key_Plus, shift)  # as an American keyboard writes it
    block = desk.service.state.block
    assert block is not None
    assert block.planned == 15 * MINUTE
    desk.app.time.pass_(15 * MINUTE)
    QTest.keyClick(desk.page, Qt.Key.Key_4, shift)  # as a French one does
    assert desk.app.data.rows("SELECT rating FROM session") == [{"rating": 4}]


def test_ctrl_z_takes_the_last_key_back_and_says_what(desk: Desk) -> None:
    desk.begin()
    desk.app.time.pass_(MINUTE)
    desk.press("x")
    assert desk.stage_now() is Stage.IDLE
    QTest.keyClick(
        QApplication.focusWidget() or desk.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    assert desk.stage_now() is Stage.WORK
    assert "Taken back: stop" in desk.words()


def test_a_question_hands_its_aim_to_the_block(qtbot: QtBot, tmp_path: Path) -> None:
    def describe(_: object, ref: Ref) -> str | None:
        return "Is the lemma false for one vertex?" if ref.kind == "question" else None

    other = Feature(id="other", describe=describe, aim_of=lambda _connection, _ref: "a")
    desk = Desk(qtbot, tmp_path, other)
    desk.app.data.connection.execute(
        "INSERT INTO aim (id, name, updated) VALUES ('a', 'Graphs', 0)"
    )
    desk.page.show_ref(Ref("question", "q"))
    desk.press(Qt.Key.Key_Return)
    block = desk.service.state.block
    assert block is not None
    assert (block.task.title, block.task.aim) == ("Is the lemma false for one vertex?", "a")
    assert block.task.ref == Ref("question", "q")
    desk.service.stop()


def test_a_movement_is_entered_with_two_keys(desk: Desk) -> None:
    QTest.keyClick(
        QApplication.focusWidget() or desk.page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier
    )
    desk.press("2")
    [run] = desk.app.data.rows("SELECT * FROM session")
    assert (run["activity"], run["title"], run["active"]) == ("move", "Run", 30 * MINUTE)
    assert run["ended"] == desk.app.clock.now().wall
    assert "Entered: Run, 09:05 to 09:35. Ctrl Z takes it back." in desk.words()
    desk.press("-")
    assert desk.app.data.rows("SELECT 1 FROM session WHERE deleted IS NULL")


@pytest.mark.parametrize("before", [None, "stop"])
def test_ctrl_z_takes_an_entered_movement_back_and_leaves_what_was_before_it(
    desk: Desk, before: str | None
) -> None:
    if before:
        desk.begin()
        desk.app.time.pass_(MINUTE)
        desk.press("x")
        desk.app.time.pass_(40 * MINUTE)
    held(desk, Qt.Key.Key_M)
    desk.press("2")
    assert any(words.startswith("Entered: Run, ") for words in desk.words())
    held(desk, Qt.Key.Key_Z)
    assert desk.app.data.rows("SELECT 1 FROM session WHERE title = 'Run' AND deleted IS NULL") == []
    assert "Taken back: added session" in desk.words()
    assert desk.stage_now() is Stage.IDLE


def held(desk: Desk, key: Qt.Key) -> None:
    """A key with Ctrl."""
    QTest.keyClick(
        QApplication.focusWidget() or desk.page, key, Qt.KeyboardModifier.ControlModifier
    )


def test_a_movement_is_as_long_as_there_was_room_for_it(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.service.let_go()
    desk.app.time.pass_(12 * MINUTE)
    desk.service.ledger.log_movement("Walk", 30 * MINUTE)
    [walk] = desk.app.data.rows("SELECT active FROM session WHERE activity = 'move'")
    assert walk["active"] == 12 * MINUTE
    began = desk.app.data.rows("SELECT started FROM session WHERE activity = 'focus'")
    desk.service.ledger.log_movement("Walk", 30 * MINUTE)
    rows = desk.app.data.rows(
        "SELECT started, ended FROM session WHERE activity = 'move' ORDER BY started"
    )
    assert rows[0]["ended"] == began[0]["started"]
    assert rows[0]["ended"] - rows[0]["started"] == 30 * MINUTE


def test_a_walk_entered_a_moment_after_a_block_stands_whole_before_it(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.service.let_go()
    desk.app.time.pass_(MINUTE + 30 * SECOND)
    desk.service.ledger.log_movement("Walk", 10 * MINUTE)
    [block] = desk.app.data.rows("SELECT started FROM session WHERE activity = 'focus'")
    [walk] = desk.app.data.rows("SELECT started, ended FROM session WHERE activity = 'move'")
    assert walk == {"started": block["started"] - 10 * MINUTE, "ended": block["started"]}


def test_what_was_to_come_next_is_left_with_a_key_and_shown_again(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.press("4")
    desk.press("e")
    desk.press("Two components")
    desk.press(Qt.Key.Key_Return)
    desk.service.let_go()
    desk.begin()
    assert any("next: Two components" in words for words in desk.words())


def test_a_block_that_left_no_step_does_not_take_away_what_an_earlier_one_left(desk: Desk) -> None:
    for step in ("Two components", ""):
        desk.begin()
        desk.end_block()
        desk.press("4")
        if step:
            desk.press("e")
            desk.press(step)
            desk.press(Qt.Key.Key_Return)
        desk.service.let_go()
    desk.begin()
    assert any("next: Two components" in words for words in desk.words())
    desk.press("e")
    step_entry = desk.page._running.step
    assert step_entry.field.text() == "Two components"
    step_entry.field.clear()
    desk.press(Qt.Key.Key_Return)
    desk.service.let_go()
    desk.begin()
    assert not any("next:" in words for words in desk.words())


def test_the_next_step_has_two_lines(desk: Desk) -> None:
    desk.begin()
    desk.press("i")
    assert "Counted. E leaves the next step you were about to take." in desk.words()
    desk.press("e")
    desk.press("Two components")
    desk.press(Qt.Key.Key_Down)
    desk.press("Draw them first")
    desk.press(Qt.Key.Key_Return)
    [row] = desk.app.data.rows("SELECT next_step FROM block")
    assert row["next_step"] == "Two components\nDraw them first"
    assert desk.stage_now() is Stage.WORK
    assert any("next: Two components · Draw them first" in words for words in desk.words())


@pytest.mark.parametrize("minutes", [1, 5])
def test_the_next_step_is_left_too_where_nothing_is_rated(desk: Desk, minutes: int) -> None:
    desk.app.settings.set(RATE, minutes == 1)
    desk.begin()
    desk.app.time.pass_(minutes * MINUTE)
    desk.press("x")
    assert desk.stage_now() is Stage.IDLE
    desk.page.setFocus()
    desk.press("e")
    desk.press("Two components")
    desk.press(Qt.Key.Key_Return)
    assert desk.app.data.rows("SELECT next_step FROM block") == [{"next_step": "Two components"}]
    assert desk.page._start.step.isHidden()


def test_in_a_break_n_leaves_the_next_step_of_the_block_before_it(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.press("4")
    desk.press(Qt.Key.Key_Return)
    desk.press("n")
    desk.press("Two components")
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.BREAK
    assert desk.app.data.rows("SELECT next_step FROM block") == [{"next_step": "Two components"}]


@pytest.mark.parametrize("stage", [Stage.WORK, Stage.ASKING, Stage.BREAK])
def test_a_movement_is_entered_with_two_keys_whatever_runs_and_stands_before_it(
    desk: Desk, stage: Stage
) -> None:
    desk.begin()
    if stage is not Stage.WORK:
        desk.end_block()
        desk.press("4")
    if stage is Stage.BREAK:
        desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is stage
    held(desk, Qt.Key.Key_M)
    assert "It stands before what runs now, in the last free time. Esc goes back." in desk.words()
    desk.press("2")
    assert desk.stage_now() is stage
    assert any(words.startswith("Entered: Run, 09:05") for words in desk.words())
    [run] = desk.app.data.rows("SELECT started, ended FROM session WHERE title = 'Run'")
    [block] = desk.app.data.rows("SELECT started FROM session WHERE activity = 'focus'")
    assert run["ended"] == block["started"]
    held(desk, Qt.Key.Key_M)
    desk.press(Qt.Key.Key_Escape)
    assert desk.stage_now() is stage


def test_the_finder_leads_to_the_movements(desk: Desk) -> None:
    asked = desk.app.hear(PageAsked)
    desk.app.run("focus.movement")
    desk.page.show_ref(Ref("movement", ""))
    desk.page.entered()
    assert asked == [PageAsked("focus", Ref("movement", ""))]
    desk.press("3")
    assert len(desk.app.data.rows("SELECT 1 FROM session WHERE title = 'Hike'")) == 1


def test_parked_thoughts_are_chosen_with_arrows_and_become_something_with_one_key(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path, Feature(id="other", accepts=("question", "drill", "entry")))
    with qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    heard = desk.app.hear(Handed)
    for text in ("Is it false for one vertex?", "Scales in thirds", "Buy strings", "Ask Ada"):
        desk.service.park(text)
        desk.app.time.pass_(SECOND)
    QApplication.processEvents()
    desk.press(Qt.Key.Key_Down)
    desk.press("d")
    assert desk.page.focusWidget() is not desk.page._start.field
    desk.press("n")
    desk.press(Qt.Key.Key_Down)
    desk.press("q")
    assert [(one.text, one.to_kind) for one in heard if isinstance(one, Handed)] == [
        ("Ask Ada", "drill"),
        ("Buy strings", "entry"),
        ("Is it false for one vertex?", "question"),
    ]
    desk.press(Qt.Key.Key_Delete)
    assert desk.service.facts.thoughts == ()
    desk.service.stop()


def test_without_parked_thoughts_an_arrow_scrolls_a_start_page_that_is_too_high(
    desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    desk.page.resize(1080, 400)
    QApplication.processEvents()
    [area] = [one for one in desk.page._start.findChildren(Scroll) if one.isVisible()]
    desk.press(Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 0


def test_pushes_are_one_key_away_also_while_the_line_is_typed(desk: Desk) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for wanted in (True, False, True):
        QTest.keyClick(desk.page._start.field, Qt.Key.Key_P, control)
        assert desk.page._start._pushes.isChecked() is wanted
    desk.begin()
    block = desk.service.state.block
    assert block is not None
    assert block.task.rhythm == (8 * MINUTE, 2 * MINUTE)
    assert desk.page._start.field.text() == ""


@pytest.mark.requirement("focus-row-8")
def test_another_first_length_is_typed_and_a_length_done_once_is_remembered(desk: Desk) -> None:
    desk.page._start.typed.setFocus()
    desk.press("7")
    assert "Start 7 minutes" in desk.words()
    QTest.keyClick(
        QApplication.focusWidget() or desk.page,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ShiftModifier,
    )
    block = desk.service.state.block
    assert block is not None
    assert (block.task.mode, block.planned) == (Mode.COUNTDOWN, 7 * MINUTE)
    desk.service.let_go()
    assert "Once 7 min" in desk.words()
    assert "Start 25 minutes" in desk.words()
    desk.page._start.typed.setFocus()
    desk.press("999")
    assert "Start 25 minutes" in desk.words()


def test_without_breaks_the_rating_leads_to_the_next_block(desk: Desk) -> None:
    desk.app.settings.set(SHORT_BREAKS, False)
    desk.begin()
    desk.end_block()
    desk.press("4")
    assert "Next block" in desk.words()
    desk.press(Qt.Key.Key_Return)
    block = desk.service.state.block
    assert block is not None
    assert (desk.stage_now(), block.task.number) == (Stage.WORK, 2)


def test_a_minute_of_recall_opens_by_itself_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.app.settings.set(RECALL, True)
    desk.begin()
    desk.end_block()
    desk.press("One component")
    desk.press(Qt.Key.Key_Return)
    [row] = desk.app.data.rows("SELECT recalled FROM block")
    assert row["recalled"] == "One component"
    desk.press("4")
    assert desk.app.data.rows("SELECT rating FROM session")[0]["rating"] == 4


def test_a_strict_block_asks_for_a_reason_before_it_ends_early(desk: Desk) -> None:
    desk.app.settings.set(STRICT, True)
    desk.begin()
    desk.app.time.pass_(3 * MINUTE)
    desk.press("x")
    assert desk.stage_now() is Stage.WORK
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.WORK
    desk.press("The fire alarm")
    desk.press(Qt.Key.Key_Return)
    assert desk.stage_now() is Stage.ASKING


@pytest.mark.parametrize("command", ["focus.stop", "focus.skip", "focus.shorter"])
def test_a_strict_block_asks_in_the_window_when_it_is_ended_from_the_tray(
    desk: Desk, command: str
) -> None:
    desk.app.settings.set(STRICT, True)
    desk.begin()
    desk.app.time.pass_(3 * MINUTE)
    desk.app.run(command)
    assert not desk.page._running.reason.isHidden()
    desk.press(Qt.Key.Key_Escape)
    assert desk.page._running.reason.isHidden()
    desk.app.run(command)
    before = desk.service.state
    desk.press("The fire alarm")
    desk.press(Qt.Key.Key_Return)
    assert desk.service.state != before
    assert desk.page._running.reason.isHidden()
    assert desk.app.data.rows("SELECT reason FROM block")[0]["reason"] == "The fire alarm"


def test_a_small_time_left_of_a_strict_block_asks_for_a_reason_too(desk: Desk) -> None:
    desk.app.settings.set(STRICT, True)
    desk.begin()
    desk.press("l")
    desk.press("0:20")
    desk.press(Qt.Key.Key_Return)
    assert left_now(desk) == 10 * MINUTE
    desk.press("The fire alarm")
    desk.press(Qt.Key.Key_Return)
    assert left_now(desk) == 20 * SECOND


def test_an_open_block_counts_up_and_one_without_a_plan_shows_none(desk: Desk) -> None:
    desk.press("Explore")
    QTest.keyClick(
        QApplication.focusWidget() or desk.page,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier,
    )
    desk.app.time.pass_(3 * MINUTE)
    desk.page.hide()
    desk.page.show()
    assert "so far, with an open end" in desk.words()
    assert "Block 1 of 1" not in desk.words()


def test_a_parked_thought_becomes_tonights_question_in_one_click(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(qtbot, tmp_path, Feature(id="other", accepts=("question",)))
    heard = desk.app.hear(Handed, HandedBack)
    desk.begin()
    desk.service.park("Is the lemma false for one vertex?")
    desk.service.let_go()
    [button] = [
        found
        for found in desk.page.findChildren(QAbstractButton)
        if found.text() == "Tonight’s question"
    ]
    button.click()
    [handed] = heard
    assert isinstance(handed, Handed)
    assert (handed.text, handed.to_kind) == ("Is the lemma false for one vertex?", "question")
    left = desk.service.facts.thoughts
    assert left == ()
    assert "It is among the questions for tonight. Ctrl Z takes it back." in desk.words()

    desk.service.undo()
    assert heard[1:] == [HandedBack(handed)]
    assert [text for _, text in desk.service.facts.thoughts] == [handed.text]
    assert "Taken back: handed on" in desk.words()
    desk.service.stop()


def test_the_start_page_stands_where_the_picture_has_it(desk: Desk) -> None:
    desk.page.resize(1080, 820)
    QApplication.processEvents()
    for words, y in (
        ("Focus", 40),
        ("What will you have done by the end of this block?", 120),
        ("Plan", 264),
        ("First block", 456),
        ("[ shorter, ] longer. Break of 5 minutes after it.", 536),
    ):
        found = left_middle(desk.page, words)
        assert abs(found[1] - y) <= 4, (words, found, y)
        assert abs(found[0] + 200 - 240) <= 4, (words, found)
    field = desk.page._start.field
    at = field.mapTo(desk.page, QPoint())
    assert (abs(at.x() + 200 - 240) <= 4, abs(at.y() - 136) <= 4) == (True, True)
    assert abs(field.width() - 720) <= 4


def test_the_break_stands_where_the_picture_has_it(desk: Desk) -> None:
    desk.begin()
    desk.end_block()
    desk.service.take_break("Walk")
    QApplication.processEvents()
    for words, y in (
        ("Walk, and look at something far away", 590),
        ("No screen until the tone. Spindle waits here.", 620),
        ("Back to work", 782),
        ("End here", 782),
    ):
        found = left_middle(desk.page, words)
        assert abs(found[1] - y) <= 4, (words, found, y)


def left_middle(page: QWidget, words: str) -> tuple[int, int]:
    """The left end and the middle of a shown label or button, on the page."""
    for widget in page.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        if widget.text() == words:
            at = widget.mapTo(page, QPoint(0, widget.height() // 2))
            return at.x(), at.y()
    raise AssertionError(f"{words} is not shown")


@pytest.mark.requirement("focus-row-11")
def test_the_time_left_is_typed_or_turned_and_taken_back(desk: Desk) -> None:
    desk.begin()
    desk.app.time.pass_(MINUTE)
    desk.press("l")
    desk.press("12:30")
    desk.press(Qt.Key.Key_Return)
    block = desk.service.state.block
    assert block is not None
    assert block.left == 12 * MINUTE + 30 * SECOND
    turn(desk.page._running, 240)
    assert left_now(desk) == 14 * MINUTE + 30 * SECOND
    turn(desk.page._running, -60)
    turn(desk.page._running, -60)
    assert left_now(desk) == 13 * MINUTE + 30 * SECOND
    for _ in range(3):
        desk.service.undo()
    assert left_now(desk) == 9 * MINUTE


@pytest.mark.parametrize("words", ["", "soon", "0", "12:75", "99999", "-3"])
def test_nonsense_as_the_time_left_changes_nothing(desk: Desk, words: str) -> None:
    desk.begin()
    desk.press("l")
    if words:
        desk.press(words)
    desk.press(Qt.Key.Key_Return)
    assert left_now(desk) == 10 * MINUTE
    desk.press(Qt.Key.Key_Escape)


def left_now(desk: Desk) -> int:
    block = desk.service.state.block
    assert block is not None
    return block.left


def turn(widget: QWidget, angle: int) -> None:
    """Turn the wheel; 120 is one notch."""
    event = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_evidence_for_moving_is_one_key_away(desk: Desk) -> None:
    asked = desk.app.hear(PageAsked)
    desk.begin()
    desk.end_block()
    desk.service.take_break("Walk")
    desk.press("h")
    heading = "What studies say about breaks"
    assert asked[-1:] == [PageAsked("help", Ref("help", f"focus.md#{heading}"))]
    assert f"\n## {heading}\n" in (root() / "help" / "focus.md").read_text("utf-8")


def test_esc_leaves_the_line_so_that_letters_are_keys(desk: Desk) -> None:
    desk.press("Lemma")
    desk.press(Qt.Key.Key_Escape)
    desk.press("p")
    assert desk.app.settings.get(PUSHES)
    desk.press(Qt.Key.Key_Return)
    block = desk.service.state.block
    assert block is not None
    assert block.task.title == "Lemma"


def test_the_ring_of_a_parked_thought_keeps_clear_of_its_words(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitActive(desk.page):
        desk.page.activateWindow()
    desk.service.park("Call the dentist")
    QApplication.processEvents()
    desk.press(Qt.Key.Key_Down)
    row = QApplication.focusWidget()
    [ring] = desk.page.findChildren(FocusRing)
    assert row is not None
    assert row.accessibleName() == "Call the dentist"
    assert ring.mapTo(desk.page, QPoint()).x() < row.mapTo(desk.page, QPoint()).x()
    desk.press(Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert [one for one in desk.page.findChildren(FocusRing) if one.isVisible()] == []
