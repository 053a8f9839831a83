"""Steps, keys, ladders and sets: kinds whose one item has many parts or many attempts."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.kinds.kind import Judged, SpecError
from spindle.features.drill.kinds.known import ask, judge, kind_of
from spindle.features.drill.kinds.steps_score import order_of
from spindle.features.drill.kinds.steps_walk import done, tiles, walk
from spindle.features.drill.kinds.tempo_ladder import from_last

STEPS = kind_of("step_sequence")
LADDER = kind_of("tempo_ladder")
KEYS = kind_of("key_sequence")
SETS = kind_of("repetition_set")

PLAIN = {"cue": "Tea", "steps": ["Boil", "Pour over", "Wait", "Take out"]}
CRITICAL = {
    "steps": [
        {"text": "Check breathing"},
        {"text": "Call for help", "critical": True},
        {"text": "Start compressions", "critical": True},
        {"text": "Note the time"},
    ]
}
PARTIAL = {
    "order": "partial",
    "steps": [
        {"text": "Flour"},
        {"text": "Eggs"},
        {"text": "Knead", "after": [1, 2]},
        {"text": "Oven on"},
        {"text": "Bake", "after": [3, 4]},
    ],
}


def walked(spec: dict[str, Any], *texts: str) -> Judged:
    answers = [{"text": text, "latency_ms": 1000.0} for text in texts]
    return judge(STEPS, spec, ask(STEPS, spec, 1, "recall"), {"answers": answers})


@pytest.mark.requirement("R18")
def test_a_sequence_is_one_drill_with_five_ways_to_ask() -> None:
    assert STEPS.modes == ("next", "recall", "missing", "reorder", "checklist")
    assert len(STEPS.elements(STEPS.parse(PLAIN))) == 4


@pytest.mark.requirement("R18")
def test_all_steps_in_order_are_right() -> None:
    judged = walked(PLAIN, "boil", "Pour over", "wait", "take out")
    assert (judged.outcome, judged.score) == (1, 1.0)
    assert [one.ok for one in judged.elements] == [True] * 4


@pytest.mark.requirement("R18")
def test_two_steps_changed_about_are_one_inversion() -> None:
    judged = walked(PLAIN, "boil", "wait", "pour over", "take out")
    assert judged.outcome == 0
    assert judged.payload["inversions"] == 1
    assert judged.payload["order_error"] == pytest.approx(1 / 6, abs=1e-4)
    assert [one.ok for one in judged.elements] == [True, False, False, True]


def test_a_step_that_is_not_critical_may_fail_and_a_critical_one_may_not() -> None:
    fine = walked(CRITICAL, "?", "Call for help", "Start compressions", "?")
    assert (fine.outcome, fine.score) == (1, 0.5)
    failed = walked(CRITICAL, "Check breathing", "?", "Start compressions", "Note the time")
    assert (failed.outcome, failed.score) == (0, 0.5)


def test_a_partial_order_takes_any_step_that_is_free() -> None:
    judged = walked(PARTIAL, "oven on", "eggs", "flour", "knead", "bake")
    assert (judged.outcome, judged.score) == (1, 1.0)
    early = walked(PARTIAL, "eggs", "knead", "flour", "oven on", "bake")
    assert (early.outcome, early.payload["inversions"]) == (0, 1)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (["one"], "fewer than two"),
        ([{"text": "a", "after": 2}, {"text": "b", "after": 1}], "in a circle"),
        ([{"text": "a"}, {"text": "b", "after": 9}], "step 9, which is not there"),
        (["same", "Same"], "read the same"),
        (["a", ""], "no words"),
    ],
)
def test_an_order_that_cannot_be_kept_is_refused(steps: list[Any], sentence: str) -> None:
    with pytest.raises(SpecError, match=sentence):
        STEPS.parse({"steps": steps, "order": "partial"})


@pytest.mark.requirement("R18")
@given(st.integers(0, 10**9))
def test_the_missing_step_and_the_shuffle_come_from_the_seed(seed: int) -> None:
    missing = ask(STEPS, PLAIN, seed, "missing")
    given_ = {"text": missing.answer}
    assert judge(STEPS, PLAIN, missing, given_).outcome == 1
    shuffled = ask(STEPS, PLAIN, seed, "reorder")
    order: tuple[int, ...] = shuffled.order  # type: ignore[attr-defined]
    assert sorted(order) == [0, 1, 2, 3]
    assert list(order) != [0, 1, 2, 3]
    assert judge(STEPS, PLAIN, shuffled, {"order": list(order)}).outcome == 0
    assert judge(STEPS, PLAIN, shuffled, {"order": [0, 1, 2, 3]}).outcome == 1


@given(st.permutations(range(5)))
def test_kendalls_error_counts_every_pair_the_wrong_way(came: list[int]) -> None:
    spec = STEPS.parse({"steps": ["a", "b", "c", "d", "e"]})
    wrong = sum(came[i] > came[j] for i in range(5) for j in range(i + 1, 5))
    order = order_of(spec, came)
    assert order.inversions == wrong
    assert order.error == wrong / 10
    best = max(len(part) for part in _rising(came))
    assert order.in_order == best


def _rising(came: Sequence[int]) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for step in came:
        parts += [[*part, step] for part in parts if not part or part[-1] < step]
    return parts


@given(st.integers(0, 10**6), st.integers(0, 3))
def test_one_tile_is_due_and_no_two_are_the_same(seed: int, gone: int) -> None:
    spec = STEPS.parse({**PLAIN, "others": ["Stir", "Shake"]})
    offered = tiles(spec, frozenset(range(gone)), seed)
    assert len(set(offered)) == len(offered) == 4
    assert spec.steps[gone].text in offered
    assert tiles(spec, frozenset(range(gone)), seed) == offered


def test_a_nearly_right_step_waits_for_the_call() -> None:
    spec = STEPS.parse(PLAIN)
    near = walk(spec, [{"text": "Boil"}, {"text": "Pour ovr"}])
    assert (near[1].right, near[1].near) == (False, True)
    called = walk(spec, [{"text": "Boil"}, {"text": "Pour ovr", "call": "right"}])
    assert called[1].right
    assert done(called) == {0, 1}


def test_a_checklist_is_right_when_all_critical_steps_are_checked() -> None:
    marks = [{"ok": False}, {"ok": True, "latency_ms": 4000}, {"ok": True}, {"ok": False}]
    judged = judge(STEPS, CRITICAL, ask(STEPS, CRITICAL, 1, "checklist"), {"done": marks})
    assert (judged.outcome, judged.score) == (1, 0.5)
    assert judged.elements[1].latency_ms == 4000


def climbed(marks: str, **spec: Any) -> tuple[list[float], list[dict[str, Any]]]:
    """The tempos of repetitions: ``c`` clean, ``x`` a slip; and their payloads."""
    full = {"cue": "Thirds", "start": 72, "end": 100, "step": 4, **spec}
    before: list[dict[str, Any]] = []
    tempos = []
    for mark in marks:
        prompt: Any = ask(LADDER, full, 1, "", before)
        tempos.append(prompt.bpm)
        before.append(
            dict(judge(LADDER, full, prompt, {"clean": mark == "c", "seconds": 8}).payload)
        )
    return tempos, before


@pytest.mark.requirement("R17")
def test_three_clean_climb_a_rung_and_two_slips_step_down() -> None:
    tempos, before = climbed("cccxccxcxxc", level=2)
    assert tempos == [80, 80, 80, 84, 84, 84, 84, 80, 80, 80, 76]
    result = LADDER.result(LADDER.parse({"start": 72, "end": 100}), before)
    assert ("reached", 84.0, "bpm") in result.figures


@pytest.mark.requirement("R17")
def test_a_ladder_moves_by_bars_or_seconds_and_down_too() -> None:
    assert climbed("xxxxx", unit="seconds", every=16)[0] == [72, 72, 76, 76, 80]
    assert climbed("ccc", unit="bars", every=4, beats=2)[0] == [72, 76, 80]
    assert climbed("cccccc", start=100, end=92)[0] == [100, 100, 100, 96, 96, 96]


@pytest.mark.requirement("R17")
def test_a_ladder_ends_on_its_last_rung() -> None:
    full = {"start": 96, "end": 100, "step": 4}
    _, before = climbed("cccccc", start=96)
    assert not LADDER.goes_on(LADDER.parse(full), before)
    assert LADDER.goes_on(LADDER.parse(full), before[:5])


def test_a_ladder_begins_two_rungs_below_the_tempo_reached_last() -> None:
    spec = {"start": 72, "end": 100, "step": 4}
    assert from_last(spec, 88)["level"] == 2
    assert from_last(spec, 76)["level"] == 0
    assert from_last({**spec, "level": 5}, 88)["level"] == 5
    assert from_last({"start": "?"}, 88) == {"start": "?"}


@pytest.mark.requirement("R17")
def test_a_mute_pattern_is_so_many_bars_on_and_off() -> None:
    assert LADDER.parse({"mute": "2 on, 1 off"}).mute == (2, 1)
    with pytest.raises(SpecError, match="no pattern"):
        LADDER.parse({"mute": "sometimes"})


@given(st.text(alphabet="cx", max_size=60))
def test_a_ladder_never_leaves_its_rungs(marks: str) -> None:
    tempos, _ = climbed(marks)
    assert all(72 <= tempo <= 100 for tempo in tempos)


def block(spec: dict[str, Any], wrong: int = 0, before: Sequence[Any] = ()) -> Judged:
    prompt: Any = ask(KEYS, spec, 1, "", before)
    presses, at = [], 0.0
    for number, key in enumerate(prompt.presses):
        for pressed in (["?"] if number < wrong else []) + [key]:
            at += 200
            presses.append({"key": pressed, "down_ms": at, "up_ms": at + 60})
    return judge(KEYS, spec, prompt, {"presses": presses})


def test_a_block_is_right_with_few_wrong_keys_whatever_its_time() -> None:
    spec = {"keys": "jkfdjf", "reps": 4}
    assert block(spec).outcome == 1
    assert block(spec, wrong=1).outcome == 1
    assert block(spec, wrong=3).outcome == 0
    assert block(spec, wrong=1).payload["median_ms"] == 200
    assert [one.ok for one in block(spec, wrong=1).elements][:2] == [False, True]


def test_a_random_block_is_a_yardstick_and_the_gain_is_what_the_sequence_adds() -> None:
    spec = {"keys": "jkfdjf", "blocks": 4, "random": 0.25}
    before = [dict(block(spec).payload) for _ in range(3)]
    random = block(spec, before=before)
    assert (random.outcome, random.payload["block"]) == (None, "random")
    before.append({**random.payload, "median_ms": 260.0})
    result = KEYS.result(KEYS.parse(spec), before)
    assert ("sequence_gain", 60.0, "ms") in result.figures
    assert not KEYS.goes_on(KEYS.parse(spec), before)


@given(st.integers(0, 10**6))
def test_a_random_block_never_asks_the_same_key_twice_running(seed: int) -> None:
    spec = {"keys": "abab", "blocks": 2, "random": 0.5}
    prompt: Any = ask(KEYS, spec, seed, "", [{}])
    assert prompt.block == "random"
    assert all(one != other for one, other in zip(prompt.presses, prompt.presses[1:], strict=False))


@pytest.mark.parametrize("keys", ["abc", "a" * 13, "aaaa", ["ab", "c", "d", "e"]])
def test_keys_that_are_no_sequence_are_refused(keys: Any) -> None:
    with pytest.raises(SpecError):
        KEYS.parse({"keys": keys})


def test_a_set_asks_for_success_first_and_quality_second() -> None:
    spec = {"cue": "Free throws", "sets": 2, "reps": 10}
    prompt = ask(SETS, spec, 1)
    missed = judge(SETS, spec, prompt, {"ok": False, "quality": 5, "done": 10})
    assert (missed.outcome, missed.score, missed.grade_allowed) == (0, 0.0, (1,))
    good = judge(
        SETS, spec, prompt, {"ok": True, "quality": 4, "done": 10, "clean": 8, "effort": 6}
    )
    assert (good.outcome, good.score, good.grade_allowed) == (1, 0.75, (3,))
    assert (good.payload["clean"], good.payload["effort"]) == (8, 6)
    before = [good.payload, missed.payload]
    assert not SETS.goes_on(SETS.parse(spec), before)
    assert SETS.result(SETS.parse(spec), before).score == 0.375
