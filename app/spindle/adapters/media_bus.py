"""Media keys and the panel of what plays, over MPRIS on the session bus of a Linux desktop.

The name on the bus is taken when something plays for the first time, and kept. Without a bus, or
when it goes away, nothing happens.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from spindle.core.media_port import MediaKey, NowPlaying, Player

if TYPE_CHECKING:
    from spindle.adapters.session_bus import Answer, Call, SessionBus, Signal

NAME: Final = "org.mpris.MediaPlayer2.spindle"
PATH: Final = "/org/mpris/MediaPlayer2"
ROOT: Final = "org.mpris.MediaPlayer2"
PLAYER: Final = "org.mpris.MediaPlayer2.Player"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_TRACK: Final = "/app/spindle/track/"

_KEYS: Final = {
    "Play": MediaKey.PLAY,
    "Pause": MediaKey.PAUSE,
    "PlayPause": MediaKey.TOGGLE,
    "Stop": MediaKey.STOP,
    "Next": MediaKey.NEXT,
    "Previous": MediaKey.BACK,
}
_NONE: Final["Answer"] = ("", ())

Variant = tuple[str, Any]


class BusMediaKeys:
    """Implements ``MediaKeys``. GUI thread."""

    def __init__(self, bring: Callable[[], None]) -> None:
        """Touches no bus yet; ``bring`` shows the window."""
        self._bring = bring
        self._bus: SessionBus | None = None
        self._now: NowPlaying | None = None
        self._player: Player | None = None
        self._told: dict[str, Variant] = {}
        self._locked = False

    def conceal(self, *, locked: bool) -> None:
        """While the window is locked, panels see that something plays, and not what."""
        self._locked = locked
        if self._bus is not None:
            self._tell()

    def show(self, now: NowPlaying | None, player: Player) -> None:
        """Show this; the first that plays takes the name on the bus."""
        self._now, self._player = now, player
        if self._bus is None and now is not None and now.playing:
            self._bus = self._connect()
            self._told = self._facts()
        elif self._bus is not None:
            self._tell()

    def jumped(self) -> None:
        """Tell panels where it goes on."""
        if self._bus is not None:
            self._bus.emit(PATH, PLAYER, "Seeked", ("x", (self._position(),)))

    def stop(self) -> None:
        """Leave the bus."""
        bus, self._bus = self._bus, None
        if bus is not None:
            bus.close()

    def _connect(self) -> "SessionBus | None":
        try:
            from spindle.adapters.session_bus import connect  # noqa: PLC0415 - jeepney
        except ImportError:
            return None
        bus = connect(_unheard, self._hung_up, self._served)
        return bus if bus is not None and bus.own(NAME, _owned) else None

    def _hung_up(self) -> None:
        self._bus = None

    def _tell(self) -> None:
        """Tell what is new, and only that."""
        facts, before = self._facts(), self._told
        fresh = {name: fact for name, fact in facts.items() if fact != before.get(name)}
        self._told = facts
        if fresh and self._bus is not None:
            gone: list[str] = []
            body = (PLAYER, fresh, gone)
            self._bus.emit(PATH, PROPERTIES, "PropertiesChanged", ("sa{sv}as", body))

    def _served(self, call: "Call") -> "Answer | None":
        if call.path != PATH:
            return None
        if call.interface == PROPERTIES:
            return self._property(call.member, call.body)
        if call.interface == PLAYER:
            return self._press(call.member, call.body)
        if (call.interface, call.member) == (ROOT, "Raise"):
            self._bring()
            return _NONE
        return _NONE if (call.interface, call.member) == (ROOT, "Quit") else None

    def _press(self, member: str, body: tuple[Any, ...]) -> "Answer | None":
        key = _KEYS.get(member)
        if key is not None:
            self._pressed(key)
        elif member == "Seek" and _numbers(body, 1):
            self._pressed(MediaKey.SEEK, float(body[0]))
        elif member == "SetPosition" and len(body) == 2 and _numbers(body[1:], 1):
            # Of a track that is no longer played it is to be ignored.
            if self._now is not None and body[0] == _track(self._now):
                self._pressed(MediaKey.SEEK, float(body[1] - self._position()))
        elif member != "OpenUri":
            return None
        return _NONE

    def _pressed(self, key: MediaKey, value: float = 0.0) -> None:
        if self._player is not None:
            self._player.pressed(key, value)

    def _property(self, member: str, body: tuple[Any, ...]) -> "Answer | None":
        if not body:
            return None
        facts = self._root() if body[0] == ROOT else {**self._facts(), **self._moving()}
        if member == "GetAll":
            return "a{sv}", (facts,)
        if member == "Get" and len(body) == 2 and body[1] in facts:
            return "v", (facts[body[1]],)
        if member == "Set" and len(body) == 3:
            self._set(str(body[1]), body[2])
            return _NONE
        return None

    def _set(self, name: str, variant: Variant) -> None:
        value = variant[1]
        if name == "Rate" and isinstance(value, int | float):
            if value == 0:  # the standard: a rate of nothing is a pause
                self._pressed(MediaKey.PAUSE)
            elif value > 0:
                self._pressed(MediaKey.RATE, float(value))

    def _root(self) -> dict[str, Variant]:
        return {
            "CanQuit": ("b", False),
            "CanRaise": ("b", True),
            "HasTrackList": ("b", False),
            "Identity": ("s", "Spindle"),
            "DesktopEntry": ("s", "spindle"),
            "SupportedUriSchemes": ("as", []),
            "SupportedMimeTypes": ("as", []),
        }

    def _facts(self) -> dict[str, Variant]:
        from spindle.core.sound_port import FASTEST, SLOWEST  # noqa: PLC0415 - once it sounds

        now = self._now
        able = ("b", now is not None)
        return {
            "PlaybackStatus": ("s", _status(now)),
            "Rate": ("d", 1.0 if now is None else now.rate),
            "MinimumRate": ("d", SLOWEST),
            "MaximumRate": ("d", FASTEST),
            "Metadata": ("a{sv}", self._metadata(now)),
            "CanGoNext": able,
            "CanGoPrevious": able,
            "CanPlay": able,
            "CanPause": able,
            "CanSeek": able,
            "CanControl": ("b", True),
        }

    def _metadata(self, now: NowPlaying | None) -> Mapping[str, Variant]:
        if now is None:
            return {}
        if self._locked:
            now = now._replace(title="Spindle", author="", part="")
        return _metadata(now)

    def _moving(self) -> dict[str, Variant]:
        """What changes by itself, and is told only to who asks."""
        return {"Position": ("x", self._position()), "Volume": ("d", 1.0)}

    def _position(self) -> int:
        return 0 if self._player is None else self._player.position()


def _status(now: NowPlaying | None) -> str:
    if now is None:
        return "Stopped"
    return "Playing" if now.playing else "Paused"


def _track(now: NowPlaying) -> str:
    return f"{_TRACK}{now.track}"


def _metadata(now: NowPlaying) -> Mapping[str, Variant]:
    facts: dict[str, Variant] = {
        "mpris:trackid": ("o", _track(now)),
        "xesam:title": ("s", now.part or now.title),
        "xesam:album": ("s", now.title),
    }
    if now.author:
        facts["xesam:artist"] = ("as", [now.author])
    if now.length:
        facts["mpris:length"] = ("x", now.length)
    return facts


def _numbers(body: tuple[Any, ...], count: int) -> bool:
    return len(body) == count and all(isinstance(each, int) for each in body)


def _owned(alone: bool) -> None:  # noqa: FBT001 - called by the bus
    """Another Spindle, of another profile, may have the name: it keeps the keys."""
    del alone


def _unheard(signal: "Signal") -> None:
    del signal
