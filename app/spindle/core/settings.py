"""Settings, declared once: the page, validation, help and command line come from here."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar, cast

from spindle.core.chord import chord_of
from spindle.core.events import Bus
from spindle.core.translate import N_

T = TypeVar("T")
_DIGITS: Final = 9
"""More of them are no length, and Python reads no endless number."""
C = TypeVar("C", bound=StrEnum)


class NotAllowedError(ValueError):
    """A value is not taken; as text, the English sentence that says what is allowed.

    ``sentence`` is marked with ``N_("settings", …)`` and has a place for each of ``facts``, so that
    a widget can translate it before they are put in.
    """

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence.format(**facts))
        self.sentence = sentence
        self.facts = facts


class Length(NamedTuple):
    """A length among the facts of a sentence; a widget says it in the user's language."""

    seconds: int

    def __str__(self) -> str:
        """In English: 1 h, 25 min, 90 s."""
        if self.seconds and self.seconds % 3600 == 0:
            return f"{self.seconds // 3600} h"
        whole = self.seconds and self.seconds % 60 == 0
        return f"{self.seconds // 60} min" if whole else f"{self.seconds} s"


class Kind(Protocol[T]):
    """What values a setting takes and how they stand in JSON."""

    def parse(self, raw: object) -> T:
        """The value of a JSON value or a typed text.

        Raises:
            NotAllowedError: with a sentence that says what is allowed.
        """
        ...

    def dump(self, value: T) -> object:
        """The value as JSON."""
        ...


class Toggle:
    """On or off."""

    def parse(self, raw: object) -> bool:
        """Accept JSON booleans and the words on, off, true, false."""
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().lower()
        if word in {"on", "true", "yes", "1"}:
            return True
        if word in {"off", "false", "no", "0"}:
            return False
        raise NotAllowedError(N_("settings", "Write on or off."))

    def dump(self, value: bool) -> object:  # noqa: FBT001 - the value of a toggle is a bool
        """A JSON boolean."""
        return value


class IntRange(NamedTuple):
    """A whole number between two bounds, both allowed; ``unit`` is shown behind it.

    ``one`` stands in its place behind 1, where that is another word.
    """

    low: int
    high: int
    unit: str = ""
    step: int = 1
    one: str = ""

    def parse(self, raw: object) -> int:
        """Accept a JSON integer or digits."""
        asked = N_("settings", "Write a number from {low} to {high}.")
        try:
            number = int(str(raw).strip())
        except ValueError:
            raise NotAllowedError(asked, low=self.low, high=self.high) from None
        if isinstance(raw, bool) or not self.low <= number <= self.high:
            raise NotAllowedError(asked, low=self.low, high=self.high)
        return number

    def dump(self, value: int) -> object:
        """A JSON integer."""
        return value


class Level(NamedTuple):
    """A whole number from 0 to 100, drawn along a line: how loud, how much."""

    step: int = 5

    def parse(self, raw: object) -> int:
        """Accept a JSON integer or digits."""
        return IntRange(0, 100).parse(raw)

    def dump(self, value: int) -> object:
        """A JSON integer."""
        return value


