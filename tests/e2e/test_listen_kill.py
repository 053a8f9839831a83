"""kill -9 of the running program in the middle of a sentence: five seconds of listening at most."""

from pathlib import Path

import pytest

from tests.helpers.listen_kill import Loss, lives

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.requirement("kill-9"),
    pytest.mark.requirement("reader-4"),
    pytest.mark.requirement("reader-row-11"),
]

MOST_S = 5.0


def check(loss: Loss) -> None:
    assert max(loss.seconds) <= MOST_S, loss
    assert (loss.stale, loss.backwards, loss.orphans, loss.left_open) == (0, 0, 0, 0)


def test_two_kills_while_it_reads_cost_a_few_seconds_of_the_place(tmp_path: Path) -> None:
    check(lives(tmp_path, 2, seed=1))


@pytest.mark.long
def test_twenty_kills_while_it_reads_cost_a_few_seconds_of_the_place(tmp_path: Path) -> None:
    check(lives(tmp_path, 20, seed=2))
