import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.value import (
    HOUR_BANDS,
    VERSION,
    Context,
    Prediction,
    Tally,
    ValueModel,
    context_of,
)

DRILL = Context("drill", "early_afternoon", "short")
FOCUS = Context("focus", "morning", "medium")

contexts = st.builds(
    Context,
    st.sampled_from(("focus", "listen", "drill", "move", "sing: loud")),
    st.sampled_from([name for _, name in HOUR_BANDS]),
    st.sampled_from(("short", "medium", "long", "open")),
)
histories = st.lists(st.tuples(contexts, st.integers(1, 5)), max_size=40)


def learned(history: list[tuple[Context, int]]) -> ValueModel:
    model = ValueModel()
    for context, rating in history:
        model = model.learn(context, rating)
    return model


@pytest.mark.parametrize(
    ("hour", "band"),
    [
        (0.0, "late_night"),
        (3.99, "late_night"),
        (4.0, "early_morning"),
        (8.0, "morning"),
        (11.99, "morning"),
        (12.0, "early_afternoon"),
        (15.0, "late_afternoon"),
        (18.0, "evening"),
        (22.0, "late_night"),
        (23.99, "late_night"),
    ],
)
def test_an_hour_falls_into_its_band(hour: float, band: str) -> None:
    assert context_of("focus", hour, 25).hour_band == band


@pytest.mark.parametrize(
    ("minutes", "band"),
    [
        (0, "short"),
        (19.9, "short"),
        (20, "medium"),
        (39.9, "medium"),
        (40, "long"),
        (600, "long"),
        (None, "open"),
    ],
)
def test_a_length_falls_into_its_band(minutes: float | None, band: str) -> None:
    assert context_of("focus", 9, minutes).length_band == band


@pytest.mark.parametrize("hour", [-0.1, 24.0, math.nan, math.inf])
def test_an_hour_outside_the_day_is_refused(hour: float) -> None:
    with pytest.raises(ValueError, match="hour of the day"):
        context_of("focus", hour, 25)


@pytest.mark.parametrize("minutes", [-1.0, math.nan, math.inf])
def test_an_impossible_length_is_refused(minutes: float) -> None:
    with pytest.raises(ValueError, match="planned length"):
        context_of("focus", 9, minutes)


def test_before_any_rating_steady_is_expected_with_a_wide_spread() -> None:
    prediction = ValueModel().predict(DRILL)
    assert prediction.mean == 3
    assert 1 < prediction.sd < 2


def test_good_ratings_raise_what_is_expected_here_more_than_elsewhere() -> None:
    model = learned([(DRILL, 5)] * 5)
    assert model.predict(DRILL).mean > model.predict(FOCUS).mean > 3
    assert model.predict(DRILL).sd < model.predict(FOCUS).sd


def test_learning_leaves_the_earlier_model_as_it_was() -> None:
    model = learned([(DRILL, 4)])
    before = model.to_json()
    model.learn(FOCUS, 1)
    assert model.to_json() == before


def test_an_activity_never_met_is_expected_at_the_persons_level() -> None:
    model = learned([(DRILL, 4), (FOCUS, 4)] * 5)
    other = Context("sing", "no such hour", "no such length")
    assert model.predict(other).mean == pytest.approx(model.effect(("level",)).mean)
    assert model.predict(other).sd > model.predict(DRILL).sd


def test_scattered_ratings_widen_the_spread_and_even_ones_narrow_it() -> None:
    even = learned([(DRILL, 3)] * 40).predict(DRILL).sd
    scattered = learned([(DRILL, 1), (DRILL, 5)] * 20).predict(DRILL).sd
    assert even < 0.6
    assert scattered > 1.5


@pytest.mark.parametrize("rating", [0, 6, -1, True, 2.5])
def test_what_is_no_rating_is_refused(rating: Any) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        ValueModel().learn(DRILL, rating)


@pytest.mark.parametrize(
    ("mean", "rating", "shown", "error"),
    [(5.4, 5, 5, 0), (0.5, 1, 1, 0), (3.25, 4, 3.25, 0.75), (3.25, 2, 3.25, -1.25)],
)
def test_what_is_shown_and_the_error_keep_to_the_scale(
    mean: float, rating: int, shown: float, error: float
) -> None:
    prediction = Prediction(mean, 1.0)
    assert prediction.shown == shown
    assert prediction.error(rating) == error


def test_tallies_count_the_effects_the_pair_and_all() -> None:
    model = learned([(DRILL, 4), (DRILL, 2), (FOCUS, 5)])
    assert model.ratings == 3
    assert model.tally("hour:early_afternoon") == Tally(2, 3.0)
    assert model.tally(FOCUS.pair_key()) == Tally(1, 5.0)
    assert model.tally("hour:evening") == Tally()


