"""Why now, and why this long: what the value model may say before a session, in words only.

A sentence needs ratings that bear it out twice: the model believes in the effect of this hour or
this length, and the plain ratings it speaks of are no worse than the person's others. It never
carries a number, nor says less well: who has no good pattern here reads "No pattern yet."
"""

from typing import NamedTuple

from spindle.core.translate import N_
from spindle.core.value import Context, Tally, ValueModel

LEAST_RATINGS = 3  # of the very sessions a sentence speaks of
_STEADY = 3  # nothing below it has "gone well"
_BELIEF = 1.0  # the effect lies so many spreads above zero: about five chances in six

NO_PATTERN = N_("ValueReason", "No pattern yet.")

_PAIRS = {
    ("focus", "early_morning"): N_("ValueReason", "Early morning focus has gone well."),
    ("focus", "morning"): N_("ValueReason", "Morning focus has gone well."),
    ("focus", "early_afternoon"): N_("ValueReason", "Early afternoon focus has gone well."),
    ("focus", "late_afternoon"): N_("ValueReason", "Late afternoon focus has gone well."),
    ("focus", "evening"): N_("ValueReason", "Evening focus has gone well."),
    ("focus", "late_night"): N_("ValueReason", "Late night focus has gone well."),
    ("listen", "early_morning"): N_("ValueReason", "Early morning listening has gone well."),
    ("listen", "morning"): N_("ValueReason", "Morning listening has gone well."),
    ("listen", "early_afternoon"): N_("ValueReason", "Early afternoon listening has gone well."),
    ("listen", "late_afternoon"): N_("ValueReason", "Late afternoon listening has gone well."),
    ("listen", "evening"): N_("ValueReason", "Evening listening has gone well."),
    ("listen", "late_night"): N_("ValueReason", "Late night listening has gone well."),
    ("drill", "early_morning"): N_("ValueReason", "Early morning drills have gone well."),
    ("drill", "morning"): N_("ValueReason", "Morning drills have gone well."),
    ("drill", "early_afternoon"): N_("ValueReason", "Early afternoon drills have gone well."),
    ("drill", "late_afternoon"): N_("ValueReason", "Late afternoon drills have gone well."),
    ("drill", "evening"): N_("ValueReason", "Evening drills have gone well."),
    ("drill", "late_night"): N_("ValueReason", "Late night drills have gone well."),
    ("move", "early_morning"): N_("ValueReason", "Early morning movement has gone well."),
    ("move", "morning"): N_("ValueReason", "Morning movement has gone well."),
    ("move", "early_afternoon"): N_("ValueReason", "Early afternoon movement has gone well."),
    ("move", "late_afternoon"): N_("ValueReason", "Late afternoon movement has gone well."),
    ("move", "evening"): N_("ValueReason", "Evening movement has gone well."),
    ("move", "late_night"): N_("ValueReason", "Late night movement has gone well."),
}
_HOURS = {
    "early_morning": N_("ValueReason", "Early mornings have gone well."),
    "morning": N_("ValueReason", "Mornings have gone well."),
    "early_afternoon": N_("ValueReason", "Early afternoons have gone well."),
    "late_afternoon": N_("ValueReason", "Late afternoons have gone well."),
    "evening": N_("ValueReason", "Evenings have gone well."),
    "late_night": N_("ValueReason", "Late nights have gone well."),
}
_LENGTHS = {
    "short": N_("ValueReason", "Short sessions have gone well."),
    "medium": N_("ValueReason", "Sessions of middle length have gone well."),
    "long": N_("ValueReason", "Long sessions have gone well."),
    "open": N_("ValueReason", "Sessions without a set length have gone well."),
}


class Reason(NamedTuple):
    """One sentence; the widget translates it in the context "ValueReason".

    Attributes:
        text: The sentence, untranslated.
        found: False for "No pattern yet.", so that a caller may look for another reason.
    """

    text: str
    found: bool


def reason(model: ValueModel, context: Context) -> Reason:
    """What speaks for a session like this one: its hour first, then its length."""
    _, hour, length = context.keys()
    pair = (context.activity, context.hour_band)
    if _bears_out(model, hour):
        if pair in _PAIRS and _went_well(model, model.tally(context.pair_key())):
            return Reason(_PAIRS[pair], found=True)
        if context.hour_band in _HOURS:
            return Reason(_HOURS[context.hour_band], found=True)
    if context.length_band in _LENGTHS and _bears_out(model, length):
        return Reason(_LENGTHS[context.length_band], found=True)
    return Reason(NO_PATTERN, found=False)


def how_long(model: ValueModel, context: Context) -> Reason:
    """A length that has gone well, where the one that is set has not shown to.

    Of several the one believed to be best.
    """
    _, _, here = context.keys()
    keys = {f"length:{band}": sentence for band, sentence in _LENGTHS.items()}
    well = [key for key in keys if key != here and _bears_out(model, key)]
    if not well or _bears_out(model, here):
        return Reason(NO_PATTERN, found=False)
    best = max(well, key=lambda key: model.effect((key,)).mean)
    return Reason(keys[best], found=True)


def _bears_out(model: ValueModel, key: str) -> bool:
    belief = model.effect((key,))
    return belief.mean > _BELIEF * belief.sd and _went_well(model, model.tally(key))


def _went_well(model: ValueModel, tally: Tally) -> bool:
    usual = model.tally("level").mean
    return tally.ratings >= LEAST_RATINGS and tally.mean >= max(usual, _STEADY)
