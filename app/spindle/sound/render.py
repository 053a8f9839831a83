"""Renders speech into a WAV file through the player's own path, faster than it sounds.

``--render OUT [--words FILE]``: commands come by stdin as ever (``UseVoice``, ``Speed``, ``Load``,
``Append``), the sound goes to OUT or, for ``-``, to stdout. FILE gets one JSON object a line for
each word. It reads on only when it has rendered what it has, so memory stays small.
"""

import json
import struct
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import numpy as np

from spindle.core.sound_events import At, Finished, VoiceEvent
from spindle.sound.engine import Engine, SoundError
from spindle.sound.engines import opened
from spindle.sound.messages import GarbageError
from spindle.sound.player import Player
from spindle.sound.protocol import Append, Command, Load, Speed, UseVoice, read_command
from spindle.sound.script import Script
from spindle.sound.speech import Samples, Speech

_BLOCK_S: Final = 0.1
_UNKNOWN: Final = 0xFFFF_FFFF
_HEADER: Final = 44
_TROUBLE: Final = 1


class Wave:
    """A mono sixteen-bit WAV file; its length is filled in at the end if that can be done."""

    def __init__(self, out: BinaryIO, rate: int) -> None:
        self._out = out
        self._rate = rate
        self._bytes = 0
        out.write(self._header(_UNKNOWN - _HEADER))

    def write(self, samples: Samples) -> None:
        """Add to the end."""
        data = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        self._bytes += len(data)
        self._out.write(data)

    def close(self) -> None:
        """Tell the true length where that is possible, a pipe cannot."""
        self._out.flush()
        if self._out.seekable():
            self._out.seek(0)
            self._out.write(self._header(self._bytes))
            self._out.flush()

    def _header(self, size: int) -> bytes:
        size = min(size, _UNKNOWN - _HEADER)
        head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", size + _HEADER - 8, b"WAVE", b"fmt ", 16, 1,
                           1, self._rate, 2 * self._rate, 2, 16)  # fmt: skip
        return head + struct.pack("<4sI", b"data", size)


class Rendering:
    """One player, one engine, no device."""

    def __init__(self, engine: Engine, words: TextIO | None) -> None:
        self.rate = engine.rate
        self.failures = 0
        self._engine = engine
        self._words = words
        self._script = Script(())
        self._player = Player(engine.rate, engine.wpm)
        self._player.load(self._script)
        self._pulled = 0
        self._told: set[tuple[str, int]] = set()

    def obey(self, command: Command) -> None:
        """Take more text, or another speed."""
        if isinstance(command, Load | Append):
            self._script.append(command.utterances)
        elif isinstance(command, Speed) and command.wpm is not None:
            self._player.set_wpm(command.wpm)
        elif isinstance(command, Speed):
            self._player.set_ratio(command.ratio)

    def run(self) -> Iterator[Samples]:
        """All that can be rendered of what there is now."""
        self._player.play()
        while self._player.playing:
            self._speak()
            block = self._player.pull(round(_BLOCK_S * self.rate))
            for offset, event in block.events:
                self._tell((self._pulled + offset) / self.rate, event)
            self._pulled += block.filled
            yield block.samples[: block.filled]
            self._player.drain()

    def _speak(self) -> None:
        player, script = self._player, self._script
        while (index := script.wanted(player.index)) is not None:
            try:
                speech = self._engine.speak(script.piece(index).text, lambda: False)
            except SoundError:
                self.failures += 1
                speech = Speech(samples=np.zeros(0, np.float32), rate=self.rate, words=())
            script.put(index, speech)
        script.forget(player.index)

    def _tell(self, seconds: float, event: VoiceEvent) -> None:
        if self._words is None:
            return
        if isinstance(event, Finished):
            self._told = {each for each in self._told if each[0] != event.utterance}
        if not isinstance(event, At) or event.start == event.end:
            return
        if (word := (event.utterance, event.start)) in self._told:
            return
        self._told.add(word)
        row = {"utterance": event.utterance, "start": event.start, "end": event.end}
        self._words.write(json.dumps(row | {"seconds": round(seconds, 3)}) + "\n")


def render_to(arguments: Sequence[str], commands: BinaryIO, out: BinaryIO) -> int:
    """Run as a process; what goes wrong is one sentence on stderr."""
    target = arguments[arguments.index("--render") + 1]
    words = arguments[arguments.index("--words") + 1] if "--words" in arguments else None
    try:
        if words is None:
            return _render(commands, target, out, None)
        with Path(words).open("w", encoding="utf-8") as rows:
            return _render(commands, target, out, rows)
    except SoundError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'the sound'} cannot be written: {error.strerror}\n")
    except GarbageError as error:
        sys.stderr.write(f"{error}\n")
    return _TROUBLE


def _render(commands: BinaryIO, target: str, out: BinaryIO, words: TextIO | None) -> int:
    first = read_command(commands.readline())
    if not isinstance(first, UseVoice):
        raise GarbageError("the voice comes first")
    rendering = Rendering(opened(first.voice), words)
    if target == "-":
        return _write(rendering, commands, Wave(out, rendering.rate))
    with Path(target).open("wb") as file:
        return _write(rendering, commands, Wave(file, rendering.rate))


def _write(rendering: Rendering, commands: BinaryIO, wave: Wave) -> int:
    for line in commands:
        rendering.obey(read_command(line))
        for samples in rendering.run():
            wave.write(samples)
    wave.close()
    return 0
