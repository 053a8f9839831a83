"""A tempo ladder: a passage at a click, a rung faster after three clean ones, slower after slips.

One attempt is one repetition at one tempo, clean or not as the person says. Rungs may instead
change after so many bars or seconds, up or down, and the click may fall silent for some bars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import (
    FACES,
    Element,
    ElementResult,
    Given,
    Judged,
    Payload,
    Prompt,
    Result,
    Spec,
    SpecError,
    Timed,
    Traits,
)
from spindle.features.drill.kinds.settling import Unhinted, milliseconds, settle

UNITS: Final = ("successes", "bars", "seconds")
CLEAN_ENOUGH: Final = 2
"""Clean repetitions that make a tempo one that was reached."""
WARM_UP: Final = 2
"""Rungs below the last one reached at which a sitting begins."""
_MOST_RUNGS: Final = 120
_MOST_TAPS: Final = 2000
_FARTHEST_MS: Final = 3000.0

_NO_STEP: Final = N_("drill", "Its tempo never gets from {start} to {end}.")
_NO_MUTE: Final = N_("drill", "“{text}” is no pattern such as 2 on, 1 off.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """An item, read.

    Attributes:
        rungs: Tempos in beats a minute, the first one first; falling when the ladder goes down.
        unit: What moves on: ``successes``, ``bars`` or ``seconds``, and how many in ``every``.
        clean, slips: How many clean ones climb, how many slips step back.
        beats: Beats in a bar; ``notes`` on each beat.
        bars: Bars in one repetition.
        mute: Bars with the click and bars without, in turn; (1, 0) always clicks.
        level: The rung a sitting begins on, from 0.
    """

    cue: str
    text: str
    rungs: tuple[float, ...]
    unit: str
    every: float
    clean: int
    slips: int
    beats: int
    notes: int
    bars: int
    mute: tuple[int, int]
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a sitting stands on the ladder: the rung, and what was done on it since it came."""

    rung: int
    clean: int = 0
    slips: int = 0
    bars: float = 0.0
    seconds: float = 0.0
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPrompt(Prompt):
    """One repetition."""

    bpm: float
    standing: Standing
    rungs: tuple[float, ...]


class TempoLadder(Unhinted):
    """The kind.

    Given: ``clean`` (True or False), ``seconds`` it lasted, ``taps_ms`` (offsets from the click).
    """

    id = "tempo_ladder"
    title = N_("drill", "Tempo ladder")
    version = 1
    modes = ("climb",)
    traits = Traits(timed=Timed.NOT, longest=60, guess=240.0, face=f"{FACES}.tempo_ladder")
    own_words = frozenset(
        {"cue", "prompt", "start", "end", "step", "unit", "every", "clean", "slips", "beats",
         "notes", "bars", "mute", "level"}
    )  # fmt: skip
    paced = True

    def parse(self, spec: Spec) -> Ladder:
        """Read one item."""
        unit = reading.choice(spec, "unit", UNITS)
        return Ladder(
            cue=reading.text(spec, "cue"),
            text=reading.text(spec, "prompt"),
            rungs=_rungs(spec),
            unit=unit,
            every=reading.number(spec, "every", 8 if unit == "bars" else 30, least=1, most=3600),
            clean=reading.whole(spec, "clean", 3, least=1, most=20),
            slips=reading.whole(spec, "slips", 2, least=1, most=20),
            beats=reading.whole(spec, "beats", 4, least=1, most=12),
            notes=reading.whole(spec, "notes", 1, least=1, most=6),
            bars=reading.whole(spec, "bars", 2, least=1, most=64),
            mute=_mute(spec),
            level=reading.whole(spec, "level", 0, least=0, most=_MOST_RUNGS),
        )

    def resumed(self, spec: Spec, last: tuple[float, str] | None) -> Spec:
        """A little below the tempo reached last."""
        return from_last(spec, last[0]) if last is not None and last[1] == "bpm" else spec

    def target(self, spec: Ladder) -> tuple[float, str]:
        """Its last rung."""
        return spec.rungs[-1], "bpm"

    def name(self, spec: Ladder) -> str:
        """What is played."""
        return spec.cue or spec.text or f"{spec.rungs[0]:g}–{spec.rungs[-1]:g}"

    def elements(self, spec: Ladder) -> tuple[Element, ...]:
        """The rungs."""
        return tuple(Element(f"{bpm:g}") for bpm in spec.rungs)

    def prompt(
        self, spec: Ladder, seed: int, mode: str, before: Sequence[Payload] = ()
    ) -> LadderPrompt:
        """The next repetition, from where the sitting stands."""
        standing = stand(spec, before)
        return LadderPrompt(
            mode=mode,
            seed=seed,
            cue=spec.cue,
            text=spec.text,
            bpm=spec.rungs[standing.rung],
            standing=standing,
            rungs=spec.rungs,
        )

    def judge(self, spec: Ladder, prompt: LadderPrompt, given: Given) -> Judged:
        """Clean or a slip."""
        clean = given.get("clean") is True
        seconds = milliseconds(given.get("seconds")) or 0.0
        element = ElementResult(
            element=prompt.standing.rung,
            expected=f"{prompt.bpm:g}",
            got="clean" if clean else "slip",
            ok=clean,
            latency_ms=seconds * 1000 or None,
        )
        return settle(
            {},
            right=clean,
            score=float(clean),
            elements=(element,),
            payload={
                "bpm": prompt.bpm,
                "rung": prompt.standing.rung,
                "seconds": seconds,
                "bars": seconds * prompt.bpm / 60 / spec.beats,
                "taps_ms": _taps(given),
            },
        )

    def goes_on(self, spec: Ladder, before: Sequence[Payload]) -> bool:
        """Until the last rung is done; the person stops it before."""
        return not stand(spec, before).finished

    def result(self, spec: Ladder, before: Sequence[Payload]) -> Result:
        """The fastest rung with two clean ones. Right when most repetitions were clean."""
        clean = [one for one in before if one.get("outcome") == 1]
        reached = [
            float(one["bpm"])
            for one in clean
            if sum(other["bpm"] == one["bpm"] for other in clean) >= CLEAN_ENOUGH
        ]
        figures = [("reps", float(len(before)), ""), ("clean", float(len(clean)), "")]
        if reached:
            best = max(reached) if spec.rungs[-1] >= spec.rungs[0] else min(reached)
            figures.insert(0, ("reached", best, "bpm"))
        return Result(
            outcome=int(bool(reached) and 2 * len(clean) > len(before)),
            score=len(clean) / len(before),
            figures=tuple(figures),
        )


