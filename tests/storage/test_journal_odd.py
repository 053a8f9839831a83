"""Rows that another program wrote or something damaged: all is shown, and what is odd is named."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spindle.core.clock import HOUR, ManualClock, instant
from spindle.core.ids import Ref
from spindle.features.journal import contributions, history, markdown, model, queries, sheets
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.glance import last_night
from spindle.features.journal.model import Hours, Scene
from spindle.features.journal.odd import odd
from spindle.features.journal.search import search
from spindle.features.journal.service import JournalService
from spindle.features.today.collecting import collect
from spindle.features.today.feature import TODAY
from tests.helpers.fakes import FakeApp, make_app

EVENING = datetime(2026, 3, 10, 21, 30)
NOW = instant(EVENING, "Europe/Berlin")
BEGAN = NOW - 24 * HOUR
_NIGHT = """
INSERT INTO night (id, night, zone, offset, began, closed, step, updated)
VALUES (?, ?, ?, ?, ?, ?, ?, 1)
"""
_ENTRY = """
INSERT INTO entry (id, kind, night, night_id, text, written, zone, offset, updated)
VALUES (?, 'free', ?, NULL, ?, ?, ?, ?, 1)
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    made = make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL, TODAY])
    yield made
    made.data.close()


def night(
    app: FakeApp,
    day: str = "2026-03-09",
    zone: str = "Europe/Berlin",
    offset: int = 3600,
    began: int = BEGAN,
    step: str = "leave",
) -> None:
    app.data.connection.execute(_NIGHT, ("n1", day, zone, offset, began, began, step))


def entry(
    app: FakeApp,
    day: str = "2026-03-09",
    zone: str = "Europe/Berlin",
    offset: int = 3600,
    written: int = BEGAN,
) -> None:
    app.data.connection.execute(_ENTRY, ("e1", day, "Islands", written, zone, offset))


ODD_NIGHTS = (
    {"day": "10.3.2026"},
    {"day": ""},
    {"day": "2026-02-30"},
    {"zone": "Nowhere/X"},
    {"zone": "Europe"},
    {"zone": "../../etc/passwd"},
    {"step": "asleep"},
    {"offset": 10**12},
    {"began": 9 * 10**18},
    {"began": -(9 * 10**18)},
)


@pytest.mark.requirement("P4")
@pytest.mark.parametrize("wrong", ODD_NIGHTS, ids=str)
def test_a_night_that_cannot_be_read_keeps_nobody_from_today_and_is_named(
    app: FakeApp, wrong: dict[str, str | int]
) -> None:
    night(app, **wrong)  # type: ignore[arg-type]  # the columns, by name
    state = collect(app.data.connection, app.asking(), app.features)
    assert state.known
    assert [offer.start for offer in state.offers]
    [named] = odd(app.data.connection)
    assert named.ref == Ref("night", "n1")
    assert named.stored.keys() <= {"night", "zone", "offset", "began", "step"}
    service = JournalService(app)
    service.open_evening()
    service.stop()


@pytest.mark.parametrize("wrong", [each for each in ODD_NIGHTS if "step" not in each], ids=str)
def test_an_entry_that_cannot_be_read_is_listed_searched_exported_and_named(
    app: FakeApp, wrong: dict[str, str | int]
) -> None:
    if "began" in wrong:
        wrong = {"written": wrong["began"]}
    entry(app, **wrong)  # type: ignore[arg-type]  # the columns, by name
    assert [each.text for each in queries.shelf(app.data.connection).entries] == ["Islands"]
    assert [hit.id for hit in search(app.data.connection, "islands")] == ["e1"]
    [(name, text)] = markdown.pages(app.data.connection)
    assert "/" not in name
    assert "Islands" in text
    [named] = odd(app.data.connection)
    assert named.text == "Islands"


def test_what_cannot_be_read_is_taken_from_what_stands_beside_it(app: FakeApp) -> None:
    night(app, day="10.3.2026", zone="Nowhere/X", step="asleep")
    found = last_night(app.data.connection, NOW)
    assert found is not None
    assert found.night == date(2026, 3, 9)
    assert found.zone == "Etc/GMT-1"
    assert found.step is Scene.UNLOAD
    assert app.data.rows("SELECT night, zone, step FROM night") == [
        {"night": "10.3.2026", "zone": "Nowhere/X", "step": "asleep"}
    ]


def test_a_guess_is_written_when_asked_and_taken_back(app: FakeApp) -> None:
    entry(app, day="10.3.2026", zone="Nowhere/X")
    service = app.services["journal"]
    [row] = odd(app.data.connection)
    back = service.shelving.mend(row)
    assert app.data.rows("SELECT night, zone FROM entry") == [
        {"night": "2026-03-09", "zone": "Etc/GMT-1"}
    ]
    assert odd(app.data.connection) == ()
    back()
    assert odd(app.data.connection) == (row,)


def test_a_night_begun_by_a_clock_that_was_wrong_hides_no_other(app: FakeApp) -> None:
    night(app)
    later = BEGAN + 365 * 24 * HOUR
    app.data.connection.execute(_NIGHT, ("n2", "2027-03-09", "UTC", 0, later, None, "unload"))
    found = last_night(app.data.connection, NOW)
    assert found is not None
    assert found.id == "n1"


def test_a_session_with_facts_of_another_kind_is_still_a_mark(app: FakeApp) -> None:
    service = app.services["journal"]
    service.open_evening()
    service.leave_evening()
    for odd_detail in ("[]", "3", '"half"'):
        app.data.connection.execute("UPDATE session SET detail = ?", (odd_detail,))
        assert len(contributions.marks(app.data.connection, app.asking())) == 1


TEXTS = st.text(max_size=12) | st.dates().map(str)
ANY = st.integers(-(2**63), 2**63 - 1)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXTS, TEXTS, ANY, ANY, TEXTS)
def test_no_values_of_a_night_are_an_error(
    app: FakeApp, day: str, zone: str, offset: int, began: int, step: str
) -> None:
    connection = app.data.connection
    connection.execute("DELETE FROM night")
    connection.execute("DELETE FROM entry")
    clean = [each.encode("utf-8", "replace").decode() for each in (day, zone, step)]
    night(app, clean[0], clean[1], offset, began, clean[2])
    entry(app, clean[0], clean[1], offset, began)
    at = app.clock.now()
    for contribution in (contributions.offers, contributions.marks, contributions.due):
        contribution(connection, app.asking())
    found = last_night(connection, at.wall)
    if found is not None:
        assert model.in_morning(found, at, Hours()) in (True, False)
        sheets.evening_sheet(connection, found, 4)
        sheets.morning_sheet(connection, found)
    history.on_this_night(connection, date(2026, 3, 10))
    odd(connection)
