"""The mini timer: 320 × 96, there while something runs and the window is hidden.

It can be dragged anywhere and stays above other windows where the desktop allows. Its verbs are the
running activity's own commands.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from spindle.core.clock import MINUTE, SECOND
from spindle.core.feature import App
from spindle.core.general import MINI_ON_TOP, MINI_TIMER
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.core.settings import SettingChanged
from spindle.shell.place import Place
from spindle.ui import fonts, glyphs, signals
from spindle.ui.focus_ring import by_keyboard
from spindle.ui.paint import (
    DATA,
    bordered,
    dot,
    hollow_lens,
    inset_focus,
    line_pen,
    painter_on,
    placed,
    rounded,
)
from spindle.ui.said import said
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

SIZE: Final = QSize(320, 96)
PLACE: Final = "mini"
_SHOWN_IN: Final = frozenset({Phase.WORK, Phase.PAUSED, Phase.OVERTIME, Phase.BREAK})
_LENS: Final = QRectF(150, 20, 146, 36)
_TASK: Final = (18.0, 75.0)
_TASK_ROOM: Final = 232.0
_TASK_PX: Final = 15
_TIME_PX: Final = 43
_CYCLES: Final = 14
_SLOW: Final = 3
_BUTTON: Final = 24
_SETTINGS: Final = frozenset({MINI_TIMER.key, MINI_ON_TOP.key})


def can_stay_on_top() -> bool:
    """Whether this desktop lets a program say so; Wayland does not."""
    return not QGuiApplication.platformName().startswith("wayland")


class MiniTimer(QWidget):
    """What runs, how much of it is left, and what it is for. GUI thread."""

    open_asked = Signal()

    def __init__(self, app: App, window: QWidget) -> None:
        """Begin to listen; it shows itself when it is wanted.

        Args:
            app: Its bus, clock, settings and commands.
            window: While this can be seen the mini timer cannot.
        """
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self._app = app
        self._window = window
        self._place = Place(app.profile)
        self._presence: PresenceChanged | None = None
        self._quiet = False
        self._grip: QPoint | None = None
        self.setWindowTitle(self.tr("Mini timer"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(SIZE)
        self._pause = _Verb("pause", self)
        self._stop = _Verb("stop", self)
        self._pause.move(285, 62)
        self._stop.move(257, 62)
        self._pause.clicked.connect(lambda: app.run("focus.pause"))
        self._stop.clicked.connect(lambda: app.run("focus.stop"))
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self._second.timeout.connect(self._tick)
        window.installEventFilter(self)
        self._farewells = (
            app.bus.subscribe(PresenceChanged, self._changed),
            app.bus.subscribe(QuietChanged, self._hush),
            app.bus.subscribe(SettingChanged, self._set),
        )

    def stop(self) -> None:
        """Go, and listen no more."""
        self._window.removeEventFilter(self)
        for farewell in self._farewells:
            farewell()
        self._second.stop()
        self.hide()
        self.deleteLater()

    def words(self) -> str:
        """The time left, such as ``13:42``; ``+0:30`` when that much is over; else what runs."""
        left = self._left()
        if left is None:
            return ""
        seconds = -(-left // SECOND) if left > 0 else -left // SECOND
        minutes, rest = divmod(seconds, 60)
        return f"{'' if left > 0 or not seconds else '+'}{minutes}:{rest:02}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window: where it can be seen, this is not needed."""
        del watched
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange):
            self._settle()
        return False

    def enterEvent(self, event: QEvent) -> None:
        """Show the verbs."""
        super().enterEvent(event)  # type: ignore[arg-type]  # PySide's stub names the subclass
        self._show_verbs()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the time alone."""
        super().leaveEvent(event)
        self._show_verbs()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it, to drag it anywhere."""
        handle = self.windowHandle()
        if event.button() is Qt.MouseButton.LeftButton and not (
            handle is not None and handle.startSystemMove()
        ):
            self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand, where the desktop does not do it by itself."""
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        super().mouseReleaseEvent(event)
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bring the window."""
        event.accept()
        self.open_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter brings the window, Space pauses, X stops, + and - change the time."""
        verbs = {
            Qt.Key.Key_Space: "focus.pause",
            Qt.Key.Key_X: "focus.stop",
            Qt.Key.Key_Plus: "focus.longer",
            Qt.Key.Key_Minus: "focus.shorter",
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_asked.emit()
        elif key in verbs:
            self._app.run(verbs[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Time, lens and task."""
        del event
        presence = self._presence
        if presence is None:
            return
        palette = theme_of(self).palette
        with painter_on(self) as painter:
            painter.setClipPath(rounded(QRectF(self.rect()), 10))
            bordered(painter, QRectF(self.rect()), 10, palette.rule, palette.paper)
            draw_line(
                painter, self.words(), fonts.sized("timer_small", _TIME_PX), palette.ink, 20, 37
            )
            middle, high = _LENS.center().y(), _LENS.height() / 2
            hollow_lens(painter, _LENS.left(), middle, _LENS.width(), high, palette.rule)
            done = self._fraction()
            head = _LENS.left() + _LENS.width() * done
            rests = presence.phase is Phase.BREAK
            painter.setPen(line_pen(palette.ink2 if rests else palette.focus, DATA))
            burst = partial(signals.focus, amplitude=high, cycles=_SLOW if rests else _CYCLES)
            points = signals.sampled(burst, _LENS.width(), until=done)
            painter.drawPolyline(placed(points, _LENS.left(), middle))
            dot(painter, head, middle, palette)
            face = fonts.sized("task", _TASK_PX)
            draw_line(painter, said(presence.title), face, palette.ink2, *_TASK, _TASK_ROOM)

    def _changed(self, presence: PresenceChanged) -> None:
        self._presence = presence
        self._settle()
        self._tick()

    def _hush(self, changed: QuietChanged) -> None:
        self._quiet = changed.quiet
        self._settle()

    def _set(self, changed: SettingChanged) -> None:
        if changed.key in _SETTINGS:
            self.hide()
            self._settle()

    def _settle(self) -> None:
        """Be there, or not."""
        if self._wanted() == self.isVisible():
            return
        if not self._wanted():
            self._place.keep(self, PLACE)
            self._second.stop()
            self.hide()
            return
        on_top = can_stay_on_top() and self._app.settings.get(MINI_ON_TOP)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        if not self._place.restore(self, PLACE):
            corner = self.screen().availableGeometry().bottomRight()
            self.move(corner - QPoint(SIZE.width() + 24, SIZE.height() + 24))
        self.show()
        self._show_verbs()
        self._tick()

    def _wanted(self) -> bool:
        runs = self._presence is not None and self._presence.phase in _SHOWN_IN
        hidden = not self._window.isVisible() or self._window.isMinimized()
        return runs and hidden and not self._quiet and self._app.settings.get(MINI_TIMER)

    def _tick(self) -> None:
        """Draw, and come back when the next second begins."""
        presence = self._presence
        if presence is None or not self.isVisible():
            return
        words = self.tr("{time} left, {what}") if (self._left() or 0) > 0 else "{time}, {what}"
        self.setAccessibleName(words.format(time=self.words(), what=said(presence.title)))
        self._pause.show_as("play" if presence.phase is Phase.PAUSED else "pause")
        self.update()
        if presence.running:
            rest = (self._left() or 0) % SECOND
            self._second.start(max(50, (rest or SECOND) // 1000))

    def _left(self) -> int | None:
        """µs until the plan is done, below zero when it is over; None without a plan."""
        presence = self._presence
        if presence is None or presence.planned is None:
            return None
        return presence.planned - presence.elapsed_at(self._app.clock.now())

    def _fraction(self) -> float:
        presence = self._presence
        if presence is None:
            return 0.0
        if not presence.planned:
            # An open end: the wave fills the lens within an hour, and stays there.
            return min(1.0, presence.elapsed_at(self._app.clock.now()) / (60 * MINUTE))
        return presence.fraction(self._app.clock.now())

    def _show_verbs(self) -> None:
        near = self.underMouse() or self.hasFocus()
        self._stop.setVisible(near)
        self.update()


class _Verb(QAbstractButton):
    """A small button with an icon alone."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = ""
        self._ringed = False
        self.setFixedSize(_BUTTON, _BUTTON)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_as(name)

    def show_as(self, glyph: str) -> None:
        """Say and draw another verb."""
        if glyph == self._glyph:
            return
        self._glyph = glyph
        words = {
            "pause": self.tr("Pause"),
            "play": self.tr("Go on"),
            "stop": self.tr("Stop"),
        }[glyph]
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        self._ringed = by_keyboard(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ringed = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, on a wash while the mouse is over it."""
        del event
        palette = theme_of(self).palette
        with painter_on(self) as painter:
            if self.underMouse():
                bordered(painter, QRectF(self.rect()), 6, None, palette.wash)
            if self._ringed:
                inset_focus(painter, QRectF(self.rect()), palette)
            box = QRectF(QPointF(2, 2), QSize(20, 20).toSizeF())
            glyphs.draw(painter, self._glyph, box, palette.ink2)
