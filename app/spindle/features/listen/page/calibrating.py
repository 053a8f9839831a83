"""Finding the comfortable speed: two passes, one from too slow, one from too fast."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.features.listen.comfort import STEP, ComfortFinding
from spindle.features.listen.page.telling import number, tr
from spindle.features.listen.service import ListenService
from spindle.features.listen.velocity.calibration import PASS, SHORTEST
from spindle.ui.buttons import Button
from spindle.ui.figures import Figures
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.scroll import Scroll
from spindle.ui.theme import theme_of

_LEFT, _RIGHT, _WIDE, _TOP = 64, 40, 680, 132
_FIGURES: Final = 112


class CalibratingView(QWidget):
    """Stands where the text stands; ``left`` when it is over, whatever came of it."""

    left = Signal()

    def __init__(self, app: App, service: ListenService) -> None:
        super().__init__()
        self.finding = ComfortFinding(app, service, self._show)
        self.title = Label("title", "")
        self.about = Label("body", "", "ink2", wrap=True)
        self.figures = Figures(_FIGURES)
        self.unit = Label("body", tr("wpm"), "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        self.slower = Button("secondary", tr("Slower"), key="[")
        self.faster = Button("secondary", tr("Faster"), key="]")
        self.passes = _Passes()
        self.sentence = Label("question", "", "ink2", wrap=True)
        self.settle = Button("primary", "", key=tr("Enter"))
        self.rest = Button("quiet", tr("Rest"), key=tr("Space"))
        self.leave = Button("quiet", "", key=tr("Esc"))
        self.slower.clicked.connect(lambda: self.finding.faster(-STEP))
        self.faster.clicked.connect(self.finding.faster)
        self.settle.clicked.connect(self.go_on)
        self.rest.clicked.connect(self.finding.toggle)
        self.leave.clicked.connect(self.go)
        self._lay_out()

    def begin(self) -> bool:
        """Begin with the open text; False, and nothing happens, where none is open."""
        if not self.finding.begin():
            return False
        self._show()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """It rests while nobody sees it."""
        super().hideEvent(event)
        if self.finding.playing:
            self.finding.toggle()

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while this is in front."""
        return {
            "[": lambda: self.finding.faster(-STEP),
            "]": self.finding.faster,
            "Space": self.finding.toggle,
            "Return": self.go_on,
            "Esc": self.go,
        }

    def go_on(self) -> None:
        """This is comfortable; or, at the end, work at what was suggested."""
        if self.finding.state.comfort is None:
            self.finding.settle()
        else:
            self.finding.use()
            self.left.emit()

    def go(self) -> None:
        """Leave; the speed stays as it was."""
        self.finding.leave()
        self.left.emit()

    def _show(self) -> None:
        state, comfort = self.finding.state, self.finding.state.comfort
        over = comfort is not None
        self.figures.setText(number(state.speed if comfort is None else comfort))
        self.figures.setAccessibleName(tr("{wpm} wpm").format(wpm=self.figures.text()))
        self.passes.tell(len(state.found), state.sounded / PASS)
        for widget in (self.slower, self.faster, self.rest, self.sentence):
            widget.setVisible(not over)
        self.rest.setText(tr("Rest") if self.finding.playing else tr("Go on"))
        self.sentence.setText(self.finding.sentence)
        self.settle.setEnabled(over or state.may_settle)
        if over:
            self._show_found()
        else:
            self._ask(len(state.found))

    def _ask(self, found: int) -> None:
        self.title.setText(tr("Find your comfortable speed"))
        about = (
            tr("Make it faster until you only just follow without effort.")
            if found == 0
            else tr("Now from above: make it slower until you follow without effort.")
        )
        # Nobody knows a speed after three words, and a key that does nothing wants a reason.
        early = tr("You can say so after {seconds} s.").format(seconds=number(SHORTEST))
        self.about.setText(f"{about} {early}")
        self.settle.setText(tr("This is comfortable"))
        self.leave.setText(tr("Leave"))
        sentence, facts = self.finding.trouble
        if sentence:
            words = QCoreApplication.translate("sound", sentence)
            self.about.setText(words.format_map(dict(facts)))

    def _show_found(self) -> None:
        speed = number(self.finding.suggested or 0)
        self.title.setText(tr("Comfortable"))
        self.about.setText(
            tr(
                "Sessions begin and end at this speed. {wpm} wpm takes a little effort; from there "
                "the checks decide."
            ).format(wpm=speed)
        )
        self.settle.setText(tr("Work at {wpm} wpm").format(wpm=speed))
        self.leave.setText(tr("Leave the speed"))

    def _lay_out(self) -> None:
        dial = QHBoxLayout()
        dial.setSpacing(24)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.figures.setFixedHeight(_FIGURES)
        self.figures.setMinimumWidth(240)
        middle.addWidget(self.figures)
        middle.addWidget(self.unit)
        dial.addWidget(self.slower)
        dial.addLayout(middle)
        dial.addWidget(self.faster)
        dial.addStretch(1)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for button in (self.settle, self.rest, self.leave):
            verbs.addWidget(button)
        verbs.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(_LEFT + _WIDE + _RIGHT)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_LEFT, _TOP, _RIGHT, 28)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addSpacing(40)
        column.addLayout(dial)
        column.addSpacing(32)
        column.addWidget(self.passes)
        column.addSpacing(24)
        column.addLayout(verbs)
        column.addSpacing(40)
        column.addWidget(self.sentence)
        column.addStretch(1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))


class _Passes(QWidget):
    """How far the two passes are."""

    def __init__(self) -> None:
        super().__init__()
        self._over, self._part = 0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, over: int, part: float) -> None:
        """So many passes are over, and so much of the one that runs."""
        self._over, self._part = over, min(1.0, part)
        running = min(2, over + 1)
        self.setAccessibleName(tr("pass {number} of 2").format(number=number(running)))
        self.update()

    def sizeHint(self) -> QSize:
        """A thick line in two parts."""
        return QSize(_WIDE, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both parts."""
        del event
        colours = theme_of(self).palette
        half = (self.width() - 8) / 2
        with painter_on(self) as painter:
            for at in (0, 1):
                left = at * (half + 8)
                part = 1.0 if at < self._over else self._part if at == self._over else 0.0
                painter.fillRect(QRectF(left, 0, half, 4), colours.line)
                painter.fillRect(QRectF(left, 0, half * part, 4), colours.listen)
