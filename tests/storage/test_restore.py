"""Taking data back: equal rows, twice the same, and nothing hostile gets near the user's file."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Migrations

from spindle.core.clock import ManualClock
from spindle.core.feature import Feature
from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.storage import backup, exact, readonly
from spindle.storage.demo import fill
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.export import export, exported
from spindle.storage.open import open_database
from spindle.storage.ours import QUARANTINE, RESTORE
from spindle.storage.restore import merge, staging
from spindle.storage.restore.source import is_safe
from spindle.storage.tables import tables
from tests.helpers.database import MORNING, rows

FEATURES = (FOCUS, JOURNAL)
NAMES = exported(FEATURES)
TODAY = date(2026, 3, 10)


def sets(features: Iterable[Feature] = FEATURES) -> list[Migrations]:
    return [feature.migrations() for feature in features if feature.migrations]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve weeks of a simulated learner, with a sound, a blob-free but odd text, and a child."""
    path = tmp_path_factory.mktemp("full") / "profile" / "spindle.db"
    fill(path, FEATURES, TODAY, "Europe/Berlin")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE thought SET text = 'a,\"b\"' || char(10) || 'عربي 🌙' WHERE rowid = 1"
        )
        first, second = connection.execute("SELECT id FROM session ORDER BY id LIMIT 2").fetchall()
        # The child has the smaller key: by key alone it would come before its parent.
        connection.execute("UPDATE session SET parent_id = ? WHERE id = ?", (second[0], first[0]))
    (path.parent / "media" / "ab").mkdir(parents=True)
    (path.parent / "media" / "ab" / "tone.ogg").write_bytes(b"OggS")
    return path


@pytest.fixture(params=["copy", "zip"])
def kept(request: pytest.FixtureRequest, full: Path, tmp_path: Path) -> Path:
    """What the simulated learner kept elsewhere."""
    if request.param == "copy":
        elsewhere = tmp_path / "stick"
        elsewhere.mkdir()
        shutil.copytree(full.parent / "media", elsewhere / "media")
        return backup.copy(full, elsewhere / "spindle-20260310.db")
    export(full, tmp_path / "all.zip", FEATURES)
    return tmp_path / "all.zip"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """An empty profile."""
    path = tmp_path / "mine" / "spindle.db"
    open_database(path, sets(), clock=ManualClock(MORNING)).close()
    return path


def stage(file: Path, path: Path) -> staging.Staged:
    return staging.stage(file, path.parent, sets(), NAMES)


def restore(file: Path, path: Path) -> merge.Merge:
    """Merge in the steps of a running program."""
    staged = stage(file, path)
    db = open_database(path, sets(), clock=ManualClock(MORNING))
    run = merge.Merge(staged.database, NAMES)
    after: int | None = 0
    while after is not None:
        db.conn.execute("BEGIN IMMEDIATE")
        after = run.step(db.conn, after, 37)
        db.conn.execute("COMMIT")
    assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    merge.finish(staged, path.parent, "restore-test")
    return run


def digests(path: Path) -> dict[str, str]:
    with closing(readonly.connect(path)) as connection:
        return {t.name: exact.digest(connection, t) for t in tables(connection, NAMES)}


def change(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql, values)


def refused(file: Path, path: Path) -> Trouble:
    """The trouble, after which the user's folder is as it was."""
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    with pytest.raises(KnownError) as caught:
        stage(file, path)
    assert {e: e.read_bytes() for e in path.parent.rglob("*") if e.is_file()} == before
    assert not (path.parent / RESTORE).exists()
    return caught.value.code


def in_zip(path: Path, tmp_path: Path, **members: Callable[[bytes], bytes] | bytes) -> Path:
    """A zip like another, with some members changed or added."""
    target = tmp_path / "changed.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            how = members.pop(name, None)
            new.writestr(name, how(old.read(name)) if callable(how) else how or old.read(name))
        for name, data in members.items():
            assert isinstance(data, bytes)
            new.writestr(name, data)
    return target


