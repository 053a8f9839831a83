"""Repetitions: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import Face, FieldDef
from spindle.features.drill.page.views.sets import SetsView

FACE: Final = Face(
    views={"": SetsView},
    item=(
        FieldDef("cue", N_("drill", "What is repeated")),
        FieldDef("prompt", N_("drill", "How"), "text"),
        FieldDef("sets", N_("drill", "Sets"), hint="3"),
        FieldDef("reps", N_("drill", "Repetitions in a set"), hint="10"),
        FieldDef("rest_s", N_("drill", "Rest, seconds"), hint="60"),
        FieldDef("hold_s", N_("drill", "Hold each, seconds"), hint="0"),
        FieldDef(
            "anchors",
            N_("drill", "What quality 1 to 5 looks like"),
            "lines",
            N_("drill", "five lines, or none"),
        ),
        FieldDef("picture", N_("drill", "Picture"), hint=N_("drill", "a file in the folder media")),
    ),
    start={"sets": 3, "reps": 10, "rest_s": 60},
)
