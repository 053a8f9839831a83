"""What Drill was built from, row by row: each pain and each algorithm has tests with its number.

The numbers are those of the table of pains and of the list of algorithms. Left out are the fit of
parameters (A5), the night trial (A9) and the forecast (A16), which come later.
"""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
OF_DRILL = re.compile(r"test_(.*drill|exchange|genuine_decks|import_taken_back)")
PAINS = range(1, 23)
LATER = {5, 9, 16}
ALGORITHMS = sorted(set(range(1, 18)) - LATER)


@pytest.fixture(scope="module")
def marked() -> frozenset[str]:
    """Every number that a test of Drill carries; other features have pains of their own."""
    files = (file for file in TESTS.rglob("test_*.py") if OF_DRILL.match(file.name))
    return frozenset(
        number
        for file in files
        for marks in re.findall(r"requirement\(([^)]*)\)", file.read_text("utf-8"))
        for number in re.findall(r'"([^"]+)"', marks)
    )


@pytest.mark.parametrize("pain", PAINS)
def test_each_pain_has_a_test(pain: int, marked: frozenset[str]) -> None:
    assert f"R{pain}" in marked


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_algorithm_has_a_test(algorithm: int, marked: frozenset[str]) -> None:
    assert f"A{algorithm}" in marked
