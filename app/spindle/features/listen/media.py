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


class Media:
    """GUI thread. Implements ``Player``."""

    def __init__(self, app: App, service: "ListenService") -> None:
        self._app = app
        self._service = service
        self._shown: NowPlaying | None = None
        self._leave: Callable[[], None] = app.bus.subscribe(ReadingChanged, lambda _: self._show())

    def pressed(self, key: MediaKey, value: float = 0.0) -> None:
        """Do what a key asks."""
        service = self._service
        if key is MediaKey.TOGGLE or (key is MediaKey.PLAY and not service.playing):
            service.toggle()
        elif key is MediaKey.PAUSE:
            service.pause()
        elif key is MediaKey.STOP:
            service.end_session()
        elif key is MediaKey.NEXT:
            service.step(1)
        elif key is MediaKey.BACK:
            service.step(-1)
        elif key is MediaKey.SEEK:
            service.skip(value / SECOND)
        elif key is MediaKey.RATE:
            service.set_speed(self._usual * value)
        if key in {MediaKey.NEXT, MediaKey.BACK, MediaKey.SEEK} and self._app.media is not None:
            self._app.media.jumped()

    def position(self) -> int:
        """The words heard, as time at the voice's own speed."""
        return self._time(self._service.heard_words)

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
        document, script = service.document, service.script
        if document is None or script is None:
            return None
        chapters = document.chapters
        part = chapters[script.chapter].title if script.chapter < len(chapters) else ""
        return NowPlaying(
            track="".join(sign if sign.isalnum() else "_" for sign in document.id),
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
        return round(words / self._usual * _MINUTE)
