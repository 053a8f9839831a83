"""A walk through steps, one answer after another: the same for the page and for the judgement.

Each answer is held against the step that is due. A wrong one shows what was due and goes on from
there, so that no run ends in the middle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spindle.features.drill.answers.text import compare
from spindle.features.drill.kinds.settling import milliseconds
from spindle.features.drill.kinds.steps_spec import Steps
from spindle.features.drill.seeded import Seeded

TILES: Final = 4

Answer = Mapping[str, Any]
"""``text`` as typed, or ``tile`` as chosen; ``call`` "right" for a near miss that counts;
``shown`` if the step was asked for; ``onset_ms`` and ``latency_ms``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One answer of a walk.

    Attributes:
        step: Place of the step that stands here now.
        meant: Place of the step the answer was, if it was any.
        near: Nearly the step that was due; the person may call it right.
    """

    step: int
    meant: int | None
    right: bool
    near: bool
    text: str
    onset_ms: float | None
    latency_ms: float | None


def walk(spec: Steps, answers: Iterable[Answer]) -> tuple[Taken, ...]:
    """The steps taken so far; answers beyond the last step are left out."""
    taken: list[Taken] = []
    for answer in answers:
        if len(taken) == len(spec.steps):
            break
        taken.append(_take(spec, frozenset(one.step for one in taken), answer))
    return tuple(taken)


def done(taken: Iterable[Taken]) -> frozenset[int]:
    """Places of the steps that stand there."""
    return frozenset(one.step for one in taken)


def _take(spec: Steps, gone: frozenset[int], answer: Answer) -> Taken:
    free = spec.free(gone)
    text = str(answer.get("tile", answer.get("text", "")))
    meant, near = (None, None) if answer.get("shown") else _meant(spec, free, gone, text)
    if meant is None and near is not None and answer.get("call") == "right":
        meant = near
    right = meant in free
    return Taken(
        step=meant if right and meant is not None else free[0],
        meant=meant,
        right=right,
        near=not right and near is not None,
        text=text,
        onset_ms=milliseconds(answer.get("onset_ms")),
        latency_ms=milliseconds(answer.get("latency_ms")),
    )


def _meant(
    spec: Steps, free: tuple[int, ...], gone: frozenset[int], text: str
) -> tuple[int | None, int | None]:
    """The step a text is, those due first; and the due step it nearly is."""
    later = [at for at in range(len(spec.steps)) if at not in gone and at not in free]
    near = None
    for at in (*free, *later, *sorted(gone)):
        match = compare(text, (spec.steps[at].text, *spec.steps[at].accept), spec.policy)
        if match.right:
            return at, None
        if match.near and near is None and at in free:
            near = at
    return None, near


def tiles(spec: Steps, gone: frozenset[int], seed: int) -> tuple[str, ...]:
    """What to choose the next step from: one that is due, and others that are not.

    The writer's own wrong ones come first, then steps that are not due yet, then steps that stand
    there already; in an order the seed gives.
    """
    free = spec.free(gone)
    if not free:
        return ()
    chance = Seeded(seed * 131 + len(gone))
    later = [at for at in range(len(spec.steps)) if at not in gone and at not in free]
    wrong = [
        *chance.shuffled(spec.others)[: TILES - 2],
        *(spec.steps[at].text for at in later[:2]),
        *(spec.steps[at].text for at in chance.shuffled(later[2:])),
        *chance.shuffled(spec.others),
        *(spec.steps[at].text for at in chance.shuffled(sorted(gone))),
    ]
    offered = list(dict.fromkeys([spec.steps[free[0]].text, *wrong]))[:TILES]
    return tuple(chance.shuffled(offered))
