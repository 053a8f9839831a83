"""The help pages: files in ``resources/help``, and one made from the declared settings."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.resources import root
from spindle.core.settings import SettingGroup
from spindle.core.translate import N_
from spindle.shell.on_top import offered

START: Final = "start.md"
SETTINGS: Final = "settings.md"
KEYS: Final = "keys.md"
_ACTIVITIES: Final = (
    START,
    "today.md",
    "focus.md",
    "ledger.md",
    "desktop.md",
    "listen.md",
    "documents.md",
    "sound.md",
    "drill.md",
    "drill-files.md",
    "journal.md",
    "evening.md",
    "morning.md",
    "insights.md",
)
_ALL: Final = (KEYS, SETTINGS, "data.md", "where-this-comes-from.md")
_INTRODUCTION: Final = N_(
    "Help",
    "Settings are kept with your data. Each has a usual value; **Back to usual** at the end of a "
    "section restores it.",
)


def folder() -> Path:
    """Where the files are."""
    return root() / "help"


def names() -> tuple[str, ...]:
    """File names of all pages in reading order; one that has no place yet stands before the keys.

    The first steps come first, then the pages of the window, each with what belongs to it.
    """
    there = {path.name for path in folder().glob("*.md")} | {SETTINGS, KEYS}
    new = sorted(there - {*_ACTIVITIES, *_ALL})
    return tuple(name for name in (*_ACTIVITIES, *new, *_ALL) if name in there)


def of_page(page: str) -> str:
    """The help that belongs to a page of the window; the first steps if none does."""
    name = f"{page}.md"
    return name if name in names() else START


def title(text: str) -> str:
    """The heading of a page in Markdown."""
    return text.lstrip().partition("\n")[0].lstrip("# ").strip()


def place_of(heading: str, text: str) -> int:
    """Which of the headings of a page in Markdown this is, from 0; 0 if it is none of them."""
    found = [line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")]
    return found.index(heading) if heading in found else 0


def read(name: str) -> str:
    """The Markdown of a file; a name that is not in the folder gives an empty page."""
    path = folder() / name
    if path.parent != folder() or not path.is_file():
        return ""
    return path.read_text("utf-8")


def translated(markdown: str) -> str:
    """A page in the user's language, block by block: each is a text of the context ``HelpText``.

    What has no translation yet stays in English beside what has.
    """
    blocks = markdown.split("\n\n")
    return "\n\n".join(QCoreApplication.translate("HelpText", block) for block in blocks)


def settings_text(groups: Iterable[SettingGroup]) -> str:
    """Every setting with what it does, as Markdown."""
    translate = QCoreApplication.translate
    lines = [f"# {translate('pages', 'Settings')}", "", translate("Help", _INTRODUCTION)]
    for group in groups:
        lines += ["", f"## {translate('settings', group.title)}", ""]
        for setting in offered(group.settings):
            about = translate("settings", setting.help) if setting.help else ""
            label = translate("settings", setting.label)
            lines.append(f"- **{label}.** {about}".rstrip())
        if group.note:
            lines += ["", translate("settings", group.note)]
    return "\n".join(lines)


def keys_text(sections: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> str:
    """Every key with what it does, as Markdown; pairs are (key, what), both translated."""
    translate = QCoreApplication.translate
    lines = [f"# {translate('Help', 'Keys')}", "", translate("Help", _KEYS)]
    for heading, pairs in sections:
        lines += ["", f"## {heading}", ""]
        lines += [f"- **{key}** {what}" for key, what in pairs]
    return "\n".join(lines)


_KEYS: Final = N_(
    "Help",
    "Every action has a key. Single letters work outside text fields, and can be turned off in "
    "[Settings](settings.md); its section Shortcuts changes the key of any action.",
)
