"""A file on its way into the library: how far it is, or why it cannot be read."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.listen.library import Arriving
from spindle.features.listen.page.telling import percent, sentence, tr
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.theme import theme_of


class ArrivingRow(QWidget):
    """Name, progress and what can be heard already.

    Signals:
        cancelled: It is no longer wanted, or its trouble was read.
        opened: It is to be listened to from its first chapter.
    """

    cancelled = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Label("active", "")
        self.name.let_shrink()
        self.cancel = Hinted(tr("Cancel"), tr("Esc"))
        self.cancel.clicked.connect(self.cancelled)
        self.bar = _Bar()
        self.said = Label("caption", "", "ink2", wrap=True)
        self.hear = Hinted(tr("You can listen from chapter 1 now"), "")
        self.hear.clicked.connect(self.opened)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.cancel)
        words = QVBoxLayout()
        words.setContentsMargins(0, 8, 0, 0)
        words.addWidget(self.said)
        words.addStretch(1)
        foot = QHBoxLayout()
        foot.addLayout(words, 1)
        foot.addWidget(self.hear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(self.bar)
        column.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def tell(self, arriving: Arriving) -> None:
        """Show how far it is."""
        self.name.setText(arriving.name)
        trouble = arriving.trouble
        self.bar.setVisible(trouble is None)
        self.hear.setVisible(trouble is None and arriving.chapters > 0)
        self.said.set_colour("ink2" if trouble is None else "ink")
        self.said.set_role("caption" if trouble is None else "body")
        self.cancel.setText(tr("Cancel") if trouble is None else tr("Put away"))
        self.cancel.updateGeometry()
        if trouble is not None:
            self.said.setText(sentence(*trouble))
            self.setAccessibleName(f"{arriving.name}. {self.said.text()}")
            return
        self.bar.set_done(arriving.done)
        self.said.setText(_far(arriving))
        self.setAccessibleName(f"{arriving.name}, {percent(arriving.done)}")


class _Bar(QWidget):
    """How much is read."""

    def __init__(self) -> None:
        super().__init__()
        self._done = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_done(self, done: float) -> None:
        """Show so much, 0–1."""
        if done != self._done:
            self._done = done
            self.update()

    def sizeHint(self) -> QSize:
        """A thick line."""
        return QSize(680, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        colours = theme_of(self).palette
        with painter_on(self) as painter:
            painter.fillRect(QRectF(self.rect()), colours.line)
            painter.fillRect(QRectF(0, 0, self.width() * self._done, 4), colours.ink)


def _far(arriving: Arriving) -> str:
    if not arriving.chapters:
        return tr("Opening, {percent}").format(percent=percent(arriving.done))
    if arriving.chapters == 1:
        return tr("Finding sentences, 1 chapter so far")
    return tr("Finding sentences, {chapters} chapters so far").format(chapters=arriving.chapters)
