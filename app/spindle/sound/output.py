"""The sound device, or a silent clock in its place; one that dies is noticed and opened again."""

import logging
import threading
from collections.abc import Callable, Generator
from typing import Any, Final

import miniaudio

from spindle.core.sound_events import Device
from spindle.sound.now import now

# A key for the speed is heard the sooner, the shorter it is; each pull costs a wake-up, and beside
# four busy programs there must be no gap.
BUFFER_MS: Final = 50
# From an average pull to the ear, measured with a recorded sink.
LATENCY_S: Final = 0.6 * BUFFER_MS / 1000
_DEAD_S: Final = 0.5
_LOOK_S: Final = 0.25
_PATIENCE_S: Final = 1.0
_RETRY_S: Final = 3.0
_IDLE_S: Final = 20.0

_LOG: Final = logging.getLogger(__name__)

Pull = Callable[[int, int, bool], bytes]
Bring = Callable[[int, list[Any]], Any]


class Output:
    """Pulls sixteen-bit mono samples while they are wanted.

    A server that dies says nothing, the pulls just stop; one that hangs holds up whoever opens or
    closes. So all of that happens in threads of its own, and a clock pulls in silence whenever no
    device does, until one can be opened.
    """

    def __init__(
        self,
        pull: Pull,
        busy: Callable[[], bool],
        told: Callable[[Device], None],
        *,
        silent: bool,
        bring: Bring | None = None,
        clock: Callable[[], float] = now,
    ) -> None:
        """Opens nothing yet.

        Args:
            pull: Called in the device's thread with the number of samples, their rate, and
                whether the device was just opened; holding no lock for long.
            busy: Whether anything sounds; without that for some time the device is let go.
            told: Gets each change of where sound goes; any thread.
            silent: Never open a device: for tests.
            bring: Opens a device, or the silent clock; None if there is none.
            clock: Seconds.
        """
        self._pull, self._busy, self._told, self._silent = pull, busy, told, silent
        self._bring, self._clock = bring or _device, clock
        self._device: Any = None
        self._heard = False
        self._rate = 0
        self._wanted = 0
        self._pulled = self._sounded = self._opened = 0.0
        self._opening: _Opening | None = None
        self._news = threading.Event()

    def start(self) -> None:
        """Watch from now on, in a thread."""
        threading.Thread(target=self._run, name="device", daemon=True).start()

    def want(self, rate: int) -> None:
        """Be running at this rate soon. Any thread; returns at once."""
        if self._wanted != rate or self._device is None:
            self._wanted = rate
            self._news.set()

    def _run(self) -> None:
        while True:
            self._news.wait(_LOOK_S if self._wanted else None)
            self._news.clear()
            try:
                self.look()
            except Exception:  # noqa: BLE001 - the watch goes on whatever a driver does
                _LOG.exception("the device")

    def look(self) -> None:
        """See how the device is; the thread does it four times a second."""
        at = self._clock()
        if self._busy():
            self._sounded = at
        if at - self._sounded > _IDLE_S or not self._wanted:
            self._wanted = 0
            self._close()
        elif self._device is None or self._rate != self._wanted:
            self._open(self._wanted)
        elif at - self._pulled > _DEAD_S or self._may_come_back(at):
            self._open(self._rate)

    def _open(self, rate: int) -> None:
        if self._opening is None or self._opening.rate != rate:
            self._opening = None if self._silent else _Opening(rate, self._bring)
        found = None if self._opening is None else self._opening.result()
        if self._opening is not None and self._opening.over:
            self._opening = None
        if found is None and self._device is not None and self._is_well(rate):
            self._opened = self._clock()  # the silent clock goes on
            return
        self._close()
        self._heard = found is not None
        self._device = found or self._bring(rate, [miniaudio.Backend.NULL])
        self._rate = rate
        self._opened = self._pulled = self._clock()
        if self._device is None:
            return
        source = self._samples(rate)
        next(source)
        self._device.start(source)
        self._told(Device.HEARD if self._heard else Device.SILENT)

    def _is_well(self, rate: int) -> bool:
        return not self._heard and rate == self._rate and self._clock() - self._pulled <= _DEAD_S

    def _close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            threading.Thread(target=device.close, name="closing", daemon=True).start()

    def _samples(self, rate: int) -> Generator[bytes, int, None]:
        fresh = True
        count = yield b""
        while True:
            self._pulled = self._clock()
            try:
                samples = self._pull(count, rate, fresh)
            except Exception:  # noqa: BLE001 - an error in here would end the sound for good
                _LOG.exception("no samples")
                samples = bytes(2 * count)
            fresh = False
            count = yield samples

    def _may_come_back(self, at: float) -> bool:
        silent = not self._heard and not self._silent
        return silent and at - self._opened > _RETRY_S


class _Opening:
    """Opening a device, which a server that hangs may hold up for ever."""

    def __init__(self, rate: int, bring: Bring) -> None:
        self.rate = rate
        self._bring = bring
        self.over = False
        self._found: Any = None
        self._done = threading.Event()
        threading.Thread(target=self._run, name="opening", daemon=True).start()

    def result(self) -> Any:
        """The device; None if there is none, or none within a second: ask again then."""
        self.over = self._done.wait(_PATIENCE_S)
        return self._found if self.over else None

    def _run(self) -> None:
        self._found = self._bring(self.rate, [])
        self._done.set()


def _device(rate: int, backends: list[Any]) -> Any:
    try:
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=rate,
            buffersize_msec=BUFFER_MS,
            backends=backends or None,
            app_name="Spindle",
        )
    except miniaudio.MiniaudioError:
        return None
