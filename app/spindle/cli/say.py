"""``spindle say FILE -o OUT.wav``: renders what would be spoken, without a sound device.

It goes through the player that speaks in the window, so pauses, speed and word times are the same.
``--words`` writes when each word is heard::

    {"version": 1, "words": [
     {"text", "chapter", "block", "start", "end", "said", "seconds"}, …]}

"start" and "end" are code points of the block's written text, as ``spindle text --json`` prints
it; "said" is true where something else is spoken than is written. Nothing waits for the whole:
while one chapter is spoken the next is read.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, Final, NamedTuple, TextIO

from spindle.cli.counted import counted
from spindle.cli.documents import reading
from spindle.cli.pronunciation import rules
from spindle.cli.verbs import Asked
from spindle.core.jobs_port import JobFailed
from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_port import FASTEST, PARAGRAPH_PAUSE, SENTENCE_PAUSE, SLOWEST, Utterance
from spindle.features.listen.importing.task import Import
from spindle.features.listen.text.rules import Rule
from spindle.features.listen.text.speech import Utterance as Said
from spindle.features.listen.text.speech import utterances
from spindle.sound.protocol import Append, Command, Load, Speed, UseVoice, line_of, process

VERSION: Final = 1
_TROUBLE: Final = 1
_BATCH: Final = 60
_WPM: Final = (60, 700)
_HEADER: Final = 44


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    del verb
    parser.add_argument("file", metavar="FILE", help="a text, Markdown, HTML, EPUB, PDF or Word "
                        "file; - reads standard input")  # fmt: skip
    parser.add_argument("-o", dest="out", metavar="OUT.wav", required=True,
                        help="the sound; - writes it to standard output")  # fmt: skip
    speed = parser.add_mutually_exclusive_group()
    speed.add_argument("--wpm", type=_wpm, metavar="N", help="words a minute, pauses counted")
    speed.add_argument("--speed", type=_ratio, metavar="N", default=1.0,
                       help="times the voice's own speed")  # fmt: skip
    parser.add_argument("--words", metavar="OUT.json", help="when each word is heard")
    parser.add_argument("--voice", metavar="VOICE", help="such as espeak:en-gb, or "
                        "piper:FILE.onnx; else one for the document's language")  # fmt: skip


def answer(asked: Asked) -> int:
    """Render it; one line says how long it became."""
    given = asked.given
    if given.out == given.words == "-":
        return _told(asked, "only one of the two can go to standard output")
    try:
        with reading(given.file) as found:
            return _say(found, given, rules(asked, given.file), asked.out)
    except (JobFailed, _Trouble) as failure:
        return _told(asked, failure)


def _told(asked: Asked, trouble: object) -> int:
    asked.out.flush()
    print(f"spindle: {trouble}", file=sys.stderr)
    return _TROUBLE


class _Trouble(Exception):  # noqa: N818 - what a person is told
    """With a sentence."""


class _Line(NamedTuple):
    """One utterance and where it is written."""

    id: str
    chapter: int
    block: int
    said: Said
    written: str
    last: bool


class _Words:
    """Turns rows of the renderer into the file that was asked for, as they come."""

    def __init__(self, rows: IO[str], out: TextIO) -> None:
        self._rows, self._out = rows, out
        self._lines: deque[_Line] = deque()
        self._half = ""
        self._first = True

    def expect(self, lines: Sequence[_Line]) -> None:
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
        while self._lines and self._lines[0].id != row["utterance"]:
            self._lines.popleft()
        line = self._lines[0]
        start, end = line.said.written(row["start"], row["end"])
        written, spoken = line.written[start:end], line.said.text[row["start"] : row["end"]]
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


def _say(found: Import, given: SimpleNamespace, said_so: Sequence[Rule], out: TextIO) -> int:
    lines = _lines(found, said_so)
    first = list(islice(lines, _BATCH))
    voice = given.voice or _voice(found.head.language)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "words"
        rows.touch()
        with rows.open(encoding="utf-8") as read:
            renderer = _Renderer(given, rows)
            try:
                count = _feed(renderer, voice, given, first, lines, read, out)
            except BaseException:
                renderer.give_up()
                raise
    if given.out != "-" and given.words != "-":
        print(f"{given.out}: {_long(Path(given.out))}, {counted(count, 'sentence')}.", file=out)
    return 0


def _feed(
    renderer: "_Renderer",
    voice: str,
    given: SimpleNamespace,
    first: list[_Line],
    rest: Iterator[_Line],
    rows: IO[str],
    out: TextIO,
) -> int:
    with _words_file(given.words, out) as file:
        words = None if file is None else _Words(rows, file)
        speed = Speed(ratio=given.speed, wpm=given.wpm)
        if file is not None:
            file.write(f'{{"version": {VERSION}, "words": [')
        renderer.send(UseVoice(voice=voice))
        renderer.send(speed)
        renderer.send(Load(turn=1, utterances=()))
        count, batch = 0, first
        while batch:
            if words is not None:
                words.expect(batch)
            renderer.send(Append(turn=1, utterances=tuple(map(_spoken, batch))))
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

    def __init__(self, given: SimpleNamespace, rows: Path) -> None:
        self._target: str = given.out
        command = process("--render", given.out)
        if given.words is not None:
            command = (*command, "--words", str(rows))
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )

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
            lines = said.decode("utf-8", "replace").strip().splitlines()
            raise _Trouble(lines[-1] if lines else "the sound could not be rendered")

    def give_up(self) -> None:
        """End it, and leave no half of a file."""
        begun = self._process.poll() is None
        self._process.kill()
        self._process.communicate()
        if begun and self._target != "-":
            with suppress(OSError):
                Path(self._target).unlink()


class _words_file:  # noqa: N801 - used as a function
    """The file for the words, standard output, or none."""

    def __init__(self, name: str | None, out: TextIO) -> None:
        self._name, self._out = name, out
        self._file: TextIO | None = None

    def __enter__(self) -> TextIO | None:
        if self._name is None or self._name == "-":
            return None if self._name is None else self._out
        self._file = Path(self._name).open("w", encoding="utf-8")
        return self._file

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()


def _lines(found: Import, said_so: Sequence[Rule]) -> Iterator[_Line]:
    for number, chapter in enumerate(found.chapters()):
        for index, block in enumerate(chapter.blocks):
            said = utterances(block, found.head.language, rules=said_so)
            for sentence, each in enumerate(said):
                name = f"{number}.{index}.{sentence}"
                yield _Line(name, number, index, each, block.text, each is said[-1])


def _spoken(line: _Line) -> Utterance:
    pause = PARAGRAPH_PAUSE if line.last else SENTENCE_PAUSE
    return Utterance(id=line.id, text=line.said.text, pause=pause)


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
        raise argparse.ArgumentTypeError(f"a number from {low:g} to {high:g}")
    return number
