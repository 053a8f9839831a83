"""The mark that a start leaves until it has lived for its first seconds."""

from pathlib import Path

import pytest

from spindle.adapters.first_seconds import NAME, FirstSeconds

pytestmark = pytest.mark.requirement("focus-pain-17")


def test_a_start_that_was_over_well_leaves_nothing(tmp_path: Path) -> None:
    first = FirstSeconds(tmp_path)
    assert not first.begin()
    assert (tmp_path / NAME).exists()
    first.over()
    assert not (tmp_path / NAME).exists()
    assert not FirstSeconds(tmp_path).begin()


def test_one_that_died_is_noticed_until_another_was_a_good_one(tmp_path: Path) -> None:
    FirstSeconds(tmp_path).begin()
    assert FirstSeconds(tmp_path).begin()
    after = FirstSeconds(tmp_path)
    assert after.begin()
    after.over()
    assert not FirstSeconds(tmp_path).begin()


def test_a_folder_that_cannot_be_written_is_no_early_death(tmp_path: Path) -> None:
    nowhere = FirstSeconds(tmp_path / "missing")
    assert not nowhere.begin()
    nowhere.over()
