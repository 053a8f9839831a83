"""A timed key sequence: the same keys again and again, until the hand knows them.

One attempt is one block, at most 30 s; between blocks the hand rests. Some blocks are of the same
keys in a random order: what is faster in the sequence than in those is the sequence itself, not
the keys. Right is a block nearly without a wrong key, whatever its time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

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
    Traits,
)
from spindle.features.drill.kinds.settling import Unhinted, milliseconds, settle
from spindle.features.drill.seeded import Seeded

LONGEST_BLOCK_S: Final = 30.0
CLEAN: Final = 0.95
"""Part of right keys from which on a block is right."""
_LEAST, _MOST = 4, 12
_MOST_PRESSES: Final = 400

_LENGTH: Final = N_("drill", "A sequence has {least} to {most} keys.")
_ONE_KEY: Final = N_("drill", "A key is one character: “{key}” is not.")
_ALL_SAME: Final = N_("drill", "It needs at least two different keys.")

SEQUENCE: Final = "sequence"
RANDOM: Final = "random"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """An item, read.

    Attributes:
        reps: How often the sequence is pressed in a block.
        blocks: How many blocks there are in a sitting.
        random: Part of the blocks whose order is random.
    """

    cue: str
    keys: tuple[str, ...]
    reps: int
    blocks: int
    random: float
    rest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPrompt(Prompt):
    """A block.

    Attributes:
        targets: The different keys, in the order they lie on screen.
        presses: What to press, in order.
        block: ``SEQUENCE`` or ``RANDOM``.
        number: Which block of the sitting, from 1.
        longest_s: When the block ends by itself.
    """

    targets: tuple[str, ...]
    presses: tuple[str, ...]
    block: str
    number: int
    longest_s: float = LONGEST_BLOCK_S


class KeySequence(Unhinted):
    """The kind.

    Given: ``presses``, a list of ``{"key", "down_ms", "up_ms"}`` from the block's start, without
    auto-repeat. A wrong key does not move on; the right one must follow.
    """

    id = "key_sequence"
    title = N_("drill", "Timed keys")
    version = 1
    modes = ("blocks",)
    traits = Traits(longest=60, in_blocks=True, guess=100.0, face=f"{FACES}.key_sequence")
    own_words = frozenset({"cue", "keys", "reps", "blocks", "random", "rest_s"})
    paced = True

    def parse(self, spec: Spec) -> Keys:
        """Read one item; the keys may stand in one text, with spaces between them."""
        keys = reading.texts(spec, "keys")
        if len(keys) == 1:
            keys = tuple(keys[0].split()) if " " in keys[0] else tuple(keys[0])
        if not _LEAST <= len(keys) <= _MOST:
            raise SpecError(_LENGTH, "keys", least=_LEAST, most=_MOST)
        for key in keys:
            if len(key) != 1:
                raise SpecError(_ONE_KEY, "keys", key=key)
        keys = tuple(key.lower() for key in keys)
        if len(set(keys)) == 1:
            raise SpecError(_ALL_SAME, "keys")
        return Keys(
            cue=reading.text(spec, "cue"),
            keys=keys,
            reps=reading.whole(spec, "reps", 4, least=1, most=30),
            blocks=reading.whole(spec, "blocks", 6, least=1, most=40),
            random=reading.number(spec, "random", 0.25, least=0, most=0.5),
            rest_s=reading.number(spec, "rest_s", 10, least=10, most=300),
        )

    def name(self, spec: Keys) -> str:
        """The cue, or the keys."""
        return spec.cue or " ".join(spec.keys)

    def elements(self, spec: Keys) -> tuple[Element, ...]:
        """A key after a key, each place of the sequence."""
        return tuple(Element(f"{spec.keys[at - 1]} {key}") for at, key in enumerate(spec.keys))

    def prompt(
        self, spec: Keys, seed: int, mode: str, before: Sequence[Payload] = ()
    ) -> KeysPrompt:
        """The next block. Random ones are spread evenly; the first is never one."""
        number = len(before) + 1
        is_random = int(number * spec.random) > int((number - 1) * spec.random)
        presses = spec.keys * spec.reps
        if is_random:
            presses = _without_twins(Seeded(seed + number), spec.keys, len(presses))
        return KeysPrompt(
            mode=mode,
            seed=seed,
            cue=spec.cue,
            answer=" ".join(spec.keys),
            rest_s=spec.rest_s if before else 0.0,
            targets=tuple(sorted(set(spec.keys))),
            presses=presses,
            block=RANDOM if is_random else SEQUENCE,
            number=number,
        )

    def judge(self, spec: Keys, prompt: KeysPrompt, given: Given) -> Judged:
        """Part of right presses; the time between right presses is kept and decides nothing."""
        pressed = _pressed(given)
        results, right = _elements(spec, prompt, pressed)
        share = right / max(len(pressed), 1)
        whole = right == len(prompt.presses)
        gaps = [one.latency_ms for one in results if one.ok and one.latency_ms is not None]
        judged = settle(
            {**given, "call": None},
            right=whole and share >= CLEAN,
            score=share if whole else share * right / len(prompt.presses),
            elements=tuple(results),
            payload={
                "block": prompt.block,
                "number": prompt.number,
                "pressed": len(pressed),
                "right": right,
                "median_ms": median(gaps) if gaps else None,
                "presses": pressed,
            },
        )
        if prompt.block == RANDOM:  # a yardstick, no attempt at the sequence
            return Judged(
                outcome=None, score=judged.score, payload={**judged.payload, "outcome": None}
            )
        return judged

    def goes_on(self, spec: Keys, before: Sequence[Payload]) -> bool:
        """Until all blocks are done."""
        return len(before) < spec.blocks

    def result(self, spec: Keys, before: Sequence[Payload]) -> Result:
        """Right when most sequence blocks were; with the sequence's own gain in time."""
        del spec
        own = [one for one in before if one.get("block") == SEQUENCE]
        times, others = _medians(own), _medians(one for one in before if one not in own)
        right = sum(one.get("outcome") == 1 for one in own)
        score = sum(float(one.get("score", 0)) for one in own) / max(len(own), 1)
        figures = [("blocks", float(len(own)), "")]
        if times:
            figures.append(("gap", median(times), "ms"))
        if times and others:
            figures.append(("sequence_gain", median(others) - median(times), "ms"))
        return Result(
            outcome=int(2 * right > len(own)) if own else None, score=score, figures=tuple(figures)
        )


