"""Over the edge of a chapter, by every key, both ways, playing and resting, and after a check."""

from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from typing import Final

import pytest

from spindle.core.clock import MINUTE, SECOND
from spindle.core.sound_events import At
from spindle.features.listen import queries
from spindle.features.listen.asking import Asking
from spindle.features.listen.events import ReadingChanged
from spindle.features.listen.notices import LEFT_OUT, About
from spindle.features.listen.script import Line, Script
from spindle.features.listen.service import ListenService
from spindle.features.listen.settings import BACK_AT_ONCE, CHECKS, EASY
from spindle.features.listen.text.model import Chapter
from spindle.features.listen.text.packed import pack
from tests.helpers.fakes import FakeApp
from tests.helpers.public_texts import sentences
from tests.helpers.reading import hear, lane, listening, until_asked

Verb = Callable[[ListenService], object]

RIGHT: Final[Verb] = methodcaller("step", 1)
LEFT: Final[Verb] = methodcaller("step", -1)
DOWN: Final[Verb] = methodcaller("paragraph", 1)
UP: Final[Verb] = methodcaller("paragraph", -1)

NOTHING: Final = Chapter(title="")
LAST_OF_FIRST: Final = "When they line up, the fragment passes."


def at(service: ListenService) -> str:
    """The sentence at the place, as written."""
    script, line = service.script, service.spot.line
    assert script is not None
    assert line is not None
    return script.written(line)


def to_line(service: ListenService, chapter: int, number: int) -> None:
    """Lie at a sentence, with nothing of its neighbours loaded."""
    service.go_to_chapter(chapter)
    assert service.script is not None
    lines = service.script.lines
    service.open_at(lines[number].place)
    assert service.script is not None
    assert service.reader.held(chapter - 1) is None


def chapter_is(app: FakeApp, chapter: int, packed: bytes) -> None:
    """A chapter has other contents in the file."""
    app.data.connection.execute(
        "UPDATE document_text SET packed = ? WHERE chapter = ?", (packed, chapter)
    )


def said_of_trouble(service: ListenService) -> tuple[str, str]:
    """What is said above the text about a damaged chapter, and which."""
    [notice] = [each for each in service.notices.all if each.about is About.TROUBLE]
    return notice.sentence, dict(notice.facts)["chapter"]


