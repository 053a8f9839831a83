"""Typed recall: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import CUE, HINT, IGNORE, LANGUAGE, WITHIN, Face, FieldDef
from spindle.features.drill.page.views.typed import TypedView

FACE: Final = Face(
    views={"": TypedView},
    item=(
        CUE,
        FieldDef("prompt", N_("drill", "Question"), "text", N_("drill", "___ is the gap")),
        FieldDef(
            "answers", N_("drill", "Answers"), "lines", N_("drill", "one a line; each counts")
        ),
        HINT,
    ),
    all=(
        IGNORE,
        LANGUAGE,
        FieldDef("check", N_("drill", "Checked as"), hint="text, number, expression"),
        WITHIN,
        FieldDef("decimal", N_("drill", "Decimal sign"), hint="point, comma"),
    ),
)
