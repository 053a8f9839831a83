"""Times and lengths: what is shown can be typed back, in every locale and language."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from spindle.core.settings import NotAllowedError, Seconds, TimeOfDay
from spindle.ui import times
from tests.helpers.translated import speaking

LOCALES = ["C", "en_US", "en_GB", "de_DE", "fr_FR", "fi_FI", "ar_EG", "ko_KR", "hi_IN"]
GERMAN = {
    ("times", "{hours} h"): "{hours} Std.",
    ("times", "{hours} h {minutes}"): "{hours} Std. {minutes}",
    ("times", "{minutes} min"): "{minutes} Min.",
    ("times", "{seconds} s"): "{seconds} Sek.",
}


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> Iterator[QLocale]:
    """The user's, for one test."""
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield QLocale()
    QLocale.setDefault(before)


@pytest.mark.parametrize("locale", LOCALES, indirect=True)
def test_every_time_of_day_can_be_typed_as_it_is_shown(locale: QLocale) -> None:
    del locale
    for minute in range(0, 24 * 60, 7):
        assert TimeOfDay().parse(times.plain_time(times.time_of_day(minute))) == minute


@pytest.mark.parametrize("locale", ["en_US"], indirect=True)
def test_an_american_may_type_what_an_american_types(locale: QLocale) -> None:
    del locale
    for typed in ("10:30 PM", "10:30pm", "10.30 p.m.", "22:30", "22.30"):
        assert TimeOfDay().parse(times.plain_time(typed)) == 22 * 60 + 30
    assert TimeOfDay().parse(times.plain_time("12 am")) == 0
    assert TimeOfDay().parse(times.plain_time("7 am")) == 7 * 60


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1500, "25 min"), (5400, "1 h 30"), (3900, "1 h 05"), (3600, "1 h"), (90, "1 min 30 s")],
)
def test_a_length_is_short(seconds: int, words: str) -> None:
    assert times.length(seconds) == words


@pytest.mark.usefixtures("qapp")
@given(st.integers(0, 100_000))
def test_every_length_can_be_typed_as_it_is_shown_in_another_language(seconds: int) -> None:
    with speaking(GERMAN):
        shown = times.length(seconds)
        assert not {"h", "min", "s"} & set(shown.split())
        typed = times.plain_length(shown)
    assert Seconds(0, 200_000).parse(typed) == seconds


@pytest.mark.usefixtures("qapp")
def test_a_bound_is_said_in_the_users_language() -> None:
    with pytest.raises(NotAllowedError, match="from 1 min to 1 h") as caught:
        Seconds(60, 3600).parse("2 h")
    with speaking(GERMAN):
        said = {name: times.fact(value) for name, value in caught.value.facts.items()}
    assert said == {"low": "1 Min.", "high": "1 Std."}
