"""Drills written out: as a deck whose cards are where they were, and as a log that tells all."""

import contextlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spindle.cli import run
from spindle.core.clock import MINUTE, ManualClock
from spindle.features.drill.exchange import log_out, writing_out
from spindle.features.drill.exchange.task import pieces
from spindle.features.drill.exchange.writing_out import Out, Written
from spindle.registry import FEATURES
from tests.helpers import decks
from tests.helpers.decks import CLOZE, REVERSED, Deck, Note
from tests.helpers.drills import PLAIN, TYRE, VERBS, answer, go_through, made, run_of, service_of
from tests.helpers.fakes import MORNING, FakeApp, make_app
from tests.helpers.importing import File

ZONE = "Europe/Berlin"
TODAY = date(2026, 3, 10)
MADE = date(2020, 9, 13)
DAY_MS = 86_400_000
SEEN = 1_772_000_000_000
"""25 February 2026."""

BOTH = Note(
    "both",
    ("to give up", "aufgeben"),
    type=REVERSED,
    tags="verb de",
    reviews=((SEEN, 3, 4000), (SEEN + 600_000, 3, 90_000), (SEEN + 4 * DAY_MS, 1, 900)),
    due=(TODAY - MADE).days + 9,
    interval=14,
)
GAPS = Note("gaps", ("The {{c1::cat}} {{c3::slept}} on {{c2::mats}}", "x"), type=CLOZE)
REST = Note("rest", ("x", '<img src="x.png">'), queue=-1)
LATE = Note(
    "late", ("y", "z"), reviews=((SEEN + 7, 4, 5),), due=(TODAY - MADE).days - 3, interval=9
)
DECK = Deck([BOTH, GAPS, REST, LATE], media={"x.png": b"PNG"})


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    made_ = File(tmp_path)
    with contextlib.closing(made_.db.conn):
        yield made_


def all_of(file: File, *drills: str) -> Out:
    at = ManualClock(MORNING, ZONE).now()
    return Out(drills=drills or None, media=file.folders.media, at=at, day_start=240)


def written(file: File, name: str = "out.apkg") -> Path:
    target = file.folder / name
    writing_out.write(file.db.conn, target, all_of(file))
    return target


def table(package: Path, sql: str) -> list[tuple[Any, ...]]:
    with zipfile.ZipFile(package) as zipped:
        raw = zipped.read("collection.anki2")
    inside = package.with_name("inside.db")
    inside.write_bytes(raw)
    with contextlib.closing(sqlite3.connect(inside)) as connection:
        return connection.execute(sql).fetchall()


def brought(path: Path) -> dict[str, dict[str, Any]]:
    told = pieces(path, zone=ZONE, day_start=240)
    return {item["guid"]: item for piece in told for item in piece.get("items", ())}


@pytest.mark.parametrize("generation", [1, 3])
def test_a_deck_goes_out_and_comes_in_again_the_same(file: File, generation: int) -> None:
    source = decks.write(file.folder / "in.apkg", DECK, generation)
    file.bring(source)

    again = brought(written(file))

    before = brought(source)
    assert list(again) == list(before)
    for guid, item in before.items():
        for name in ("sibling", "tags", "spec", "log", "trace", "resting"):
            assert again[guid][name] == item[name], (guid, name)


def test_two_cards_of_a_note_go_out_as_one_note_with_two_cards(file: File) -> None:
    file.bring(decks.write(file.folder / "in.apkg", DECK))
    package = written(file)

    assert table(package, "SELECT guid FROM notes ORDER BY id") == [
        *(("both",), ("gaps",), ("rest",), ("late",)),
    ]
    cards = "SELECT n.guid, c.ord FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.id"
    assert table(package, cards) == [
        *(("both", 0), ("both", 1), ("gaps", 0), ("gaps", 1), ("gaps", 2)),
        *(("rest", 0), ("late", 0)),
    ]
    [(models,)] = table(package, "SELECT models FROM col")
    sizes = {model["name"]: len(model["tmpls"]) for model in json.loads(models).values()}
    assert sizes == {"Spindle": 1, "Spindle, 2 cards": 2, "Spindle, 3 cards": 3}


