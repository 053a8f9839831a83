"""Show and grade: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import CUE, HINT, Face, FieldDef
from spindle.features.drill.page.views.card import CardView

FACE: Final = Face(
    views={"": CardView},
    item=(
        CUE,
        FieldDef("prompt", N_("drill", "Question"), "text"),
        FieldDef("answer", N_("drill", "Answer"), "text"),
        HINT,
    ),
)
