"""Open end, once, pushes, strict, and how the next block begins."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.presence import PresenceChanged
from spindle.core.settings import NotAllowedError
from spindle.features.focus import contributions
from spindle.features.focus.back import STRICT as IS_STRICT
from spindle.features.focus.commands import commands
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.plan import (
    FLOW_RULE,
    Lengths,
    Mode,
    flow_rule,
    named_plans,
    push_at,
    pushes,
)
from spindle.features.focus.running import RunningFocus
from spindle.features.focus.settings import (
    ADVANCE,
    AFTER_BLOCK,
    EASE,
    FLOW_BREAK,
    LONG_BREAKS,
    NAMED,
    OVERTIME,
    POSTPONE_COST,
    POSTPONES,
    PUSH,
    PUSHES,
    QUIET_REST,
    SHORT_BREAKS,
    STRICT,
    Advance,
    AfterBlock,
)
from spindle.features.focus.sound_settings import AMBIENCE, AT_END, Ambience, AtEnd
from spindle.features.focus.state import Stage
from tests.helpers.fakes import FakeApp, make_app

WITH_WORDS = FOCUS._replace(service=RunningFocus)


class FakeIdle:
    def __init__(self) -> None:
        self.touched: int | None = None
        self.locked = False

    def since_touched(self) -> int | None:
        return self.touched

    def is_locked(self) -> bool | None:
        return self.locked

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        del told


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, features=[WITH_WORDS])


def focus(app: FakeApp) -> RunningFocus:
    service: RunningFocus = app.services["focus"]
    return service


def stage(app: FakeApp) -> Stage:
    return focus(app).state.stage


@pytest.mark.requirement("focus-row-6")
def test_an_open_block_has_no_length_to_change_and_nothing_of_it_to_take_back(
    app: FakeApp,
) -> None:
    focus(app).start("Explore", mode=Mode.FLOW)
    app.time.pass_(5 * SECOND)
    before = focus(app).state.block
    focus(app).longer()
    focus(app).shorter()
    focus(app).adjust(MINUTE)
    focus(app).set_left(5 * MINUTE)
    assert focus(app).state.block == before
    can = {command.id: command.available() for command in commands(app)}
    assert (can["focus.longer"], can["focus.shorter"], can["focus.pause"]) == (False, False, True)
    focus(app).undo()  # the start: nothing else was done
    assert stage(app) is Stage.IDLE


@pytest.mark.requirement("focus-row-6")
def test_an_open_block_runs_until_it_is_stopped_and_earns_its_break(app: FakeApp) -> None:
    told = app.hear(PresenceChanged)
    focus(app).start("Explore", mode=Mode.FLOW)
    app.time.pass_(52 * MINUTE)
    assert stage(app) is Stage.WORK
    assert focus(app).next_rest == 10 * MINUTE
    [mark] = contributions.marks(app.data.connection, app.asking())
    assert mark.end == app.clock.now().wall
    focus(app).stop_block()
    focus(app).rate(4)
    focus(app).take_break()
    assert focus(app).state.rest_left == 10 * MINUTE
    focus(app).back_to_work()
    block = focus(app).state.block
    assert block is not None
    assert block.task.mode is Mode.FLOW
    rows = app.data.rows("SELECT planned, outcome, active FROM session ORDER BY started")
    assert rows[0] == {"planned": None, "outcome": "completed", "active": 52 * MINUTE}
    assert {event.planned for event in told if isinstance(event, PresenceChanged)} >= {None}
    assert contributions.offers(app.data.connection, app.asking()) == ()


def test_an_open_block_asks_after_twelve_hours(app: FakeApp) -> None:
    focus(app).start("Explore", mode=Mode.FLOW)
    app.time.pass_(12 * HOUR)
    assert stage(app) is Stage.OVERTIME


@pytest.mark.requirement("focus-row-7")
@pytest.mark.parametrize(("work", "rest"), [(0, 5), (24, 5), (25, 8), (49, 8), (50, 10), (600, 10)])
def test_the_break_of_an_open_block_goes_by_half_open_steps(work: int, rest: int) -> None:
    assert flow_rule(FLOW_RULE).after(work * MINUTE) == rest * MINUTE


@pytest.mark.requirement("focus-row-8")
def test_what_is_done_once_has_nothing_after_it(app: FakeApp) -> None:
    focus(app).start("Tea", mode=Mode.COUNTDOWN, first=5 * MINUTE)
    assert contributions.marks(app.data.connection, app.asking())[-1].state == "running"
    app.time.pass_(5 * MINUTE)
    assert stage(app) is Stage.OVERTIME
    assert focus(app).next_task is None
    focus(app).finish()
    focus(app).take_break()
    focus(app).back_to_work()
    assert stage(app) is Stage.IDLE


@given(
    st.integers(1, 240).map(lambda m: m * MINUTE),
    st.integers(1, 60).map(lambda m: m * MINUTE),
    st.integers(1, 60).map(lambda m: m * MINUTE),
)
def test_pushes_lie_in_order_within_their_block(planned: int, push: int, ease: int) -> None:
    found = pushes(planned, (push, ease))
    assert found
    assert found[0][0] == 0.0
    assert all(0 <= start < end <= 1 for start, end in found)
    assert all(one[1] < two[0] for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("minute", "told"),
    [(0, (1, True, 8)), (8, (1, False, 2)), (10, (2, True, 8)), (39, (4, False, 1))],
)
def test_where_a_block_is_in_its_pushes(minute: int, told: tuple[int, bool, int]) -> None:
    number, pushing, left = push_at(minute * MINUTE, 40 * MINUTE, (8 * MINUTE, 2 * MINUTE))
    assert (number, pushing, left // MINUTE) == told


def test_pushes_are_those_with_which_the_block_began(app: FakeApp) -> None:
    app.settings.set(PUSHES, True)
    app.settings.set(PUSH, 480)
    app.settings.set(EASE, 120)
    focus(app).start("Lemma 4")
    app.settings.set(PUSHES, False)
    block = focus(app).state.block
    assert block is not None
    assert block.task.rhythm == (8 * MINUTE, 2 * MINUTE)


@pytest.mark.requirement("focus-row-9")
def test_a_plan_with_a_name_runs_through_its_own_blocks_and_breaks(app: FakeApp) -> None:
    app.settings.set(NAMED, "52/17: 52/17; Deep: 90, 45/30")
    assert focus(app).plan_names[-2:] == ("52/17", "Deep")
    focus(app).start("Lemma 4", plan="Deep")
    lengths = []
    for _ in range(3):
        block = focus(app).state.block
        assert block is not None
        lengths.append(block.planned // MINUTE)
        app.time.pass_(block.left)
        focus(app).finish()
        focus(app).take_break()
        lengths.append(focus(app).state.rest_left // MINUTE)
        focus(app).back_to_work()
    assert lengths == [10, 10, 45, 30, 90, 10]
    rows = app.data.rows("SELECT DISTINCT plan FROM block")
    assert rows == [{"plan": "own:Deep"}]


@given(st.text(max_size=60))
def test_whatever_is_written_as_plans_is_read_or_left_out(text: str) -> None:
    for label, plan in named_plans(text, Lengths()).items():
        assert label
        assert len(plan.blocks) == len(plan.breaks) > 0
        assert all(SECOND <= long <= 240 * MINUTE for long in plan.blocks)
        assert all(0 <= long <= 240 * MINUTE for long in plan.breaks)


@pytest.mark.requirement("focus-row-18")
def test_a_strict_block_ends_early_only_with_a_reason_and_keeps_it(app: FakeApp) -> None:
    app.settings.set(STRICT, True)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(5 * MINUTE)
    assert focus(app).stop_block() is None
    assert focus(app).skip("  ") is None
    assert focus(app).told(app.clock.now())[0] == IS_STRICT
    assert stage(app) is Stage.WORK
    assert focus(app).stop_block("The fire alarm") is not None
    assert focus(app).told(app.clock.now()) == ("", "")
    assert stage(app) is Stage.ASKING
    [row] = app.data.rows("SELECT reason FROM block")
    assert row["reason"] == "The fire alarm"


def test_when_its_time_is_up_a_strict_block_ends_like_any_other(app: FakeApp) -> None:
    app.settings.set(STRICT, True)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    focus(app).finish()
    assert stage(app) is Stage.ASKING


def to_the_end_of_a_break(app: FakeApp) -> None:
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    focus(app).finish()
    focus(app).take_break()


@pytest.mark.requirement("focus-row-4")
def test_after_a_break_the_next_block_begins_by_itself_where_that_is_wanted(app: FakeApp) -> None:
    app.settings.set(ADVANCE, Advance.ALONE)
    to_the_end_of_a_break(app)
    app.time.pass_(5 * MINUTE)
    assert stage(app) is Stage.WORK


@pytest.mark.requirement("focus-pain-3")
def test_after_a_suspend_nothing_begins_by_itself(app: FakeApp) -> None:
    app.settings.set(ADVANCE, Advance.ALONE)
    to_the_end_of_a_break(app)
    app.suspend(30 * MINUTE)
    assert stage(app) is Stage.BREAK_OVER


@pytest.mark.requirement("focus-row-5")
def test_after_a_break_the_first_touch_begins_the_next_block_but_not_behind_a_lock(
    app: FakeApp,
) -> None:
    app.settings.set(ADVANCE, Advance.TOUCH)
    idle = app.idle = FakeIdle()
    to_the_end_of_a_break(app)
    idle.touched = 5 * MINUTE
    app.time.pass_(5 * MINUTE + 30 * SECOND)
    assert stage(app) is Stage.BREAK_OVER
    idle.touched, idle.locked = 0, True
    app.time.pass_(10 * SECOND)
    assert stage(app) is Stage.BREAK_OVER
    idle.locked = False
    app.time.pass_(2 * SECOND)
    assert stage(app) is Stage.WORK


def test_the_next_step_is_there_when_the_same_thing_begins_again(app: FakeApp) -> None:
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    focus(app).finish()
    focus(app).leave_step("Try the case of two components")
    focus(app).recall("Connected means one component")
    focus(app).let_go()
    focus(app).start("Letter")
    assert focus(app).next_step == ""
    focus(app).start("Lemma 4")
    assert focus(app).next_step == "Try the case of two components"
    [row] = app.data.rows("SELECT recalled FROM block WHERE recalled != ''")
    assert row["recalled"] == "Connected means one component"


@pytest.mark.requirement("focus-row-47")
@pytest.mark.requirement("focus-row-48")
@pytest.mark.requirement("focus-pain-20")
def test_tone_and_background_follow_the_timer_and_the_settings(app: FakeApp) -> None:
    app.settings.set(AMBIENCE, Ambience.RAIN)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    assert app.sounding.background[0] == "rain"
    focus(app).pause_or_resume()
    assert app.sounding.background[0] == ""
    focus(app).pause_or_resume()
    app.settings.set(AMBIENCE, Ambience.BROWN)
    assert app.sounding.background[0] == "brown"
    focus(app).sounds.mute()
    assert app.sounding.background[0] == ""
    app.time.pass_(25 * MINUTE)
    assert [cue[0] for cue in app.sounding.cues] == ["end"]
    assert "focus" in app.notes.shown


@pytest.mark.parametrize(
    ("wanted", "tones", "shown"),
    [(AtEnd.TONE, 1, 0), (AtEnd.NOTIFICATION, 0, 1), (AtEnd.BOTH, 1, 1), (AtEnd.QUIET, 0, 0)],
)
def test_the_end_is_told_as_the_user_wants(
    app: FakeApp, wanted: AtEnd, tones: int, shown: int
) -> None:
    app.settings.set(AT_END, wanted)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    assert (len(app.sounding.cues), len(app.notes.shown)) == (tones, shown)


@pytest.mark.requirement("focus-row-7")
@pytest.mark.parametrize(
    ("rule", "work", "rest"),
    [("1/5", 50, 10), ("1/3", 30, 10), ("20: 4, 6", 19, 4), ("20: 4, 6", 20, 6), ("7", 90, 7)],
)
def test_the_break_after_an_open_block_follows_the_rule_in_settings(
    app: FakeApp, rule: str, work: int, rest: int
) -> None:
    app.settings.set(FLOW_BREAK, rule)
    focus(app).start("Explore", mode=Mode.FLOW)
    app.time.pass_(work * MINUTE)
    focus(app).stop_block()
    focus(app).take_break()
    assert focus(app).state.rest_left == rest * MINUTE


@pytest.mark.parametrize(
    "rule", ["", "soon", "1/0", "0/5", "1/-3", "50: 8, 25: 5, 10", "25 5", "9" * 120, "5/1", "nan"]
)
def test_a_rule_that_is_none_is_refused_with_a_sentence(app: FakeApp, rule: str) -> None:
    with pytest.raises(NotAllowedError, match="Write minutes such as"):
        app.settings.set(FLOW_BREAK, rule)
    assert app.settings.get(FLOW_BREAK) == FLOW_RULE


@pytest.mark.requirement("focus-row-10")
def test_without_overtime_what_comes_after_the_end_is_no_work(app: FakeApp) -> None:
    app.settings.set(OVERTIME, False)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(31 * MINUTE)
    assert stage(app) is Stage.OVERTIME
    assert "waits for you" in app.notes.shown["focus"].body
    focus(app).finish()
    [row] = app.data.rows("SELECT started, ended, active FROM session")
    assert row["active"] == row["ended"] - row["started"] == 25 * MINUTE


def test_more_time_after_a_wait_leaves_the_wait_as_a_gap(app: FakeApp) -> None:
    app.settings.set(OVERTIME, False)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(31 * MINUTE)
    focus(app).longer()
    app.time.pass_(5 * MINUTE)
    focus(app).finish()
    [row] = app.data.rows("SELECT active FROM session")
    assert row["active"] == 30 * MINUTE
    [gap] = app.data.rows("SELECT ended - started AS long FROM gap")
    assert gap["long"] == 6 * MINUTE


@pytest.mark.requirement("focus-row-22")
def test_the_end_is_put_off_so_often_and_no_more_and_each_makes_the_break_longer(
    app: FakeApp,
) -> None:
    app.settings.set(POSTPONES, 2)
    app.settings.set(POSTPONE_COST, 90)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    for left in (True, False):
        assert "longer" in [action.id for action in app.notes.shown["focus"].actions]
        focus(app).longer()
        assert stage(app) is Stage.WORK
        app.time.pass_(5 * MINUTE)
        block = focus(app).state.block
        assert block is not None
        assert block.can_postpone is left
    assert "longer" not in [action.id for action in app.notes.shown["focus"].actions]
    focus(app).longer()
    assert stage(app) is Stage.OVERTIME
    assert focus(app).next_rest == 8 * MINUTE


@pytest.mark.requirement("focus-row-4")
def test_a_break_that_begins_by_itself_lets_the_block_be_rated_in_it_first(app: FakeApp) -> None:
    app.settings.set(AFTER_BLOCK, AfterBlock.ALONE)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    assert stage(app) is Stage.BREAK
    assert [cue for cue, _, _ in app.sounding.cues] == ["end"]
    assert app.notes.shown["focus"].title == "Break, 5 min"
    assert focus(app).block_unrated
    focus(app).rate(4)
    app.time.pass_(3 * MINUTE)
    focus(app).rate(2)
    rows = app.data.rows("SELECT activity, rating, active FROM session ORDER BY started")
    assert [(row["activity"], row["rating"]) for row in rows] == [("focus", 4), ("move", 2)]
    assert rows[0]["active"] == 25 * MINUTE


def test_after_a_suspend_no_break_begins_by_itself(app: FakeApp) -> None:
    app.settings.set(AFTER_BLOCK, AfterBlock.ALONE)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.clock.advance(40 * MINUTE)
    app.waking.wake()
    assert stage(app) is Stage.OVERTIME


@pytest.mark.requirement("focus-row-3")
def test_without_short_breaks_one_block_follows_the_other_until_the_long_break(
    app: FakeApp,
) -> None:
    app.settings.set(SHORT_BREAKS, False)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    kinds = []
    for _ in range(4):
        block = focus(app).state.block
        assert block is not None
        app.time.pass_(block.left)
        focus(app).finish()
        focus(app).take_break()
        kinds.append(stage(app))
    assert kinds == [Stage.WORK, Stage.WORK, Stage.WORK, Stage.BREAK]
    assert focus(app).state.rest_left == 15 * MINUTE
    assert len(app.data.rows("SELECT 1 FROM break")) == 1


def test_without_any_break_a_skip_goes_to_the_next_block_and_is_taken_back(app: FakeApp) -> None:
    app.settings.set(SHORT_BREAKS, False)
    app.settings.set(LONG_BREAKS, False)
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(3 * MINUTE)
    focus(app).skip()
    block = focus(app).state.block
    assert block is not None
    assert (stage(app), block.task.number) == (Stage.WORK, 2)
    focus(app).undo()
    block = focus(app).state.block
    assert block is not None
    assert (block.task.number, block.work) == (1, 3 * MINUTE)


@pytest.mark.requirement("focus-row-3")
def test_without_long_breaks_the_last_is_like_the_others(app: FakeApp) -> None:
    app.settings.set(LONG_BREAKS, False)
    assert [rest // MINUTE for rest in focus(app).plan_of(None).breaks] == [5, 5, 5, 5]


@pytest.mark.requirement("focus-row-23")
def test_a_quiet_rest_is_a_break_that_can_be_rated_and_no_movement(app: FakeApp) -> None:
    to_the_end_of_a_break(app)
    focus(app).back_to_work()
    app.time.pass_(25 * MINUTE)
    focus(app).finish()
    focus(app).take_break("Walk")
    focus(app).choose_movement(QUIET_REST)
    app.time.pass_(4 * MINUTE)
    focus(app).rate(5)
    focus(app).back_to_work()
    rows = app.data.rows(
        "SELECT title, rating, predicted_before, json_extract(detail, '$.rest') AS rest"
        " FROM session WHERE activity = 'move' AND deleted IS NULL AND outcome != 'skipped'"
    )
    assert rows[-1] == {
        "title": QUIET_REST,
        "rating": 5,
        "predicted_before": pytest.approx(3.0, abs=1),
        "rest": 1,
    }
    focus(app).ledger.show()
    page = focus(app).ledger.page
    assert page is not None
    [span] = [s for s in page.spans if s.entry and s.entry.title == QUIET_REST]
    assert (str(span.kind), span.length) == ("break", 4 * MINUTE)
    marks = contributions.marks(app.data.connection, app.asking())
    assert [str(mark.activity) for mark in marks].count("move") == 0


def test_a_break_without_a_movement_is_rated_as_the_rest_it_was(app: FakeApp) -> None:
    focus(app).start("Lemma 4", first=25 * MINUTE)
    app.time.pass_(25 * MINUTE)
    focus(app).finish()
    focus(app).rate(3)
    focus(app).take_break()
    app.time.pass_(MINUTE)
    assert focus(app).rate(4) is None
    app.time.pass_(2 * MINUTE)
    focus(app).rate(4)
    [rest] = app.data.rows("SELECT * FROM session WHERE activity = 'move'")
    assert (rest["title"], rest["rating"], rest["active"]) == (QUIET_REST, 4, 3 * MINUTE)
    assert app.sessions.value.ratings == 2
    app.time.pass_(2 * MINUTE)
    focus(app).back_to_work()
    assert app.data.rows("SELECT move_id FROM break") == [{"move_id": rest["id"]}]


@pytest.mark.requirement("focus-row-9")
@pytest.mark.parametrize("text", ["Deep", "Deep: 90; bad", "Deep: 90, many", "Deep: 0"])
def test_a_plan_that_cannot_be_read_is_named_and_changes_nothing(app: FakeApp, text: str) -> None:
    app.settings.set(NAMED, "52/17: 52/17; ")
    with pytest.raises(NotAllowedError) as said:
        app.settings.set(NAMED, text)
    assert said.value.sentence == "“{part}” is no plan. Write it such as {plan}."
    assert said.value.facts["part"] == text.rsplit("; ", maxsplit=1)[-1]
    assert focus(app).plan_names[-1:] == ("52/17",)
