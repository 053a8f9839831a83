"""Imported drills in a real file: seen at once at the end, brought up to date, or taken back."""

import contextlib
import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spindle.cli import run
from spindle.core.clock import ManualClock
from spindle.core.days import day_span
from spindle.features.drill.exchange import writing_out
from spindle.features.drill.exchange.task import pieces
from spindle.features.drill.exchange.writing_out import Out
from spindle.features.drill.kinds.known import kind_of
from spindle.registry import FEATURES
from tests.helpers import decks
from tests.helpers.database import rows
from tests.helpers.decks import Deck, Note
from tests.helpers.fakes import MORNING
from tests.helpers.importing import File

VERB = Note(
    "verb",
    ("to give up", "aufgeben"),
    reviews=((1_700_000_000_000, 3, 4000), (1_700_300_000_000, 1, 900)),
)
SEEN = "SELECT title FROM drill WHERE deleted IS NULL"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    made = File(tmp_path)
    with contextlib.closing(made.db.conn):
        yield made


def test_a_deck_comes_in_with_its_log_and_is_due_when_the_log_says(file: File) -> None:
    work = file.bring(decks.write(file.folder / "d.apkg", Deck([VERB]), 3))

    assert (work.added, work.changed) == (1, 0)
    assert file.rows(SEEN) == [{"title": "Language: Verbs"}]
    [item] = file.rows("SELECT * FROM drill_item")
    assert (item["attempts"], item["wrong"], item["lapses"]) == (2, 1, 1)
    assert item["deleted"] is None
    assert item["day"] == "2023-11-18"
    assert item["due"] is not None
    log = file.rows("SELECT outcome, grade, grade_source FROM attempt ORDER BY started")
    assert log == [
        {"outcome": 1, "grade": 3, "grade_source": "import"},
        {"outcome": 0, "grade": 1, "grade_source": "import"},
    ]
    assert file.rows("SELECT attempts FROM drill") == [{"attempts": 2}]


def test_importing_again_updates_and_doubles_nothing(file: File) -> None:
    path = file.folder / "d.apkg"
    file.bring(decks.write(path, Deck([VERB]), 2))
    before = file.rows("SELECT id FROM drill_item")

    mended = Note("verb", ("to give up", "aufgeben, hinwerfen"), reviews=VERB.reviews)
    work = file.bring(decks.write(path, Deck([mended]), 3))

    assert (work.added, work.changed) == (0, 1)
    assert file.rows("SELECT id FROM drill_item") == before
    assert json.loads(file.rows("SELECT spec FROM drill_item")[0]["spec"])["answer"] == (
        "aufgeben, hinwerfen"
    )
    assert file.rows("SELECT count(*) AS n FROM attempt") == [{"n": 2}]
    assert file.rows("SELECT count(*) AS n FROM drill") == [{"n": 1}]


def test_until_its_end_an_import_is_not_seen_and_a_cancel_leaves_nothing(file: File) -> None:
    path = decks.write(file.folder / "d.apkg", Deck([VERB]), 3)
    work = file.bring(path, until=2)

    assert file.rows("SELECT count(*) AS n FROM drill_item") == [{"n": 1}]
    assert file.rows(SEEN) == []
    file.write(work.leave)
    file.tidy()
    for table in ("drill", "drill_item", "attempt"):
        assert file.rows(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]


def test_a_table_comes_in_and_again_without_doubles(file: File) -> None:
    path = file.folder / "words.csv"
    path.write_text("to give up,aufgeben\nto call,rufen\n")
    file.bring(path)
    path.write_text("to give up,aufgeben | hinwerfen\nto call,rufen\nto run,laufen\n")

    work = file.bring(path)

    assert (work.added, work.changed, work.same) == (1, 1, 1)
    found = file.rows("SELECT spec FROM drill_item WHERE deleted IS NULL ORDER BY ord")
    assert [json.loads(row["spec"])["prompt"] for row in found] == [
        "to give up",
        "to call",
        "to run",
    ]


KINDS = """
    SELECT d.kind, i.spec FROM drill_item i JOIN drill d ON d.id = i.drill_id
    WHERE i.deleted IS NULL AND d.deleted IS NULL ORDER BY d.ord, i.ord
"""


@pytest.mark.parametrize(
    ("name", "first", "then"),
    [
        ("t.csv", "a,b\n", "#separator:,\n#html:true\na,<b>b</b>\nc,d\n"),
        (
            "t.md",
            "# T\nkind: typed recall\n\n##\na\n= b\n",
            "# T\nkind: show and grade\n\n##\na\n= b\n\n##\nc\n= d\n",
        ),
    ],
)
def test_as_another_kind_what_is_new_goes_into_a_drill_beside_it(
    file: File, name: str, first: str, then: str
) -> None:
    path = file.folder / name
    path.write_text(first)
    file.bring(path)
    path.write_text(then)
    work = file.bring(path)
    again = file.bring(path)

    assert (work.added, work.changed, work.same) == (1, 0, 1)
    assert (again.added, again.changed, again.same, again.touches) == (0, 0, 2, False)
    found = [(row["kind"], json.loads(row["spec"])) for row in file.rows(KINDS)]
    assert [(kind, spec["prompt"]) for kind, spec in found] == [
        ("typed_recall", "a"),
        ("show_and_grade", "c"),
    ]
    for kind, spec in found:
        kind_of(kind).parse(spec)


