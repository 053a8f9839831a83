"""Shows the sanitised HTML of an imported card; loads nothing but pictures beside the data."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from spindle.features.drill.kinds.show_and_grade import is_bare
from spindle.ui import fonts
from spindle.ui.theme import Themed, settle, theme_of

_LONGEST = 200_000


class RichText(QTextBrowser, Themed):
    """Read only, opens no links; a picture comes from ``media`` by its bare name, or not at all."""

    def __init__(self, media: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.viewport().setAutoFillBackground(False)
        self.theme_changed()

    def show_html(self, html: str) -> None:
        """Show a text that was sanitised when it came in."""
        settle(self)
        self.setHtml(f'<div align="center">{html[:_LONGEST]}</div>')
        self.setAccessibleName(self.toPlainText()[:400])

    def theme_changed(self) -> None:
        """Take the font at the new size."""
        self.document().setDefaultFont(fonts.font("summary", theme_of(self).text_scale))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """Only a picture in the media folder, by a name without any path."""
        text = name.toString() if isinstance(name, QUrl) else name
        plain = is_bare(text)
        wanted = QTextDocument.ResourceType.ImageResource.value
        if self._media is None or not plain or int(kind) != wanted:
            return None
        path = self._media / text
        if path.is_symlink() or not path.is_file():
            return None
        picture = QImage(str(path))
        room = max(64, self.width() - 16)
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(room, smooth) if picture.width() > room else picture
