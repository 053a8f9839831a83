"""Where the parts of the ledger stand: picture 02e."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from spindle.features.focus.page.ledger.band import Band, BandLegend
from spindle.features.focus.page.ledger.editor import RowEditor
from spindle.features.focus.page.ledger.foot import Foot
from spindle.features.focus.page.ledger.hits import Hits
from spindle.features.focus.page.ledger.rows import OUT, Header, SpanList
from spindle.features.focus.page.ledger.sums import Sums
from spindle.features.focus.page.ledger.words import tr
from spindle.features.focus.page.ledger.year import Year
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.fitting import Fitting
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.segments import Segments
from spindle.ui.theme import Themed, theme_of

_WIDTH: Final = 720
_FIND: Final = 150
_BETWEEN: Final = 12


class _Head(Fitting):
    """What is shown, the ways to other things, and the whole length where there is room for it."""

    def __init__(self, day: Label, ways: Sequence[QWidget], whole: Label) -> None:
        super().__init__()
        self._day, self._ways, self._whole = day, ways, whole
        day.let_shrink()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        row.addWidget(day, 1)
        for widget in (*ways, whole):
            row.addWidget(widget)
        self.setMinimumHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def fit(self) -> None:
        """Show the length where there is room for it."""
        parts = (self._day, *self._ways, self._whole)
        wide = sum(min(part.sizeHint().width(), part.maximumWidth()) for part in parts)
        self._whole.setVisible(wide + _BETWEEN * len(self._ways) + _BETWEEN <= self.width())


class LedgerLayout(QWidget, Themed):
    """The parts, made and placed; what they do is the view's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = Label("page_name")
        self.all = Label("caption", "", "ink3")
        self.search_field = Field(size="form")
        self.search_field.setPlaceholderText(tr("Find"))
        self.search_field.setAccessibleName(tr("Find in the ledger"))
        self.search_field.setMaximumWidth(_FIND)
        self.modes = Segments((tr("Day"), tr("Week"), tr("Month"), tr("Year")))
        self.export_button = Button("quiet", tr("Export"), key="E", compact=True)
        self.band = Band()
        self.legend = BandLegend()
        self.header = Header()
        self.list = SpanList()
        self.editor = RowEditor()
        self.foot = Foot()
        self.sums = Sums()
        self.hits = Hits()
        self.year = Year()
        self.stack = QStackedLayout()
        self.areas: list[Scroll] = []
        self._narrow: list[QWidget] = []
        self._lay_out()

    def _lay_out(self) -> None:
        top = _Head(self.day, (self.export_button, self.search_field, self.modes), self.all)
        for content in (self._day_part(), self.sums, self.hits, self.year):
            out = 0 if content in {self.sums, self.year} else OUT
            if out:
                self._narrow.append(content)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(40 - out, 0, 40 - out, 20)
            column.addWidget(content)
            column.addStretch(1)
            self.areas.append(Scroll(holder))
            self.stack.addWidget(self.areas[-1])
        upper = QVBoxLayout()
        upper.setContentsMargins(40, 24, 40, 0)
        upper.setSpacing(0)
        upper.addWidget(top)
        upper.addSpacing(24)
        upper.addWidget(self.band)
        upper.addSpacing(16)
        upper.addWidget(self.legend)
        upper.addSpacing(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addLayout(self.stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(40 - OUT, 0, 40 - OUT, 24)
        self._narrow.append(self.foot)
        foot.addWidget(self.foot, _WIDTH)
        foot.addStretch(1)
        column.addLayout(foot)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Rows of larger text are wider."""
        for part in self._narrow:
            part.setMaximumWidth(theme_of(self).px(_WIDTH) + 2 * OUT)

    def _day_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.list):
            column.addWidget(widget)
        return part
