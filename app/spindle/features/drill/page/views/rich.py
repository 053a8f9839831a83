"""Shows the sanitised HTML of an imported card; loads nothing but pictures beside the data."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from spindle.features.drill.page.views.picture import picture
from spindle.ui import fonts
from spindle.ui.theme import Themed, settle, theme_of

_LONGEST = 200_000
_HIGHEST = 12_000


class RichText(QTextBrowser, Themed):
    """Read only, as high as its text; opens no links.

    A picture comes from ``media`` by its bare name, or not at all.
    """

    def __init__(self, media: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self._heights: dict[int, int] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.theme_changed()

    def show_html(self, html: str) -> None:
        """Show a text that was sanitised when it came in."""
        settle(self)
        self.setHtml(f'<div align="center">{html[:_LONGEST]}</div>')
        self.setAccessibleName(self.toPlainText()[:400])
        self._changed()

    def hasHeightForWidth(self) -> bool:
        """It is as high as its text is at a width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the text at a width."""
        if width not in self._heights:
            document = self.document().clone(self)
            document.setTextWidth(max(64, width - 4))
            self._heights[width] = min(_HIGHEST, round(document.size().height()) + 4)
            document.deleteLater()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As high as at the width it has."""
        return QSize(400, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Never lower than the text."""
        return QSize(64, self.heightForWidth(self.width()))

    def _changed(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def theme_changed(self) -> None:
        """Take the font at the new size."""
        self.document().setDefaultFont(fonts.font("summary", theme_of(self).text_scale))
        self._changed()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """Only a picture in the media folder, by a name without any path."""
        text = name.toString() if isinstance(name, QUrl) else name
        wanted = QTextDocument.ResourceType.ImageResource.value
        found = picture(self._media, text) if int(kind) == wanted else None
        if found is None:
            return None
        room = max(64, self.width() - 16)
        smooth = Qt.TransformationMode.SmoothTransformation
        return found.scaledToWidth(room, smooth) if found.width() > room else found
