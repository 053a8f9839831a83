"""What is said above the text: each thing once, in order, until it no longer holds."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

from spindle.core.translate import N_
from spindle.features.listen.velocity.effort import Effort


class About(Enum):
    """What a notice is about; a newer one about the same takes its place."""

    ARRIVED = auto()
    REFUSED = auto()
    FILE = auto()
    VOICE = auto()
    DEVICE = auto()
    TAKEN = auto()
    FAST = auto()
    EFFORT = auto()
    HANDED = auto()
    ENDED = auto()
    TROUBLE = auto()


FAST: Final = N_(
    "Listen",
    "Above 300 words a minute most people understand clearly less, also those who feel they follow "
    "(Kuperman and others, 2021). By itself the speed rises to {ceiling} at most.",
)
BESIDE_THE_BAND: Final[Mapping[Effort, str]] = {
    Effort.COASTING: N_("Listen", "This speed is below your band: coasting. V shows where it is."),
    Effort.LOST: N_(
        "Listen", "This speed is above your band: the thread is easily lost. V shows where it is."
    ),
}
FOUND_LONG_AGO: Final = N_(
    "Listen", "Your comfortable speed was found more than a week ago. C finds it anew."
)
DAMAGED: Final = N_("Listen", "This chapter is damaged and cannot be shown.")
LEFT_OUT: Final = N_("Listen", "The chapter “{chapter}” is damaged and is left out.")
NO_DEVICE: Final = N_(
    "Listen", "There is no sound device. Everything runs on time, unheard, until there is one."
)
TAKEN: Final = N_("Listen", "{page} has the voice now. Space goes on here.")
ARRIVED: Final = N_("Listen", "“{title}” has come into the library.")
MORE_ARRIVED: Final = N_("Listen", "“{title}” and {count} more have come into the library.")
NO_VOICE: Final = N_(
    "Listen",
    "There is no voice for {language} on this computer, so it would be read by the wrong one. "
    "Settings, Voices adds a voice; O changes the language of the text.",
)
HANDED: Final[Mapping[str, str]] = {
    "drill": N_("Listen", "It waits in Drill, to be made an item."),
    "question": N_("Listen", "It is among the questions for tonight."),
}
ENDED_IN_SECONDS: Final = N_("Listen", "Ended: {seconds} s, {words} words.")
ENDED_AT_ONCE: Final = N_("Listen", "Ended: {seconds} s, 1 word.")
ENDED: Final = N_("Listen", "Ended: {minutes} min, {words} words.")
RECORDING_ENDED_IN_SECONDS: Final = N_("Listen", "Ended: {seconds} s.")
RECORDING_ENDED: Final = N_("Listen", "Ended: {minutes} min.")
NONE_MISSED: Final = N_("Listen", "No check that was missed today or yesterday waits.")

Facts = tuple[tuple[str, str], ...]


def ended(seconds: float, words: int | None) -> tuple[str, dict[str, str]]:
    """What is said of a session that ended: how long it sounded, in s, and how many words.

    ``words`` is None for a recording. Returns a sentence and its facts.
    """
    whole = int(seconds)
    facts = {"seconds": str(whole), "minutes": str(whole // 60), "words": str(words)}
    if words is None:
        return RECORDING_ENDED_IN_SECONDS if whole < 60 else RECORDING_ENDED, facts
    if whole >= 60:
        return ENDED, facts
    return ENDED_AT_ONCE if words == 1 else ENDED_IN_SECONDS, facts


class Notice(NamedTuple):
    """A sentence marked in the context ``Listen``, ``sound`` or ``jobs``, and its facts.

    The fact ``page`` is a page's title, ``language`` a code, and ``chapter`` a title or a number.
    """

    about: About
    sentence: str
    facts: Facts = ()


class Notices:
    """Those that hold now."""

    def __init__(self) -> None:
        self._all: dict[tuple[About, str], Notice] = {}
        self._arrived: dict[str, str] = {}

    @property
    def all(self) -> tuple[Notice, ...]:
        """In the order they came up."""
        return tuple(self._all.values())

    def say(self, about: About, sentence: str, facts: Mapping[str, str] | None = None) -> None:
        """This holds from now on."""
        self.unsay(about)
        self.add(about, sentence, facts)

    def add(self, about: About, sentence: str, facts: Mapping[str, str] | None = None) -> None:
        """This holds too."""
        told = Notice(about, sentence, tuple((facts or {}).items()))
        self._all[(about, f"{sentence}{told.facts}")] = told

    def unsay(self, *about: About) -> None:
        """It holds no longer; without a word all of them, for they were read."""
        self._all = {key: each for key, each in self._all.items() if about and key[0] not in about}
        if not about or About.ARRIVED in about:
            self._arrived = {}

    def say_arrived(self, name: str, title: str) -> None:
        """A document came while another sounded; the first of several is named, with a count."""
        self._say_arrived({**self._arrived, name: title})

    def unsay_arrived(self, name: str) -> None:
        """It need not be said of this one any more."""
        self._say_arrived({key: each for key, each in self._arrived.items() if key != name})

    def opened(self, name: str) -> None:
        """A document opens, and what was said above the one before is read.

        Of several that came while another sounded, the rest is still said to be there.
        """
        rest = self._arrived if name in self._arrived else {}
        self.unsay()
        self._say_arrived({key: each for key, each in rest.items() if key != name})

    @property
    def arrived(self) -> str:
        """The id of the document that is named as having come; empty if none is."""
        return next(iter(self._arrived), "")

    def _say_arrived(self, arrived: Mapping[str, str]) -> None:
        self.unsay(About.ARRIVED)
        self._arrived = dict(arrived)
        title, more = next(iter(arrived.values()), ""), len(arrived) - 1
        if more > 0:
            self.add(About.ARRIVED, MORE_ARRIVED, {"title": title, "count": str(more)})
        elif arrived:
            self.add(About.ARRIVED, ARRIVED, {"title": title})

    def has(self, about: About) -> bool:
        """Whether something is said about it."""
        return any(each.about is about for each in self._all.values())
