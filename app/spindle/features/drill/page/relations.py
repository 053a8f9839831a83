"""The place of a drill among the others: what comes before it, what it practises, its mixing."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.page.counting_words import percent
from spindle.features.drill.page.quick_field import QuickField
from spindle.features.drill.page.words import tr
from spindle.features.drill.relating import LEVELS, MASTERED, WEIGHTS, Other, Related
from spindle.ui import fonts
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on, selected
from spindle.ui.row import Row
from spindle.ui.scroll import Scroll
from spindle.ui.segments import Segments
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

_MIXING: Final = (Mixing.AUTO, Mixing.MIXED, Mixing.BLOCKED)


class OtherRow(Row):
    """Another drill; checked when it stands in the relation shown."""

    def __init__(self, other: Other, note: str, parent: QWidget | None = None) -> None:
        super().__init__(other.title, parent)
        self.other = other
        self._note = note
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Stay as the page says."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, theme_of(self).px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, title and note."""
        del event
        theme = theme_of(self)
        colours, middle = theme.palette, self.height() / 2
        with painter_on(self) as painter:
            if self.isChecked() or self.ringed:
                selected(painter, self.rect().toRectF(), colours)
            else:
                hairline(painter, 12, self.width() - 12, self.height() - 1, colours.line)
            face = fonts.font("active" if self.isChecked() else "label", theme.text_scale)
            ink = colours.ink if self.isEnabled() else colours.rule
            draw_line(painter, self.text(), face, ink, 12, middle, self.width() - 220)
            face = fonts.font("caption", theme.text_scale)
            draw_line(
                painter, self._note, face, colours.ink3, self.width() - 12, middle, right=True
            )


def level_words(level: float) -> str:
    """How well a drill must be known."""
    if not level:
        return ""
    if level >= MASTERED:
        return tr("mastered")
    return tr("right {share} of the time").format(share=percent(level))


def weight_words(weight: float) -> str:
    """How much of a drill is practised."""
    if not weight:
        return ""
    return tr("all of it") if weight >= 1 else tr("{share} of it").format(share=percent(weight))


def _following(steps: Sequence[float], now: float) -> float:
    """The next of some values, from none round to none."""
    if not now:
        return steps[0]
    near = min(range(len(steps)), key=lambda at: abs(steps[at] - now))
    return steps[near + 1] if near + 1 < len(steps) else 0.0


class RelationsView(QWidget):
    """Asks; the page writes.

    Signals:
        before_set: Another drill's id, and how well it must be known first; 0 for not at all.
        inside_set: Another drill's id, and how much of it this one practises, 0 to 1.
        mixing_set: The words of ``Mixing``.
        target_set: Seconds; 0 for none.
        left: Back to the drill.
    """

    before_set = Signal(str, float)
    inside_set = Signal(str, float)
    mixing_set = Signal(str)
    target_set = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[OtherRow] = []
        self._related: Related | None = None
        self.title = Label("page_name")
        self.back = Hinted(tr("Back"), tr("Esc"))
        self.mixing = Segments((tr("As its kind"), tr("Mixed"), tr("Kept together")))
        self.mixing.setAccessibleName(tr("Among other drills"))
        self.target = QuickField()
        self.relation = Segments((tr("Comes before it"), tr("Is practised by it")))
        self.relation.setAccessibleName(tr("Other drills"))
        self.note = Label("caption", "", "ink3", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.mixing.chosen.connect(lambda n: self.mixing_set.emit(str(_MIXING[n])))
        self.target.changed.connect(self.target_set)
        self.relation.chosen.connect(self._turn)

    def show_related(self, related: Related) -> None:
        """Show a drill's place."""
        self._related = related
        self.title.setText(related.title)
        self.mixing.set_chosen(_MIXING.index(related.mixing))
        self.target.show_seconds(related.target or 0.0)
        self._fill()

    def _turn(self, index: int) -> None:
        self.relation.set_chosen(index)
        self._fill()

    def _fill(self) -> None:
        held = next((row.other.id for row in self.rows if row.hasFocus()), None)
        self.rows = []
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        related, before = self._related, self.relation.index == 0
        if related is None:
            return
        self.note.setText(
            tr("This drill waits until those are known. Enter again changes how well, then none.")
            if before
            else tr(
                "A clean run of this drill puts their items off. Enter again changes how much of"
                " them it practises, then none."
            )
        )
        for other in related.others:
            loop = before and other.id in related.loops
            note = level_words(other.before) if before else weight_words(other.inside)
            row = OtherRow(other, tr("comes after this one") if loop else note)
            row.setEnabled(not loop)
            row.setChecked(bool(other.before if before else other.inside))
            row.clicked.connect(partial(self._toggle, row))
            self._list.addWidget(row)
            self.rows.append(row)
            if other.id == held:  # Enter again changes it again
                row.show()
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle(self, row: OtherRow) -> None:
        if self.relation.index == 0:
            self.before_set.emit(row.other.id, _following(LEVELS, row.other.before))
        else:
            self.inside_set.emit(row.other.id, _following(WEIGHTS, row.other.inside))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.back)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(40, 24, 40, 28)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(28)
        for name, widget in (
            (tr("Among other drills"), self.mixing),
            (tr("Quick enough, in seconds"), self.target),
            (tr("Other drills"), self.relation),
        ):
            column.addWidget(Label("section", name))
            column.addSpacing(8)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            column.addSpacing(20)
        column.addWidget(self.note)
        column.addSpacing(8)
        column.addLayout(self._list)
        column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))
