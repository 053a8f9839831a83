"""Questions to the sound process that wait for their answer, also across its loss."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from spindle.core.sound_events import Failed, SoundFile, Voice
from spindle.core.translate import N_
from spindle.sound.protocol import (
    AskVoices,
    CheckFile,
    CheckVoice,
    Command,
    FileChecked,
    VoiceChecked,
    Voices,
)

NO_PROCESS: Final = N_("sound", "Nothing can be sounded: the sound process does not start.")

Answer = Voices | VoiceChecked | FileChecked | Failed
Answered = Callable[[Answer], None]


class Asks:
    """What was asked and not answered yet. GUI thread."""

    def __init__(self, send: Callable[[Command], None]) -> None:
        self._send = send
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[Command, Answered]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def again(self) -> Iterator[Command]:
        """All of them, for a process that knows nothing."""
        return (command for command, _ in self._waiting.values())

    def voices(self, done: Callable[[Sequence[Voice]], None]) -> None:
        """Which voices can speak here."""

        def answered(answer: Answer) -> None:
            done(answer.voices if isinstance(answer, Voices) else ())

        self._ask(lambda ask: AskVoices(ask=ask), answered)

    def check_voice(
        self, path: Path, done: Callable[[Voice], None], failed: Callable[[Failed], None]
    ) -> None:
        """Whether a file is a voice."""

        def answered(answer: Answer) -> None:
            if isinstance(answer, VoiceChecked) and answer.voice is not None:
                done(answer.voice)
            else:
                failed(_why(answer))

        self._ask(lambda ask: CheckVoice(ask=ask, path=str(path)), answered)

    def check_file(
        self, path: Path, done: Callable[[SoundFile], None], failed: Callable[[Failed], None]
    ) -> None:
        """Whether a file can be played."""

        def answered(answer: Answer) -> None:
            if isinstance(answer, FileChecked) and answer.file is not None:
                done(answer.file)
            else:
                failed(_why(answer))

        self._ask(lambda ask: CheckFile(ask=ask, path=str(path)), answered)

    def answer(self, answer: Voices | VoiceChecked | FileChecked) -> None:
        """The process has answered one."""
        asked = self._waiting.pop(answer.ask, None)
        if asked is not None:
            asked[1](answer)

    def give_up(self) -> None:
        """There is no process to answer."""
        waiting, self._waiting = self._waiting, {}
        for _, answered in waiting.values():
            answered(Failed(sentence=NO_PROCESS))

    def _ask(self, command: Callable[[int], Command], answered: Answered) -> None:
        number = next(self._numbers)
        asking = command(number)
        self._send(asking)  # before it is kept, or a process started for it would hear it twice
        self._waiting[number] = (asking, answered)


def _why(answer: Answer) -> Failed:
    if isinstance(answer, Failed):
        return answer
    failed = None if isinstance(answer, Voices) else answer.failed
    return failed or Failed(sentence=NO_PROCESS)