@pytest.mark.requirement("P16")
def test_an_empty_profile_takes_all_rows_back_equal_and_a_second_time_changes_nothing(
    kept: Path, full: Path, mine: Path
) -> None:
    run = restore(kept, mine)

    assert digests(mine) == digests(full)
    assert run.changed > 300
    assert run.left_out == {}
    assert (mine.parent / "media" / "ab" / "tone.ogg").read_bytes() == b"OggS"
    assert not (mine.parent / RESTORE).exists()
    assert not (mine.parent / QUARANTINE).exists()
    before = mine.read_bytes()
    assert restore(kept, mine).changed == 0
    assert digests(mine) == digests(full)
    assert len(mine.read_bytes()) == len(before)


@pytest.mark.requirement("P16")
def test_the_newer_of_two_rows_stays_and_what_is_only_here_too(
    kept: Path, full: Path, mine: Path
) -> None:
    restore(kept, mine)
    first, second, third = (r["id"] for r in rows(mine, "SELECT id FROM thought LIMIT 3"))
    newer, older = "updated = updated + 1 WHERE id = ?", "updated = updated - 1 WHERE id = ?"
    change(mine, f"UPDATE thought SET text = 'newer here', {newer}", first)
    change(mine, f"UPDATE thought SET text = 'older here', {older}", second)
    change(mine, f"UPDATE thought SET deleted = 5, {newer}", third)
    change(mine, "INSERT INTO thought (id, text, created, updated) VALUES ('x', 'mine', 1, 1)")

    assert restore(kept, mine).changed == 1

    sql = "SELECT id, text, deleted FROM thought"
    theirs = {row["id"]: (row["text"], row["deleted"]) for row in rows(full, sql)}
    here = {row["id"]: (row["text"], row["deleted"]) for row in rows(mine, sql)}
    assert here == theirs | {
        first: ("newer here", theirs[first][1]),
        third: (theirs[third][0], 5),
        "x": ("mine", None),
    }


def test_the_preview_counts_what_the_merge_will_do_and_writes_nothing(
    kept: Path, mine: Path
) -> None:
    restore(kept, mine)
    change(mine, "UPDATE thought SET updated = updated - 1 WHERE rowid = 2")
    change(mine, "DELETE FROM thought WHERE rowid = 1")
    before = digests(mine)
    staged = stage(kept, mine)

    changes = {each.table: each for each in merge.preview(staged, mine, NAMES)}

    assert (changes["thought"].new, changes["thought"].newer) == (1, 1)
    counted = merge.total([*changes.values()])
    assert (counted["new"], counted["newer"]) == (1, 1)
    assert counted["same"] == sum(staged.rows.values()) - 2
    assert merge.total(merge.preview(staged, None, NAMES))["new"] == sum(staged.rows.values())
    assert digests(mine) == before


def test_another_profiles_aim_of_the_same_name_is_the_same_aim(kept: Path, mine: Path) -> None:
    aim = rows_of(kept, "aim")[0]
    change(
        mine,
        "INSERT INTO aim (id, name, updated) VALUES ('my-own', ?, ?)",
        aim["name"].upper(),
        aim["updated"] + 1,
    )

    restore(kept, mine)

    assert rows(mine, "SELECT id FROM aim WHERE name = ?", [aim["name"]]) == [{"id": "my-own"}]
    sessions = rows(mine, "SELECT count(*) AS n FROM session WHERE aim_id = 'my-own'")
    assert sessions[0]["n"] > 0
    assert rows(mine, "SELECT 1 FROM session WHERE aim_id = ?", [aim["id"]]) == []


def rows_of(kept: Path, table: str) -> list[dict[str, Any]]:
    if kept.suffix == ".db":
        return rows(kept, f"SELECT * FROM {table}")
    with zipfile.ZipFile(kept) as archive:
        lines = archive.read(f"json/{table}.jsonl").splitlines()
    return [json.loads(line) for line in lines]


