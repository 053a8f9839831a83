"""How fast a known text is heard on a tape: each sentence is looked for at many speeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from spindle.core.sound_port import Utterance
from spindle.sound.espeak import Espeak
from spindle.sound.pauses import Stretch, ratio_for
from spindle.sound.speech import Samples, trimmed
from tests.helpers.sound_server import RATE as TAPE_RATE

_STEP_S: Final = 0.01
_AROUND_S: Final = 35.0
_SAME: Final = 0.85
_LEAST_S: Final = 1.2
"""What is said in less, such as a heading, sounds like too much else."""

_FAR: Final = np.geomspace(0.6, 1.6, 66)
"""Speeds to look at, by the expected one: so wide that a wrong speed would be found as well."""

_NEAR: Final = np.linspace(0.98, 1.02, 17)
"""Speeds to look at around the best of those: a step of two percent is seen."""

_EDGE_S: Final = 0.1
"""By so much two sentences may seem to overlap, each being found on its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that was heard: its number, from which second to which, and how fast it was."""

    number: int
    second: float
    end: float
    ratio: float
    same: float


class Text:
    """The sentences of a text as the voice speaks them at its own speed."""

    def __init__(self, utterances: Sequence[Utterance], voice: str = "en-us") -> None:
        engine = Espeak(voice)
        self._natural = engine.wpm
        spoken = [trimmed(engine.speak(each.text, lambda: False)) for each in utterances]
        self._stretches = [
            Stretch(each.words or len(each.text.split()), speech.seconds, each.pause)
            for each, speech in zip(utterances, spoken, strict=True)
        ]
        self._loud = [loudness(speech.samples, speech.rate) for speech in spoken]

    def ratio(self, wpm: float, number: int) -> float:
        """The speed that gives so many words a minute around a sentence."""
        order = range(number - 1, -1, -1), range(number, len(self._stretches))
        around = [each for way in order for each in self._some(way)]
        return ratio_for(wpm, around, self._natural)

    def heard(self, tape: "Recording", begin: float, end: float, wpm: float) -> list[Found]:
        """The sentences that lie whole between two seconds of a tape, looked for around a speed."""
        found = []
        for number in range(len(self._loud)):
            best = self._best(tape, begin, end, number, self.ratio(wpm, number))
            if best is not None:
                found.append(best)
        return _in_order(found)

    def _best(
        self, tape: "Recording", begin: float, end: float, number: int, expected: float
    ) -> Found | None:
        part = tape.loud[int(begin / _STEP_S) : int(end / _STEP_S)]
        best: Found | None = None
        for speeds in (_FAR * expected, _NEAR):
            around = 1.0 if best is None else best.ratio
            for ratio in speeds * around:
                wanted = _squeezed(self._loud[number], float(ratio))
                if len(wanted) > len(part) or len(wanted) * _STEP_S < _LEAST_S:
                    continue
                place, same = _place(part, wanted)
                if same > (_SAME if best is None else best.same):
                    second = begin + place * _STEP_S
                    best = Found(number, second, second + len(wanted) * _STEP_S, float(ratio), same)
            if best is None:
                return None
        return best

    def _some(self, order: range) -> list[Stretch]:
        found, seconds = [], 0.0
        for number in order:
            if seconds > _AROUND_S:
                break
            found.append(self._stretches[number])
            seconds += found[-1].seconds + found[-1].pause
        return found


class Recording:
    """What is on a tape."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples

    @cached_property
    def loud(self) -> NDArray[np.float64]:
        """Its loudness, one figure each hundredth of a second."""
        return loudness(self.samples, TAPE_RATE)


def loudness(sound: Samples, rate: int) -> NDArray[np.float64]:
    """One figure each hundredth of a second, over longer than a period of the voice."""
    edges = (np.arange(0, len(sound) / rate, _STEP_S) * rate).astype(int)
    power = np.add.reduceat(sound.astype(np.float64) ** 2, edges)
    smooth: NDArray[np.float64] = np.sqrt(np.convolve(power, np.ones(3), "same"))
    return smooth


def _squeezed(loud: NDArray[np.float64], ratio: float) -> NDArray[np.float64]:
    at = np.arange(0, len(loud) - 1, ratio)
    found: NDArray[np.float64] = np.interp(at, np.arange(len(loud)), loud)
    return found


def _place(whole: NDArray[np.float64], wanted: NDArray[np.float64]) -> tuple[int, float]:
    """Where it is most alike, and how much."""
    size = len(wanted)
    shape = wanted - wanted.mean()
    sums = np.concatenate(([0.0], np.cumsum(whole)))
    squares = np.concatenate(([0.0], np.cumsum(whole**2)))
    total = sums[size:] - sums[:-size]
    spread = np.sqrt(np.maximum(1e-12, squares[size:] - squares[:-size] - total**2 / size))
    alike = np.correlate(whole, shape, "valid") / (spread * np.linalg.norm(shape))
    place = int(np.argmax(alike))
    return place, float(alike[place])


def _in_order(found: list[Found]) -> list[Found]:
    """The best ones that follow each other as in the text; what merely sounds alike falls out."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda one: one.same, reverse=True):
        if all(_apart(*sorted((each, one), key=lambda of: of.number)) for one in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.second)


def _apart(earlier: Found, later: Found) -> bool:
    """Whether one begins when the other has ended: a voice says one sentence at a time."""
    return later.second >= earlier.end - _EDGE_S
