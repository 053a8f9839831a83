"""R2: a backlog and a planned break, under a day's cap."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.backlog import Waiting, spread
from spindle.features.drill.memory.schedule import Trace
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("R2")

DAY = date(2026, 3, 2)


def waiting(number: int, overdue: int, stability: float) -> Waiting:
    due = DAY - timedelta(days=overdue)
    trace = Trace(stability, 5.0, due - timedelta(days=max(1, round(stability))))
    return Waiting(str(number), trace, due)


items = st.lists(st.tuples(st.integers(-40, 60), st.floats(0.5, 200)), max_size=150).map(
    lambda drawn: [waiting(n, overdue, stable) for n, (overdue, stable) in enumerate(drawn)]
)


def test_the_cap_holds_for_fourteen_hundred_overdue_items() -> None:
    random = chance(1)
    pile = [waiting(n, random.randrange(1, 90), random.uniform(1, 90)) for n in range(1400)]
    found = spread(pile, DAY, 60)
    a_day = Counter(found.days.values())
    assert max(a_day.values()) <= 60
    assert sum(a_day.values()) == 1400
    assert max(a_day) - DAY < timedelta(days=25)
    assert found.lapses > found.unplanned  # the price of the cap, told


@given(items, st.integers(1, 20), st.integers(0, 10), st.integers(0, 30))
def test_every_item_has_a_day_none_too_full_and_none_in_the_break(
    pile: list[Waiting], cap: int, begins: int, lasts: int
) -> None:
    away = (DAY + timedelta(days=begins), DAY + timedelta(days=begins + lasts))
    found = spread(pile, DAY, cap, away)
    assert found.days.keys() == {item.id for item in pile}
    assert max(Counter(found.days.values()).values(), default=0) <= cap
    for item in pile:
        day = found.days[item.id]
        assert day >= DAY
        assert not away[0] <= day <= away[1]
        if not away[0] <= max(item.due, DAY) <= away[1]:
            assert day >= min(item.due, day)


def test_a_break_that_is_planned_costs_less_than_one_that_is_not() -> None:
    pile = [waiting(n, -(n % 10) - 5, 5.0 + n % 7) for n in range(100)]
    away = (DAY + timedelta(days=5), DAY + timedelta(days=20))
    found = spread(pile, DAY, 40, away)
    assert found.lapses < found.unplanned
    assert all(day < away[0] or day > away[1] for day in found.days.values())


def test_after_a_break_the_most_forgotten_come_first() -> None:
    shaky, firm = waiting(1, 10, 2.0), waiting(2, 10, 80.0)
    found = spread([firm, shaky, waiting(3, 0, 9.0)], DAY, 1)
    assert found.days["1"] < found.days["2"]


@pytest.mark.parametrize(("cap", "away"), [(0, None), (5, (DAY + timedelta(days=2), DAY))])
def test_what_makes_no_sense_is_refused(cap: int, away: tuple[date, date] | None) -> None:
    with pytest.raises(ValueError, match="at least"):
        spread([], DAY, cap, away)
