"""A voice to choose."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.sound_events import Voice
from spindle.ui import fonts
from spindle.ui.paint import bordered, inset_focus, painter_on, selected
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

_HEIGHT = 36


class VoiceRow(Row):
    """Name, and what kind of voice it is; the checked one speaks."""

    def __init__(self, voice: Voice, parent: QWidget | None = None) -> None:
        super().__init__(voice.name, parent)
        self.voice = voice
        self._kind = kind_of(voice)
        self.setAccessibleDescription(self._kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """Stay as the list says."""

    def fits(self, typed: str) -> bool:
        """Whether every word that was typed stands in its name, language or kind."""
        about = f"{self.voice.name} {self.voice.language} {self._kind}".casefold()
        return all(word in about for word in typed.casefold().split())

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(320, theme_of(self).px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name and kind."""
        del event
        theme = theme_of(self)
        colours, scale, middle = theme.palette, theme.text_scale, self.height() / 2
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with painter_on(self) as painter:
            if self.isChecked():
                selected(painter, box, colours)
            elif self.underMouse():
                bordered(painter, box, 6, None, colours.wash)
            if self.ringed:
                inset_focus(painter, box, colours)
            face = fonts.font("caption", scale)
            right = self.width() - 14.0
            wide = draw_line(painter, self._kind, face, colours.ink3, right, middle, right=True)
            face = fonts.font("active" if self.isChecked() else "body", scale)
            draw_line(painter, self.text(), face, colours.ink, 14, middle, right - wide - 30)


def kind_of(voice: Voice) -> str:
    """Language and engine in words."""
    kinds = {
        "espeak": QCoreApplication.translate("Voices", "eSpeak NG"),
        "piper": QCoreApplication.translate("Voices", "natural"),
        "system": QCoreApplication.translate("Voices", "of the system"),
    }
    known = kinds.get(voice.engine, voice.engine)
    return f"{voice.language}, {known}" if voice.language else known
