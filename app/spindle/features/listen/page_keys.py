"""What the keys of Listen do that run no command."""

from typing import Final

from spindle.core.page_key import PageKey
from spindle.core.translate import N_

KEYS: Final = (
    PageKey(
        ("Return",),
        N_("keys", "After a check, and while a speed is looked for: go on; open what has come in"),
    ),
    PageKey(("F2",), N_("keys", "Rename the open text, or give it an aim")),
    PageKey(("F3",), N_("keys", "Find in the text: the next")),
    PageKey(("Shift+F3", "Shift+Return"), N_("keys", "Find in the text: the one before")),
    PageKey(("Ctrl+Return",), N_("keys", "Find in the text: read from there")),
    PageKey(("1", "2", "3", "4", "5"), N_("keys", "Rate the session that ended")),
    PageKey(("H",), N_("keys", "A check once more: hear it in the text")),
    PageKey(("Esc",), N_("keys", "Back to the texts, or put away what stands above or beside one")),
)