def _medians(payloads: Any) -> list[float]:
    found = (one.get("median_ms") for one in payloads)
    return [float(one) for one in found if one is not None]


def _without_twins(chance: Seeded, keys: tuple[str, ...], count: int) -> tuple[str, ...]:
    """As many keys at random, none twice in a row."""
    targets = sorted(set(keys))
    found: list[str] = []
    for _ in range(count):
        found.append(chance.choice([key for key in targets if key not in found[-1:]]))
    return tuple(found)


def _pressed(given: Given) -> list[dict[str, Any]]:
    listed = given.get("presses")
    found = []
    for one in (listed if isinstance(listed, list) else [])[:_MOST_PRESSES]:
        down = milliseconds(one.get("down_ms")) if isinstance(one, dict) else None
        if down is not None:
            up = milliseconds(one.get("up_ms"))
            found.append({"key": str(one.get("key", ""))[:8], "down_ms": down, "up_ms": up})
    return found


def _elements(
    spec: Keys, prompt: KeysPrompt, pressed: list[dict[str, Any]]
) -> tuple[list[ElementResult], int]:
    """Each press beside what was due, and how many were right."""
    due, last, found = 0, 0.0, []
    for one in pressed:
        if due == len(prompt.presses):
            break
        expected = prompt.presses[due]
        ok = one["key"].lower() == expected
        found.append(
            ElementResult(
                element=due % len(spec.keys),
                expected=expected,
                got=one["key"],
                ok=ok,
                onset_ms=one["down_ms"],
                latency_ms=max(0.0, one["down_ms"] - last),
            )
        )
        if ok:
            due, last = due + 1, one["down_ms"]
    return found, due
