"""A missed check asked once more, where the text stands: the form, and where it comes from."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.check_form import CheckForm
from spindle.features.listen.page.telling import number, tr
from spindle.features.listen.service import ListenService
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

_LEFT, _RIGHT, _WIDE, _TOP = 64, 40, 680, 132


class AgainView(QWidget):
    """Shows what ``service.again`` asks."""

    def __init__(
        self,
        service: ListenService,
        kinds: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        """``kinds`` are those that a feature takes over."""
        super().__init__(parent)
        self._service = service
        self.title = Label("title", tr("Once more"))
        self.about = Label("body", "", "ink2", wrap=True)
        self.form = CheckForm(kinds=kinds)
        self.form.waits = ""
        self.hear = Button("quiet", tr("Hear it in the text"), key="H")
        self.leave = Button("quiet", tr("Leave"), key=tr("Esc"))
        again = service.again
        self.form.answered.connect(again.answer)
        self.form.skipped.connect(again.skip)
        self.form.went_on.connect(again.go_on)
        self.form.handed.connect(service.hand_on)
        self.hear.clicked.connect(self._hear)
        self.leave.clicked.connect(again.leave)
        self._lay_out()

    def follow(self) -> None:
        """Show the service's state."""
        again = self._service.again
        missed, question = again.missed, again.open
        self.form.tell(question)
        if missed is None or question is None:
            return
        words = tr("You missed this check in {title} today.")
        if missed.day:
            words = tr("You missed this check in {title} yesterday.")
        about = words.format(title=missed.title)
        if again.left:
            about += " " + tr("After it: {count} more.").format(count=number(again.left))
        self.about.setText(about)
        # Before an answer the text would give it away.
        self.hear.setVisible(not question.is_open)

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while this is in front."""
        found = {**self.form.keys(), "Esc": self._service.again.leave}
        if not self.hear.isHidden():
            found["H"] = self._hear
        return found

    def _hear(self) -> None:
        missed, question = self._service.again.missed, self._service.again.open
        if missed is not None and question is not None and not question.is_open:
            self._service.open(missed.document, play=True, at=question.place)

    def _lay_out(self) -> None:
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.form.inside)
        inner = self.form.inside.layout()
        if inner is not None:
            inner.setContentsMargins(0, 0, 0, 0)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.hear)
        verbs.addWidget(self.leave)
        verbs.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(_LEFT + _WIDE + _RIGHT)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_LEFT, _TOP, _RIGHT, 28)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addSpacing(32)
        column.addWidget(self.form)
        column.addSpacing(16)
        column.addLayout(verbs)
        column.addStretch(1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))
