"""Reading a file, as a task of the job process and as a plain call."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from spindle.features.listen.importing.assembling import chapters
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.formats import Format, format_of
from spindle.features.listen.importing.formats import read as open_reading
from spindle.features.listen.importing.reading import Notice, Reading, nothing
from spindle.features.listen.text import language as languages
from spindle.features.listen.text.genre import GenreCount
from spindle.features.listen.text.model import Chapter, Document, Head, Kind
from spindle.features.listen.text.packed import pack
from spindle.features.listen.text.skip import Amount, Reason, amounts
from spindle.features.listen.text.tokens import words

_PIECE: Final = 1 << 20


# What these raise says that the file is no good; anything else is a fault of our own.
_LIBRARIES: Final = frozenset({"lxml", "pypdfium2", "zipfile", "zlib"})
_NO_WORDS: Final = frozenset({Kind.CODE, Kind.FURNITURE})  # formulas are among the latter
_ENOUGH: Final = 1000  # code points that tell a language


class Import:
    """One file being read: iterate over ``chapters`` once; ``head`` is there with the first.

    Attributes:
        format: What kind of file it is.
    """

    def __init__(
        self,
        path: Path,
        language: str = "",
        alive: Callable[[], None] = nothing,
        *,
        coming: Iterable[bytes] | None = None,
    ) -> None:
        """Open it.

        Args:
            path: The file.
            language: What the person says its language is; ``""`` lets the file or its text tell.
            alive: Called now and then while no chapter comes for long.
            coming: Plain text in place of the file, which only gives the name: what is there
                already is read while the rest still comes.

        Raises:
            Unreadable: With a sentence.
        """
        self._path = path
        self._language = language
        self._head: Head | None = None
        with told(path):
            self.format, self._reading = _opened(path) if coming is None else _piped(coming)
            self._reading.alive = alive

    @property
    def head(self) -> Head:
        """Title, author and language."""
        return self._head or self._found(())

    @property
    def subjects(self) -> str:
        """What the file says that it is about."""
        return self._reading.subjects

    @property
    def notices(self) -> list[Notice]:
        """What the person should know of it; whole at the end."""
        return self._reading.notices

    @property
    def done(self) -> float:
        """How much of it is read, from 0 to 1."""
        return self._reading.done

    def chapters(self) -> Iterator[Chapter]:
        """Its chapters, as they are read.

        Raises:
            Unreadable: With a sentence; also at the end, if there was no word in it.
        """
        found = False
        waiting: list[Chapter] = []
        with told(self._path):
            for chapter in chapters(self._reading.items):
                found = found or any(words(block.text) for block in chapter.blocks)
                waiting.append(chapter)
                if self._head is None and _length(waiting) < _ENOUGH:
                    continue  # a title alone tells no language
                self._head = self._head or self._found(waiting)
                yield from waiting
                waiting.clear()
            if not found:
                raise Unreadable(self._reading.wordless)
            self._head = self._head or self._found(waiting)
            yield from waiting

    def _found(self, first: Sequence[Chapter]) -> Head:
        said = languages.short(self._language or self._reading.language)
        found = [block for chapter in first for block in chapter.blocks]
        text = "\n".join(block.text for block in found if block.kind not in _NO_WORDS)
        return Head(
            title=self._reading.title or self._heading(first) or self._path.stem,
            author=self._reading.author,
            language=said or languages.guessed(text or "\n".join(block.text for block in found)),
            said=bool(said),
        )

    def _heading(self, first: Sequence[Chapter]) -> str:
        """What the document begins with, if that is a heading that somebody made one."""
        if self.format is Format.TEXT or not first:
            return ""
        top = first[0].blocks[0]
        return " ".join(top.text.split())[:200] if top.kind is Kind.HEADING else ""


def _opened(path: Path) -> tuple[Format, Reading]:
    if path.is_dir():
        raise Unreadable(Wrong.FOLDER)
    if path.exists() and not path.is_file():
        raise Unreadable(Wrong.DEVICE)  # it may never end
    kind = format_of(path)
    return kind, open_reading(path, kind)


def _piped(coming: Iterable[bytes]) -> tuple[Format, Reading]:
    from spindle.features.listen.importing import txt  # noqa: PLC0415 - as every reader

    return Format.TEXT, txt.piped(iter(coming))


def _length(found: Sequence[Chapter]) -> int:
    return sum(len(block.text) for chapter in found for block in chapter.blocks)


def read_document(path: Path, language: str = "") -> Document:
    """A whole file at once.

    Raises:
        Unreadable: With a sentence.
    """
    found = Import(path, language)
    whole = tuple(found.chapters())
    return Document(head=found.head, chapters=whole)


def read(tell: Callable[[Any], None], path: str, language: str = "") -> dict[str, Any]:
    """The task: chapters are told as they are read, so that the first can be shown at once.

    Told, in this order::

        {"head": {"title", "author", "language", "said", "format"}}
        {"chapter": {"title", "level", "continues", "words", "length", "packed": bytes,
                     "skipped": {reason: [things, words]}},
         "done": 0.0 to 1.0}                                          once for each chapter

    Returns:
        ``{"sha256", "size", "words", "chapters", "genre", "notices": [[sentence, facts], …]}``.

    Raises:
        Unreadable: With a sentence. What was told before is to be thrown away.
    """
    file = Path(path)
    found = Import(file, language, lambda: tell({"done": found.done}))
    counted, count = GenreCount(), 0
    for count, chapter in enumerate(found.chapters(), 1):
        if count == 1:
            tell({"head": _plain(found)})
        spoken = sum(words(block.text) for block in chapter.blocks)
        skipped = amounts(chapter.blocks)
        counted.count(chapter, spoken, skipped)
        tell({"chapter": _told_chapter(chapter, spoken, skipped), "done": found.done})
    counted.subjects = found.subjects
    return {
        "sha256": _digest(file, tell),
        "size": file.stat().st_size,
        "words": counted.words,
        "chapters": count,
        "genre": counted.genre.value,
        "notices": [[each.sentence, dict(each.facts)] for each in found.notices],
    }


def _plain(found: Import) -> dict[str, Any]:
    head = found.head
    return {
        "title": head.title,
        "author": head.author,
        "language": head.language,
        "said": head.said,
        "format": found.format.value,
    }


def _told_chapter(
    chapter: Chapter, spoken: int, skipped: Mapping[Reason, Amount]
) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "level": chapter.level,
        "continues": chapter.continues,
        "words": spoken,
        "length": sum(len(block.text) for block in chapter.blocks),
        "packed": pack(chapter),
        "skipped": {reason.value: list(amount) for reason, amount in skipped.items()},
    }


def _digest(path: Path, tell: Callable[[Any], None]) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            tell({"done": 1.0})
    return digest.hexdigest()


class told:  # noqa: N801 - used as a function
    """What is wrong with a stranger's file is said in a sentence with the file's name."""

    def __init__(self, path: Path) -> None:
        self._name = path.name

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        match error:
            case None | GeneratorExit() | KeyboardInterrupt() | SystemExit():
                return
            case Unreadable():
                raise error.named(self._name) from error
            case FileNotFoundError():
                raise Unreadable(Wrong.MISSING, self._name) from error
            case PermissionError():
                raise Unreadable(Wrong.FORBIDDEN, self._name) from error
            case BrokenPipeError():
                return  # nobody listens any more
            case OSError():
                why = error.strerror or str(error)
                raise Unreadable(Wrong.FAILED, self._name, error=why) from error
            case MemoryError():
                raise Unreadable(Wrong.MEMORY, self._name) from error
            case _ if type(error).__module__.partition(".")[0] in _LIBRARIES:
                raise Unreadable(Wrong.DAMAGED, self._name) from error
