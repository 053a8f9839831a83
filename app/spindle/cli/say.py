"""``spindle say FILE -o OUT.wav``: renders what would be spoken, without a sound device.

It goes through the player that speaks in the window, so pauses, speed and word times are the same.
``--words`` writes when each word is heard::

    {"version": 1, "voice", "wpm", "speed", "library", "words": [
     {"text", "chapter", "block", "start", "end", "said", "seconds"}, …]}

"start" and "end" are code points of the block's written text, as ``spindle text --json`` prints
it, and "library" is the same as there; "said" is true where something else is spoken than is
written; "wpm" is null where "speed" holds, and the other way round. Nothing waits for the whole:
while one chapter is spoken the next is read. A document of the library is said as Listen would,
also in its speed, pauses and voice. What could not be read of it is told on standard error.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, Final, NamedTuple, Self, TextIO

from spindle.cli.counted import counted
from spindle.cli.documents import Source, name, notices, reading
from spindle.cli.kept import Kept, add_plain, kept
from spindle.cli.verbs import Asked
from spindle.cli.voices import voice_of
from spindle.cli.whole import NotWritten, whole
from spindle.core.jobs_port import JobFailed
from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_port import FASTEST, SLOWEST, Utterance
from spindle.features.listen.reader import Pauses
from spindle.features.listen.script import Line, Script
from spindle.sound.protocol import Append, Command, Load, Speed, UseVoice, line_of, process

VERSION: Final = 1
_TROUBLE: Final = 1
_BATCH: Final = 60
_WPM: Final = (60, 700)
_HEADER: Final = 44
_OF_A_TRACE: Final = ("spindle: ", "  in ", "because of ")


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    del verb
    parser.add_argument("file", type=name, metavar="FILE", help="a text, Markdown, HTML, EPUB, "
                        "PDF or Word file; - reads standard input")  # fmt: skip
    parser.add_argument("-o", dest="out", type=name, metavar="OUT.wav", required=True,
                        help="the sound; - writes it to standard output")  # fmt: skip
    speed = parser.add_mutually_exclusive_group()
    speed.add_argument("--wpm", type=_wpm, metavar="N", help="words a minute, pauses counted")
    speed.add_argument("--speed", type=_ratio, metavar="N",
                       help="times the voice's own speed; 1 if left out, and for a document of "
                       "the library the words a minute at which Listen would begin")  # fmt: skip
    parser.add_argument("--words", type=name, metavar="OUT.json", help="when each word is heard")
    parser.add_argument("--voice", metavar="VOICE", help="such as espeak:en-gb, or "
                        "piper:FILE.onnx; else one for the document's language")  # fmt: skip
    add_plain(parser)


def answer(asked: Asked) -> int:
    """Render it; one line says how long it became."""
    given = asked.given
    if given.out == given.words == "-":
        return _told(asked, "only one of the two can go to standard output")
    same = _same((given.file, given.out, given.words))
    if same is not None:
        return _told(asked, f"{same} was named twice; it would be written over")
    chosen = kept(asked, given.file)
    try:
        with reading(given.file, chosen.document) as found:
            return _say(found, _manner(asked, chosen), given, asked.out)
    except (JobFailed, NotWritten, _Trouble) as failure:
        return _told(asked, failure)


def _same(names: Sequence[str | None]) -> str | None:
    """What is named twice of what is read and written; a device may be."""
    found: set[Path] = set()
    for each in names:
        file = Path(each or "-").resolve()
        if each in {None, "-"} or (file.exists() and not file.is_file()):
            continue
        if file in found:
            return each
        found.add(file)
    return None


def _told(asked: Asked, trouble: object) -> int:
    asked.out.flush()
    print(f"spindle: {trouble}", file=sys.stderr)
    return _TROUBLE


class _Trouble(Exception):  # noqa: N818 - what a person is told
    """With a sentence."""


class _Manner(NamedTuple):
    """How it is said."""

    kept: Kept
    voice: str
    wpm: float | None
    ratio: float | None
    pauses: Pauses

    def plain(self) -> dict[str, Any]:
        """For programs."""
        document = self.kept.document
        return {
            "version": VERSION,
            "voice": self.voice,
            "wpm": self.wpm,
            "speed": self.ratio,
            "library": None if document is None else document.plain(),
        }


class _Said(NamedTuple):
    """One sentence and the text of its block."""

    line: Line
    written: str


class _Words:
    """Turns rows of the renderer into the file that was asked for, as they come."""

    def __init__(self, rows: IO[str], out: TextIO) -> None:
        self._rows, self._out = rows, out
        self._lines: deque[_Said] = deque()
        self._half = ""
        self._first = True

    def expect(self, lines: Sequence[_Said]) -> None:
        """These will be spoken next."""
        self._lines += lines

    def take(self) -> None:
        """Write what has been spoken so far."""
        for row in self._rows:
            self._half += row
            if self._half.endswith("\n"):
                self._write(json.loads(self._half))
                self._half = ""

    def _write(self, row: dict[str, Any]) -> None:
        while self._lines and self._lines[0].line.id != row["utterance"]:
            self._lines.popleft()
        line, text = self._lines[0]
        start, end = line.said.written(row["start"], row["end"])
        written, spoken = text[start:end], line.said.text[row["start"] : row["end"]]
        word = {
            "text": written,
            "chapter": line.chapter,
            "block": line.block,
            "start": start,
            "end": end,
            "said": written != spoken,
            "seconds": row["seconds"],
        }
        self._out.write(("\n" if self._first else ",\n") + json.dumps(word))
        self._first = False


def _manner(asked: Asked, chosen: Kept) -> _Manner:
    """As the library has it; what was said on the command line wins."""
    given, document = asked.given, chosen.document
    if document is None:
        ratio = None if given.wpm else given.speed or 1.0
        return _Manner(chosen, given.voice or "", given.wpm, ratio, Pauses())
    wpm = given.wpm or (None if given.speed else document.wpm)
    voice = given.voice or voice_of(document, asked.path().parent)
    if voice is None:
        language = document.line.language
        raise _Trouble(f"there is no voice for {language} on this computer; --voice names one")
    speed = f"{given.speed:g} times the voice's speed" if wpm is None else f"{wpm:.0f} wpm"
    told = document.told(voice, speed)
    print(f"spindle: {given.file}: {told}", file=sys.stderr)
    return _Manner(chosen, voice, wpm, given.speed, document.pauses)


def _say(found: Source, manner: _Manner, given: SimpleNamespace, out: TextIO) -> int:
    lines = _lines(found, manner.kept)
    first = list(islice(lines, _BATCH))
    manner = manner._replace(voice=manner.voice or _voice(found.head.language))
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "words"
        rows.touch()
        with (
            rows.open(encoding="utf-8") as read,
            whole(given.out) as sound,
            _Renderer(sound, None if given.words is None else rows) as renderer,
        ):
            count = _feed(renderer, manner, given, first, lines, read, out)
    for notice in notices(found):
        print(f"spindle: {given.file}: {notice}", file=sys.stderr)
    if given.out != "-" and given.words != "-":
        print(f"{given.out}: {_long(Path(given.out))}, {counted(count, 'sentence')}.", file=out)
    return 0


def _feed(
    renderer: "_Renderer",
    manner: _Manner,
    given: SimpleNamespace,
    first: list[_Said],
    rest: Iterator[_Said],
    rows: IO[str],
    out: TextIO,
) -> int:
    with _words_file(given.words, out) as file:
        words = None if file is None else _Words(rows, file)
        if file is not None:
            file.write(json.dumps(manner.plain())[:-1] + ', "words": [')
        renderer.send(UseVoice(voice=manner.voice))
        renderer.send(Speed(ratio=manner.ratio or 1.0, wpm=manner.wpm))
        renderer.send(Load(turn=1, utterances=()))
        count, batch = 0, first
        while batch:
            if words is not None:
                words.expect(batch)
            renderer.send(Append(turn=1, utterances=_spoken(batch, manner.pauses)))
            count += len(batch)
            if words is not None:
                words.take()
            batch = list(islice(rest, _BATCH))
        renderer.finish()
        if words is not None and file is not None:
            words.take()
            file.write("\n]}\n")
    return count


class _Renderer:
    """The sound process, told to write a file."""

    def __init__(self, out: str, rows: Path | None) -> None:
        command = process("--render", out)
        if rows is not None:
            command = (*command, "--words", str(rows))
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """End it, whatever came of it."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def send(self, command: Command) -> None:
        """Returns once the renderer is about to read it."""
        pipe = self._process.stdin
        try:
            if pipe is not None:
                pipe.write(line_of(command))
                pipe.flush()
        except OSError:
            self.finish()

    def finish(self) -> None:
        """Wait for the end.

        Raises:
            _Trouble: It failed, and said why.
        """
        _, said = self._process.communicate()
        if self._process.returncode:
            lines = said.decode("utf-8", "replace").splitlines()
            # Behind it there may be the trace of an end that cannot write either.
            told = [line for line in lines if not line.startswith(_OF_A_TRACE)]
            raise _Trouble(told[-1] if told else "the sound could not be rendered")