def _taps(given: Given) -> list[float]:
    """Offsets of taps from their beats, to a tenth of a ms."""
    listed = given.get("taps_ms")
    return [
        round(float(one), 1)
        for one in (listed if isinstance(listed, list) else [])[:_MOST_TAPS]
        if isinstance(one, int | float) and not isinstance(one, bool) and abs(one) <= _FARTHEST_MS
    ]


def stand(spec: Ladder, before: Sequence[Payload]) -> Standing:
    """Where these repetitions lead, from the rung the sitting began on."""
    begins = int(before[0].get("rung", 0)) if before else spec.level
    at = Standing(rung=max(0, min(begins, len(spec.rungs) - 1)))
    for one in before:
        at = _after(spec, at, one)
    return at


def from_last(spec: Spec, reached: float) -> Spec:
    """The spec with the rung to begin on: some below the tempo reached last.

    A rung the spec names itself stays; so does a spec that cannot be read.
    """
    if "level" in spec:
        return spec
    try:
        rungs = _rungs(spec)
    except SpecError:
        return spec
    nearest = min(range(len(rungs)), key=lambda at: abs(rungs[at] - reached))
    return {**spec, "level": max(0, nearest - WARM_UP)}


def _after(spec: Ladder, at: Standing, one: Payload) -> Standing:
    clean = one.get("outcome") == 1
    now = Standing(
        rung=at.rung,
        clean=at.clean + clean,
        slips=at.slips + (not clean),
        bars=at.bars + float(one.get("bars", 0.0)),
        seconds=at.seconds + float(one.get("seconds", 0.0)),
    )
    if spec.unit == "successes" and now.slips >= spec.slips:
        return Standing(rung=max(0, at.rung - 1))
    if not _climbs(spec, now):
        return now
    if at.rung + 1 == len(spec.rungs):
        return Standing(rung=at.rung, clean=now.clean, slips=now.slips, finished=True)
    return Standing(rung=at.rung + 1)


def _climbs(spec: Ladder, at: Standing) -> bool:
    if spec.unit == "successes":
        return at.clean >= spec.clean
    return (at.bars if spec.unit == "bars" else at.seconds) >= spec.every


def _rungs(spec: Spec) -> tuple[float, ...]:
    start = reading.number(spec, "start", 60, least=20, most=400)
    end = reading.number(spec, "end", 100, least=20, most=400)
    step = abs(reading.number(spec, "step", 4, least=-100, most=100))
    if step == 0 or abs(end - start) / step > _MOST_RUNGS:
        raise SpecError(_NO_STEP, "step", start=f"{start:g}", end=f"{end:g}")
    sign = 1 if end >= start else -1
    rungs = [start]
    while (end - rungs[-1]) * sign > 1e-9:
        rungs.append(
            round(min(rungs[-1] + step, end) if sign > 0 else max(rungs[-1] - step, end), 3)
        )
    return tuple(rungs)


def _mute(spec: Spec) -> tuple[int, int]:
    """``2 on, 1 off`` as (2, 1)."""
    text = reading.text(spec, "mute")
    if not text:
        return (1, 0)
    words = text.replace(",", " ").split()
    if len(words) == 4 and words[1::2] == ["on", "off"] and all(map(str.isdecimal, words[::2])):
        on, off = int(words[0]), int(words[2])
        if 1 <= on <= 99 and 0 <= off <= 99:
            return (on, off)
    raise SpecError(_NO_MUTE, "mute", text=text)
