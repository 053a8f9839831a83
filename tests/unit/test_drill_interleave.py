"""A13 and A15: what is mixed, and practice in the mind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.kinds.known import KINDS
from spindle.features.drill.memory.interleave import NEW, Mixing, fresh, is_mixed, rotation
from spindle.features.drill.memory.rehearsal import CREDIT, isochrony, volume

names = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=9)


@pytest.mark.requirement("A13")
def test_problems_are_mixed_once_they_are_no_longer_new_and_word_lists_are_not() -> None:
    assert not is_mixed(NEW - 1, listed=False)
    assert is_mixed(NEW, listed=False)
    assert not is_mixed(500, listed=True)
    assert is_mixed(0, Mixing.MIXED, listed=True)
    assert not is_mixed(500, Mixing.BLOCKED, listed=False)
    assert [kind.id for kind in KINDS if kind.traits.listed] == ["typed_recall", "show_and_grade"]


@pytest.mark.requirement("A13")
@given(names, st.integers(0, 2**64))
def test_a_rotation_is_a_few_of_the_drills_in_their_order(drills: list[str], seed: int) -> None:
    kept = rotation(drills, {}, seed)
    assert len(kept) == min(len(drills), 4)
    assert [drill for drill in drills if drill in kept] == list(kept)
    assert set(rotation(drills[::-1], {}, seed)) == set(kept)


@pytest.mark.requirement("A13")
@given(st.integers(0, 2**64))
def test_what_is_easily_confused_is_mixed_with_nothing_else(seed: int) -> None:
    near = {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}, "x": {"y"}, "y": {"x"}}
    kept = set(rotation(["a", "x", "b", "y", "c"], near, seed))
    assert kept in ({"a", "b", "c"}, {"x", "y"})
    alone = set(rotation(["a", "b", "c", "z"], near, seed))
    assert alone in ({"a", "b", "c"}, {"a", "b", "c", "z"})  # z is related to none


@pytest.mark.requirement("R19")
@given(st.lists(st.sampled_from("abc"), min_size=1), st.sampled_from("abcd"), st.integers(0, 999))
def test_the_same_strategy_is_not_set_twice_running_if_there_is_another(
    strategies: list[str], last: str, seed: int
) -> None:
    chosen = strategies[fresh(strategies, last, seed)]
    assert chosen != last or set(strategies) == {last}
    assert fresh(strategies, last, seed) == fresh(strategies, last, seed)


@pytest.mark.requirement("R19")
def test_without_a_problem_there_is_nothing_to_set() -> None:
    with pytest.raises(ValueError, match="no problem"):
        fresh([], "", 1)


@pytest.mark.requirement("A15")
def test_in_the_mind_is_credited_at_three_tenths_of_doing() -> None:
    assert pytest.approx(0.51 / 1.78, abs=0.02) == CREDIT
    assert volume(10, 0) == 10
    assert volume(10, 10) == 13
    assert volume(0, 5) == 1.5


@pytest.mark.requirement("A15")
def test_imagined_time_is_compared_with_real_time() -> None:
    assert isochrony([9, 10, 30], [8, 8, 99]) == 1.25
    assert isochrony([], [1]) is None
    assert isochrony([1], []) is None
    assert isochrony([1], [0]) is None
