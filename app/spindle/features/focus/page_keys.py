"""What the keys of Focus do that run no command."""

from typing import Final

from spindle.core.page_key import PageKey
from spindle.core.translate import N_

KEYS: Final = (
    PageKey(("Return",), N_("keys", "Before a block: start it")),
    PageKey(("Ctrl+Return",), N_("keys", "Before a block: start with an open end")),
    PageKey(("Shift+Return",), N_("keys", "Before a block: start a countdown")),
    PageKey(("[", "]"), N_("keys", "Before a block: a shorter first block, a longer one")),
    PageKey(("C",), N_("keys", "Before a block: go on where the last one was left")),
    PageKey(("Esc",), N_("keys", "Before a block: leave the line, so that letters are keys")),
    PageKey(("P", "Ctrl+P"), N_("keys", "Before a block: pushes inside the next blocks, or none")),
    PageKey(("Ctrl+M",), N_("keys", "Log a movement")),
    PageKey(("L",), N_("keys", "In a block: set the time that is left")),
    PageKey(("M",), N_("keys", "In a block: sounds off, or on again")),
    PageKey(("1", "2", "3", "4", "5"), N_("keys", "Rate the block or the break")),
    PageKey(("N",), N_("keys", "After a block: write a note")),
    PageKey(("E",), N_("keys", "After a block: leave the next step")),
    PageKey(
        ("Q", "D", "N"),
        N_("keys", "A parked thought becomes a question, a drill, a note"),
    ),
    PageKey(("Return",), N_("keys", "After a block or a break: on to what comes next")),
    PageKey(("H",), N_("keys", "In a break: why it is proposed")),
    PageKey(("E", "X"), N_("keys", "In a break: end here")),
    PageKey(("R",), N_("keys", "In a break: recall what is offered")),
    PageKey(("N",), N_("keys", "In a break: leave the next step")),
    PageKey(("Up", "Down"), N_("keys", "In the ledger: the row above, the row below")),
    PageKey(
        ("Left", "Right", "[", "]"), N_("keys", "In the ledger: back and on; in its year a week")
    ),
    PageKey(("Return",), N_("keys", "In the ledger: edit the row; in its year open the day")),
    PageKey(("B", "W", "S"), N_("keys", "In the ledger: it was a break, work, sleep")),
    PageKey(("L",), N_("keys", "In the ledger: the next row that asks")),
    PageKey(("Del",), N_("keys", "In the ledger: remove the row")),
    PageKey(("F",), N_("keys", "In the ledger: find")),
    PageKey(("E",), N_("keys", "In the ledger: write it out")),
    PageKey(("Esc",), N_("keys", "Leave the view; what runs runs on")),
)
