"""Whether a file is a voice: asked in a process of its own, which may crash or never come back.

onnxruntime cannot be stopped while it reads a model, and a damaged one can take it a minute.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from spindle.sound.engine import SoundError
from spindle.sound.protocol import (
    CHECK_VOICE,
    VoiceChecked,
    line_of,
    process,
    read_report,
)

_WORK_S: Final = 8
"""Of a processor; a good voice takes two."""

_WAIT_S: Final = 40.0
"""On a machine that has other work, or that does not count the processor's."""


def checked(path: Path, ask: int, seconds: float = _WAIT_S) -> VoiceChecked:
    """The voice in a file after it has said a word, or why it is none; takes a second or two."""
    try:
        done = subprocess.run(  # noqa: S603 - our own
            process(CHECK_VOICE, str(path)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        found = read_report(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        found = None
    if isinstance(found, VoiceChecked):
        return VoiceChecked(ask=ask, voice=found.voice, failed=found.failed)
    from spindle.sound.piper import NOT_A_VOICE  # noqa: PLC0415 - an optional extra

    return VoiceChecked(ask=ask, voice=None, failed=SoundError(NOT_A_VOICE, name=path.name).failed)


def answer(path: Path, out: BinaryIO) -> int:
    """What the process of its own does; returns its exit code."""
    from spindle.sound import piper  # noqa: PLC0415 - an optional extra

    _end_in_time()
    try:
        found = VoiceChecked(ask=0, voice=piper.checked(path))
    except SoundError as error:
        found = VoiceChecked(ask=0, voice=None, failed=error.failed)
    out.write(line_of(found))
    return 0


def _end_in_time() -> None:
    """By the system, for Python does not come to act while onnxruntime works."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        signal.alarm(int(_WAIT_S))  # also if nobody waits any more
        resource.setrlimit(resource.RLIMIT_CPU, (_WORK_S, _WORK_S))
        with suppress(OSError):
            os.nice(5)  # what is heard comes first
