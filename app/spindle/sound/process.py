"""The process that obeys commands: reads them from stdin until that ends."""

import logging
import os
from functools import partial
from pathlib import Path
from threading import Thread
from typing import BinaryIO, Final

from spindle.core.sound_events import Device
from spindle.sound import protocol as said
from spindle.sound.click import MetronomeSound
from spindle.sound.cues import cue
from spindle.sound.desk import Desk
from spindle.sound.engine import SoundError
from spindle.sound.engines import voices
from spindle.sound.output import Output
from spindle.sound.studio import Studio
from spindle.sound.teller import Teller

_LOG: Final = logging.getLogger(__name__)
_LONGEST_CUE_S: Final = 10.0


class Process:
    """Everything in it, wired. The main thread obeys."""

    def __init__(self, out: BinaryIO, *, silent: bool) -> None:
        """``silent``: never open a device."""
        self._teller = Teller(out, lambda: os._exit(0))
        self._desk = Desk(self._teller)
        self._output = Output(self._desk.pull, self._desk.busy, self._device, silent=silent)
        self._output.start()
        self._studio = Studio(self._desk, self._teller, self._sound)

    def obey(self, line: bytes) -> None:
        """One command; what is none is logged and left."""
        try:
            command = said.read_command(line)
        except said.GarbageError as error:
            _LOG.warning("not a command: %s", error)
            return
        self._act(command)
        self._sound()

    def _act(self, command: said.Command) -> None:  # noqa: C901 - one branch for each command
        desk = self._desk
        match command:
            case said.Ping(number=number):
                self._teller.tell(said.Pong(number=number))
            case said.Load():
                desk.load(command)
            case said.Append():
                desk.append(command)
            case said.LoadFile():
                desk.load_file(command)
            case said.Play() | said.Pause() | said.Seek() | said.Skip() | said.Speed():
                desk.steer(command)
            case said.UseVoice():
                desk.use_voice(command)
            case said.Lane():
                desk.lane(command)
            case said.Ambient():
                desk.ambient(command)
            case said.Click() | said.ChangeClick():
                self._click(command)
            case said.Cue():
                self._cue(command)
            case _:
                self._ask(command)

    def _ask(self, command: said.AskVoices | said.CheckVoice | said.CheckFile) -> None:
        if isinstance(command, said.CheckFile):
            self._check_file(command)
        elif isinstance(command, said.CheckVoice):
            # Beside what is spoken, which goes on meanwhile.
            Thread(target=self._check_voice, args=(command,), name="check", daemon=True).start()
        else:
            self._studio.ask(partial(self._tell_voices, command))

    def _click(self, command: said.Click | said.ChangeClick) -> None:
        desk = self._desk
        with desk.news:
            if isinstance(command, said.ChangeClick):
                if desk.lanes.metronome is not None:
                    desk.lanes.metronome.change(command.tempo)
                return
            desk.click_turn = command.turn
            desk.lanes.metronome = (
                None
                if command.tempo is None
                else MetronomeSound(desk.rate, command.tempo, command.volume)
            )

    def _cue(self, command: said.Cue) -> None:
        rate = self._desk.rate
        try:
            if command.file is None:
                sound = cue(command.name, rate)
            else:
                from spindle.sound.files import whole  # noqa: PLC0415 - a text needs none

                sound = whole(Path(command.file), rate, _LONGEST_CUE_S)
        except SoundError:
            sound = cue(command.name, rate)
        with self._desk.news:
            self._desk.lanes.cue(sound * min(1.0, max(0.0, command.volume)))

    def _check_file(self, command: said.CheckFile) -> None:
        from spindle.sound.files import checked  # noqa: PLC0415 - a text needs none

        try:
            file = checked(Path(command.path))
        except SoundError as error:
            self._teller.tell(said.FileChecked(ask=command.ask, file=None, failed=error.failed))
        else:
            self._teller.tell(said.FileChecked(ask=command.ask, file=file))

    def _check_voice(self, command: said.CheckVoice) -> None:
        from spindle.sound.voice_check import checked  # noqa: PLC0415 - seldom wanted

        self._teller.tell(checked(Path(command.path), command.ask))

    def _tell_voices(self, command: said.AskVoices) -> None:
        self._teller.tell(said.Voices(ask=command.ask, voices=tuple(voices())))

    def _sound(self) -> None:
        if self._desk.busy():
            self._output.want(self._desk.rate)

    def _device(self, device: Device) -> None:
        self._teller.tell(said.DeviceIs(device=device))


def serve(commands: BinaryIO, out: BinaryIO, *, silent: bool) -> None:
    """Obey until the commands end; then the process ends at once, threads and all."""
    process = Process(out, silent=silent)
    while line := commands.readline(said.LONGEST + 1):
        process.obey(line)
    os._exit(0)
