"""What a drill's measures say, as sentences: the number first, then what it means."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale

from spindle.features.drill.measuring import DrillFacts
from spindle.features.drill.memory.curve import FLOOR_FROM, FORECAST_FROM
from spindle.features.drill.memory.mastery import ACCURATE, SURE
from spindle.features.drill.memory.rehearsal import volume
from spindle.features.drill.memory.reliability import Reliability, Share
from spindle.features.drill.page.counting_words import percent
from spindle.features.drill.page.told import gained
from spindle.features.drill.page.words import number, seconds, tr
from spindle.features.drill.run import Fact

_NAMED: Final = 3
_WIDE: Final = 3.0
"""A band that reaches from one time to three times it says nothing."""


def facts_of(facts: DrillFacts) -> tuple[Fact, ...]:
    """Recalled, right, usual, even: at most four."""
    found = []
    if facts.recalled is not None:
        found.append(
            Fact(
                name=tr("Recalled when asked"),
                figure=percent(facts.recalled.share),
                note=_recalled(facts.recalled, facts.expected),
            )
        )
    if facts.right is not None:
        found.append(
            Fact(name=tr("Right"), figure=percent(facts.right.share), note=_interval(facts.right))
        )
    if facts.row.usual is not None:
        usual = seconds(facts.row.usual)
        found.append(Fact(name=tr("Your usual"), figure=usual, note=tr("median of the last right")))
    if facts.even is not None:
        even = facts.even
        found.append(
            Fact(
                name=tr("Even"),
                figure=number(round(even.spread, 2)),
                note=tr("{low} to {high}, aim under 0.4").format(
                    low=number(round(even.low, 2)), high=number(round(even.high, 2))
                ),
            )
        )
    return tuple(found[:4])


def sentences(facts: DrillFacts) -> tuple[str, ...]:
    """What can be said, and what cannot be said yet."""
    found = [
        *_practice(facts),
        *_reached(facts),
        *_automatic(facts),
        *_balance(facts),
        *_standing(facts),
    ]
    return (*found, *_parts(facts), *_in_mind(facts))


def _parts(facts: DrillFacts) -> list[str]:
    """The weak one, if that is sure; else what went wrong at all; and what is slow."""
    found = []
    if facts.weak is not None:
        part = facts.elements[facts.weak]
        found.append(
            tr("“{label}” goes wrong most often: {errors} of {runs}.").format(
                label=part.label,
                errors=number(part.tally.errors),
                runs=number(sum(part.tally)),
            )
        )
    elif facts.missed:
        found.append(tr("Went wrong at times: {parts}.").format(parts=_named(facts.missed)))
    if facts.slow:
        found.append(tr("Slower than the others: {parts}.").format(parts=_named(facts.slow)))
    for label, floor in facts.slow_floors:
        if floor.high <= _WIDE * floor.low:
            words = tr("With practice “{label}” goes towards {low} to {high}.")
            low, high = seconds(floor.low), seconds(floor.high)
            found.append(words.format(label=label, low=low, high=high))
    return found


def _named(names: Sequence[str]) -> str:
    """The worst of them."""
    return ", ".join(tr("“{name}”").format(name=name) for name in names[:_NAMED])


def _in_mind(facts: DrillFacts) -> list[str]:
    """Volume, where the mind counts three tenths, and how long the imagined takes."""
    if not facts.imagined:
        return []
    done = facts.attempts
    found = [
        tr("{done} times done and {imagined} times in the mind: a volume of {volume}.").format(
            done=number(done),
            imagined=number(facts.imagined),
            volume=number(round(volume(done, facts.imagined), 1)),
        )
    ]
    if facts.isochrony is not None:
        share = percent(facts.isochrony)
        found.append(tr("In the mind it takes {share} of the real time.").format(share=share))
    return found


def trusted(facts: DrillFacts) -> tuple[str, ...]:
    """The predictions, scored: range by range, then their loss beside that of a constant."""
    trust = facts.trust
    if trust is None or not trust.rows:
        return (tr("Predictions are scored from 20 answers on."),)
    better, worse = (
        tr("Log loss {loss}; always saying the same share would cost {constant}."),
        tr("Log loss {loss}; always saying the same share would cost only {constant}."),
    )
    loss = (better if trust.loss <= trust.constant else worse).format(
        loss=_loss(trust.loss), constant=_loss(trust.constant)
    )
    return (*_ranges(trust), loss)


def _loss(nats: float) -> str:
    return QLocale().toString(nats, "f", 3)


def _ranges(trust: Reliability) -> tuple[str, ...]:
    return tuple(
        tr(
            "When {said} was expected, {happened} were right ({n} answers, {low} to {high})."
        ).format(
            said=percent(row.said),
            happened=percent(row.happened.share),
            n=number(row.happened.of),
            low=percent(row.happened.low),
            high=percent(row.happened.high),
        )
        for row in trust.rows
    )


def _practice(facts: DrillFacts) -> list[str]:
    curve = facts.curve
    if curve is None:
        return []
    floor = curve.floor()
    if floor is None:
        return [
            tr("Where this is going is told from {n} right answers on.").format(
                n=number(FORECAST_FROM)
            )
        ]
    if floor.high > _WIDE * floor.low:
        return [tr("How far it still goes cannot be told yet: it is falling, or too uneven.")]
    if curve.attempts < FLOOR_FROM:
        said = tr("With practice it goes towards {low} to {high}.")
        return [said.format(low=seconds(floor.low), high=seconds(floor.high))]
    return [tr("With practice it goes towards {floor}.").format(floor=seconds(floor.middle))]


def _reached(facts: DrillFacts) -> list[str]:
    """When the time that was set will be reached, as far as that can be told."""
    reach, target = facts.reach, facts.target
    if reach is None or target is None:
        return []
    if reach.middle == 0:
        return [tr("Within {time} already.").format(time=seconds(target))]
    if reach.latest is None:
        words = tr("Within {time} after {n} more right answers at the earliest.")
        return [words.format(time=seconds(target), n=number(reach.soonest))]
    words = tr("Within {time} after {n} to {most} more right answers.")
    return [words.format(time=seconds(target), n=number(reach.soonest), most=number(reach.latest))]


def _automatic(facts: DrillFacts) -> list[str]:
    change = facts.change
    if change is None:
        return []
    if change.more_automatic:
        return [
            tr("More automatic than 100 right answers ago: quicker and more even, beyond chance.")
        ]
    if change.faster:
        return [tr("Quicker than 100 right answers ago, and as uneven: mere speed so far.")]
    return []


def _balance(facts: DrillFacts) -> list[str]:
    """Speed and accuracy of the last run as one number, and what a sequence of keys is worth."""
    found = []
    if facts.balance is not None:
        sign = "+" if facts.balance >= 0 else "−"
        figure = f"{sign}{QLocale().toString(abs(facts.balance), 'f', 1)}"
        words = tr("Speed and accuracy of the last run together: {figure}, where 0 is your usual.")
        found.append(words.format(figure=figure))
    if facts.gain is not None:
        said_ = gained(facts.gain)
        found.append(said_[:1].upper() + said_[1:])
    return found


def _standing(facts: DrillFacts) -> list[str]:
    """The gate, and what is missing for it."""
    standing = facts.standing
    if standing.mastered:
        return [tr("Mastered.")]
    found = []
    if facts.parents:
        titles = ", ".join(f"“{title}”" for title in facts.parents)
        found.append(tr("First comes {titles}.").format(titles=titles))
    missing = []
    passed = standing.passes(facts.target)
    if not passed.accurate:
        missing.append(tr("{share} of the last ten right").format(share=percent(ACCURATE)))
    elif standing.evidence < SURE:
        missing.append(tr("some more right answers in a row"))
    if passed.quick is False:
        missing.append(_quick(facts))
    if passed.even is False:
        missing.append(tr("more even times"))
    if standing.proven is None:
        missing.append(tr("once right among other drills, on another day"))
    if missing and standing.begun is not None:
        found.append(tr("Still missing to be mastered: {what}.").format(what="; ".join(missing)))
    return found


def _quick(facts: DrillFacts) -> str:
    """What is quick enough, as far as it is known."""
    mode = facts.standing.recent[-1].mode if facts.standing.recent else ""
    enough = facts.standing.enough(facts.target, mode)
    if enough is None:
        return tr("ten right answers to learn your own times from")
    return tr("within {time}").format(time=seconds(enough))


def _recalled(share: Share, expected: float | None) -> str:
    """The interval, and beside it what had been expected."""
    said_ = _interval(share)
    if expected is None:
        return said_
    return tr("{interval}; {share} expected").format(interval=said_, share=percent(expected))


def _interval(share: Share) -> str:
    return tr("of {n}, {low} to {high}").format(
        n=number(share.of), low=percent(share.low), high=percent(share.high)
    )
