"""The sound device, or a silent clock in its place; one that dies is noticed and opened again."""

import logging
import threading
from collections.abc import Callable, Generator
from typing import Any, Final

import miniaudio

from spindle.core.sound_events import Device
from spindle.sound.now import now

BUFFER_MS: Final = 60
# What was pulled is heard so much later (measured with a recorded sink), besides its place in
# the block.
LATENCY_S: Final = 0.5 * BUFFER_MS / 1000
_DEAD_S: Final = 0.5
_LOOK_S: Final = 0.25
_RETRY_S: Final = 3.0
_IDLE_S: Final = 20.0

_LOG: Final = logging.getLogger(__name__)

Pull = Callable[[int, bool], bytes]


class Output:
    """Pulls sixteen-bit mono samples while it is wanted. Its methods: one thread, the main one.

    A server that dies says nothing, the pulls just stop: then the device is opened again, and if
    that fails, a clock pulls in silence until one can be opened.
    """

    def __init__(
        self, pull: Pull, busy: Callable[[], bool], told: Callable[[Device], None], *, silent: bool
    ) -> None:
        """Opens nothing yet.

        Args:
            pull: Called in the device's thread with the number of samples, and whether the device
                was just opened; holding no lock for long.
            busy: Whether anything sounds; without that for some time the device is let go.
            told: Gets each change of where sound goes; any thread.
            silent: Never open a device: for tests.
        """
        self._pull, self._busy, self._told, self._silent = pull, busy, told, silent
        self._device: Any = None
        self._rate = 0
        self._heard = False
        self._pulled = 0.0
        self._sounded = 0.0
        self._opened = 0.0
        self._lock = threading.Lock()
        self._end = threading.Event()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def want(self, rate: int) -> None:
        """Be running at this rate."""
        with self._lock:
            self._sounded = now()
            if self._device is None or self._rate != rate:
                self._open(rate)

    def close(self) -> None:
        """Let the device go."""
        self._end.set()
        with self._lock:
            self._close()

    def _open(self, rate: int) -> None:
        self._close()
        self._rate = rate
        self._opened = self._pulled = now()
        self._device = None if self._silent else _device(rate, [])
        self._heard = self._device is not None
        if self._device is None:
            self._device = _device(rate, [miniaudio.Backend.NULL])
        if self._device is None:
            return
        source = self._samples()
        next(source)
        self._device.start(source)
        self._told(Device.HEARD if self._heard else Device.SILENT)

    def _close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _samples(self) -> Generator[bytes, int, None]:
        fresh = True
        count = yield b""
        while True:
            self._pulled = now()
            try:
                samples = self._pull(count, fresh)
            except Exception:  # noqa: BLE001 - an error here would end the sound for good
                _LOG.exception("no samples")
                samples = bytes(2 * count)
            fresh = False
            count = yield samples

    def _watch(self) -> None:
        while not self._end.wait(_LOOK_S):
            busy = self._busy()
            with self._lock:
                if self._end.is_set():
                    return
                self._look(busy)

    def _look(self, busy: bool) -> None:  # noqa: FBT001 - private, one caller
        at = now()
        if busy:
            self._sounded = at
        if self._device is None:
            return
        if at - self._sounded > _IDLE_S:
            self._close()
        elif at - self._pulled > _DEAD_S or self._may_come_back(at):
            self._open(self._rate)

    def _may_come_back(self, at: float) -> bool:
        silent = not self._heard and not self._silent
        return silent and at - self._opened > _RETRY_S


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
