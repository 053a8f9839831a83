"""Any text can be pasted into every field of every state of every page: nothing breaks.

What becomes of it is held field by field in ``test_text_fields*.py``.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser, QTextEdit, QWidget

from spindle.core.general import groups
from spindle.core.ids import Ref
from spindle.registry import FEATURES
from tests.helpers.pasting import NASTY, draws, paste
from tests.helpers.scenes import SCENES

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SECTIONS = [*(group.id for group in groups(FEATURES)), "aims", "shortcuts", "data", "about"]


def fields(window: QWidget) -> list[QLineEdit | QTextEdit]:
    """What can be written in now."""
    lines: list[QLineEdit | QTextEdit] = [*window.findChildren(QLineEdit)]
    papers = [p for p in window.findChildren(QTextEdit) if not isinstance(p, QTextBrowser)]
    return [
        field
        for field in (*lines, *papers)
        if field.isVisible() and field.isEnabled() and not field.isReadOnly()
    ]


def fill_all(window: QWidget) -> int:
    """Paste each text into each field; how many fields there were."""
    there = fields(window)
    for field in there:
        for text in NASTY.values():
            if field.isVisible():  # a text may have done something
                paste(field, text)
    return len(there)


@pytest.mark.parametrize("name", SCENES)
def test_any_text_fits_every_field(name: str, tmp_path: Path, qapp: QApplication) -> None:
    with SCENES[name].played(tmp_path, qapp) as (window, app):
        fill_all(window)

        assert draws(window)
        assert app.data.failures == []


def test_any_text_fits_every_field_of_the_settings(tmp_path: Path, qapp: QApplication) -> None:
    with SCENES["settings"].played(tmp_path, qapp) as (window, app):
        filled = 0
        for section in SECTIONS:
            window.go("settings", Ref("section", section))
            QApplication.processEvents()
            filled += fill_all(window)

        assert filled > 20
        assert app.data.failures == []
