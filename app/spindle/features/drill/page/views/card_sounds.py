"""Plays the sounds of a card's side, one after another, and says which cannot be heard."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from spindle.core.sound_events import Ended, Failed, VoiceEvent
from spindle.core.sound_port import Sound, VoiceLane
from spindle.features.drill.kinds.show_and_grade import is_bare
from spindle.features.drill.page.words import tr


class CardSounds:
    """One hold on the voice, taken with the first sound. GUI thread."""

    def __init__(
        self, sound: Sound | None, media: Path | None, trouble: Callable[[str], None]
    ) -> None:
        """Hold nothing yet.

        Args:
            sound: None plays nothing and says nothing.
            media: Folder of the files.
            trouble: Told a sentence when a sound cannot be heard.
        """
        self._sound, self._media, self._trouble = sound, media, trouble
        self._lane: VoiceLane | None = None
        self._left: deque[str] = deque()

    def play(self, names: Sequence[str]) -> None:
        """From the first on, in place of whatever this card sounds now."""
        self.stop()
        if self._sound is not None:
            self._left = deque(names)
            self._next()

    def stop(self) -> None:
        """Fall silent."""
        self._left.clear()
        if self._lane is not None:
            self._lane.release()
            self._lane = None

    def _next(self) -> None:
        while self._left:
            name = self._left.popleft()
            path = self._path(name)
            if path is not None and self._sound is not None:
                if self._lane is None:
                    self._lane = self._sound.voice("drill", self._heard)
                self._lane.load_file(path)
                self._lane.play()
                return
            self._trouble(tr("The sound {name} is not there.").format(name=name))

    def _path(self, name: str) -> Path | None:
        """The file, if it is one of the folder and no way out of it."""
        if self._media is None or not is_bare(name):
            return None
        path = self._media / name
        return path if path.is_file() and not path.is_symlink() else None

    def _heard(self, event: VoiceEvent) -> None:
        if isinstance(event, Failed):
            words = QCoreApplication.translate("sound", event.sentence)
            self._trouble(words.format_map(dict(event.facts)))
        if isinstance(event, Ended | Failed):
            self._next()
