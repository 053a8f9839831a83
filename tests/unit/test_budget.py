"""Six prompts an hour, however they are spread."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from spindle.core.budget import MOST, PromptBudget
from spindle.core.clock import HOUR, MINUTE, ManualClock


def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 10, 9, 0))


def test_the_seventh_prompt_within_an_hour_is_refused() -> None:
    time, budget = clock(), PromptBudget()
    assert all(budget.spend(time.advance(MINUTE)) for _ in range(MOST))
    assert not budget.spend(time.advance(MINUTE))


def test_an_hour_after_a_prompt_there_is_room_for_one_again() -> None:
    time, budget = clock(), PromptBudget()
    for _ in range(MOST):
        budget.spend(time.now())
    assert not budget.spend(time.advance(HOUR - 1))
    assert budget.spend(time.advance(1))


def test_what_is_owed_is_never_refused_but_counts() -> None:
    time, budget = clock(), PromptBudget()
    assert all(budget.spend(time.now(), owed=True) for _ in range(MOST + 3))
    assert budget.left(time.now()) == 0
    assert not budget.spend(time.now())


def test_setting_the_clock_back_gives_no_further_prompts() -> None:
    time, budget = clock(), PromptBudget()
    for _ in range(MOST):
        budget.spend(time.now())
    assert not budget.spend(time.step(-2 * HOUR))
    assert not budget.spend(time.step(4 * HOUR))


@given(st.lists(st.integers(min_value=0, max_value=HOUR), max_size=60))
def test_no_hour_ever_holds_more_than_six(waits: list[int]) -> None:
    time, budget = clock(), PromptBudget()
    shown = [at for wait in waits if budget.spend(moment := time.advance(wait)) for at in [moment]]
    for first in shown:
        assert sum(first.boot <= at.boot < first.boot + HOUR for at in shown) <= MOST
