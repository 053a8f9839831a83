"""One has its singular."""

import pytest
from pytestqt.qtbot import QtBot

from spindle.ui.counted import counted


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 rows, {of}"),
        (1, "1 row, {of}"),
        (2, "2 rows, {of}"),
        (12, "12 rows, {of}"),
    ],
)
def test_a_number_chooses_its_sentence_and_leaves_the_other_places(
    qtbot: QtBot, n: int, said: str
) -> None:
    del qtbot
    assert counted("1 row, {of}", "{n} rows, {of}", n) == said
