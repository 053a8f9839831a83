"""Simulated listeners, and the checks that they would be asked.

Fifty listeners with each of five seeds: logistic in ln wpm, slopes 8 and 12, a guess of one in
four, slips of 5 %. What is counted are those that the rule fails, in percent.
``python -m tests.benchmarks.bench_velocity``.
"""

from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import Final

from spindle.features.listen.velocity.check import CHOICES
from tests.benchmarks.__main__ import REPORTED, Row
from tests.helpers.checks import answer_is_in, items, share_fitted, share_guessed, vocabulary
from tests.helpers.listeners import CHECKS, listen
from tests.helpers.public_texts import NAMES

TIMES: Final = 1
"""The same seeds give the same figures."""

_PEOPLE: Final = 50
_SEEDS: Final = (1, 2, 3, 4, 5)


def rows() -> list[Row]:
    """After six sessions, and what is told of three; then the gaps in three public texts."""
    return [*_listeners(6, 20.0), *_listeners(3, REPORTED), *_gaps()]


def _listeners(sessions: int, most: float) -> list[Row]:
    """``most`` percent of the people may be far from what is true of them."""
    groups = [tuple(listen(_PEOPLE, sessions=sessions, seed=seed)) for seed in _SEEDS]
    after = f"after {CHECKS * sessions} checks in {sessions} sessions"
    people = [person for group in groups for person in group]
    found = [
        (f"velocity: estimate more than 8 % off {after}, worst seed",
         most, max(_off(each.estimate_is_near for each in group) for group in groups), "%"),
        (f"velocity: speed in force more than 8 % off {after}, worst seed",
         most, max(_off(each.speed_is_near for each in group) for group in groups), "%"),
    ]  # fmt: skip
    covered = 100 * fmean(person.covered for person in people)
    return [
        *found,
        (f"velocity: truth outside the 80 % interval {after}", 25.0, 100 - covered, "%"),
        (f"velocity: truth inside the 80 % interval {after}", 90.0, covered, "%"),
    ]


def _off(near: Iterable[bool]) -> float:
    return 100 * (1 - fmean(near))


def _gaps() -> list[Row]:
    general: Counter[str] = Counter()
    for name in NAMES:
        general.update(vocabulary(name).counts)
    made = [check for name in NAMES for check, _ in items(name)]
    guessed = max(
        share_guessed(name, lambda word, known=known, sign=sign: sign * known[word.casefold()])  # type: ignore[misc]  # bound here
        for name in NAMES
        for known in (vocabulary(name).counts, general)
        for sign in (1, -1)
    )
    fitted = 100 * (max(map(share_fitted, NAMES)) - 1 / CHOICES)
    inside = sum(map(answer_is_in, made))
    above = 100 * (guessed - 1 / CHOICES)
    return [
        ("velocity: gaps whose answer stands around them", 0.0, inside, f"of {len(made)}"),
        ("velocity: who only knows how usual words are, above chance", 10.0, above, "points"),
        (
            "velocity: who only knows which words stand together, above chance",
            10.0,
            fitted,
            "points",
        ),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.4g} {unit} (target {target:g})")
