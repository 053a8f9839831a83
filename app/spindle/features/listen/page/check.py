"""A check over the text, as in 03b: a popover at the end of the sentence after which it came.

The page shows it while ``service.asked`` is there, and veils the text from ``asked.since`` to
``asked.line`` as long as it is open.
"""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.listen.asking import Asked
from spindle.features.listen.page.check_form import CheckForm
from spindle.features.listen.page.telling import tr
from spindle.features.listen.velocity.check import CheckKind
from spindle.ui.paint import painter_on, rounded
from spindle.ui.scroll import Scroll
from spindle.ui.theme import theme_of

_WIDE: Final = {CheckKind.CLOZE: 498, CheckKind.HEARD: 640}
_BEAK, _HALF = 11, 10
_RADIUS, _BORDER = 10.0, 1.25
_BEAK_FROM_RIGHT: Final = 76
_EDGE: Final = 8


class CheckPopover(CheckForm):
    """Lies hidden over its parent until something is asked."""

    def __init__(self, parent: QWidget, kinds: frozenset[str] = frozenset()) -> None:
        """``kinds`` are those that a feature takes over."""
        super().__init__(parent, kinds)
        self._asked: Asked | None = None
        self._tip = QPoint()
        self._above = False
        self._fork, self._dock = "", 0
        self._scroll = Scroll()
        self._scroll.hold(self.inside)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        box = QVBoxLayout(self)
        box.setSpacing(0)
        box.addWidget(self._scroll)
        self.on.setToolTip(tr("A missed sentence is said again, slower"))
        self.hide()

    def show_asked(self, asked: Asked | None, tip: QPoint) -> None:
        """Show a check, what its answer was, or nothing.

        Args:
            asked: The service's; None hides it.
            tip: The end of the sentence after which it came, below its line, in the parent.
        """
        self._asked = asked
        self.tell(asked)
        if asked is None:
            self.hide()
            return
        self._tip = tip
        self._place()
        self.show()
        self.raise_()

    def tell_fork(self, words: str, dock: int) -> None:
        """What either answer will do to the speed; said here where the trace below is covered.

        Args:
            words: The two speeds.
            dock: Where the trace begins, px from the parent's top.
        """
        before = self._fork, self._dock
        self._fork, self._dock = words, dock
        if before != (words, dock):
            self._place()

    def move_tip(self, tip: QPoint) -> None:
        """The text under it moved."""
        if self._asked is not None and tip != self._tip:
            self._tip = tip
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw panel and beak as one outline."""
        del event
        palette = theme_of(self).palette
        inset = _BORDER / 2
        top, bottom = (0, _BEAK) if self._above else (_BEAK, 0)
        box = QRectF(self.rect()).adjusted(inset, top + inset, -inset, -bottom - inset)
        x = float(self._tip.x() - self.x())
        base, tip = (box.bottom() - 1, self.height()) if self._above else (box.top() + 1, 0)
        beak = QPainterPath()
        ends = QPointF(x - _HALF, base), QPointF(x, tip), QPointF(x + _HALF, base)
        beak.addPolygon(QPolygonF([*ends, ends[0]]))
        with painter_on(self) as painter:
            painter.setPen(QPen(palette.ink, _BORDER))
            painter.setBrush(palette.panel)
            painter.drawPath(rounded(box, _RADIUS).united(beak))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click inside does not reach the text."""
        event.accept()

    def _place(self) -> None:
        """Below the sentence; above it where there is no room below."""
        parent, asked = self.parentWidget(), self._asked
        if parent is None or asked is None:
            return
        wide = min(theme_of(self).px(_WIDE[asked.check.kind]), parent.width() - 2 * _EDGE)
        high = self._height(wide)
        # Else it is as high as its sentences would be on a narrower place.
        self.inside.setFixedHeight(high - _BEAK - 2)
        room = parent.height() - self._tip.y() - _EDGE
        line = theme_of(self).px(33)
        self._above = high > room and self._tip.y() - line - _EDGE > room
        top = self._tip.y() - line - high if self._above else self._tip.y()
        top = max(_EDGE, min(top, parent.height() - high - _EDGE))
        left = self._tip.x() + _BEAK_FROM_RIGHT - wide
        left = max(_EDGE, min(left, parent.width() - wide - _EDGE))
        box = self.layout()
        if box is not None:
            above, below = (0, _BEAK) if self._above else (_BEAK, 0)
            box.setContentsMargins(1, above + 1, 1, below + 1)
        most = parent.height() - 2 * _EDGE
        # A bar that may come takes width, so the text would wrap otherwise than was reckoned.
        bars = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOff if high <= most else bars.ScrollBarAsNeeded
        )
        self.setGeometry(left, top, wide, min(high, most))
        if asked.is_open:
            covered = self.geometry().bottom() > self._dock
            self.said.setText(self._fork if covered and self._fork else self.waits)
        self.update()

    def _height(self, wide: int) -> int:
        layout = self.inside.layout()
        return _BEAK + 2 + (layout.totalHeightForWidth(wide - 2) if layout is not None else 0)
