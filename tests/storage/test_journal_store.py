"""What the journal writes and finds again, on real files."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spindle.core.clock import SECOND
from spindle.core.ids import Ref
from spindle.core.text import clean
from spindle.features.journal import contributions, keeping, queries, store
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.migrations import MIGRATIONS
from spindle.features.journal.model import Night, QuestionState
from spindle.features.journal.records import Entry, EntryKind, Line, Question
from spindle.features.journal.search import search, without
from spindle.features.journal.snippet import places
from spindle.storage.migrations import MIGRATIONS as CORE
from tests.helpers.fakes import FakeDatabase, migrate

NIGHT: Final = date(2026, 3, 10)
NASTY: Final = {
    "long": "wordy " * 16_667,
    "nul": "before\x00after",
    "surrogate": "half \ud83d of a pair",
    "right to left": "لماذا تفشل الحدود؟ \u202eabc\u202c",
    "emoji": "👩‍👩‍👧 family, 🇩🇪",
    "quotes": 'don\'t "quote" me; DROP TABLE entry; --',
    "combining": "e\u0301\u0301\u0301 Z̷̗a̸lgo",
    "lines": "\n\r\n\u2028\t",
}


@pytest.fixture
def data(tmp_path: Path) -> Iterator[FakeDatabase]:
    database = FakeDatabase(tmp_path / "spindle.db")
    migrate(database, [JOURNAL])
    yield database
    database.close()


def entry(text: str = "", **changes: object) -> Entry:
    made = Entry(
        id="e1",
        kind=EntryKind.FREE,
        night=NIGHT,
        written=1,
        zone="Europe/Berlin",
        offset=3600,
        text=text,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def question(text: str, **changes: object) -> Question:
    made = Question(id="q1", text=text, state=QuestionState.OPEN, created=1)
    return replace(made, **changes)  # type: ignore[arg-type]


def found(data: FakeDatabase, typed: str) -> list[str]:
    return [hit.id for hit in search(data.connection, typed)]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_every_field_keeps_any_text(data: FakeDatabase, text: str) -> None:
    kept = clean(text)
    store.save_question(data.db, question(text), 1)
    whole = entry(text, know=text, tried=text, answer=text, picture=text, question="q1")
    store.save_entry(data.db, whole, 1)
    line = Line(id="t1", night=NIGHT, what=text, when=text, first_step=text)
    store.save_line(data.db, line, 1)
    back = queries.entry(data.connection, "e1")
    assert back is not None
    assert back.fields == (kept,) * 5
    asked = queries.question(data.connection, "q1")
    assert asked is not None
    assert asked.text == kept
    if not line.empty:
        assert [each.what for each in queries.open_lines(data.connection)] == [kept]
    search(data.connection, text)
    assert contributions.describe(data.connection, Ref("question", "q1")) == kept[:200]


@pytest.mark.requirement("P27")
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text() | st.text(alphabet="\"'*()-+^:{}%_!~ ANDORNOTEAR\x00\ud800東京", max_size=30))
def test_no_search_text_is_an_error(data: FakeDatabase, typed: str) -> None:
    search(data.connection, typed)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=60))
def test_a_kept_text_is_found_by_itself(data: FakeDatabase, text: str) -> None:
    store.save_entry(data.db, entry(text), 1)
    words = " ".join(clean(text).split())
    expected = bool(words) and words in clean(text)
    assert not expected or "e1" in found(data, words)


@pytest.mark.parametrize(
    "typed", ["don't", "C++", "(a", "-foo", "AND", "Zur", "zurich", "ZÜRICH", "東京", "what don't"]
)
def test_ordinary_searches_find_what_they_mean(data: FakeDatabase, typed: str) -> None:
    text = "What I don't know: C++ AND (a, -foo in Zürich, 東京タワー"
    store.save_entry(data.db, entry(text), 1)
    store.save_entry(data.db, entry("Something else", id="e2"), 1)
    assert found(data, typed) == ["e1"]


def test_search_follows_edits_and_removal_and_shows_no_drafts(data: FakeDatabase) -> None:
    store.save_question(data.db, question("Why blue", state=QuestionState.DRAFT), 1)
    assert found(data, "blue") == []
    store.save_question(data.db, question("Why blue?"), 2)
    store.save_entry(data.db, entry(know="The blue sky"), 2)
    assert set(found(data, "blue")) == {"q1", "e1"}
    store.save_entry(data.db, entry(know="The red sky"), 3)
    assert found(data, "blue") == ["q1"]
    assert found(data, "red sky") == ["e1"]
    keeping.remove(data.db, "entry", "e1", 4)
    assert found(data, "red") == []
    keeping.restore(data.db, "entry", "e1", 5)
    assert found(data, "red") == ["e1"]


def test_a_copy_made_by_vacuum_searches_alike(data: FakeDatabase, tmp_path: Path) -> None:
    for n in range(20):
        store.save_entry(data.db, entry(f"number{n}", id=f"e{n}"), n)
    data.db.execute("DELETE FROM entry WHERE id IN ('e3', 'e4', 'e5')")
    copy = tmp_path / "copy.db"
    data.connection.execute("VACUUM INTO ?", (str(copy),))
    other = sqlite3.connect(copy)
    other.row_factory = sqlite3.Row
    assert [hit.id for hit in search(other, "number17")] == ["e17"]
    assert search(other, "number4") == ()
    other.close()


def test_one_burst_of_writing_is_one_revision_and_undoing_keeps_all(data: FakeDatabase) -> None:
    for n, text in enumerate(("a", "ab", "abc")):
        store.save_entry(data.db, entry(text), n * SECOND)
    assert [row["text"] for row in data.rows("SELECT text FROM entry_revision")] == ["a"]
    store.save_entry(data.db, entry(""), 60 * SECOND)
    store.save_entry(data.db, entry("new"), 61 * SECOND)
    rows = data.rows("SELECT text FROM entry_revision ORDER BY updated")
    assert [row["text"] for row in rows] == ["a", "abc"]


@pytest.mark.requirement("P12")
def test_two_nights_with_the_same_second_both_survive(data: FakeDatabase) -> None:
    for identity in ("n1", "n2"):
        night = Night(id=identity, night=NIGHT, zone="UTC", offset=0, began=5)
        store.save_night(data.db, night, 5)
        store.save_entry(data.db, entry("same", id=identity, night_id=identity), 5)
    assert sorted(found(data, "same")) == ["n1", "n2"]


def test_an_emptied_line_goes_and_comes_back_when_it_is_written_again(data: FakeDatabase) -> None:
    line = Line(id="t1", night=NIGHT, what="Call")
    store.save_line(data.db, line, 1)
    store.save_line(data.db, replace(line, what=" "), 2)
    assert queries.open_lines(data.connection) == ()
    store.save_line(data.db, line, 3)
    assert queries.open_lines(data.connection) == (line,)


def test_the_likeliest_question_is_the_one_last_taken_to_bed(data: FakeDatabase) -> None:
    store.save_question(data.db, question("Older?", id="q1", created=1), 1)
    store.save_question(data.db, question("Newer?", id="q2", created=2), 2)
    assert [each.id for each in queries.open_questions(data.connection)] == ["q2", "q1"]
    night = Night(id="n", night=NIGHT, zone="UTC", offset=0, began=9, question="q1")
    store.save_night(data.db, night, 9)
    current = queries.current_question(data.connection)
    assert current is not None
    assert (current.id, current.evenings) == ("q1", 1)


def test_every_table_is_strict_and_has_a_text_id_and_an_update_time(data: FakeDatabase) -> None:
    for table in JOURNAL.export:
        columns = {row["name"]: row for row in data.rows(f"PRAGMA table_info({table})")}
        assert (columns["id"]["type"], columns["id"]["pk"]) == ("TEXT", 1)
        assert columns["updated"]["type"] == "INTEGER"
        strict = data.rows("SELECT strict FROM pragma_table_list WHERE name = ?", [table])
        assert strict == [{"strict": 1}]


_WRITER: Final = """
import sys
from datetime import date, datetime
from pathlib import Path
from spindle.core.clock import ManualClock
from spindle.features.journal import store
from spindle.features.journal.migrations import MIGRATIONS
from spindle.features.journal.records import Entry, EntryKind
from spindle.storage.open import open_database

