"""The sound process with a device that asks as fast as it is given: hours pass in minutes.

Run as a program it is the sound process: its commands, desk, studio and engine, player, lanes,
output and teller, and the pipes. Only what stands for time is another. The device sounds nowhere;
it asks for 40 ms as soon as the voice has something to say and what was to be told has been told,
and at its usual pace while nothing plays. *Now*, for desk and teller, is what it has sounded, on a
system clock that runs 50 millionths faster than the device, as clocks do; and each time it asks up
to 12 ms late.

When the commands end, one line on stderr tells what was measured: how long it sounded, how many
sentences were paired with their sound, and how much later than told each began to sound, at the
median of the first and of the last fortieth::

    {"seconds", "sentences", "early": ms, "late": ms}
"""

import json
import sys
from collections.abc import Callable, Generator
from random import Random
from statistics import median
from threading import Event, Thread
from typing import Any, Final

import numpy as np

from spindle.core.sound_events import At
from spindle.sound import desk as desk_module
from spindle.sound import output as output_module
from spindle.sound import process as process_module
from spindle.sound import teller as teller_module
from spindle.sound.protocol import LONGEST, Report, Told
from spindle.sound.speech import QUIET

_BLOCK_S: Final = output_module.BUFFER_MS / 1000
_SKEW: Final = 50e-6
_JITTER_S: Final = 0.012
_MOST_WAITING: Final = 400
_A_MOMENT_S: Final = 0.0005
_NEAR_S: Final = 0.2
_SILENCE_S: Final = 0.05
"""A sentence begins behind at least so much of it."""


class Times:
    """What the device has sounded, and when it was told of it."""

    def __init__(self) -> None:
        self.rate = 1
        self.samples = 0
        self.asked = 0.0
        self._quiet = 0
        self._onsets: list[float] = []
        self._told: list[float] = []
        self.late: list[float] = []

    def now(self) -> float:
        """In place of ``spindle.sound.now.now``."""
        return self.asked

    def ask(self, chance: Random) -> None:
        """The device is about to ask for the next block."""
        self.asked = self._true(self.samples) + chance.uniform(0, _JITTER_S)

    def sounded(self, data: bytes) -> None:
        """A block; each sound behind a silence may be a sentence's begin."""
        block = np.abs(np.frombuffer(data, "<i2")) > QUIET * 32767
        loud = np.flatnonzero(block)
        before = -1 - self._quiet
        for each in loud[np.diff(loud, prepend=before) > _SILENCE_S * self.rate]:
            self._onsets.append(self._true(self.samples + int(each)))
        self._quiet = len(block) - 1 - int(loud[-1]) if len(loud) else self._quiet + len(block)
        self.samples += len(block)
        self._pair()

    def tell(self, report: Report, due: float) -> None:
        """The teller gets a report, to be told at a moment."""
        if isinstance(report, Told) and isinstance(report.event, At):
            event = report.event
            if event.start == 0 and event.ms == 0 and event.playing and due > 0:
                self._told.append(due - output_module.LATENCY_S)

    def _true(self, samples: int) -> float:
        return samples / self.rate * (1 + _SKEW)

    def _pair(self) -> None:
        """Each begin that is told with the sound nearest to it, once what follows has sounded."""
        while self._told and self._true(self.samples) > self._told[0] + _NEAR_S:
            told = self._told.pop(0)
            self._onsets = [each for each in self._onsets if each > told - _NEAR_S]
            found = min(self._onsets, key=lambda each: abs(each - told), default=told + _NEAR_S)
            if abs(found - told) < _NEAR_S:
                self.late.append(found - told)


class FastDevice:
    """What ``Output`` brings in place of a device; ``wait`` says how many seconds it should."""

    def __init__(self, times: Times, rate: int, wait: Callable[[], float]) -> None:
        self._times, self._rate, self._wait = times, rate, wait
        self._over = Event()

    def start(self, source: Generator[bytes, int, None]) -> None:
        """Ask from now on."""
        Thread(target=self._run, args=(source,), daemon=True).start()

    def close(self) -> None:
        """Ask no more."""
        self._over.set()

    def _run(self, source: Generator[bytes, int, None]) -> None:
        times, chance = self._times, Random(5)  # noqa: S311 - the same each time
        times.rate = self._rate
        while not self._over.is_set():
            while (seconds := self._wait()) and not self._over.wait(seconds):
                if seconds >= _BLOCK_S:
                    break
            times.ask(chance)
            times.sounded(source.send(round(_BLOCK_S * self._rate)))


def main() -> None:
    """As ``spindle.sound.process.serve``."""
    times = Times()
    made: list[process_module.Process] = []

    def wait() -> float:
        desk, teller = made[0]._desk, made[0]._teller
        with desk.news:
            player = desk.player
            if not player.playing:
                return _BLOCK_S
            waits = player.wants is not None
        return _A_MOMENT_S if waits or len(teller._waiting) > _MOST_WAITING else 0.0

    def bring(rate: int, backends: list[Any]) -> FastDevice:
        del backends
        return FastDevice(times, rate, wait)

    class TimedTeller(teller_module.Teller):
        def tell(self, report: Report, due: float = 0.0) -> None:
            times.tell(report, due)
            super().tell(report, due)
            with self._news:  # it waits by a clock, and here that runs as fast as it can
                self._news.notify()

    desk_module.now = times.now  # type: ignore[attr-defined]
    teller_module.now = times.now  # type: ignore[attr-defined]
    output_module._device = bring
    process_module.Teller = TimedTeller  # type: ignore[attr-defined]
    made.append(process_module.Process(sys.stdout.buffer, silent=True))
    while line := sys.stdin.buffer.readline(LONGEST + 1):
        made[0].obey(line)
    part = max(1, len(times.late) // 40)
    found = {
        "seconds": times.samples / times.rate,
        "early": 1000 * median(times.late[:part]),
        "late": 1000 * median(times.late[-part:]),
        "sentences": len(times.late),
    }
    sys.stderr.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
