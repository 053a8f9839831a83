"""What a new drill of each kind begins with: an example to write over, in the user's language."""

from spindle.features.drill.page.face import face_of
from spindle.features.drill.page.words import tr
from spindle.features.drill.text_format.drill_text import DrillText


def start(kind: str) -> DrillText:
    """A drill with one empty item, or with the numbers most begin with."""
    return DrillText(kind=kind, title="", items=(dict(face_of(kind).start),))


def untitled() -> str:
    """The title of a drill that was given none."""
    return tr("Untitled drill")
