"""A run by keyboard: every kind from Enter to Enter, and what is on the screen when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import SECOND, ManualClock
from spindle.core.resources import root
from spindle.core.sound_events import Beat
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.run.stopwatch import IDLE_MS, Stopwatch
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.page.views.difference import parts
from spindle.features.drill.page.views.facts import Facts
from spindle.features.drill.page.views.mental import MentalView
from spindle.features.drill.page.views.rest_bar import RestBar
from spindle.features.drill.page.views.rich import RichText
from spindle.features.drill.page.views.sets import SetsView
from spindle.features.drill.page.views.strip import ResponseStrip
from spindle.features.drill.page.views.thread import Thread
from spindle.features.drill.run import Ended
from spindle.features.drill.text_format.reading import read
from spindle.ui.figures import Figures
from tests.helpers.drill_run import ListRun
from tests.helpers.fake_sound import FakeSound
from tests.helpers.pseudo import PseudoTranslator

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

VERBS = [
    {"cue": "to give up", "prompt": "Sie wollte ___.", "answers": ["aufgeben"]},
    {"cue": "to invite", "prompt": "Ich will euch ___.", "answers": ["einladen"]},
    {"cue": "to arrive", "prompt": "Er ist ___.", "answers": ["angekommen"]},
]


class Desk:
    """A run on the screen, and a keyboard."""

    def __init__(self, qtbot: QtBot, sound: FakeSound | None = None) -> None:
        self.clock = ManualClock(datetime(2026, 6, 11, 9, 35))
        self.sound = sound
        self.view = RunView(self.clock, sound)
        qtbot.addWidget(self.view)
        self.view.resize(1080, 820)
        self.view.show()
        self.run: ListRun

    def begin(self, kind: str, items: Sequence[Mapping[str, Any]], **more: Any) -> ListRun:
        self.run = ListRun(kind, "A drill", items, **more)
        self.view.begin(self.run)
        QApplication.processEvents()
        return self.run

    def press(self, *keys: Qt.Key | str, after: float = 0.0) -> None:
        """Press keys, each after so many seconds."""
        for key in keys:
            self.clock.advance(round(after * SECOND))
            focused = QApplication.focusWidget() or self.view
            if not isinstance(key, str):
                QTest.keyClick(focused, key)
            elif key.isascii():
                QTest.keyClicks(focused, key)
            else:  # QTest knows no other letters
                for letter in key:
                    press = QEvent.Type.KeyPress
                    none = Qt.KeyboardModifier.NoModifier
                    event = QKeyEvent(press, Qt.Key.Key_unknown, none, letter)
                    QApplication.sendEvent(focused, event)
            QApplication.processEvents()

    def control(self, key: Qt.Key) -> None:
        focused = QApplication.focusWidget() or self.view
        QTest.keyClick(focused, key, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()

    def words(self) -> list[str]:
        return [
            widget.text()
            for widget in self.view.findChildren(QWidget)
            if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible()
        ]

    def seen(self, kind: type[QWidget]) -> bool:
        return any(one.isVisible() for one in self.view.findChildren(kind))

    def outcomes(self) -> list[int | None]:
        return [answer.judged.outcome for _, answer in self.run.kept]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_run_goes_from_enter_to_enter(desk: Desk) -> None:
    desk.begin("typed_recall", VERBS)
    for word in ("aufgeben", "einladen", "angekommen"):
        desk.press(word, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert desk.outcomes() == [1, 1, 1]
    assert "Done for now" in desk.words()
    left: list[bool] = []
    desk.view.left.connect(lambda: left.append(True))
    desk.press(Qt.Key.Key_Return)
    assert left == [True]


@pytest.mark.requirement("decision-7")
def test_while_an_item_is_open_no_time_and_no_fact_is_drawn(desk: Desk) -> None:
    desk.begin("typed_recall", VERBS)
    assert not desk.seen(ResponseStrip)
    assert not desk.seen(Facts)
    desk.press("aufgeben", Qt.Key.Key_Return)
    assert desk.seen(ResponseStrip)
    assert desk.seen(Facts)
    desk.press(Qt.Key.Key_Return)
    assert not desk.seen(ResponseStrip)


@pytest.mark.requirement("R15")
def test_the_next_item_waits_until_the_answer_is_kept_and_enter_twice_answers_once(
    desk: Desk,
) -> None:
    run = desk.begin("typed_recall", VERBS, hold=True)
    desk.press("aufgeben", Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert len(run.kept) == 1
    assert run.at == 0
    run.release()
    desk.press(Qt.Key.Key_Return)
    assert run.at == 1


def test_an_empty_answer_is_none(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.press(Qt.Key.Key_Return, " ", Qt.Key.Key_Return)
    assert run.kept == []


@pytest.mark.requirement("R4")
def test_a_near_miss_asks_and_hides_the_answer_meanwhile(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.press("aufgebn", Qt.Key.Key_Return)
    assert run.kept == []
    assert "Nearly the answer." in desk.words()
    assert not any("aufgeben" in words for words in desk.words())
    desk.press("n")
    assert desk.outcomes() == [0]
    desk.control(Qt.Key.Key_Z)
    desk.press("aufgebn", Qt.Key.Key_Return, "y")
    assert desk.outcomes() == [1]
    assert run.kept[0][1].by_person


@pytest.mark.parametrize(
    ("kind", "item", "slip", "why", "mended"),
    [
        (
            "typed_recall",
            {"cue": "multiply out", "answers": ["2x+2"], "check": "expression"},
            "zz(",
            "This cannot be read as an expression.",
            "2(x+1)",
        ),
        (
            "typed_recall",
            {"cue": "g", "answers": ["9.81"], "check": "number"},
            "nine",
            "This is not a number.",
            "9.81",
        ),
        (
            "generated_problem",
            {"prompt": "2 + {a}", "params": {"a": "3..3"}, "answer": "2 + a"},
            "(5",
            "This cannot be read as an expression.",
            "5",
        ),
    ],
)
def test_what_cannot_be_read_is_given_back_and_counts_once_it_is_mended(
    desk: Desk, kind: str, item: dict[str, Any], slip: str, why: str, mended: str
) -> None:
    run = desk.begin(kind, [item])
    desk.press(slip, Qt.Key.Key_Return)
    assert run.kept == []
    assert f"{why} It does not count yet." in desk.words()

    desk.press(*([Qt.Key.Key_Backspace] * len(slip)))
    assert not any(why in words for words in desk.words())
    desk.press(mended, Qt.Key.Key_Return, after=1)
    assert desk.outcomes() == [1]
    timing = run.kept[0][1].timing
    assert timing.first_ms is not None
    assert timing.raw_ms > 900  # from the first paint, not from the slip


def test_what_cannot_be_read_can_be_shown_instead(desk: Desk) -> None:
    desk.begin("typed_recall", [{"cue": "g", "answers": ["9.81"], "check": "number"}])
    desk.press("nine", Qt.Key.Key_Return)
    desk.control(Qt.Key.Key_Return)
    assert desk.outcomes() == [0]


def test_in_a_mock_run_what_cannot_be_read_counts(desk: Desk) -> None:
    item = {"cue": "g", "answers": ["9.81"], "check": "number"}
    run = desk.begin("typed_recall", [item], mock=True)
    desk.press(Qt.Key.Key_Return)
    desk.press("nine", Qt.Key.Key_Return)
    assert [answer.judged.outcome for _, answer in run.kept] == [0]


def test_it_was_right_takes_the_miss_back(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.press("zurückgeben", Qt.Key.Key_Return)
    assert desk.outcomes() == [0]
    desk.press("r")
    assert desk.outcomes() == [1]
    assert run.kept[0][1].given["call"] == "right"


@pytest.mark.requirement("R42")
def test_undo_asks_the_item_again(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.press("aufgeben", Qt.Key.Key_Return, Qt.Key.Key_Return, "ein")
    desk.control(Qt.Key.Key_Z)
    assert run.at == 0
    assert run.kept == []
    desk.press("aufgeben", Qt.Key.Key_Return)
    assert desk.outcomes() == [1]


def test_a_hint_makes_it_hard_and_show_it_a_miss(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.control(Qt.Key.Key_H)
    assert "a…" in desk.words()
    desk.press("aufgeben", Qt.Key.Key_Return)
    assert run.kept[0][1].grade == 2
    desk.press(Qt.Key.Key_Return)
    desk.control(Qt.Key.Key_Return)
    assert desk.outcomes() == [1, 0]
    assert run.kept[1][1].grade == 1


def test_skip_leaves_an_item_and_escape_ends_the_run(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.control(Qt.Key.Key_N)
    assert (run.skipped, run.at) == (1, 1)
    desk.press(Qt.Key.Key_Escape)
    assert isinstance(run.asked(), Ended)
    assert "Done for now" in desk.words()


@pytest.mark.requirement("R10")
def test_the_time_to_the_first_key_is_kept_apart_from_the_whole(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.press("a", after=1.7)
    desk.press("ufgeben", after=1.0)
    desk.press(Qt.Key.Key_Return, after=0.3)
    timing = run.kept[0][1].timing
    assert timing.first_ms == pytest.approx(1700)
    assert timing.raw_ms == pytest.approx(3000)
    assert len(timing.keys) == len("aufgeben") + 1


def key(stamp: int, *, repeats: bool = False) -> QKeyEvent:
    event = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", repeats
    )
    event.setTimestamp(stamp)
    return event


def test_a_late_handler_adds_nothing_to_the_time() -> None:
    now = [1000.0]
    watch = Stopwatch(lambda: now[0])
    watch.painted()
    now[0] = 1500.0
    watch.key(key(77_500))  # without delay: this is the distance of the clocks
    now[0] = 2900.0
    event = key(78_000)  # pressed at 2000, handled at 2900
    watch.key(event)
    timing = watch.stop(event)
    assert timing.keys == (500.0, 1000.0)
    assert (timing.raw_ms, timing.slot_ms) == (1000.0, 1900.0)
    assert timing.late == (0.0, 900.0)


def test_a_key_that_repeats_is_one_key() -> None:
    watch = Stopwatch(lambda: 1000.0)
    watch.painted()
    watch.key(key(5000))
    watch.key(key(5030, repeats=True))
    assert len(watch.stop().keys) == 1


def test_a_modifier_and_a_command_are_no_first_key(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS)
    desk.press(Qt.Key.Key_Shift, after=1)
    desk.control(Qt.Key.Key_H)
    desk.press("aufgeben", Qt.Key.Key_Return, after=1)
    assert run.kept[0][1].timing.first_ms == pytest.approx(2000)


@pytest.mark.requirement("R10")
def test_time_away_is_told_and_not_taken_off_the_raw_time() -> None:
    now = [0.0]
    watch = Stopwatch(lambda: now[0])
    watch.painted()
    now[0] = 2_000.0
    watch.left()
    now[0] = 42_000.0
    watch.back()
    now[0] = 43_000.0 + IDLE_MS + 5_000.0
    timing = watch.stop()
    assert timing.raw_ms == now[0]
    assert timing.away_ms == pytest.approx(40_000 + 6_000)


@pytest.mark.requirement("R9")
def test_a_card_asks_whether_it_was_there_before_how_it_was(desk: Desk) -> None:
    run = desk.begin("show_and_grade", [{"prompt": "Question?", "answer": "Answer."}] * 2)
    desk.press("y", "2")
    assert run.kept == []
    desk.press(Qt.Key.Key_Space, "2")
    assert run.kept == []
    desk.press("y", "2")
    assert run.kept[0][1].grade == 2
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Space, "n")
    assert desk.outcomes() == [1, 0]
    assert run.kept[1][1].grade == 1


def test_a_mock_run_begins_calmly_and_shows_nothing_before_its_end(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS, mock=True)
    assert "A mock run" in desk.words()
    desk.press(Qt.Key.Key_Return)
    assert not {"First letters", "Show it"} & set(desk.words())
    desk.control(Qt.Key.Key_H)
    desk.control(Qt.Key.Key_Return)
    assert run.kept == []
    desk.press("falsch", Qt.Key.Key_Return)
    assert run.at == 1
    assert not desk.seen(ResponseStrip)
    desk.press("einladen", Qt.Key.Key_Return, "angekommen", Qt.Key.Key_Return)
    assert desk.outcomes() == [0, 1, 1]
    assert "Done for now" in desk.words()


def test_a_run_after_a_mock_run_offers_its_help_again(desk: Desk) -> None:
    for mock in (True, False):
        desk.begin("typed_recall", VERBS, mock=mock)
        desk.press(Qt.Key.Key_Return)
    assert {"First letters", "Show it"} <= set(desk.words())


def test_a_block_of_keys_can_be_ended_in_a_mock_run_too(desk: Desk) -> None:
    run = desk.begin("key_sequence", [{"keys": "jfkd", "reps": 2, "blocks": 1}], mock=True)
    desk.press(Qt.Key.Key_Return)
    desk.press(*"jfk", after=0.2)
    desk.control(Qt.Key.Key_Return)
    assert [answer.judged.payload["pressed"] for _, answer in run.kept] == [3]


def test_the_calm_before_a_mock_run_can_be_left(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS, mock=True)
    desk.press(Qt.Key.Key_Escape)
    assert isinstance(run.asked(), Ended)
    assert "Done for now" in desk.words()


PLAIN: dict[str, dict[str, Any]] = {
    "typed_recall": {"cue": "cue", "prompt": "Q", "answers": ["A"]},
    "show_and_grade": {"cue": "cue", "prompt": "Q", "answer": "A"},
    "step_sequence": {"cue": "cue", "steps": ["one", "two"]},
    "generated_problem": {"cue": "cue", "prompt": "Q", "answer": "9"},
    "key_sequence": {"cue": "cue", "keys": "jfkd"},
    "tempo_ladder": {"cue": "C"},
    "repetition_set": {"cue": "cue", "prompt": "Q"},
}
TEA = {"cue": "Tea", "steps": ["Boil", "Pour over", "Wait", "Take out"]}


@pytest.mark.requirement("R18")
def test_a_procedure_is_typed_or_chosen_step_by_step(desk: Desk) -> None:
    run = desk.begin("step_sequence", [TEA])
    desk.press("boil", Qt.Key.Key_Return, after=2)
    tiles = [words for words in desk.words() if words in TEA["steps"]]
    desk.press(str(tiles.index("Pour over") + 1), after=3)
    desk.press("wait", Qt.Key.Key_Return)
    desk.press("stir", Qt.Key.Key_Return)
    answer = run.kept[0][1]
    assert answer.judged.outcome == 0
    assert [one.ok for one in answer.judged.elements] == [True, True, True, False]
    assert answer.judged.elements[1].latency_ms == pytest.approx(3000)
    assert "Not all in order." in desk.words()


@pytest.mark.requirement("R18")
def test_shuffled_steps_are_put_in_order_by_keyboard(desk: Desk) -> None:
    run = desk.begin("step_sequence", [{"steps": ["one", "two"]}], mode="reorder")
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.outcomes() == [1]
    assert run.kept[0][1].given["order"] == [0, 1]


@pytest.mark.requirement("R18")
def test_a_checklist_is_checked_off_and_a_missing_step_typed(desk: Desk) -> None:
    desk.begin("step_sequence", [TEA], mode="checklist")
    desk.press(Qt.Key.Key_Space, "x", Qt.Key.Key_Backspace, *[Qt.Key.Key_Space] * 3)
    assert desk.outcomes() == [1]
    run = desk.begin("step_sequence", [TEA], mode="missing")
    asked = run.asked()
    assert not isinstance(asked, Ended)
    desk.press(asked.prompt.answer, Qt.Key.Key_Return)
    assert desk.outcomes() == [1]


@pytest.mark.requirement("R17")
def test_a_ladder_clicks_in_its_tempo_until_the_run_ends(qtbot: QtBot) -> None:
    desk = Desk(qtbot, FakeSound())
    desk.begin(
        "tempo_ladder", [{"start": 80, "end": 88, "step": 4, "notes": 2, "mute": "1 on, 1 off"}]
    )
    assert desk.sound is not None
    click = desk.sound.clicking
    assert click is not None
    assert click.tempo is not None
    assert (click.tempo.bpm, click.tempo.clicks, click.tempo.muted) == (80, 2, (False, True))
    desk.press(*[Qt.Key.Key_Space] * 3, after=6)
    assert click.following is not None
    assert click.following.bpm == 84
    desk.press("x", "x", after=6)
    assert desk.outcomes() == [1, 1, 1, 0, 0]
    desk.press(Qt.Key.Key_Escape)
    assert click.tempo is None


@pytest.mark.requirement("R17")
def test_taps_beside_the_click_are_kept_with_their_offset(qtbot: QtBot) -> None:
    desk = Desk(qtbot, FakeSound())
    run = desk.begin("tempo_ladder", [{"start": 60, "end": 80}])
    assert desk.sound is not None
    click = desk.sound.clicking
    assert click is not None
    for beat in range(8):
        click.told(Beat(bar=beat // 4, beat=beat % 4, heard=beat < 4, bpm=60))
        desk.press("t", after=0.03 if beat % 2 else 0.01)
        desk.clock.advance(round((0.97 if beat % 2 else 0.99) * SECOND))
    assert run.kept == []
    desk.press(Qt.Key.Key_Space)
    assert run.kept[0][1].judged.payload["taps_ms"] == [10.0, 30.0] * 4
    assert "1 of 1 reps clean · 8 taps, half of them within 20 ms" in desk.words()
    desk.press("m", "t", Qt.Key.Key_Space)
    assert run.kept[1][1].judged.payload["taps_ms"] == []


def test_a_block_of_keys_is_timed_press_by_press_and_rests_before_the_next(desk: Desk) -> None:
    run = desk.begin("key_sequence", [{"keys": "jfkd", "reps": 2, "blocks": 2, "random": 0}])
    desk.press(*"jfxkdjfkd", after=0.2)
    judged = run.kept[0][1].judged
    assert judged.payload["right"] == 8
    assert [one.got for one in judged.elements][:4] == ["j", "f", "x", "k"]
    assert judged.payload["median_ms"] == pytest.approx(200)
    desk.press(Qt.Key.Key_Return, "j", "f")
    assert any(words.startswith("Rest.") for words in desk.words())
    assert desk.seen(RestBar)
    desk.clock.advance(11 * SECOND)
    desk.press(*"jfkdjfkd", after=0.2)
    assert len(run.kept) == 2


@pytest.mark.requirement("R10")
def test_the_rest_before_a_block_is_no_part_of_its_time(desk: Desk) -> None:
    run = desk.begin("key_sequence", [{"keys": "jfkd", "reps": 2, "blocks": 3, "random": 0}])
    desk.press(*"jfkdjfkd", after=0.2)
    desk.press(Qt.Key.Key_Return)
    desk.clock.advance(20 * SECOND)
    desk.press(*"jfkdjfkd", after=0.2)
    for _, answer in run.kept:
        assert answer.timing.raw_ms == pytest.approx(1400)  # seven gaps
        assert answer.timing.away_ms == 0
    assert run.kept[1][1].given["presses"][0]["down_ms"] == 0


def test_a_set_counts_then_asks_then_rates(desk: Desk) -> None:
    spec = {"cue": "Throws", "sets": 2, "reps": 3, "anchors": ["a", "b", "c", "d", "e"]}
    run = desk.begin("repetition_set", [spec])
    desk.press(Qt.Key.Key_Space, "x", Qt.Key.Key_Space)
    [count] = desk.view.findChildren(Figures)[:1]
    assert count.text() == "3"  # the last one, too
    desk.press("y", "4", "7")
    judged = run.kept[0][1].judged
    assert (judged.outcome, judged.score) == (1, 0.75)
    assert (judged.payload["done"], judged.payload["clean"]) == (3, 2)
    assert judged.payload["effort"] == 7
    assert run.kept[0][1].by_person


@pytest.mark.requirement("R9")
def test_how_good_a_set_was_is_asked_without_words_for_it_too_and_both_can_be_left_out(
    desk: Desk,
) -> None:
    run = desk.begin("repetition_set", [{"cue": "Throws", "sets": 4, "reps": 1, "rest_s": 0}])
    desk.press(Qt.Key.Key_Space, "y", "2", "0")
    assert run.kept[0][1].judged.payload["quality"] == 2
    assert run.kept[0][1].judged.payload["effort"] == 10
    assert run.kept[0][1].grade == 2
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Space, "y", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert run.kept[1][1].judged.payload["quality"] is None
    assert run.kept[1][1].judged.payload["effort"] is None
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Space, "n", "9")
    assert run.kept[2][1].judged.outcome == 0
    assert run.kept[2][1].judged.payload["effort"] == 9


def tones(desk: Desk) -> list[str]:
    assert desk.sound is not None
    return [name for name, _, _ in desk.sound.cues]


def test_the_rest_key_ends_a_set_and_then_the_rest(desk: Desk) -> None:
    run = desk.begin("repetition_set", [{"cue": "Throws", "sets": 2, "reps": 9, "rest_s": 90}])
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_Space, after=3)
    desk.press("r", after=3)
    desk.press("y", "4", "5")
    assert run.kept[0][1].judged.payload["done"] == 2
    assert run.kept[0][1].timing.raw_ms == pytest.approx(6000)
    desk.press(Qt.Key.Key_Return)
    assert desk.seen(RestBar)
    desk.press("r", after=20)
    assert not desk.seen(RestBar)
    desk.press(Qt.Key.Key_Space, "r", after=2)
    desk.press("y", "4", "5")
    assert run.kept[1][1].timing.raw_ms == pytest.approx(4000)  # without the rest


def test_a_hold_counts_by_itself_and_a_tone_begins_and_ends_it(qtbot: QtBot) -> None:
    desk = Desk(qtbot, FakeSound())
    spec = {"cue": "Plank", "sets": 2, "reps": 2, "hold_s": 20, "rest_s": 30}
    run = desk.begin("repetition_set", [spec])
    view = desk.view.view()
    assert isinstance(view, SetsView)
    desk.clock.advance(40 * SECOND)
    view.look()
    assert tones(desk) == []  # nothing begins before the person does
    desk.press(Qt.Key.Key_Return)
    for _ in range(2):
        desk.clock.advance(20 * SECOND)
        view.look()
    assert tones(desk) == ["begin", "begin", "end"]
    desk.press("y", "4", "6")
    judged = run.kept[0][1].judged
    assert (judged.payload["done"], judged.payload["clean"]) == (2, 2)
    desk.press(Qt.Key.Key_Return)
    desk.clock.advance(31 * SECOND)
    view.look()  # the rest is over: the next hold begins without a hand
    assert tones(desk)[3:] == ["begin"]
    desk.clock.advance(20 * SECOND)
    view.look()
    desk.press("x")
    desk.press("y", "3", "6")
    judged = run.kept[1][1].judged
    assert (judged.payload["done"], judged.payload["clean"]) == (2, 1)


@pytest.mark.requirement("A15")
def test_a_rehearsal_in_the_mind_is_timed_and_neither_right_nor_wrong(desk: Desk) -> None:
    run = desk.begin("step_sequence", [TEA], mode="mental")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Space, Qt.Key.Key_Return, after=5)
    desk.press("4")
    judged = run.kept[0][1].judged
    assert judged.outcome is None
    assert judged.payload["seconds"] == pytest.approx(10)
    assert judged.payload["taps_ms"] == [pytest.approx(5000)]


@pytest.mark.requirement("A15")
def test_a_rehearsal_is_seen_from_a_side_and_a_tone_says_when_its_time_is_over(
    qtbot: QtBot,
) -> None:
    desk = Desk(qtbot, FakeSound())
    spec = {**TEA, "script": "Slowly.", "target_s": 8}
    run = desk.begin("step_sequence", [spec], mode="mental", real_s=16.0)
    assert "Slowly." in desk.words()
    view = desk.view.view()
    assert isinstance(view, MentalView)
    desk.press("o", Qt.Key.Key_Return)
    desk.clock.advance(7 * SECOND)
    view.look()
    assert tones(desk) == ["begin"]
    desk.clock.advance(1 * SECOND)
    view.look()
    assert tones(desk) == ["begin", "end"]
    desk.press(Qt.Key.Key_Return, "5")
    payload = run.kept[0][1].judged.payload
    assert payload["perspective"] == "outside"
    assert payload["target_s"] == 8
    assert payload["ratio"] == pytest.approx(0.5)
    assert "8.0 s in your mind, 50 % of the real time." in desk.words()


def test_a_mock_run_asks_about_no_near_miss_and_tells_no_step(desk: Desk) -> None:
    run = desk.begin("typed_recall", VERBS, mock=True)
    desk.press(Qt.Key.Key_Return, "aufgebn", Qt.Key.Key_Return)
    assert desk.outcomes() == [0]
    assert run.kept[0][1].judged.payload["near"] is True
    assert run.at == 1
    assert "Nearly the answer." not in desk.words()
    run = desk.begin("step_sequence", [TEA], mode="recall", mock=True)
    desk.press(Qt.Key.Key_Return, "Something else", Qt.Key.Key_Return)
    thread = desk.view.findChild(Thread)
    assert isinstance(thread, Thread)
    assert [bead.text for bead in thread._beads][:1] == ["Something else"]
    assert {bead.state for bead in thread._beads} <= {"done", "now", "open"}
    first = str(TEA["steps"][0])
    near = str(TEA["steps"][1])[:-1]
    desk.press(near, Qt.Key.Key_Return)
    assert not any(words.startswith("Nearly") for words in desk.words())
    assert first not in [bead.text for bead in thread._beads]


@pytest.mark.parametrize("path", sorted((root() / "samples" / "drills").glob("*.md")), ids=str)
def test_every_sample_opens_in_every_way_without_a_warning(desk: Desk, path: Any) -> None:
    for drill in read(path.read_text(encoding="utf-8")).drills:
        items = [{**drill.options, **item} for item in drill.items]
        for mode in (*kind_of(drill.kind).modes, "mental"):
            desk.begin(drill.kind, items, mode=mode)
            for width in (1080, 824):
                desk.view.resize(width, 680)
                assert not desk.view.grab().isNull()


@pytest.mark.parametrize(
    "text", ["שלום ___ עולם", "彼は昨日___へ行った。", "👩‍👩‍👧 ___", "x" * 3000, "a\nb ___"]
)
def test_any_script_can_be_asked(desk: Desk, text: str) -> None:
    desk.begin("typed_recall", [{"prompt": text, "answers": ["東京"]}])
    assert not desk.view.grab().isNull()
    desk.press(Qt.Key.Key_A)
    assert not desk.view.grab().isNull()


def test_a_difference_shows_what_is_too_much_and_what_is_missing() -> None:
    assert [(one.text, one.state) for one in parts("aufgebn", "aufgeben")] == [
        ("aufgeb", "same"),
        ("e", "missing"),
        ("n", "same"),
    ]


def test_a_card_shows_pictures_of_its_own_folder_and_nothing_from_elsewhere(
    qtbot: QtBot, tmp_path: Path
) -> None:
    media = tmp_path / "media"
    media.mkdir()
    picture = QImage(2000, 20, QImage.Format.Format_RGB32)
    picture.save(str(media / "own.png"))
    picture.save(str(tmp_path / "other.png"))
    (media / "link.png").symlink_to(tmp_path / "other.png")
    rich = RichText(media)
    qtbot.addWidget(rich)
    rich.resize(600, 200)
    image = QTextDocument.ResourceType.ImageResource.value
    assert 0 < rich.loadResource(image, QUrl("own.png")).width() < 600
    for name in ("../other.png", "/etc/passwd", "link.png", "http://example.org/x.png", "gone.png",
                 "file:///etc/passwd", "..", ""):  # fmt: skip
        assert rich.loadResource(image, QUrl(name)) is None
        assert rich.loadResource(image, name) is None
    style = QTextDocument.ResourceType.StyleSheetResource.value
    assert rich.loadResource(style, QUrl("own.png")) is None


def test_single_letters_can_be_turned_off_and_keys_still_spell(desk: Desk) -> None:
    desk.view.letters_on = False
    run = desk.begin("show_and_grade", [{"prompt": "Question?", "answer": "Answer."}])
    desk.press(Qt.Key.Key_Space, "y", "3")
    assert run.kept == []
    run = desk.begin("key_sequence", [{"keys": "jfkd", "reps": 1, "random": 0}])
    desk.press(*"jfkd")
    assert len(run.kept) == 1


def test_a_problem_has_a_scratch_pad_of_which_nothing_is_kept(desk: Desk) -> None:
    run = desk.begin("generated_problem", [{"prompt": "2 + 2", "answer": "4"}])
    desk.control(Qt.Key.Key_P)
    desk.press("1 + 1 + 2", Qt.Key.Key_Return)
    assert run.kept == []
    desk.control(Qt.Key.Key_P)
    desk.press("4", Qt.Key.Key_Return)
    assert run.kept[0][1].given == {"text": "4"}


def test_every_word_of_a_run_is_in_the_users_language(qapp: QApplication, qtbot: QtBot) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        desk = Desk(qtbot, FakeSound())
        own = {"A drill", "cue", "Q", "A", "one", "two", "C", "9"}
        for kind, item in PLAIN.items():
            for mode in (*kind_of(kind).modes, "mental"):
                desk.begin(kind, [item, item], mode=mode, facts=())
                desk.press(Qt.Key.Key_Return)
                bare = [
                    words
                    for words in desk.words()
                    if any(map(str.isalpha, words)) and "~" not in words and words not in own
                ]
                assert bare == [], (kind, mode)
    finally:
        qapp.removeTranslator(translator)
