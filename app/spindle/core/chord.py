"""A key pressed together with Ctrl, Alt, Shift or Meta, as people and desktops write it."""

from typing import Final, NamedTuple

_MODIFIERS: Final = ("Ctrl", "Alt", "Shift", "Meta")
_OTHER_NAMES: Final = {"control": "Ctrl", "super": "Meta", "win": "Meta", "cmd": "Meta"}
_NAMED: Final = (
    *("Space", "Return", "Tab", "Esc", "Backspace", "Ins", "Del", "Home", "End", "PgUp", "PgDown"),
    *("Left", "Up", "Right", "Down", "Pause", "Print"),
)
_MOST_F: Final = 24
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class Chord(NamedTuple):
    """One key with what is held down; ``str`` gives ``Ctrl+Alt+F``.

    Attributes:
        key: A letter or digit, ``F1`` to ``F24``, or a name such as ``Space``.
    """

    key: str
    ctrl: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False

    def __str__(self) -> str:
        held = (self.ctrl, self.alt, self.shift, self.meta)
        names = [name for name, down in zip(_MODIFIERS, held, strict=True) if down]
        return "+".join((*names, self.key))


def chord_of(text: str) -> Chord | None:
    """The chord of a text such as ``Ctrl+Alt+F``; None if it is none.

    One without Ctrl, Alt or Meta is none either, unless it is a function key: it would be taken
    from every text field of every program.
    """
    *held, key = [part.strip() for part in text.replace(" ", "+").split("+") if part.strip()] or [
        ""
    ]
    names = {_modifier(part) for part in held}
    known = _key(key)
    if known is None or not names <= set(_MODIFIERS):
        return None
    if not names & {"Ctrl", "Alt", "Meta"} and not _is_function_key(known):
        return None
    return Chord(known, *(name in names for name in _MODIFIERS))


def _modifier(part: str) -> str:
    return _OTHER_NAMES.get(part.lower(), part.capitalize())


def _key(part: str) -> str | None:
    upper = part.upper()
    if upper in _PLAIN or _is_function_key(upper):
        return upper
    wanted = {"enter": "return", "delete": "del", "insert": "ins"}.get(part.lower(), part.lower())
    return next((name for name in _NAMED if name.lower() == wanted), None)


def _is_function_key(key: str) -> bool:
    number = key[1:]
    return key[:1] == "F" and number.isdecimal() and number[0] != "0" and int(number) <= _MOST_F
