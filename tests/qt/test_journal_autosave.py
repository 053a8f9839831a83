"""Typed text is handed over while keys keep coming."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from spindle.features.journal.page.autosave import Autosave

Done = Callable[[], None]


@pytest.mark.requirement("P3")
def test_text_is_handed_over_while_keys_keep_coming(qtbot: QtBot, qapp: QObject) -> None:
    handed: list[Done] = []
    autosave = Autosave(handed.append, qapp)
    keys = QTimer(qapp, interval=50)
    keys.timeout.connect(autosave.touch)
    autosave.touch()
    keys.start()
    qtbot.waitUntil(lambda: len(handed) == 1, timeout=3000)
    keys.stop()