def test_a_file_of_the_first_schema_is_brought_up_to_date_on_the_way(
    tmp_path: Path, mine: Path
) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        script = Path(__file__).parent / "fixtures" / "schema-0003.sql"
        connection.executescript(script.read_text("utf-8"))
    count = rows(old, "SELECT count(*) AS n FROM session")[0]["n"]

    restore(old, mine)

    assert rows(mine, "SELECT count(*) AS n FROM session")[0]["n"] == count > 0


def test_the_first_exports_which_had_no_manifest_are_taken_back(
    full: Path, mine: Path, tmp_path: Path
) -> None:
    export(full, tmp_path / "all.zip", FEATURES)
    old = tmp_path / "old.zip"
    with zipfile.ZipFile(tmp_path / "all.zip") as new, zipfile.ZipFile(old, "w") as out:
        for name in ("json/aim.jsonl", "json/session.jsonl", "json/setting.jsonl"):
            out.writestr(name, new.read(name))

    restore(old, mine)

    assert digests(mine)["session"] == digests(full)["session"]


@pytest.mark.parametrize("kind", ["copy", "zip"])
def test_a_newer_one_is_refused_and_nothing_is_touched(
    kind: str, full: Path, mine: Path, tmp_path: Path
) -> None:
    if kind == "copy":
        newer = backup.copy(full, tmp_path / "newer.db")
        change(
            newer,
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('focus', 'm999_later', '')",
        )
    else:
        export(full, tmp_path / "all.zip", FEATURES)
        newer = in_zip(
            tmp_path / "all.zip",
            tmp_path,
            **{"spindle.json": lambda raw: raw.replace(b'"focus": [', b'"focus": ["m000",')},
        )

    assert refused(newer, mine) is Trouble.NEWER


@pytest.mark.parametrize("cut", [0.02, 0.5, 0.97])
def test_a_zip_cut_off_is_refused(full: Path, mine: Path, tmp_path: Path, cut: float) -> None:
    export(full, tmp_path / "all.zip", FEATURES)
    data = (tmp_path / "all.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: int(len(data) * cut)])

    assert refused(tmp_path / "cut.zip", mine) is Trouble.BROKEN_COPY


def test_a_zip_damaged_in_the_middle_is_refused(full: Path, mine: Path, tmp_path: Path) -> None:
    export(full, tmp_path / "all.zip", FEATURES)
    data = bytearray((tmp_path / "all.zip").read_bytes())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        place = archive.getinfo("json/session.jsonl").header_offset
    data[place + 200 : place + 300] = b"\x00" * 100
    (tmp_path / "bad.zip").write_bytes(data)

    assert refused(tmp_path / "bad.zip", mine) is Trouble.BROKEN_COPY


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x03\x04" + b"\x00" * 40, b"%PDF-1.7", b"SQLite format 3\x00"]
)
def test_what_is_no_copy_is_refused(content: bytes, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "odd").write_bytes(content)

    assert refused(tmp_path / "odd", mine) in {Trouble.NOT_A_COPY, Trouble.BROKEN_COPY}
    assert refused(tmp_path, mine) is Trouble.NOT_A_COPY
    assert refused(tmp_path / "missing", mine) is Trouble.NOT_A_COPY


def test_another_programs_database_or_zip_is_refused(mine: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE session (id)")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("session.jsonl", b"{}")

    assert refused(tmp_path / "other.db", mine) is Trouble.NOT_A_COPY
    assert refused(tmp_path / "other.zip", mine) is Trouble.NOT_A_COPY


def test_media_that_would_leave_its_folder_goes_nowhere(
    full: Path, mine: Path, tmp_path: Path
) -> None:
    export(full, tmp_path / "all.zip", FEATURES)
    hostile = in_zip(
        tmp_path / "all.zip",
        tmp_path,
        **{
            "media/../../out.txt": b"x",
            "media//etc/x": b"x",
            "media/C:\\x": b"x",
            "media/ok/../x": b"x",
            "media/good.ogg": b"good",
        },
    )

    restore(hostile, mine)

    found = {f.relative_to(mine.parent).as_posix() for f in mine.parent.rglob("*") if f.is_file()}
    assert {name for name in found if "media" in name} == {"media/ab/tone.ogg", "media/good.ogg"}
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    "name",
    ["", "/x", "x/", "a//b", "..", "a/../b", ".", "a/. /b", "a\\b", "c:x", "a\x00b", "x" * 999],
)
def test_a_path_that_could_leave_a_folder_is_not_safe(name: str) -> None:
    assert not is_safe(name)


