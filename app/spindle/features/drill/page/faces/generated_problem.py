"""Generated problem: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import CUE, WITHIN, Face, FieldDef
from spindle.features.drill.page.views.typed import TypedView

FACE: Final = Face(
    views={"": TypedView},
    item=(
        CUE,
        FieldDef("prompt", N_("drill", "Question"), "text", "{a}x {b:+} = {c}"),
        FieldDef("params", N_("drill", "Numbers"), "pairs", "a = 2..9"),
        FieldDef("where", N_("drill", "Conditions"), "lines", "b ≠ 0"),
        FieldDef("answer", N_("drill", "Answer"), hint=N_("drill", "an expression, such as x")),
        FieldDef("solution", N_("drill", "Worked answer"), "lines", "{a}x = {c-b}"),
        FieldDef("form", N_("drill", "Form"), hint="number, fraction, expanded, factored"),
        FieldDef("unit", N_("drill", "Unit"), hint="km/h"),
        FieldDef("strategy", N_("drill", "Strategy")),
        FieldDef("level", N_("drill", "Begins at level"), hint="0"),
    ),
    all=(WITHIN, FieldDef("positive", N_("drill", "Above zero"), "commas", "x")),
    start={
        "prompt": "{a} + {b}",
        "params": {"a": "2..9", "b": "2..9"},
        "answer": "a + b",
    },
)
