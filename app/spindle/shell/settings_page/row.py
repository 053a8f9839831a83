"""One row of a form: a name, what it does, the control, and an error below when there is one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import Themed, theme_of

PLAIN = 54
WITH_HELP = 66
MARGIN = 40
"""Right of the form, px; its scroll bar lies there."""


class FormRow(QWidget, Themed):
    """54 px high, or 66 with a line of help; higher when words wrap.

    ``control`` is what the row is about; it gets the row's name for screen readers.
    """

    def __init__(
        self,
        name: str,
        help_text: str,
        control: QWidget | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.control = control
        self._height = WITH_HELP if help_text else PLAIN
        self.last = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name = Label("label", name, "ink", wrap=True)
        self._help = Label("caption", help_text, "ink3", wrap=True)
        self._error = Label("caption", "", "ink", wrap=True)
        self._help.setVisible(bool(help_text))
        self._error.hide()
        words = QVBoxLayout()
        words.setContentsMargins(0, 8, 0, 9)
        words.setSpacing(2)
        words.addStretch()
        for part in (self._name, self._help, self._error):
            words.addWidget(part)
        words.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row, 1)
        row.setSpacing(24)
        row.addLayout(words, 1)
        if control is not None:
            control.setAccessibleName(name)
            control.setAccessibleDescription(help_text)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.theme_changed()

    def put_below(self, panel: QWidget) -> None:
        """Add what the row opens: more of the same matter, below its words and its control."""
        self._column.addWidget(panel)

    def describe(self, help_text: str) -> None:
        """Say something else in the line of help."""
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self._height = WITH_HELP if help_text else PLAIN
        self.theme_changed()
        if self.control is not None:
            self.control.setAccessibleDescription(self.error or help_text)

    def show_error(self, sentence: str) -> None:
        """Say below the name what is wrong; an empty sentence takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if self.control is not None:
            self.control.setAccessibleDescription(sentence or self._help.text())
        self.updateGeometry()

    def say(self, sentence: str) -> None:
        """Say something else in the line of help; it can be copied."""
        self._help.setText(sentence)
        self._help.setVisible(bool(sentence))
        self._help.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if self.control is not None and not self.error:
            self.control.setAccessibleDescription(sentence)
        self.updateGeometry()

    @property
    def error(self) -> str:
        """What is said to be wrong now."""
        return self._error.text()

    def theme_changed(self) -> None:
        """Never flatter than a row of the design."""
        self.setMinimumHeight(theme_of(self).px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline below, but not below the last row."""
        del event
        if not self.last:
            with painter_on(self) as painter:
                palette = theme_of(self).palette
                hairline(painter, 0, self.width(), self.height() - 1, palette.line)


class Form(QWidget):
    """Rows below one another; ``finish`` marks the last one and fills up below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FormRow] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, MARGIN, 24)
        self.column.setSpacing(0)

    def add(self, row: FormRow) -> FormRow:
        """Put a row below the others."""
        self.rows.append(row)
        self.column.addWidget(row)
        return row

    def finish(self) -> None:
        """No more rows will come."""
        if self.rows:
            self.rows[-1].last = True
        self.column.addStretch(1)
