"""What Today shows, from what the features say."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, ManualClock, instant
from spindle.core.days import at_minute
from spindle.core.events import Bus
from spindle.core.feature import Asking, Mark, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.session import Activity
from spindle.core.settings import Settings
from spindle.features.today.collecting import without_file
from spindle.features.today.model import (
    TodayState,
    examples,
    hours_of,
    of_day,
    ordered,
    week_dates,
    week_of,
)
from spindle.registry import FEATURES

DAY = date(2025, 6, 12)
DAY_START = 240


def at(hour: int, minute: int = 0, day: int = 12) -> int:
    return instant(datetime(2025, 6, day, hour, minute), "UTC")


def offer(name: str, rank: int, *, due: int | None = None, state: str = "") -> Offer:
    return Offer(
        ref=Ref("thing", name),
        activity=Activity.FOCUS,
        title=name,
        reason="",
        rank=rank,
        start="focus.start",
        due_at=due,
        state=state,
    )


def mark(start: int, end: int, state: str = "done", activity: Activity = Activity.FOCUS) -> Mark:
    return Mark(activity=activity, start=start, end=end, state=state, label="", work=end - start)


def titles(offers: tuple[Offer, ...]) -> list[str]:
    return [one.title for one in offers]


def test_what_can_be_resumed_comes_before_what_is_due_and_an_ordinary_block_comes_last() -> None:
    given_ = [
        offer("block", Rank.HABIT),
        offer("due", Rank.DUE),
        offer("evening", Rank.NIGHT),
        offer("resume", Rank.RESUME),
    ]
    assert titles(ordered(given_)) == ["resume", "evening", "due", "block"]


def test_within_a_rank_the_earlier_due_time_is_first_and_none_is_last() -> None:
    given_ = [
        offer("some day", Rank.DUE),
        offer("tomorrow", Rank.DUE, due=at(9, day=13)),
        offer("today", Rank.DUE, due=at(9)),
    ]
    assert titles(ordered(given_)) == ["today", "tomorrow", "some day"]


def test_one_next_thing_and_three_others_are_shown_at_most() -> None:
    assert len(ordered([offer(str(n), Rank.DUE) for n in range(9)])) == 4


def test_not_now_hides_an_offer_until_its_state_changes() -> None:
    hidden = {("thing", "read", "page 4")}
    assert ordered([offer("read", Rank.HALF_READ, state="page 4")], hidden) == ()
    assert titles(ordered([offer("read", Rank.HALF_READ, state="page 5")], hidden)) == ["read"]


def test_a_hidden_offer_lets_the_next_one_come_up() -> None:
    given_ = [offer("first", Rank.DUE), offer("second", Rank.AIM)]
    assert titles(ordered(given_, {("thing", "first", "")})) == ["second"]


def test_one_thing_is_offered_once_in_its_best_rank() -> None:
    twice = [offer("same", Rank.HABIT), offer("same", Rank.DUE)]
    assert [one.rank for one in ordered(twice)] == [Rank.DUE]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5))))
def test_offers_never_go_down_in_rank(pairs: list[tuple[int, int]]) -> None:
    shown = ordered([offer(str(name), rank) for rank, name in pairs])
    assert [one.rank for one in shown] == sorted(one.rank for one in shown)
    assert len({one.ref for one in shown}) == len(shown)


def test_the_strip_goes_from_6_to_24() -> None:
    assert hours_of(DAY, "UTC", DAY_START, (), at(14, 20)) == (6, 24)


def test_the_strip_widens_for_an_early_session_and_a_late_one() -> None:
    marks = (mark(at(5, 20), at(5, 45)), mark(at(23, 50), at(0, 15, day=13)))
    assert hours_of(DAY, "UTC", DAY_START, marks, at(14, 20)) == (5, 25)


def test_the_strip_widens_for_the_pen_after_midnight() -> None:
    assert hours_of(DAY, "UTC", DAY_START, (), at(1, 30, day=13)) == (6, 26)


def test_the_strip_is_never_wider_than_the_day() -> None:
    marks = (mark(at(1), at(2)), mark(at(3, 50, day=13), at(9, day=13)))
    assert hours_of(DAY, "UTC", DAY_START, marks, at(14)) == (4, 28)


@given(
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(["UTC", "Europe/Berlin"]),
)
def test_now_is_always_on_the_strip(day_start: int, later: int, zone: str) -> None:
    now = at_minute(DAY, day_start, zone) + later * MINUTE
    first, last = hours_of(DAY, zone, day_start, (), now)
    assert at_minute(DAY, first * 60, zone) <= now <= at_minute(DAY, last * 60, zone)


def test_a_mark_of_last_night_belongs_to_the_day_before() -> None:
    span = (at(4), at(4, day=13))
    marks = [mark(at(2), at(3)), mark(at(9), at(10)), mark(at(2, day=13), at(3, day=13))]
    assert of_day(marks, span) == (marks[1], marks[2])


def test_the_week_counts_what_was_and_not_what_is_planned() -> None:
    evenings = [
        mark(at(21, day=10), at(21, 20, day=10), activity=Activity.PRIME),
        mark(at(21), at(21, 20), "planned", activity=Activity.PRIME),
    ]
    week = week_of(
        day=DAY,
        zone="UTC",
        now=at(14, 20),
        activities=(Activity.FOCUS, Activity.PRIME),
        marks=[mark(at(9), at(10)), mark(at(8, day=9), at(9, 30, day=9)), *evenings],
    )
    focus, prime = week.channels
    assert focus.work == 150 * MINUTE
    assert prime.times == 1
    assert len(prime.marks) == 2
    assert week.today == 3


def test_the_week_has_eight_midnights_through_a_clock_change() -> None:
    week = week_of(day=date(2025, 3, 30), zone="Europe/Berlin", now=0, activities=(), marks=())
    lengths = [b - a for a, b in zip(week.days, week.days[1:], strict=False)]
    assert lengths == [24 * HOUR] * 6 + [23 * HOUR]


def test_a_week_has_monday_to_sunday() -> None:
    assert week_dates(DAY) == (date(2025, 6, 9), date(2025, 6, 15))


def first_state(hour: int, minute: int = 0, *names: str) -> TodayState:
    clock = ManualClock(datetime(2025, 6, 12, hour, minute))
    settings = Settings(Bus(), lambda _key, _value: None)
    asking = Asking(at=clock.now(), day_start=DAY_START, settings=settings)
    features = [each for each in FEATURES if not names or each.id in names]
    return without_file(asking, features, fresh=True)


def test_the_first_run_has_one_lens_for_each_activity_there_is() -> None:
    shown = examples(first_state(9, 40))
    assert [m.activity for m in shown] == [
        Activity.FOCUS,
        Activity.LISTEN,
        Activity.DRILL,
        Activity.PRIME,
    ]
    only = examples(first_state(9, 40, "focus", "journal"))
    assert [m.activity for m in only] == [Activity.FOCUS, Activity.PRIME]


@given(st.integers(4 * 60, 28 * 60 - 1))
def test_the_lenses_of_the_first_run_lie_between_now_and_lights_out(minute: int) -> None:
    state = first_state(12)
    now = at_minute(DAY, minute, "UTC")
    state = state._replace(at=state.at._replace(wall=now))
    end = now
    for lens in examples(state):
        assert lens.start > end
        assert lens.end <= state.lights_out
        assert lens.state == "planned"
        end = lens.end


def test_without_focus_there_is_no_first_run() -> None:
    assert first_state(9, 40, "focus").first_run
    assert not first_state(9, 40, "journal").first_run
