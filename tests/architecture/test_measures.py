"""What a session was closed with is what its feature declares: the same names, the same units."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from spindle.core.activity import Activity
from spindle.core.feature import Measure
from spindle.registry import FEATURES
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME

DECLARED = {feature.id: feature.measures for feature in FEATURES}


def undeclared(activity: str, found: dict[str, Any], known: tuple[Measure, ...]) -> Iterator[str]:
    """What is measured but not declared, or declared in another unit."""
    units = {measure.name: measure.unit for measure in known}
    for name, measured in found.items():
        if set(measured) != {"value", "unit", "n"} or measured["unit"] != units.get(name):
            yield f"{activity}: {name} {measured}"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, Any]]]:
    """(activity, measures) of each session of the simulated learner that has any."""
    path = tmp_path_factory.mktemp("measured") / DATABASE_NAME
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT activity, detail -> 'measures' FROM session WHERE detail -> 'measures' NOT NULL"
        ).fetchall()
    return [(activity, json.loads(found)) for activity, found in rows]


def test_every_measure_of_the_demo_is_declared_by_its_feature(
    measured: list[tuple[str, dict[str, Any]]],
) -> None:
    strays = [
        stray
        for activity, found in measured
        for stray in undeclared(activity, found, DECLARED.get(activity, ()))
    ]
    assert strays == []


def test_each_declared_measure_is_met_in_the_demo(
    measured: list[tuple[str, dict[str, Any]]],
) -> None:
    met = {(activity, name) for activity, found in measured for name in found}
    assert met == {
        (feature, measure.name) for feature, known in DECLARED.items() for measure in known
    }


def test_an_activity_is_named_like_its_feature_or_measures_nothing() -> None:
    activities = {str(activity) for activity in Activity}
    assert {name for name, known in DECLARED.items() if known} <= activities


@pytest.mark.parametrize(
    "found",
    [
        {"recall": {"value": 0.9, "unit": "percent", "n": 12}},
        {"luck": {"value": 0.9, "unit": "share", "n": 12}},
        {"recall": {"value": 0.9, "unit": "share"}},
    ],
    ids=["another unit", "another name", "no count"],
)
def test_a_stray_measure_is_noticed(found: dict[str, Any]) -> None:
    recall = Measure("recall", "share", "Recalled")
    assert list(undeclared("drill", found, (recall,)))
