"""Drills as text and back: into this profile nothing changes, into another they are the same."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import ManualClock
from spindle.features.drill import relating
from spindle.features.drill.exchange import writing_out
from spindle.features.drill.exchange.task import pieces
from spindle.features.drill.exchange.writing_out import Out
from spindle.features.drill.keeping import DrillDraft, keep, remove
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.text_format.reading import read
from tests.helpers import decks
from tests.helpers.decks import REVERSED, Deck, Note
from tests.helpers.fakes import MORNING
from tests.helpers.importing import File

TEXT = """# Numbers
kind: typed recall

##
one
= eins

# Verbs that separate
kind: typed recall
aim: German exam
aim_day: 2026-07-04
mixing: blocked
quick_s: 3.5
wanted: 92 %
comes_after: Numbers, at 80 %
includes: Greetings
language: de

##
to give up
= aufgeben
tags: verb a1
family: up

##
to get up
= aufstehen
family: up
resting: yes

# Greetings
kind: show and grade

##
Hello
= Hallo
"""
DRILL = """
    SELECT d.kind, d.title, d.options, d.mixing, d.target_ms, d.wanted, a.name AS aim, a.due
    FROM drill d LEFT JOIN aim a ON a.id = d.aim_id WHERE d.deleted IS NULL ORDER BY d.ord
"""
ITEMS = """
    SELECT spec, tags, resting, sibling IS NULL AS alone FROM drill_item WHERE deleted IS NULL
    ORDER BY (SELECT ord FROM drill WHERE drill.id = drill_id), ord
"""
RELATIONS = """
    SELECT c.title AS one, p.title AS other, r.share FROM (
      SELECT child AS a, parent AS b, min_level AS share FROM prerequisite WHERE deleted IS NULL
      UNION ALL SELECT advanced, simple, -weight FROM encompassing WHERE deleted IS NULL
    ) r JOIN drill c ON c.id = r.a JOIN drill p ON p.id = r.b ORDER BY r.share
