"""What the keys of Drill do."""

from typing import Final

from spindle.core.page_key import PageKey
from spindle.core.translate import N_

KEYS: Final = (
    PageKey(("Return",), N_("keys", "Drill what is due; on a drill's page: practise it")),
    PageKey(("Space",), N_("keys", "Open the chosen drill")),
    PageKey(("Up", "Down"), N_("keys", "The drill or the item above, below")),
    PageKey(("PgUp", "PgDown"), N_("keys", "A screen of items up, down")),
    PageKey(("L",), N_("keys", "Learn something new")),
    PageKey(("S",), N_("keys", "Bring samples; on a drill's page: practise it slowly")),
    PageKey(("B",), N_("keys", "Plan a break")),
    PageKey(("X",), N_("keys", "A mock run")),
    PageKey(("Ctrl+N",), N_("keys", "Make a drill")),
    PageKey(("Alt+1", "Alt+2", "Alt+3"), N_("keys", "Make one of the first, second or third kind")),
    PageKey(("Ctrl+O",), N_("keys", "Import a file")),
    PageKey(("Ctrl+E",), N_("keys", "Export a drill, or all")),
    PageKey(("D",), N_("keys", "On a drill's page: what of it is due")),
    PageKey(("M",), N_("keys", "On a drill's page: go through it in the mind")),
    PageKey(("E",), N_("keys", "On a drill's page: edit it")),
    PageKey(("P",), N_("keys", "On a drill's page: its place among the others")),
    PageKey(("I",), N_("keys", "On a drill's page: its items")),
    PageKey(("W",), N_("keys", "On a drill's page: what was missed")),
    PageKey(("W",), N_("keys", "In a run: why this item")),
    PageKey(("Del",), N_("keys", "Remove the drill")),
    PageKey(("R",), N_("keys", "Among the items: turn the chosen one over")),
    PageKey(("N",), N_("keys", "Among the items: begin the chosen one anew")),
    PageKey(("Ctrl+Shift+Del",), N_("keys", "Take the next planned break back")),
    PageKey(("1", "2", "3", "4", "5"), N_("keys", "Rate the session; choose how to export")),
    PageKey(("Ctrl+Z",), N_("keys", "Take back the last key in Drill")),
    PageKey(("Esc",), N_("keys", "Leave what is open")),
)
