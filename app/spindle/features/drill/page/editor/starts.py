"""What a new drill of each kind begins with: an example to write over, in the user's language."""

from typing import Any

from spindle.features.drill.page.words import tr
from spindle.features.drill.text_format.drill_text import DrillText


def start(kind: str) -> DrillText:
    """A drill with one empty item, or with the numbers most begin with."""
    items: dict[str, dict[str, Any]] = {
        "generated_problem": {
            "prompt": "{a} + {b}",
            "params": {"a": "2..9", "b": "2..9"},
            "answer": "a + b",
        },
        "tempo_ladder": {"start": 60, "end": 100, "step": 4},
        "repetition_set": {"sets": 3, "reps": 10, "rest_s": 60},
    }
    return DrillText(kind=kind, title="", items=(items.get(kind, {}),))


def untitled() -> str:
    """The title of a drill that was given none."""
    return tr("Untitled drill")
