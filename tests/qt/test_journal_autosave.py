"""Typed text is handed over while keys keep coming."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, QThread, QTimer
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


@pytest.mark.requirement("P17")
def test_no_later_key_puts_the_save_off(qapp: QObject) -> None:
    """Within a second by construction: the wait is that of the first key, and leaves room."""
    handed: list[Done] = []
    autosave = Autosave(handed.append, qapp)
    autosave.touch()
    [timer] = autosave.findChildren(QTimer)
    assert timer.timerType() is Qt.TimerType.PreciseTimer
    assert timer.interval() <= 700
    before = timer.remainingTime()
    for _ in range(20):
        QThread.msleep(5)
        autosave.touch()
    assert timer.remainingTime() <= before - 90
    autosave.flush()
    assert len(handed) == 1
    assert not timer.isActive()
    autosave.touch()
    assert timer.isActive()
