"""Tempo ladder: how it looks."""

from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.page.face import Face, FieldDef
from spindle.features.drill.page.views.ladder import LadderView

FACE: Final = Face(
    views={"": LadderView},
    item=(
        FieldDef("cue", N_("drill", "What is played")),
        FieldDef("start", N_("drill", "From, beats a minute"), hint="60"),
        FieldDef("end", N_("drill", "To"), hint="100"),
        FieldDef("step", N_("drill", "Step"), hint="4"),
        FieldDef("beats", N_("drill", "Beats in a bar"), hint="4"),
        FieldDef("notes", N_("drill", "Notes on a beat"), hint="1"),
        FieldDef("level", N_("drill", "Begins on rung"), hint="0"),
        FieldDef("bars", N_("drill", "Bars in a repetition"), hint="2"),
    ),
    all=(
        FieldDef("clean", N_("drill", "Clean ones that climb"), hint="3"),
        FieldDef("slips", N_("drill", "Slips that step down"), hint="2"),
        FieldDef("unit", N_("drill", "Moves on by"), hint="successes, bars, seconds"),
        FieldDef("every", N_("drill", "After so many"), hint="8"),
        FieldDef("mute", N_("drill", "Click"), hint="2 on, 1 off"),
    ),
    start={"start": 60, "end": 100, "step": 4},
)
