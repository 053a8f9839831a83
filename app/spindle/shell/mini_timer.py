"""The mini timer: there while something runs and the window is hidden.

It can be dragged anywhere and stays above other windows where the desktop allows. Its verbs are the
running activity's own commands. It draws once a second, as the digits change, and then only them.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from spindle.core.clock import MINUTE, SECOND
from spindle.core.feature import App
from spindle.core.general import MINI_ON_TOP, MINI_TIMER
from spindle.core.presence import LockChanged, Phase, PresenceChanged, QuietChanged, Verbs
from spindle.core.settings import SettingChanged
from spindle.shell import mini_face
from spindle.shell.anchor import Anchor
from spindle.shell.mini_face import Verb
from spindle.shell.on_top import can_stay_on_top
from spindle.shell.place import Place, can_be_seen
from spindle.ui.paint import painter_on
from spindle.ui.said import said
from spindle.ui.theme import Themed, theme_of

PLACE: Final = "mini"
_SHOWN_IN: Final = frozenset({Phase.WORK, Phase.PAUSED, Phase.OVERTIME, Phase.BREAK})
_MARGIN: Final = 24
_STEPS: Final = 2 * 146
"""How many pictures of the lens differ: two for each of its pixels."""

_VERBS: Final = {
    Qt.Key.Key_Space: "pause",
    Qt.Key.Key_X: "stop",
    Qt.Key.Key_Plus: "longer",
    Qt.Key.Key_Minus: "shorter",
}

_SETTINGS: Final = frozenset({MINI_TIMER.key, MINI_ON_TOP.key})


class MiniTimer(QWidget, Themed):
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
        self._anchor = Anchor(self)
        self._presence: PresenceChanged | None = None
        self._quiet = False
        self._locked = False
        self._grip: QPoint | None = None
        self._dragged = False
        self._drawn = -1
        self.setWindowTitle(self.tr("Mini timer"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Without it macOS hides the window whenever another program is in front.
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pause = Verb("pause", self)
        self._stop = Verb("stop", self)
        self._fit()
        self._pause.clicked.connect(lambda: self._run("pause"))
        self._stop.clicked.connect(lambda: self._run("stop"))
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        # A coarse one comes up to 50 ms early: then it would have to come twice.
        self._second.setTimerType(Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._tick)
        QGuiApplication.instance().screenRemoved.connect(self._stay_in_sight)  # type: ignore[union-attr]
        window.installEventFilter(self)
        self._farewells = (
            app.bus.subscribe(PresenceChanged, self._changed),
            app.bus.subscribe(QuietChanged, self._hush),
            app.bus.subscribe(LockChanged, self._lock),
            app.bus.subscribe(SettingChanged, self._set),
        )

    def stop(self) -> None:
        """Go, and listen no more."""
        if self.isVisible():
            self._place.keep_point(self._anchor.at, PLACE)
        QGuiApplication.instance().screenRemoved.disconnect(self._stay_in_sight)  # type: ignore[union-attr]
        self._window.removeEventFilter(self)
        for farewell in self._farewells:
            farewell()
        self._second.stop()
        self.hide()
        self.deleteLater()

    def words(self) -> str:
        """The time left, such as ``13:42``; ``+0:30`` when that much is over.

        Of an open end the time so far; empty while nothing runs.
        """
        presence = self._presence
        if presence is None:
            return ""
        now = self._app.clock.now()
        left = presence.left_at(now)
        if left is None:
            seconds, sign = presence.elapsed_at(now) // SECOND, ""
        elif left > 0:
            seconds, sign = -(-left // SECOND), ""
        else:
            seconds = -left // SECOND
            sign = "+" if seconds else ""
        minutes, rest = divmod(seconds, 60)
        return f"{sign}{minutes}:{rest:02}"

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
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand once it has moved: a click, and a second one, move nothing.

        Wayland lets no program place a window, but moves it for one that asks.
        """
        if self._grip is None:
            return
        at = event.globalPosition().toPoint() - self._grip
        far = (at - self._anchor.at).manhattanLength() >= QApplication.startDragDistance()
        self._dragged = self._dragged or far
        handle = self.windowHandle()
        if self._dragged and handle is not None and not can_stay_on_top():
            handle.startSystemMove()
            self._grip, self._dragged = None, False
        elif self._dragged:
            self._anchor.put(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        super().mouseReleaseEvent(event)
        if self._dragged:
            self._place.keep_point(self._anchor.at, PLACE)
        self._grip, self._dragged = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bring the window."""
        event.accept()
        self.open_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter brings the window, Space pauses, X stops, + and - change the time."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_asked.emit()
        elif key in _VERBS and not self._locked:
            self._run(_VERBS[key])
        else:
            super().keyPressEvent(event)

    def theme_changed(self) -> None:
        """Be as large as the text; what is hidden takes its size when it is shown."""
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        theme = theme_of(self)
        self.setFixedSize(mini_face.scaled_size(theme))
        for verb in (self._pause, self._stop):
            verb.fit(theme)
        self._drawn = -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Time, lens and task, as far as they have to be drawn."""
        presence = self._presence
        if presence is None:
            return
        theme = theme_of(self)
        scale = theme.text_scale
        part = QRectF(event.rect())
        part = QRectF(part.x() / scale, part.y() / scale, *(part.size() / scale).toTuple())
        with painter_on(self) as painter:
            painter.scale(scale, scale)
            shown = presence._replace(title=self._what(presence))
            mini_face.draw(painter, part, shown, self.words(), self._fraction(), theme.palette)

    def _changed(self, presence: PresenceChanged) -> None:
        self._presence = presence
        self._drawn = -1
        self._settle()
        self._show_verbs()
        self._tick()

    def _hush(self, changed: QuietChanged) -> None:
        self._quiet = changed.quiet
        self._settle()

    def _lock(self, changed: LockChanged) -> None:
        """Name nothing, and let nobody stop what runs, until it is unlocked."""
        self._locked = changed.locked
        self._show_verbs()
        self._tick()

    def _what(self, presence: PresenceChanged) -> str:
        return self.tr("Locked") if self._locked else said(presence.title)

    def _set(self, changed: SettingChanged) -> None:
        if changed.key in _SETTINGS:
            self.hide()
            self._settle()

    def _settle(self) -> None:
        """Be there, or not."""
        if self._wanted() == self.isVisible():
            return
        if not self._wanted():
            self._place.keep_point(self._anchor.at, PLACE)
            self._second.stop()
            self.hide()
            return
        on_top = can_stay_on_top() and self._app.settings.get(MINI_ON_TOP)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        self._fit()
        kept = self._place.point(PLACE)
        self._anchor.put(kept or self._corner())
        self.show()
        self._stay_in_sight()
        self._show_verbs()
        self._tick()

    def _corner(self) -> QPoint:
        corner = QGuiApplication.primaryScreen().availableGeometry().bottomRight()
        return corner - QPoint(self.width() + _MARGIN, self.height() + _MARGIN)

    def _stay_in_sight(self) -> None:
        """Come back from a screen that is gone."""
        if self.isVisible() and not can_be_seen(self):
            self._anchor.put(self._corner())

    def _wanted(self) -> bool:
        runs = self._presence is not None and self._presence.phase in _SHOWN_IN
        hidden = not self._window.isVisible() or self._window.isMinimized()
        return runs and hidden and not self._quiet and self._app.settings.get(MINI_TIMER)

    def _tick(self) -> None:
        """Draw what differs, and come back when the next second begins."""
        presence = self._presence
        if presence is None or not self.isVisible():
            return
        self.setAccessibleName(self._spoken(presence))
        self._pause.show_as("play" if presence.phase is Phase.PAUSED else "pause")
        step = round(self._fraction() * _STEPS)
        if step == self._drawn:
            self.update(self._on_screen(mini_face.TIME))
        else:
            self._drawn = step
            self.update()
        if presence.running:
            self._second.start(self._until_next_second(presence))

    def _until_next_second(self, presence: PresenceChanged) -> int:
        """Milliseconds, rounded up."""
        now = self._app.clock.now()
        left = presence.left_at(now)
        passed = SECOND - presence.elapsed_at(now) % SECOND
        rest = passed if left is None else (left % SECOND or SECOND)
        return -(-rest // 1000)

    def _on_screen(self, box: QRectF) -> QRect:
        scale = theme_of(self).text_scale
        return QRectF(box.topLeft() * scale, box.size() * scale).toAlignedRect()

    def _spoken(self, presence: PresenceChanged) -> str:
        left = presence.left_at(self._app.clock.now())
        words = "{time}, {what}"
        if left is None:
            words = self.tr("{time} so far, {what}")
        elif left > 0:
            words = self.tr("{time} left, {what}")
        return words.format(time=self.words(), what=self._what(presence))

    def _fraction(self) -> float:
        presence = self._presence
        if presence is None:
            return 0.0
        if not presence.planned:
            # An open end: the wave fills the lens within an hour, and stays there.
            return min(1.0, presence.elapsed_at(self._app.clock.now()) / (60 * MINUTE))
        return presence.fraction(self._app.clock.now())

    def _run(self, verb: str) -> None:
        """Do what the running activity said that verb means; nothing if it cannot."""
        if self._presence is not None:
            self._app.run(getattr(self._presence.verbs, verb))

    def _show_verbs(self) -> None:
        near = self.underMouse() or self.hasFocus()
        verbs = Verbs() if self._presence is None else self._presence.verbs
        self._pause.setVisible(bool(verbs.pause) and not self._locked)
        self._stop.setVisible(bool(verbs.stop) and near and not self._locked)
        self.update()
