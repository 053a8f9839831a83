"""The voices that can speak here, and which of them reads a document."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from spindle.core.feature import App
from spindle.core.sound_events import Voice
from spindle.core.voice import VOICE
from spindle.features.listen import voice_files
from spindle.features.listen.voice_choice import at_once, base, chosen, language_of


class Voicing:
    """GUI thread.

    Attributes:
        kept: The voice chosen for each language, by its ``base``.
        voices: All that can speak here; empty until the first document asked.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self.kept: Mapping[str, str] = {}
        self.voices: tuple[Voice, ...] = ()

    @property
    def usual(self) -> str:
        """The voice in the settings."""
        return self._app.settings.get(VOICE)

    def find(self, language: str, done: Callable[[str | None], None]) -> None:
        """Hand over the voice for a language, or None where there is none.

        Which voices there are is asked only where the usual one cannot do it; a sound process that
        does not answer leaves it to the usual one.
        """
        voice = at_once(
            language,
            usual=self.usual,
            kept=self.kept,
            voices=self.voices,
            own=partial(voice_files.own, self._app.profile),
        )
        if voice is not None:
            done(voice)
        elif self.voices:
            done(self._chosen(language))
        else:
            self.ask(lambda: done(self._chosen(language) if self.voices else self.usual))

    def usual_changed(self, done: Callable[[str, str], None]) -> None:
        """The voice in the settings is another: ``done`` gets the language it is for, and it."""
        voice = self.usual
        if language_of(voice, self.voices):
            self._take_usual(voice, done)
        else:
            self.ask(lambda: self._take_usual(voice, done))

    def ask(self, done: Callable[[], None]) -> None:
        """Learn which voices there are."""

        def found(voices: Sequence[Voice]) -> None:
            own = voice_files.own(self._app.profile)
            known = {each.id for each in own}
            self.voices = (*own, *(each for each in voices if each.id not in known))
            done()

        self._app.sound.voices(found)

    def of(self, language: str) -> tuple[Voice, ...]:
        """Those that can read a language; all of them where it is not known."""
        wanted = base(language)
        return tuple(each for each in self.voices if not wanted or base(each.language) == wanted)

    def _take_usual(self, voice: str, done: Callable[[str, str], None]) -> None:
        language = base(language_of(voice, self.voices))
        if language and voice == self.usual:
            self.kept = {**self.kept, language: voice}
        done(language, voice)

    def _chosen(self, language: str) -> str | None:
        return chosen(language, usual=self.usual, kept=self.kept, voices=self.voices)
