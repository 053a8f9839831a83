"""Notifications of Windows and macOS, shown through the tray icon: no buttons, one click."""

from collections.abc import Callable

from spindle.adapters.notify import DEFAULT, Reports
from spindle.adapters.notify_text import body_of, title_of
from spindle.core.ports import Notification


class TrayMessages:
    """Implements ``Desktop``. The shell owns the icon and connects its click to ``clicked``."""

    def __init__(self, message: Callable[[str, str], bool]) -> None:
        """Build it before the icon is there.

        Args:
            message: Shows title and body through the icon; False while there is no icon.
        """
        self._message = message
        self._reports: Reports | None = None
        self._last = ""

    def start(self, reports: Reports) -> None:
        """Remember whom to tell."""
        self._reports = reports

    def show(self, notification: Notification) -> None:
        """Show it; the icon has one message at a time, so a newer one takes its place."""
        said = self._message(
            title_of(notification), body_of(notification, markup=False, buttons=False)
        )
        self._last = notification.purpose if said else ""
        if self._reports is not None:
            (self._reports.shown if said else self._reports.lost)(notification.purpose)

    def withdraw(self, purpose: str) -> None:
        """Forget it: the platform takes it from the screen by itself after some seconds."""
        if self._last == purpose:
            self._last = ""

    def clicked(self) -> None:
        """The message was clicked."""
        if self._last and self._reports is not None:
            self._reports.chosen(self._last, DEFAULT)

    def stop(self) -> None:
        """Tell nobody any more."""
        self._reports = None