class Seconds(NamedTuple):
    """A length of time in whole seconds, shown in minutes where it is whole minutes."""

    low: int
    high: int

    def parse(self, raw: object) -> int:
        """Accept seconds as an integer, or text such as ``25 min``, ``90 s`` or ``1 h``."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            seconds = raw
        else:
            seconds = seconds_of(str(raw))
        if not self.low <= seconds <= self.high:
            asked = N_("settings", "Write a length from {low} to {high}.")
            raise NotAllowedError(asked, low=Length(self.low), high=Length(self.high))
        return seconds

    def dump(self, value: int) -> object:
        """Seconds as a JSON integer."""
        return value


class Lengths(NamedTuple):
    """Several lengths in seconds, in order."""

    low: int
    high: int
    most: int = 12

    def parse(self, raw: object) -> tuple[int, ...]:
        """Accept a JSON list of seconds, or text such as ``50 min, 25 min``."""
        parts = raw if isinstance(raw, list | tuple) else str(raw).replace("·", ",").split(",")
        one = Seconds(self.low, self.high)
        lengths = tuple(one.parse(part) for part in parts)
        if not 1 <= len(lengths) <= self.most:
            asked = N_("settings", "Write one to {most} lengths, with commas between them.")
            raise NotAllowedError(asked, most=self.most)
        return lengths

    def dump(self, value: tuple[int, ...]) -> object:
        """A JSON list of seconds."""
        return list(value)


class TimeOfDay:
    """Minutes after midnight, shown as 22:30."""

    def parse(self, raw: object) -> int:
        """Accept minutes as an integer, or text such as ``22:30``, ``22.30`` or ``10:30 pm``."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            minutes = raw
        else:
            minutes = _minutes_of(str(raw))
        if not 0 <= minutes < 24 * 60:
            raise NotAllowedError(_A_TIME)
        return minutes

    def dump(self, value: int) -> object:
        """Minutes as a JSON integer."""
        return value


class Choice(NamedTuple, Generic[C]):
    """One of an enum's members; ``labels`` are the words shown, in order."""

    members: type[C]
    labels: Mapping[C, str]

    def parse(self, raw: object) -> C:
        """Accept a member or its value."""
        try:
            return self.members(str(raw))
        except ValueError:
            asked = N_("settings", "Choose one of {choices}.")
            raise NotAllowedError(asked, choices=", ".join(self.members)) from None

    def dump(self, value: C) -> object:
        """The member's value."""
        return str(value)


class Text(NamedTuple):
    """A line of text of at most ``most`` characters."""

    most: int = 200

    def parse(self, raw: object) -> str:
        """Accept any text, without line breaks at its ends."""
        text = str(raw).strip()
        if len(text) > self.most:
            raise NotAllowedError(
                N_("settings", "Write at most {most} characters."), most=self.most
            )
        return text

    def dump(self, value: str) -> object:
        """The text."""
        return value


class Family(NamedTuple):
    """A family of letters: one of the program's own, or any that is installed, by its name.

    Attributes:
        own: What the program's own are called, marked with ``N_("settings", …)``, by their values.
    """

    own: Mapping[str, str]

    def parse(self, raw: object) -> str:
        """Accept a name; one that is not installed here is drawn in the nearest there is."""
        return Text(100).parse(raw)

    def dump(self, value: str) -> object:
        """The name."""
        return value


class GlobalKey(NamedTuple):
    """A key that works while another program is in front; empty for none.

    Attributes:
        command: What it runs; see ``core.feature.Command``.
        line: The command line that does the same, behind ``spindle``.
    """

    command: str
    line: str

    def parse(self, raw: object) -> str:
        """Accept nothing, or a key such as ``Ctrl+Alt+F``."""
        text = str(raw).strip()
        chord = chord_of(text)
        if text and chord is None:
            raise NotAllowedError(N_("settings", "Press a key together with Ctrl, Alt or Meta."))
        return str(chord) if chord else ""

    def dump(self, value: str) -> object:
        """The text."""
        return value


class Setting(NamedTuple, Generic[T]):
    """One setting. Annotate its name as ``Final[Setting[int]]`` so that T cannot widen.

    Attributes:
        key: ``feature.name``; the identity in the database, never renamed without ``was``.
        label, help: English source texts, marked with ``N_("settings", …)``.
        needs: Key of a toggle that must be on for this one to matter.
    """

    key: str
    default: T
    kind: Kind[T]
    label: str
    help: str = ""
    was: tuple[str, ...] = ()
    needs: str = ""


