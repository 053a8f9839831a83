"""From one chapter into the next and back, over what was loaded behind it, and over empty ones."""

from pathlib import Path

import pytest

from spindle.core.clock import MINUTE
from spindle.features.listen.events import ReadingChanged
from spindle.features.listen.service import ListenService
from spindle.features.listen.text.skip import Reason
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import hear, lane, listening


def into(app: FakeApp, service: ListenService, chapter: int) -> None:
    """Listen until a moment after a chapter has begun."""
    service.play()
    for _ in range(400):
        if service.spot.place.chapter == chapter:
            break
        hear(app, 0.25)
    assert service.spot.place.chapter == chapter
    hear(app, 1)


def shown(service: ListenService) -> tuple[int, int]:
    """The chapter on the page, and the one in which the voice is."""
    assert service.script is not None
    return service.script.chapter, service.spot.place.chapter


@pytest.mark.requirement("reader-4")
@pytest.mark.parametrize("late", [False, True])
def test_what_is_heard_again_after_a_break_may_lie_in_the_chapter_before(
    tmp_path: Path, *, late: bool
) -> None:
    app, service = listening(tmp_path)
    app.sounding.late = late
    into(app, service, 1)
    service.toggle()
    app.sounding.report()
    app.time.pass_(2 * MINUTE)
    service.toggle()
    app.sounding.report()

    assert lane(app).playing
    assert service.playing, "the page says that it sounds"
    assert shown(service) == (0, 0), "and shows the chapter that is heard"
    service.toggle()
    app.sounding.report()
    assert not lane(app).playing, "so the next press rests it"
    assert not service.playing
    service.toggle()
    hear(app, 12)
    assert shown(service) == (1, 1), "and it goes on into the next as before"


def test_seconds_back_over_the_start_of_a_chapter_are_shown_and_can_be_paused(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    into(app, service, 1)
    service.skip(-5)
    assert service.playing
    assert shown(service) == (0, 0)
    place = service.spot.place
    hear(app, 1)
    assert service.spot.place > place, "the word that is heard is followed"
    service.toggle()
    assert not lane(app).playing
    assert not service.playing
    service.toggle()
    assert lane(app).playing


def test_seconds_back_while_it_rests_turn_the_page_back(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    into(app, service, 1)
    service.pause()
    told: list[tuple[int, int]] = []
    app.bus.subscribe(ReadingChanged, lambda _: told.append(shown(service)))
    app.sounding.late = True
    service.skip(-5)
    app.sounding.report()

    assert told[-1] == (0, 0)
    assert not service.playing


def test_it_goes_back_over_two_chapters_and_each_that_follows_is_loaded_once(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    into(app, service, 2)
    for _ in range(4):
        service.skip(-10)
    assert shown(service) == (0, 0)
    into(app, service, 2)
    names = [each.id for each in lane(app).utterances]
    assert len(names) == len(set(names))
    hear(app, 30)
    [document] = service.library.documents
    assert document.finished is not None


def test_what_sounds_where_no_sentence_is_known_can_be_paused_all_the_same(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    into(app, service, 1)
    service.reader.loaded = service.reader.loaded[1:]
    service.skip(-5)
    assert service.playing
    service.toggle()
    assert not service.playing
    service.toggle()
    assert service.playing, "and sounds on"


LINKS = "# https://example.org/a\n\nhttps://example.org/b https://example.org/c\n\n"
"""A chapter of which nothing is said."""

FIRST = "# One\n\n" + " ".join(f"It was word {n} of one." for n in range(9)) + "\n\n"
LAST = "# Last\n\nIn the morning a little more is yours. It was quiet work.\n\n"


def silent_at(service: ListenService, *, seconds: int, app: FakeApp) -> list[int]:
    """In which quarters of a second of so many it did not sound."""
    silent = []
    for quarter in range(4 * seconds):
        hear(app, 0.25)
        if not service.playing:
            silent.append(quarter)
    return silent


def test_a_chapter_with_nothing_to_say_is_passed_without_a_gap(tmp_path: Path) -> None:
    app, service = listening(tmp_path, FIRST + LINKS + LINKS + LAST)
    into(app, service, 0)
    while service.spot.place.chapter == 0:
        assert silent_at(service, seconds=1, app=app) == []
    assert shown(service) == (3, 3)
    texts = lane(app).texts
    assert texts.count("It was word 8 of one.") == texts.count("Last") == 1, "one load holds both"
    hear(app, 30)

    [document] = service.library.documents
    assert document.finished is not None


def test_a_text_whose_last_chapters_have_nothing_to_say_ends_before_them(tmp_path: Path) -> None:
    app, service = listening(tmp_path, FIRST + LINKS + LINKS)
    into(app, service, 0)
    hear(app, 60)

    assert not service.going
    [document] = service.library.documents
    assert document.finished is not None
    assert app.data.rows("SELECT outcome FROM session") == [{"outcome": "completed"}]
    assert shown(service) == (0, 0), "the page stays where the voice ended"


def test_space_in_a_last_chapter_with_nothing_to_say_ends_the_text_and_no_other(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, FIRST + LINKS + LINKS)
    into(app, service, 0)
    service.pause()
    service.next_chapter()
    assert service.spot.line is None
    service.toggle()
    assert not service.going
    [document] = service.library.documents
    assert document.finished is not None
    assert app.data.rows("SELECT outcome FROM session") == [{"outcome": "completed"}]

    other = tmp_path / "Other.md"
    other.write_text(FIRST + LAST, encoding="utf-8")
    service.add(other)
    into(app, service, 0)
    while service.reader.following is None:
        hear(app, 0.25)
    assert service.spot.place.chapter == 0, "the next chapter waits for the end of this one"
    assert service.playing


def test_space_in_a_chapter_with_nothing_to_say_goes_on_behind_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path, FIRST + LINKS + LINKS + LAST)
    service.go_to_chapter(1)
    assert service.spot.line is None
    app.data.hold()
    service.toggle()
    assert service.going
    service.toggle()
    app.data.release()
    assert not service.going, "a second press before it is found rests it"
    service.toggle()
    assert shown(service) == (3, 3)
    assert service.playing


def test_a_switch_in_a_chapter_with_nothing_to_say_stays_in_that_chapter(tmp_path: Path) -> None:
    _, service = listening(tmp_path, FIRST + LINKS + LAST)
    service.go_to_chapter(1)
    service.set_skip(Reason.URLS, on=False)
    assert shown(service) == (1, 1), "now it is said"
    service.set_skip(Reason.URLS, on=True)
    assert service.script is not None
    assert service.script.chapter == 1
    service.set_skip(Reason.CODE, on=False)
    assert service.script.chapter == 1


def test_a_switch_that_leaves_nothing_of_the_chapter_that_sounds_goes_on_behind_it(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, FIRST + LINKS + LAST)
    service.set_skip(Reason.URLS, on=False)
    into(app, service, 1)
    service.set_skip(Reason.URLS, on=True)
    assert shown(service) == (2, 2)
    assert service.playing


def test_a_switch_that_is_turned_where_the_next_chapter_begins_stays_there(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    into(app, service, 0)
    while service.reader.following is None:
        hear(app, 0.25)
    app.data.hold()
    service.set_skip(Reason.BRACKETS, on=True)
    while service.spot.place.chapter == 0:
        hear(app, 0.25)
    hear(app, 2)
    place = service.spot.place
    app.data.release()

    assert shown(service) == (1, 1)
    assert service.spot.place == place
    assert service.playing
