"""What the profile knows of a file that is to be spoken: what was chosen for it in the library.

The file is known there by what it holds, else by where it lies. The text of the first is the one
that Listen reads, of the second it is the file's: it was changed since it was added.
"""

import argparse
import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spindle.cli import reading
from spindle.cli.counted import counted
from spindle.cli.verbs import Asked
from spindle.core.events import Bus
from spindle.core.settings import Settings
from spindle.core.voice import VOICE
from spindle.features.listen import queries
from spindle.features.listen.beginning import first_wpm
from spindle.features.listen.importing.reading import Notice
from spindle.features.listen.notices import DAMAGED
from spindle.features.listen.reader import Pauses
from spindle.features.listen.records import DocumentLine
from spindle.features.listen.settings import GROUPS, PARAGRAPH_PAUSE, SENTENCE_PAUSE
from spindle.features.listen.text.model import Chapter, Head
from spindle.features.listen.text.packed import unpack
from spindle.features.listen.text.rules import Rule
from spindle.features.listen.text.skip import DEFAULT, Skips
from spindle.storage import settings_store
from spindle.storage.errors import BugError, KnownError, Trouble, known

_PIECE: Final = 1 << 20
_OF_SECRETS: Final = frozenset({
    Trouble.NO_SECRET, Trouble.WRONG_SECRET, Trouble.MISTYPED, Trouble.NEEDS_SECRET
})  # fmt: skip
_NOBODY_ASKED: Final = frozenset({Trouble.NO_PROFILE, Trouble.NO_HOME})


class Text:
    """A document as it stands in the library; iterate over ``chapters`` once.

    Attributes:
        head: Title, author and language.
        format: What kind of file it was read from.
        notices: What the person should know of it; whole at the end.
    """

    def __init__(self, connection: sqlite3.Connection, line: DocumentLine) -> None:
        """Take all of it, so that nothing stays open: a book of a million words is 2 MB."""
        said = connection.execute("SELECT said FROM document WHERE id = ?", (line.id,)).fetchone()
        self._rows = connection.execute(
            "SELECT title, level, continues, packed FROM document_text"
            " WHERE document_id = ? AND deleted IS NULL ORDER BY chapter",
            (line.id,),
        ).fetchall()
        self.head = Head(
            title=line.title, author=line.author, language=line.language, said=bool(said[0])
        )
        self.format = line.format
        self.notices = [Notice(sentence, facts) for sentence, facts in line.notices]

    def chapters(self) -> Iterator[Chapter]:
        """As Listen has them; of a damaged one there is a notice, as there."""
        for title, level, continues, packed in self._rows:
            try:
                blocks = unpack(packed)
            except ValueError:
                blocks = ()
                self.notices.append(Notice(DAMAGED, {}))
            yield Chapter(title=title, level=level, blocks=blocks, continues=bool(continues))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the library has of the file.

    Attributes:
        line: What was chosen for it.
        text: Its text there; None where the file is another by now.
        own_rules: How many rules of pronunciation are its own, of those that are on.
        wpm: The speed at which Listen would begin.
        usual: The voice in the settings.
        voices: The voice chosen for each language.
    """

    line: DocumentLine
    text: Text | None
    own_rules: int
    pauses: Pauses
    wpm: float
    usual: str
    voices: Mapping[str, str]

    def told(self, *more: str) -> str:
        """One line for the person, with what else holds."""
        parts = []
        if self.line.skips != DEFAULT:
            parts.append(f"skipped: {', '.join(sorted(self.line.skips)) or 'nothing'}")
        if self.own_rules:
            parts.append(f"{counted(self.own_rules, 'rule')} of its own")
        if self.line.language:
            parts.append(f"language {self.line.language}")
        what = "; ".join([*parts, *more])
        other = "" if self.text else " The file was changed since, and its text is read."
        return f"as in your library ({what or 'as usual'}). --plain leaves that aside.{other}"

    def plain(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "title": self.line.title,
            "changed": self.text is None,
            "skips": sorted(self.line.skips),
            "rules": self.own_rules,
            "language": self.line.language,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What holds for a file.

    Attributes:
        rules: Of pronunciation, a document's own before those for all texts.
        document: What the library has of it, if it is there.
    """

    rules: tuple[Rule, ...] = ()
    document: Document | None = None

    @property
    def skips(self) -> Skips:
        """What is left out."""
        return DEFAULT if self.document is None else self.document.line.skips


