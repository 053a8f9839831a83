"""From one chapter into the next and back, over what was loaded behind it, and over empty ones."""

from pathlib import Path

import pytest

from spindle.core.clock import MINUTE
from spindle.features.listen.events import ReadingChanged
from spindle.features.listen.service import ListenService
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
