"""``python -m spindle.sound``: obeys commands; with ``--render`` it writes a file instead.

``--check-voice FILE`` answers whether that is a natural voice.
``--silent`` opens no device: for tests, and wherever nothing shall be heard.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from spindle.core import faults, plain_log
from spindle.sound.protocol import CHECK_VOICE


def main(arguments: Sequence[str]) -> int:
    """Run as a process of its own; returns the exit code of a rendering."""
    faults.print_no_words()
    plain_log.begin("%(threadName)s: %(message)s")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here is large enough for more
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us decides when to end
    with os.fdopen(_own_stdout(), "wb") as out:
        if "--render" in arguments:
            from spindle.sound.render import render_to  # noqa: PLC0415 - needs no device

            return render_to(arguments, sys.stdin.buffer, out)
        if CHECK_VOICE in arguments:
            from spindle.sound.voice_check import answer  # noqa: PLC0415 - seldom wanted

            return answer(Path(arguments[-1]), out)
        from spindle.sound.process import serve  # noqa: PLC0415 - one of three

        serve(sys.stdin.buffer, out, silent="--silent" in arguments)
    return 0


def _own_stdout() -> int:
    """The pipe that is read as reports; what a library prints goes where errors go.

    onnxruntime prints when a model is broken, and a line that is no report costs the process.
    """
    own = os.dup(sys.stdout.fileno())
    if sys.stderr is not None:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
