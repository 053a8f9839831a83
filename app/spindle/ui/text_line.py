"""One line of text drawn by a painted widget: shortened, never broken, centred on a height."""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from spindle.core.text import clean

LONGEST: Final = 400
"""Characters of a text that can ever fit a line; measuring more would only take time."""


def one_line(text: str) -> str:
    """The text without line breaks and halves of characters, cut where no line shows more."""
    return " ".join(clean(text[: LONGEST + 1]).split())


def width_of(text: str, face: QFont) -> float:
    """The width of a text in px."""
    return QFontMetricsF(face).horizontalAdvance(text)


def draw_line(
    painter: QPainter,
    text: str,
    face: QFont,
    colour: QColor,
    x: float,
    middle: float,
    room: float = 1e6,
    *,
    right: bool = False,
) -> float:
    """Draw a text from ``x`` on, or up to it when ``right``; returns the width that it took.

    ``middle`` is the height of the line's middle, ``room`` the widest it may be.
    """
    metrics = QFontMetricsF(face)
    shown = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, max(0.0, room))
    width = metrics.horizontalAdvance(shown)
    painter.setFont(face)
    painter.setPen(colour)
    # The words decide which way they run, so that an ellipsis stands where they really end.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    base = middle + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(x - width if right else x, base), shown)
    return width
