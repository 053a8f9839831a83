"""``python -m tests.helpers.damaged_sound``: reads the sound and voice files named on its stdin.

What came of each is said in a line: ``read``, a sentence, or the name of an error that the sound
process would not have expected. It runs apart, because a library that crashes takes it along.
"""

import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
CRASHED: Final = "crashed"
HUNG: Final = "hung"


class Apart:
    """A warm process that reads damaged files, made anew when one has ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._said: queue.Queue[str] = queue.Queue()
        self.peak = 0

    def read(self, path: Path, seconds: float = 10.0) -> str:
        """What came of a file."""
        process = self._process = self._process or self._started()
        if process.stdin is not None:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
        try:
            said = self._said.get(timeout=seconds)
        except queue.Empty:
            said = HUNG
        if said in {CRASHED, HUNG}:
            self.close()
        else:
            said, _, peak = said.rpartition(" ")
            self.peak = max(self.peak, 1024 * int(peak))
        return said

    def close(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait(5)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _started(self) -> subprocess.Popen[str]:
        self._said = queue.Queue()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.damaged_sound"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT / "app"), str(_ROOT)))},
            text=True,
        )
        threading.Thread(target=self._listen, args=(process, self._said), daemon=True).start()
        assert self._said.get(timeout=60) == "ready"
        return process

    @staticmethod
    def _listen(process: "subprocess.Popen[str]", said: "queue.Queue[str]") -> None:
        with suppress(ValueError):
            for line in process.stdout or ():
                said.put(line.rstrip("\n"))
        said.put(CRASHED)


def _read(path: Path) -> str:
    from spindle.sound import files, voice_check  # noqa: PLC0415 - in the process apart only
    from spindle.sound.engine import SoundError  # noqa: PLC0415

    try:
        if path.suffix == ".onnx":
            failed = voice_check.checked(path, 1).failed
            return "read" if failed is None else failed.sentence
        files.checked(path)
        source = files.FileSource(path, wait=True)
        # As the player goes: from the beginning, and to wherever somebody clicks.
        for place in (0, source.length // 2, source.length - source.rate, source.length):
            block = source.read(place, place + source.rate)
            if block is None or not abs(block).max(initial=0) < float("inf"):
                return "not a sound"
        source.close()
    except SoundError as error:
        sentence = error.failed.sentence
        return sentence if sentence.endswith(".") else f"no sentence: {sentence}"
    except Exception as error:  # noqa: BLE001 - what nobody has thought of is what is looked for
        return f"unexpected {type(error).__name__}"
    return "read"


def _peak() -> int:
    """KiB of memory that this process or one of its own ever had."""
    from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage  # noqa: PLC0415 - not on Windows

    return max(getrusage(whose).ru_maxrss for whose in (RUSAGE_SELF, RUSAGE_CHILDREN))


def main() -> None:
    """Read what is named, until nothing more is."""
    # A library may print, too.
    with os.fdopen(os.dup(1), "w") as said, suppress(BrokenPipeError):
        os.dup2(2, 1)
        said.write("ready\n")
        said.flush()
        for line in sys.stdin:
            said.write(f"{_read(Path(line.rstrip(chr(10))))} {_peak()}\n")
            said.flush()


if __name__ == "__main__":
    main()
