"""The desktop portal for keys, as plain as its description allows, on a bus of the tests."""

from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_return, new_signal

from spindle.adapters.hotkeys_portal import KEYS, NAME, PATH, REQUEST
from tests.helpers.bus_service import BusService

SESSION: Final = f"{PATH}/session/1/spindle"


class ShortcutsPortal(BusService):
    """See `BusService`.

    Attributes:
        bound: What each ``BindShortcuts`` asked for: (name, description, trigger).
        closed: How many sessions were closed.
        refuses: The user of this desktop says no to everything.
    """

    def __init__(self, address: str, *, refuses: bool = False) -> None:
        super().__init__(address, DBusAddress(PATH, interface=KEYS), NAME)
        self.bound: list[list[tuple[str, str, str]]] = []
        self.closed = 0
        self.refuses = refuses

    def press(self, name: str, session: str = SESSION) -> None:
        """A key of the desktop's was pressed."""
        self.emit("Activated", "osta{sv}", (session, name, 1, {}))

    def answer(self, method: str, message: Message) -> Message:
        if method == "Get":
            return new_method_return(message, "v", (("u", 1),))
        if method == "Close":
            self.closed += 1
            return new_method_return(message)
        if method == "CreateSession":
            return self._later(message, {"session_handle": ("s", SESSION)})
        if method == "BindShortcuts":
            return self._later(message, {"shortcuts": ("a(sa{sv})", self._bind(message))})
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def _later(self, message: Message, results: dict[str, Any]) -> Message:
        """The path of a request; as that request it answers then."""
        sender = str(message.header.fields[HeaderFields.sender])
        token = message.body[-1]["handle_token"][1]
        path = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
        response = (1, {}) if self.refuses else (0, results)
        by = DBusAddress(path, interface=REQUEST)
        self.following.append(new_signal(by, "Response", "ua{sv}", response))
        return new_method_return(message, "o", (path,))

    def _bind(self, message: Message) -> list[tuple[str, dict[str, Any]]]:
        wanted = [(n, o["description"][1], o["preferred_trigger"][1]) for n, o in message.body[1]]
        self.bound.append(wanted)
        return [(name, {"description": ("s", words)}) for name, words, _ in wanted]
