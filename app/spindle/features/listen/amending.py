"""What can be changed of the open document itself: what is left out, its language, kind and aim.

Each verb returns its inverse.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from spindle.core.aims import split_title
from spindle.core.feature import Contributed
from spindle.core.text import clean
from spindle.core.voice import VOICE
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.records import DocumentLine, said, titled
from spindle.features.listen.script import Script
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.text.skip import Reason
from spindle.features.listen.voice_choice import base
from spindle.features.listen.walking import Walking


class Amending(Walking):
    """GUI thread."""

    def set_skip(self, reason: Reason, *, on: bool) -> Inverse:
        """Leave a kind of text out of the open document, or say it."""
        document = self.document
        if document is None or (reason in document.skips) == on:
            return nothing
        skips = document.skips | {reason} if on else document.skips - {reason}
        words = said(document.chapters, skips)
        self._store.save_skips(document.id, skips, words, self._app.clock.now().wall)
        self._amend(document.id, {"skips": skips, "words": words})
        self.library.refresh()
        back = partial(self.set_skip, reason, on=not on)
        return self._did(partial(self._again, document.id, back))

    def set_language(self, language: str) -> Inverse:
        """The open document is in this language; its voice and its sentences follow."""
        document = self.document
        if document is None or document.language == language:
            return nothing
        seen = self._app.clock.now().wall
        self._store.change_document(document.id, seen, language=language, said=1)
        self._amend(document.id, {"language": language})
        self.library.refresh()
        self._find_voice()
        back = partial(self.set_language, document.language)
        return self._did(partial(self._again, document.id, back))

    def set_genre(self, genre: Genre) -> Inverse:
        """The open document is of this kind; its checks count with those of its like."""
        document = self.document
        if document is None or document.genre is genre:
            return nothing
        self._store.change_document(document.id, self._app.clock.now().wall, genre=genre.value)
        changed = self.reader.document = replace(document, genre=genre)
        if self.sitting is not None:
            self.sitting.become(changed)
        self._tell()
        back = partial(self.set_genre, document.genre)
        return self._did(partial(self._again, document.id, back))

    def rename(self, name: str, typed: str) -> Inverse:
        """Call a document otherwise; ``#`` at the end names the aim that it carries.

        Args:
            name: The document's id.
            typed: As typed; without a title in it nothing changes.
        """
        known = next((each for each in self.library.documents if each.id == name), None)
        title, aim = split_title(" ".join(clean(typed).split()))
        aim = aim or ""
        if known is None or not title or (title, aim) == (known.title, known.aim_name):
            return nothing
        done = partial(self._renamed, name, title, aim)
        self._store.save_title(name, title, aim, self._app.clock.now().wall, done)
        return self._did(partial(self._rename_back, name, titled(known)))

    def _rename_back(self, name: str, typed: str) -> None:
        self.rename(name, typed)

    def _renamed(self, name: str, title: str, aim_name: str, aim: str | None) -> None:
        values = {"title": title, "aim": aim, "aim_name": aim_name}
        document, playing = self.document, self.recordings.document
        if document is not None and document.id == name:
            changed = self.reader.document = replace(document, **values)  # type: ignore[arg-type]
            if self.sitting is not None:
                self.sitting.become(changed)
        if playing is not None and playing.id == name:
            self.recordings.document = replace(playing, **values)  # type: ignore[arg-type]
        self.library.refresh()
        self._app.bus.publish(Contributed("listen"))
        self._tell()

    def set_voice(self, voice: str) -> Inverse:
        """Texts in the language of the open one are read by this voice from now on."""
        document, before = self.document, self.voice
        if document is None or voice == before:
            return nothing
        language = base(document.language)
        if language:
            self.voicing.kept = {**self.voicing.kept, language: voice}
            self._store.save_voice(language, voice, self._app.clock.now().wall)
            self._find_voice()
        else:
            self._app.settings.set(VOICE, voice)
        back = partial(self.set_voice, before)
        return self._did(partial(self._again, document.id, back))

    def respeak(self) -> None:
        """What is said, or how, has changed: the open chapter is said by that at once."""
        document, script = self.document, self.script
        if document is not None and script is not None:
            self._ask(document, script.chapter, self._respoken, self._damaged)

    def _respoken(self, script: Script | None) -> None:
        if script is None or self.document is None or self.script is None:
            return
        if script.chapter != self.script.chapter:
            self.respeak()  # the next one has begun meanwhile
            return
        playing = self.playing
        self.reader.replace_script(script)
        self._gathering.forget()
        self._gathering.gather(self.document, script.chapter)
        if playing and not script.lines:
            self.play()
        self._tell()

    def _amend(self, name: str, values: Mapping[str, Any]) -> None:
        """The open document is another now, and is said by that."""
        document = self.document
        if document is not None and document.id == name:
            self.reader.document = replace(document, **values)
            self.respeak()

    def _again(self, name: str, verb: Callable[[], object]) -> None:
        """Take a change of a document back, as long as it is open."""
        if self.document is not None and self.document.id == name:
            verb()

    def _find_voice(self) -> None:
        """Whoever reads the open document may be another now."""
        document = self.document
        if document is not None:
            self.voicing.find(document.language, partial(self._revoice, document))

    def _revoice(self, document: DocumentLine, voice: str | None) -> None:
        if self.document is None or self.document.id != document.id:
            return
        before = self.voice
        self._use_voice(document, voice)
        if self.voice != before:
            self.end_session()
            self.reader.set_voice(self.voice)
            self._know_anew(replace(document, wpm=self.wpm or document.wpm))
        self._tell()
