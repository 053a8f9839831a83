"""A row that edits one setting at once, and says what is wrong in place."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from spindle.core.settings import NotAllowedError, Setting, Settings
from spindle.shell.settings_page.editors import Editor, editor_for
from spindle.shell.settings_page.row import FormRow
from spindle.ui.times import fact


class SettingRow(FormRow):
    """Shows the value in force; what is typed counts as soon as it is allowed."""

    def __init__(
        self, setting: Setting[Any], settings: Settings, parent: QWidget | None = None
    ) -> None:
        translate = QCoreApplication.translate
        self.setting = setting
        self._settings = settings
        self._editor = self._make_editor(setting)
        about = translate("settings", setting.help) if setting.help else ""
        super().__init__(translate("settings", setting.label), about, self._editor, parent)
        self._editor.edited.connect(self._edited)
        self.refresh()

    def _make_editor(self, setting: Setting[Any]) -> Editor:
        return editor_for(setting)

    def refresh(self) -> None:
        """Show the value in force."""
        self._editor.show_value(self._settings.get(self.setting))
        self.show_error("")

    def focus_editor(self) -> None:
        """Put the keyboard on the control."""
        self._editor.take_focus()

    def _edited(self, raw: object) -> None:
        try:
            self._settings.set(self.setting, raw)
        except NotAllowedError as error:
            sentence = QCoreApplication.translate("settings", error.sentence)
            self.show_error(
                sentence.format(**{name: fact(each) for name, each in error.facts.items()})
            )
        else:
            self.refresh()