"""


def opened(folder: Path) -> File:
    folder.mkdir()
    return File(folder)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    made = opened(tmp_path / "here")
    with contextlib.closing(made.db.conn):
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[File]:
    made = opened(tmp_path / "there")
    with contextlib.closing(made.db.conn):
        yield made


def written(file: File, name: str = "out.md") -> Path:
    at = ManualClock(MORNING, "Europe/Berlin").now()
    out = Out(drills=None, media=file.folders.media, at=at, day_start=240)
    writing_out.write(file.db.conn, file.folder / name, out)
    return file.folder / name


def text(file: File, content: str, name: str = "verbs.md") -> Path:
    path = file.folder / name
    path.write_text(content, "utf-8")
    return path


def stands(file: File) -> list[list[dict[str, Any]]]:
    items = [{**row, "spec": json.loads(row["spec"])} for row in file.rows(ITEMS)]
    return [file.rows(DRILL), items, file.rows(RELATIONS)]


def test_a_text_sets_what_a_drill_is_among_others(file: File) -> None:
    file.bring(text(file, TEXT))

    [_, verbs, _] = file.rows(DRILL)
    assert verbs == {
        "kind": "typed_recall",
        "title": "Verbs that separate",
        "options": '{"language": "de"}',
        "mixing": "blocked",
        "target_ms": 3500,
        "wanted": 0.92,
        "aim": "German exam",
        "due": "2026-07-04",
    }
    assert file.rows(RELATIONS) == [
        {"one": "Verbs that separate", "other": "Greetings", "share": -0.8},
        {"one": "Verbs that separate", "other": "Numbers", "share": 0.8},
    ]
    shared = "SELECT DISTINCT sibling FROM drill_item WHERE sibling IS NOT NULL"
    assert len(file.rows(shared)) == 1
    assert [row["resting"] for row in file.rows(ITEMS)] == [0, 0, 1, 0]


def test_what_goes_out_comes_into_another_profile_as_it_was(file: File, other: File) -> None:
    file.bring(text(file, TEXT))
    note = Note("both", ("to sit", "sitzen"), type=REVERSED, tags="verb b2")
    file.bring(decks.write(file.folder / "in.apkg", Deck([note])))
    out = written(file)
    other.bring(out)

    assert stands(other) == stands(file)
    assert written(other, "again.md").read_text("utf-8") == out.read_text("utf-8")


@pytest.mark.parametrize("name", ["out.md", "renamed.md"])
def test_coming_in_again_it_changes_nothing_and_doubles_nothing(
    file: File, other: File, name: str
) -> None:
    """Where it was made, and where it came in before; whatever the file is called by then."""
    file.bring(text(file, TEXT))
    out = written(file)
    other.bring(out)
    for each in (file, other):
        before = stands(each)
        again = each.bring(text(each, out.read_text("utf-8"), name))

        assert (again.added, again.changed, again.same, again.touches) == (0, 0, 4, False)
        assert stands(each) == before


def test_what_was_changed_in_the_text_is_changed_here(file: File) -> None:
    file.bring(text(file, TEXT))
    changed = (
        written(file)
        .read_text("utf-8")
        .replace("mixing: blocked", "mixing: mixed")
        .replace("quick_s: 3.5", "quick_s: 2.0")
        .replace("Numbers, at 80 %", "Numbers")
        .replace("includes: Greetings", "includes: Greetings, at 50 %")
        .replace("tags: verb a1", "tags: verb a2")
        .replace("= aufstehen", "= aufstehn")
    )
    work = file.bring(text(file, changed))

    assert (work.added, work.changed, work.touches) == (0, 2, True)
    [_, verbs, _] = file.rows(DRILL)
    assert (verbs["mixing"], verbs["target_ms"]) == ("mixed", 2000)
    assert [row["share"] for row in file.rows(RELATIONS)] == [-0.5, 1.0]
    assert [row["tags"] for row in file.rows(ITEMS)] == ["", "verb a2", "", ""]


def test_an_import_taken_back_leaves_no_aim_and_no_relation(file: File) -> None:
    work = file.bring(text(file, TEXT), until=4)
    file.write(work.leave)
    file.tidy()

    for table in ("drill", "drill_item", "aim", "prerequisite", "encompassing"):
        assert file.rows(f"SELECT id FROM {table}") == [], table


def test_the_day_of_an_aim_that_has_one_stays(file: File) -> None:
    file.bring(text(file, TEXT))
    file.write(lambda db: db.execute("UPDATE aim SET due = '2026-08-01'"))
    work = file.bring(text(file, TEXT))

    assert not work.touches
    assert file.rows("SELECT due FROM aim") == [{"due": "2026-08-01"}]


def test_a_drill_that_the_same_file_brings_back_is_found_by_its_title(file: File) -> None:
    file.bring(text(file, TEXT.replace("includes: Greetings\n", "")))
    file.write(lambda db: remove(db, _id(file, "Greetings"), 1))
    file.bring(text(file, TEXT))

    assert [row["other"] for row in file.rows(RELATIONS)] == ["Greetings", "Numbers"]


def test_a_loop_is_not_made(file: File) -> None:
    file.bring(text(file, TEXT))
    file.write(lambda db: relating.set_mixing(db, _id(file, "Numbers"), Mixing.MIXED, 1))
    loop = written(file).read_text("utf-8")
    loop = loop.replace("mixing: mixed", "mixing: mixed\ncomes_after: Verbs that separate")
    assert not file.bring(text(file, loop)).touches

    assert len(file.rows(RELATIONS)) == 2


def test_a_drill_of_another_file_is_found_by_its_title_and_named(file: File) -> None:
    first, rest = TEXT.split("\n# Verbs")
    file.bring(text(file, first, "numbers.md"))
    path = text(file, f"# Verbs{rest}")
    file.bring(path)

    [report] = [
        each["report"] for each in pieces(path, zone="UTC", day_start=0) if "report" in each
    ]
    assert report["bad"] == [
        {
            "line": 8,
            "sentence": "“Numbers” is not in this file: it is taken for the drill of that name"
            " here, if any.",
        }
    ]
    assert len(file.rows(RELATIONS)) == 2


def test_a_copy_within_a_file_is_another_drill(file: File) -> None:
    one = "# {}\nkind: typed recall\nid: 7\n\n##\n{}\n= x\n"
    file.bring(text(file, one.format("A", "a") + "\n" + one.format("B", "b")))

    assert [row["title"] for row in file.rows(DRILL)] == ["A", "B"]


HOSTILE = (
    'Hi<script>alert(1)</script><img src="https://example.org/track.png">'
    '<img src="file:///etc/passwd"><svg onload="alert(1)"></svg><b>so</b>'
)
RICH = f"kind: show and grade\n\n##\n{HOSTILE}\n= {HOSTILE}\n"


@pytest.mark.requirement("R13")
@pytest.mark.parametrize(
    "content",
    [f"# Cards\nrich: yes\n{RICH}", f"# Cards\n{RICH}rich: yes\n"],
    ids=["all", "one"],
)
def test_html_is_cleaned_whether_it_is_imported_or_written_in_the_editor(
    file: File, content: str
) -> None:
    file.bring(text(file, content))
    [drill] = read(content).drills
    draft = DrillDraft(
        kind=drill.kind, title="Mine", options=drill.options, items=tuple(drill.items)
    )
    file.write(lambda db: keep(db, draft, 1))

    rows = file.rows("SELECT spec FROM drill_item")
    assert len(rows) == 2
    for row in rows:
        spec = json.loads(row["spec"])
        assert spec["prompt"] == spec["answer"] == "Hi<b>so</b>"


def _id(file: File, title: str) -> str:
    return str(file.rows(f"SELECT id FROM drill WHERE title = '{title}'")[0]["id"])
