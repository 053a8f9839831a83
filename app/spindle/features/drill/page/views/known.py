"""Which view asks which kind; a kind that is not here is asked by its text."""

from collections.abc import Callable
from typing import Final

from spindle.features.drill.kinds.kind import MENTAL
from spindle.features.drill.page.views.card import CardView
from spindle.features.drill.page.views.keys import KeysView
from spindle.features.drill.page.views.ladder import LadderView
from spindle.features.drill.page.views.mental import MentalView
from spindle.features.drill.page.views.sets import SetsView
from spindle.features.drill.page.views.steps import StepsView
from spindle.features.drill.page.views.steps_list import ChecklistView, ReorderView
from spindle.features.drill.page.views.typed import TypedView
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.run import Asked

VIEWS: Final[dict[str, Callable[[Tools], KindView]]] = {
    "typed_recall": TypedView,
    "generated_problem": TypedView,
    "show_and_grade": CardView,
    "step_sequence": StepsView,
    "step_sequence reorder": ReorderView,
    "step_sequence checklist": ChecklistView,
    "key_sequence": KeysView,
    "tempo_ladder": LadderView,
    "repetition_set": SetsView,
}
"""By kind; by kind and mode where a mode is asked in another way."""


def view_of(asked: Asked) -> tuple[Callable[[Tools], KindView], str]:
    """What makes the view of an item, and the name under which it is kept."""
    if asked.mode == MENTAL:
        return MentalView, MENTAL
    for name in (f"{asked.kind} {asked.mode}", asked.kind):
        if name in VIEWS:
            return VIEWS[name], name
    return TypedView, asked.kind
