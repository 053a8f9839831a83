"""Whether predictions held, with their interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.reliability import LEAST, reliability, share
from tests.helpers.learners import chance

pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200)


@pytest.mark.requirement("R21")
def test_a_share_comes_with_its_count_and_interval() -> None:
    found = share(78, 100)
    assert found is not None
    assert found.share == 0.78
    assert found.of == 100
    assert found.low == pytest.approx(0.689, abs=0.001)
    assert found.high == pytest.approx(0.850, abs=0.001)
    assert share(0, 0) is None


@given(st.integers(1, 1000), st.data())
def test_an_interval_holds_its_share_within_zero_and_one(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    found = share(right, count)
    assert found is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


@given(pairs)
def test_rows_are_ranges_with_enough_attempts(seen: list[tuple[float, bool]]) -> None:
    found = reliability(seen)
    if found is None:
        assert not seen
        return
    assert all(row.happened.of >= LEAST for row in found.rows)
    assert sum(row.happened.of for row in found.rows) <= len(seen)
    said = [row.said for row in found.rows]
    assert said == sorted(said)


@pytest.mark.parametrize("seed", range(1, 6))
def test_honest_predictions_lie_on_the_diagonal_and_beat_the_constant(seed: int) -> None:
    random = chance(seed)
    seen = [(p, random.random() < p) for p in (random.uniform(0.3, 1) for _ in range(3000))]
    found = reliability(seen)
    assert found is not None
    assert found.loss < found.constant
    inside = [row.happened.low - 0.02 <= row.said <= row.happened.high + 0.02 for row in found.rows]
    assert all(inside)