def add_plain(parser: argparse.ArgumentParser) -> None:
    """The option that leaves all of it aside."""
    parser.add_argument("--plain", action="store_true", help="leave aside what your library "
                        "has chosen for the file, and your rules of pronunciation")  # fmt: skip


def kept(asked: Asked, file: str) -> Kept:
    """What the profile has chosen for this file; without a profile, or with ``--plain``, nothing.

    A profile that cannot be read now is told of, and is no reason to stay silent.

    Raises:
        KnownError: A passphrase was given and opens nothing.
        BugError: Passphrase and text shall both come by standard input.
    """
    if asked.given.plain:
        return Kept()
    if file == "-" and str(asked.secret) == "-":
        raise BugError("Only one of the two can come by standard input, text or passphrase.")
    try:
        with reading.opened(asked) as opened:
            return _kept(opened.connection, file)
    except (KnownError, sqlite3.Error, OSError) as error:
        trouble = known(error, _path(asked))
        if trouble is None:
            raise
        _tell(asked, trouble, file)
    return Kept()


def _tell(asked: Asked, trouble: KnownError, file: str) -> None:
    if asked.secret is not None and trouble.code in _OF_SECRETS:
        raise trouble
    if trouble.code in _NOBODY_ASKED and asked.profile is None:
        return
    name = "The text" if file == "-" else Path(file).name
    sentence = f"{trouble.at_an_end} {name} is spoken without what your library says of it."
    print(f"spindle: {sentence}", file=sys.stderr)


def _path(asked: Asked) -> Path:
    try:
        return asked.path()
    except KnownError:
        return Path()


def _kept(connection: sqlite3.Connection, file: str) -> Kept:
    name, same = _found(connection, file)
    rules = tuple(queries.rules(connection, name))
    line = queries.document(connection, name) if name else None
    if line is None:
        return Kept(rules=rules)
    settings = Settings(Bus(), lambda _key, _value: None)
    settings.load(
        settings_store.load(connection), [each for group in GROUPS for each in group.settings]
    )
    document = Document(
        line=line,
        text=Text(connection, line) if same else None,
        own_rules=sum(each.rule.on for each in queries.written_rules(connection, name)),
        pauses=Pauses(settings.get(SENTENCE_PAUSE) / 1000, settings.get(PARAGRAPH_PAUSE) / 1000),
        wpm=first_wpm(settings, line),
        usual=settings.get(VOICE),
        voices=queries.voices(connection),
    )
    return Kept(rules=rules, document=document)


def _found(connection: sqlite3.Connection, file: str) -> tuple[str, bool]:
    """Id of the document that this file is, and whether it holds the same; ``""`` for none.

    What comes by a pipe is none of the library's.
    """
    if file == "-":
        return "", False
    rows = connection.execute(
        "SELECT id, path, sha256, size FROM document"
        " WHERE deleted IS NULL AND sha256 != '' AND format != 'recording'"
        " ORDER BY coalesce(opened, added) DESC"
    ).fetchall()
    path = Path(file)
    places = {str(path.absolute()), os.path.abspath(file), str(path.resolve())}  # noqa: PTH100
    here = [row for row in rows if row["path"] in places]
    size = path.stat().st_size if path.is_file() else -1
    alike = [row for row in (*here, *rows) if row["size"] == size]
    digest = _digest(path) if alike else ""
    same = next((row for row in alike if row["sha256"] == digest), None)
    if same is not None:
        return same["id"], True
    return (here[0]["id"], False) if here else ("", False)


def _digest(path: Path) -> str:
    """Of a file that may not be read there is none; who reads it next says so."""
    digest = hashlib.sha256()
    with suppress(OSError), path.open("rb") as whole:
        while piece := whole.read(_PIECE):
            digest.update(piece)
        return digest.hexdigest()
    return ""
