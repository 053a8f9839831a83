"""What a text is: its title and aim, its language, voice and kind, what its file lacked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.core.sound_events import Voice
from spindle.features.listen.page.telling import genre_name, language_name, sentence, tr
from spindle.features.listen.page.voice_row import kind_of
from spindle.features.listen.records import DocumentLine, titled
from spindle.features.listen.service import ListenService
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.text.language import KNOWN
from spindle.features.listen.voice_choice import base
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.select import Select


class ThisText(QWidget):
    """A section of the panel beside the text; ``left`` gives the keyboard back to it."""

    left = Signal()

    def __init__(self, service: ListenService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._codes: tuple[str, ...] = ("",)
        self._voices: tuple[Voice, ...] = ()
        self._asked = False
        self.title = Field(size="form")
        self.title.setPlaceholderText(tr("Title, and an aim behind #"))
        self.title.setAccessibleName(tr("Title, and an aim behind #"))
        self.language = Select([language_name("")])
        self.language.let_shrink()
        self.language.setAccessibleName(tr("Language"))
        self.language.chosen.connect(self._speak)
        self.voice = Select([""])
        self.voice.let_shrink()
        self.voice.setAccessibleName(tr("Voice"))
        self.voice.chosen.connect(self._use)
        self.genre = Select([genre_name(genre) for genre in Genre])
        self.genre.let_shrink()
        self.genre.setAccessibleName(tr("Kind of text"))
        self.genre.chosen.connect(self._classify)
        self.lacks = Label("caption", "", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label("section", tr("This text")))
        column.addWidget(self.title)
        column.addWidget(Label("caption", tr("Language"), "ink2"))
        column.addWidget(self.language)
        column.addWidget(Label("caption", tr("Voice"), "ink2"))
        column.addWidget(self.voice)
        column.addWidget(Label("caption", tr("Kind of text"), "ink2"))
        column.addWidget(self.genre)
        column.addWidget(self.lacks)

    def follow(self) -> None:
        """Show the open text."""
        service = self._service
        document = service.document
        if document is None:
            return
        if not self._asked:
            self._asked = True
            service.voicing.ask(self.follow)
        if not self.title.hasFocus():
            self.title.setText(titled(document))
            # A long title shows its beginning.
            self.title.setCursorPosition(0)
        self._show_languages(document)
        self._show_voices(document)
        self.genre.set_chosen(list(Genre).index(document.genre))
        words = [sentence(text, facts) for text, facts in document.notices]
        self.lacks.setText("\n".join(words))
        self.lacks.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the title, Esc leaves it as it was."""
        key = Qt.Key(event.key())
        document = self._service.document
        if not self.title.hasFocus() or document is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.title.typed()
            self.left.emit()
            self._service.rename(document.id, typed)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
            self.title.setText(titled(document))
        else:
            super().keyPressEvent(event)

    def _show_languages(self, document: DocumentLine) -> None:
        spoken = {base(voice.language) for voice in self._service.voicing.voices}
        known = {*KNOWN, *spoken, document.language} - {""}
        codes = ("", *sorted(known, key=lambda code: language_name(code).casefold()))
        self._codes = codes
        names = [language_name(code) for code in codes]
        self.language.set_words(names, codes.index(document.language))

    def _show_voices(self, document: DocumentLine) -> None:
        service = self._service
        here = service.voicing.of(document.language)
        self._voices = tuple(sorted(here, key=lambda voice: voice.name.casefold()))
        ids = [voice.id for voice in self._voices]
        names = [f"{voice.name}, {kind_of(voice)}" for voice in self._voices]
        if service.voice in ids:
            self.voice.set_words(names, ids.index(service.voice))
        else:
            self._voices = (_unknown(service.voice), *self._voices)
            # Which voices there are is told a moment later than the panel opens.
            waits = not service.voicing.voices
            name = service.voice.rpartition(":")[2]
            none = name if waits else tr("none for this language")
            self.voice.set_words([none, *names], 0)
        self.voice.setEnabled(len(self._voices) > 1)

    def _speak(self, index: int) -> None:
        self._service.set_language(self._codes[index])

    def _classify(self, index: int) -> None:
        self._service.set_genre(list(Genre)[index])

    def _use(self, index: int) -> None:
        self._service.set_voice(self._voices[index].id)


def _unknown(voice: str) -> Voice:
    return Voice(id=voice, name=voice, language="", engine="")
