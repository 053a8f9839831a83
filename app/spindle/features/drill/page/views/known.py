"""Which view asks which kind; a kind that is not here is asked by its text."""

from collections.abc import Callable
from typing import Final

from spindle.features.drill.page.views.card import CardView
from spindle.features.drill.page.views.ladder import LadderView
from spindle.features.drill.page.views.steps import StepsView
from spindle.features.drill.page.views.typed import TypedView
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.run import Asked

VIEWS: Final[dict[str, Callable[[Tools], KindView]]] = {
    "typed_recall": TypedView,
    "generated_problem": TypedView,
    "show_and_grade": CardView,
    "step_sequence": StepsView,
    "tempo_ladder": LadderView,
}


def view_of(asked: Asked) -> tuple[Callable[[Tools], KindView], str]:
    """What makes the view of an item, and the name under which it is kept."""
    return VIEWS.get(asked.kind, TypedView), asked.kind
