"""One drill in the table of the home page."""

from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.counting_words import when
from spindle.features.drill.page.words import number, said, seconds, tr
from spindle.features.drill.reading import HomeRow
from spindle.ui import fonts
from spindle.ui.paint import bordered, hairline, inset_focus, painter_on, selected
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

HEIGHT: Final = 48
OUT: Final = 12
"""How far the selected look reaches beyond the text, at each side."""

KIND: Final = 300
DUE: Final = 556
TIME: Final = 656
USUAL: Final = 816
NEXT: Final = 840
"""Where columns begin, or end where figures stand, on a page 1000 px wide."""

WIDE: Final = 1000
_AIM_LEAST: Final = 40


class DrillRow(Row):
    """Title, kind, due, time, usual, next. The checked one is what Enter is about."""

    def __init__(
        self, row: HomeRow, due_day: date | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(row.title, parent)
        self.row = row
        self._cells = cells(row, due_day, today)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._aim = aim_words(row, today)
        heads = headings()
        told = (
            self._aim,
            *(f"{head} {cell}" for head, cell in zip(heads[1:], self._cells, strict=True) if cell),
        )
        self.setAccessibleDescription(", ".join(filter(None, told)))

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Stay as the page says."""

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(WIDE, theme_of(self).px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and cells."""
        del event
        theme = theme_of(self)
        colours, scale, middle = theme.palette, theme.text_scale, self.height() / 2
        with painter_on(self) as painter:
            ground = QRectF(self.rect()).adjusted(0, 0, 0, -1 if not self.isChecked() else 0)
            if self.isChecked():
                selected(painter, ground, colours)
            elif self.underMouse():
                bordered(painter, ground, 6, None, colours.wash)
            if self.ringed and not self.isChecked():
                inset_focus(painter, ground, colours)
            if not self.isChecked():
                hairline(painter, OUT, self.width() - OUT, self.height() - 1, colours.line)
            share = columns(self.width() - 2 * OUT)
            strong = fonts.font("active", scale)
            plain = fonts.font("label", scale)
            kind, due, time, usual, next_ = self._cells
            ink2 = colours.ink2
            wide = draw_line(painter, self.text(), strong, colours.ink, OUT, middle, share[0] - 16)
            room = share[0] - 28 - wide
            if self._aim and room > _AIM_LEAST:
                small = fonts.font("caption", scale)
                draw_line(painter, self._aim, small, colours.ink3, OUT + wide + 12, middle, room)
            draw_line(painter, kind, plain, ink2, OUT + share[0], middle, share[1] - share[0] - 60)
            draw_line(painter, due, strong, colours.ink, OUT + share[1], middle, right=True)
            draw_line(painter, time, plain, ink2, OUT + share[2], middle, right=True)
            draw_line(painter, usual, plain, ink2, OUT + share[3], middle, right=True)
            room = self.width() - 2 * OUT - share[4]
            draw_line(painter, next_, plain, ink2, OUT + share[4], middle, room)


class Headings(QWidget):
    """The names of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line of captions."""
        return QSize(WIDE, theme_of(self).px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        del event
        theme = theme_of(self)
        face, colour = fonts.font("caption", theme.text_scale), theme.palette.ink3
        share = columns(self.width() - 2 * OUT)
        drill, kind, *figures, next_ = headings()
        middle = self.height() / 2
        with painter_on(self) as painter:
            draw_line(painter, drill, face, colour, OUT, middle)
            draw_line(painter, kind, face, colour, OUT + share[0], middle)
            for text, x in zip(figures, share[1:4], strict=True):
                draw_line(painter, text, face, colour, OUT + x, middle, right=True)
            draw_line(painter, next_, face, colour, OUT + share[4], middle)


def headings() -> tuple[str, ...]:
    """The columns by name."""
    return (tr("Drill"), tr("Kind"), tr("Due"), tr("Time"), tr("Your usual"), tr("Next"))


def columns(width: int) -> tuple[float, ...]:
    """Where the columns stand on a page of some width."""
    share = min(1.0, width / WIDE)
    return tuple(x * share for x in (KIND, DUE, TIME, USUAL, NEXT))


def cells(row: HomeRow, due_day: date | None, today: date) -> tuple[str, str, str, str, str]:
    """Kind, due, time, usual, next."""
    usual = ""
    if row.figure is not None and row.figure[1] == "bpm":
        usual = tr("{number} bpm").format(number=number(row.figure[0]))
    elif row.usual is not None:
        usual = seconds(row.usual, 0 if row.usual >= 10 else 1)
    minutes = tr("{n} min").format(n=number(row.minutes)) if row.due else ""
    if row.due:
        due_day = today
    next_ = tr("new") if row.new else ""
    if due_day is not None:
        next_ = when(due_day, today)
    return kind_words(row.kind), number(row.due), minutes, usual, next_


def aim_words(row: HomeRow, today: date) -> str:
    """What it is for, and when that is."""
    if row.aim_day is None or row.aim_day < today:
        return row.aim_name
    return tr("{aim}, {when}").format(aim=row.aim_name, when=when(row.aim_day, today))


def kind_words(kind: str) -> str:
    """A kind's name within a line."""
    try:
        title = said(kind_of(kind).title)
    except SpecError:
        return kind
    return title[:1].lower() + title[1:]
