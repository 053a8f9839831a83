"""Steps in order: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import IGNORE, LANGUAGE, Face, FieldDef
from spindle.features.drill.page.views.steps import StepsView
from spindle.features.drill.page.views.steps_list import ChecklistView, ReorderView

FACE: Final = Face(
    views={"": StepsView, "reorder": ReorderView, "checklist": ChecklistView},
    item=(
        FieldDef("cue", N_("drill", "What it is for")),
        FieldDef(
            "steps",
            N_("drill", "Steps"),
            "steps",
            N_("drill", "one a line; | other wording, * critical"),
        ),
        FieldDef("others", N_("drill", "Wrong ones"), "lines", N_("drill", "tiles that mislead")),
    ),
    all=(
        FieldDef(
            "order",
            N_("drill", "Order"),
            hint=N_("drill", "total, or partial with [after 1, 2]"),
        ),
        IGNORE,
        LANGUAGE,
    ),
)
