"""Timed keys: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import CUE, Face, FieldDef
from spindle.features.drill.page.views.keys import KeysView

FACE: Final = Face(
    views={"": KeysView},
    item=(
        CUE,
        FieldDef("keys", N_("drill", "Keys"), hint=N_("drill", "j f k d, four to twelve")),
    ),
    all=(
        FieldDef("reps", N_("drill", "Times in a block"), hint="4"),
        FieldDef("blocks", N_("drill", "Blocks"), hint="6"),
        FieldDef("random", N_("drill", "Part in random order"), hint="0.25"),
        FieldDef("rest_s", N_("drill", "Rest, seconds"), hint="10"),
    ),
)
