"""The right column: what is due, and the open question."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.core.feature import Due, QuestionLine
from spindle.features.today.model import TodayState
from spindle.features.today.page.rows import DueRow, total_words
from spindle.features.today.page.words import since, tr
from spindle.ui import fonts
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.counted import counted
from spindle.ui.focus_ring import RingFocus
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on
from spindle.ui.said import said
from spindle.ui.text_line import draw_line, one_line, width_of
from spindle.ui.theme import Themed, theme_of

MOST_DUE = 5
_LINES = 4


class Link(QAbstractButton, RingFocus, Themed):
    """Words and their key, without a box."""

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._key = key
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as its words and its key."""
        scale = theme_of(self).text_scale
        wide = width_of(self.text(), fonts.font("caption_strong", scale))
        return QSize(
            round(wide + 9 + key_hint_size(self._key, scale).width()), theme_of(self).px(32)
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words and key."""
        del event
        theme = theme_of(self)
        middle = self.height() / 2
        key = key_hint_size(self._key, theme.text_scale)
        face = fonts.font("caption_strong", theme.text_scale)
        with painter_on(self) as painter:
            draw_line(painter, self.text(), face, theme.palette.ink2, 0, middle)
            at = QRectF(
                self.width() - key.width(), middle - key.height() / 2, key.width(), key.height()
            )
            draw_key_hint(painter, at, self._key, theme.palette, theme.text_scale)


class _Rule(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with painter_on(self) as painter:
            hairline(painter, 0, self.width(), 0, theme_of(self).palette.line)


class DuePane(QWidget):
    """What is due; ``chosen`` carries the one that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = Label("caption", colour="ink3")
        self._rule = _Rule()
        self._empty = Label("caption", tr("Nothing due."), "ink3")
        self._more = Label("caption", colour="ink3")
        self.rows = [DueRow() for _ in range(MOST_DUE)]
        for row in self.rows:
            row.clicked.connect(lambda _=False, row=row: self._choose(row.due))
        head = QHBoxLayout()
        head.addWidget(Label("section", tr("Due")))
        head.addStretch(1)
        head.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self._rule)
        for row in self.rows:
            column.addWidget(row)
        for words in (self._empty, self._more):
            words.setContentsMargins(0, 0, 0, 0)
            words.setMinimumHeight(34)
            column.addWidget(words)

    def show_due(self, due: tuple[Due, ...], *, known: bool) -> None:
        """Show the first few, and how many more there are."""
        shown = due[:MOST_DUE]
        more = len(due) - len(shown)
        for i, row in enumerate(self.rows):
            if i < len(shown):
                row.is_last = i == len(shown) - 1
                row.show_due(shown[i])
                row.updateGeometry()
            row.setVisible(i < len(shown))
        self._rule.setVisible(not shown)
        self._empty.setVisible(not shown and known)
        self._total.setText(total_words(due))
        self._more.setText(counted(tr("and 1 more"), tr("and {n} more"), more))
        self._more.setVisible(more > 0)

    def _choose(self, due: Due | None) -> None:
        if due is not None:
            self.chosen.emit(due)


class QuestionText(Label):
    """The question in the learner's own face, four lines at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("question", parent=parent, wrap=True)
        self._whole = ""

    def show_question(self, text: str) -> None:
        """Show a question; a long one ends in an ellipsis."""
        self._whole = one_line(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        most = _LINES * fonts.line_height("question", theme_of(self).text_scale)
        text, width = self._whole, max(40, self.width())
        self.setText(text)
        low, high = 0, len(text)
        if self.heightForWidth(width) <= most:
            return
        while high - low > 1:
            middle = (low + high) // 2
            self.setText(text[:middle].rstrip() + "…")
            low, high = (middle, high) if self.heightForWidth(width) <= most else (low, middle)
        self.setText(text[:low].rstrip() + "…")


class QuestionPane(QWidget):
    """The open question; ``add`` asks to write a thought about it."""

    add = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._since = Label("caption", colour="ink3")
        self._text = QuestionText()
        self._last = Label("caption", colour="ink3")
        self._last.let_shrink()
        self.link = Link(tr("Add a thought"), "T")
        self.link.clicked.connect(lambda _=False: self.add.emit())
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Label("section", tr("Open question")))
        head.addStretch(1)
        head.addWidget(self._since)
        foot.addWidget(self._last, 1)
        foot.addWidget(self.link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self._text)
        column.addSpacing(1)
        column.addLayout(foot)

    def show_question(self, question: QuestionLine | None, since_words: str) -> None:
        """Show a question; without one the pane is not there."""
        self.setVisible(question is not None)
        if question is not None:
            self._since.setText(since_words)
            self._text.show_question(question.text)
            self._last.setText(said(question.last))


class Aside(QWidget):
    """Due above, the question below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = DuePane()
        self.question = QuestionPane()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(28)
        column.addWidget(self.due)
        column.addWidget(self.question)
        column.addStretch(1)

    def show_state(self, state: TodayState) -> None:
        """Show both."""
        self.due.show_due(state.due, known=state.known)
        asked = state.question
        words = "" if asked is None else since(asked.since, state)
        self.question.show_question(asked, words)
