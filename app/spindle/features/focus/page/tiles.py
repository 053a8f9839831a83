"""The three plans to choose from, and the lengths of the first block."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.focus.page.plan_row import TILE, PlanPicture
from spindle.features.focus.page.words import length, minutes, tr
from spindle.features.focus.plan import Plan, PlanName
from spindle.ui import fonts
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.theme import theme_of
from spindle.ui.tile import Pill, Tile


class PlanTile(Tile):
    """A plan: name, lengths, one sentence, its lenses."""

    def __init__(self, name: PlanName, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._picture = PlanPicture(TILE)
        self._name = Label("active", "")
        self._lengths = Label("caption", "", "ink3")
        self._lengths.let_shrink()
        self._lengths.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._words = Label("caption", "", "ink2")
        self._words.let_shrink()
        titles = {
            PlanName.EVEN: (tr("Even"), tr("equal blocks")),
            PlanName.WAVE: (tr("Wave"), tr("effort swells, then eases")),
            PlanName.OWN: (tr("Own"), tr("lengths you set")),
        }
        self._name.setText(titles[name][0])
        self._words.setText(titles[name][1])
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._lengths, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 15, 17, 22)
        column.setSpacing(0)
        column.addLayout(row)
        column.addSpacing(2)
        column.addWidget(self._words)
        column.addStretch(1)
        column.addWidget(self._picture)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plan(self, plan: Plan, *, chosen: bool) -> None:
        """Show its lengths, and whether it is the chosen one."""
        words = "·".join(minutes(block) for block in plan.blocks)
        self._lengths.setText(words)
        self._picture.show_plan(plan.blocks)
        self.setChecked(chosen)
        self.setAccessibleName(f"{self._name.text()}, {words}, {self._words.text()}")

    def sizeHint(self) -> QSize:
        """124 px high at the usual text size."""
        return QSize(160, 124 + theme_of(self).px(36) - 36)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for three beside each other."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box; the words are labels."""
        del event
        with painter_on(self) as painter:
            self.draw_box(painter)


class LengthChip(Tile):
    """One length of the first block."""

    def __init__(self, microseconds: int, parent: QWidget | None = None) -> None:
        super().__init__(length(microseconds), parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """88×40, wider for large text."""
        theme = theme_of(self)
        return QSize(max(theme.px(60), round(88 * min(1.25, theme.text_scale))), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the length."""
        del event
        theme = theme_of(self)
        role = "active" if self.isChecked() else "body"
        with painter_on(self) as painter:
            self.draw_box(painter)
            painter.setFont(fonts.font(role, theme.text_scale))
            painter.setPen(theme.palette.ink)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class PlanTiles(QWidget):
    """The plans beside each other. ``chosen`` carries a plan's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {name: PlanTile(name) for name in PlanName}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for name, tile in self._tiles.items():
            row.addWidget(tile, 1)
            tile.clicked.connect(lambda _=False, name=name: self.chosen.emit(str(name)))

    def show_plans(self, plans: Mapping[PlanName, Plan], chosen: PlanName | str) -> None:
        """Show each plan and which is chosen, if it is one of the three."""
        for name, tile in self._tiles.items():
            tile.show_plan(plans[name], chosen=name == chosen)


class PlanPills(QWidget):
    """The plans with names of the user's own; hidden without any. ``chosen`` carries a name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pills: dict[str, Pill] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 12, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.hide()

    def show_names(self, names: tuple[str, ...], chosen: str) -> None:
        """Show the names and which is chosen."""
        if tuple(self._pills) != names:
            for old in self._pills.values():
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._pills = {name: Pill(name) for name in names}
            for at, (name, pill) in enumerate(self._pills.items()):
                self._row.insertWidget(at, pill)
                pill.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        for name, pill in self._pills.items():
            pill.setChecked(name == chosen)
        self.setVisible(bool(names))


class LengthChips(QWidget):
    """Lengths of the first block beside each other. ``chosen`` carries µs as an object."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[int, LengthChip] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def show_lengths(self, lengths: tuple[int, ...], chosen: int) -> None:
        """Show lengths in µs and which is chosen."""
        if tuple(self._chips) != lengths:
            for old in self._chips.values():
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._chips = {one: LengthChip(one) for one in lengths}
            for at, (one, chip) in enumerate(self._chips.items()):
                self._row.insertWidget(at, chip)
                chip.clicked.connect(lambda _=False, one=one: self.chosen.emit(one))
        for one, chip in self._chips.items():
            chip.setChecked(one == chosen)
