"""kill -9 while a person works with the running program: half within 50 ms after a write began."""

from pathlib import Path

import pytest

from tests.helpers.program_kill import Loss, lives

pytestmark = [pytest.mark.e2e, pytest.mark.requirement("kill-9")]


def hold(loss: Loss) -> None:
    assert (loss.rows, loss.files, loss.left_open) == (0, 0, 0)
    assert 0 < loss.of_a_block <= 15


def test_twenty_kills_of_the_program_lose_nothing_that_was_seen(tmp_path: Path) -> None:
    loss = lives(tmp_path, 20, seed=1)

    hold(loss)
    assert loss.seen > 100


@pytest.mark.long
def test_two_hundred_kills_of_the_program_lose_nothing_that_was_seen(tmp_path: Path) -> None:
    loss = lives(tmp_path, 200, seed=2)

    hold(loss)
    assert loss.seen > 1000
