"""A12: what to ask next."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.choice import (
    ACTIVE,
    MASTERED_SHARE,
    Rule,
    Skill,
    choose,
    eligible,
)
from spindle.features.drill.memory.mastery import Standing, Try
from tests.helpers.learners import Pupil, chance, graph

pytestmark = pytest.mark.requirement("A12")

DAY = date(2026, 3, 2)
MASTERED = Standing(mastered=True)
skills = st.lists(
    st.builds(
        Skill,
        id=st.sampled_from("abcdefghij"),
        standing=st.sampled_from(
            [Standing(), MASTERED, Standing(parked=DAY + timedelta(days=1)), Standing(begun=DAY)]
        ),
        parents=st.lists(st.sampled_from("abcdefghij"), max_size=2).map(tuple),
        due=st.integers(0, 9),
        order=st.integers(0, 5),
        waited=st.integers(0, 5),
    ),
    unique_by=lambda skill: skill.id,
)


def taught(random: Random, parents: list[tuple[str, ...]], rule: str) -> tuple[float, int]:
    """600 attempts in twenty sessions: what was gained, and the longest any drill was starved."""
    pupil = Pupil(random, parents)
    drills = [Skill(id=str(i), parents=each, order=i) for i, each in enumerate(parents)]
    day, last, starved = DAY, "", 0
    for n in range(600):
        if n and n % 30 == 0:
            drills, starved = after_session(drills, day, starved)
            day += timedelta(days=1)
        if rule == "gated":
            pick = choose(drills, day, random.getrandbits(60), last)
            assert pick is not None
            last = pick.skill
        elif rule == "uniform":
            last = str(random.randrange(len(parents)))
        else:
            last = min(drills, key=lambda each: (known(each.standing), random.random())).id
        right = pupil.practise(int(last))
        old = drills[int(last)]
        standing = old.standing.learn(Try(right, None, mixed=True, day=day), None)
        drills[int(last)] = Skill(
            id=old.id, parents=old.parents, order=old.order, waited=old.waited, standing=standing
        )
    return pupil.gain, starved


def after_session(drills: list[Skill], day: date, starved: int) -> tuple[list[Skill], int]:
    active = eligible(drills, day).active
    after = []
    for skill in drills:
        waited = skill.waited + 1 if skill.id in active and not skill.standing.asked else 0
        starved = max(starved, waited)
        after.append(
            Skill(
                id=skill.id,
                parents=skill.parents,
                order=skill.order,
                waited=waited,
                standing=skill.standing.end_session(day),
            )
        )
    return after, starved


def known(standing: Standing) -> float:
    last = standing.recent[-10:]
    return sum(each.right for each in last) / len(last) if last else 0.0


def chosen_from(drills: list[Skill], seed: int, last: str) -> str:
    pick = choose(drills, DAY, seed, last)
    assert pick is not None
    return pick.skill


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_gate_teaches_more_than_chance_in_every_graph_and_starves_nothing(seed: int) -> None:
    gains = []
    for number in range(10):
        parents = graph(chance(number))
        gated, starved = taught(chance(seed), parents, "gated")
        uniform, _ = taught(chance(seed), parents, "uniform")
        assert gated >= uniform
        assert starved <= 3
        gains.append(gated)
    assert sum(gains) / len(gains) >= 0.65


@pytest.mark.parametrize("seed", range(1, 6))
def test_always_the_weakest_would_be_worse_than_chance(seed: int) -> None:
    # Why nothing here hunts the weakest drill.
    parents = graph(chance(seed))
    weakest, _ = taught(chance(seed), parents, "weakest")
    uniform, _ = taught(chance(seed), parents, "uniform")
    assert weakest < uniform


@given(skills, st.integers(0, 2**64))
def test_a_choice_is_replayed_from_its_seed_and_keeps_to_what_it_names(
    drills: list[Skill], seed: int
) -> None:
    pick = choose(drills, DAY, seed)
    assert choose(list(reversed(drills)), DAY, seed) == pick
    sets = eligible(drills, DAY)
    if pick is None:
        assert not any((sets.due, sets.active, sets.mastered))
        return
    assert pick.eligible == sets
    where = {Rule.DUE: sets.due, Rule.LEARNING: sets.active, Rule.MASTERED: sets.mastered}
    assert pick.skill in where[pick.rule]
    assert pick.rule is Rule.DUE or not sets.due


@given(skills)
def test_every_drill_stands_in_one_set_and_few_are_active(drills: list[Skill]) -> None:
    sets = eligible(drills, DAY)
    placed = Counter([*sets.active, *sets.mastered, *sets.waiting, *sets.parked])
    assert placed == Counter(skill.id for skill in drills)
    assert len(sets.active) <= ACTIVE


def test_a_drill_waits_for_what_comes_before_it() -> None:
    first, second = Skill(id="a"), Skill(id="b", parents=("a",))
    assert eligible([first, second], DAY).active == ("a",)
    assert eligible([Skill(id="a", standing=MASTERED), second], DAY).active == ("b",)
    assert eligible([second], DAY).active == ("b",)  # what came before it is gone


def test_one_in_eight_comes_from_what_is_mastered() -> None:
    drills = [Skill(id="a"), Skill(id="b"), Skill(id="c", standing=MASTERED)]
    chosen = Counter(chosen_from(drills, seed, "a") for seed in range(4000))
    assert chosen["c"] / 4000 == pytest.approx(MASTERED_SHARE, abs=0.02)
    assert 0.10 <= MASTERED_SHARE <= 0.15


def test_the_same_drill_is_not_asked_twice_running_unless_it_is_alone() -> None:
    two = [Skill(id="a", due=3), Skill(id="b", due=1)]
    assert {chosen_from(two, seed, "a") for seed in range(50)} == {"b"}
    assert chosen_from(two[:1], 1, "a") == "a"
