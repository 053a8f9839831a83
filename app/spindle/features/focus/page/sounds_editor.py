"""Settings, Sound: which tone tells that time is up, Spindle’s own or a file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.settings import Setting, SettingChanged
from spindle.core.sound_events import Failed, SoundFile
from spindle.features.focus import own_sounds
from spindle.features.focus.page.words import tr
from spindle.features.focus.sound_settings import BEGIN_FILE, BEGIN_VOLUME, END_FILE, END_VOLUME
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.wrap import Wrap

if TYPE_CHECKING:
    from collections.abc import Callable

_TONES: Final = (
    ("end", END_FILE, END_VOLUME),
    ("begin", BEGIN_FILE, BEGIN_VOLUME),
)
_KINDS: Final = "(*.wav *.flac *.ogg *.mp3 *.aiff *.aif)"


class SoundsEditor(QWidget):
    """One row for each tone."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.rows = [ToneRow(app, *tone) for tone in _TONES]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)


class ToneRow(QWidget):
    """What sounds at one moment: heard, chosen, given back. A file is looked at when chosen."""

    def __init__(self, app: App, cue: str, file: Setting[str], volume: Setting[int]) -> None:
        super().__init__()
        self._app = app
        self._cue, self._file, self._volume = cue, file, volume
        self.ask_file: Callable[[], str] = self._ask_file
        label = QCoreApplication.translate("settings", file.label)
        self.told = Label("caption", "", "ink3", wrap=True)
        self.listen = Button("quiet", tr("Listen to it"), compact=True)
        self.choose = Button("secondary", tr("Choose a file"), compact=True)
        self.usual = Button("quiet", tr("Spindle’s own"), compact=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(2)
        column.addWidget(Label("label", label, "ink"))
        column.addWidget(self.told)
        column.addSpacing(8)
        buttons = Wrap(8)
        for button in (self.choose, self.listen, self.usual):
            button.setAccessibleName(f"{button.text()}: {label}")
            buttons.addWidget(button)
        column.addLayout(buttons)
        self.listen.clicked.connect(self.sound)
        self.choose.clicked.connect(self.choose_file)
        self.usual.clicked.connect(partial(self._take, ""))
        leave = app.bus.subscribe(SettingChanged, self._changed)
        self.destroyed.connect(lambda _=None: leave())
        self._show()

    def sound(self) -> None:
        """Let it be heard as loud as it will be."""
        path = self._app.settings.get(self._file)
        volume = self._app.settings.get(self._volume) / 100
        self._app.sound.cue(self._cue, volume=volume, file=Path(path) if path else None)

    def choose_file(self) -> None:
        """Ask for a file; it is taken when it can be played."""
        chosen = self.ask_file()
        if chosen:
            self.told.setText(tr("Looking at {file}.").format(file=Path(chosen).name))
            path = Path(chosen)
            self._app.sound.check_file(path, partial(self._keep, path), self._not_said)

    def _keep(self, path: Path, found: SoundFile) -> None:
        del found
        try:
            kept = own_sounds.keep(self._app.profile, path)
        except own_sounds.NotKeptError as error:
            words = QCoreApplication.translate("focus_sounds", str(error))
            self.told.setText(words.format(file=path.name))
            return
        self._take(str(kept))
        self.sound()

    def _take(self, path: str) -> None:
        settings = self._app.settings
        was = settings.get(self._file)
        settings.set(self._file, path)
        if was not in {settings.get(END_FILE), settings.get(BEGIN_FILE)}:
            own_sounds.forget(self._app.profile, was)
        self._show()

    def _not_said(self, failed: Failed) -> None:
        words = QCoreApplication.translate("sound", failed.sentence)
        self.told.setText(words.format_map(dict(failed.facts)))

    def _changed(self, changed: SettingChanged) -> None:
        if changed.key == self._file.key:
            self._show()

    def _show(self) -> None:
        path = self._app.settings.get(self._file)
        self.usual.setVisible(bool(path))
        if not path:
            self.told.setText(tr("Spindle’s own tone"))
        elif Path(path).is_file():
            self.told.setText(own_sounds.name_of(path))
        else:
            gone = tr("{file} is not there any more. Spindle’s own tone sounds instead.")
            self.told.setText(gone.format(file=own_sounds.name_of(path)))

    def _ask_file(self) -> str:
        kinds = f"{tr('Sounds')} {_KINDS}"
        return QFileDialog.getOpenFileName(self, tr("Choose a file"), "", kinds)[0]