def test_a_gap_that_is_gone_leaves_the_others_at_their_places(file: File) -> None:
    file.bring(decks.write(file.folder / "in.apkg", DECK))
    file.write(
        lambda db: db.execute("UPDATE drill_item SET deleted = 1 WHERE guid LIKE 'card:g%0'")
    )

    again = brought(written(file))

    assert [guid for guid in again if "gaps" in guid] == ["card:gaps:1", "card:gaps:2"]


def test_cards_are_in_the_state_that_their_history_says(file: File) -> None:
    file.bring(decks.write(file.folder / "in.apkg", DECK))
    package = written(file)

    [(begin, settings)] = table(package, "SELECT crt, conf FROM col")
    assert json.loads(settings)["creationOffset"] == -60
    first = TODAY - timedelta(days=3)  # what has been due longest
    assert (begin + 3600) % 86_400 == 4 * 3600
    assert datetime.fromtimestamp(begin, UTC).date() == first
    state = "SELECT n.guid, c.ord, c.type, c.queue, c.due, c.ivl, c.reps, c.lapses FROM cards c"
    found = table(package, f"{state} JOIN notes n ON n.id = c.nid ORDER BY c.id")
    assert found == [
        ("both", 0, 2, 2, 12, 18, 3, 1),
        ("both", 1, 0, 0, 2, 0, 0, 0),
        ("gaps", 0, 0, 0, 3, 0, 0, 0),
        ("gaps", 1, 0, 0, 4, 0, 0, 0),
        ("gaps", 2, 0, 0, 5, 0, 0, 0),
        ("rest", 0, 0, -1, 6, 0, 0, 0),
        ("late", 0, 2, 2, 0, 10, 1, 0),
    ]
    log = table(package, "SELECT id, ease, ivl, lastIvl, time, type FROM revlog ORDER BY cid, id")
    assert log == [
        (SEEN, 3, -600, 0, 4000, 0),
        (SEEN + 600_000, 3, 4, -600, 90_000, 0),
        (SEEN + 4 * DAY_MS, 1, 18, 4, 900, 1),
        (SEEN + 7, 4, 10, 0, 5, 0),
    ]


def test_what_was_written_out_brings_nothing_double_where_it_came_from(tmp_path: Path) -> None:
    app = make_app(tmp_path, ManualClock(MORNING, ZONE), features=[PLAIN])
    made(app, VERBS)
    service_of(app).start_due()
    go_through(app)
    app.data.close()
    file = File(tmp_path)
    with contextlib.closing(file.db.conn):
        before = file.rows("SELECT id, spec, due FROM drill_item ORDER BY ord")
        for name in ("out.apkg", "out.csv"):
            work = file.bring(written(file, name))
            assert (work.added, work.changed, work.same) == (0, 0, 3), name
        assert file.rows("SELECT id, spec, due FROM drill_item ORDER BY ord") == before
        assert file.rows("SELECT count(*) AS n FROM drill") == [{"n": 1}]


def test_what_was_mended_in_the_table_comes_back_and_the_rest_of_an_item_stays(
    tmp_path: Path,
) -> None:
    file = File(tmp_path)
    with contextlib.closing(file.db.conn):
        path = file.folder / "words.csv"
        path.write_text("to give up,aufgeben\nto call,rufen\n")
        file.bring(path)
        own = "UPDATE drill_item SET spec = json_set(spec, '$.ignore', json('[\"case\"]'))"
        file.write(lambda db: db.execute(own))
        out = written(file, "out.csv")
        out.write_text(out.read_text().replace("aufgeben", "aufgeben | hinwerfen"))

        work = file.bring(out)

        assert (work.added, work.changed, work.same) == (0, 1, 1)
        specs = [json.loads(row["spec"]) for row in file.rows("SELECT spec FROM drill_item")]
        assert specs[0] == {
            "prompt": "to give up",
            "answers": ["aufgeben", "hinwerfen"],
            "ignore": ["case"],
        }


