"""Listening to a book that is still being read: from its first chapter on, without an end."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from spindle.core.jobs_port import JobFailed, Tell, ignore
from spindle.core.ports import Cancel
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.importing.task import read
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import SHORT, hear

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService


class SlowJobs:
    """Reads at once and tells a piece when asked."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def run(
        self,
        task: str,
        arguments: Mapping[str, object],
        *,
        told: Tell = ignore,
        done: Callable[[Any], None],
        failed: Callable[[JobFailed], None],
    ) -> Cancel:
        del task, failed
        pieces: list[Any] = []
        result = read(pieces.append, str(arguments["path"]))
        self._waiting = [lambda piece=piece: told(piece) for piece in pieces]  # type: ignore[misc]
        self._waiting.append(lambda: done(result))
        return self._waiting.clear

    def go_on(self, pieces: int | None = None) -> None:
        """Tell so many pieces, or all that is left."""
        for _ in range(len(self._waiting) if pieces is None else pieces):
            self._waiting.pop(0)()


class Book:
    """A book of three chapters of which only the first is there."""

    def __init__(self, folder: Path) -> None:
        self.app: FakeApp = make_app(folder, features=(LISTEN,))
        self.jobs = SlowJobs()
        self.app.jobs = self.jobs
        self.service: ListenService = self.app.services["listen"]
        path = folder / "book.md"
        path.write_text(SHORT, encoding="utf-8")
        self.name = self.service.add(path)
        while not self.service.library.documents:
            self.jobs.go_on(1)
        self.service.open(self.name, play=True)

    def finished(self) -> int | None:
        [row] = self.app.data.rows("SELECT finished FROM document WHERE deleted IS NULL")
        found: int | None = row["finished"]
        return found


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def test_the_first_chapter_sounds_while_the_rest_is_read(book: Book) -> None:
    hear(book.app, 3)

    assert book.service.playing
    assert book.service.document is not None
    assert len(book.service.document.chapters) == 1


def test_what_is_looked_for_is_found_in_chapters_that_come_meanwhile(book: Book) -> None:
    hear(book.app, 3)
    finding = book.service.finding
    finding.begin()
    finding.look("read back")
    assert finding.total == 2
    finding.look("little more")
    assert finding.nothing
    book.jobs.go_on(1)
    assert finding.nothing
    book.jobs.go_on()
    assert not finding.nothing
    assert (finding.number, finding.total) == (1, 1)
    assert finding.place is not None
    assert finding.place.chapter == 2
    assert book.service.playing


def test_chapters_that_come_meanwhile_are_heard_without_opening_it_again(book: Book) -> None:
    hear(book.app, 3)
    place = book.service.spot.place
    book.jobs.go_on()
    assert book.service.document is not None
    assert len(book.service.document.chapters) == 3
    assert book.service.spot.place == place
    assert book.service.playing
    hear(book.app, 60)

    assert book.finished() is not None


def test_whoever_listens_faster_than_it_is_read_waits_and_it_sounds_on(book: Book) -> None:
    hear(book.app, 60)
    assert not book.service.playing
    assert book.finished() is None
    book.jobs.go_on()

    assert book.service.playing
    assert book.service.script is not None
    assert book.service.script.chapter == 1


def test_a_text_removed_meanwhile_does_not_sound_again(book: Book) -> None:
    hear(book.app, 60)
    book.service.remove(book.name)
    book.jobs.go_on()

    assert not book.service.playing
    assert book.service.document is None
