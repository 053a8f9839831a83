import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.value import HOUR_BANDS, Context, ValueModel
from spindle.core.value_reason import Reason, how_long, reason

HOURS = [name for _, name in HOUR_BANDS]
LENGTHS = ["short", "medium", "long", "open"]
NONE = Reason("No pattern yet.", found=False)
GOOD = Context("drill", "early_afternoon", "medium")
POOR = Context("drill", "evening", "medium")


def learned(*history: tuple[Context, int]) -> ValueModel:
    model = ValueModel()
    for context, rating in history:
        model = model.learn(context, rating)
    return model


def test_no_rating_makes_no_pattern() -> None:
    assert reason(ValueModel(), GOOD) == NONE


def test_two_ratings_make_no_pattern() -> None:
    assert reason(learned((GOOD, 5), (GOOD, 5)), GOOD) == NONE


def test_an_hour_clearly_better_than_another_is_named_with_its_activity() -> None:
    model = learned(*[(GOOD, 5), (POOR, 2)] * 5)
    assert reason(model, GOOD) == Reason("Early afternoon drills have gone well.", found=True)


def test_an_hour_that_went_worse_is_passed_over_in_silence() -> None:
    assert reason(learned(*[(GOOD, 5), (POOR, 2)] * 5), POOR) == NONE


def test_a_good_hour_seen_only_in_another_activity_is_named_alone() -> None:
    model = learned(*[(GOOD, 5), (POOR, 2)] * 5)
    focus = GOOD._replace(activity="focus")
    assert reason(model, focus) == Reason("Early afternoons have gone well.", found=True)


def test_an_activity_without_its_own_sentence_gets_the_hour() -> None:
    good, poor = GOOD._replace(activity="sing"), POOR._replace(activity="sing")
    model = learned(*[(good, 5), (poor, 2)] * 5)
    assert reason(model, good) == Reason("Early afternoons have gone well.", found=True)


def test_a_length_is_named_where_the_hour_says_nothing() -> None:
    short, long = GOOD._replace(length_band="short"), GOOD._replace(length_band="long")
    model = learned(*[(short, 5), (long, 2)] * 6)
    assert reason(model, short) == Reason("Short sessions have gone well.", found=True)
    assert reason(model, long) == NONE


def test_two_ratings_at_a_good_hour_are_too_few_to_speak_of_it() -> None:
    model = learned((GOOD, 5), (GOOD, 5), *[(POOR, 1)] * 10)
    assert reason(model, GOOD) == NONE


def test_the_better_of_two_poor_hours_has_not_gone_well() -> None:
    model = learned(*[(GOOD, 2), (POOR, 1)] * 15)
    assert model.effect(("hour:early_afternoon",)).mean > 0
    assert reason(model, GOOD) == NONE


def test_an_hour_good_for_its_activity_but_below_the_usual_rating_has_not_gone_well() -> None:
    focus = POOR._replace(activity="focus")
    model = learned(*[(GOOD, 3), (POOR, 1), (focus, 5), (focus, 5)] * 15)
    belief = model.effect(("hour:early_afternoon",))
    assert belief.mean > belief.sd
    assert reason(model, GOOD) == NONE


def test_even_ratings_make_no_pattern_however_good() -> None:
    model = learned(*[(GOOD, 5), (POOR, 5)] * 20)
    assert reason(model, GOOD) == reason(model, POOR) == NONE


@pytest.mark.parametrize("activity", ["focus", "listen", "drill", "move"])
@pytest.mark.parametrize("hour", HOURS)
def test_every_hour_of_every_rated_activity_has_its_own_sentence(activity: str, hour: str) -> None:
    good = Context(activity, hour, "medium")
    poor = Context(activity, "another hour", "medium")
    text = reason(learned(*[(good, 5), (poor, 2)] * 5), good).text
    assert text.lower().startswith(hour.replace("_", " "))
    assert {"focus": "focus", "listen": "listening", "drill": "drills", "move": "movement"}[
        activity
    ] in text


@given(
    st.lists(
        st.tuples(
            st.builds(
                Context,
                st.sampled_from(["focus", "drill"]),
                st.sampled_from(HOURS),
                st.sampled_from(LENGTHS),
            ),
            st.integers(1, 5),
        ),
        max_size=30,
    )
)
def test_no_reason_carries_a_number_or_a_word_of_the_scale(
    history: list[tuple[Context, int]],
) -> None:
    model = learned(*history)
    for hour in HOURS:
        text = reason(model, Context("drill", hour, "short")).text
        assert not re.search(r"\d|rough|slow|steady|good|absorbed|!", text)


SHORT = Context("focus", "morning", "short")
LONG = Context("focus", "morning", "long")


def test_a_length_that_has_gone_well_is_named_where_the_set_one_has_not() -> None:
    model = learned(*[(SHORT, 5), (LONG, 2)] * 8)

    assert how_long(model, LONG) == Reason("Short sessions have gone well.", found=True)
    assert not how_long(model, SHORT).found
    assert not how_long(ValueModel(), LONG).found


@given(st.lists(st.tuples(st.sampled_from([GOOD, POOR, SHORT, LONG]), st.integers(1, 5))))
def test_no_advice_on_length_has_a_number_or_says_less_well(
    history: list[tuple[Context, int]],
) -> None:
    said = how_long(learned(*history), LONG).text

    assert not re.search(r"\d", said)
    assert said.endswith(("have gone well.", "No pattern yet."))
