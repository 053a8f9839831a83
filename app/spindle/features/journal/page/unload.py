"""Unload: what is still open for tomorrow, one line each as what, when and first step."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.ids import new_id
from spindle.features.journal.model import Night
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.column import REACH, Column
from spindle.features.journal.prompts import prompt_of
from spindle.features.journal.records import EveningSheet, Line
from spindle.features.journal.writing import Writing
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on, selected
from spindle.ui.paper import Paper
from spindle.ui.theme import Themed, theme_of

_SHARES = (310, 200, 210)
_GAP = 16


class LineRow(QWidget, Themed):
    """One line's three fields; the one being written on has the selected look."""

    typed = Signal()
    finished = Signal()

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self._box = QGridLayout(self)
        self._box.setContentsMargins(REACH, 0, REACH, 0)
        self._box.setHorizontalSpacing(0)
        names = (self.tr("What"), self.tr("When"), self.tr("First step"))
        self.fields = tuple(Paper("journal", name, single=True) for name in names)
        texts = (line.what, line.when, line.first_step)
        for n, (field, text, share) in enumerate(zip(self.fields, texts, _SHARES, strict=True)):
            field.write(text)
            field.typed.connect(self._typed)
            field.came.connect(self.update)
            cell = QHBoxLayout()
            cell.setContentsMargins(0, 0, _GAP if n < 2 else 0, 0)
            cell.addWidget(field, 0, Qt.AlignmentFlag.AlignVCenter)
            self._box.addLayout(cell, 0, n)
            self._box.setColumnStretch(n, share)
        self.fields[0].finished.connect(self.fields[1].setFocus)
        self.fields[1].finished.connect(self.fields[2].setFocus)
        self.fields[2].finished.connect(self.finished)
        self.theme_changed()

    def theme_changed(self) -> None:
        """64 px high, more for larger text."""
        self.setMinimumHeight(theme_of(self).px(63))

    def invite(self, text: str) -> None:
        """Show a hint where the line begins."""
        self.fields[0].setPlaceholderText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the selected look around the line that is written on."""
        del event
        if any(field.hasFocus() for field in self.fields):
            with painter_on(self) as painter:
                selected(painter, QRectF(self.rect()).adjusted(0, 0, 0, -1), theme_of(self).palette)

    def _typed(self) -> None:
        what, when, first = (field.text() for field in self.fields)
        self.line = replace(self.line, what=what, when=when, first_step=first)
        self.typed.emit()


class UnloadStep(Column):
    """The first step of the evening."""

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._night: Night | None = None
        self._dirty: dict[str, Line] = {}
        self.autosave = Autosave(self._save, self)
        self.rows: list[LineRow] = []
        asked = self.tr(
            "What is still open for tomorrow? One line each, so it need not be held overnight."
        )
        self.add(Label("evening_title", self.tr("Unload")), above=48)
        self.add(Label("body", asked, "ink2", wrap=True), above=8)
        self.add(_heads(self), above=38)
        self.add(Hairline(), above=10)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add(self._lines, reach=True)
        self.count = Label("caption", "", "ink3", wrap=True)
        self.add(self.count, above=15)
        self.prompt = Label("body", "", "ink2", wrap=True)
        self.add(self.prompt, above=24)
        self.end()

    def show_sheet(self, night: Night, sheet: EveningSheet) -> None:
        """Begin with the lines already written tonight."""
        words = prompt_of(night.night) if sheet.prompts else ""
        self.prompt.setText(QCoreApplication.translate("prompts", words) if words else "")
        self.prompt.setVisible(bool(words))
        self._night = night
        self._dirty.clear()
        for row in self.rows:
            holder = row.parentWidget()
            if holder is not None:
                holder.hide()
                holder.deleteLater()
        self.rows.clear()
        for line in sheet.lines:
            self._add(line)
        self._add(self._blank())
        self._count()
        self.take_focus()

    def take_focus(self) -> None:
        """The caret goes to the first empty field."""
        self.rows[-1].fields[0].setFocus()

    def _blank(self) -> Line:
        assert self._night is not None  # noqa: S101 - rows exist only after show_sheet
        return Line(
            id=new_id(),
            night=self._night.night,
            night_id=self._night.id,
            position=len(self.rows),
        )

    def _add(self, line: Line) -> None:
        row = LineRow(line)
        holder = _Ruled(row)
        row.typed.connect(lambda: self._typed(row))
        row.finished.connect(lambda: self._next(row))
        for field in row.fields:
            field.came.connect(self._repaint)
            field.came.connect(lambda: self.ensureWidgetVisible(row, 0, 24))
        self._lines.addWidget(holder)
        # A window that comes from behind gives the keyboard to what can be seen by then.
        holder.show()
        self.rows.append(row)
        for each in self.rows:
            each.invite("")
        row.invite(self.tr("Another line") if len(self.rows) > 1 else self.tr("One line"))

    def _typed(self, row: LineRow) -> None:
        self._dirty[row.line.id] = row.line
        self.autosave.touch()
        if row is self.rows[-1] and not row.line.empty:
            self._add(self._blank())
        self._count()

    def _count(self) -> None:
        """How many lines there are, and what becomes of them; nothing about how fast."""
        count = sum(1 for row in self.rows if not row.line.empty)
        words = {
            0: self.tr("These lines come back tomorrow on Today."),
            1: self.tr("One line. It comes back tomorrow on Today."),
        }
        many = self.tr("{count} lines. They come back tomorrow on Today.").format(count=count)
        self.count.setText(words.get(count, many))

    def _next(self, row: LineRow) -> None:
        after = self.rows.index(row) + 1
        if after < len(self.rows):
            self.rows[after].fields[0].setFocus()

    def _repaint(self) -> None:
        for row in self.rows:
            row.update()

    def _save(self, done: Callable[[], None]) -> None:
        lines, self._dirty = tuple(self._dirty.values()), {}
        for n, line in enumerate(lines):
            self._writing.save_line(line, done if n == len(lines) - 1 else None)


class _Ruled(QWidget):
    """A row with a hairline below it, as long as the text is wide."""

    def __init__(self, row: LineRow) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(row)
        below = QHBoxLayout()
        below.setContentsMargins(REACH, 0, REACH, 0)
        below.addWidget(Hairline())
        box.addLayout(below)


def _heads(owner: QWidget) -> QHBoxLayout:
    box = QHBoxLayout()
    box.setSpacing(0)
    for text, share in zip(
        (owner.tr("What"), owner.tr("When"), owner.tr("First step")), _SHARES, strict=True
    ):
        label = Label("caption", text, "ink3")
        label.let_shrink()
        box.addWidget(label, share)
    return box