class SettingGroup(NamedTuple):
    """A section of the settings page.

    Attributes:
        note: Shown below, for example when changes take effect.
        editor: Name of a custom editor among the feature's ``editors``, or empty. Named like one of
            the settings it stands in place of its row.
        words: What else somebody may look for it by, as what is in its editor.
    """

    id: str
    title: str
    settings: tuple[Setting[Any], ...] = ()
    note: str = ""
    editor: str = ""
    words: str = ""


class SettingChanged(NamedTuple):
    """A setting has a new value."""

    key: str


class Settings:
    """The values in force. GUI thread; reading is a dictionary look-up."""

    def __init__(self, bus: Bus, save: Callable[[str, object], None]) -> None:
        """Start with defaults.

        Args:
            bus: Told of each change.
            save: Stores a JSON value under a key; ``None`` removes it.
        """
        self._bus = bus
        self._save = save
        self._stored: dict[str, object] = {}

    def load(self, stored: Mapping[str, object], declared: Iterable[Setting[Any]]) -> list[str]:
        """Take the stored values over; returns the keys whose stored value was not allowed.

        Those keep their default and their stored value is left alone.
        """
        wrong: list[str] = []
        for setting in declared:
            key = next((k for k in (setting.key, *setting.was) if k in stored), None)
            if key is None:
                continue
            try:
                self._stored[setting.key] = setting.kind.parse(stored[key])
            except ValueError:
                wrong.append(key)
        return wrong

    def get(self, setting: Setting[T]) -> T:
        """The value in force."""
        return cast("T", self._stored.get(setting.key, setting.default))

    def set(self, setting: Setting[T], raw: object) -> T:
        """Check, keep, store and tell.

        Raises:
            NotAllowedError: with a sentence; nothing was changed.
        """
        value = setting.kind.parse(raw)
        if value != self.get(setting):
            self._stored[setting.key] = value
            self._save(setting.key, setting.kind.dump(value))
            self._bus.publish(SettingChanged(setting.key))
        return value

    def reset(self, setting: Setting[T]) -> None:
        """Back to the default."""
        if self._stored.pop(setting.key, setting.default) != setting.default:
            self._bus.publish(SettingChanged(setting.key))
        self._save(setting.key, None)


_A_TIME: Final = N_("settings", "Write a time such as 22:30.")
_TIME: Final = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?"
_HALF_DAY: Final = 12


def _minutes_of(text: str) -> int:
    """Minutes after midnight of a typed time; 12 am is midnight."""
    read = re.fullmatch(_TIME, text.strip().lower(), re.ASCII)
    if read is None or read[2] is read[3]:  # neither minutes nor a half of the day
        raise NotAllowedError(_A_TIME)
    hours, minutes = int(read[1]), int(read[2] or 0)
    if minutes > 59 or (read[3] and not 1 <= hours <= _HALF_DAY):
        raise NotAllowedError(_A_TIME)
    if read[3]:
        hours = hours % _HALF_DAY + _HALF_DAY * (read[3] == "p")
    return hours * 60 + minutes


def seconds_of(text: str) -> int:
    """Seconds of a typed length: ``25``, ``25 min`` (minutes), ``90 s``, ``1 h 30``, ``1:30``.

    Raises:
        NotAllowedError: when it is none of these.
    """
    words = text.lower().replace("min", "m").replace("h", " h ").replace("m", " m ")
    words = words.replace("s", " s ").replace(":", " h ")
    factors = {"h": 3600, "m": 60, "s": 1}
    total, number, last = 0, None, 3600
    for word in words.split():
        if word.isdecimal() and number is None and len(word) <= _DIGITS:
            number = int(word)
        elif word in factors and number is not None:
            last = factors[word]
            total, number = total + number * last, None
        else:
            raise NotAllowedError(N_("settings", "Write a length such as 25 min."))
    if number is not None:
        # A bare number is minutes, and so is the rest behind hours; behind minutes it is seconds.
        total += number * (1 if last == factors["m"] else 60)
    elif not words.strip():
        raise NotAllowedError(N_("settings", "Write a length such as 25 min."))
    return total
