"""Which voice reads a document of the library: the one that Listen would take."""

import subprocess
from pathlib import Path
from threading import Timer
from typing import Final

from spindle.cli.kept import Document
from spindle.core.sound_events import Voice
from spindle.features.listen import voice_files
from spindle.features.listen.voice_choice import at_once, chosen
from spindle.sound.protocol import AskVoices, GarbageError, Voices, line_of, process, read_report

_PATIENCE_S: Final = 10.0


def voice_of(document: Document, profile: Path) -> str | None:
    """Its voice; None where none here can read its language."""
    language, usual, kept = document.line.language, document.usual, document.voices
    own = voice_files.own(profile)
    voice = at_once(language, usual=usual, kept=kept, own=lambda: own)
    if voice is not None:
        return voice
    known = {each.id for each in own}
    voices = [*own, *(each for each in _here() if each.id not in known)]
    # A sound process that does not answer leaves it to the usual one, as in the window.
    return chosen(language, usual=usual, kept=kept, voices=voices) if voices else usual


def _here() -> tuple[Voice, ...]:
    """All that the sound process knows; none if it does not answer."""
    with subprocess.Popen(  # noqa: S603 - our own program
        process("--silent"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as asked:
        waiting = Timer(_PATIENCE_S, asked.kill)
        waiting.start()
        try:
            if asked.stdin is None or asked.stdout is None:
                return ()
            asked.stdin.write(line_of(AskVoices(ask=1)))
            asked.stdin.flush()
            reports = map(read_report, asked.stdout)
            return next((each.voices for each in reports if isinstance(each, Voices)), ())
        except (OSError, GarbageError):
            return ()
        finally:
            waiting.cancel()
            asked.kill()
