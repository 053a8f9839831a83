"""Missed checks once more: in the break after their block, and one the day after."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spindle.core.clock import HOUR, MINUTE
from spindle.core.feature import Handed, PageAsked
from spindle.core.ids import Ref
from spindle.features.focus.feature import FOCUS
from spindle.features.listen import missed
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import NONE_MISSED
from tests.helpers.reading import TAKER, answer, hear, listening, long_text, until_asked

if TYPE_CHECKING:
    from spindle.core.feature import Offer
    from spindle.features.listen.service import ListenService
    from tests.helpers.fakes import FakeApp

DAY = 24 * HOUR


def with_misses(tmp_path: Path, count: int = 2) -> "tuple[FakeApp, ListenService, list[str]]":
    """So many checks missed today; their ids."""
    app, service = listening(tmp_path, long_text(6), others=(TAKER,))
    names = miss(app, service, count)
    service.end_session()
    return app, service, names


def miss(app: "FakeApp", service: "ListenService", count: int) -> list[str]:
    names = []
    service.play()
    for _ in range(count):
        answer(app, service, right=False)
        assert service.asked is not None
        names.append(service.asked.id)
        service.play()
        hear(app, 2)
    return names


def offered(app: "FakeApp") -> "list[Offer]":
    offers = LISTEN.offers(app.data.connection, app.asking())
    return [each for each in offers if each.start == "listen.missed"]


def rows(app: "FakeApp") -> "list[dict[str, object]]":
    return app.data.rows("SELECT check_id, given, outcome FROM reading_again ORDER BY asked")


@pytest.mark.requirement("reader-idea-10")
def test_the_day_after_one_missed_check_is_offered_and_asked(tmp_path: Path) -> None:
    app, service, names = with_misses(tmp_path)
    assert offered(app) == [], "not on the same day"
    app.time.pass_(DAY)
    [offer] = offered(app)
    assert offer.ref == Ref("reading_check", names[-1])
    assert offer.title == "Chapter 0", "the text it comes from"
    pages = app.hear(PageAsked)
    service.ask_again(offer.ref)
    question = service.again.open
    assert question is not None
    assert (question.id, question.is_open, service.again.left) == (names[-1], True, 0)
    service.again.answer(question.check.answer)

    assert rows(app) == [
        {"check_id": names[-1], "given": question.check.answer, "outcome": "right"}
    ]
    assert offered(app) == [], "one a day"
    service.again.go_on()
    assert service.again.open is None
    assert [each.page for each in pages if isinstance(each, PageAsked)] == ["listen", "today"]
    app.time.pass_(DAY)
    assert offered(app) == [], "a day later it has been long enough"


def test_answers_to_them_move_no_speed_and_no_estimate(tmp_path: Path) -> None:
    app, service, _ = with_misses(tmp_path)
    before = app.data.rows("SELECT count(*) AS n FROM speed_change UNION ALL"
                           " SELECT count(*) FROM reading_check")  # fmt: skip
    wpm = service.wpm
    service.ask_again()
    service.again.answer(0)
    service.again.go_on()
    service.again.answer(1)

    after = app.data.rows("SELECT count(*) AS n FROM speed_change UNION ALL"
                          " SELECT count(*) FROM reading_check")  # fmt: skip
    assert (after, service.wpm) == (before, wpm)


def test_by_name_all_that_wait_are_asked_and_none_twice_a_day(tmp_path: Path) -> None:
    app, service, names = with_misses(tmp_path, 3)
    assert service.again.waits == 3
    service.ask_again()
    asked = []
    while (question := service.again.open) is not None:
        asked.append(question.id)
        service.again.answer((question.check.answer + 1) % 4)
        service.again.go_on()

    assert asked == names
    assert [row["outcome"] for row in rows(app)] == ["missed"] * 3
    assert service.again.waits == 0
    service.ask_again()
    assert service.again.open is None
    assert [each.sentence for each in service.notices.all] == [NONE_MISSED]
    app.time.pass_(DAY)
    service.again.refresh()
    assert service.again.waits == 3, "missed again, so it is asked the day after"


def test_a_skipped_one_is_skipped_for_good_and_a_left_one_waits(tmp_path: Path) -> None:
    app, service, names = with_misses(tmp_path)
    service.ask_again()
    service.again.skip()
    question = service.again.open
    assert question is not None
    assert question.id == names[1]
    service.again.leave()

    assert [row["outcome"] for row in rows(app)] == ["skipped"]
    assert service.again.open is None
    assert service.again.waits == 1
    service.ask_again()
    question = service.again.open
    assert question is not None
    assert question.id == names[1]


def test_a_missed_one_can_be_handed_on_from_there(tmp_path: Path) -> None:
    app, service, names = with_misses(tmp_path)
    app.hear(Handed)
    service.ask_again()
    question = service.again.open
    assert question is not None
    service.hand_on("question")
    assert not [each for each in app.heard if isinstance(each, Handed)], "not while it is open"
    service.again.answer((question.check.answer + 1) % 4)
    service.hand_on("question")

    [given] = [each for each in app.heard if isinstance(each, Handed)]
    assert given.source == Ref("reading_check", names[0])


def test_a_text_that_was_removed_is_asked_no_more(tmp_path: Path) -> None:
    app, service, _ = with_misses(tmp_path)
    back = service.remove(service.library.documents[0].id)
    service.again.refresh()
    assert service.again.waits == 0
    app.time.pass_(DAY)
    assert offered(app) == []
    back()
    assert len(offered(app)) == 1


def test_opening_the_sentence_puts_the_question_away(tmp_path: Path) -> None:
    _, service, names = with_misses(tmp_path)
    service.ask_again()
    service.again.answer(0)
    service.show(Ref("reading_check", names[0]))

    assert service.again.open is None
    assert service.spot.line is not None


@pytest.mark.requirement("reader-idea-8")
def test_the_break_offers_what_was_missed_in_its_block_three_at_most(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(9), others=(FOCUS,))
    focus = app.services["focus"]
    outside = miss(app, service, 1)
    service.end_session()
    focus.start("Read", first=60 * MINUTE)
    inside = miss(app, service, 4)
    pages = app.hear(PageAsked)
    focus.take_break("Walk")
    service.end_session()
    [recall] = missed.recalls(app.data.connection, app.asking())
    assert recall.words.facts == {"count": 3}
    assert focus.recalling.first == recall
    focus.recalling.ask()
    asked = []
    while (question := service.again.open) is not None:
        asked.append(question.id)
        service.again.answer(question.check.answer)
        service.again.go_on()

    assert asked == inside[-3:]
    assert outside[0] not in asked
    assert [each.page for each in pages if isinstance(each, PageAsked)][-2:] == ["listen", "focus"]
    assert focus.recalling.first is not None, "the fourth is left"
    focus.back_to_work()
    assert focus.recalling.first is None, "in a break only"


def test_a_break_after_a_block_without_misses_offers_nothing(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6), others=(FOCUS,))
    focus = app.services["focus"]
    focus.start("Read", first=60 * MINUTE)
    service.play()
    answer(app, service, right=True)
    focus.take_break("Walk")

    assert focus.recalling.first is None
    focus.recalling.ask()
    assert service.again.open is None


@pytest.mark.parametrize("how", ["missed", "right", "skipped"])
def test_a_check_that_is_answered_after_its_session_was_closed_belongs_to_that(
    tmp_path: Path, how: str
) -> None:
    app, service = listening(tmp_path, long_text(6))
    service.play()
    until_asked(app, service)
    assert service.asked is not None
    name, good = service.asked.id, service.asked.check.answer
    app.time.pass_(40 * MINUTE)
    [session] = app.data.rows("SELECT id, ended FROM session")
    assert session["ended"] is not None
    if how == "skipped":
        service.skip_check()
    else:
        service.answer(good if how == "right" else (good + 1) % 4)

    assert app.data.rows("SELECT id, session_id, number, outcome FROM reading_check") == [
        {"id": name, "session_id": session["id"], "number": 1, "outcome": how}
    ]
    assert service.again.waits == (how == "missed"), "asked again without another session"
    service.play()
    hear(app, 10)
    assert service.sitting is not None
    assert service.sitting.session is not None, "and going on begins the next session"
    assert service.sitting.checks == 0, "to which it does not belong"
    service.end_session()
    app.time.pass_(DAY)
    assert [each.ref.id for each in offered(app)] == ([name] if how == "missed" else [])
