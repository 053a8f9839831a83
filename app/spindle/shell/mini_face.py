"""What the mini timer looks like: time, lens, task and two small verbs, 320 × 96 at 100 %."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from spindle.core.presence import Phase, PresenceChanged
from spindle.ui import fonts, glyphs, signals
from spindle.ui.focus_ring import by_keyboard
from spindle.ui.paint import (
    DATA,
    bordered,
    dot,
    hollow_lens,
    inset_focus,
    line_pen,
    painter_on,
    placed,
    rounded,
)
from spindle.ui.said import said
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Palette, Theme, theme_of

SIZE: Final = QSize(320, 96)
_CARD: Final = QRectF(0, 0, 320, 96)
_RADIUS: Final = 10
TIME: Final = QRectF(8, 8, 136, 56)
LENS: Final = QRectF(150, 20, 146, 36)
_AROUND_LENS: Final = LENS.adjusted(-8, -8, 8, 8)
_TASK: Final = QRectF(18, 62, 232, 26)
_TIME_AT: Final = (20.0, 37.0)
_TASK_AT: Final = (18.0, 75.0)
_TASK_PX: Final = 15
_TIME_PX: Final = 43
_CYCLES: Final = 14
_SLOW: Final = 3
_BUTTON: Final = 24
VERBS_AT: Final = {"pause": QPointF(285, 62), "stop": QPointF(257, 62)}


def scaled_size(theme: Theme) -> QSize:
    """How big the window is at the user's text size, px."""
    return QSize(theme.px(SIZE.width()), theme.px(SIZE.height()))


def draw(
    painter: QPainter,
    part: QRectF,
    presence: PresenceChanged,
    words: str,
    done: float,
    palette: Palette,
) -> None:
    """Paint what lies in ``part``, in px of 100 %.

    Args:
        painter: Scaled to the user's text size.
        part: What has to be painted anew.
        presence: What runs.
        words: The time.
        done: How much of it is done, 0–1.
        palette: The window's.
    """
    painter.setClipPath(rounded(_CARD, _RADIUS), Qt.ClipOperation.IntersectClip)
    bordered(painter, _CARD, _RADIUS, palette.rule, palette.paper)
    if part.intersects(TIME):
        face = fonts.sized("timer_small", _TIME_PX)
        draw_line(painter, words, face, palette.ink, *_TIME_AT)
    if part.intersects(_AROUND_LENS):
        _draw_lens(painter, presence, done, palette)
    if part.intersects(_TASK):
        face = fonts.sized("task", _TASK_PX)
        draw_line(painter, said(presence.title), face, palette.ink2, *_TASK_AT, _TASK.width())


def _draw_lens(painter: QPainter, presence: PresenceChanged, done: float, palette: Palette) -> None:
    middle, high = LENS.center().y(), LENS.height() / 2
    hollow_lens(painter, LENS.left(), middle, LENS.width(), high, palette.rule)
    rests = presence.phase is Phase.BREAK
    painter.setPen(line_pen(palette.ink2 if rests else palette.focus, DATA))
    burst = partial(signals.focus, amplitude=high, cycles=_SLOW if rests else _CYCLES)
    points = signals.sampled(burst, LENS.width(), until=done)
    painter.drawPolyline(placed(points, LENS.left(), middle))
    dot(painter, LENS.left() + LENS.width() * done, middle, palette)


class Verb(QAbstractButton):
    """A small button with an icon alone."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = ""
        self._at = VERBS_AT[name]
        self._ringed = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_as(name)

    def fit(self, theme: Theme) -> None:
        """Take the place and size that it has at the user's text size."""
        side = theme.px(_BUTTON)
        self.setGeometry(theme.px(self._at.x()), theme.px(self._at.y()), side, side)

    def show_as(self, glyph: str) -> None:
        """Say and draw another verb."""
        if glyph == self._glyph:
            return
        self._glyph = glyph
        words = {
            "pause": self.tr("Pause"),
            "play": self.tr("Go on"),
            "stop": self.tr("Stop"),
        }[glyph]
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        self._ringed = by_keyboard(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ringed = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, on a wash while the mouse is over it."""
        del event
        palette = theme_of(self).palette
        with painter_on(self) as painter:
            painter.scale(self.width() / _BUTTON, self.height() / _BUTTON)
            whole = QRectF(0, 0, _BUTTON, _BUTTON)
            if self.underMouse():
                bordered(painter, whole, 6, None, palette.wash)
            if self._ringed:
                inset_focus(painter, whole, palette)
            glyphs.draw(painter, self._glyph, QRectF(2, 2, 20, 20), palette.ink2)
