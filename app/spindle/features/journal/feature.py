"""The journal's record: everything the program knows of it."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from spindle.core.activity import Activity
from spindle.core.feature import App, Command, Door, Feature
from spindle.core.page_key import PageKey
from spindle.core.settings import SettingGroup
from spindle.core.translate import N_
from spindle.features.journal import contributions

if TYPE_CHECKING:
    from spindle.features.journal.service import JournalService


def _settings() -> Sequence[SettingGroup]:
    from spindle.features.journal.settings import GROUP  # noqa: PLC0415 - after the first paint

    return (GROUP,)


def _migrations() -> Any:
    from spindle.features.journal.migrations import MIGRATIONS  # noqa: PLC0415 - likewise

    return MIGRATIONS


def _service(app: App) -> "JournalService":
    from spindle.features.journal.service import JournalService  # noqa: PLC0415 - likewise

    return JournalService(app)


def _page(app: App) -> Any:
    from spindle.features.journal.page.page import JournalPage  # noqa: PLC0415 - likewise

    return JournalPage(app)


def _demo(demo: Any) -> None:
    from spindle.features.journal.demo import fill  # noqa: PLC0415 - only for a demo

    fill(demo)


def _commands(app: App) -> Iterable[Command]:
    from spindle.features.journal.commands import commands  # noqa: PLC0415 - after first paint

    return commands(app)


def _pages(connection: sqlite3.Connection) -> Iterable[tuple[str, str]]:
    from spindle.features.journal.markdown import pages  # noqa: PLC0415 - only for an export

    return pages(connection)


def _page_keys() -> tuple[PageKey, ...]:
    from spindle.features.journal.page_keys import KEYS  # noqa: PLC0415 - for the list of keys

    return KEYS


JOURNAL = Feature(
    id="journal",
    title=N_("pages", "Journal"),
    icon="journal",
    order=5,
    settings=_settings,
    migrations=_migrations,
    service=_service,
    page=_page,
    offers=contributions.offers,
    due=contributions.due,
    marks=contributions.marks,
    question=contributions.question,
    reminders=(
        "journal.evening",
        "journal.evening.again",
        "journal.evening.stale",
        "journal.morning",
        "journal.morning.over",
        "journal.dim",
        "journal.bright",
    ),
    activity=Activity.PRIME,
    week=contributions.evenings,
    example=20 * 60 + 12,
    doors=(
        Door(
            icon="prime",
            title=N_("doors", "Ask yourself a question"),
            sentence=N_(
                "doors", "Take it to bed tonight, and write down in the morning what came."
            ),
            key="Alt+J",
            command="journal.question",
        ),
    ),
    hours=contributions.waking,
    dark=contributions.dark,
    finder=contributions.finder,
    describe=contributions.describe,
    aim_of=contributions.aim_of,
    commands=_commands,
    page_keys=_page_keys,
    export=("question", "night", "entry", "entry_revision", "todo", "diary", "pause", "tag"),
    pages=_pages,
    accepts=("question", "entry"),
    demo=_demo,
)
