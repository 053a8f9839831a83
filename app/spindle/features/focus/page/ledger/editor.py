"""One row of the ledger, to be changed: times, words, rating, kind; and what is known of it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.focus.ledger.reading import DayPage, Details
from spindle.features.focus.ledger.spans import Kind, Span
from spindle.features.focus.page.ledger.facts import fact_lines
from spindle.features.focus.page.ledger.words import (
    activity_word,
    clock_words,
    kind_word,
    tr,
    typed_time,
)
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import theme_of
from spindle.ui.tile import Pill
from spindle.ui.value_scale import RatingKeys

_ACTIVITIES: Final = ("focus", "listen", "drill", "move")
_ROWS: Final = frozenset({"session", "break", "gap"})


class RowEditor(QWidget):
    """Enter keeps what was changed, Esc leaves it; ``span`` is what is being changed.

    ``kept`` carries start and end (µs UTC); ``reclassed`` a kind or an activity; ``added`` start,
    end, and what that was; ``split`` the instant at which to cut.
    """

    kept = Signal(object, object)
    reclassed = Signal(str)
    added = Signal(object, object, str)
    split = Signal(object)
    merged = Signal()
    removed = Signal()
    rated = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: DayPage | None = None
        self._shown: dict[Field, tuple[str, int]] = {}
        self.span: Span | None = None
        self.details: Details | None = None
        self.start = self._field(tr("From"), 76)
        self.end = self._field(tr("To"), 76)
        self.cut = self._field(tr("Cut at"), 76)
        self.title = self._field(tr("What"))
        self.note = self._field(tr("Note"))
        self.tags = self._field(tr("Tags, with spaces between them"))
        self._wrong = Label("caption", "", "ink2")
        self._rating = RatingKeys()
        self._rating.chosen.connect(self.rated)
        self._about = QWidget()
        self._facts = Label("caption", "", "ink2", wrap=True)
        self._kinds = QHBoxLayout()
        self._kinds.setSpacing(6)
        self._pills: dict[str, Pill] = {}
        self._keep = Button("secondary", tr("Keep"), key="Enter", compact=True)
        self._cut = Button("quiet", tr("Cut in two"), compact=True)
        self._merge = Button("quiet", tr("Join the next"), compact=True)
        self._remove = Button("quiet", tr("Remove"), key="Del", compact=True)
        self._keep.clicked.connect(self.keep)
        self._cut.clicked.connect(self._cut_here)
        self._merge.clicked.connect(self.merged)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        self.hide()

    def open(self, span: Span, page: DayPage) -> None:
        """Show a span's row with the caret in its beginning."""
        self.span, self._page = span, page
        entry = span.entry
        for field, wall in (
            (self.start, span.start if entry is None else entry.started),
            (self.end, span.end if entry is None else entry.ended),
            (self.cut, span.start + span.length // 2),
        ):
            field.setText(clock_words(wall, page.places))
            self._shown[field] = field.text(), wall
        kind = "" if entry is None else entry.ref.kind
        session = kind == "session"
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self._cut, kind in {"session", "gap"}),
            (self.cut, kind in {"session", "gap"}),
            (self._merge, session),
            (self._about, session),
            (self._keep, kind in _ROWS),
            (self._remove, kind in _ROWS),
        )
        for widget, visible in shown:
            widget.setVisible(visible)
        # What nobody tracked gets its words with its kind.
        self.title.setVisible(session or kind not in _ROWS)
        self.title.clear()
        self._show_kinds(span)
        self._wrong.setText("" if kind in _ROWS else tr("Set the times, then say what it was."))
        self.show_details(None)
        self.show()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_details(self, details: Details | None) -> None:
        """Fill in the words of a session once they have been read."""
        self.details = details
        if details is not None:
            self.title.setText(details.title)
            self.note.setText(details.note)
            self.tags.setText(" ".join(details.tags))
        self._rating.set_chosen(None if details is None else details.rating)
        lines = () if details is None else fact_lines(details)
        self._facts.setText("\n".join(lines))
        self._facts.setVisible(bool(lines))

    def say(self, sentence: str) -> None:
        """Say why something was not done."""
        if sentence:
            self._wrong.setText(sentence)

    def keep(self) -> None:
        """Hand on what was typed, if it is two times of day."""
        times = self._times()
        if times is not None and self.span is not None and self.span.entry is not None:
            self.kept.emit(*times)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc, which the fields leave to us; nothing else goes on to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel."""
        del event
        palette = theme_of(self).palette
        with painter_on(self) as painter:
            bordered(painter, self.rect().toRectF(), 8, palette.rule, palette.panel)

    def _times(self) -> tuple[int, int] | None:
        start, end = self._instant(self.start), self._instant(self.end)
        if start is None or end is None:
            self.say(tr("A time is written as 11:30."))
            return None
        return start, end

    def _instant(self, field: Field) -> int | None:
        """The typed time; what was not touched keeps its seconds, and its day."""
        page, (words, wall) = self._page, self._shown.get(field, ("", 0))
        if page is None or field.text() == words:
            return wall
        typed = typed_time(field.typed(), page.day, page.places, page.day_start)
        if field is self.end and typed is not None and page.parts and typed == page.parts[0].start:
            return page.parts[-1].end
        return typed

    def _cut_here(self) -> None:
        at = self._instant(self.cut)
        if at is None:
            self.say(tr("A time is written as 11:30."))
        else:
            self.split.emit(at)

    def _choose(self, kind: str) -> None:
        """A kind for the row; for a time that nobody tracked it makes one."""
        entry = None if self.span is None else self.span.entry
        if entry is not None and entry.ref.kind in _ROWS:
            self.reclassed.emit(kind)
            return
        times = self._times()
        if times is not None:
            self.added.emit(*times, kind)

    def _show_kinds(self, span: Span) -> None:
        gap = span.kind is Kind.GAP
        names = ["work"] if gap else list(_ACTIVITIES)
        names += ["break", "sleep", "untracked"]
        now = str(span.entry.activity or span.kind) if span.entry is not None else "untracked"
        for name, pill in self._pills.items():
            pill.setVisible(name in names)
            pill.setChecked(not gap and name in {now, str(span.kind)} and name != "work")

    def _field(self, name: str, width: int = 0) -> Field:
        field = Field(size="form")
        field.setAccessibleName(name)
        field.setPlaceholderText("" if width else name)
        if width:
            field.setFixedWidth(width)
        return field

    def _lay_out(self) -> None:
        for name in ("work", *_ACTIVITIES, "break", "sleep", "untracked"):
            word = kind_word(Kind(name)) if name in set(Kind) else activity_word(name)
            pill = Pill(word)
            pill.clicked.connect(lambda _=False, name=name: self._choose(name))
            self._pills[name] = pill
            self._kinds.addWidget(pill)
        self._kinds.addStretch(1)
        times = QHBoxLayout()
        times.setSpacing(8)
        for widget in (self.start, Label("body", "–"), self.end, self._keep):
            times.addWidget(widget)
        times.addStretch(1)
        for widget in (self.cut, self._cut, self._merge, self._remove):
            times.addWidget(widget)
        about = QGridLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(8)
        about.addWidget(self.note, 0, 0)
        about.addWidget(self.tags, 0, 1)
        about.addWidget(self._rating, 1, 0, 1, 2)
        about.addWidget(self._facts, 2, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addLayout(times)
        column.addWidget(self.title)
        column.addLayout(self._kinds)
        column.addWidget(self._about)
        column.addWidget(self._wrong)
