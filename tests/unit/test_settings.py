"""Settings: kinds, storing, telling."""

from enum import StrEnum
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.events import Bus
from spindle.core.general import declared
from spindle.core.settings import (
    Choice,
    IntRange,
    Lengths,
    NotAllowedError,
    Seconds,
    Setting,
    SettingChanged,
    Settings,
    Text,
    TimeOfDay,
    Toggle,
    seconds_of,
)
from spindle.registry import FEATURES


class Plan(StrEnum):
    EVEN = "even"
    WAVE = "wave"


LENGTH: Final[Setting[int]] = Setting(
    key="focus.length", default=1500, kind=Seconds(1, 4 * 3600), label="Length", was=("focus.len",)
)


def made(stored: dict[str, object] | None = None) -> tuple[Settings, dict[str, object], list[str]]:
    bus, saved, told = Bus(), dict[str, object](), list[str]()
    bus.subscribe(SettingChanged, lambda e: told.append(e.key))
    settings = Settings(bus, lambda key, value: saved.update({key: value}))
    settings.load(stored or {}, [LENGTH])
    return settings, saved, told


def test_a_setting_has_its_default_until_it_is_set() -> None:
    settings, saved, told = made()

    assert settings.get(LENGTH) == 1500
    assert settings.set(LENGTH, "50 min") == 3000
    assert settings.get(LENGTH) == 3000
    assert saved == {"focus.length": 3000}
    assert told == ["focus.length"]


def test_setting_the_same_value_again_tells_nobody() -> None:
    settings, saved, told = made({"focus.length": 3000})

    settings.set(LENGTH, 3000)

    assert (saved, told) == ({}, [])


def test_a_wrong_value_changes_nothing_and_says_what_is_allowed() -> None:
    settings, saved, _ = made()

    with pytest.raises(ValueError, match="from 1 s to 4 h"):
        settings.set(LENGTH, "5 h")

    assert settings.get(LENGTH) == 1500
    assert saved == {}


def test_a_stored_value_that_is_no_longer_allowed_keeps_the_default_and_is_named() -> None:
    settings = Settings(Bus(), lambda _key, _value: None)

    assert settings.load({"focus.length": "soon"}, [LENGTH]) == ["focus.length"]
    assert settings.get(LENGTH) == 1500


def test_a_renamed_setting_is_found_under_its_old_key() -> None:
    settings, _, _ = made({"focus.len": 600})

    assert settings.get(LENGTH) == 600


def test_reset_goes_back_to_the_default_and_forgets_the_stored_value() -> None:
    settings, saved, told = made({"focus.length": 600})

    settings.reset(LENGTH)

    assert settings.get(LENGTH) == 1500
    assert saved == {"focus.length": None}
    assert told == ["focus.length"]


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("25", 1500),
        ("25 min", 1500),
        ("25m", 1500),
        ("90 s", 90),
        ("6s", 6),
        ("1 h", 3600),
        ("1 h 30", 5400),
        ("1h 30min", 5400),
        ("1:30", 5400),
        ("2 min 30", 150),
        ("2 min 30 s", 150),
    ],
)
def test_lengths_are_read_as_people_write_them(typed: str, seconds: int) -> None:
    assert seconds_of(typed) == seconds


@given(st.text(max_size=20))
def test_any_other_text_is_a_sentence_not_a_crash(text: str) -> None:
    try:
        assert seconds_of(text) >= 0
    except ValueError as error:
        assert str(error) == "Write a length such as 25 min."  # noqa: PT017 - either is right


KINDS: list[tuple[Any, Any]] = [
    (Toggle(), st.booleans()),
    (IntRange(1, 180), st.integers(1, 180)),
    (Seconds(1, 14400), st.integers(1, 14400)),
    (Lengths(1, 14400), st.lists(st.integers(1, 14400), min_size=1, max_size=12).map(tuple)),
    (TimeOfDay(), st.integers(0, 1439)),
    (Choice(Plan, {Plan.EVEN: "Even", Plan.WAVE: "Wave"}), st.sampled_from(Plan)),
    (Text(), st.text(max_size=200).map(str.strip)),
]


@given(st.data())
@pytest.mark.parametrize(("kind", "values"), KINDS)
def test_what_a_kind_dumps_it_parses_back(kind: Any, values: Any, data: st.DataObject) -> None:
    value = data.draw(values)

    assert kind.parse(kind.dump(value)) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Toggle(), "perhaps"),
        (IntRange(1, 5), 6),
        (IntRange(1, 5), True),
        (IntRange(1, 5), "x"),
        (IntRange(1, 5), "1" * 5000),
        (Seconds(1, 60), 61),
        (Seconds(1, 60), "1" * 5000),
        (Lengths(1, 60, most=2), [1, 2, 3]),
        (Lengths(1, 60), ""),
        (TimeOfDay(), "24:00"),
        (TimeOfDay(), "12:60"),
        (TimeOfDay(), "noon"),
        (TimeOfDay(), "1" * 5000 + ":30"),
        (Choice(Plan, {}), "own"),
        (Text(most=3), "four"),
    ],
)
def test_each_kind_refuses_what_it_does_not_take(kind: Any, raw: object) -> None:
    with pytest.raises(NotAllowedError, match=r"^(Write|Choose) .+\.$") as refused:
        kind.parse(raw)

    assert str(refused.value) == refused.value.sentence.format(**refused.value.facts)


def test_whatever_is_counted_has_a_word_for_one_of_it() -> None:
    """A unit such as "s" is the same for one; a word in the plural is not."""
    counted = [
        one.kind
        for one in declared(FEATURES)
        if isinstance(one.kind, IntRange) and one.kind.low <= 1 and len(one.kind.unit) > 3
    ]
    assert {kind.unit: kind.one for kind in counted} == {
        "nights": "night",
        "sentences": "sentence",
        "items": "item",
    }
