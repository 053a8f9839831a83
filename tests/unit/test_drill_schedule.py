"""A3: due again in days, by FSRS-6, in the user's own days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from spindle.core.clock import HOUR, instant, offset_at
from spindle.core.days import day_of
from spindle.features.drill.kinds.known import KINDS, kind_of
from spindle.features.drill.memory.schedule import (
    LONGEST,
    Grade,
    Trace,
    after,
    recalled,
    replayed,
    spread,
)
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A3")

DAY = date(2026, 3, 2)
histories = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(Grade)), min_size=1)


def practised(history: list[tuple[int, Grade]], longest: int = LONGEST) -> Trace:
    day, trace = DAY, None
    for gap, grade in history:
        day += timedelta(days=gap)
        trace = after(trace, grade, day, item="a", longest=longest).trace
    assert trace is not None
    return trace


@given(histories)
@settings(max_examples=300)
def test_it_is_what_the_library_says_at_gaps_of_days(history: list[tuple[int, Grade]]) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    then = datetime(2026, 3, 2, 12, tzinfo=UTC)
    card = Card(card_id=1, due=then)
    for gap, grade in history:
        then += timedelta(days=gap)
        card, _ = scheduler.review_card(card, Rating(int(grade)), review_datetime=then)
    ours = practised(history)
    assert ours.stability == pytest.approx(card.stability, abs=1e-9)
    assert ours.difficulty == pytest.approx(card.difficulty, abs=1e-9)
    later = then + timedelta(days=17)
    assert recalled(ours, ours.day + timedelta(days=17)) == pytest.approx(
        scheduler.get_card_retrievability(card, later), abs=1e-9
    )


def test_ten_thousand_random_histories_are_the_librarys_to_a_billionth() -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    random = chance(1)
    for number in range(10_000):
        then, day, trace = datetime(2026, 3, 2, 12, tzinfo=UTC), DAY, None
        card = Card(card_id=number, due=then)
        for _ in range(random.randint(1, 6)):
            gap, grade = random.randrange(120), random.choice(list(Grade))
            then, day = then + timedelta(days=gap), day + timedelta(days=gap)
            card, _ = scheduler.review_card(card, Rating(int(grade)), review_datetime=then)
            trace = after(trace, grade, day, item="a").trace
        assert trace is not None
        assert trace.stability == pytest.approx(card.stability, abs=1e-9)
        assert trace.difficulty == pytest.approx(card.difficulty, abs=1e-9)


@pytest.mark.requirement("R11")
def test_remembering_more_always_costs_more() -> None:
    costs = [attempts_in_a_year(wanted / 100) for wanted in range(90, 98)]
    assert costs == sorted(set(costs))


def attempts_in_a_year(wanted: float) -> int:
    """By fifty items of which each is recalled as often as is aimed at."""
    random, count = chance(3), 0
    for item in range(50):
        day, trace = DAY, None
        while day < DAY + timedelta(days=365):
            grade = Grade.GOOD if trace is None or random.random() < wanted else Grade.FORGOT
            planned = after(trace, grade, day, item=str(item), wanted=wanted)
            day, trace, count = planned.due, planned.trace, count + 1
    return count


@pytest.mark.requirement("R20")
@given(histories, st.sampled_from(sorted(kind.id for kind in KINDS)), st.floats(0.7, 0.97))
def test_due_is_a_later_day_and_never_beyond_the_kinds_longest(
    history: list[tuple[int, Grade]], kind: str, wanted: float
) -> None:
    longest = kind_of(kind).traits.longest
    trace = practised(history, longest)
    for grade in Grade:
        planned = after(trace, grade, trace.day, item="a", longest=longest, wanted=wanted)
        days = (planned.due - trace.day).days
        assert 1 <= days <= longest


@pytest.mark.requirement("A13")
def test_skills_are_asked_again_sooner_than_facts() -> None:
    longest = {kind.id: kind.traits.longest for kind in KINDS}
    assert {longest[kind] for kind in ("tempo_ladder", "key_sequence", "repetition_set")} == {60}
    assert {longest[kind] for kind in ("step_sequence", "generated_problem")} == {120}
    assert longest["typed_recall"] == LONGEST


@pytest.mark.requirement("R16")
@given(st.integers(0, 1000), st.text(max_size=8), st.integers(0, 99))
def test_the_spread_of_an_interval_is_small_and_always_the_same(
    days: int, item: str, attempts: int
) -> None:
    found = spread(days, item, attempts)
    assert found == spread(days, item, attempts)
    assert abs(found - days) <= 2 + 0.05 * days
    assert days > 2 or found == days


@pytest.mark.requirement("R16")
def test_items_learned_together_do_not_all_return_together() -> None:
    due = {after(None, Grade.EASY, DAY, item=str(i)).due for i in range(50)}
    assert len(due) >= 2


@pytest.mark.requirement("R14")
@given(
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)),
    st.integers(0, 12 * 60),
)
def test_a_whole_night_up_to_the_day_start_is_one_day(
    zone: str, local: datetime, day_start: int
) -> None:
    wall = instant(local, zone)
    first = day_of(wall, offset_at(wall, zone), day_start)
    planned = after(None, Grade.GOOD, first, item="a")
    later = wall + 2 * HOUR
    second = day_of(later, offset_at(later, zone), day_start)
    # Certain the same day, less on the next, whatever the clocks of the zone did in between.
    chance = recalled(planned.trace, second)
    assert (chance == 1) == (second <= first)
    assert planned.due > first


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    trace = practised([(0, Grade.GOOD)])
    planned = after(trace, Grade.GOOD, DAY - timedelta(days=9), item="a")
    assert planned.trace.day == DAY
    assert recalled(trace, DAY - timedelta(days=9)) == 1


def test_only_a_later_day_makes_a_lapse() -> None:
    trace = practised([(0, Grade.GOOD), (0, Grade.FORGOT)])
    assert trace.lapses == 0
    assert practised([(0, Grade.GOOD), (3, Grade.FORGOT)]).lapses == 1


def test_more_wanted_means_sooner() -> None:
    trace = practised([(0, Grade.GOOD), (3, Grade.GOOD), (10, Grade.GOOD)])
    dues = [
        after(trace, Grade.GOOD, DAY + timedelta(days=40), item="a", wanted=wanted).due
        for wanted in (0.7, 0.8, 0.9, 0.97)
    ]
    assert dues == sorted(dues, reverse=True)
    assert dues[0] > dues[-1]


@pytest.mark.parametrize("wanted", [0.5, 0.99])
def test_an_unreasonable_aim_is_refused(wanted: float) -> None:
    with pytest.raises(ValueError, match="aimed at"):
        after(None, Grade.GOOD, DAY, item="a", wanted=wanted)


@given(
    log=st.lists(
        st.tuples(st.sampled_from(list(Grade)), st.integers(min_value=1, max_value=90)),
        min_size=1,
        max_size=12,
    )
)
def test_a_whole_log_comes_to_the_same_as_one_answer_after_the_other(
    log: list[tuple[Grade, int]],
) -> None:
    day, trace, planned = date(2026, 3, 10), None, None
    dated = []
    for grade, days in log:
        day += timedelta(days=days)
        dated.append((grade, day))
        planned = after(trace, grade, day, item="x")
        trace = planned.trace

    assert replayed(dated, item="x") == planned
