"""The documents: adding them without holding up the window, and taking them out again."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from spindle.core.feature import App
from spindle.core.ids import new_id
from spindle.core.jobs_port import JobFailed
from spindle.core.ports import Cancel
from spindle.core.resources import root
from spindle.core.sound_events import Failed, SoundFile
from spindle.core.text import clean
from spindle.features.listen.events import LibraryChanged
from spindle.features.listen.recording_files import FOLDER, is_recording
from spindle.features.listen.recording_files import TASK as KEEP
from spindle.features.listen.records import DocumentLine, Recording
from spindle.features.listen.settings import RATIO
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.skip import DEFAULT

TASK: Final = "spindle.features.listen.importing.task:read"
PASTE: Final = "spindle.features.listen.importing.pasted:read"
SAMPLE: Final = Path("samples") / "memory-in-the-night.md"
_PASTED: Final = "pasted"
_TITLE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A file that is being read.

    Attributes:
        id: Of the document it becomes.
        done: 0–1.
        chapters: How many can be listened to already.
        trouble: Why it cannot be read: a sentence marked in the context "Listen", and its facts.
    """

    id: str
    name: str
    done: float = 0.0
    chapters: int = 0
    trouble: tuple[str, Mapping[str, str]] | None = None


@dataclass(slots=True)
class _Reading:
    """What is remembered of a file while it is read; ``words`` are those that will be said."""

    arriving: Arriving
    path: Path
    title: str = ""
    temporary: bool = False
    words: int = 0
    cancel: Cancel = field(default=lambda: None)


