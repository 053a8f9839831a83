"""A cancelled import leaves nothing; one that is cut off is taken back or carried through."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from spindle.features.drill.exchange import journal
from spindle.features.drill.exchange.journal import Step, What
from spindle.features.drill.exchange.keeping import Import
from spindle.features.drill.exchange.task import pieces
from spindle.features.drill.feature import DRILL
from spindle.registry import FEATURES
from tests.helpers import decks
from tests.helpers.decks import CLOZE, Deck, Note
from tests.helpers.fakes import make_app
from tests.helpers.importing import File
from tests.helpers.waiting import wait_until

DAY_MS = 86_400_000
FIRST = 1_700_000_000_000
LATER = FIRST + 300 * DAY_MS
SEEN = Note("seen", ('see <img src="a.png">', "sehen [sound:s.mp3]"), reviews=((FIRST, 3, 900),))
GAPS = Note("gaps", ("The {{c1::cat}} sat on {{c2::mats}}", "x"), type=CLOZE)
OLD = Deck([SEEN, GAPS], media={"a.png": b"PNG", "s.mp3": b"MP3"})
AGAIN = Deck(
    [
        Note(
            "seen",
            ('see <img src="b.png">', "sehen, schauen [sound:s.mp3]"),
            tags="verb",
            reviews=((FIRST, 3, 900), (FIRST + 3 * DAY_MS, 1, 800)),
            due=1200,
        ),
        Note("gaps", GAPS.fields, type=CLOZE, queue=-1),
        Note("new", ("to call", "rufen"), reviews=((FIRST + DAY_MS, 4, 700),)),
        Note("else", ("Peru", "Lima"), deck=7),
    ],
    names={decks.DECK: "Language::Verbs", 7: "Geography"},
    media={"b.png": b"other PNG", "s.mp3": b"MP3"},
)
PIECES = 6
"""Pieces of ``AGAIN`` before its report: two media, two drills, two of items."""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    made = File(tmp_path)
    with contextlib.closing(made.db.conn):
        yield made


def everything(file: File) -> dict[str, Any]:
    """All rows that an import could touch, and all files."""
    tables = {
        table: file.rows(f"SELECT * FROM {table} ORDER BY rowid")
        for table in (*DRILL.export, "_drill_import", "_drill_import_step")
    }
    names = sorted(
        str(each.relative_to(file.folder))
        for folder in file.folders
        for each in folder.rglob("*")
        if each.is_file()
    )
    return tables | {"files": names}


def meaning(file: File) -> dict[str, Any]:
    """What is there, without names that are new each time."""
    drills = file.rows("SELECT title, attempts FROM drill WHERE deleted IS NULL ORDER BY title")
    items = file.rows(
        "SELECT guid, spec, tags, sibling, resting, due, day, attempts, wrong FROM drill_item"
        " WHERE deleted IS NULL ORDER BY guid"
    )
    log = file.rows(
        "SELECT i.guid, a.started, a.grade, a.nth, a.day FROM attempt a JOIN drill_item i"
        " ON i.id = a.item_id WHERE a.deleted IS NULL ORDER BY i.guid, a.started"
    )
    media = file.rows("SELECT name, file FROM drill_media WHERE deleted IS NULL ORDER BY file")
    files = everything(file)["files"]
    return {"drills": drills, "items": items, "log": log, "media": media, "files": files}


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("until", range(1, PIECES + 1))
def test_a_cancel_leaves_everything_as_it_was(file: File, known: bool, until: int) -> None:  # noqa: FBT001
    if known:
        file.bring(decks.write(file.folder / "d.apkg", OLD))
    before = everything(file)
    path = decks.write(file.folder / "d.apkg", AGAIN)

    work = file.bring(path, until=until)
    assert everything(file) != before
    file.write(work.leave)
    file.tidy()

    assert everything(file) == before


@pytest.mark.parametrize("known", [False, True])
def test_what_was_cut_off_while_its_file_was_read_is_taken_back_at_the_next_start(
    file: File,
    known: bool,  # noqa: FBT001
) -> None:
    if known:
        file.bring(decks.write(file.folder / "d.apkg", OLD))
    before = everything(file)
    file.bring(decks.write(file.folder / "d.apkg", AGAIN), until=PIECES)
    left = file.folders.incoming / "of-no-import"
    left.mkdir()
    assert everything(file) != before

    make_app(file.folder, features=FEATURES)

    assert everything(file) == before
    assert list(file.folders.incoming.glob("*")) == []


@pytest.mark.parametrize("known", [False, True])
def test_what_was_cut_off_while_it_was_let_in_is_carried_through_at_the_next_start(
    tmp_path: Path,
    known: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, cut = File(tmp_path / "whole"), File(tmp_path / "cut")
    with contextlib.closing(whole.db.conn), contextlib.closing(cut.db.conn):
        for each in (whole, cut):
            if known:
                each.bring(decks.write(each.folder / "d.apkg", OLD))
        whole.bring(decks.write(whole.folder / "d.apkg", AGAIN))
        monkeypatch.setattr(journal, "ROWS", 4)
        work = cut.bring(decks.write(cut.folder / "d.apkg", AGAIN), until=PIECES)
        cut.write(work.keep)
        cut.write(lambda db: journal.go_on(db, cut.folders))
        assert meaning(cut) != meaning(whole)

        make_app(cut.folder, features=FEATURES)

        assert meaning(cut) == meaning(whole)
        assert cut.rows("SELECT * FROM _drill_import") == []


def test_an_import_again_of_more_brings_what_an_import_of_all_would(tmp_path: Path) -> None:
    twice, once = File(tmp_path / "twice"), File(tmp_path / "once")
    with contextlib.closing(twice.db.conn), contextlib.closing(once.db.conn):
        twice.bring(decks.write(twice.folder / "d.apkg", OLD))
        work = twice.bring(decks.write(twice.folder / "d.apkg", AGAIN))
        once.bring(decks.write(once.folder / "d.apkg", AGAIN))

        assert (work.added, work.changed, work.same, work.touches) == (2, 2, 1, True)
        again, whole = meaning(twice), meaning(once)
        # A picture that is named no more stays: a copy from before may name it.
        assert set(again.pop("files")) > set(whole.pop("files"))
        del again["media"], whole["media"]
        assert again == whole


def test_an_import_of_the_same_touches_nothing(file: File) -> None:
    path = decks.write(file.folder / "d.apkg", AGAIN)
    file.bring(path)
    before = everything(file)

    work = file.bring(path)

    assert (work.added, work.changed, work.same, work.touches) == (0, 0, 5, False)
    assert everything(file) == before


def fails(write: Callable[[Any], object], db: Any) -> None:
    """Trouble with the disk comes when a transaction is over, or nearly."""
    write(db)
    raise OSError


def test_a_write_that_is_tried_again_after_trouble_is_the_same_write(tmp_path: Path) -> None:
    plain, shaky = File(tmp_path / "plain"), File(tmp_path / "shaky")
    with contextlib.closing(plain.db.conn), contextlib.closing(shaky.db.conn):
        plain.bring(decks.write(plain.folder / "d.apkg", AGAIN))
        path = decks.write(shaky.folder / "d.apkg", AGAIN)
        work = Import(source="d.apkg", now=shaky.clock.now().wall)
        shaky.write(work.begin)
        incoming = shaky.folders.incoming / work.id
        every = pieces(path, zone="Europe/Berlin", day_start=240, incoming=incoming)
        for number, piece in enumerate(every):
            with contextlib.suppress(OSError):
                shaky.write(partial(fails, partial(work.write, number=number, piece=piece)))
            shaky.write(partial(work.write, number=number, piece=piece))
        shaky.write(work.keep)
        shaky.tidy()

        assert (work.added, work.changed, work.same) == (5, 0, 0)
        assert meaning(shaky) == meaning(plain)


def test_no_write_of_an_import_or_of_its_end_changes_many_rows(
    file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: list[int] = []
    write = File.write

    def counted(self: File, job: Any) -> Any:
        before = self.db.conn.total_changes
        result = write(self, job)
        changed.append(self.db.conn.total_changes - before)
        return result

    monkeypatch.setattr(File, "write", counted)
    often = tuple((FIRST + n * DAY_MS // 9, 1 + n % 4, 900) for n in range(1500))
    notes = [Note("often", ("a", "b"), reviews=often)]
    notes += [
        Note(f"n{n}", (f"{n}", "x"), reviews=[(at + 1 + n, 3, 9) for at, *_ in often[n : n + 4]])
        for n in range(600)
    ]
    path = decks.write(file.folder / "d.apkg", Deck(notes))
    work = file.bring(path, until=10_000)
    file.write(work.leave)
    file.tidy()
    file.bring(path)
    assert file.rows("SELECT count(*) AS n FROM attempt") == [{"n": 3900}]
    # Again, each item worded anew and answered once more, and then with as many new ones.
    more = [
        Note(each.guid, (each.fields[0], "y"), reviews=(*each.reviews, (LATER + place, 1, 9)))
        for place, each in enumerate(notes)
    ]
    more += [Note(f"m{n}", ("q", "a")) for n in range(600)]
    file.bring(decks.write(path, Deck(more)))

    assert file.rows("SELECT count(*) AS n FROM attempt") == [{"n": 4501}]
    assert file.rows("SELECT attempts FROM drill") == [{"attempts": 4501}]
    assert len(changed) > 40
    assert max(changed) <= 3 * journal.ROWS


@pytest.mark.requirement("R15")
def test_an_import_that_is_killed_is_taken_back(file: File) -> None:
    file.bring(decks.write(file.folder / "d.apkg", OLD))
    before = everything(file)
    many = [Note(f"n{n}", (f"{n}", '<img src="b.png">'), deck=7) for n in range(20_000)]
    path = decks.write(
        file.folder / "d.apkg", Deck([*AGAIN.notes, *many], names=AGAIN.names, media=AGAIN.media)
    )

    with subprocess.Popen(
        [
            *(sys.executable, "-m", "spindle", "--profile", file.folder),
            *("drill", "import", path),
        ],
        stdout=subprocess.DEVNULL,
    ) as program:
        step = "SELECT count(*) AS n FROM drill_item"
        wait_until(lambda: file.rows(step)[0]["n"] > 1000, "the import to be under way")
        os.kill(program.pid, signal.SIGKILL)

    assert program.returncode == -signal.SIGKILL
    assert everything(file) != before
    make_app(file.folder, features=FEATURES)
    assert everything(file) == before
    assert json.loads(file.rows("SELECT spec FROM drill_item")[0]["spec"])["answer"] == "sehen"


def test_a_write_of_the_end_takes_no_longer_because_more_is_left(file: File) -> None:
    work = Import(source="x", now=1)
    file.write(work.begin)
    spec = json.dumps({"prompt": "x" * 300})

    def effort(more: int) -> int:
        """Thousands of SQLite's own steps that the next write takes, with so many more to do."""
        change: dict[str, object] = {
            "spec": spec,
            "tags": "",
            "sibling": None,
            "resting": 0,
            "answers": [],
            "nth": 0,
        }
        steps = [
            Step(What.CHANGE, f"{n}", {**change, "drill": "d", "trace": None}) for n in range(more)
        ]
        file.write(lambda db: journal.note(db, work.id, steps, 1))
        file.write(work.keep)
        ticks: list[int] = []
        file.db.conn.set_progress_handler(lambda: ticks.append(1), 1000)
        file.write(lambda db: journal.go_on(db, file.folders))
        file.db.conn.set_progress_handler(None, 0)
        return len(ticks)

    few = effort(1000)
    assert effort(8000) <= few + 5
