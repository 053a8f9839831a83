"""Sessions: every activity begins, beats, ends and is rated the same way."""

from datetime import datetime

import pytest

from spindle.core.clock import MINUTE, ManualClock
from spindle.core.events import Bus, Event
from spindle.core.session import (
    Activity,
    Outcome,
    Session,
    SessionEnded,
    SessionRated,
    SessionStarted,
)
from spindle.core.sessions import Sessions
from spindle.core.value import ValueModel
from tests.helpers.fakes import MemoryLog


class Day:
    """A day with a clock, a bus that writes down what it hears, and a log in memory."""

    def __init__(self) -> None:
        self.clock = ManualClock(datetime(2026, 6, 12, 9, 0), "Europe/Berlin")
        self.heard: list[Event] = []
        bus = Bus()
        for kind in (SessionStarted, SessionEnded, SessionRated):
            bus.subscribe(kind, self.heard.append)
        self.log = MemoryLog()
        self.sessions = Sessions(self.clock, bus, self.log, ValueModel())

    def block(self, minutes: int = 25) -> Session:
        session = self.sessions.begin(Activity.FOCUS, "Lemma 4", planned=minutes * MINUTE)
        self.clock.advance(minutes * MINUTE)
        return self.sessions.end(session.id, Outcome.COMPLETED, active=minutes * MINUTE)


def test_a_session_is_in_the_log_from_its_start() -> None:
    day = Day()

    session = day.sessions.begin(Activity.FOCUS, "Lemma 4", planned=25 * MINUTE)

    assert day.log.rows[session.id].ended is None
    assert day.log.rows[session.id].predicted is not None
    assert day.heard == [SessionStarted(session)]


def test_a_heartbeat_says_how_far_it_came() -> None:
    day = Day()
    session = day.sessions.begin(Activity.FOCUS, "Lemma 4")
    at = day.clock.advance(10 * MINUTE)

    day.sessions.beat(session.id, 9 * MINUTE)

    assert day.log.rows[session.id].last_seen == at.wall
    assert day.log.rows[session.id].active == 9 * MINUTE


def test_it_never_ends_before_it_began_even_when_the_clock_was_set_back() -> None:
    day = Day()
    session = day.sessions.begin(Activity.FOCUS, "Lemma 4")
    day.clock.step(-60 * MINUTE)

    closed = day.sessions.end(session.id, Outcome.STOPPED, active=0)

    assert closed.ended == closed.started


def test_a_rating_gives_the_error_and_teaches_the_prediction() -> None:
    day = Day()
    block = day.block()
    before = day.sessions.value

    rated = day.sessions.rate(block, 5)

    assert block.predicted is not None
    assert rated.error == pytest.approx(5 - block.predicted)
    assert day.sessions.value != before
    assert day.heard[-1] == SessionRated(rated, first=True)


def test_only_the_first_rating_teaches_a_later_one_is_an_edit() -> None:
    day = Day()
    rated = day.sessions.rate(day.block(), 5)
    learned = day.sessions.value

    again = day.sessions.rate(rated, 2)

    assert day.sessions.value == learned
    assert again.rating == 2
    assert day.heard[-1] == SessionRated(again, first=False)


def test_a_rating_outside_one_to_five_is_refused() -> None:
    day = Day()
    block = day.block()

    with pytest.raises(ValueError, match="from 1 to 5"):
        day.sessions.rate(block, 6)


def test_short_sessions_and_evenings_are_not_asked_about() -> None:
    day = Day()
    evening = day.sessions.begin(Activity.PRIME, "Evening")
    day.clock.advance(10 * MINUTE)
    evening = day.sessions.end(evening.id, Outcome.COMPLETED, active=10 * MINUTE)

    assert day.sessions.asks_rating(day.block(25))
    assert not day.sessions.asks_rating(day.block(1))
    assert not day.sessions.asks_rating(evening)