class Library:
    """GUI thread."""

    def __init__(self, app: App, store: ListenStore, arrived: Callable[[str], None]) -> None:
        """Read what is there.

        Args:
            app: The outside.
            store: Where documents are kept.
            arrived: Told the id of each document that arrived whole.
        """
        self._app = app
        self._store = store
        self._arrived = arrived
        self._reading: dict[str, _Reading] = {}
        self.documents: tuple[DocumentLine, ...] = ()
        store.drop_arriving(app.clock.now().wall)
        self.refresh()

    @property
    def arriving(self) -> tuple[Arriving, ...]:
        """What is being read, or could not be read and was not yet put away."""
        return tuple(each.arriving for each in self._reading.values())

    @property
    def refused(self) -> tuple[Arriving, ...]:
        """What could not be read and was not yet put away."""
        return tuple(each for each in self.arriving if each.trouble is not None)

    def refresh(self) -> None:
        """Read the list again."""
        self._store.ask_library(self._take)

    def add(self, path: Path) -> str:
        """Begin to read a file, beside whatever else goes on; returns the document's id."""
        name = self._expect(path)
        if is_recording(path):
            self._app.sound.check_file(
                path, partial(self._sounds, name), partial(self._silent, name)
            )
            self._tell()
        else:
            self._read(name, TASK, {"path": str(path)})
        return name

    def _expect(self, path: Path, title: str = "", *, temporary: bool = False) -> str:
        """A document of this file will come."""
        name = new_id()
        arriving = Arriving(id=name, name=title or path.name)
        self._reading[name] = _Reading(arriving, path, title, temporary)
        return name

    def _read(self, name: str, task: str, given: Mapping[str, object]) -> None:
        cancel = self._app.jobs.run(
            task,
            given,
            told=partial(self._told, name),
            done=partial(self._done, name),
            failed=partial(self._failed, name),
        )
        if name in self._reading:
            self._reading[name].cancel = cancel
        self._tell()

    def paste(self, text: str) -> str | None:
        """Make a document of a text; None where there is no word in it.

        It is written by the job that reads it: with a full disk its row says so.
        """
        kept = clean(text).strip()
        if not any(sign.isalnum() for sign in kept):
            return None
        path = self._app.profile / _PASTED / f"{new_id()}.txt"
        title = _short(kept.splitlines()[0])
        name = self._expect(path, title, temporary=True)
        self._read(name, PASTE, {"path": str(path), "text": kept})
        return name

    def sample(self) -> str:
        """Add the text that Spindle comes with."""
        return self.add(root() / SAMPLE)

    def cancel(self, name: str) -> None:
        """Stop reading a file, or put away why it could not be read."""
        reading = self._reading.pop(name, None)
        if reading is None:
            return
        reading.cancel()
        _tidy(reading)
        self._store.set_removed("document", name, self._app.clock.now().wall)
        self._tell()

    def remove(self, name: str) -> Callable[[], None]:
        """Take a document out of the library; the inverse puts it back."""
        self._set_removed(name, removed=True)
        return partial(self._set_removed, name, removed=False)

    def stop(self) -> None:
        """Spindle is closing: what has not arrived is read anew another time."""
        for name in tuple(self._reading):
            self.cancel(name)

    def _set_removed(self, name: str, *, removed: bool) -> None:
        self._store.set_removed("document", name, self._app.clock.now().wall, removed=removed)
        self.refresh()

    def _sounds(self, name: str, found: SoundFile) -> None:
        """A sound file can be played: it is kept with the data."""
        reading = self._reading.get(name)
        if reading is None:
            return
        reading.cancel = self._app.jobs.run(
            KEEP,
            {"path": str(reading.path), "folder": str(self._app.profile / FOLDER)},
            told=partial(self._told, name),
            done=partial(self._recorded, name, found),
            failed=partial(self._failed, name),
        )

    def _silent(self, name: str, failed: Failed) -> None:
        self._failed(name, JobFailed(failed.sentence, "recording", dict(failed.facts)))

    def _recorded(self, name: str, found: SoundFile, result: Mapping[str, Any]) -> None:
        reading = self._reading.pop(name, None)
        if reading is None:
            return
        head = {"title": reading.path.stem, "author": "", "language": "", "said": False}
        self._begin(reading, {**head, "format": "recording"})
        seen = self._app.clock.now().wall
        ratio = self._app.settings.get(RATIO) / 100
        recording = Recording(file=result["file"], seconds=found.seconds, ratio=ratio)
        self._store.save_recording(name, recording, seen)
        facts = {"sha256": result["sha256"], "size": result["size"]}
        self._store.finish_document(name, seen, facts, self._finished)

    def _told(self, name: str, told: Mapping[str, Any]) -> None:
        reading = self._reading.get(name)
        if reading is None:
            return
        if "head" in told:
            self._begin(reading, told["head"])
        if "chapter" in told:
            self._add_chapter(reading, told["chapter"])
        if "done" in told:
            reading.arriving = replace(reading.arriving, done=told["done"])
        self._tell()

    def _begin(self, reading: _Reading, head: Mapping[str, Any]) -> None:
        seen = self._app.clock.now().wall
        title = reading.title or head["title"]
        reading.arriving = replace(reading.arriving, name=title)
        self._store.begin_document(
            {
                "id": reading.arriving.id,
                "title": title,
                "author": head["author"],
                "language": head["language"],
                "said": int(head["said"]),
                "format": head["format"],
                "path": "" if reading.temporary else str(reading.path),
                "added": seen,
                "updated": seen,
            }
        )

    def _add_chapter(self, reading: _Reading, chapter: Mapping[str, Any]) -> None:
        from json import dumps  # noqa: PLC0415 - with the first document

        number = reading.arriving.chapters
        name = reading.arriving.id
        reading.arriving = replace(reading.arriving, chapters=number + 1)
        usually = sum(chapter["skipped"].get(reason.value, (0, 0))[1] for reason in DEFAULT)
        reading.words += max(0, chapter["words"] - usually)
        row = {
            "id": f"{name}/{number}",
            "document_id": name,
            "chapter": number,
            "title": chapter["title"],
            "level": chapter["level"],
            "continues": int(chapter["continues"]),
            "words": chapter["words"],
            "length": chapter["length"],
            "packed": chapter["packed"],
            "skipped": dumps(chapter["skipped"]),
            "updated": self._app.clock.now().wall,
        }
        self._store.add_chapter(row, lambda _: self.refresh() if number == 0 else None)

    def _done(self, name: str, result: Mapping[str, Any]) -> None:
        from json import dumps  # noqa: PLC0415 - as above

        reading = self._reading.pop(name, None)
        if reading is None:
            return
        _tidy(reading)
        facts = {
            "sha256": result["sha256"],
            "size": result["size"],
            "words": reading.words,
            "genre": result["genre"],
            "notices": dumps(result["notices"]),
        }
        self._store.finish_document(name, self._app.clock.now().wall, facts, self._finished)

    def _finished(self, name: str) -> None:
        self.refresh()
        self._arrived(name)

    def _failed(self, name: str, failed: JobFailed) -> None:
        reading = self._reading.get(name)
        if reading is None:
            return
        _tidy(reading)
        self._store.set_removed("document", name, self._app.clock.now().wall)
        trouble = (failed.sentence, failed.facts)
        reading.arriving = replace(reading.arriving, trouble=trouble)
        self.refresh()
        self._tell()

    def _take(self, documents: list[DocumentLine]) -> None:
        self.documents = tuple(documents)
        self._tell()

    def _tell(self) -> None:
        self._app.bus.publish(LibraryChanged())


def _short(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= _TITLE else f"{words[:_TITLE].rstrip()}…"


def _tidy(reading: _Reading) -> None:
    if reading.temporary:
        with suppress(OSError):
            reading.path.unlink(missing_ok=True)
