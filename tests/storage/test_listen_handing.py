"""What goes on to Drill or to the night: the missed sentence, its answer, what was kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spindle.core.feature import Handed, HandedBack, PageAsked
from spindle.core.ids import Ref
from spindle.features.listen.asking import GAP
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import HANDED
from spindle.features.listen.records import MarkKind
from spindle.features.listen.velocity.check import CheckKind
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import answer, hear, listening, long_text, until_asked

if TYPE_CHECKING:
    from spindle.features.listen.asking import Asked
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.requirement("reader-idea-10")


def handed(app: FakeApp) -> Handed:
    [last] = app.heard[-1:]
    assert isinstance(last, Handed)
    return last


def missed(app: FakeApp, service: "ListenService", kind: CheckKind) -> "Asked":
    """Listen, answering rightly, until a check of a kind comes, and miss it."""
    for _ in range(30):
        until_asked(app, service)
        asked = service.asked
        assert asked is not None
        if asked.check.kind is kind:
            service.answer((asked.check.answer + 1) % 4)
            return asked
        service.answer(asked.check.answer)
        hear(app, 2)
    raise AssertionError("no check of this kind came")


def sentence_of(service: "ListenService", asked: "Asked") -> str:
    script = service.script
    assert script is not None
    line = script.at(asked.place)
    assert line is not None
    return script.written(line)


def test_a_missing_word_becomes_an_item_with_its_gap_and_its_answer(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6))
    app.hear(Handed)
    service.play()
    asked = missed(app, service, CheckKind.CLOZE)
    service.hand_on("drill")
    given = handed(app)

    assert given.answer == asked.check.right
    assert given.text.count(GAP) == 1
    assert given.text.replace(GAP, given.answer) == sentence_of(service, asked)
    assert given.source == Ref("reading_check", asked.id)
    assert [each.sentence for each in service.notices.all] == [HANDED["drill"]]


def test_ctrl_z_takes_back_what_was_handed_on(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6))
    app.hear(Handed, HandedBack)
    service.play()
    missed(app, service, CheckKind.CLOZE)
    service.hand_on("drill")
    given = handed(app)

    assert service.undo.back()

    assert app.heard[-1:] == [HandedBack(given)]
    assert service.notices.all == ()


def test_the_sentence_that_was_missed_is_handed_on_not_the_one_where_the_check_opened(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text(9))
    app.hear(Handed)
    service.play()
    asked = missed(app, service, CheckKind.HEARD)
    script = service.script
    assert script is not None
    for kind in ("drill", "question"):
        service.hand_on(kind)
        assert handed(app).text == asked.check.right == sentence_of(service, asked)
        assert handed(app).text != script.written(asked.line)
        assert handed(app).source == Ref("reading_check", asked.id)


def test_for_the_night_the_sentence_is_whole(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6))
    app.hear(Handed)
    service.play()
    asked = missed(app, service, CheckKind.CLOZE)
    service.hand_on("question")

    assert (handed(app).text, handed(app).answer) == (sentence_of(service, asked), "")


def test_while_the_missed_sentence_is_said_again_it_can_still_be_handed_on(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6))
    app.hear(Handed)
    service.play()
    asked = missed(app, service, CheckKind.CLOZE)
    service.play()
    hear(app, 2)
    service.hand_on("drill")

    assert handed(app).source == Ref("reading_check", asked.id)


def test_an_open_check_gives_nothing_away(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    app.hear(Handed)
    service.play()
    until_asked(app, service)
    service.hand_on("drill")

    assert app.heard == []
    assert service.kept == ()


def test_after_a_miss_it_waits_until_it_is_told_to_go_on(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=False)
    hear(app, 60)
    assert service.asked is not None
    assert not service.playing
    service.toggle()

    assert service.asked is None
    assert service.playing


def test_the_sentence_just_heard_is_kept_and_handed_on(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.hear(Handed)
    service.play()
    hear(app, 3)
    service.hand_on("question")
    [mark] = service.kept

    assert handed(app) == Handed(
        "At night the sketch is read back.", Ref("reading_mark", mark.id), "question"
    )
    service.hand_on("drill")
    assert len(service.kept) == 1


def test_what_was_kept_before_is_handed_on_and_a_note_is_the_question(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.hear(Handed)
    service.play()
    hear(app, 3)
    service.keep(MarkKind.NOTE, "Why is it read back at all?")
    [note] = service.kept
    hear(app, 3)
    service.hand_on("question", note.id)
    assert handed(app).text == "Why is it read back at all?"
    service.hand_on("drill", note.id)
    assert handed(app).text == "At night the sketch is read back."
    assert handed(app).source == Ref("reading_mark", note.id)


def test_a_check_and_a_mark_have_titles_and_are_opened_at_their_sentence(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6))
    service.play()
    asked = missed(app, service, CheckKind.CLOZE)
    ref = Ref("reading_check", asked.id)
    assert LISTEN.describe is not None
    assert LISTEN.describe(app.data.connection, ref) == sentence_of(service, asked)
    assert LISTEN.describe(app.data.connection, Ref("reading_check", "gone")) is None
    service.end_session()
    app.hear(PageAsked)
    service.show(ref)

    assert service.spot.place == asked.place
    assert app.heard[-1] == PageAsked("listen")
