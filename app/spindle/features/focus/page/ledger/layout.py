"""Where the parts of the ledger stand: picture 02e."""

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
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.segments import Segments

_WIDTH: Final = 720


class LedgerLayout(QWidget):
    """The parts, made and placed; what they do is the view's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = Label("page_name")
        self.all = Label("caption", "", "ink3")
        self.search_field = Field(size="form")
        self.search_field.setPlaceholderText(tr("Find"))
        self.search_field.setAccessibleName(tr("Find in the ledger"))
        self.search_field.setFixedWidth(150)
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
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self.day)
        head.addStretch(1)
        for widget in (self.export_button, self.search_field, self.modes, self.all):
            head.addWidget(widget)
        top = QWidget()
        top.setLayout(head)
        top.setMinimumHeight(32)
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for content in (self._day_part(), self.sums, self.hits, self.year):
            out = 0 if content in {self.sums, self.year} else OUT
            if out:
                content.setMaximumWidth(_WIDTH + 2 * out)
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
        self.foot.setMaximumWidth(_WIDTH + 2 * OUT)
        foot.addWidget(self.foot, _WIDTH)
        foot.addStretch(1)
        column.addLayout(foot)

    def _day_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.list):
            column.addWidget(widget)
        return part
