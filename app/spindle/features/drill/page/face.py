"""What a kind looks like: who asks it, how it is edited, what a new one begins with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any

from spindle.core.translate import N_
from spindle.features.drill.kinds.kind import MENTAL
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.views.mental import MentalView
from spindle.features.drill.page.views.typed import TypedView
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.run import Asked

Maker = Callable[[Tools], KindView]


@dataclass(frozen=True, slots=True)
class FieldDef:
    """One field of a form.

    Attributes:
        name: In the spec.
        label: What a person reads, marked in the context ``drill``.
        shape: ``line``; ``text`` of several lines; ``lines``, one entry a line; ``pairs``, one
            ``name = value`` a line; ``steps``, one step a line; ``commas``, a list in one line.
        hint: What stands in it while it is empty.
    """

    name: str
    label: str
    shape: str = "line"
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How one kind looks; a kind without one is asked by its text and edited as text.

    Attributes:
        views: What asks it, by mode; under the empty name all modes that are not named.
        item: The fields of one item.
        all: The fields that hold for all items.
        start: The item a new drill begins with.
    """

    views: Mapping[str, Maker] = field(default_factory=lambda: {"": TypedView})
    item: tuple[FieldDef, ...] = ()
    all: tuple[FieldDef, ...] = ()
    start: Mapping[str, Any] = field(default_factory=dict)


CUE = FieldDef("cue", N_("drill", "Cue"), hint=N_("drill", "a small line above"))
HINT = FieldDef("hint", N_("drill", "Hint"))
IGNORE = FieldDef(
    "ignore",
    N_("drill", "Makes no difference"),
    "commas",
    N_("drill", "case, accents, punctuation, articles, order"),
)
LANGUAGE = FieldDef("language", N_("drill", "Language"), hint="en, de, fr, es, it, pt, nl")
WITHIN = FieldDef("within", N_("drill", "Tolerance"), hint=N_("drill", "0.05, or 2 %"))


MENTAL_FIELDS = (
    FieldDef("script", N_("drill", "In the mind: what is gone through"), "text"),
    FieldDef("perspective", N_("drill", "In the mind: seen from"), hint="inside, outside"),
    FieldDef("target_s", N_("drill", "In the mind: to take, seconds"), hint="20"),
)
"""What any kind may say of going through it in the mind; for all items."""


def face_of(kind: str) -> Face:
    """The face of a kind.

    Raises:
        SpecError: No kind has this id.
    """
    return _face(kind_of(kind).traits.face)


def view_of(asked: Asked) -> tuple[Maker, str]:
    """What makes the view of an item, and the name under which it is kept."""
    if asked.mode == MENTAL:
        return MentalView, MENTAL
    views = face_of(asked.kind).views
    mode = asked.mode if asked.mode in views else ""
    return views[mode], f"{asked.kind} {mode}"


@lru_cache(maxsize=32)
def _face(module: str) -> Face:
    """Imported when it is first looked at: a run of one kind needs one."""
    if not module:
        return Face()
    face = import_module(module).FACE
    assert isinstance(face, Face)  # noqa: S101 - the module's contract
    return face
