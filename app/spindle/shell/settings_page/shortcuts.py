"""All keys in one list."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.core.feature import App
from spindle.shell import key_lists
from spindle.shell.settings_page.row import Form
from spindle.ui.buttons import KeyHint
from spindle.ui.labels import Label


class ShortcutsSection(Form):
    """What every key does, everywhere and on each page."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for heading, pairs in key_lists.sections(app):
            self.column.addSpacing(16)
            self.column.addWidget(Label("section", heading))
            self.column.addSpacing(8)
            for key, what in pairs:
                self.column.addLayout(_line(key, what))


def _line(key: str, what: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 5, 0, 5)
    line.addWidget(Label("body", what, "ink2", wrap=True), 1)
    hint = KeyHint(key)
    hint.setAccessibleDescription(what)
    line.addWidget(hint)
    return line
