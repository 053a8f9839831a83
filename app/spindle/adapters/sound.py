"""The sound process behind the port: who has the voice, what is replayed after a loss."""

import itertools
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from spindle.adapters.sound_asks import NO_PROCESS, Asks
from spindle.adapters.sound_lane import HeldLane
from spindle.adapters.sound_metronome import HeldMetronome
from spindle.adapters.sound_process import SoundProcess
from spindle.core.ports import Cancel
from spindle.core.sound_events import Beat, Device, Failed, Paced, SoundFile, Voice, VoiceEvent
from spindle.core.sound_port import Tempo
from spindle.core.translate import N_
from spindle.sound.protocol import (
    Ambient,
    ChangeClick,
    Click,
    Clicked,
    Command,
    Cue,
    DeviceIs,
    FileChecked,
    Report,
    Told,
    Trying,
    VoiceChecked,
    Voices,
    process,
)

_LOG: Final = logging.getLogger(__name__)
_CALM_MS: Final = 5_000
_IDLE_MS: Final = 5 * 60_000
_LEFT_OUT: Final = N_("sound", "A passage could not be spoken and was left out.")
_STUCK: Final = 3


class ProcessSound:
    """Implements ``Sound``. GUI thread; starts a process with the first use and ends it unused."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        """Starts nothing; ``command`` stands in for the usual one in tests."""
        self._process = SoundProcess(command or process(), self._heard, self._lost, self._again)
        self._turns = itertools.count(1)
        self._device = Device.ASLEEP
        self._watching: list[Callable[[Device], None]] = []
        self._lanes: dict[int, HeldLane] = {}
        self._loaded: HeldLane | None = None
        self._clicking: HeldMetronome | None = None
        self._behind = Ambient(kind_of="")
        self._asks = Asks(self.send)
        self._tried: tuple[int, str] | None = None
        self._suspects: dict[str, int] = {}
        self._calm = _timer(self._process, _CALM_MS, self._calm_down)
        self._idle = _timer(self._process, _IDLE_MS, self._sleep)

    # The port

    def device(self) -> Device:
        """Where sound goes now."""
        return self._device

    def watch(self, told: Callable[[Device], None]) -> Cancel:
        """Be told of each change."""
        self._watching.append(told)
        return lambda: self._watching.remove(told) if told in self._watching else None

    def wake(self) -> None:
        """Start the process, if it does not run."""
        self._wake()

    def voice(self, owner: str, told: Callable[[VoiceEvent], None]) -> HeldLane:
        """A hold on the voice."""
        return HeldLane(self, owner, told)

    def metronome(self, owner: str, told: Callable[[Beat], None]) -> HeldMetronome:
        """A hold on the click."""
        return HeldMetronome(self, owner, told)

    def cue(self, name: str, *, volume: float = 1.0, file: Path | None = None) -> None:
        """Sound it now."""
        self.send(Cue(name=name, volume=volume, file=None if file is None else str(file)))

    def ambient(self, kind: str, *, volume: float = 0.5) -> None:
        """Sound it behind everything, or end it."""
        behind = Ambient(kind_of=kind, volume=volume)
        if behind.kind_of or self._behind.kind_of:
            self._behind = behind
            self.send(behind)

    def voices(self, done: Callable[[Sequence[Voice]], None]) -> None:
        """Ask what can speak here."""
        self._asks.voices(done)

    def check_voice(
        self, path: Path, done: Callable[[Voice], None], failed: Callable[[Failed], None]
    ) -> None:
        """See whether a file is a voice."""
        self._asks.check_voice(path, done, failed)

    def check_file(
        self, path: Path, done: Callable[[SoundFile], None], failed: Callable[[Failed], None]
    ) -> None:
        """See whether a file can be played."""
        self._asks.check_file(path, done, failed)

    @property
    def pid(self) -> int:
        """Of the process, 0 without one."""
        return self._process.pid

    def stop(self) -> None:
        """End the process and tell nothing more; returns within a second."""
        self._idle.stop()
        self._calm.stop()
        self._watching.clear()
        self._process.stop()

    # For lanes and metronomes

    def has(self, lane: HeldLane) -> bool:
        """This one is loaded, and the process knows it or will."""
        return lane is self._loaded and self._process.running

    def give(self, lane: HeldLane, *, taken: bool) -> bool:
        """Load this one into the process."""
        other = self._loaded
        if other is not None and other is not lane and other.playing:
            if not taken:
                return False
            other.pause()
            other.displace(lane.owner)
        elif taken and self.has(lane):
            return True
        self._lanes = {turn: each for turn, each in self._lanes.items() if each is not lane}
        self._loaded, lane.turn = lane, next(self._turns)
        self._lanes[lane.turn] = lane
        if self._wake():
            return True
        for command in lane.commands():
            self.send(command)
        return True

    def gone(self, lane: HeldLane) -> None:
        """Forget it."""
        self._lanes.pop(lane.turn, None)
        if lane is self._loaded:
            self._loaded = None

    def send(self, command: Command) -> None:
        """Say it to the process; one that had been lost hears first what it must know."""
        self._wake()
        self._process.send(command)
        self._look_after()

    def click(self, metronome: HeldMetronome) -> None:
        """Start it in the place of any other."""
        if self._clicking is not None and self._clicking is not metronome:
            self._clicking.tempo = None
        self._clicking, metronome.turn = metronome, next(self._turns)
        if not self._wake():
            self.send(_click(metronome))

    def change_click(self, metronome: HeldMetronome, tempo: Tempo) -> None:
        """Another tempo from the next bar on."""
        if metronome is self._clicking:
            self.send(ChangeClick(tempo=tempo))

    def stop_click(self, metronome: HeldMetronome) -> None:
        """Silence it."""
        if metronome is self._clicking:
            self._clicking = None
            self.send(Click(turn=next(self._turns), tempo=None))

    # What the process says

    def _heard(self, report: Report) -> None:
        if isinstance(report, Told):
            lane = self._lanes.get(report.turn)
            # A newer one's speed reaches the process before its text does.
            others = lane is not self._loaded and isinstance(report.event, Paced)
            if lane is not None and not others:
                lane.hear(report.event)
        elif isinstance(report, Trying):
            self._tried = (report.turn, report.utterance) if report.utterance else None
        elif isinstance(report, Clicked):
            clicking = self._clicking
            if clicking is not None and clicking.turn == report.turn:
                clicking.hear(report.beat)
        elif isinstance(report, DeviceIs):
            self._become(report.device)
        elif isinstance(report, Voices | VoiceChecked | FileChecked):
            self._asks.answer(report)

    def _lost(self, code: int | None) -> None:
        _LOG.warning("the sound process was lost: %s", code)
        if self._clicking is not None:
            self._clicking.begin_again()
        tried, self._tried = self._tried, None
        if tried is None:
            return
        turn, utterance = tried
        self._suspects[utterance] = self._suspects.get(utterance, 0) + 1
        lane = self._lanes.get(turn)
        if lane is not None and (code == _STUCK or self._suspects[utterance] > 1):
            lane.blank(utterance)
            if code != _STUCK:  # else it has said so itself
                lane.hear(Failed(sentence=_LEFT_OUT, utterance=utterance))

    def _again(self) -> None:
        if not self._process.gave_up:
            self._replay()
            return
        self._become(Device.SILENT)
        self._asks.give_up()
        if self._loaded is not None:
            self._loaded.playing = False
            self._loaded.hear(Failed(sentence=NO_PROCESS))

    def _replay(self) -> None:
        """Tell a process that knows nothing what all the world knows."""
        commands: list[Command] = []
        if self._loaded is not None:
            commands += self._loaded.commands()
        if self._behind.kind_of:
            commands.append(self._behind)
        if self._clicking is not None:
            commands.append(_click(self._clicking))
        commands += self._asks.again()
        for command in commands:
            self._process.send(command)

    def _wake(self) -> bool:
        """Start the process if it does not run, and tell it what it must know."""
        if self._process.running:
            return False
        self._process.start()
        self._replay()
        self._look_after()
        return True

    def _look_after(self) -> None:
        self._process.watch(True)
        self._calm.start()
        self._idle.start()

    def _become(self, device: Device) -> None:
        if device != self._device:
            self._device = device
            for told in tuple(self._watching):
                told(device)

    @property
    def _busy(self) -> bool:
        playing = self._loaded is not None and self._loaded.playing
        return playing or self._clicking is not None or bool(self._behind.kind_of or self._asks)

    def _calm_down(self) -> None:
        """Nothing was asked for a while: a process that rests need not be looked at."""
        if self._busy:
            self._calm.start()
        else:
            self._process.watch(False)

    def _sleep(self) -> None:
        if self._busy:
            self._idle.start()
            return
        self._process.stop()
        self._become(Device.ASLEEP)


def _click(held: HeldMetronome) -> Click:
    return Click(turn=held.turn, tempo=held.tempo, volume=held.volume)


def _timer(parent: QObject, milliseconds: int, ring: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(ring)
    return timer
