"""What other features hand to the journal, and what becomes of it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from spindle.core.clock import ManualClock
from spindle.core.feature import Handed, HandedBack, Rank
from spindle.core.ids import Ref
from spindle.features.journal import asks, contributions, queries, sheets
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.model import begin
from spindle.features.journal.search import search
from spindle.features.journal.service import JournalService
from tests.helpers.fakes import FakeApp, make_app

EVENING = datetime(2026, 3, 10, 21, 15)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(EVENING, "Europe/Berlin"), [JOURNAL])


def journal(app: FakeApp) -> JournalService:
    service = app.services["journal"]
    assert isinstance(service, JournalService)
    return service


def test_a_handed_question_becomes_an_open_one_that_remembers_its_source(app: FakeApp) -> None:
    app.bus.publish(Handed("Why?", Ref("thought", "t1"), "question"))
    app.bus.publish(Handed("Not for us", Ref("thought", "t2"), "drill"))
    app.bus.publish(Handed("  ", Ref("thought", "t3"), "question"))
    [kept] = queries.open_questions(app.data.connection)
    assert (kept.text, kept.source, kept.inbox) == ("Why?", Ref("thought", "t1"), None)


HEARD = "The bound fails when the graph is not connected."


def test_a_handed_sentence_waits_in_the_inbox_and_no_evening_takes_it_as_it_is(
    app: FakeApp,
) -> None:
    app.bus.publish(Handed(HEARD, Ref("reading_mark", "m1"), "question"))
    assert queries.open_questions(app.data.connection) == ()
    [raw] = queries.inbox(app.data.connection)
    assert raw.text == HEARD
    assert raw.inbox == app.clock.now().wall
    assert contributions.question(app.data.connection, app.asking()) == []
    offers = contributions.offers(app.data.connection, app.asking())
    assert all(offer.rank != Rank.QUESTION for offer in offers)
    tonight = begin("n1", app.clock.now(), 240)
    sheet = sheets.evening_sheet(app.data.connection, tonight, 4)
    assert [pick.id for pick in sheet.open] == [raw.id]


def test_something_in_the_inbox_becomes_a_question_and_its_words_stay(app: FakeApp) -> None:
    service = journal(app)
    app.bus.publish(Handed(HEARD, Ref("reading_mark", "m1"), "question"))
    [raw] = queries.inbox(app.data.connection)
    draft = service.writing.shaped(raw)
    assert draft.text == HEARD
    kept = service.writing.keep_question(replace(draft, text="Why does the bound fail?"))
    assert queries.inbox(app.data.connection) == ()
    thread = queries.thread(app.data.connection, kept.id)
    assert thread is not None
    assert [made.text for made in thread.made_of] == [HEARD]
    assert [hit.question for hit in search(app.data.connection, "connected")] == [kept.id]
    service.writing.unshape(kept)
    assert [each.id for each in queries.inbox(app.data.connection)] == [raw.id]
    assert queries.open_questions(app.data.connection) == ()


def test_what_was_handed_is_taken_back_with_ctrl_z(app: FakeApp) -> None:
    for text, kind in (("Why?", "question"), (HEARD, "question"), ("A note", "entry")):
        app.bus.publish(Handed(text, Ref("thought", "t1"), kind))
    shelf = queries.shelf(app.data.connection)
    assert len(shelf.questions) + len(shelf.entries) == 3
    for _ in range(3):
        assert journal(app).undo.back()
    shelf = queries.shelf(app.data.connection)
    assert (shelf.questions, shelf.entries) == ((), ())


def test_what_was_handed_goes_when_it_is_taken_back_where_it_came_from(app: FakeApp) -> None:
    asked = Handed("Why?", Ref("thought", "t1"), "question")
    noted = Handed("A note", Ref("thought", "t2"), "entry")
    for handed in (asked, noted):
        app.bus.publish(handed)

    for handed in (asked, noted, noted):
        app.bus.publish(HandedBack(handed))

    shelf = queries.shelf(app.data.connection)
    assert (shelf.questions, shelf.entries) == ((), ())


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Why does the bound fail?", True),
        ("Why does it fail, e.g. for trees?", True),
        ("“Why?” she asked. Nobody knew?", False),
        ("It fails. Why?", False),
        ("It fails for trees.", False),
        ("First\nsecond?", False),
        ("why " * 100 + "?", False),
        ("Why? #Graph theory", True),
        ("なぜ失敗するのか？", True),
    ],
)
def test_one_question_is_one_sentence_that_asks(text: str, one: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert asks.is_one_question(text) is one
