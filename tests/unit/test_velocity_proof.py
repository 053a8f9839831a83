"""Fifty simulated listeners, five seeds: the speed finds where four fifths arrive."""

from functools import cache
from statistics import fmean

import pytest

from tests.helpers.listeners import SLOPES, Heard, listen, listen_to_another_kind

PEOPLE = 50
SEEDS = (1, 2, 3, 4, 5)

pytestmark = pytest.mark.requirement("reader-row-25")


@cache
def heard(seed: int) -> tuple[Heard, ...]:
    """72 checks in six sessions."""
    return tuple(listen(PEOPLE, sessions=6, seed=seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_after_72_checks_the_estimate_is_within_8_percent_for_four_of_five(seed: int) -> None:
    assert fmean(person.estimate_is_near for person in heard(seed)) >= 0.80


@pytest.mark.parametrize("slope", SLOPES)
def test_that_holds_for_a_flat_slope_as_for_a_steep_one(slope: float) -> None:
    people = [person for seed in SEEDS for person in heard(seed) if person.slope == slope]

    assert fmean(person.estimate_is_near for person in people) >= 0.80


@pytest.mark.parametrize("seed", SEEDS)
def test_after_72_checks_the_speed_in_force_is_there_too(seed: int) -> None:
    assert fmean(person.speed_is_near for person in heard(seed)) >= 0.80


@pytest.mark.requirement("reader-idea-2")
def test_the_80_percent_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    people = [person for seed in SEEDS for person in heard(seed)]

    assert 0.75 <= fmean(person.covered for person in people) <= 0.90


@cache
def heard_of_another_kind(seed: int, *, sessions: int, kinds: bool = True) -> tuple[Heard, ...]:
    """Twelve checks a session, in a second kind of text."""
    return tuple(listen_to_another_kind(PEOPLE, sessions=sessions, seed=seed, kinds=kinds))


@pytest.mark.requirement("reader-idea-2")
@pytest.mark.parametrize("seed", SEEDS)
def test_another_kind_of_text_is_found_as_well_as_the_first(seed: int) -> None:
    people = heard_of_another_kind(seed, sessions=6)

    assert fmean(person.estimate_is_near for person in people) >= 0.80
    assert fmean(person.speed_is_near for person in people) >= 0.80


@pytest.mark.requirement("reader-idea-2")
def test_told_apart_two_kinds_are_found_sooner_and_nobody_is_sure_of_what_is_wrong() -> None:
    apart = [each for seed in SEEDS for each in heard_of_another_kind(seed, sessions=3)]
    alike = [
        each for seed in SEEDS for each in heard_of_another_kind(seed, sessions=3, kinds=False)
    ]

    near = fmean(person.estimate_is_near for person in apart)
    assert near >= fmean(person.estimate_is_near for person in alike) + 0.15
    assert 0.75 <= fmean(person.covered for person in apart) <= 0.90
    assert fmean(person.covered for person in alike) < 0.65
