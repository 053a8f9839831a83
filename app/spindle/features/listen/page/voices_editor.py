"""Settings, Voices: which one speaks, how it sounds, and how to add one from a file."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.jobs_port import JobFailed
from spindle.core.settings import SettingChanged
from spindle.core.sound_events import Failed, Voice
from spindle.core.voice import VOICE
from spindle.features.listen import voice_files
from spindle.features.listen.page.voice_row import VoiceRow
from spindle.features.listen.trying import Trying
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

_HIGH: Final = 292
_ENGLISH: Final = "In the night the day is read back, many times faster than it was lived."


class VoicesEditor(QWidget):
    """A list to choose from; what is chosen is in force."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._trying = Trying(app, self._not_said)
        self.rows: list[VoiceRow] = []
        self.ask_file: Callable[[], str] = self._ask_file
        self.search = Field(size="form")
        self.search.setPlaceholderText(self.tr("Search by name or language"))
        self.search.setAccessibleName(self.tr("Search voices"))
        self.search.textChanged.connect(self._filter)
        self.try_it = Button("secondary", self.tr("Try it"), compact=True)
        self.add = Button("secondary", self.tr("Add a voice file"), compact=True)
        self.remove = Button("quiet", self.tr("Remove"), compact=True)
        self.said = Label("body", "", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.try_it.clicked.connect(self._try)
        self.add.clicked.connect(self.add_file)
        self.remove.clicked.connect(self._remove)
        self._lay_out()
        leave = app.bus.subscribe(SettingChanged, self._setting_changed)
        self.destroyed.connect(lambda _=None: leave())

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what can speak; that starts the process for sound."""
        super().showEvent(event)
        self._app.sound.voices(self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing sounds from a page that is not there."""
        super().hideEvent(event)
        self._trying.stop()

    def add_file(self) -> None:
        """Ask for a file, see whether it can speak, and keep it."""
        chosen = self.ask_file()
        if chosen:
            self._say(self.tr("Looking at {file}.").format(file=Path(chosen).name))
            path = Path(chosen)
            self._app.sound.check_voice(path, partial(self._keep, path), self._not_said)

    def _keep(self, path: Path, voice: Voice) -> None:
        del voice
        self._app.jobs.run(
            voice_files.TASK,
            {"path": str(path), "folder": str(self._app.profile / voice_files.FOLDER)},
            done=self._kept,
            failed=self._not_kept,
        )

    def _kept(self, found: Any) -> None:
        self._say("")
        self._app.settings.set(VOICE, f"{voice_files.PIPER}{found['path']}")
        self._app.sound.voices(self._show)
        self._try()

    def _not_kept(self, failed: JobFailed) -> None:
        words = QCoreApplication.translate("Listen", failed.sentence)
        if words == failed.sentence:
            words = QCoreApplication.translate("jobs", failed.sentence)
        self._say(words.format_map(failed.facts))

    def _not_said(self, failed: Failed) -> None:
        words = QCoreApplication.translate("sound", failed.sentence)
        self._say(words.format_map(dict(failed.facts)))

    def _remove(self) -> None:
        chosen = self._app.settings.get(VOICE)
        voice_files.forget(self._app.profile, chosen)
        self._app.settings.reset(VOICE)
        self._app.sound.voices(self._show)

    def _try(self) -> None:
        chosen = self._app.settings.get(VOICE)
        language = next((row.voice.language for row in self.rows if row.voice.id == chosen), "en")
        self._say("")
        self._trying.say(_sentence(language), chosen)

    def _show(self, found: Sequence[Voice]) -> None:
        own = voice_files.own(self._app.profile)
        voices = _ordered([*own, *(each for each in found if each not in own)])
        if [row.voice for row in self.rows] != voices:
            for row in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = [VoiceRow(voice) for voice in voices]
            for row in self.rows:
                row.clicked.connect(partial(self._choose, row.voice.id))
                self._list.addWidget(row)
        self._filter()
        self._mark()

    def _choose(self, voice: str, *_: object) -> None:
        self._app.settings.set(VOICE, voice)
        self._try()

    def _setting_changed(self, changed: SettingChanged) -> None:
        if changed.key == VOICE.key:
            self._mark()

    def _mark(self) -> None:
        chosen = self._app.settings.get(VOICE)
        for row in self.rows:
            row.setChecked(row.voice.id == chosen)
        kept = Path(chosen.removeprefix(voice_files.PIPER)).parent
        self.remove.setVisible(kept == self._app.profile / voice_files.FOLDER)
        if self.rows and not any(row.isChecked() for row in self.rows):
            self._say(self.tr("The voice that was chosen is not on this computer any more."))

    def _filter(self) -> None:
        for row in self.rows:
            row.setVisible(row.fits(self.search.text()))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _ask_file(self) -> str:
        kinds = f"{self.tr('Voices')} (*.onnx)"
        return QFileDialog.getOpenFileName(self, self.tr("Add a voice file"), "", kinds)[0]

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(0)
        column.addLayout(self._list)
        column.addStretch(1)
        shown = Scroll(inside)
        shown.setFixedHeight(_HIGH)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for button in (self.try_it, self.add, self.remove):
            verbs.addWidget(button)
        verbs.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 8)
        box.setSpacing(12)
        box.addWidget(self.search)
        box.addWidget(shown)
        box.addLayout(verbs)
        box.addWidget(self.said)
        box.addSpacing(12)
        box.addWidget(Label("section", self.tr("Where voices come from")))
        for words in self._about():
            box.addWidget(Label("body", words, "ink2", wrap=True))
        self.said.hide()
        self.remove.hide()

    def _about(self) -> Iterable[str]:
        yield self.tr(
            "eSpeak NG comes with Spindle on Linux. It is a plain machine voice, licensed under "
            "GPL-3.0, and runs in the process for sound only."
        )
        yield self.tr(
            "Natural voices are files in Piper's format: NAME.onnx with NAME.onnx.json beside it, "
            "from whoever made them. Each has a licence of its own, told by the card beside it; "
            "Spindle copies the file and sends nothing anywhere."
        )
        yield self.tr(
            "They need the extra “voice”: python3 -m app --with voice. It brings one ready "
            "English voice, joe, whose card says it is in the public domain (CC0)."
        )


def _ordered(voices: Iterable[Voice]) -> list[Voice]:
    """Natural ones first, then those of the user's language and of English, then the rest."""
    mine = QLocale().name().partition("_")[0]

    def place(voice: Voice) -> tuple[int, str]:
        language = voice.language.lower().partition("-")[0].partition("_")[0]
        ranks = {mine: 1, "en": 2}
        return (0 if voice.engine == "piper" else ranks.get(language, 3), voice.name.casefold())

    return sorted(voices, key=place)


def _sentence(language: str) -> str:
    """Something to say in a language: of most, Qt knows at least the days."""
    locale = QLocale(language.replace("-", "_"))
    if locale.language() in {QLocale.Language.English, QLocale.Language.C}:
        return _ENGLISH
    days = ", ".join(locale.dayName(day) for day in range(1, 8))
    return f"{locale.nativeLanguageName()}: {days}."
