"""One feature that stumbles keeps no other from being shown."""

import logging

import pytest

from spindle.core.feature import Feature
from spindle.core.parts import parts

ONE, TWO, THREE = (Feature(id=name) for name in ("one", "two", "three"))


def ask(feature: Feature) -> list[str]:
    if feature is TWO:
        message = "what the user wrote"
        raise ValueError(message)
    return [feature.id] * 2


@pytest.mark.requirement("P4")
def test_what_one_cannot_tell_is_left_out_and_the_others_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        found = list(parts((ONE, TWO, THREE), ask))
    assert found == [(ONE, ("one", "one")), (THREE, ("three", "three"))]
    assert "two gives nothing: ValueError at ask:" in caplog.text
    assert "what the user wrote" not in caplog.text
