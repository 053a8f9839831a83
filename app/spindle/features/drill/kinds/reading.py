"""Reads a spec's fields: each returns the value in its type, or says what is wrong."""

import math
from collections.abc import Sequence
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.kinds.kind import Spec, SpecError

LONGEST: Final = 20_000
"""Characters in one text of a spec; a longer one is a mistake, and would freeze a page."""

MOST: Final = 200
"""Entries in one list of a spec (answers, steps, keys)."""


def text(spec: Spec, field: str, *, needed: str = "", where: str = "") -> str:
    """A text, without white space at its ends; numbers are taken as written.

    ``needed`` is the marked sentence that says why an empty one will not do; ``where`` names the
    place in the spec for the error, instead of the field.
    """
    return as_text(spec.get(field, ""), needed=needed, where=where or field)


def as_text(value: object, *, needed: str = "", where: str = "") -> str:
    """One value as a text; see ``text``."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise SpecError(N_("drill", "{where} is not a text."), where)
    found = str(value).strip()
    if len(found) > LONGEST:
        raise SpecError(N_("drill", "{where} is too long."), where)
    if needed and not found:
        raise SpecError(needed, where)
    return found


def texts(spec: Spec, field: str) -> tuple[str, ...]:
    """A list of texts, or one text standing for a list of one; empty ones are left out."""
    value = spec.get(field, ())
    listed = _listed(value, field)
    return tuple(
        one
        for number, entry in enumerate(listed, 1)
        if (one := as_text(entry, where=f"{field} {number}"))
    )


def mappings(spec: Spec, field: str) -> tuple[Spec, ...]:
    """A list whose entries are mappings; a text stands for ``{"text": it}``."""
    found: list[Spec] = []
    for number, entry in enumerate(_listed(spec.get(field, ()), field), 1):
        if isinstance(entry, str):
            found.append({"text": entry})
        elif isinstance(entry, dict):
            found.append(entry)
        else:
            where = f"{field} {number}"
            raise SpecError(N_("drill", "{where} cannot be read."), where)
    return tuple(found)


def _listed(value: object, field: str) -> Sequence[Any]:
    if isinstance(value, str | int | float):
        return (value,)
    if not isinstance(value, list | tuple):
        raise SpecError(N_("drill", "{where} is not a list."), field)
    if len(value) > MOST:
        raise SpecError(N_("drill", "{where} has more than {most} entries."), field, most=MOST)
    return value


def number(
    spec: Spec, field: str, default: float, *, least: float = -math.inf, most: float = math.inf
) -> float:
    """A number within its bounds; ``default`` where the spec says nothing."""
    value = spec.get(field, default)
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SpecError(N_("drill", "{where} is not a number."), field)
    if not least <= value <= most:
        raise SpecError(
            N_("drill", "{where} must be from {least} to {most}."),
            field,
            least=f"{least:g}",
            most=f"{most:g}",
        )
    return float(value)


def whole(spec: Spec, field: str, default: int, *, least: int, most: int) -> int:
    """A whole number within its bounds."""
    found = number(spec, field, default, least=least, most=most)
    if found != int(found):
        raise SpecError(N_("drill", "{where} must be a whole number."), field)
    return int(found)


def choice(spec: Spec, field: str, among: Sequence[str]) -> str:
    """One of the words; the first where the spec says nothing."""
    found = spec.get(field, among[0])
    if found not in among:
        raise SpecError(
            N_("drill", "{where} must be one of {words}."),
            field,
            words=", ".join(among),
        )
    return str(found)


def yes(spec: Spec, field: str, *, default: bool = False) -> bool:
    """A yes or no; the words are taken too."""
    value = spec.get(field, default)
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in {"yes", "true", "on"}:
        return True
    if word in {"no", "false", "off"}:
        return False
    raise SpecError(N_("drill", "{where} must be yes or no."), field)
