"""The keys that work while another program is in front: asked for as the settings say."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from spindle.core.chord import chord_of
from spindle.core.feature import App, PageAsked
from spindle.core.general import declared
from spindle.core.hotkeys_port import Hotkey, Hotkeys
from spindle.core.settings import GlobalKey, Setting, SettingChanged


class HotkeySettings:
    """Follows the settings; GUI thread."""

    def __init__(
        self, app: App, hotkeys: Hotkeys, by_hand: Callable[[Callable[[], object]], object]
    ) -> None:
        """Asks for nothing before ``ask``.

        Args:
            app: Its settings, commands and bus.
            hotkeys: Asks the desktop.
            by_hand: Does what somebody chose outside the window, see ``Window.by_hand``.
        """
        self._app = app
        self._hotkeys = hotkeys
        self._by_hand = by_hand
        self._settings = [one for one in declared(app.features) if isinstance(one.kind, GlobalKey)]
        self._keys = {one.key for one in self._settings}
        app.bus.subscribe(SettingChanged, self._changed)

    def ask(self) -> None:
        """Ask for the keys that are set now, and give all others back."""
        found: dict[str, Hotkey] = {}
        for setting in self._settings:
            chord = chord_of(self._app.settings.get(setting))
            if chord is not None:
                label = QCoreApplication.translate("settings", setting.label)
                found[setting.key] = Hotkey(chord, label)
        self._hotkeys.grab(found)

    def pressed(self, key: str) -> None:
        """Run the command of a setting. One that makes no sense now shows its page instead."""
        setting: Setting[str] | None = next((s for s in self._settings if s.key == key), None)
        if setting is None or not isinstance(setting.kind, GlobalKey):
            return
        command = self._app.commands.get(setting.kind.command)
        if command is not None and command.available():
            self._by_hand(partial(command.run, None))
        else:
            page = setting.kind.command.partition(".")[0]
            self._by_hand(partial(self._app.bus.publish, PageAsked(page)))

    def _changed(self, changed: SettingChanged) -> None:
        if changed.key in self._keys:
            self.ask()
