"""A check over the text, as in 03b: which word, or which sentence, with four choices.

The page shows it while ``service.asked`` is there, at the end of the sentence after which it came,
and veils the text from ``asked.since`` to ``asked.line`` as long as it is open.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.asking import Asked
from spindle.features.listen.page.choice_tile import ChoiceTile, Shown
from spindle.features.listen.page.stem import Stem
from spindle.features.listen.page.telling import tr
from spindle.features.listen.velocity.check import CheckKind
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on, rounded
from spindle.ui.scroll import Scroll
from spindle.ui.theme import theme_of

_WIDE: Final = {CheckKind.CLOZE: 498, CheckKind.HEARD: 640}
_BEAK, _HALF = 11, 10
_RADIUS, _BORDER = 10.0, 1.25
_BEAK_FROM_RIGHT: Final = 76
_EDGE: Final = 8


class CheckPopover(QWidget):
    """Asks; the page hands the answer on.

    Signals:
        answered: A choice, 0–3.
        skipped: No answer is given.
        went_on: The answer was seen, go on now.
        handed: The missed sentence is wanted elsewhere, with the kind: "drill" or "question".
    """

    answered = Signal(int)
    skipped = Signal()
    went_on = Signal()
    handed = Signal(str)

    def __init__(self, parent: QWidget, kinds: frozenset[str] = frozenset()) -> None:
        """Lie hidden over ``parent``; ``kinds`` are those that a feature takes over."""
        super().__init__(parent)
        self._kinds = kinds
        self._asked: Asked | None = None
        self._tip = QPoint()
        self._above = False
        self.tiles: list[ChoiceTile] = []
        self.number = Label("section", "")
        self.said = Label("caption", "", "ink2")
        self.skip = Hinted(tr("Skip"), "S")
        self.on = Hinted(tr("Go on"), tr("Space"))
        self.drill = Hinted(tr("Drill it"), "D")
        self.question = Hinted(tr("Question"), "Q")
        self.stem = Stem()
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._scroll = Scroll()
        self._lay_out()
        self.question.setToolTip(tr("Make it tonight's question"))
        self.drill.setToolTip(tr("Make the sentence a drill item"))
        self.on.setToolTip(tr("A missed sentence is said again, slower"))
        self.skip.clicked.connect(self.skipped)
        self.on.clicked.connect(self.went_on)
        self.drill.clicked.connect(partial(self.handed.emit, "drill"))
        self.question.clicked.connect(partial(self.handed.emit, "question"))
        self.hide()

    def show_asked(self, asked: Asked | None, tip: QPoint) -> None:
        """Show a check, what its answer was, or nothing.

        Args:
            asked: The service's; None hides it.
            tip: The end of the sentence after which it came, below its line, in the parent.
        """
        if asked is None:
            self._asked = None
            self.hide()
            return
        fresh = self._asked is None or self._asked.check is not asked.check
        self._asked, self._tip = asked, tip
        if fresh:
            self._ask(asked)
        self._tell(asked)
        self._place()
        self.show()
        self.raise_()

    def move_tip(self, tip: QPoint) -> None:
        """The text under it moved."""
        if self._asked is not None and tip != self._tip:
            self._tip = tip
            self._place()

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while a check is there."""
        asked = self._asked
        if asked is None:
            return {}
        if asked.is_open:
            numbers = {str(n + 1): partial(self.answered.emit, n) for n in range(len(self.tiles))}
            return {**numbers, "S": self.skipped.emit}
        found: dict[str, Callable[[], object]] = {
            "Space": self.went_on.emit,
            "Return": self.went_on.emit,
        }
        if not self.drill.isHidden():
            found["D"] = self.drill.click
        if not self.question.isHidden():
            found["Q"] = self.question.click
        return found

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

    def _ask(self, asked: Asked) -> None:
        check = asked.check
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        sentence = check.kind is CheckKind.HEARD
        self.tiles = [
            ChoiceTile(number, text, sentence=sentence)
            for number, text in enumerate(check.choices, 1)
        ]
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *((at, 0, 1, 2) if sentence else (at // 2, at % 2)))
            tile.clicked.connect(partial(self._pressed, at))
            tile.show()
        if sentence:
            self.stem.show_plain(tr("Which of these did you hear?"))
        else:
            self.stem.show_gap(check.before, check.after)
        name = tr("Check {number}").format(number=self.locale().toString(asked.number))
        self.number.setText(name)
        self.setAccessibleName(f"{name}. {self.stem.accessibleName()}")

    def _pressed(self, choice: int, *_: object) -> None:
        if self._asked is not None and self._asked.is_open:
            self.answered.emit(choice)

    def _tell(self, asked: Asked) -> None:
        """Say whether it waits, or what the answer was."""
        missed = not asked.is_open and not asked.right
        self.skip.setVisible(asked.is_open)
        self.on.setVisible(not asked.is_open)
        self.drill.setVisible(missed and "drill" in self._kinds)
        self.question.setVisible(missed and "question" in self._kinds)
        if asked.is_open:
            self.said.setText(tr("paused while you answer"))
        elif asked.right:
            self.said.setText(tr("right"))
        else:
            self.said.setText(tr("missed"))
        for at, tile in enumerate(self.tiles):
            tile.show_as(_shown(asked, at))

    def _place(self) -> None:
        """Below the sentence; above it where there is no room below."""
        parent, asked = self.parentWidget(), self._asked
        if parent is None or asked is None:
            return
        wide = min(theme_of(self).px(_WIDE[asked.check.kind]), parent.width() - 2 * _EDGE)
        high = self._height(wide)
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
        self.update()

    def _height(self, wide: int) -> int:
        inside = self._scroll.widget()
        layout = inside.layout() if inside is not None else None
        return _BEAK + 2 + (layout.totalHeightForWidth(wide - 2) if layout is not None else 0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(16)
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.said)
        for hinted in (self.drill, self.question, self.skip, self.on):
            head.addWidget(hinted)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(21, 9, 19, 19)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stem)
        column.addSpacing(12)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._scroll.hold(inside)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        box = QVBoxLayout(self)
        box.setSpacing(0)
        box.addWidget(self._scroll)


def _shown(asked: Asked, at: int) -> Shown:
    if asked.is_open:
        return Shown.OPEN
    if at == asked.given:
        return Shown.RIGHT if asked.right else Shown.WRONG
    return Shown.MISSED if at == asked.check.answer else Shown.OTHER