db = open_database(Path(sys.argv[1]), [MIGRATIONS], clock=ManualClock(datetime(2026, 3, 10)))
text = ""
for n in range(100_000):
    text += f"{n} "
    db.execute("BEGIN IMMEDIATE")
    store.save_entry(db, Entry(id="e1", kind=EntryKind.FREE, night=date(2026, 3, 10), written=1,
        zone="UTC", offset=0, text=text), n)
    db.execute("COMMIT")
    print(n, flush=True)
"""


@pytest.mark.requirement("P3")
def test_kill_9_while_typing_loses_no_confirmed_character(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "spindle.db"
    for least in (3, 40, 41, 90, 160):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)],
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        assert writer.stdout is not None
        confirmed = -1
        while confirmed < least:
            confirmed = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().decode().splitlines()
        writer.wait()
        writer.stdout.close()
        confirmed = max([confirmed, *(int(n) for n in rest if n)])
        connection = sqlite3.connect(path)
        text = connection.execute("SELECT text FROM entry WHERE id = 'e1'").fetchone()[0]
        assert text.startswith("".join(f"{n} " for n in range(confirmed + 1)))
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.close()


def dated(identity: str, kind: EntryKind, night: date, text: str) -> Entry:
    return Entry(id=identity, kind=kind, night=night, written=1, zone="UTC", offset=0, text=text)


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("islands", {"free", "morning", "old", "q1"}),
        ("islands is:morning", {"morning"}),
        ("is:entry", {"free", "old"}),
        ("#proof", {"free", "morning"}),
        ("#PROOF islands", {"free", "morning"}),
        ("#proof bridges", set()),
        ("islands from:2026", {"free", "morning", "q1"}),
        ("to:2025-12", {"old"}),
        ("islands from:2025-03-01 to:2025-03-31", {"old"}),
        ("is:question", {"q1"}),
    ],
)
def test_filters_narrow_what_is_found(data: FakeDatabase, typed: str, hits: set[str]) -> None:
    created = 1_773_100_000_000_000
    store.save_question(data.db, question("Which islands?", created=created), 1)
    for each in (
        dated("free", EntryKind.FREE, NIGHT, "Islands #Proof"),
        dated("morning", EntryKind.MORNING, NIGHT, "More islands #proof"),
        dated("old", EntryKind.FREE, date(2025, 3, 1), "Islands of old"),
    ):
        store.save_entry(data.db, each, 1)
    assert set(found(data, typed)) == hits


def test_tags_follow_the_text_and_a_removed_entry_has_none(data: FakeDatabase) -> None:
    store.save_entry(data.db, dated("e1", EntryKind.FREE, NIGHT, "Islands #proof #graph"), 1)
    store.save_entry(data.db, dated("e1", EntryKind.FREE, NIGHT, "Islands #graph"), 2)
    assert (found(data, "#proof"), found(data, "#graph")) == ([], ["e1"])
    store.save_entry(data.db, dated("e1", EntryKind.FREE, NIGHT, "Islands #graph #proof"), 3)
    assert found(data, "#proof #graph") == ["e1"]
    keeping.remove(data.db, "entry", "e1", 4)
    assert found(data, "#graph") == []


def test_what_looks_like_a_filter_is_looked_for_in_the_text_too(data: FakeDatabase) -> None:
    store.save_entry(data.db, dated("e1", EntryKind.EVENING, NIGHT, "written as is:entry"), 1)
    assert found(data, "is:entry") == ["e1"]


def test_a_merged_question_is_found_with_the_one_it_belongs_to(data: FakeDatabase) -> None:
    for identity in ("q1", "q2", "q3"):
        store.save_question(data.db, question(f"Why {identity}?", id=identity), 1)
    keeping.merge(data.db, "q1", "q2", 2)
    keeping.merge(data.db, "q2", "q3", 3)
    hit = search(data.connection, "Why q1?")[0]
    assert (hit.id, hit.question) == ("q1", "q3")
    thread = queries.thread(data.connection, "q1")
    assert thread is not None
    assert thread.question.id == "q3"
    assert without(search(data.connection, "Why"), "q3") == ()


def test_two_questions_merged_into_each_other_hang_nothing(data: FakeDatabase) -> None:
    for identity in ("q1", "q2"):
        store.save_question(data.db, question("Why?", id=identity), 1)
    keeping.merge(data.db, "q1", "q2", 2)
    keeping.merge(data.db, "q2", "q1", 3)
    assert queries.thread(data.connection, "q1") is None
    assert len(search(data.connection, "Why")) == 2


def test_a_file_of_before_keeps_why_questions_were_left_out(tmp_path: Path) -> None:
    old = FakeDatabase(tmp_path / "old.db")
    CORE.apply(old.db)
    MIGRATIONS.apply(old.db, stop_before="m003_what_a_night_measures")
    question_row = "INSERT INTO question (id, text, state, created, updated) VALUES (?, ?, ?, 1, 1)"
    old.connection.execute(question_row, ("q", "Why?", "open"))
    for n, aside, asked in ((1, "sleep", None), (2, "worried", None), (3, None, "q")):
        old.connection.execute(
            "INSERT INTO night (id, night, zone, offset, began, closed, aside, question_id,"
            " updated) VALUES (?, '2026-03-10', 'UTC', 0, ?, ?, ?, ?, 1)",
            (str(n), n, n, aside, asked),
        )
    MIGRATIONS.apply(old.db)
    rows = old.rows("SELECT aside, arm, night_slips FROM night ORDER BY began")
    assert [tuple(row.values()) for row in rows] == [
        ("sleep", None, 0),
        ("worried", None, 0),
        (None, "prime", 0),
    ]
    with pytest.raises(sqlite3.IntegrityError):
        old.connection.execute("UPDATE night SET aside = 'bored'")
    old.connection.execute("UPDATE night SET aside = 'week'")
    old.close()


def test_the_best_hit_comes_first_and_of_equal_ones_the_newest(data: FakeDatabase) -> None:
    rest = "and so on about other things " * 20
    for identity, text in (
        ("dense", "Islands and islands."),
        ("thin", f"Islands {rest}"),
        ("none", rest),
        ("twin", "Islands and islands."),
    ):
        store.save_entry(data.db, entry(text, id=identity), 1)
    assert found(data, "islands") == ["twin", "dense", "thin"]
    assert found(data, "islands is:entry") == ["twin", "dense", "thin"]
    assert found(data, "islands from:2026-03") == ["twin", "dense", "thin"]


def test_of_very_many_hits_the_best_of_the_newest_come_first(
    data: FakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spindle.features.journal.search._RANKED", 3)
    for n, text in enumerate(("Islands", "Islands", "Islands", "islands and bridges", "Islands")):
        store.save_entry(data.db, entry(text, id=f"e{n}"), 1)
    assert found(data, "islands") == ["e4", "e2", "e3"]


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("word " * 100 + "Islands are here" + " word" * 100, "islands", "Islands are here"),
        ("wort " * 100 + "Königsberg" + " wort" * 100, "konigsberg", "Königsberg"),
        ("before C++ after", "C++", "before C++ after"),
    ],
)
def test_a_hit_shows_the_text_around_what_was_found(
    data: FakeDatabase, text: str, typed: str, shown: str
) -> None:
    store.save_entry(data.db, entry(text), 1)
    [hit] = search(data.connection, typed)
    assert shown in hit.text
    assert len(hit.text) <= 162
    [(start, length)] = places(hit.text, hit.words)
    assert clean(hit.text[start : start + length]).casefold().startswith(typed[0].casefold())


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("The bound is bounded; a Bound", ["bound"], ["bound", "bound", "Bound"]),
        ("cat concatenate", ["cat", "con"], ["cat", "con"]),
        ("Ça va, ca va", ["CA"], ["Ça", "ca"]),
        ("東京タワー", ["東京"], ["東京"]),
        ("a (b", ["(b"], ["(b"]),
        ("nothing", [""], []),
        ("İstanbul ﬁn", ["istanbul"], ["İstanbul"]),
    ],
)
def test_the_words_found_are_marked_whatever_their_case_and_accents(
    text: str, words: list[str], marked: list[str]
) -> None:
    assert [text[start : start + length] for start, length in places(text, words)] == marked


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_words_have_places_in_order_and_apart(text: str, words: list[str]) -> None:
    end = 0
    for start, length in places(text, words):
        assert end <= start < start + length <= len(text)
        end = start + length
