"""A panel that takes tray icons over D-Bus, as KDE's and GNOME's do, where X has no tray.

Protocol: StatusNotifierItem of freedesktop.org, and com.canonical.dbusmenu for the menu.
"""

from collections.abc import Iterator
from typing import Any, Final

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import open_dbus_connection

from tests.helpers.bus_service import BusService

WATCHER: Final = "org.kde.StatusNotifierWatcher"
_AT: Final = DBusAddress("/StatusNotifierWatcher", bus_name=WATCHER, interface=WATCHER)
_ITEM: Final = "org.kde.StatusNotifierItem"
_MENU: Final = "com.canonical.dbusmenu"


class StatusNotifierHost(BusService):
    """See `BusService`; a panel.

    Attributes:
        items: Bus names of the icons that were brought, oldest first.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address, _AT, WATCHER)
        self.items: list[str] = []
        self._address = address

    def facts(self) -> dict[str, Any]:
        """The properties of the newest icon, such as ``Title`` and ``IconPixmap``."""
        [found] = self._ask(Properties(self._item()).get_all())
        return {name: value for name, (_, value) in found.items()}

    def click(self) -> None:
        """Click on the newest icon."""
        self._ask(new_method_call(self._item(), "Activate", "ii", (0, 0)))

    def menu(self) -> list[str]:
        """What its menu offers, in order; what is hidden is left out."""
        return [label for _, label in self._entries()]

    def choose(self, label: str) -> None:
        """Choose a line of the menu."""
        number = next(number for number, each in self._entries() if each == label)
        event = (number, "clicked", ("i", 0), 0)
        self._ask(new_method_call(self._menu(), "Event", "isvu", event))

    def _entries(self) -> Iterator[tuple[int, str]]:
        # As panels do: say that the menu is about to be shown, then ask what is in it.
        self._ask(new_method_call(self._menu(), "AboutToShow", "i", (0,)))
        layout = new_method_call(self._menu(), "GetLayout", "iias", (0, -1, []))
        _revision, (_root, _properties, children) = self._ask(layout)
        for _, (number, properties, _below) in children:
            facts = {name: value for name, (_, value) in properties.items()}
            if facts.get("visible", True) and facts.get("type") != "separator":
                yield number, str(facts.get("label", "")).replace("_", "")

    def _item(self) -> DBusAddress:
        return DBusAddress("/StatusNotifierItem", bus_name=self.items[-1], interface=_ITEM)

    def _menu(self) -> DBusAddress:
        return DBusAddress(self.facts()["Menu"], bus_name=self.items[-1], interface=_MENU)

    def _ask(self, message: Message) -> tuple[Any, ...]:
        with open_dbus_connection(self._address) as connection:
            reply = connection.send_and_get_reply(message, timeout=5)
        if reply.header.message_type is MessageType.error:
            raise AssertionError(f"the icon answered {reply.body}")
        return tuple(reply.body)

    def answer(self, method: str, message: Message) -> Message:
        if method == "RegisterStatusNotifierItem":
            # Either a bus name, or a path of the sender's.
            named = str(message.body[0])
            sender = str(message.header.fields[HeaderFields.sender])
            self.items.append(sender if named.startswith("/") else named)
            told = (self.items[-1],)
            self.emit("StatusNotifierItemRegistered", "s", told)
            return new_method_return(message)
        properties = {
            "IsStatusNotifierHostRegistered": ("b", True),
            "ProtocolVersion": ("i", 0),
            "RegisteredStatusNotifierItems": ("as", self.items),
        }
        if method == "Get" and message.body[1] in properties:
            return new_method_return(message, "v", (properties[message.body[1]],))
        if method == "GetAll":
            return new_method_return(message, "a{sv}", (properties,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
