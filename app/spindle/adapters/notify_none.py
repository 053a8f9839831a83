"""A desktop that is not asked to show anything: the window says it all."""

from spindle.adapters.notify import Reports
from spindle.core.ports import Notification


class NoNotifications:
    """Implements ``adapters.notify.Desktop``."""

    def __init__(self) -> None:
        self._reports: Reports | None = None

    def start(self, reports: Reports) -> None:
        """Remember whom to tell."""
        self._reports = reports

    def show(self, notification: Notification) -> None:
        """Tell that nobody shows it."""
        if self._reports is not None:
            self._reports.lost(notification.purpose)

    def withdraw(self, purpose: str) -> None:
        """There is nothing to take back."""

    def stop(self) -> None:
        """Tell nobody any more."""
        self._reports = None
