"""The session table, as the running program writes it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock
from spindle.core.days import day_of
from spindle.core.ids import Ref, SessionId
from spindle.core.session import Activity, Outcome, Session
from spindle.core.sessions import Sessions
from spindle.core.value import ValueModel
from spindle.storage import session_log, stored
from spindle.storage.aims import Aims
from spindle.storage.open import open_database
from spindle.storage.session_log import DatabaseSessionLog
from tests.helpers.database import MORNING, Office, office, rows


class Desk:
    """Sessions on a real file."""

    def __init__(self, it: Office) -> None:
        self.it = it
        self.clock = it.clock
        self.log = DatabaseSessionLog(it.worker, it.clock)
        self.sessions = Sessions(it.clock, it.bus, self.log, ValueModel())

    def row(self, session: SessionId) -> dict[str, object]:
        """The row as committed."""
        self.it.done(lambda _: None)
        (row,) = rows(self.it.path, "SELECT * FROM session WHERE id = ?", [session])
        return row


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office(tmp_path / "spindle.db") as it:
        yield Desk(it)


def test_a_session_is_on_the_disk_from_its_start(desk: Desk) -> None:
    session = desk.sessions.begin(
        Activity.FOCUS, "Lemma 4", planned=25 * MINUTE, ref=Ref("question", "q"), detail={"v": 1}
    )

    row = desk.row(session.id)
    assert row["ended"] is None
    assert row["predicted_before"] == session.predicted
    assert (row["zone"], row["offset"]) == ("Europe/Berlin", 3600)
    assert (row["ref_kind"], row["ref_id"], row["detail"]) == ("question", "q", '{"v": 1}')


def test_a_heartbeat_reaches_the_disk(desk: Desk) -> None:
    session = desk.sessions.begin(Activity.FOCUS, "Lemma 4")
    desk.row(session.id)
    desk.clock.advance(10 * SECOND)
    desk.sessions.beat(session.id, 9 * SECOND)

    row = desk.row(session.id)
    assert row["last_seen"] == desk.clock.now().wall
    assert row["active"] == 9 * SECOND


def test_a_heartbeat_that_comes_late_does_not_reopen_or_change_an_end(desk: Desk) -> None:
    session = desk.sessions.begin(Activity.FOCUS, "Lemma 4")
    desk.sessions.end(session.id, Outcome.COMPLETED, active=5)
    desk.row(session.id)
    desk.log.beat(session.id, 99, 99)

    assert desk.row(session.id)["active"] == 5


def test_the_end_reads_back_as_it_was_given(desk: Desk) -> None:
    aims = Aims(desk.it.worker, desk.clock)
    aim = aims.named("Graph theory")
    parent = desk.sessions.begin(Activity.FOCUS, "Outer")
    session = desk.sessions.begin(Activity.DRILL, "Inner", parent=parent.id, aim=aim.id)
    desk.clock.advance(25 * MINUTE)
    ended = desk.sessions.end(
        session.id, Outcome.STOPPED, active=20 * MINUTE, title="Better", detail={"v": 1, "n": [2]}
    )
    desk.row(session.id)

    found: list[Session] = []
    desk.it.worker.read(
        lambda c: session_log.session_of(
            c.execute("SELECT * FROM session WHERE id = ?", [session.id]).fetchone()
        ),
        found.append,
    )
    desk.it.inbox.run_until(lambda: found)
    assert found == [ended]


def test_the_first_rating_is_kept_together_with_what_it_taught(desk: Desk) -> None:
    session = desk.sessions.begin(Activity.FOCUS, "Lemma 4")
    ended = desk.sessions.end(session.id, Outcome.COMPLETED, active=0)
    rated = desk.sessions.rate(ended, 4)

    row = desk.row(session.id)
    assert (row["rating"], row["error"], row["rating_edited"]) == (4, rated.error, 0)
    (state,) = rows(desk.it.path, "SELECT state FROM value_model")
    assert ValueModel.from_json(state["state"]) == desk.sessions.value

    first_rated = row["rated"]
    desk.clock.advance(MINUTE)
    desk.sessions.rate(rated, 2)
    row = desk.row(session.id)
    assert (row["rating"], row["rating_edited"], row["rated"]) == (2, 1, first_rated)
    assert rows(desk.it.path, "SELECT state FROM value_model") == [state]


def test_a_removed_session_stays_and_can_come_back(desk: Desk) -> None:
    session = desk.sessions.begin(Activity.FOCUS, "Lemma 4")
    desk.log.remove(session.id)
    assert desk.row(session.id)["deleted"] == desk.clock.now().wall
    desk.log.remove(session.id, removed=False)
    assert desk.row(session.id)["deleted"] is None


def test_rows_left_open_end_when_last_seen_and_are_handed_over_once(tmp_path: Path) -> None:
    path = tmp_path / "spindle.db"
    clock = ManualClock(MORNING, "Europe/Berlin")
    with office(path, clock=clock) as it:
        desk = Desk(it)
        session = desk.sessions.begin(Activity.FOCUS, "Lemma 4", planned=25 * MINUTE)
        desk.row(session.id)
        seen = clock.advance(17 * MINUTE).wall
        desk.sessions.beat(session.id, 16 * MINUTE)

    clock.advance(8 * HOUR)
    with office(path, clock=clock) as it:
        (found,) = it.done(lambda db: stored.load(db, clock.now().wall)).open_sessions
        assert (found.id, found.outcome) == (session.id, Outcome.INTERRUPTED)
        assert (found.ended, found.active) == (seen, 16 * MINUTE)
        assert it.done(lambda db: stored.load(db, clock.now().wall)).open_sessions == ()


def test_a_session_never_seen_again_ends_at_its_start(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "spindle.db", clock=ManualClock(MORNING))) as db:
        session_log.add(
            db,
            Session(
                id=SessionId("a"),
                activity=Activity.FOCUS,
                title="",
                started=50,
                zone="UTC",
                offset=0,
            ),
            50,
        )
        (found,) = session_log.interrupt_open(db, 99)
        assert (found.started, found.ended) == (50, 50)


def test_a_block_across_midnight_belongs_to_the_day_it_began(desk: Desk) -> None:
    desk.clock.advance(14 * HOUR + 50 * MINUTE)  # 23:50
    session = desk.sessions.begin(Activity.FOCUS, "Late")
    desk.clock.advance(25 * MINUTE)
    desk.sessions.end(session.id, Outcome.COMPLETED, active=25 * MINUTE)

    row = desk.row(session.id)
    assert isinstance(row["started"], int)
    assert isinstance(row["offset"], int)
    assert day_of(row["started"], row["offset"]) == MORNING.date()


HARD = {
    "long": "x" * 100_000,
    "nul": "a\x00b",
    "lone surrogates": "a\ud83cb\udf19c",
    "right to left": "\u202eعربي\u202c שלום",
    "emoji": "🌙👩‍🔬🏳️‍🌈",
    "quotes": "';DROP TABLE session;--",
    "lines": "a\r\nb\u2028c\x0b",
}


@pytest.mark.parametrize("name", HARD)
def test_any_text_is_stored_as_typed_but_for_nul_and_half_characters(desk: Desk, name: str) -> None:
    text = HARD[name]
    session = desk.sessions.begin(Activity.FOCUS, text, detail={"note": text})

    kept = {"nul": "ab", "lone surrogates": "a\ufffdb\ufffdc"}.get(name, text)
    row = desk.row(session.id)
    assert row["title"] == kept
    found = session_log.session_of(row)  # type: ignore[arg-type] # a dict is read like a row
    assert found.title == kept


@given(st.text(st.characters(exclude_categories=()), max_size=50))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_stops_the_log(tmp_path: Path, text: str) -> None:
    with closing(open_database(tmp_path / "spindle.db", clock=ManualClock(MORNING))) as db:
        session = Session(
            id=SessionId(str(len(db.execute("SELECT 1 FROM session").fetchall()))),
            activity=Activity.FOCUS,
            title=text,
            started=1,
            zone="UTC",
            offset=0,
            detail={"note": text},
        )
        session_log.add(db, session, 1)
        (title,) = db.execute("SELECT title FROM session WHERE id = ?", [session.id]).fetchone()
        assert title == text.replace("\x00", "").encode("utf-16", "replace").decode("utf-16") or (
            "\ufffd" in title
        )


def test_the_database_takes_no_rating_off_the_scale_and_no_end_before_the_start(
    tmp_path: Path,
) -> None:
    when = datetime(2026, 3, 10)
    with closing(open_database(tmp_path / "spindle.db", clock=ManualClock(when))) as db:
        for column, value in (("rating", 6), ("ended", 4)):
            with pytest.raises(Exception, match="CHECK constraint"):
                db.conn.execute(
                    f"INSERT INTO session (id, activity, title, started, zone, offset, last_seen, "
                    f"updated, {column}) VALUES ('x', 'focus', '', 5, 'UTC', 0, 5, 5, ?)",
                    [value],
                )
