"""The device goes, hangs and comes back; meanwhile a silent clock pulls, and the voice goes on.

``Output`` is looked after by hand here, with a server and devices that obey. Real time passes only
while it waits for a server that hangs, and then a fiftieth of a second.
"""

from collections.abc import Generator, Iterator
from threading import Event
from typing import Any

import pytest

from spindle.core.sound_events import Device
from spindle.sound import output
from spindle.sound.output import Output
from tests.helpers.waiting import wait_until

RATE = 22_050
BLOCK = 1_323
LOOK_S = 0.25


class FakeDevice:
    """What miniaudio gives; ``pull`` is its thread asking for samples."""

    def __init__(self, rate: int, *, silent: bool) -> None:
        self.rate = rate
        self.silent = silent
        self.closing = Event()
        self.closed = Event()
        self.may_close = Event()
        self.may_close.set()
        self._source: Generator[bytes, int, None] | None = None

    def start(self, source: Generator[bytes, int, None]) -> None:
        self._source = source

    @property
    def started(self) -> bool:
        return self._source is not None

    def pull(self) -> bytes:
        assert self._source is not None
        return self._source.send(BLOCK)

    def close(self) -> None:
        self.closing.set()
        self.may_close.wait(10)
        self.closed.set()


class Desk:
    """Something that sounds, and a machine whose sound server can be taken away."""

    def __init__(self) -> None:
        self.server = True
        self.answers = Event()
        self.answers.set()
        self.attempts = 0
        self.made: list[FakeDevice] = []
        self.told: list[Device] = []
        self.pulls: list[tuple[int, bool]] = []
        self.busy = True
        self.broken = False
        self.at = 100.0
        self.output = Output(
            self._samples,
            lambda: self.busy,
            self.told.append,
            silent=False,
            bring=self._bring,
            clock=lambda: self.at,
        )

    @property
    def device(self) -> FakeDevice:
        """The newest one that was started."""
        return next(each for each in reversed(self.made) if each.started)

    def begin(self, rate: int = RATE) -> None:
        self.output.want(rate)
        self.output.look()

    def pass_(self, seconds: float, *, pulling: bool = True) -> None:
        """Let so much time pass; the device pulls unless its server is gone."""
        for _ in range(round(seconds / LOOK_S)):
            self.at += LOOK_S
            if pulling:
                self.device.pull()
            self.output.look()

    def _samples(self, count: int, rate: int, fresh: bool) -> bytes:  # noqa: FBT001 - a callback
        self.pulls.append((rate, fresh))
        if self.broken:
            raise RuntimeError("no samples")
        return b"\1\0" * count

    def _bring(self, rate: int, backends: list[Any]) -> FakeDevice | None:
        if not backends:
            self.attempts += 1
            self.answers.wait(10)
            if not self.server:
                return None
        self.made.append(FakeDevice(rate, silent=bool(backends)))
        return self.made[-1]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(output, "_PATIENCE_S", 0.02)
    made = Desk()
    yield made
    made.answers.set()
    for device in made.made:
        device.may_close.set()


def test_a_server_that_is_there_is_heard(desk: Desk) -> None:
    desk.begin()

    assert desk.told == [Device.HEARD]
    assert desk.device.pull() == b"\1\0" * BLOCK
    assert desk.pulls == [(RATE, True)]
    desk.pass_(10)
    assert desk.attempts == 1
    assert desk.pulls[-1] == (RATE, False)


def test_without_a_server_a_silent_clock_pulls(desk: Desk) -> None:
    desk.server = False
    desk.begin()

    assert desk.told == [Device.SILENT]
    assert desk.device.silent
    assert desk.device.pull() == b"\1\0" * BLOCK


def test_a_server_that_dies_is_noticed_by_its_silence(desk: Desk) -> None:
    """Nothing says so: no error, only no pull for half a second."""
    desk.begin()
    dead = desk.device
    desk.server = False
    desk.pass_(0.5, pulling=False)
    assert desk.told == [Device.HEARD]
    desk.pass_(0.25, pulling=False)

    assert desk.told == [Device.HEARD, Device.SILENT]
    assert desk.device.silent
    wait_until(dead.closed.is_set, "the dead device to be closed")


def test_a_server_that_hangs_is_not_waited_for(desk: Desk) -> None:
    desk.begin()
    dead = desk.device
    dead.may_close.clear()  # closing hangs as well as opening
    desk.answers.clear()
    desk.pass_(0.75, pulling=False)

    assert desk.told == [Device.HEARD, Device.SILENT]
    assert desk.device.silent
    wait_until(dead.closing.is_set, "the attempt to close it")
    assert not dead.closed.is_set()


def test_while_a_server_hangs_it_is_asked_once_and_the_silent_clock_goes_on(desk: Desk) -> None:
    desk.begin()
    desk.answers.clear()
    desk.pass_(0.75, pulling=False)
    silent = desk.device
    desk.pass_(30)

    assert desk.device is silent
    assert not silent.closing.is_set()
    assert desk.attempts == 2
    desk.answers.set()
    wait_until(lambda: len(desk.made) > 2, "the server to answer")
    desk.pass_(4)
    assert desk.told == [Device.HEARD, Device.SILENT, Device.HEARD]
    assert not desk.device.silent
    wait_until(silent.closed.is_set, "the silent clock to end")


def test_a_server_that_is_back_is_used_within_a_few_seconds(desk: Desk) -> None:
    desk.server = False
    desk.begin()
    silent = desk.device
    desk.pass_(10)
    assert desk.device is silent, "each attempt in vain must leave the clock alone"
    assert not silent.closing.is_set()
    assert desk.attempts >= 3
    desk.server = True
    desk.pulls.clear()
    desk.pass_(3.5)

    assert desk.told == [Device.SILENT, Device.HEARD]
    assert not desk.device.silent
    assert desk.pulls.count((RATE, True)) == 1, "the clock of what is heard must begin again"


def test_another_rate_opens_the_device_anew(desk: Desk) -> None:
    desk.begin()
    first = desk.device
    desk.begin(44_100)

    assert desk.device.rate == 44_100
    wait_until(first.closed.is_set, "the first to be closed")


def test_a_device_that_nobody_needs_is_let_go_and_opened_again(desk: Desk) -> None:
    desk.begin()
    first = desk.device
    desk.busy = False
    desk.pass_(20)
    assert not first.closing.is_set()
    desk.pass_(0.5)
    wait_until(first.closed.is_set, "the device to be let go")
    desk.busy = True
    desk.begin()

    assert desk.device is not first
    assert desk.told == [Device.HEARD, Device.HEARD]


def test_an_error_while_making_samples_is_a_silence_and_the_next_are_heard(desk: Desk) -> None:
    desk.begin()
    desk.broken = True
    assert desk.device.pull() == bytes(2 * BLOCK)
    desk.broken = False

    assert desk.device.pull() == b"\1\0" * BLOCK


def test_without_any_device_at_all_it_is_tried_again_and_again() -> None:
    told: list[Device] = []
    tries: list[int] = []

    def bring(rate: int, backends: list[Any]) -> None:
        del backends
        tries.append(rate)

    found = Output(
        lambda count, _rate, _fresh: bytes(2 * count), lambda: True, told.append,
        silent=True, bring=bring, clock=lambda: 100.0,
    )  # fmt: skip
    found.want(RATE)
    found.look()
    found.look()

    assert tries == [RATE, RATE]
    assert told == []
