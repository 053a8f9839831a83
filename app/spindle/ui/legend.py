"""How the strip works, in three rows: hollow, drawn, the dot."""

from typing import Final

from PySide6.QtCore import QLineF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.paint import dot, hairline, hollow_lens, painter_on, wave
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Theme, Themed, theme_of

_ROW: Final = 64
_SAMPLE: Final = 64.0
_LEFT: Final = 4.0
_TEXT: Final = 90.0
_NARROW_BY: Final = 2.0


class Legend(QWidget, Themed):
    """Three rows with hairlines between them; ``row`` is the height of one in px."""

    def __init__(self, parent: QWidget | None = None, *, row: int = _ROW) -> None:
        super().__init__(parent)
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("How the strip works"))
        self.setAccessibleDescription(" ".join(f"{a}: {b}" for a, b in self._words()))

    def sizeHint(self) -> QSize:
        """Three rows."""
        return QSize(288, 3 * theme_of(self).px(self._row) + 1)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        del event
        theme = theme_of(self)
        high = theme.px(self._row)
        with painter_on(self) as painter:
            for i, (name, meaning) in enumerate(self._words()):
                top = i * high
                hairline(painter, 0, self.width(), top, theme.palette.line)
                self._draw_sample(painter, theme, i, top + high / 2 - _NARROW_BY)
                self._draw_words(painter, theme, name, meaning, top + high / 2)
            if self._row == _ROW:
                hairline(painter, 0, self.width(), 3 * high, theme.palette.line)

    def _words(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Hollow"), self.tr("Expected. One height until rated.")),
            (self.tr("Drawn"), self.tr("Happened. Taller went better.")),
            (self.tr("The dot"), self.tr("Now. Nothing else has this shape.")),
        )

    def _draw_sample(self, painter: QPainter, theme: Theme, row: int, middle: float) -> None:
        palette = theme.palette
        high = 17.0 if self._row == _ROW else 14.0
        if row == 0:
            hollow_lens(painter, _LEFT, middle, _SAMPLE, high, palette.rule)
        elif row == 1:
            wave(painter, "focus", _LEFT, middle, _SAMPLE, high, palette.focus)
        else:
            painter.setPen(QPen(palette.ink2, 1.0))
            painter.drawLine(QLineF(_LEFT, middle, _LEFT + _SAMPLE / 2 - 6, middle))
            dot(painter, _LEFT + _SAMPLE / 2, middle, palette)

    def _draw_words(
        self, painter: QPainter, theme: Theme, name: str, meaning: str, middle: float
    ) -> None:
        scale = theme.text_scale
        left = _TEXT if self._row == _ROW else _TEXT - 2
        room = self.width() - left
        label, caption = fonts.font("label", scale), fonts.font("caption", scale)
        draw_line(painter, name, label, theme.palette.ink, left, middle - 7 * scale, room)
        draw_line(painter, meaning, caption, theme.palette.ink3, left, middle + 11 * scale, room)
