"""Trouble with the data, told on the desktop: what keeps nobody from working, or nobody sees."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App
from spindle.core.ports import Action, Notification
from spindle.core.storage_events import StorageFailed, StorageRecovered

PURPOSE: Final = "storage"


class StorageNotice:
    """One notification at a time, taken back when the trouble is over. GUI thread.

    Args:
        app: Its bus and notifier.
        is_seen: Whether the window, which says lasting trouble itself, is on the screen.
        bring: Shows the window.
    """

    def __init__(self, app: App, is_seen: Callable[[], bool], bring: Callable[[], None]) -> None:
        self._app = app
        self._is_seen = is_seen
        self._bring = bring
        app.bus.subscribe(StorageFailed, self._failed)
        app.bus.subscribe(StorageRecovered, lambda _: app.notifier.withdraw(PURPOSE))

    def _failed(self, failed: StorageFailed) -> None:
        if failed.lasting and self._is_seen():
            return
        translate = QCoreApplication.translate
        notification = Notification(
            purpose=PURPOSE,
            title=translate("storage", failed.sentence).format_map(failed.facts),
            body=translate("storage", failed.advice).format_map(failed.facts),
            actions=(Action("open", translate("StorageNotice", "Open Spindle")),),
            resident=failed.lasting,
        )
        self._app.notifier.show(notification, lambda _: self._bring())
