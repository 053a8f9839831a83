"""The row of a setting, whatever its kind."""

from typing import Any

from spindle.core.feature import App
from spindle.core.settings import GlobalKey, Setting
from spindle.shell.settings_page.setting_row import SettingRow


def row_for(setting: Setting[Any], app: App) -> SettingRow:
    """A row that edits it; one for a key of the desktop also says whether that works."""
    if isinstance(setting.kind, GlobalKey):
        from spindle.shell.settings_page.key_editor import KeyRow  # noqa: PLC0415 - needs this room

        return KeyRow(setting, app.settings, app.hotkeys)
    return SettingRow(setting, app.settings)
