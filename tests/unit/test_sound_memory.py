"""The sound process runs all day: what it freed goes back."""

import gc

import numpy as np
import psutil
import pytest

from spindle.sound.memory import give_back


@pytest.mark.skipif(not psutil.LINUX, reason="only the GNU C library keeps it")
def test_gaps_between_what_is_held_are_given_back() -> None:
    # Smaller than what the library takes from the system one by one.
    some = [np.ones(12_000, np.float64) for _ in range(600)]
    held, some = some[::2], []
    gc.collect()
    before = psutil.Process().memory_info().rss

    give_back()

    assert before - psutil.Process().memory_info().rss > 10e6
    assert all(each[0] == 1 for each in held)
