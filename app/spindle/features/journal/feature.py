"""The journal's record: everything the program knows of it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from spindle.core.feature import App, Command, Feature, PageAsked
from spindle.core.ids import Ref
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
    journal: JournalService = app.services["journal"]

    def write(ref: Ref | None) -> None:
        about = ref is not None and ref.kind == "question"
        asked = Ref("about", ref.id) if about and ref else Ref("entry", "")
        app.bus.publish(PageAsked("journal", asked))

    def tick(ref: Ref | None) -> None:
        if ref is not None and ref.kind == "todo":
            journal.writing.tick_ref(ref)

    def show(ref: Ref | None) -> None:
        app.bus.publish(PageAsked("journal", ref))

    return (
        Command(
            id="journal.evening",
            label=N_("commands", "Evening"),
            run=lambda _: journal.open_evening(),
            available=lambda: not journal.quiet,
            in_tray=True,
        ),
        Command(
            id="journal.morning",
            label=N_("commands", "Morning"),
            run=lambda _: journal.open_morning(),
            available=lambda: journal.morning_waits,
            in_tray=True,
        ),
        Command(id="journal.write", label=N_("commands", "Write an entry"), run=write),
        Command(
            id="journal.question",
            label=N_("commands", "New question"),
            run=lambda _: app.bus.publish(PageAsked("journal", Ref("question", ""))),
        ),
        Command(
            id="journal.wake",
            label=N_("commands", "Wake Spindle"),
            run=lambda _: journal.wake(),
            available=lambda: journal.quiet,
            in_tray=True,
        ),
        Command(
            id="journal.quiet",
            label=N_("commands", "Good night"),
            run=lambda _: journal.good_night(),
            available=lambda: not journal.quiet,
        ),
        Command(id="journal.show", label="", run=show),
        Command(id="journal.tick", label="", run=tick),
    )


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
    finder=contributions.finder,
    describe=contributions.describe,
    commands=_commands,
    export=("question", "night", "entry", "entry_revision", "todo"),
    accepts=("question",),
    demo=_demo,
)
