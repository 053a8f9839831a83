"""What text is kept under: the thing it is the text of, so that of two the newer can be told."""

from dataclasses import replace
from pathlib import Path

from spindle.core.ids import SessionId, new_id
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.store import FocusStore
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.records import EntryKind
from spindle.features.journal.writing import Writing
from tests.helpers.fakes import make_app


def test_a_kept_text_names_what_it_is_the_text_of(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=[FOCUS, JOURNAL])
    writing, session = Writing(app, lambda: 240), SessionId(new_id())
    entry = writing.new_entry(EntryKind.FREE)
    question = writing.new_question("What does bar 17 lack?")

    writing.save_entry(replace(entry, text="older"))
    writing.save_entry(replace(entry, text="newer"))
    writing.save_question(question)
    FocusStore(app.database).save_words(session, "note", "Nearly", 1)

    assert [kept["thing"] for kept in app.data.kept] == [entry.id, entry.id, question.id, session]
    assert not [kept for kept in app.data.kept if "id" in kept]


def test_a_kept_question_keeps_the_aim_that_was_typed_at_its_end(tmp_path: Path) -> None:
    app = make_app(tmp_path, features=[FOCUS, JOURNAL])
    writing = Writing(app, lambda: 240)

    writing.keep_question(writing.new_question("What does bar 17 lack? #Sonata"))

    assert app.data.kept[-1]["text"] == "What does bar 17 lack? #Sonata"
    assert app.data.rows("SELECT text FROM question") == [{"text": "What does bar 17 lack?"}]
