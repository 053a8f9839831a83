"""The models against a real person's half year: the published figures come out again."""

import hashlib
from statistics import fmean

import pytest

from tests.helpers.review_log import (
    LOG,
    Review,
    forgetting_losses,
    reviews,
    value_losses,
    within_losses,
)

pytestmark = pytest.mark.skipif(
    not LOG.exists(), reason="The review log is in the repository only, not in its distributions."
)


@pytest.fixture(scope="module")
def log() -> list[Review]:
    return reviews()


def test_the_log_is_the_published_one() -> None:
    found = hashlib.sha256(LOG.read_bytes()).hexdigest()
    assert found == "1cebb655825974579538877d018b5ffc8cc324bb6bb6fda9cbd5da85cfe9e445"


@pytest.mark.requirement("A1")
@pytest.mark.parametrize(
    ("rate", "whole", "last_fifth"), [(0.3, 0.4741, 0.4689), (0.2, 0.4736, 0.4659)]
)
def test_the_value_alone_predicts_as_well_as_published(
    log: list[Review], rate: float, whole: float, last_fifth: float
) -> None:
    losses = value_losses(log, rate)

    assert len(losses) == 5329
    assert fmean(losses) == pytest.approx(whole, abs=1e-4)
    assert fmean(losses[int(len(losses) * 0.8) :]) == pytest.approx(last_fifth, abs=1e-4)


@pytest.mark.requirement("A3")
def test_the_forgetting_curve_predicts_as_well_as_published(log: list[Review]) -> None:
    assert fmean(forgetting_losses(log)) == pytest.approx(0.459, abs=0.002)


@pytest.mark.requirement("A4")
def test_within_a_day_the_fitted_model_beats_the_value_and_the_constant(
    log: list[Review],
) -> None:
    fitted, value, constant = within_losses(log)

    assert fitted <= 0.4483
    assert fitted < min(value, constant)
    assert (value, constant) == pytest.approx((0.4988, 0.525), abs=0.003)
