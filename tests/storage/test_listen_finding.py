"""Finding words in the open document: what is counted, where it goes, and what sounds meanwhile."""

from pathlib import Path

import pytest

from spindle.features.listen import found as found_module
from spindle.features.listen.finding import Finding
from spindle.features.listen.found import Anchor, Found, Nth, look
from spindle.features.listen.service import ListenService
from spindle.features.listen.text.model import Place
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import hear, lane, listening, long_text

TEXT = """# One

Sleep is read back. “Sleep,” he said; a café, then sleep.

# Two

Nothing of that.

# Three

SLEEP once more, and a Café.
"""


def lit(finding: Finding) -> list[str]:
    """What is lit in the chapter that is looked at."""
    assert finding.shown is not None
    return [finding.shown.blocks[block].text[slice(*span)] for block, span in finding.hits]


def at(service: ListenService) -> tuple[int, int, int | None]:
    """Which one of how many, and in which chapter."""
    finding = service.finding
    return finding.number, finding.total, None if finding.place is None else finding.place.chapter


@pytest.fixture
def opened(tmp_path: Path) -> tuple[FakeApp, ListenService]:
    return listening(tmp_path, TEXT)


def test_the_first_one_behind_the_place_is_present_and_the_order_is_that_of_the_text(
    opened: tuple[FakeApp, ListenService],
) -> None:
    _, service = opened
    finding = service.finding
    finding.begin()
    finding.look("sleep")
    assert at(service) == (1, 4, 0)
    assert lit(finding) == ["Sleep", "Sleep", "sleep"]

    seen = []
    for _ in range(5):
        finding.step(1)
        seen.append(at(service))
    assert seen == [(2, 4, 0), (3, 4, 0), (4, 4, 2), (1, 4, 0), (2, 4, 0)]
    finding.step(-1)
    finding.step(-1)
    assert at(service) == (4, 4, 2)
    assert lit(finding) == ["SLEEP"]


def test_it_begins_where_reading_is_and_goes_on_from_the_present_one_with_each_letter(
    opened: tuple[FakeApp, ListenService],
) -> None:
    _, service = opened
    service.open_at(Place(1, 0, 0))
    service.finding.begin()
    service.finding.look("c")
    service.finding.look("caf")
    assert at(service) == (2, 2, 2)
    service.finding.look("cafe")
    assert at(service) == (2, 2, 2)
    service.finding.look("read back")
    assert at(service) == (1, 1, 0)


def test_nothing_found_is_said_and_the_end_comes_back_to_what_is_heard(
    opened: tuple[FakeApp, ListenService],
) -> None:
    _, service = opened
    finding = service.finding
    finding.begin()
    finding.look("once more")
    assert finding.shown is not None
    assert finding.shown.chapter == 2
    finding.look("once more than that")
    assert finding.nothing
    assert (at(service), finding.hits) == ((0, 0, None), ())
    finding.step(1)
    finding.end()
    assert not finding.nothing
    assert (finding.on, finding.shown) == (False, None)
    assert service.spot.place == Place(0, 0, 0)


def test_the_voice_sounds_on_while_something_is_found_elsewhere(
    opened: tuple[FakeApp, ListenService],
) -> None:
    app, service = opened
    service.play()
    hear(app, 1)
    service.finding.begin()
    service.finding.look("once more")
    before = service.spot.place
    assert (service.playing, lane(app).playing) == (True, True)
    hear(app, 2)
    assert service.spot.place > before
    assert service.spot.place.chapter == 0
    assert at(service) == (1, 1, 2)


def test_reading_goes_on_from_what_was_found_in_another_chapter_and_ctrl_z_comes_back(
    opened: tuple[FakeApp, ListenService],
) -> None:
    app, service = opened
    finding = service.finding
    finding.begin()
    finding.look("once more")
    place = finding.place
    assert place is not None
    service.play_from(place)
    finding.end(stay=True)
    hear(app, 0.5)
    assert service.playing
    assert service.spot.place >= place
    assert finding.shown is None
    service.take_back()
    assert service.spot.place.chapter == 0


def test_what_is_looked_for_while_a_chapter_comes_is_shown_until_it_is_there(
    opened: tuple[FakeApp, ListenService],
) -> None:
    app, service = opened
    finding = service.finding
    finding.begin()
    finding.look("once more")
    assert finding.place is not None
    app.data.hold()
    service.play_from(finding.place)
    finding.end(stay=True)
    assert finding.shown is not None
    app.data.release()
    assert finding.shown is None
    assert service.spot.place.chapter == 2


def test_a_text_that_is_opened_ends_the_search(
    opened: tuple[FakeApp, ListenService], tmp_path: Path
) -> None:
    _, service = opened
    service.finding.begin()
    service.finding.look("sleep")
    other = tmp_path / "other.txt"
    other.write_text("Another text.", "utf-8")
    service.add(other)
    assert service.document is not None
    assert service.document.title == "other"
    assert not service.finding.on
    assert service.finding.shown is None


def test_a_long_text_is_folded_in_pieces_and_the_first_hit_does_not_wait_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_module, "PIECE", 1)
    app, service = listening(tmp_path, long_text(6))
    assert service.document is not None
    service.open_at(Place(3, 0, 0))
    app.data.hold()
    service.finding.begin()
    service.finding.look("chapter")
    seen = []
    while not service.finding.whole:
        app.data.tell_next()
        seen.append(at(service)[:2])
    app.data.release()
    assert seen[0] == (0, 0)
    assert (1, 1) in seen  # in the chapter that is read, before the others were looked through
    assert at(service)[1:] == (long_text(6).casefold().count("chapter"), 3)


def test_a_damaged_chapter_is_left_out(opened: tuple[FakeApp, ListenService]) -> None:
    app, service = opened
    app.data.write(
        lambda db: db.execute("UPDATE document_text SET packed = x'00' WHERE chapter = 0")
    )
    service.finding.begin()
    service.finding.look("sleep")
    assert at(service) == (1, 1, 2)


@pytest.mark.parametrize(
    ("anchor", "first"),
    [
        (Anchor(0, 0), Nth(0, 0)),
        (Anchor(0, 1), Nth(0, 1)),
        (Anchor(0, 4), Nth(0, 1)),
        (Anchor(0, 5), Nth(2, 0)),
        (Anchor(1, 0), Nth(2, 0)),
        (Anchor(2, 1), Nth(0, 0)),
        (Anchor(9, 0), Nth(0, 0)),
    ],
)
def test_the_first_one_is_the_next_in_the_text_and_behind_the_last_the_first(
    anchor: Anchor, first: Nth
) -> None:
    assert look({2: "ab", 0: "ab  ab", 1: "b"}, "ab", anchor).first == first


def test_every_hit_is_passed_once_in_either_direction() -> None:
    found = Found({0: 3, 4: 1, 7: 2}, Nth(0, 0))
    nth, seen = Nth(0, 0), []
    for _ in range(6):
        seen.append(found.ordinal(nth))
        assert found.beside(found.beside(nth, 1), -1) == nth
        nth = found.beside(nth, 1)
    assert seen == [1, 2, 3, 4, 5, 6]
    assert nth == Nth(0, 0)
