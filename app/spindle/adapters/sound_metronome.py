"""One owner's hold on the click, as kept on this side of the pipe."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from spindle.core.sound_events import Beat
from spindle.core.sound_port import Tempo


class Clicker(Protocol):
    """Who has the click."""

    def click(self, metronome: "HeldMetronome") -> None:
        """Start it from its first beat, in the place of any other."""
        ...

    def change_click(self, metronome: "HeldMetronome", tempo: Tempo) -> None:
        """Another tempo from the next bar on, if it clicks."""
        ...

    def stop_click(self, metronome: "HeldMetronome") -> None:
        """Silence it, if it clicks."""
        ...


class HeldMetronome:
    """Implements ``Metronome``. GUI thread.

    Attributes:
        tempo: None while it is silent.
        turn: Of the present click in the process.
    """

    def __init__(self, desk: Clicker, owner: str, told: Callable[[Beat], None]) -> None:
        self.owner = owner
        self.tempo: Tempo | None = None
        self.volume = 1.0
        self.turn = 0
        self._desk = desk
        self._told = told
        self._bars = 0
        self._bar = -1

    def start(self, tempo: Tempo, *, volume: float = 1.0) -> None:
        """Click from bar 0 on."""
        self.tempo, self.volume, self._bars, self._bar = tempo, volume, 0, -1
        self._desk.click(self)

    def change(self, tempo: Tempo) -> None:
        """From the next bar on."""
        if self.tempo is not None:
            self.tempo = tempo
            self._desk.change_click(self, tempo)

    def stop(self) -> None:
        """Fall silent."""
        if self.tempo is not None:
            self.tempo = None
            self._desk.stop_click(self)

    def hear(self, beat: Beat) -> None:
        """A beat of the process, whose bars began anew if it was lost meanwhile."""
        self._bar = beat.bar + self._bars
        if self.tempo is not None:
            self._told(replace(beat, bar=self._bar))

    def begin_again(self) -> None:
        """The process was lost: go on counting at the next bar."""
        self._bars = self._bar + 1