@pytest.fixture(params=["resting", "playing"])
def reading(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[FakeApp, ListenService]:
    app, service = listening(tmp_path)
    if request.param == "playing":
        service.play()
    return app, service


@pytest.mark.requirement("reader-16")
@pytest.mark.requirement("reader-row-17")
@pytest.mark.parametrize(
    ("chapter", "number", "verb", "sentence", "to"),
    [
        (0, -1, RIGHT, "Unfinished things", 1),
        (0, -1, DOWN, "Unfinished things", 1),
        (0, -2, DOWN, "Unfinished things", 1),
        (1, 0, LEFT, LAST_OF_FIRST, 0),
        (1, 0, UP, "The three rhythms nest inside one another.", 0),
        (1, -1, RIGHT, "Morning", 2),
        (2, 0, LEFT, "Things left unfinished appear to be favoured.", 1),
    ],
)
def test_a_step_goes_on_into_the_chapter_beside_and_is_taken_back(
    reading: tuple[FakeApp, ListenService],
    chapter: int,
    number: int,
    verb: Verb,
    sentence: str,
    to: int,
) -> None:
    app, service = reading
    to_line(service, chapter, number)
    before, playing = service.spot.place, service.playing
    verb(service)

    assert at(service) == sentence
    assert service.script is not None
    assert service.script.chapter == to
    assert service.playing == playing
    assert service.bound is None
    service.take_back()
    assert service.spot.place == before
    assert service.playing == playing
    if playing:
        verb(service)
        hear(app, 1)
        assert service.spot.place.chapter == to, "and it sounds there"


@pytest.mark.requirement("reader-16")
def test_a_step_on_into_a_chapter_that_is_loaded_loads_nothing_anew(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 5)
    assert service.reader.following is not None
    service.step(4)
    assert at(service) == "Unfinished things"
    service.step(-1)
    assert at(service) == LAST_OF_FIRST
    hear(app, 4)
    assert service.script is not None
    assert service.script.chapter == 1
    assert [each.id for each in lane(app).utterances].count("1.0") == 1


@pytest.mark.requirement("reader-16")
@pytest.mark.parametrize(("number", "verb"), [(0, LEFT), (0, UP), (-1, RIGHT), (-1, DOWN)])
def test_beyond_the_text_there_is_nothing_and_what_sounds_goes_on(
    reading: tuple[FakeApp, ListenService], number: int, verb: Verb
) -> None:
    app, service = reading
    to_line(service, 2 if number else 0, number)
    if service.playing:
        hear(app, 0.5)
    spot, ms, steps = service.spot, lane(app).ms, len(service.undo._inverses)
    verb(service)

    assert service.spot == spot
    assert lane(app).ms == ms
    assert service.bound is None
    assert len(service.undo._inverses) == steps


@pytest.mark.requirement("reader-16")
@pytest.mark.requirement("reader-row-17")
def test_ten_seconds_go_on_over_the_edge_by_what_is_left(
    reading: tuple[FakeApp, ListenService],
) -> None:
    _, service = reading
    to_line(service, 1, 0)
    before, playing = service.spot.place, service.playing
    service.skip(-10)

    # 30 words of 3 a second: 7 of them are LAST_OF_FIRST, 7 the one before, 3 and 6 before that.
    assert at(service) == "At night the sketch is read back."
    assert service.reader.ms == pytest.approx(0, abs=500)
    assert service.playing == playing
    service.skip(10)
    assert service.spot.place == before
    assert service.playing == playing
    service.take_back()
    service.take_back()
    assert service.spot.place == before


@pytest.mark.requirement("reader-16")
def test_ten_seconds_on_reach_over_a_chapter_as_short_as_three_seconds(
    reading: tuple[FakeApp, ListenService],
) -> None:
    _, service = reading
    to_line(service, 0, -1)
    service.skip(10.1)  # 7 words, 2, 7 and 7, and seven of the third chapter

    assert service.script is not None
    assert service.script.chapter == 2
    assert at(service) == "In the morning a little more is yours."
    service.skip(-10)
    assert at(service) == LAST_OF_FIRST


@pytest.mark.requirement("reader-16")
def test_ten_seconds_stop_at_the_ends_of_the_text(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    hear(app, 1)
    service.skip(-10)
    assert service.spot.place == service.script.lines[0].place if service.script else False
    assert service.bound is None


@pytest.mark.requirement("reader-16")
def test_a_held_key_goes_from_chapter_to_chapter_and_is_taken_back(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    first = service.spot.place
    for _ in range(11):
        app.data.hold()
        service.step(1)
        app.data.release()
    assert at(service) == "It was quiet work."
    assert service.playing
    for _ in range(9):
        service.step(-1)
    assert at(service) == "Slow waves sweep across the cortex."
    for _ in range(30):
        service.skip(-10)
    assert service.spot.place == first
    for _ in range(30):
        service.paragraph(1)
    assert at(service) == "In the morning a little more is yours."


@pytest.mark.requirement("reader-16")
def test_what_is_pressed_while_the_neighbour_comes_is_done_once_it_is_there(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    to_line(service, 1, 0)
    app.data.hold()
    service.step(-1)
    service.step(-1)
    service.paragraph(-1)
    service.toggle()
    assert service.script is not None
    assert service.script.chapter == 1
    app.data.release()

    assert at(service) == "At night the sketch is read back."
    assert service.playing
    service.pause()
    to_line(service, 1, 0)
    app.data.hold()
    service.skip(-10)
    service.skip(-1)
    service.next_chapter()
    app.data.release()
    assert service.script is not None
    assert service.script.chapter == 2, "what is asked for last is where it goes"
    assert not service.playing


@pytest.mark.requirement("reader-16")
@pytest.mark.parametrize("broken", [True, False], ids=["damaged", "empty"])
def test_a_chapter_that_cannot_be_said_is_stepped_over(
    reading: tuple[FakeApp, ListenService], *, broken: bool
) -> None:
    app, service = reading
    to_line(service, 0, -1)
    chapter_is(app, 1, b"x" if broken else pack(NOTHING))
    service.reader.open(service.document, service.script, service.spot.place)  # type: ignore[arg-type]
    service.step(1)

    assert at(service) == "Morning"
    assert service.notices.has(About.TROUBLE) == broken
    assert not broken or said_of_trouble(service) == (LEFT_OUT, "Unfinished things")
    service.paragraph(-1)
    assert at(service) == "The three rhythms nest inside one another."
    service.paragraph(1)
    service.skip(-2)
    assert at(service) == LAST_OF_FIRST
    service.skip(2.1)
    assert at(service) == "Morning"


@pytest.mark.requirement("reader-16")
def test_a_damaged_last_chapter_leaves_it_where_it_is(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    to_line(service, 1, -1)
    chapter_is(app, 2, b"x")
    service.play()
    place = service.spot.place
    service.step(1)
    service.paragraph(1)

    assert service.spot.place == place
    assert service.playing
    assert service.bound is None
    service.step(-1)
    assert at(service) == "What is read back is not random."


@pytest.mark.requirement("reader-16")
def test_out_of_an_empty_chapter_every_key_leads(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    chapter_is(app, 1, pack(NOTHING))
    for verb, sentence in (
        (RIGHT, "Morning"),
        (DOWN, "Morning"),
        (LEFT, LAST_OF_FIRST),
        (UP, "The three rhythms nest inside one another."),
        (lambda it: it.skip(10), "Morning"),
    ):
        service.go_to_chapter(1)
        assert service.spot.line is None
        verb(service)
        assert at(service) == sentence
    service.take_back()
    assert service.spot.line is None
    service.play()
    assert at(service) == "Morning"
    assert service.playing


def test_before_an_empty_chapter_all_is_heard_to_its_end(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.settings.set(CHECKS, False)
    to_line(service, 0, 0)
    chapter_is(app, 1, pack(NOTHING))
    heard = []
    service.play()
    for _ in range(120):
        hear(app, 0.25)
        heard.append(at(service))

    assert list(dict.fromkeys(heard)) == [
        "What is read back",
        "At night the sketch is read back.",
        "Slow waves sweep across the cortex.",
        "The thalamus answers.",
        "The three rhythms nest inside one another.",
        LAST_OF_FIRST,
        "Morning",
        "In the morning a little more is yours.",
        "It was quiet work.",
    ]


@pytest.mark.requirement("reader-19")
@pytest.mark.requirement("reader-row-42")
@pytest.mark.parametrize(
    ("away", "sentence"),
    [
        (30 * SECOND, LAST_OF_FIRST),
        (2 * MINUTE, "At night the sketch is read back."),
        (3 * 60 * MINUTE, "What is read back"),
    ],
)
@pytest.mark.parametrize("loaded", [True, False])
def test_after_a_break_at_a_chapters_start_the_end_of_the_one_before_is_heard_again(
    tmp_path: Path, away: int, sentence: str, *, loaded: bool
) -> None:
    app, service = listening(tmp_path)
    service.play()
    if not loaded:
        service.go_to_chapter(1)
    while service.spot.place.chapter == 0:
        hear(app, 0.25)
    service.pause()
    app.time.pass_(away)
    if away > 5 * MINUTE and service.document is not None:
        service.open(service.document.id)
    service.play()

    assert at(service) == sentence
    assert service.playing
    hear(app, 40)
    assert service.spot.place.chapter == 2


@pytest.mark.requirement("reader-19")
def test_who_jumped_while_it_rested_hears_what_was_jumped_to(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 2)
    service.pause()
    service.next_chapter()
    app.time.pass_(30 * SECOND)
    service.play()

    assert at(service) == "Unfinished things"


@pytest.mark.requirement("reader-19")
def test_going_back_a_sentence_at_once_does_not_hold_it_at_a_chapters_end(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.settings.set(BACK_AT_ONCE, 1)
    to_line(service, 0, -1)
    app.data.hold()  # the next chapter is not there in time, so that the voice comes to an end
    service.play()
    hear(app, 5)
    app.data.release()
    hear(app, 3)

    assert service.spot.place.chapter == 1


@pytest.mark.parametrize("loaded", [True, False], ids=["read ahead", "read when due"])
def test_a_damaged_chapter_is_left_out_of_what_is_heard(tmp_path: Path, *, loaded: bool) -> None:
    app, service = listening(tmp_path)
    chapter_is(app, 1, b"x")
    to_line(service, 0, 0)
    if not loaded:
        service.reader._wanted = 0
    service.play()
    for _ in range(200):
        hear(app, 0.25)
        assert service.playing or not loaded, "without a gap"
        if service.spot.place.chapter == 2:
            break

    assert at(service) == "Morning"
    assert service.playing
    assert said_of_trouble(service) == (LEFT_OUT, "Unfinished things")
    service.play()
    hear(app, 30)
    assert app.data.rows("SELECT outcome FROM session") == [{"outcome": "completed"}]


def test_behind_a_damaged_chapter_checks_are_made_of_the_chapters_around_it(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    chapter_is(app, 1, b"x")
    assert service.document is not None
    found = queries.surroundings(app.data.connection, service.document, range(3))

    assert found.lines.keys() == {0, 2}
    service.go_to_chapter(2)
    assert service.script is not None
    assert found.has(service.script)


def test_a_text_whose_last_chapter_is_damaged_ends_before_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    chapter_is(app, 2, b"x")
    to_line(service, 1, 0)
    service.play()
    hear(app, 30)

    assert not service.going
    assert said_of_trouble(service) == (LEFT_OUT, "Morning")
    [document] = service.library.documents
    assert document.finished is not None


@pytest.mark.parametrize("broken", [True, False], ids=["damaged", "whole"])
@pytest.mark.parametrize("way", ["asked for", "sounds on"])
def test_a_chapter_of_the_text_before_never_shows_in_the_one_that_is_opened(
    tmp_path: Path, way: str, *, broken: bool
) -> None:
    app, service = listening(tmp_path)
    assert service.document is not None
    first = service.document.id
    other = tmp_path / "Other.md"
    other.write_text("# A\n\nAnother text.\n\n# B\n\nIt is short.\n", encoding="utf-8")
    service.add(other)
    second = service.document.id
    service.open(first)
    if broken:
        chapter_is(app, 1, b"x")
    if way == "sounds on":
        to_line(service, 0, -1)
        service.reader._wanted = 0
        service.play()
    shown: list[tuple[str, int]] = []

    def look(_: ReadingChanged) -> None:
        if service.document is not None and service.script is not None:
            shown.append((service.document.id, service.script.chapter))

    app.data.hold()
    if way == "sounds on":
        hear(app, 5)
    else:
        service.go_to_chapter(1)
    assert broken or service.bound is not None
    service.open(second)
    app.bus.subscribe(ReadingChanged, look)
    app.data.release()

    assert (first, 1) not in shown
    assert shown[-1] == (second, 0)
    assert service.bound is None
    assert not service.playing
    assert not service.notices.has(About.TROUBLE)
    assert service.sitting is not None
    assert service.sitting.document.id == second


# A check behind the last sentence of a chapter


def darwin(chapters: int) -> str:
    """Twenty of Darwin's sentences, and a short second chapter if one is wanted."""
    first = " ".join(each.text for each in sentences("darwin-origin")[:20])
    second = "# Two\n\nHere the second one begins. It is short. It goes on a little."
    return f"# One\n\n{first}" if chapters == 1 else f"# One\n\n{first}\n\n{second}"


@pytest.fixture
def behind_a_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one check is due behind the last sentence of the first chapter."""

    def is_due(_asking: Asking, words: int, line: Line, script: Script) -> bool:
        return words > 0 and script.chapter == 0 and line is script.lines[-1]

    monkeypatch.setattr(Asking, "_is_due", is_due)


def asked_at_the_end(
    tmp_path: Path, chapters: int, *, loaded: bool
) -> tuple[FakeApp, ListenService]:
    """A check is open behind the last sentence of the first chapter."""
    app, service = listening(tmp_path, darwin(chapters))
    app.settings.set(EASY, 0)
    if not loaded:
        to_line(service, 0, 0)
        service.reader._wanted = 0
    service.play()
    until_asked(app, service)
    assert service.asked is not None
    assert service.script is not None
    assert service.asked.line is service.script.lines[-1]
    assert (service.reader.following is not None) == (loaded and chapters == 2)
    return app, service


def go_on(app: FakeApp, service: ListenService, how: str) -> None:
    assert service.asked is not None
    app.time.pass_(20 * SECOND)  # a check may be thought about
    if how == "skipped":
        service.skip_check()
    else:
        service.answer(service.asked.check.answer)
        app.time.pass_(5 * SECOND)


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize("how", ["answered", "skipped"])
def test_after_a_check_behind_a_chapter_the_next_one_begins(
    tmp_path: Path, how: str, *, loaded: bool
) -> None:
    app, service = asked_at_the_end(tmp_path, 2, loaded=loaded)
    assert service.sitting is not None
    assert service.script is not None
    words = service.script.words
    assert service.sitting.heard.total == words
    go_on(app, service, how)

    assert service.playing
    assert at(service) == "Two"
    hear(app, 0.3)
    assert service.sitting.heard.total <= words + 2


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
@pytest.mark.parametrize("how", ["answered", "skipped"])
def test_after_a_check_behind_the_text_it_has_ended(tmp_path: Path, how: str) -> None:
    app, service = asked_at_the_end(tmp_path, 1, loaded=False)
    assert service.script is not None
    words = service.script.words
    go_on(app, service, how)

    assert not service.playing
    [row] = app.data.rows("SELECT words FROM listening")
    assert row["words"] == words
    [document] = app.data.rows("SELECT finished FROM document")
    assert document["finished"] is not None


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
def test_while_a_check_behind_a_chapter_is_open_that_chapter_is_shown(tmp_path: Path) -> None:
    app, service = asked_at_the_end(tmp_path, 2, loaded=True)
    asked = service.asked
    assert asked is not None
    # The voice rests where the next sentence begins.
    lane(app).told(At(utterance="1.0", start=0, end=3, ms=0.0, playing=False))
    assert service.script is not None
    assert service.script.chapter == 0
    service.answer((asked.check.answer + 1) % 4)
    service.play()
    assert service.spot.place == asked.place, "the missed sentence is said again"


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
@pytest.mark.parametrize(("verb", "chapter"), [(RIGHT, 1), (LEFT, 0), (UP, 0), (DOWN, 1)])
def test_a_key_on_a_check_behind_a_chapter_is_counted_from_its_sentence(
    tmp_path: Path, verb: Verb, chapter: int
) -> None:
    _, service = asked_at_the_end(tmp_path, 2, loaded=True)
    last = service.asked.line.number if service.asked is not None else 0
    verb(service)

    assert service.asked is None
    assert service.spot.line is not None
    assert service.spot.line.chapter == chapter
    assert service.spot.line.number < last


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
@pytest.mark.parametrize("loaded", [True, False])
def test_after_a_miss_behind_a_chapter_its_sentence_is_said_again_and_the_next_one_begins(
    tmp_path: Path, *, loaded: bool
) -> None:
    app, service = asked_at_the_end(tmp_path, 2, loaded=loaded)
    asked = service.asked
    assert asked is not None
    service.answer((asked.check.answer + 1) % 4)
    service.play()
    assert service.spot.place == asked.place, "back in the chapter before"
    slow = lane(app).ratio
    said: list[str] = []
    first = service.script
    assert first is not None
    for _ in range(400):
        if service.spot.place.chapter == 1:
            break
        said.append(at(service))
        hear(app, 0.25)

    again = [first.written(line) for line in first.lines[asked.check.sentence :]]
    assert list(dict.fromkeys(said)) == again
    assert at(service) == "Two"
    assert service.playing
    assert service.asked is None, "what is said again is not asked about again"
    assert lane(app).ratio > slow


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
def test_after_a_miss_behind_the_text_it_is_said_again_and_has_ended(tmp_path: Path) -> None:
    app, service = asked_at_the_end(tmp_path, 1, loaded=False)
    assert service.asked is not None
    service.answer((service.asked.check.answer + 1) % 4)
    service.play()
    assert service.playing
    hear(app, 60)

    assert not service.playing
    assert app.data.rows("SELECT outcome FROM session") == [{"outcome": "completed"}]
    assert app.data.rows("SELECT outcome FROM reading_check") == [{"outcome": "missed"}]


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
def test_who_leaves_a_check_behind_the_text_has_heard_that_to_its_end(tmp_path: Path) -> None:
    app, service = asked_at_the_end(tmp_path, 1, loaded=False)
    other = tmp_path / "Other.md"
    other.write_text("Another text. It is short.", encoding="utf-8")
    service.add(other)

    left = app.data.rows("SELECT heard, words, finished >= opened AS whole FROM document LIMIT 1")
    assert left[0]["whole"]
    assert left[0]["heard"] == left[0]["words"]


@pytest.mark.usefixtures("behind_a_chapter")
@pytest.mark.requirement("reader-row-25")
def test_who_falls_asleep_at_the_end_of_a_chapter_is_asked_nothing(tmp_path: Path) -> None:
    app, service = listening(tmp_path, darwin(2))
    app.settings.set(EASY, 0)
    service.sleep_at_chapter_end()
    app.sounding.late = True  # it rests a moment after it was told to
    service.play()
    hear(app, 10 * 60)

    assert not service.playing
    assert service.spot.place.chapter == 0
    assert service.asked is None
