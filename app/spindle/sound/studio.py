"""The thread that speaks: one piece after the other, a little ahead of the voice."""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.sound_events import Failed
from spindle.sound.desk import Desk
from spindle.sound.engine import NOT_SPOKEN, CancelledError, Engine, SoundError
from spindle.sound.engines import opened
from spindle.sound.memory import give_back
from spindle.sound.now import now
from spindle.sound.protocol import Told, Trying
from spindle.sound.speech import Speech
from spindle.sound.teller import Teller

_LOG: Final = logging.getLogger(__name__)
_LOOK_S: Final = 0.5
_GIVE_BACK_EVERY: Final = 20  # pieces: about once a minute
STUCK: Final = 3
"""Exit code of a process whose engine hung."""

Bring = Callable[[str], Engine]


class Studio:
    """Engines are used in this thread only: their libraries are one for the process."""

    def __init__(
        self, desk: Desk, teller: Teller, ready: Callable[[], None], bring: Bring = opened
    ) -> None:
        """Start the thread.

        Args:
            desk: Says what is wanted.
            teller: Told what is tried.
            ready: Called in this thread when a voice with another rate may have come.
            bring: Opens an engine for a voice.
        """
        self._desk, self._teller, self._ready, self._bring = desk, teller, ready, bring
        self._engine: Engine | None = None
        self._brought = ""
        self._spoken = 0
        self._asks: deque[Callable[[], None]] = deque()
        self._since: tuple[float, int, str] | None = None
        for name, run in (("studio", self._run), ("sentry", self._look_after)):
            threading.Thread(target=run, name=name, daemon=True).start()

    def ask(self, job: Callable[[], None]) -> None:
        """Run something in this thread, before what is to be spoken."""
        with self._desk.news:
            self._asks.append(job)
            self._desk.news.notify_all()

    def _run(self) -> None:
        while True:
            with self._desk.news:
                while (job := self._next()) is None:
                    self._desk.news.wait()
            try:
                job()
            except Exception:  # noqa: BLE001 - a bug in one job must not end the others
                _LOG.exception("a job of the engine")

    def _next(self) -> Callable[[], None] | None:
        if self._asks:
            return self._asks.popleft()
        desk = self._desk
        if not desk.has_text:
            return None
        if desk.voice != self._brought:
            voice = desk.voice
            return lambda: self._change(voice)
        wanted, round_, turn = desk.wanted(), desk.round, desk.turn
        if wanted is None:
            return None
        if self._engine is None:
            # No voice could be had, and that was said. Whoever plays again may have mended it.
            return partial(self._change, desk.voice) if desk.player.playing else None
        return lambda: self._speak(round_, turn, *wanted)

    def _change(self, voice: str) -> None:
        self._brought = voice
        try:
            engine = self._bring(voice)
        except SoundError as error:
            self._desk.tell(error.failed, self._desk.turn)
            self._do_without(voice)
            return
        self._engine = engine
        self._desk.revoice(engine.rate, engine.wpm)
        self._ready()

    def _do_without(self, voice: str) -> None:
        """Go on with the voice of before, or the usual one; rest when there is none at all."""
        desk = self._desk
        with desk.news:
            if desk.voice != voice:
                return
            if self._engine is not None:
                desk.voice = self._brought = self._engine.voice.id
            elif voice != DEFAULT_VOICE:
                desk.voice = DEFAULT_VOICE
            else:
                desk.rest()

    def _speak(self, round_: int, turn: int, index: int, utterance: str, text: str) -> None:
        desk = self._desk
        engine = self._engine
        if engine is None:
            return
        self._teller.tell_before(Trying(turn=turn, utterance=utterance))
        self._since = (now() + engine.patience, turn, utterance)
        try:
            speech = engine.speak(text, lambda: desk.round != round_)
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest is spoken
            if not isinstance(error, SoundError):
                _LOG.exception("speaking")
            desk.tell(Failed(sentence=NOT_SPOKEN, utterance=utterance), turn)
            speech = _silence(engine.rate)
        finally:
            self._since = None
            self._teller.tell_before(Trying(turn=turn, utterance=""))
        desk.put(round_, index, speech)
        self._spoken += 1
        if self._spoken % _GIVE_BACK_EVERY == 0:
            give_back()

    def _look_after(self) -> None:
        """End the process if an engine hangs: nothing else can end a call into a library."""
        wait = threading.Event()
        while not wait.wait(_LOOK_S):
            since = self._since
            if since is not None and now() > since[0]:
                failed = Failed(sentence=NOT_SPOKEN, utterance=since[2])
                self._teller.tell_before(Told(turn=since[1], event=failed))
                os._exit(STUCK)


def _silence(rate: int) -> Speech:
    return Speech(samples=np.zeros(0, np.float32), rate=rate, words=())
