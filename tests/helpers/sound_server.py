"""A sound server of our own with a sink that goes nowhere, and a tape of what it was given."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from spindle.sound.speech import Samples
from tests.helpers.waiting import now, wait_until

RATE = 44_100
_BEFORE_S = 1.0
_BEHIND_S = 3.0
_MODULES = (
    "module-native-protocol-unix",
    f"module-null-sink sink_name=tape rate={RATE} channels=1",
)


def there() -> bool:
    """Whether the programs for it are installed."""
    return all(shutil.which(name) for name in ("pulseaudio", "parec", "pacat"))


class Tape:
    """Records the sink from now on; ``sound`` and ``second_of`` after ``stop``."""

    def __init__(self, env: dict[str, str]) -> None:
        self._data: list[bytes] = []
        self._begins: list[tuple[float, float]] = []
        self._process = subprocess.Popen(
            ["parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
             "--latency-msec=5", "-d", "tape.monitor"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, bufsize=0,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        wait_until(lambda: self._data, "the tape to run")

    def _run(self) -> None:
        pipe = self._process.stdout
        size = 0
        while pipe is not None and (data := pipe.read(4096)):
            size += len(data)
            came = now()
            self._begins.append((came, came - size / 2 / RATE))
            self._data.append(data)

    def stop(self) -> Samples:
        """What was heard."""
        self._process.terminate()
        self._process.wait(5)
        self._thread.join(5)
        if self._process.stdout is not None:
            self._process.stdout.close()
        joined = b"".join(self._data)
        samples = np.frombuffer(joined[: len(joined) // 2 * 2], "<i2")
        return samples.astype(np.float32) / np.float32(32768)

    def second_of(self, moment: float) -> float:
        """Where on the tape a moment of ``now()`` is.

        By what the chunks around it say of the tape's begin: the earliest, for the others were late
        by what they waited; and not for all of the tape, for a busy machine drops a piece of it.
        """
        around = [
            begin for came, begin in self._begins if -_BEFORE_S < came - moment < _BEHIND_S
        ] or [begin for _, begin in self._begins[-1:]]
        return moment - min(around)


@contextmanager
def sound_server(where: str | None = None) -> Iterator[dict[str, str]]:
    """Run one; gives the environment to find it by, its process id under ``SERVER_PID``.

    Args:
        where: A folder, if it is to be found again there.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = where or made
        env = {
            **os.environ,
            "XDG_RUNTIME_DIR": folder,
            "PULSE_RUNTIME_PATH": folder,
            "HOME": folder,
        }
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                   "--disallow-exit", *(f"--load={module}" for module in _MODULES)]  # fmt: skip
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=env)
        still = None
        try:
            wait_until((Path(folder) / "native").exists, "the sound server")
            # A sink that nobody plays to sleeps, and takes its time to wake.
            still = subprocess.Popen(
                ["pacat", "--latency-msec=1000", "-d", "tape", "/dev/zero"],
                stderr=subprocess.DEVNULL, env=env,
            )  # fmt: skip
            yield {**env, "SERVER_PID": str(server.pid)}
        finally:
            for each in (still, server):
                if each is not None:
                    each.terminate()
                    each.wait(10)
