"""What a card of a package went through there, and when it is due here."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import SECOND, instant, offset_at
from spindle.core.days import day_of, day_span
from spindle.features.drill.exchange.anki import read
from spindle.features.drill.exchange.calendar import Calendar
from spindle.features.drill.memory.schedule import LONGEST
from tests.helpers import decks
from tests.helpers.decks import MADE, Deck, Note

ZONE = "Europe/Berlin"
FIRST = date(2020, 9, 13)
"""The day of ``MADE``."""

LAST = date(2023, 11, 18)
REVIEWS = ((1_700_000_000_000, 3, 4000), (1_700_300_000_000, 1, 900))
every_generation = pytest.mark.parametrize("generation", [1, 2, 3])


def brought(
    folder: Path, note: Note, generation: int = 3, settings: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The item that a note's first card becomes."""
    path = decks.write(folder / "d.apkg", Deck([note], settings=settings or {}), generation)
    told = list(read(path, zone=ZONE, day_start=240))
    [item] = [item for piece in told for item in piece.get("items", ())]
    return {**item, "report": told[-1]["report"]}


def due(item: dict[str, Any]) -> date:
    return day_of(item["trace"]["due"], offset_at(item["trace"]["due"], ZONE), 240)


def reviewed(**more: Any) -> Note:
    return Note("a", ("x", "y"), reviews=REVIEWS, **more)


@every_generation
def test_a_card_is_due_on_the_day_on_which_it_is_due_there(tmp_path: Path, generation: int) -> None:
    item = brought(tmp_path, reviewed(due=1170, interval=9), generation)

    assert due(item) == FIRST + timedelta(days=1170)
    assert item["trace"]["due"] == day_span(due(item), ZONE, 240)[0]
    assert (item["trace"]["day"], item["trace"]["attempts"]) == (LAST.isoformat(), 2)


def test_days_count_from_the_day_where_the_collection_was_made(tmp_path: Path) -> None:
    # Half past noon in London is the next day already in Kiritimati.
    west = {"creationOffset": -14 * 60}
    assert due(brought(tmp_path, reviewed(due=1170), 3, west)) == date(2023, 11, 28)
    assert due(brought(tmp_path, reviewed(due=1170), 1, west)) == date(2023, 11, 28)
    for nonsense in (None, "x", 10**9):
        found = brought(tmp_path, reviewed(due=1170), 3, {"creationOffset": nonsense})
        assert due(found) == date(2023, 11, 27)


def test_a_card_that_is_being_learned_is_due_at_its_moment(tmp_path: Path) -> None:
    moment = instant(datetime(2023, 11, 19, 3, 59), ZONE) // SECOND

    assert due(brought(tmp_path, reviewed(stage=1, due=moment))) == date(2023, 11, 18)
    assert due(brought(tmp_path, reviewed(stage=1, due=moment + 60))) == date(2023, 11, 19)


def test_in_a_filtered_deck_its_own_day_and_deck_count(tmp_path: Path) -> None:
    item = brought(tmp_path, reviewed(due=1170, filtered=True))

    assert due(item) == date(2023, 11, 27)
    assert item["report"]["titles"] == ["Language: Verbs"]


def test_overdue_there_is_overdue_here_and_never_before_its_last_answer(tmp_path: Path) -> None:
    assert due(brought(tmp_path, reviewed(due=1165))) == date(2023, 11, 22)
    assert due(brought(tmp_path, reviewed(due=-5))) == LAST


@pytest.mark.requirement("R20")
@pytest.mark.parametrize("number", [30_000, 3_000_000])
def test_an_absurd_day_is_brought_within_reason(tmp_path: Path, number: int) -> None:
    days = (due(brought(tmp_path, reviewed(due=number))) - LAST).days

    assert 1 <= days <= LONGEST


@pytest.mark.parametrize("number", [-(10**6), 10**11, 10**17])
def test_a_day_that_is_none_is_reckoned_from_the_log(tmp_path: Path, number: int) -> None:
    assert LAST < due(brought(tmp_path, reviewed(due=number))) <= LAST + timedelta(days=10)


@every_generation
def test_a_suspended_card_comes_in_resting_and_is_counted(tmp_path: Path, generation: int) -> None:
    item = brought(tmp_path, reviewed(due=1170, queue=-1), generation)
    assert (item["resting"], item["report"]["resting"]) == (True, 1)
    assert due(item) == date(2023, 11, 27)

    for buried in (-2, -3):
        item = brought(tmp_path, reviewed(due=1170, queue=buried), generation)
        assert (item["resting"], item["report"]["resting"]) == (False, 0)


def test_a_card_that_was_made_new_again_is_new_and_keeps_its_log(tmp_path: Path) -> None:
    item = brought(tmp_path, reviewed(stage=0))

    assert item["trace"] is None
    assert len(item["log"]) == 2


def test_of_a_card_without_a_log_the_interval_still_counts(tmp_path: Path) -> None:
    item = brought(tmp_path, Note("a", ("x", "y"), stage=2, due=1170, interval=9))

    assert due(item) == date(2023, 11, 27)
    assert item["trace"] | {"due": 0, "asked": 0} == {
        "stability": 9.0,
        "difficulty": 5.0,
        "day": "2023-11-18",
        "attempts": 1,
        "lapses": 0,
        "wrong": 0,
        "begun": "2023-11-18",
        "asked": 0,
        "due": 0,
    }
    learned = Note("a", ("x", "y"), stage=1, due=MADE, interval=0)
    assert brought(tmp_path, learned)["trace"] is None


def test_a_log_longer_than_a_piece_comes_in_several(tmp_path: Path) -> None:
    log = tuple((1_700_000_000_000 + n * 40_000_000, 3, 900) for n in range(1001))
    path = decks.write(tmp_path / "d.apkg", Deck([Note("a", ("x", "y"), reviews=log)]))
    told = list(read(path, zone=ZONE, day_start=240))

    [item] = [item for piece in told for item in piece.get("items", ())]
    rest = [piece["log"] for piece in told if "log" in piece]
    assert [each["guid"] for each in rest] == [item["guid"]] * 2
    assert [each["nth"] for each in rest] == [400, 800]
    whole = [*item["log"], *(answer for each in rest for answer in each["answers"])]
    assert [answer[0] for answer in whole] == [at * 1000 for at, *_ in log]
    assert item["trace"]["attempts"] == 1001
    assert told[-1]["report"]["reviews"] == 1001


@pytest.mark.requirement("R14")
@given(
    zone=st.sampled_from([ZONE, "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"]),
    wall=st.integers(1_000_000_000 * SECOND, 2_000_000_000 * SECOND),
    day_start=st.integers(0, 12 * 60),
)
def test_the_quick_calendar_says_what_the_slow_one_does(
    zone: str, wall: int, day_start: int
) -> None:
    calendar = Calendar(zone, day_start)
    offset = calendar.offset(wall)
    day = calendar.day(wall, offset)

    assert offset == offset_at(wall, zone)
    assert calendar.written(day) == day_of(wall, offset, day_start).isoformat()
    assert calendar.begin(day) == day_span(date.fromordinal(day), zone, day_start)[0]
