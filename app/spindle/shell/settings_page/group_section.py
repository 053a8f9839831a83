"""The section of one group of settings.

A group's editor stands below its first row. One that is named as a setting of the group stands in
place of that setting's row. A file is chosen in its group's editor.
"""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.settings import SettingGroup
from spindle.core.text_settings import FilePath
from spindle.shell.on_top import offered
from spindle.shell.settings_page.row import Form
from spindle.shell.settings_page.rows import row_for
from spindle.shell.settings_page.setting_row import SettingRow
from spindle.ui.buttons import Button
from spindle.ui.labels import Label


class GroupSection(Form):
    """Rows made from the declarations, the group's note, and the way back to the defaults."""

    def __init__(self, group: SettingGroup, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._group = group
        able = [
            one
            for one in offered(group.settings)
            if one.key != group.editor and not isinstance(one.kind, FilePath)
        ]
        self._settings_rows = [row_for(one, app) for one in able]
        for row in self._settings_rows:
            self.add(row)
        if group.editor:
            self._add_editor(group.editor)
        self._usual = Button("quiet", self.tr("Back to usual"), compact=True)
        self._usual.clicked.connect(self._reset)
        if not group.settings:
            self._usual.hide()
        note = QCoreApplication.translate("settings", group.note) if group.note else ""
        self._below = QHBoxLayout()
        self._below.setContentsMargins(0, 16, 0, 0)
        centred = Qt.AlignmentFlag.AlignVCenter
        self._below.addWidget(Label("caption", note, "ink3", wrap=True), 1, centred)
        self._below.addWidget(self._usual, 0, centred)

    def finish(self) -> None:
        """Put the note below the last row."""
        if self.rows:
            self.rows[-1].last = True
        self.column.addLayout(self._below)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self, key: str = "") -> None:
        """Show the value of a setting, or of all, and what depends on it."""
        for row in self._settings_rows:
            if key in {"", row.setting.key}:
                row.refresh()
            needed = next(
                (r.setting for r in self._settings_rows if r.setting.key == row.setting.needs), None
            )
            row.setEnabled(needed is None or bool(self._app.settings.get(needed)))
        get = self._app.settings.get
        self._usual.setEnabled(any(get(one) != one.default for one in self._group.settings))

    def row_of(self, key: str) -> SettingRow | None:
        """The row of a setting, if it is here."""
        return next((row for row in self._settings_rows if row.setting.key == key), None)

    def _add_editor(self, name: str) -> None:
        """Below the first row, which it draws at large, or alone."""
        for feature in self._app.features:
            for known, make in feature.editors:
                if known == name and not self.rows:
                    self.column.addWidget(make(self._app))
                elif known == name:
                    self.rows[0].last = True
                    self.column.insertSpacing(1, 4)
                    self.column.insertWidget(2, make(self._app))
                    self.column.insertSpacing(3, 20)

    def _reset(self) -> None:
        for one in self._group.settings:
            self._app.settings.reset(one)
