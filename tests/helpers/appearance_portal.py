"""A desktop that says whether it is dark, as desktops do: the settings portal on the bus."""

from typing import Any, Final

from jeepney import DBusAddress, Message, new_method_return

from tests.helpers.bus_service import BusService

NAME: Final = "org.freedesktop.portal.Desktop"
_SETTINGS: Final = "org.freedesktop.portal.Settings"
_EMITTER: Final = DBusAddress("/org/freedesktop/portal/desktop", interface=_SETTINGS)
_APPEARANCE, _SCHEME = "org.freedesktop.appearance", "color-scheme"
DARK, LIGHT = 1, 2


class AppearancePortal(BusService):
    """See `BusService`."""

    def __init__(self, address: str, scheme: int) -> None:
        super().__init__(address, _EMITTER, NAME)
        self._scheme = scheme

    def turn(self, scheme: int) -> None:
        """The person changes the desktop's looks."""
        self._scheme = scheme
        self.emit("SettingChanged", "ssv", (_APPEARANCE, _SCHEME, self._said))

    @property
    def _said(self) -> tuple[str, Any]:
        return ("u", self._scheme)

    def answer(self, method: str, message: Message) -> Message:
        if method == "ReadAll":
            said = {_APPEARANCE: {_SCHEME: self._said}}
            return new_method_return(message, "a{sa{sv}}", (said,))
        if method == "Get":
            return new_method_return(message, "v", (("u", 2),))
        if method == "Read":
            return new_method_return(message, "v", (("v", self._said),))
        return new_method_return(message, "v", (self._said,))
