"""Keys of a Wayland desktop: the portal ``GlobalShortcuts``, where there is one.

The desktop asks its user and decides. A set of keys is bound once in a session of the portal, so
another set is another session. Source: the portal's description of version 1.
"""

from collections.abc import Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from spindle.core.chord import Chord
from spindle.core.hotkeys_port import Hotkey, KeyState

if TYPE_CHECKING:
    from spindle.adapters.hotkeys import Pressed, Told
    from spindle.adapters.session_bus import Body, SessionBus, Signal

NAME: Final = "org.freedesktop.portal.Desktop"
PATH: Final = "/org/freedesktop/portal/desktop"
KEYS: Final = "org.freedesktop.portal.GlobalShortcuts"
REQUEST: Final = "org.freedesktop.portal.Request"
SESSION: Final = "org.freedesktop.portal.Session"
REGISTRY: Final = "org.freedesktop.host.portal.Registry"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_APP: Final = "spindle"
_KEYSYMS: Final = {
    "Space": "space",
    "Backspace": "BackSpace",
    "Esc": "Escape",
    "Ins": "Insert",
    "Del": "Delete",
    "PgUp": "Page_Up",
    "PgDown": "Page_Down",
}

Answered = Callable[[dict[str, Any] | None], None]


class PortalKeys:
    """Implements ``adapters.hotkeys.Way``. GUI thread."""

    def __init__(self) -> None:
        self._bus: SessionBus | None = None
        self._pressed: Pressed | None = None
        self._told: Told | None = None
        self._numbers = count(1)
        self._waiting: dict[str, Answered] = {}
        self._session = ""
        self._round = 0

    def start(self, pressed: "Pressed", told: "Told") -> bool | None:
        """Ask whether there is such a portal; that is told later."""
        from spindle.adapters.session_bus import connect  # noqa: PLC0415 - jeepney

        self._pressed, self._told = pressed, told
        self._bus = connect(self._heard, self._gone)
        if self._bus is None:
            return False
        self._bus.watch(NAME, KEYS)
        self._bus.watch(NAME, REQUEST)
        # Newer portals want to know who asks; older ones do not know this call.
        self._call(REGISTRY, "Register", "sa{sv}", (_APP, {}), lambda _: None)
        self._call(PROPERTIES, "Get", "ss", (KEYS, "version"), self._found)
        return None

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        """Ask for these keys and give all others back."""
        self._close()
        self._round += 1
        if not keys or self._bus is None:
            return
        this, wanted = self._round, dict(keys)

        def made(answer: dict[str, Any] | None) -> None:
            session = _plain((answer or {}).get("session_handle"))
            if this != self._round:
                self._call(SESSION, "Close", "", (), lambda _: None, path=str(session or PATH))
            elif session:
                self._session = str(session)
                self._bind(wanted)
            else:
                self._tell(dict.fromkeys(wanted, KeyState.TAKEN))

        options = {"session_handle_token": ("s", f"spindle{next(self._numbers)}")}
        self._request("CreateSession", "", (), options, made)

    def stop(self) -> None:
        """Give all back and hang up."""
        self._close()
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()

    def _bind(self, keys: Mapping[str, Hotkey]) -> None:
        wanted = [
            (
                name,
                {"description": ("s", label), "preferred_trigger": ("s", trigger(chord))},
            )
            for name, (chord, label) in keys.items()
        ]

        def bound(answer: dict[str, Any] | None) -> None:
            given = {str(one[0]) for one in _plain((answer or {}).get("shortcuts")) or ()}
            states = {name: KeyState.WORKS if name in given else KeyState.TAKEN for name in keys}
            self._tell(states)

        self._request("BindShortcuts", "oa(sa{sv})s", (self._session, wanted, ""), {}, bound)

    def _request(
        self, method: str, signature: str, body: "Body", options: dict[str, Any], then: Answered
    ) -> None:
        """Call a method that answers later, by a signal of a request named by us."""
        token = f"spindle{next(self._numbers)}"
        self._waiting[token] = then

        def replied(answer: "Body | None") -> None:
            if answer is None:
                self._answer(token, None)

        options = {**options, "handle_token": ("s", token)}
        self._call(KEYS, method, f"{signature}a{{sv}}", (*body, options), replied)

    def _call(
        self,
        interface: str,
        method: str,
        signature: str,
        body: "Body",
        replied: "Callable[[Body | None], None]",
        path: str = PATH,
    ) -> None:
        from spindle.adapters.session_bus import Place  # noqa: PLC0415 - jeepney

        place: Place = Place(path, NAME, interface)
        if self._bus is not None:
            self._bus.call(place, method, signature, body, replied)

    def _found(self, answer: "Body | None") -> None:
        if self._told is not None:
            self._told("", KeyState.NOT_HERE if answer is None else KeyState.WORKS)

    def _heard(self, signal: "Signal") -> None:
        if signal.member == "Response" and signal.signature == "ua{sv}":
            refused, results = signal.body
            self._answer(signal.path.rpartition("/")[2], None if refused else dict(results))
        elif signal.member == "Activated" and signal.signature.startswith("os"):
            session, name = str(signal.body[0]), str(signal.body[1])
            if session == self._session and self._pressed is not None:
                self._pressed(name)

    def _answer(self, token: str, answer: dict[str, Any] | None) -> None:
        then = self._waiting.pop(token, None)
        if then is not None:
            then(answer)

    def _tell(self, states: Mapping[str, KeyState]) -> None:
        for name, state in states.items():
            if self._told is not None:
                self._told(name, state)

    def _close(self) -> None:
        session, self._session = self._session, ""
        if session:
            self._call(SESSION, "Close", "", (), lambda _: None, path=session)

    def _gone(self) -> None:
        self._bus, self._session = None, ""
        if self._told is not None:
            self._told("", KeyState.NOT_HERE)


def trigger(chord: Chord) -> str:
    """A chord as the portal writes it: ``CTRL+ALT+f``."""
    held = ((chord.ctrl, "CTRL"), (chord.alt, "ALT"), (chord.shift, "SHIFT"), (chord.meta, "LOGO"))
    key = chord.key.lower() if len(chord.key) == 1 else _KEYSYMS.get(chord.key, chord.key)
    return "+".join((*(name for down, name in held if down), key))


def _plain(variant: Any) -> Any:
    """What a D-Bus variant holds."""
    return variant[1] if isinstance(variant, tuple) else variant
