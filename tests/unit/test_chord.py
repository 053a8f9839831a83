"""Keys as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.chord import Chord, chord_of
from spindle.core.settings import GlobalKey, NotAllowedError

KIND = GlobalKey("focus.pause", "pause")


@pytest.mark.parametrize(
    ("text", "chord"),
    [
        ("Ctrl+Alt+F", Chord("F", ctrl=True, alt=True)),
        ("ctrl alt f", Chord("F", ctrl=True, alt=True)),
        ("Control+Super+7", Chord("7", ctrl=True, meta=True)),
        ("Alt+Shift+enter", Chord("Return", alt=True, shift=True)),
        ("Meta+PgUp", Chord("PgUp", meta=True)),
        ("F9", Chord("F9")),
        ("Shift+F12", Chord("F12", shift=True)),
    ],
)
def test_a_key_is_understood_as_it_is_typed(text: str, chord: Chord) -> None:
    assert chord_of(text) == chord


@pytest.mark.parametrize(
    "text",
    ["", "F", "Shift+F", "Ctrl", "Ctrl+", "Ctrl+Alt", "Hyper+F", "Ctrl+F25", "Ctrl+F0", "Ctrl+ä"],
)
def test_what_would_be_taken_from_every_text_field_is_no_key(text: str) -> None:
    assert chord_of(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_none_and_a_key_is_written_as_it_is_read(text: str) -> None:
    chord = chord_of(text)
    assert chord is None or chord_of(str(chord)) == chord


def test_the_setting_takes_a_key_or_none_and_says_what_is_wrong() -> None:
    assert KIND.parse("ctrl+alt+f") == "Ctrl+Alt+F"
    assert KIND.parse(" ") == ""
    with pytest.raises(NotAllowedError, match="together with Ctrl, Alt or Meta"):
        KIND.parse("Shift+F")
