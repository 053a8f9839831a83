"""Which fields the form of each kind has; a kind without any is edited as text."""

from dataclasses import dataclass
from typing import Final

from spindle.core.translate import N_


@dataclass(frozen=True, slots=True)
class FieldDef:
    """One field.

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


_CUE: Final = FieldDef("cue", N_("drill", "Cue"), hint=N_("drill", "a small line above"))
_HINT: Final = FieldDef("hint", N_("drill", "Hint"))
_IGNORE: Final = FieldDef(
    "ignore",
    N_("drill", "Makes no difference"),
    "commas",
    N_("drill", "case, accents, punctuation, articles, order, or nothing"),
)
_LANGUAGE: Final = FieldDef("language", N_("drill", "Language"), hint="en, de, fr, es, it, pt, nl")
_WITHIN: Final = FieldDef("within", N_("drill", "Tolerance"), hint=N_("drill", "0.05, or 2 %"))

ITEM: Final[dict[str, tuple[FieldDef, ...]]] = {
    "typed_recall": (
        _CUE,
        FieldDef("prompt", N_("drill", "Question"), "text", N_("drill", "___ is the gap")),
        FieldDef(
            "answers", N_("drill", "Answers"), "lines", N_("drill", "one a line; each counts")
        ),
        _HINT,
    ),
    "show_and_grade": (
        _CUE,
        FieldDef("prompt", N_("drill", "Question"), "text"),
        FieldDef("answer", N_("drill", "Answer"), "text"),
        _HINT,
    ),
    "step_sequence": (
        FieldDef("cue", N_("drill", "What it is for")),
        FieldDef(
            "steps",
            N_("drill", "Steps"),
            "steps",
            N_("drill", "one a line; | before another wording, * at the end of a critical one"),
        ),
        FieldDef("others", N_("drill", "Wrong ones"), "lines", N_("drill", "tiles that mislead")),
    ),
    "generated_problem": (
        _CUE,
        FieldDef("prompt", N_("drill", "Question"), "text", "{a}x {b:+} = {c}"),
        FieldDef("params", N_("drill", "Numbers"), "pairs", "a = 2..9"),
        FieldDef("where", N_("drill", "Conditions"), "lines", "b ≠ 0"),
        FieldDef("answer", N_("drill", "Answer"), hint=N_("drill", "an expression, such as x")),
        FieldDef("solution", N_("drill", "Worked answer"), "lines", "{a}x = {c-b}"),
        FieldDef("form", N_("drill", "Form"), hint="number, fraction, expanded, factored"),
        FieldDef("unit", N_("drill", "Unit"), hint="km/h"),
        FieldDef("strategy", N_("drill", "Strategy")),
    ),
    "key_sequence": (
        _CUE,
        FieldDef("keys", N_("drill", "Keys"), hint=N_("drill", "j f k d, four to twelve")),
    ),
    "tempo_ladder": (
        FieldDef("cue", N_("drill", "What is played")),
        FieldDef("start", N_("drill", "From, beats a minute"), hint="60"),
        FieldDef("end", N_("drill", "To"), hint="100"),
        FieldDef("step", N_("drill", "Step"), hint="4"),
        FieldDef("beats", N_("drill", "Beats in a bar"), hint="4"),
        FieldDef("notes", N_("drill", "Notes on a beat"), hint="1"),
        FieldDef("bars", N_("drill", "Bars in a repetition"), hint="2"),
    ),
    "repetition_set": (
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
    ),
}
"""Fields of one item."""

ALL: Final[dict[str, tuple[FieldDef, ...]]] = {
    "typed_recall": (
        _IGNORE,
        _LANGUAGE,
        FieldDef("check", N_("drill", "Checked as"), hint="text, number, expression"),
        _WITHIN,
        FieldDef("decimal", N_("drill", "Decimal sign"), hint="point, comma"),
    ),
    "show_and_grade": (),
    "step_sequence": (
        FieldDef("order", N_("drill", "Order"), hint="total, partial"),
        _IGNORE,
        _LANGUAGE,
    ),
    "generated_problem": (_WITHIN, FieldDef("positive", N_("drill", "Above zero"), "commas", "x")),
    "key_sequence": (
        FieldDef("reps", N_("drill", "Times in a block"), hint="4"),
        FieldDef("blocks", N_("drill", "Blocks"), hint="6"),
        FieldDef("random", N_("drill", "Part in random order"), hint="0.25"),
        FieldDef("rest_s", N_("drill", "Rest, seconds"), hint="10"),
    ),
    "tempo_ladder": (
        FieldDef("clean", N_("drill", "Clean ones that climb"), hint="3"),
        FieldDef("slips", N_("drill", "Slips that step down"), hint="2"),
        FieldDef("unit", N_("drill", "Moves on by"), hint="successes, bars, seconds"),
        FieldDef("every", N_("drill", "After so many"), hint="8"),
        FieldDef("mute", N_("drill", "Click"), hint="2 on, 1 off"),
    ),
    "repetition_set": (),
}
"""Fields that hold for all items."""
