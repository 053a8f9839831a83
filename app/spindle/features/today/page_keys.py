"""What the keys of Today do."""

from typing import Final

from spindle.core.page_key import PageKey
from spindle.core.translate import N_

KEYS: Final = (
    PageKey(("Return",), N_("keys", "Start what is next, or the first block")),
    PageKey(("N",), N_("keys", "Put what is next aside")),
    PageKey(("2", "3", "4"), N_("keys", "Start the second to fourth of what could be next")),
    PageKey(("T",), N_("keys", "Add a thought to the open question")),
    PageKey(("Ctrl+Z",), N_("keys", "Take back what was put aside")),
    PageKey(("?",), N_("keys", "How the strip works")),
    PageKey(
        ("Alt+L", "Alt+D", "Alt+J", "Alt+S"),
        N_("keys", "First run: Listen, Drill, Journal, samples"),
    ),
)
