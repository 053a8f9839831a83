"""The sections of the settings, in order, with the words they are found by. No widgets here."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import Feature
from spindle.core.general import groups
from spindle.core.translate import N_
from spindle.shell.ranking import has_words

AIMS: Final = "aims"
SHORTCUTS: Final = "shortcuts"
DATA: Final = "data"
ABOUT: Final = "about"


class Section(NamedTuple):
    """One section; as English source texts in the context ``settings`` its title and more words."""

    id: str
    title: str
    words: str

    @property
    def name(self) -> str:
        """The title, translated."""
        return QCoreApplication.translate("settings", self.title)

    def fits(self, typed: str) -> bool:
        """Whether each typed word stands in its title or its words."""
        words = QCoreApplication.translate("settings", self.words) if self.words else ""
        return has_words(typed, f"{self.name} {words}")


_OWN: Final = (
    Section(AIMS, N_("settings", "Aims"), N_("settings", "goals, exams, dates, hours a week")),
    Section(SHORTCUTS, N_("settings", "Shortcuts"), N_("settings", "keys, keyboard, hotkeys")),
    Section(
        DATA,
        N_("settings", "Your data"),
        N_(
            "settings",
            "copies, backup, restore, export, import, file, folder, encryption, passphrase, "
            "recovery code, delete everything",
        ),
    ),
    Section(
        ABOUT, N_("settings", "About"), N_("settings", "version, licences, source, report, log")
    ),
)


def sections(features: Iterable[Feature]) -> tuple[Section, ...]:
    """Those of the declared groups, then those the settings page has of its own."""
    declared = (Section(group.id, group.title, group.words) for group in groups(features))
    return (*declared, *_OWN)
