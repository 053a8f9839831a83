"""Settings, aims, links and the first look."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest

from spindle.core.aims import Aim
from spindle.core.clock import MINUTE, SECOND
from spindle.core.ids import Ref
from spindle.core.settings import Choice, Lengths, Setting, Settings
from spindle.storage import aims as aims_module
from spindle.storage import links, settings_store, stored
from spindle.storage.first_look import first_look
from spindle.storage.settings_store import SettingsStore
from tests.helpers.database import Office, office, rows


class Plan(StrEnum):
    EVEN = "even"
    WAVE = "wave"


PLAN: Final = Setting(
    key="focus.plan",
    default=Plan.EVEN,
    kind=Choice(Plan, {Plan.EVEN: "Even", Plan.WAVE: "Wave"}),
    label="Plan",
)
OWN: Final = Setting(key="focus.own", default=(1500,), kind=Lengths(1, 7200), label="Own lengths")


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "spindle.db") as opened:
        opened.done(lambda _: None)
        yield opened


def test_settings_come_back_as_they_were_set(it: Office) -> None:
    kept = Settings(it.bus, SettingsStore(it.worker, it.clock).save)
    kept.set(PLAN, "wave")
    kept.set(OWN, "50 min, 25 min")
    stored = it.done(lambda db: settings_store.load(db.conn))

    fresh = Settings(it.bus, lambda *_: None)
    assert fresh.load(stored, (PLAN, OWN)) == []
    assert fresh.get(PLAN) is Plan.WAVE
    assert fresh.get(OWN) == (3000, 1500)


def test_a_setting_put_back_to_its_default_is_remembered_as_such(it: Office) -> None:
    """A row that is gone would come back with an older copy; this one is newer than the copy's."""
    kept = Settings(it.bus, SettingsStore(it.worker, it.clock).save)
    kept.set(PLAN, "wave")
    it.clock.advance(SECOND)
    kept.reset(PLAN)

    assert it.done(lambda db: settings_store.load(db.conn)) == {}
    (row,) = it.done(lambda db: db.conn.execute("SELECT value, updated FROM setting").fetchall())
    assert tuple(row) == ("null", it.clock.now().wall)


def test_an_aim_is_made_once_however_it_is_written(it: Office) -> None:
    aims = aims_module.Aims(it.worker, it.clock)
    made = aims.named("Graph theory")

    assert aims.named(" graph THEORY ") == made
    assert it.done(lambda db: aims_module.find_or_create(db, "GRAPH theory", 1)) == made.id
    assert len(rows(it.path, "SELECT * FROM aim")) == 1


def test_an_aim_is_made_once_also_where_its_letters_are_not_english(it: Office) -> None:
    made = it.done(naming("Übungen zur Straße"))

    for name in ("übungen zur straße", "ÜBUNGEN ZUR STRASSE"):
        assert it.done(naming(name)) == made
        known = it.done(lambda db: aims_module.load(db.conn))
        assert aims_module.Aims(it.worker, it.clock, known).named(name).id == made
    assert len(rows(it.path, "SELECT * FROM aim")) == 1


def test_of_two_aims_that_differ_in_case_alone_each_is_found_as_it_is_spelt(it: Office) -> None:
    insert = "INSERT INTO aim (id, name, updated) VALUES (1, 'Öl', 1), (2, 'öl', 1)"
    it.done(lambda db: db.conn.execute(insert).rowcount)

    assert it.done(naming("Öl")) == "1"
    assert it.done(naming("öl")) == "2"


def naming(name: str) -> Callable[[Any], str]:
    return lambda db: aims_module.find_or_create(db, name, 1)


def test_an_aim_keeps_its_date_and_new_name(it: Office) -> None:
    aims = aims_module.Aims(it.worker, it.clock)
    changed = replace(aims.named("Exam"), name="Exam in June", due=date(2026, 6, 12))
    aims.put(changed)

    assert it.done(lambda db: aims_module.load(db.conn)) == (changed,)
    assert aims.all() == (changed,)


def test_a_removed_aim_stays_in_its_row_and_comes_back_when_named_again(it: Office) -> None:
    aims = aims_module.Aims(it.worker, it.clock)
    made = aims.named("Exam")
    aims.remove(made.id)

    assert aims.get(made.id) is None
    assert it.done(lambda db: aims_module.load(db.conn)) == ()
    assert it.done(lambda db: aims_module.find_or_create(db, "exam", 1)) == made.id
    assert it.done(lambda db: aims_module.load(db.conn)) == (Aim(id=made.id, name="Exam"),)


def test_an_aim_removed_and_named_again_in_one_run_is_the_same_aim(it: Office) -> None:
    aims = aims_module.Aims(it.worker, it.clock)
    made = aims.named("Exam")
    aims.remove(made.id)

    assert aims.named("exam").id == made.id
    assert it.done(lambda db: aims_module.load(db.conn)) == (Aim(id=made.id, name="Exam"),)
    assert not it.heard


def test_an_aim_removed_in_an_earlier_run_is_brought_back_by_its_name(it: Office) -> None:
    gone = Aim(id="a", name="Exam")
    first = aims_module.Aims(it.worker, it.clock)
    first.put(gone)
    first.remove("a")
    now = it.done(lambda db: stored.load(db, 1))

    later = aims_module.Aims(it.worker, it.clock, now.aims, now.removed_aims)

    assert later.all() == ()
    assert later.named("EXAM") == gone
    assert it.done(lambda db: aims_module.load(db.conn)) == (gone,)


def test_a_link_is_made_once_found_from_both_ends_and_taken_back(it: Office) -> None:
    block, question = Ref("session", "s"), Ref("question", "q")
    for _ in range(2):
        it.done(lambda db: links.link(db, block, "about", question, MINUTE))

    assert it.done(lambda db: links.targets(db.conn, block, "about")) == (question,)
    assert it.done(lambda db: links.sources(db.conn, question, "about")) == (block,)
    assert it.done(lambda db: links.targets(db.conn, block, "from")) == ()

    it.done(lambda db: links.unlink(db, block, "about", question, MINUTE))
    assert it.done(lambda db: links.targets(db.conn, block, "about")) == ()
    assert rows(it.path, "SELECT deleted FROM link") == [{"deleted": MINUTE}]


def test_the_first_look_reads_settings_and_rows_while_the_worker_runs(it: Office) -> None:
    SettingsStore(it.worker, it.clock).save("focus.plan", "wave")
    it.done(lambda _: None)

    look = first_look(it.path, schema=1)

    assert look is not None
    with closing(look.connection):
        assert look.settings == {"focus.plan": "wave"}
        assert look.connection.execute("SELECT count(*) FROM session").fetchone()[0] == 0
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            look.connection.execute("DELETE FROM setting")


def test_the_first_look_is_none_for_another_schema_a_missing_and_a_damaged_file(
    it: Office, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"not a database at all " * 500)

    assert first_look(it.path, schema=2) is None
    assert first_look(other) is None
    assert first_look(tmp_path / "missing" / "spindle.db") is None


def test_the_first_look_reads_past_a_writer(it: Office) -> None:
    with closing(sqlite3.connect(it.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        look = first_look(it.path, schema=1)

        assert look is not None
        look.connection.close()


def test_the_first_look_does_not_wait_for_a_locked_file(it: Office) -> None:
    it.worker.stop()
    with closing(sqlite3.connect(it.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")  # in WAL mode nobody can lock readers out
        other.execute("BEGIN EXCLUSIVE")

        assert first_look(it.path, schema=1) is None
