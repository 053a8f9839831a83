"""The controls of forms: switch, segments, spin field and a line to type in.

Each is one stop for Tab, and answers to the keys that people try: Space, arrows, Enter.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import Theme, Themed, theme_of

_HEIGHT: Final = 32
_RADIUS: Final = 8.0
_FIXED: Final = QSizePolicy.Policy.Fixed


class Switch(QAbstractButton, RingFocus, Themed):
    """On or off, 40 × 22; ``toggled`` tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(_FIXED, _FIXED)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The same at every text size: it holds no words."""
        return QSize(40, 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter switches, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event, 11)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled with a solid knob when on, hollow when off."""
        del event
        colours = theme_of(self).palette
        ink = colours.ink if self.isEnabled() else colours.rule
        box = QRectF(self.rect())
        with painter_on(self) as painter:
            if self.isChecked():
                bordered(painter, box, 11, None, ink)
                painter.setBrush(colours.paper)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QPointF(box.right() - 10.5, box.center().y()), 6.5, 6.5)
            else:
                bordered(painter, box, 11, colours.rule, None, 1.5)
                painter.setPen(colours.rule)
                painter.drawEllipse(QPointF(box.left() + 11, box.center().y()), 5.5, 5.5)


class Segments(QWidget, RingFocus, Themed):
    """A few words of which one is chosen; ``chosen`` carries its index when a person chooses."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(_FIXED, _FIXED)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def index(self) -> int:
        """The chosen one."""
        return self._chosen

    def set_chosen(self, index: int) -> None:
        """Show another one as chosen."""
        self._chosen = index
        self.setAccessibleDescription(self._words[index])
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all words, each with 14 px at its sides."""
        return QSize(round(sum(self._widths())), theme_of(self).px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose the next one; at the ends they stay."""
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if event.key() in (back, on):
            self._choose(self._chosen + (1 if event.key() == on else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is clicked."""
        x = 0.0
        for index, width in enumerate(self._widths()):
            x += width
            if event.position().x() < x:
                self._choose(index)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event, _RADIUS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one is filled with ink."""
        del event
        theme = theme_of(self)
        colours = theme.palette
        box = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(box, _RADIUS, _RADIUS)
        x = 0.0
        with painter_on(self) as painter:
            painter.setClipPath(outline)
            for index, (word, width) in enumerate(zip(self._words, self._widths(), strict=True)):
                part = QRectF(x, 0, width, box.height())
                is_chosen = index == self._chosen
                if is_chosen:
                    painter.fillRect(part, colours.ink)
                elif index:
                    painter.fillRect(QRectF(x, 0, 1, box.height()), colours.rule)
                role = "control_active" if is_chosen else "control"
                painter.setFont(fonts.font(role, theme.text_scale))
                painter.setPen(colours.onink if is_chosen else colours.ink2)
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, word)
                x += width
            painter.setClipping(False)
            bordered(painter, box, _RADIUS, colours.rule, None)

    def _choose(self, index: int) -> None:
        if index != self._chosen and 0 <= index < len(self._words):
            self.set_chosen(index)
            self.chosen.emit(index)

    def _widths(self) -> list[float]:
        face = QFontMetricsF(fonts.font("control_active", theme_of(self).text_scale))
        return [face.horizontalAdvance(word) + 28 for word in self._words]


class SpinField(QWidget, RingFocus, Themed):
    """A whole number between − and +; ``changed`` carries it when a person changes it."""

    changed = Signal(int)

    def __init__(
        self, low: int, high: int, *, step: int = 1, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._step, self._unit = low, high, step, unit
        self._value = low
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(_FIXED, _FIXED)

    @property
    def value(self) -> int:
        """The number shown."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number."""
        self._value = value
        self.setAccessibleDescription(f"{value} {self._unit}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest number with its unit, and for − and +."""
        theme = theme_of(self)
        face = QFontMetricsF(fonts.font("control_active", theme.text_scale))
        longest = max(face.horizontalAdvance(str(n)) for n in (self._low, self._high))
        unit = face.horizontalAdvance(f" {self._unit}") if self._unit else 0
        return QSize(round(longest + unit) + 2 * theme.px(_HEIGHT) + 12, theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and + and − change by a step, Home and End go to the bounds."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._change(self._value + self._step)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._change(self._value - self._step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._change(self._low if key == Qt.Key.Key_Home else self._high)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left end is −, the right end +."""
        x = event.position().x()
        if x < self.height():
            self._change(self._value - self._step)
        elif x > self.width() - self.height():
            self._change(self._value + self._step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page over a number must not change it."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event, _RADIUS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """− number unit +."""
        del event
        theme = theme_of(self)
        box = QRectF(self.rect())
        with painter_on(self) as painter:
            bordered(painter, box, _RADIUS, theme.palette.rule, theme.palette.panel)
            middle = box.center().y()
            self._draw_sign(painter, theme, QPointF(box.left() + 16, middle), plus=False)
            self._draw_sign(painter, theme, QPointF(box.right() - 16, middle), plus=True)
            self._draw_number(painter, theme, box)

    def _draw_sign(self, painter: QPainter, theme: Theme, at: QPointF, *, plus: bool) -> None:
        at_end = self._value >= self._high if plus else self._value <= self._low
        painter.setPen(theme.palette.rule if at_end else theme.palette.ink)
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
        if plus:
            painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4))

    def _draw_number(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        strong = fonts.font("control_active", theme.text_scale)
        plain = fonts.font("control", theme.text_scale)
        number, unit = str(self._value), f" {self._unit}" if self._unit else ""
        metrics = QFontMetricsF(strong)
        wide = metrics.horizontalAdvance(number)
        total = wide + QFontMetricsF(plain).horizontalAdvance(unit)
        x = box.center().x() - total / 2
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(strong)
        painter.setPen(theme.palette.ink)
        painter.drawText(QPointF(x, base), number)
        painter.setFont(plain)
        painter.setPen(theme.palette.ink2)
        painter.drawText(QPointF(x + wide, base), unit)

    def _change(self, value: int) -> None:
        bounded = min(max(value, self._low), self._high)
        if bounded != self._value:
            self.set_value(bounded)
            self.changed.emit(bounded)


class LineField(QLineEdit, Themed):
    """A line to type in, 32 px high, with the caret as a pen; its frame can be left out."""

    def __init__(self, parent: QWidget | None = None, *, framed: bool = True) -> None:
        super().__init__(parent)
        self._framed = framed
        self.setFrame(False)
        if framed:
            self.setTextMargins(10, 0, 10, 0)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take colours, font and height anew."""
        theme = theme_of(self)
        colours = theme.palette
        # A style sheet, because Qt's own line knows no other way to have no ground of its own; once
        # there is one, the palette is no longer inherited and every colour has to be named.
        self.setStyleSheet(
            "QLineEdit { background: transparent; border: 0;"
            f" color: {colours.ink.name()}; placeholder-text-color: {colours.ink3.name()};"
            f" selection-background-color: {colours.ink.name()};"
            f" selection-color: {colours.onink.name()}; }}"
        )
        if self._framed:
            self.setFont(fonts.font("control", theme.text_scale))
            self.setFixedHeight(theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame below, the text, and the caret as a pen over Qt's own."""
        colours = theme_of(self).palette
        if self._framed:
            with painter_on(self) as painter:
                border = colours.ink if self.hasFocus() else colours.rule
                width = 1.5 if self.hasFocus() else 1.0
                bordered(painter, QRectF(self.rect()), _RADIUS, border, colours.panel, width)
        super().paintEvent(event)
        if self.hasFocus() and not self.hasSelectedText():
            box = self.cursorRect()
            with painter_on(self) as painter:
                x = box.center().x() + 1.0
                painter.fillRect(QRectF(x, box.y(), 2.0, box.height()), colours.pen)
