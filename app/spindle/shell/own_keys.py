"""The user's own keys, in force in the window and on every page."""

from spindle.core.feature import App
from spindle.core.own_keys import OWN_KEYS, on_page
from spindle.core.settings import SettingChanged
from spindle.shell.keys import WindowKeys
from spindle.shell.pages import Pages


def use_own_keys(app: App, keys: WindowKeys, pages: Pages) -> None:
    """Have them now, and after each change."""

    def apply() -> None:
        commands, own = app.commands.values(), app.settings.get(OWN_KEYS)
        keys.set_commands(commands, app.run, own)
        pages.set_own_keys(lambda page: on_page(commands, page, own))

    def changed(event: SettingChanged) -> None:
        if event.key == OWN_KEYS.key:
            apply()

    app.bus.subscribe(SettingChanged, changed)
    apply()
