"""A notification server as plain as the protocol allows, to play daemons that are not dunst."""

from collections.abc import Sequence
from typing import Any

from jeepney import DBusAddress, Message, new_method_return

from tests.helpers.bus_service import BusService

NAME = "org.freedesktop.Notifications"
_EMITTER = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


class NotificationServer(BusService):
    """See `BusService`."""

    def __init__(self, address: str, capabilities: Sequence[str] = ("body",)) -> None:
        super().__init__(address, _EMITTER, NAME)
        self._capabilities = list(capabilities)

    def notified(self) -> list[tuple[Any, ...]]:
        """The arguments of each ``Notify`` so far."""
        return [body for method, body in list(self.calls) if method == "Notify"]

    def answer(self, method: str, message: Message) -> Message:
        if method == "GetCapabilities":
            return new_method_return(message, "as", (self._capabilities,))
        if method == "Notify":
            return new_method_return(message, "u", (message.body[1] or len(self.calls) + 1,))
        return new_method_return(message)
