"""A line to type into: plain, or large and in the learner's own face."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from spindle.core.text import clean
from spindle.ui import fonts
from spindle.ui.paint import painter_on
from spindle.ui.theme import Themed, theme_of


class Line(QLineEdit, Themed):
    """Whatever is typed or pasted can be kept; Enter and Esc go on to the page."""

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = large
        self.setMaxLength(200_000)
        self.setFrame(False)
        self.setTextMargins(17, 0, 17, 0)
        self.theme_changed()

    def typed(self) -> str:
        """The text, fit to be kept."""
        return clean(self.text())

    def theme_changed(self) -> None:
        """Take font and height at the new text scale."""
        theme = theme_of(self)
        self.setFont(fonts.font("question" if self._large else "body", theme.text_scale))
        self.setFixedHeight(theme.px(56 if self._large else 40))
        palette = theme.palette
        self.setStyleSheet(
            f"QLineEdit {{ background: {palette.panel.name()}; color: {palette.ink.name()};"
            f" border: 1px solid {palette.rule.name()}; border-radius: 10px; }}"
            f"QLineEdit:focus {{ border: 1px solid {palette.ink.name()}; }}"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caret as a pen over Qt's own; it does not blink."""
        super().paintEvent(event)
        if self.hasFocus() and not self.hasSelectedText():
            box = self.cursorRect()
            with painter_on(self) as painter:
                pen = theme_of(self).palette.pen
                painter.fillRect(QRectF(box.center().x() + 1, box.y(), 2.0, box.height()), pen)