def lines(app: FakeApp, *drills: str) -> list[dict[str, Any]]:
    target = app.profile / "log.jsonl"
    with target.open("w", encoding="utf-8") as out:
        log_out.write(app.data.connection, out, drills or None)
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(MORNING, ZONE), features=[PLAIN])


def test_the_log_has_the_parts_of_each_attempt_with_their_times(app: FakeApp) -> None:
    made(app, TYRE)
    service_of(app).start_due()
    go_through(app)

    spec, attempt, run_ = lines(app)
    assert (spec["type"], spec["spec"]["steps"]) == ("spec", list(TYRE.items[0]["steps"]))
    assert (attempt["type"], attempt["spec_id"], attempt["drill"]) == (
        *("attempt", spec["id"], "Change a tyre"),
    )
    parts = attempt["elements"]
    assert [part["expected"] for part in parts] == list(TYRE.items[0]["steps"])
    assert {part["latency_ms"] for part in parts} == {1000.0}
    assert [part["ok"] for part in parts] == [1, 1, 1, 1]
    assert attempt["started"].startswith("2026-03-10T09:00:0")
    assert attempt["started"].endswith("+01:00")
    assert (run_["type"], run_["answers"], run_["right"]) == ("run", 1, 1)


@pytest.mark.requirement("A8")
def test_the_log_has_the_scores_of_speed_and_accuracy_of_each_run(app: FakeApp) -> None:
    drill = made(app, VERBS)
    for right in (True, True, True, False, True):
        service_of(app).practise(drill)
        for _ in range(3):
            answer(app, right=right)
            run_of(app).go_on()
        run_of(app).stop()
        service_of(app).leave()
        app.time.pass_(5 * MINUTE)

    runs = [line for line in lines(app) if line["type"] == "run"]
    assert [run["right"] for run in runs] == [3, 3, 3, 0, 3]
    assert [run["balance"] is None for run in runs] == [True, True, True, True, False]
    first, *_, last, _ = runs
    assert first["inverse_efficiency"] == first["seconds_right"] == first["integrated"]
    assert first["rate_correct"] == pytest.approx(3 / first["seconds"])
    assert (last["inverse_efficiency"], last["rate_correct"], last["integrated"]) == (None, 0, None)


def test_of_one_drill_only_its_own_is_written(app: FakeApp) -> None:
    verbs, tyre = made(app, VERBS), made(app, TYRE)
    service_of(app).start_due()
    go_through(app)
    at = app.clock.now()
    for ending, count in ((".md", 3), (".csv", 3), (".apkg", 3), (".jsonl", 3)):
        out = Out(drills=[verbs], media=app.profile, at=at, day_start=240)
        found = writing_out.write(app.data.connection, app.profile / f"v{ending}", out)
        assert found == Written(count), ending
    out = Out(drills=[tyre], media=app.profile, at=at, day_start=240)
    found = writing_out.write(app.data.connection, app.profile / "t.apkg", out)
    assert found == Written(0, 1)
    assert "Change a tyre" not in (app.profile / "v.md").read_text("utf-8")


def test_the_command_line_writes_the_drills_that_it_is_told(
    file: File, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (
        ("verbs", "to give up,aufgeben\n"),
        ("towns", "Peru,Lima\nChile,Santiago\n"),
    ):
        (file.folder / f"{name}.csv").write_text(text)
        file.bring(file.folder / f"{name}.csv")
    out = file.folder / "out.csv"
    base = ["--profile", str(file.folder), "drill", "export", str(out)]

    assert run([*base, "--drill", "Towns"], lambda: FEATURES) == 0
    assert capsys.readouterr().out == f"{out}: 2 items.\n"
    assert run([*base, "--drill", "towns", "--drill", "verbs"], lambda: FEATURES) == 0
    assert capsys.readouterr().out == f"{out}: 3 items.\n"
    assert run([*base, "--drill", "nouns"], lambda: FEATURES) == 1
    assert "No drill is called “nouns”." in capsys.readouterr().err
