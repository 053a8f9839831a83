"""Listen behind the desktop's media keys: what is shown there, and what the keys do."""

from typing import TYPE_CHECKING

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.media_port import MediaKey, NowPlaying
from spindle.features.listen.events import ReadingChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.features.listen.service import ListenService

_MINUTE = 60 * SECOND
_FAR = 30.0
_ABOUT = 0.25


class Media:
    """GUI thread. Implements ``Player``."""

    def __init__(self, app: App, service: "ListenService") -> None:
        self._app = app
        self._service = service
        self._shown: NowPlaying | None = None
        self._scale = 1.0
        self._leave: Callable[[], None] = app.bus.subscribe(ReadingChanged, lambda _: self._show())

    def pressed(self, key: MediaKey, value: float = 0.0) -> None:
        """Do what a key asks."""
        service = self._service
        sounds = service.playing or service.recordings.playing
        if key is MediaKey.TOGGLE or (key is MediaKey.PLAY and not sounds):
            service.toggle()
        elif key is MediaKey.PAUSE:
            service.pause()
        elif key is MediaKey.STOP:
            service.finish()
        elif key in {MediaKey.NEXT, MediaKey.BACK}:
            self._step(1 if key is MediaKey.NEXT else -1)
        elif key is MediaKey.SEEK:
            service.skip(value / SECOND)
        elif key is MediaKey.RATE and service.recordings.document is not None:
            service.recordings.set_ratio(value)
        elif key is MediaKey.RATE:
            service.set_speed(self._usual * value)
        if key in {MediaKey.NEXT, MediaKey.BACK, MediaKey.SEEK} and self._app.media is not None:
            self._app.media.jumped()

    def position(self) -> int:
        """The place in a recording, or the words heard as time at the voice's own speed."""
        if self._service.recordings.document is not None:
            return round(1000 * self._service.recordings.ms)
        return self._time(self._service.heard_words)

    def _step(self, way: int) -> None:
        """A sentence, or half a minute where there are none."""
        if self._service.recordings.document is not None:
            self._service.recordings.skip(_FAR * way)
        else:
            self._service.step(way)

    def stop(self) -> None:
        """Take it away."""
        self._leave()
        if self._app.media is not None and self._shown is not None:
            self._app.media.show(None, self)

    def _show(self) -> None:
        now = self._now()
        if now != self._shown and self._app.media is not None:
            self._shown = now
            self._app.media.show(now, self)

    def _now(self) -> NowPlaying | None:
        service = self._service
        recording = service.recordings.recording
        if service.recordings.document is not None and recording is not None:
            return NowPlaying(
                track=_named(service.recordings.document.id),
                title=service.recordings.document.title,
                playing=service.recordings.playing,
                rate=recording.ratio,
                length=round(recording.seconds * SECOND),
            )
        document, script = service.document, service.script
        if document is None or script is None:
            return None
        chapters = document.chapters
        part = chapters[script.chapter].title if script.chapter < len(chapters) else ""
        return NowPlaying(
            track=_named(document.id),
            title=document.title,
            author=document.author,
            part=part,
            playing=service.playing,
            rate=round(service.ratio, 2),
            length=self._time(document.words),
        )

    @property
    def _usual(self) -> float:
        """Words a minute of the voice at rate 1."""
        return self._service.wpm / max(0.1, self._service.ratio) or 200.0

    def _time(self, words: int) -> int:
        """Words as µs at the voice's own speed.

        How many words that is a minute depends on those around the place. A panel's bar would
        tremble with it, and go back; so what was reckoned once holds while it is about right.
        """
        usual = self._usual
        if abs(usual / self._scale - 1) > _ABOUT:
            self._scale = usual
        return round(words / self._scale * _MINUTE)


def _named(name: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in name)