# The command line


def ask(file: File, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run(["--profile", str(file.folder), *words], lambda: FEATURES) == code
    said = capsys.readouterr()
    return said.err if code else said.out


def test_the_command_line_looks_brings_counts_and_writes_out(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file.folder / "words.csv"
    path.write_text("to give up,aufgeben\nto call,\n")

    dry = ask(file, capsys, "drill", "import", str(path), "--dry-run")
    assert dry == "1 item of 1 drill would come in.\nLine 2: It has no answer.\n"
    assert file.rows(SEEN) == []
    report = json.loads(ask(file, capsys, "drill", "import", str(path), "--json"))
    assert (report["added"], report["changed"], report["bad_count"]) == (1, 0, 1)
    due = json.loads(ask(file, capsys, "drill", "due", "--json"))
    assert due["drills"] == [{"title": "words", "items": 1, "minutes": 1}]
    out = file.folder / "out.csv"
    assert ask(file, capsys, "drill", "export", str(out)) == f"{out}: 1 item.\n"
    assert out.read_text().splitlines()[1].startswith("words,typed_recall,to give up,aufgeben,")


@pytest.mark.parametrize("ending", ["md", "csv", "jsonl", "apkg"])
def test_a_file_that_cannot_be_written_is_named_and_not_the_database(
    file: File, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    out = file.folder / "missing" / f"out.{ending}"

    said = ask(file, capsys, "drill", "export", str(out), code=1)
    assert f"{out} could not be written: No such file or directory." in said


def test_what_is_due_is_counted_by_the_users_own_settings(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file.folder / "words.csv"
    path.write_text("".join(f"word {n},Wort {n}\n" for n in range(30)))
    file.bring(path)
    for key, value in (("drill.new_a_day", 25), ("drill.most_a_day", 40)):
        with file.db.conn:
            file.db.execute("INSERT INTO setting VALUES (?, ?, 1)", (key, str(value)))

    assert json.loads(ask(file, capsys, "drill", "due", "--json"))["items"] == 25


def test_a_dry_run_counts_days_from_the_users_own_hour(
    file: File, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def listen(_: Path, *, day_start: int, **more: Any) -> Iterator[dict[str, Any]]:
        assert "incoming" not in more
        asked.append(day_start)
        yield {"report": {"items": 0, "drills": 0, "reviews": 0, "media": 0, "left_out": {},
                          "missing_media": [], "resting": 0}}  # fmt: skip

    monkeypatch.setattr("spindle.features.drill.exchange.task.pieces", listen)
    with file.db.conn:
        file.db.execute("INSERT INTO setting VALUES ('general.day_start', '360', 1)")
    ask(file, capsys, "drill", "import", "x.csv", "--dry-run")
    elsewhere = file.folder / "nothing"
    assert run(["--profile", str(elsewhere), "drill", "import", "x.csv", "--dry-run"],
               lambda: FEATURES) == 0  # fmt: skip

    assert asked == [360, 240]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles"])
def test_a_table_says_the_day_on_which_an_item_is_due_where_the_user_is(
    file: File, zone: str
) -> None:
    path = file.folder / "words.csv"
    path.write_text("to give up,aufgeben\n")
    file.bring(path)
    due, _ = day_span(date(2026, 3, 14), zone, 240)
    with file.db.conn:
        file.db.execute("UPDATE drill_item SET due = ?", (due,))
    out = file.folder / "out.csv"

    at = ManualClock(MORNING, zone).now()
    everything = Out(drills=None, media=file.folder, at=at, day_start=240)
    writing_out.write(file.db.conn, out, everything)
    [row] = csv.DictReader(out.read_text().splitlines())
    assert row["due"] == "2026-03-14"


def test_what_was_written_out_as_text_comes_in_again_the_same(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file.folder / "words.csv"
    path.write_text("to give up,aufgeben | hinwerfen\n")
    file.bring(path)
    out = file.folder / "out.md"
    ask(file, capsys, "drill", "export", str(out))

    [item] = [i for p in pieces(out, zone="UTC", day_start=0) for i in p.get("items", ())]
    assert item["spec"] == {"prompt": "to give up", "answers": ["aufgeben", "hinwerfen"]}


def test_the_log_is_written_as_json_lines(file: File, capsys: pytest.CaptureFixture[str]) -> None:
    file.bring(decks.write(file.folder / "d.apkg", Deck([VERB]), 3))
    out = file.folder / "log.jsonl"

    assert ask(file, capsys, "drill", "export", str(out)) == f"{out}: 2 attempts.\n"
    first = json.loads(out.read_text().splitlines()[0])
    assert (first["drill"], first["outcome"], first["raw_ms"]) == ("Language: Verbs", 1, 4000)
    assert first["started"].startswith("2023-11-14T23:13:20+01:00")


def test_a_deck_that_was_written_out_comes_in_again_with_its_log(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    media = {"x.png": b"PNG", "say.mp3": b"MP3"}
    picture = Note("p", ("see [sound:say.mp3]", '<img src="x.png"> & so'), tags="one two")
    file.bring(decks.write(file.folder / "d.apkg", Deck([VERB, picture], media=media), 3))
    table = file.folder / "words.csv"
    table.write_text("a < b,c & d | e\n")
    file.bring(table)
    out = file.folder / "out.apkg"

    assert ask(file, capsys, "drill", "export", str(out)) == f"{out}: 3 cards.\n"
    told = list(pieces(out, zone="Europe/Berlin", day_start=240))
    found = {item["spec"]["prompt"]: item for piece in told for item in piece.get("items", ())}
    verb, seen, typed = (found[prompt] for prompt in ("to give up", "see", "a &lt; b"))
    assert (verb["guid"], [row[3] for row in verb["log"]]) == ("card:verb:0", [3, 1])
    assert seen["tags"] == "one two"
    assert '<img src="' in seen["spec"]["answer"]
    assert [name.endswith(".mp3") for name in seen["spec"]["sounds"]] == [True]
    assert (typed["spec"]["prompt"], typed["spec"]["answer"]) == ("a &lt; b", "c &amp; d | e")
    assert sorted(told[-1]["report"]["titles"]) == ["Language: Verbs", "words"]
    assert told[-1]["report"]["missing_media"] == []


def test_new_items_of_a_drill_that_is_there_are_not_seen_before_the_end(file: File) -> None:
    path = file.folder / "d.apkg"
    file.bring(decks.write(path, Deck([VERB]), 3))
    more = decks.write(path, Deck([VERB, Note("new", ("to call", "rufen"))]), 3)
    shown = "SELECT guid FROM drill_item WHERE deleted IS NULL ORDER BY guid"

    work = file.bring(more, until=2)
    assert [row["guid"] for row in file.rows(shown)] == ["card:verb:0"]
    assert file.rows("SELECT count(*) AS n FROM drill_item") == [{"n": 2}]
    file.write(work.keep)
    file.tidy()
    assert [row["guid"] for row in file.rows(shown)] == ["card:new:0", "card:verb:0"]


def test_importing_again_moves_nothing_that_was_answered_here_since(file: File) -> None:
    path = decks.write(file.folder / "d.apkg", Deck([VERB]), 3)
    file.bring(path)
    now = file.clock.now().wall
    with file.db.conn:
        file.db.execute("UPDATE drill_item SET due = 77, stability = 88, asked = ?", (now,))
    file.bring(path)

    [item] = file.rows("SELECT due, stability, asked FROM drill_item")
    assert item == {"due": 77, "stability": 88.0, "asked": now}


@pytest.mark.requirement("R15")
def test_an_import_leaves_its_source_alone_and_keeps_a_copy_of_the_data_from_before(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = decks.write(file.folder / "d.apkg", Deck([VERB]), 3)
    deck.chmod(0o400)
    before = (deck.read_bytes(), deck.stat().st_mtime_ns)

    ask(file, capsys, "drill", "import", str(deck))
    assert (deck.read_bytes(), deck.stat().st_mtime_ns) == before
    [kept] = (file.folder / "backups").glob("spindle-*.db")
    assert rows(kept, "SELECT count(*) AS n FROM drill") == [{"n": 0}]
    assert file.rows("SELECT count(*) AS n FROM drill") == [{"n": 1}]


@pytest.mark.requirement("R15")
def test_an_import_that_changes_what_is_known_makes_a_copy_of_its_own_first(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = file.folder / "d.apkg"
    backups = file.folder / "backups"
    ask(file, capsys, "drill", "import", str(decks.write(deck, Deck([VERB]), 3)))
    ask(file, capsys, "drill", "import", str(deck))
    assert list(backups.glob("before-import-*")) == []

    mended = Note("verb", ("to give up", "hinwerfen"), reviews=VERB.reviews)
    said = ask(file, capsys, "drill", "import", str(decks.write(deck, Deck([mended]), 3)))

    assert "0 new, 1 brought up to date, 0 as they were." in said
    [kept] = backups.glob("before-import-*.db")
    spec = "SELECT json_extract(spec, '$.answer') AS answer FROM drill_item"
    assert rows(kept, spec) == [{"answer": "aufgeben"}]
    assert file.rows(spec) == [{"answer": "hinwerfen"}]


def test_trouble_on_the_command_line_is_a_sentence(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is not there." in ask(file, capsys, "drill", "import", "no.apkg", code=1)
    assert "drills are written as" in ask(file, capsys, "drill", "export", "x.foo", code=1)
    damaged = file.folder / "d.apkg"
    damaged.write_bytes(b"PK\x03\x04")
    assert "no deck package" in ask(file, capsys, "drill", "import", str(damaged), code=1)
    assert file.rows(SEEN) == []