@contextmanager
def _words_file(name: str | None, out: TextIO) -> Iterator[TextIO | None]:
    """The file for the words, standard output, or none.

    Raises:
        NotWritten: It cannot be.
    """
    if name is None or name == "-":
        yield None if name is None else out
        return
    with whole(name) as half:
        try:
            with Path(half).open("w", encoding="utf-8") as file:
                yield file
        except OSError as error:
            if error.filename not in {None, half}:
                raise  # what is read, not what is written
            raise NotWritten(name, error) from error


def _lines(found: Source, chosen: Kept) -> Iterator[_Said]:
    for number, chapter in enumerate(found.chapters()):
        language = found.head.language
        script = Script.of(number, chapter.blocks, language, chosen.skips, chosen.rules)
        for line in script.lines:
            yield _Said(line, chapter.blocks[line.block].text)


def _spoken(batch: Sequence[_Said], pauses: Pauses) -> tuple[Utterance, ...]:
    return tuple(
        each.line.spoken(sentence_pause=pauses.sentence, paragraph_pause=pauses.paragraph)
        for each in batch
    )


def _voice(language: str) -> str:
    return DEFAULT_VOICE if language in {"", "en"} else f"espeak:{language}"


def _long(path: Path) -> str:
    with path.open("rb") as file:
        header = file.read(_HEADER)
    rate = int.from_bytes(header[24:28], "little")
    seconds = (os.path.getsize(path) - _HEADER) / 2 / rate  # noqa: PTH202 - one number
    return f"{int(seconds) // 60} min {seconds % 60:.1f} s"


def _wpm(text: str) -> float:
    return _between(text, *_WPM)


def _ratio(text: str) -> float:
    return _between(text, SLOWEST, FASTEST)


def _between(text: str, low: float, high: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"write a number from {low:g} to {high:g}")
    return number
