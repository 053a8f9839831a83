"""Why a file gives no drills, each with a sentence for the person who chose it."""

from typing import Final

from spindle.core.jobs_port import JobFailed
from spindle.core.translate import N_

MISSING: Final = N_("drill", "{file} is not there.")
FORBIDDEN: Final = N_("drill", "Spindle may not read {file}.")
EMPTY: Final = N_("drill", "{file} is empty.")
UNKNOWN: Final = N_(
    "drill",
    "Spindle cannot read drills from {file}. It reads .apkg and .colpkg packages, CSV, text with "
    "tabs, and its own drill files.",
)
NO_PACKAGE: Final = N_("drill", "{file} is no deck package, or it is damaged.")
NO_COLLECTION: Final = N_("drill", "{file} holds no collection of cards.")
TOO_LARGE: Final = N_("drill", "{file} unpacks to more than 2 GB. Spindle does not open it.")
TOO_LONG: Final = N_("drill", "{file} is too large for a text. Spindle does not open it.")
UNSAFE: Final = N_(
    "drill", "{file} holds a file that would land outside of its folder. Spindle does not open it."
)
TOO_NEW: Final = N_(
    "drill", "{file} was written by a newer program than Spindle knows. Export it for older ones."
)
PLACEHOLDER: Final = N_(
    "drill",
    "{file} holds only a card that asks to update. Export the deck again, and leave out "
    "“Support older Anki versions”, or switch it on if it was off.",
)
NO_CARDS: Final = N_("drill", "{file} holds no cards.")
NO_TEXT: Final = N_("drill", "{file} is not text.")


class Refused(JobFailed):
    """A file that gives no drills; ``kind`` is ``refused``."""

    def __init__(self, sentence: str, file: str) -> None:
        super().__init__(sentence, "refused", {"file": file})
