"""The desktop's notification service, on the session bus."""

from collections.abc import Callable
from typing import Final

from spindle.adapters.session_bus import Body, Place, Replied, SessionBus, Signal
from spindle.adapters.session_bus import connect as connect_bus

NAME: Final = "org.freedesktop.Notifications"
_DAEMON: Final = Place("/org/freedesktop/Notifications", NAME, NAME)
_KNOWN: Final = {("ActionInvoked", "us"), ("NotificationClosed", "uu")}

Heard = Callable[[str, Body], None]


class NotificationBus:
    """Calls to the service, without waiting for any. GUI thread."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus

    def call(self, method: str, signature: str, body: Body, replied: Replied) -> bool:
        """Call a method of the service; False when the bus is gone, see ``SessionBus.call``."""
        return self._bus.call(_DAEMON, method, signature, body, replied)

    def close(self) -> None:
        """Hang up."""
        self._bus.close()


def connect(heard: Heard, hung_up: Callable[[], None]) -> NotificationBus | None:
    """Connect, in about a millisecond; None when there is no bus.

    Args:
        heard: Gets member and body of each signal of the notification service, and
            ``("owner", (name,))`` when another program takes the service over; the name is empty
            when it is gone.
        hung_up: The bus went away by itself; nothing is heard afterwards.
    """

    def told(signal: Signal) -> None:
        if signal.member == "NameOwnerChanged":
            heard("owner", (signal.body[2],))
        elif (signal.member, signal.signature) in _KNOWN:
            heard(signal.member, signal.body)

    bus = connect_bus(told, hung_up)
    if bus is None or not (bus.watch(NAME) and bus.watch_owner(NAME)):
        return None
    return NotificationBus(bus)