def test_a_pattern_that_turned_round_is_unlearned() -> None:
    later = DRILL._replace(hour_band="evening")
    model = learned([(DRILL, 5), (later, 2)] * 100 + [(DRILL, 2), (later, 5)] * 60)
    assert model.predict(DRILL).mean < 3
    assert model.predict(later).mean > 4


def test_a_tally_leans_on_the_latest_ratings() -> None:
    model = learned([(DRILL, 5)] * 60 + [(DRILL, 1)] * 60)
    assert model.tally("hour:early_afternoon").ratings == 120
    assert model.tally("hour:early_afternoon").mean < 1.5


@given(histories, contexts)
def test_any_history_gives_a_finite_prediction_with_a_spread(
    history: list[tuple[Context, int]], context: Context
) -> None:
    prediction = learned(history).predict(context)
    assert -1 < prediction.mean < 7
    assert math.sqrt(1 / 12) < prediction.sd < 3


def test_thousands_of_equal_ratings_do_not_wear_the_numbers_out() -> None:
    model = learned([(DRILL, 5)] * 3000)
    assert model.predict(DRILL).mean == pytest.approx(5, abs=0.01)
    assert ValueModel.from_json(model.to_json()) == model


@given(histories)
def test_a_saved_model_comes_back_bit_for_bit(history: list[tuple[Context, int]]) -> None:
    model = learned(history)
    assert ValueModel.from_json(model.to_json()) == model


def test_an_activity_name_with_any_characters_survives_saving() -> None:
    model = learned([(Context('a:"b\\\u2028\U0001f9e0', "morning", "open"), 4)])
    assert ValueModel.from_json(model.to_json()) == model


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", "{}", "[" * 100_000, '"x"'])
def test_text_that_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="saved value model"):
        ValueModel.from_json(text)


def test_a_model_of_another_version_is_refused_by_its_number() -> None:
    text = json.dumps({"version": VERSION + 1})
    with pytest.raises(ValueError, match=f"version is {VERSION + 1}, this Spindle knows {VERSION}"):
        ValueModel.from_json(text)


@pytest.mark.parametrize(
    ("key", "damage"),
    [
        ("effects", []),
        ("effects", ["hour:morning", "level", "activity:drill", "length:short"]),
        ("effects", ["level", "activity:drill", "activity:drill", "length:short"]),
        ("effects", ["level", "activity:drill", "weather:rain", "length:short"]),
        ("effects", [None, 1, 2, 3]),
        ("effects", 5),
        ("means", [3.0]),
        ("means", [3.0, "0", 0.0, 0.0]),
        ("means", [3.0, math.nan, 0.0, 0.0]),
        ("means", [3.0, math.inf, 0.0, 0.0]),
        ("means", [3.0, 10**400, 0.0, 0.0]),
        ("means", [True, 0.0, 0.0, 0.0]),
        ("covariance", [[1.0]]),
        ("covariance", [[1.0], [0.0, 1.0], [0.0, 0.0, 1.0], [2.0, 0.0, 0.0, 1.0]]),
        ("covariance", [[1.0], [0.0, -1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]]),
        ("covariance", [[1e-300], [900.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]]),
        ("covariance", [[0.0], [0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]]),
        ("covariance", None),
        ("noise", 0.0),
        ("noise", math.nan),
        ("noise_weight", -2),
        ("tallies", []),
        ("tallies", {"level": 3}),
        ("tallies", {"level": [0, 3.0]}),
        ("tallies", {"level": [1.5, 3.0]}),
        ("tallies", {"level": [2, None]}),
    ],
)
def test_each_damaged_part_is_refused(key: str, damage: Any) -> None:
    state = json.loads(learned([(DRILL, 4)]).to_json())
    for broken in ({**state, key: damage}, {k: v for k, v in state.items() if k != key}):
        with pytest.raises(ValueError, match="saved value model"):
            ValueModel.from_json(json.dumps(broken))


@given(st.data())
def test_a_saved_model_cut_or_overwritten_is_refused_or_still_predicts(data: st.DataObject) -> None:
    text = learned([(DRILL, 4), (FOCUS, 2)]).to_json()
    at = data.draw(st.integers(0, len(text) - 1))
    text = data.draw(st.sampled_from((text[:at], text[:at] + "9" + text[at + 1 :])))
    try:
        model = ValueModel.from_json(text)
    except ValueError:
        return
    assert math.isfinite(model.learn(DRILL, 5).predict(FOCUS).mean)
