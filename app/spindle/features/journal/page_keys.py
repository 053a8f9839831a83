"""What the keys of the Journal do."""

from typing import Final

from spindle.core.page_key import PageKey
from spindle.core.translate import N_

KEYS: Final = (
    PageKey(("Ctrl+N",), N_("keys", "New question")),
    PageKey(("Ctrl+E",), N_("keys", "Write an entry")),
    PageKey(("Ctrl+F",), N_("keys", "Search")),
    PageKey(("Up", "Down"), N_("keys", "The line above, the line below")),
    PageKey(("Return",), N_("keys", "Open what is chosen; in evening and morning: go on")),
    PageKey(("Ctrl+Return",), N_("keys", "Keep what was written, or go on")),
    PageKey(("T",), N_("keys", "Add a thought to the question")),
    PageKey(("I",), N_("keys", "Something came later")),
    PageKey(("S", "L", "O"), N_("keys", "The question is solved, let go, open again")),
    PageKey(("P",), N_("keys", "The question rests, or wakes")),
    PageKey(("M",), N_("keys", "Merge the question with another")),
    PageKey(("D",), N_("keys", "Change the dates of its nights")),
    PageKey(("E",), N_("keys", "Open one of its evenings, mornings and thoughts")),
    PageKey(("C",), N_("keys", "Put the question on a card")),
    PageKey(("Del",), N_("keys", "Remove the question")),
    PageKey(("Alt+Del",), N_("keys", "Remove the entry")),
    PageKey(("Alt+V",), N_("keys", "Earlier versions of an entry")),
    PageKey(("Alt+W",), N_("keys", "What may be meant by the word at the caret")),
    PageKey(("R",), N_("keys", "The record")),
    PageKey(("Y",), N_("keys", "On this night")),
    PageKey(("B",), N_("keys", "The trash")),
    PageKey(("U",), N_("keys", "Rows with odd dates")),
    PageKey(("Alt+Left",), N_("keys", "Evening: a step back")),
    PageKey(("Alt+T",), N_("keys", "Evening: not tonight")),
    PageKey(("Alt+N",), N_("keys", "Evening: nothing to unload")),
    PageKey(("Alt+1", "Alt+2", "Alt+3"), N_("keys", "Evening: take an open question")),
    PageKey(("Alt+L",), N_("keys", "Evening: leave the question out")),
    PageKey(("Alt+A",), N_("keys", "Evening: ask anyway")),
    PageKey(("Alt+S",), N_("keys", "Evening: a next step in place of a question")),
    PageKey(("1", "2", "3", "4", "5"), N_("keys", "Evening: how the mind is")),
    PageKey(("Alt+C",), N_("keys", "Evening: print the question on a card")),
    PageKey(("Alt+N",), N_("keys", "Morning: nothing came; no diary today")),
    PageKey(("1", "2", "3", "4", "5"), N_("keys", "Morning: what came")),
    PageKey(
        ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5"),
        N_("keys", "Morning: how it came; how the night was"),
    ),
    PageKey(("D", "W", "L"), N_("keys", "Morning: it came in a dream, on waking, later")),
    PageKey(("F",), N_("keys", "Morning: start a block with it")),
    PageKey(("Alt+O", "Alt+Y"), N_("keys", "Diary: a screen after Good night, no or yes")),
    PageKey(("Alt+A", "Alt+S", "Alt+D", "Alt+F"), N_("keys", "Diary: of dreams")),
    PageKey(("Alt+G", "Alt+H"), N_("keys", "Diary: of the question, no or yes")),
    PageKey(("N",), N_("keys", "At night: write a line")),
    PageKey(("Ctrl+Z",), N_("keys", "Take back the last key in the Journal")),
    PageKey(("Esc",), N_("keys", "Back, or leave evening and morning")),
)
