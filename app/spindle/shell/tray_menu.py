"""The tray's menu: plain rows that the desktop draws (08a).

What runs, what can be done about it, the ways to each activity, the mini timer, and the ways in and
out. The rows are the features' own commands.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu

from spindle.core.feature import App, Asking, Command, Contributed, PageAsked
from spindle.core.general import DAY_START, MINI_TIMER
from spindle.core.safe_port import Kept
from spindle.core.settings import SettingChanged
from spindle.core.tray_row import TrayPlace, TrayRow
from spindle.shell import builders

ByHand = Callable[[Callable[[], object]], object]
"""Does what somebody chose outside the window; a page that it asks for brings the window."""


class TrayMenu(QMenu):
    """Filled anew whenever it is about to be shown and whenever something changes."""

    open_asked = Signal()
    quit_asked = Signal()

    def __init__(self, app: App, words: Callable[[], str], by_hand: ByHand) -> None:
        """Make it, empty.

        Args:
            app: Its commands, settings and bus.
            words: What runs, in one line; empty while nothing does.
            by_hand: See ``ByHand``.
        """
        super().__init__()
        self._app = app
        self._words = words
        self._by_hand = by_hand
        self._quiet = False
        self._locked = False
        self._counted: dict[str, int] = {}
        self._farewells = (
            app.bus.subscribe(Contributed, self._count),
            app.bus.subscribe(SettingChanged, self._set),
        )
        self.aboutToShow.connect(self.fill)

    def start(self) -> None:
        """Count what is due, and fill."""
        for feature in self._app.features:
            self._count(Contributed(feature.id))
        self.fill()

    def stop(self) -> None:
        """Listen no more."""
        for farewell in self._farewells:
            farewell()
        self.deleteLater()

    def fill(self) -> None:
        """Write all rows."""
        self.clear()
        words = self._words()
        if words:
            self.addAction(words).setEnabled(False)
            self.addSeparator()
        # Before the data is opened, and behind the lock, there is only the way to the window.
        hidden = self._locked or self._app.safe.kept is Kept.SHUT
        for place in () if hidden else (TrayPlace.VERB, TrayPlace.DOOR):
            if self._add_commands(place):
                self.addSeparator()
        if not hidden:
            self._add_mini_timer()
            self._add_commands(TrayPlace.PROGRAM)
        if not hidden and not self._quiet:
            self.addAction(self.tr("Settings"), partial(self._by_hand, self._open_settings))
        self.addAction(self.tr("Open Spindle"), self.open_asked.emit)
        self.addAction(self.tr("Quit"), self.quit_asked.emit)

    def hush(self, *, quiet: bool) -> None:
        """At night nothing leads to the settings."""
        self._quiet = quiet
        self.fill()

    def lock(self, *, locked: bool) -> None:
        """Behind the lock nothing can be read or done here but to open the window, or quit."""
        self._locked = locked
        self.fill()

    def _add_commands(self, place: TrayPlace) -> bool:
        """Whether there were some."""
        rows = [(c, label) for c in self._offered(place) if (label := self._label(c))]
        for command, label in rows:
            self.addAction(label, partial(self._by_hand, partial(self._app.run, command.id)))
        return bool(rows)

    def _offered(self, place: TrayPlace) -> list[Command]:
        commands = self._app.commands.values()
        return [c for c in commands if c.tray and c.tray.place is place and c.available()]

    def _label(self, command: Command) -> str:
        row: TrayRow = command.tray  # type: ignore[assignment]  # those without one are left out
        text, facts = command.label, {}
        if row.words is not None:
            words = row.words()
            if words is None:
                return ""
            text, facts = words.text, dict(words.facts)
        label = QCoreApplication.translate("commands", text).format(**facts)
        due = self._counted.get(command.id.partition(".")[0], 0) if row.counts else 0
        return self.tr("{what}, {count} due").format(what=label, count=due) if due else label

    def _add_mini_timer(self) -> None:
        mini = self.addAction(self.tr("Mini timer"))
        mini.setCheckable(True)
        mini.setChecked(self._app.settings.get(MINI_TIMER))
        mini.toggled.connect(lambda on: self._app.settings.set(MINI_TIMER, on))

    def _open_settings(self) -> None:
        self._app.bus.publish(PageAsked(builders.SETTINGS))

    def _set(self, changed: SettingChanged) -> None:
        if changed.key == MINI_TIMER.key:
            self.fill()

    def _count(self, changed: Contributed) -> None:
        """Ask a feature, whose row tells how much is due, how much that is."""
        feature = next((f for f in self._app.features if f.id == changed.feature), None)
        counts = any(
            c.tray and c.tray.counts and c.id.partition(".")[0] == changed.feature
            for c in self._app.commands.values()
        )
        if feature is None or not counts:
            return
        app = self._app
        asking = Asking(app.clock.now(), app.settings.get(DAY_START), app.settings)

        def counted(items: int) -> None:
            if self._counted.get(feature.id) != items:
                self._counted[feature.id] = items
                self.fill()

        app.database.read(lambda c: sum(one.items for one in feature.due(c, asking)), counted)
