"""Notifications over org.freedesktop.Notifications: with buttons, replaceable, taken back."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from spindle.adapters.notify_text import body_of, buttons_of, title_of

if TYPE_CHECKING:
    from spindle.adapters.notification_bus import NotificationBus
    from spindle.adapters.notify import Reports
    from spindle.adapters.session_bus import Body, Replied
    from spindle.core.ports import Notification

PATIENCE_MS: Final = 2_000
_NORMAL: Final = 1
_BY_ITS_OWN: Final = -1


@dataclass(slots=True)
class _Entry:
    """What is shown for one purpose.

    Attributes:
        id: The daemon's number for it, 0 before it has one.
        waiting: It was sent and the daemon has not answered yet.
        stale: Something newer is to be sent once it has.
        dropped: It is to be closed once it has.
    """

    notification: "Notification"
    id: int = 0
    waiting: bool = False
    stale: bool = False
    dropped: bool = False


class BusNotifications:
    """Implements ``Desktop``. GUI thread; it never waits for the daemon.

    The daemon may be slow, be killed and come back, and be another one then. What stays until
    answered is reported lost when the daemon goes and shown again when one comes.
    """

    def __init__(self, icon: str = "spindle", patience_ms: int = PATIENCE_MS) -> None:
        """Touches no bus yet.

        Args:
            icon: A name of the icon theme, or the path of a picture.
            patience_ms: How long a daemon may take before the banner says it instead.
        """
        self._icon = icon
        self._reports: Reports | None = None
        self._bus: NotificationBus | None = None
        self._can: frozenset[str] | None = None
        self._asking = False
        self._entries: dict[str, _Entry] = {}
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._tired)

    def start(self, reports: "Reports") -> None:
        """Connect, and ask the daemon what it can do."""
        self._reports = reports
        self._ask()

    def show(self, notification: "Notification") -> None:
        """Show, or replace the one of this purpose."""
        entry = self._entries.setdefault(notification.purpose, _Entry(notification))
        entry.notification = notification
        if self._can is None:
            self._ask()
        else:
            self._send(entry)

    def withdraw(self, purpose: str) -> None:
        """Take it back, as soon as the daemon has told its number."""
        entry = self._entries.pop(purpose, None)
        if entry is not None and entry.waiting:
            entry.dropped = True
        elif entry is not None:
            self._close(entry)

    def stop(self) -> None:
        """Take all back and hang up."""
        self._reports = None
        self._patience.stop()
        for purpose in tuple(self._entries):
            self.withdraw(purpose)
        if self._bus is not None:
            self._bus.close()

    def _call(self, method: str, signature: str, body: "Body", replied: "Replied") -> bool:
        """Call the daemon; without a bus everything is lost, and the next call tries again."""
        if self._bus is None:
            self._bus = self._connect()
        if self._bus is not None and self._bus.call(method, signature, body, replied):
            return True
        self._hung_up()
        return False

    def _connect(self) -> "NotificationBus | None":
        try:
            from spindle.adapters.notification_bus import connect  # noqa: PLC0415 - jeepney
        except ImportError:
            return None
        return connect(self._heard, self._hung_up)

    def _ask(self) -> None:
        if not self._asking and self._call("GetCapabilities", "", (), self._told):
            self._asking = True
            self._patience.start()

    def _told(self, body: "Body | None") -> None:
        self._asking = False
        if not body or not isinstance(body[0], list):
            self._lose_all()
            return
        self._can = frozenset(body[0])
        for entry in tuple(self._entries.values()):
            if self._can is not None:  # or the bus went away on the way
                self._send(entry)

    def _send(self, entry: _Entry) -> None:
        if entry.waiting:
            entry.stale = True
            return
        can = self._can or frozenset()
        notification = entry.notification
        buttons = "actions" in can
        body = (
            "Spindle",
            entry.id,
            self._icon,
            title_of(notification),
            body_of(notification, markup="body-markup" in can, buttons=buttons),
            buttons_of(notification) if buttons else [],
            {"urgency": ("y", _NORMAL), "desktop-entry": ("s", "spindle")},
            0 if notification.resident else _BY_ITS_OWN,
        )
        entry.waiting, entry.stale = True, False
        if self._call("Notify", "susssasa{sv}i", body, partial(self._notified, entry)):
            self._patience.start()

    def _notified(self, entry: _Entry, body: "Body | None") -> None:
        entry.waiting = False
        if not body or not isinstance(body[0], int):
            self._lose(entry)
            return
        entry.id = body[0]
        if entry.dropped:
            self._close(entry)
        elif entry.stale:
            self._send(entry)
        elif self._reports is not None:
            self._reports.shown(entry.notification.purpose)

    def _close(self, entry: _Entry) -> None:
        if entry.id and self._bus is not None:
            self._call("CloseNotification", "u", (entry.id,), _ignore)

    def _heard(self, member: str, body: "Body") -> None:
        if member == "owner":
            self._owned(str(body[0]))
            return
        entry = next((e for e in self._entries.values() if e.id == body[0]), None)
        if entry is None or self._reports is None:
            return
        purpose = entry.notification.purpose
        if member == "ActionInvoked":
            self._reports.chosen(purpose, str(body[1]))
        elif not entry.waiting:
            del self._entries[purpose]
            self._reports.closed(purpose)

    def _owned(self, owner: str) -> None:
        """Another daemon, or none: what the old one showed is gone, and so are its numbers."""
        if owner and self._asking:
            return  # started by our own question
        self._can = None
        self._asking = False
        for entry in tuple(self._entries.values()):
            entry.id = 0
            if not owner:
                self._lose(entry)
        if owner:
            self._ask()

    def _hung_up(self) -> None:
        self._bus = self._can = None
        self._asking = False
        for entry in tuple(self._entries.values()):
            entry.id, entry.waiting = 0, False
        self._lose_all()

    def _tired(self) -> None:
        """The daemon is too slow: the banner says it until it has answered."""
        for entry in tuple(self._entries.values()):
            if (entry.waiting or self._can is None) and self._reports is not None:
                self._reports.lost(entry.notification.purpose)

    def _lose_all(self) -> None:
        for entry in tuple(self._entries.values()):
            self._lose(entry)

    def _lose(self, entry: _Entry) -> None:
        """Report it; keep what stays until answered, for a daemon that may come."""
        purpose = entry.notification.purpose
        if self._entries.get(purpose) is not entry:
            return
        if not entry.notification.resident:
            del self._entries[purpose]
        if self._reports is not None:
            self._reports.lost(purpose)


def _ignore(body: "Body | None") -> None:
    del body