def test_a_zip_that_unpacks_to_more_than_the_disk_holds_is_refused(
    full: Path, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(full, tmp_path / "all.zip", FEATURES)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))

    assert refused(tmp_path / "all.zip", mine) is Trouble.FULL


@pytest.mark.requirement("P4")
def test_lines_that_cannot_be_read_are_named_and_the_rest_comes_back(
    full: Path, mine: Path, tmp_path: Path
) -> None:
    export(full, tmp_path / "all.zip", FEATURES)
    thought = json.dumps({"id": "t", "text": 5, "created": "?", "updated": 1})

    def spoil(raw: bytes) -> bytes:
        _, *others = raw.splitlines(keepends=True)
        return b"".join(
            (
                b"{not json\n",
                b"[1, 2]\n",
                b'{"id": "t", "text); DROP TABLE thought; --": 1}\n',
                b'{"id": {"base64": "!"}}\n',
                b'{"id": "t", "text": "\\ud800", "created": 1, "updated": 1}\n',
                b'{"id": "t", "text": "x", "created": 99999999999999999999, "updated": 1}\n',
                thought.encode() + b"\n",
                *others,
                b'{"id": "t", "text": "x", "session_id": "nowhere", "created": 1, "updated": 1}\n',
            )
        )

    spoiled = in_zip(tmp_path / "all.zip", tmp_path, **{"json/thought.jsonl": spoil})
    count = rows(full, "SELECT count(*) AS n FROM thought")[0]["n"]

    restore(spoiled, mine)

    assert rows(mine, "SELECT count(*) AS n FROM thought")[0]["n"] == count - 1
    kept = mine.parent / QUARANTINE / "restore-test.jsonl"
    found = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    assert len(found) == 8
    assert {each["table"] for each in found} == {"thought"}
    assert found[0]["where"] == "line 1"
    assert found[-1]["reason"] == "refers to a row that is not there"
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.requirement("P4")
def test_a_damaged_page_costs_its_rows_and_no_others(
    full: Path, mine: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.db"
    shutil.copy(full, damaged)
    with closing(sqlite3.connect(damaged)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = 'session' AND pagetype = 'leaf' ORDER BY path"
        ).fetchall()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(damaged.read_bytes())
    start = (pages[len(pages) // 2][0] - 1) * size
    data[start : start + size] = b"\xff" * size
    damaged.write_bytes(data)
    count = rows(full, "SELECT count(*) AS n FROM session")[0]["n"]

    restore(damaged, mine)

    back = rows(mine, "SELECT count(*) AS n FROM session")[0]["n"]
    assert count - 60 <= back < count
    assert rows(mine, "SELECT count(*) AS n FROM question") == rows(
        full, "SELECT count(*) AS n FROM question"
    )
    kept = mine.parent / QUARANTINE / "restore-test.jsonl"
    assert "malformed" in kept.read_text("utf-8")


def test_a_database_whose_schema_would_run_something_runs_nothing(
    full: Path, mine: Path, tmp_path: Path
) -> None:
    hostile = backup.copy(full, tmp_path / "hostile.db")
    change(
        hostile,
        "CREATE TRIGGER harm AFTER INSERT ON thought BEGIN DELETE FROM session; END",
    )
    change(hostile, "DROP TABLE aim")
    change(hostile, "CREATE VIEW aim AS SELECT * FROM session, session AS a, session AS b")

    restore(hostile, mine)

    assert rows(mine, "SELECT count(*) AS n FROM aim")[0]["n"] == 0
    triggers = rows(mine, "SELECT name FROM sqlite_schema WHERE name = 'harm'")
    assert triggers == []


def test_sessions_inside_each_other_in_a_ring_are_left_out(
    full: Path, mine: Path, tmp_path: Path
) -> None:
    ring = backup.copy(full, tmp_path / "ring.db")
    first, second = (row["id"] for row in rows(ring, "SELECT id FROM session ORDER BY id LIMIT 2"))
    change(ring, "UPDATE session SET parent_id = ? WHERE id = ?", first, second)

    restore(ring, mine)

    found = {row["id"] for row in rows(mine, "SELECT id FROM session")}
    assert not {first, second} & found
    assert len(found) == rows(full, "SELECT count(*) AS n FROM session")[0]["n"] - 2


@pytest.mark.requirement("P5")
def test_the_file_that_is_restored_from_is_never_written(kept: Path, mine: Path) -> None:
    before = {file: file.read_bytes() for file in kept.parent.rglob("*") if file.is_file()}

    restore(kept, mine)

    here = {file: file.read_bytes() for file in kept.parent.rglob("*") if file.is_file()}
    others = {file: data for file, data in here.items() if mine.parent not in file.parents}
    assert others == {f: data for f, data in before.items() if mine.parent not in f.parents}


def test_blobs_come_back_as_they_were(tmp_path: Path) -> None:
    extra = Migrations("extra")

    @extra()
    def m001_blobs(db: Any) -> None:
        db.execute(
            "CREATE TABLE blob (id TEXT PRIMARY KEY, data BLOB, odd ANY, updated INTEGER) STRICT"
        )

    feature = Feature(id="extra", migrations=lambda: extra, export=("blob",))
    one, two = tmp_path / "one" / "spindle.db", tmp_path / "two" / "spindle.db"
    for path in (one, two):
        open_database(path, [extra], clock=ManualClock(MORNING)).close()
    change(one, "INSERT INTO blob VALUES ('a', ?, ?, 1)", bytes(range(256)), b"\xff")
    change(one, "INSERT INTO blob VALUES ('b', NULL, '{\"base64\": 1}', 1)")
    zipped = tmp_path / "all.zip"
    export(one, zipped, [feature])

    staged = staging.stage(zipped, two.parent, [extra], exported([feature]))
    db = open_database(two, [extra], clock=ManualClock(MORNING))
    merge.Merge(staged.database, exported([feature])).step(db.conn, 0, 1000)
    db.close()

    assert rows(two, "SELECT * FROM blob") == rows(one, "SELECT * FROM blob")


def test_every_exported_table_can_be_merged(mine: Path) -> None:
    from spindle.registry import FEATURES as ALL  # noqa: PLC0415 - imports every feature

    path = mine.parent / "all" / "spindle.db"
    open_database(path, sets(ALL), clock=ManualClock(MORNING)).close()
    with closing(readonly.connect(path)) as connection:
        shapes = tables(connection, exported(ALL))
        kinds = {
            (table.name, row["name"]): row["type"]
            for table in shapes
            for row in connection.execute("SELECT * FROM pragma_table_info(?)", (table.name,))
        }
    for table in shapes:
        assert table.key, f"{table.name} has no primary key"
        assert kinds[table.name, table.key[0]] == "TEXT", f"{table.name} has no UUID as its key"
        assert not table.itself or len(table.key) == 1


def test_an_unfinished_look_is_cleared_by_the_next(full: Path, mine: Path) -> None:
    (mine.parent / RESTORE).mkdir()
    (mine.parent / RESTORE / "rest").write_text("x")

    staged = stage(full, mine)

    assert not (staged.folder / "rest").exists()
    assert staged.database.stat().st_mode & 0o777 == 0o600
    assert replace(staged, bad=1).bad == 1
