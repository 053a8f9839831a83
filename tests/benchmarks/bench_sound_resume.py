"""Stopped and gone on: how much sound is lost or heard twice, on a tape of the real process.

The last third of a second before each stop and the first after it are looked for in the text as it
sounds in one go. What lies between the two, silences left out, was lost, or heard again. Once by
pause and play, once in a new process that is given the place which the old one told, as Listen
does after a start. ``python -m tests.benchmarks.bench_sound_resume``.
"""

from random import Random
from statistics import median
from typing import Final, NamedTuple

import numpy as np

from spindle.core.sound_events import At
from spindle.core.sound_port import Utterance
from spindle.sound.espeak import Espeak
from spindle.sound.protocol import Load, Pause, Play, Report, Told
from spindle.sound.speech import QUIET, Samples
from tests.benchmarks.__main__ import Row
from tests.helpers.public_texts import sentences
from tests.helpers.sound_pipe import SoundPipe
from tests.helpers.sound_server import RATE, Tape, sound_server, there
from tests.helpers.tones import Desk
from tests.helpers.waiting import let_pass

TIMES: Final = 1
"""It has twelve of each."""

_PLACES: Final = 12
_FOUND_S: Final = 0.35
_COARSE: Final = 4
"""So many samples of the tape are one where two sounds are compared: 0.1 ms."""

_TEXT: Final = tuple(
    Utterance(id=str(each.number), text=each.text) for each in sentences("darwin-origin")[:12]
)
"""No sentence of it comes twice, so that each place sounds like no other."""


_ALIKE: Final = 0.4
"""Where a text is gone on in, the stretching finds other places to join; the wave is the same."""
_NEAR_S: Final = 1.5
"""More than this lost or heard twice would be a fault of another kind, and is not looked for."""


class Stop(NamedTuple):
    """Moments of ``now()``: it was stopped, and told to go on; and the place that was told."""

    stopped: float
    went_on: float
    place: At


class Whole(NamedTuple):
    """The text in one go, at the tape's rate, and the second at which each sentence begins."""

    sound: Samples
    begun: dict[str, float]


def rows() -> list[Row]:
    """By pause and play, then in new processes; none without a sound server."""
    if not there():
        return []
    whole = _whole()
    found = []
    for how, new in (("after a pause", False), ("in a new process", True)):
        off = _off(whole, new=new)
        found += [
            (f"sound: gone on {how}, lost or heard twice, median of 12", 50.0, median(off), "ms"),
            (f"sound: gone on {how}, lost or heard twice, worst of 12", 50.0, max(off), "ms"),
        ]
    return found


def _whole() -> Whole:
    engine = Espeak("en-us")
    desk = Desk(
        *(each.text for each in _TEXT), speak=lambda text: engine.speak(text, lambda: False)
    )
    desk.player.play()
    while desk.player.playing:
        desk.pull(1.0, 2205)
    sound = np.concatenate(desk.sound)
    at = np.arange(0, len(sound), engine.rate / RATE)
    begun: dict[str, float] = {}
    for second, event in desk.told(At):
        if isinstance(event, At) and event.playing:
            begun.setdefault(event.utterance, second - event.ms / 1000)
    return Whole(np.interp(at, np.arange(len(sound)), sound).astype(np.float32), begun)


def _off(whole: Whole, *, new: bool) -> list[float]:
    """Milliseconds of sound between where it stopped and where it went on, of each place."""
    with sound_server() as env:
        tape = Tape(env)
        stops, chance = [], Random(3)  # noqa: S311 - the same places each time
        pipe = SoundPipe(env=env)
        pipe.send(Load(turn=1, utterances=_TEXT))
        pipe.send(Play())
        for _ in range(_PLACES):
            pipe.wait(_inside)
            let_pass(0.6 + 0.9 * chance.random())
            pipe.wait(_inside)
            stopped = pipe.send(Pause())
            rested = _at(pipe.wait(_rests)[1])
            let_pass(0.6)
            if new:
                pipe.close()
                pipe = SoundPipe(env=env)
                pipe.send(Load(turn=1, utterances=_TEXT, at=rested.utterance, ms=rested.ms))
            went_on = pipe.send(Play())
            stops.append(Stop(stopped, went_on, rested))
            pipe.wait(_plays)
            let_pass(0.5)
        pipe.close()
        sound = tape.stop()
    return [
        _between(
            whole,
            sound,
            whole.begun[each.place.utterance] + each.place.ms / 1000,
            (tape.second_of(each.stopped), tape.second_of(each.went_on)),
        )
        for each in stops
    ]


def _between(whole: Whole, sound: Samples, near: float, rest: tuple[float, float]) -> float:
    """Milliseconds that sound in the whole between the end before a rest and the begin behind."""
    stopped, went_on = rest
    middle = round((went_on - 0.1) * RATE)
    loud = np.flatnonzero(np.abs(sound[:middle]) > QUIET)
    ends = int(loud[-1]) + 1
    begins = middle + int(np.flatnonzero(np.abs(sound[middle:]) > QUIET)[0])
    assert ends / RATE < stopped + 0.25, "it went on after it was stopped"
    size = round(_FOUND_S * RATE)
    start = max(0, round((near - _NEAR_S) * RATE))
    part = whole.sound[start : round((near + _NEAR_S) * RATE)]
    last = _found(part, sound[ends - size : ends]) + size
    first = _found(part, sound[begins : begins + size])
    low, high = sorted((last, first))
    return 1000 * float(np.sum(_sounds(part)[low:high])) / RATE


def _sounds(samples: Samples) -> Samples:
    """Where something is heard; a wave that passes through zero is not silent."""
    loud = (np.abs(samples) > QUIET).astype(np.float32)
    near = round(0.01 * RATE)
    return (np.convolve(loud, np.ones(near), "same") > 0).astype(np.float32)


def _found(whole: Samples, part: Samples) -> int:
    """Where in the whole a part sounds."""
    ours, theirs = _coarse(whole), _coarse(part)
    alike = np.correlate(ours, theirs, "valid")
    passed = np.cumsum(np.concatenate([[0.0], ours.astype(np.float64) ** 2]))
    power = passed[len(theirs) :] - passed[: -len(theirs)]
    same = alike / np.sqrt(power * np.sum(theirs**2) + 1e-9)
    assert same.max() > _ALIKE, "what was heard is not in the text near there"
    return int(np.argmax(same)) * _COARSE


def _coarse(samples: Samples) -> Samples:
    whole = samples[: len(samples) // _COARSE * _COARSE]
    found: Samples = whole.reshape(-1, _COARSE).mean(axis=1)
    return found


def _at(report: Report) -> At:
    assert isinstance(report, Told)
    assert isinstance(report.event, At)
    return report.event


def _inside(report: Report) -> bool:
    """A word that is not its sentence's first."""
    return _plays(report) and _at(report).start > 0


def _plays(report: Report) -> bool:
    return isinstance(report, Told) and isinstance(report.event, At) and report.event.playing


def _rests(report: Report) -> bool:
    return isinstance(report, Told) and isinstance(report.event, At) and not report.event.playing


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3f} {unit} (target {target:g})")
