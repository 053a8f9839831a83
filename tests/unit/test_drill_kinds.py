"""What holds for every kind of drill, and for each by itself."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spindle.features.drill.kinds.checking import look_over
from spindle.features.drill.kinds.kind import EASY, FORGOT, GOOD, HARD, MENTAL, SpecError
from spindle.features.drill.kinds.known import KINDS, ask, judge, kind_of

SPECS: Mapping[str, dict[str, Any]] = {
    "typed_recall": {"cue": "to give up", "prompt": "Sie wollte ___.", "answers": ["aufgeben"]},
    "show_and_grade": {"prompt": "The three parts of an opening?", "answer": "Belief, gap, plan."},
    "step_sequence": {"cue": "Tea", "steps": ["Boil", "Pour", "Wait", "Take out"]},
    "generated_problem": {
        "prompt": "{a}x {b:+} = {c}",
        "params": {"a": "2..9", "b": "-9..9", "x": "1..12", "c": "= a*x+b"},
        "where": ["b != 0"],
        "answer": "x",
        "solution": ["{a}x = {c-b}", "x = {x}"],
    },
    "key_sequence": {"keys": "jkfdjf"},
    "tempo_ladder": {"cue": "Thirds", "start": 72, "end": 100, "step": 4},
    "repetition_set": {"cue": "Free throws", "sets": 3, "reps": 10},
}
GIVEN = [
    "text", "call", "hints", "shown", "grade", "order", "presses", "taps_ms", "seconds", "done",
    "clean", "effort", "quality", "perspective", "vividness", "real_s", "latency_ms",
]  # fmt: skip
"""The fields views hand over; anything may stand in them."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def test_there_are_seven_kinds_each_with_an_example_here() -> None:
    assert [kind.id for kind in KINDS] == list(SPECS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_same_spec_seed_and_mode_ask_the_same(kind: Any) -> None:
    spec = SPECS[kind.id]
    for mode in kind.modes:
        for seed in range(5):
            assert ask(kind, spec, seed, mode) == ask(kind, spec, seed, mode)


@pytest.mark.requirement("R9")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
@given(answer=st.dictionaries(st.sampled_from(GIVEN) | st.text(max_size=8), JSON, max_size=4))
@example(answer={"call": []})
def test_any_answer_is_judged_and_a_miss_is_never_hard(kind: Any, answer: dict[str, Any]) -> None:
    for mode in kind.modes:
        spec = SPECS[kind.id]
        judged = judge(kind, spec, ask(kind, spec, 3, mode), answer, mode)
        assert judged.outcome in {0, 1, None}
        assert 0 <= judged.score <= 1
        if judged.outcome == 0:
            assert judged.grade_allowed == (FORGOT,)
        elif judged.outcome == 1:
            assert FORGOT not in judged.grade_allowed


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
@given(data=st.data())
def test_any_spec_is_read_or_refused_in_a_sentence(kind: Any, data: st.DataObject) -> None:
    fields = sorted(kind.own_words)
    spoiled = data.draw(st.dictionaries(st.sampled_from(fields), JSON, max_size=3))
    said = "."
    try:
        parsed = kind.parse({**SPECS[kind.id], **spoiled})
        kind.prompt(parsed, 1, kind.modes[0])
    except SpecError as error:
        said = str(error)
    assert said.endswith(".")


@pytest.mark.requirement("A15")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_is_rehearsed_in_the_mind_without_success_or_failure(kind: Any) -> None:
    spec = SPECS[kind.id]
    prompt = ask(kind, spec, 1, MENTAL)
    judged = judge(kind, spec, prompt, {"seconds": 30, "real_s": 40, "vividness": 4}, MENTAL)
    assert (judged.outcome, judged.score, judged.grade_allowed) == (None, 0.0, ())
    assert judged.payload["ratio"] == 0.75


@pytest.mark.requirement("R9")
def test_a_typed_answer_has_one_grade_and_time_does_not_touch_it() -> None:
    kind, spec = kind_of("typed_recall"), SPECS["typed_recall"]
    prompt = ask(kind, spec, 1)
    right = judge(kind, spec, prompt, {"text": "aufgeben", "latency_ms": 90_000})
    assert right.grade_allowed == (GOOD,)
    assert judge(kind, spec, prompt, {"text": "aufgeben", "hints": 1}).grade_allowed == (HARD,)
    assert judge(kind, spec, prompt, {"text": "geben"}).grade_allowed == (FORGOT,)


@pytest.mark.requirement("R4")
def test_a_near_miss_waits_for_the_persons_call() -> None:
    kind, spec = kind_of("typed_recall"), SPECS["typed_recall"]
    prompt = ask(kind, spec, 1)
    near = judge(kind, spec, prompt, {"text": "aufgebn"})
    assert (near.outcome, near.near_miss) == (0, True)
    called = judge(kind, spec, prompt, {"text": "aufgebn", "call": "right"})
    assert (called.outcome, called.payload["call"]) == (1, "right")


def test_an_answer_asked_for_is_not_right() -> None:
    kind, spec = kind_of("typed_recall"), SPECS["typed_recall"]
    judged = judge(kind, spec, ask(kind, spec, 1), {"text": "aufgeben", "shown": True})
    assert (judged.outcome, judged.score) == (0, 0.0)


def test_hints_show_first_letters_then_halves_then_nothing() -> None:
    kind, spec = kind_of("typed_recall"), SPECS["typed_recall"]
    parsed, prompt = kind.parse(spec), ask(kind, spec, 1)
    assert [kind.hint(parsed, prompt, level) for level in (1, 2, 3)] == ["a…", "aufg…", ""]


@pytest.mark.requirement("R9")
def test_hard_is_reached_only_after_yes() -> None:
    kind, spec = kind_of("show_and_grade"), SPECS["show_and_grade"]
    prompt = ask(kind, spec, 1)
    assert judge(kind, spec, prompt, {"had": True}).grade_allowed == (HARD, GOOD, EASY)
    assert judge(kind, spec, prompt, {"had": True, "grade": 4}).grade_allowed == (EASY,)
    no = judge(kind, spec, prompt, {"had": False, "grade": 2})
    assert (no.outcome, no.grade_allowed) == (0, (FORGOT,))


def test_a_drill_says_how_many_items_it_has_and_what_is_wrong_with_each() -> None:
    items = [{"cue": f"word {at}", "answers": [f"Wort {at}"]} for at in range(11)]
    facts = look_over(kind_of("typed_recall"), {"colour": "red"}, [*items, {"cue": "no answer"}])
    assert (facts.items, facts.sound) == (12, 11)
    assert facts.reasons() == {"It has no answer.": 1}
    assert [(one.item, one.field) for one in facts.unknown] == [(-1, "colour")]


def test_items_that_ask_the_same_are_named() -> None:
    same = {"cue": "the spring", "answers": ["Frühling"]}
    facts = look_over(kind_of("typed_recall"), {}, [same, {**same, "answers": ["Feder"]}])
    assert facts.twice == ((0, 1),)


@pytest.mark.requirement("R19")
def test_another_seed_asks_other_numbers_that_keep_the_conditions() -> None:
    kind, spec = kind_of("generated_problem"), SPECS["generated_problem"]
    texts = {ask(kind, spec, seed).text for seed in range(40)}
    assert len(texts) > 30
    assert not any("+ 0" in text for text in texts)


@pytest.mark.requirement("A11")
def test_a_problem_is_checked_by_value_and_shows_its_steps() -> None:
    kind, spec = kind_of("generated_problem"), SPECS["generated_problem"]
    prompt = ask(kind, spec, 7)
    answer = prompt.answer
    for typed in (answer, f"x = {answer}", f"{answer}.0", f"{answer}+1-1"):
        assert judge(kind, spec, prompt, {"text": typed}).outcome == 1, typed
    assert judge(kind, spec, prompt, {"text": f"{answer}1"}).outcome == 0
    parsed = kind.parse(spec)
    assert kind.hint(parsed, prompt, 1)
    assert kind.hint(parsed, prompt, 2) == ""


@pytest.mark.parametrize(
    ("spec", "right", "wrong"),
    [
        ({"prompt": "expand", "answer": "x^2+2x+1", "form": "expanded"}, "1+2x+x²", "(x+1)^2"),
        ({"prompt": "roots", "answer": "2; -3"}, "-3; 2", "2"),
        ({"prompt": "roots", "answer": "2; -3"}, "x = 2 or -3", "2; 3"),
        ({"prompt": "double", "answer": "1; 1"}, "1", "1; 1"),
        ({"prompt": "speed", "answer": "25", "unit": "m/s"}, "90 km/h", "25"),
        ({"prompt": "root", "answer": "2*sqrt(3)"}, "√12", "3.46401"),
        ({"prompt": "root", "answer": "2*sqrt(3)"}, "3.46", "3.4"),
        ({"prompt": "pi", "answer": "pi", "within": "1 %"}, "22/7", "3"),
        (
            {"prompt": "{c}?", "params": {"c": "Paris, Rome"}, "answer": "city of {c}",
             "where": []},
            "CITY of Rome", "city",
        ),
    ],
)  # fmt: skip
def test_answers_of_many_forms_are_told_apart(spec: dict[str, Any], right: str, wrong: str) -> None:
    kind = kind_of("generated_problem")
    prompt = next(p for seed in range(9) if "Paris" not in (p := ask(kind, spec, seed)).text)
    assert judge(kind, spec, prompt, {"text": right}).outcome == 1
    assert judge(kind, spec, prompt, {"text": wrong}).outcome == 0


@pytest.mark.parametrize(
    ("spoiled", "sentence"),
    [
        ({"params": {"a": "2..9"}, "where": ["a > 20"]}, "No numbers fit its conditions."),
        ({"params": {"a": "9..2"}}, "“9..2” is no range, list or expression."),
        ({"params": {"a": "= b"}}, "“= b” is no range, list or expression."),
        ({"params": {"a": "0"}, "answer": "1/a"}, "This has no value."),
        ({"params": {}, "prompt": "{q}"}, "“{q}” in its text cannot be filled in."),
        ({"answer": ""}, "It has no answer."),
        ({"answer": "__import__('os')"}, "Its answer “__import__('os')” is not an expression"),
    ],
)
def test_a_problem_that_cannot_be_asked_says_why(spoiled: dict[str, Any], sentence: str) -> None:
    spec = {"prompt": "?", "answer": "1", "params": {"a": "1..3"}, **spoiled}
    with pytest.raises(SpecError) as raised:
        kind_of("generated_problem").parse(spec)
    assert sentence in str(raised.value)


def test_a_level_makes_the_numbers_larger() -> None:
    kind = kind_of("generated_problem")
    spec = {"prompt": "{a}", "params": {"a": "1..9 | 10..99 | 100..999"}, "answer": "a"}
    for level, digits in ((0, 1), (1, 2), (2, 3), (7, 3)):
        assert len(ask(kind, {**spec, "level": level}, 5).text) == digits
