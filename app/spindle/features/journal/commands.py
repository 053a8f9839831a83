"""The journal's verbs by name, for finder, tray and shortcuts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spindle.core.feature import App, Command, PageAsked
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.core.tray_row import TrayPlace, TrayRow
from spindle.core.words import Words
from spindle.features.journal import model
from spindle.features.journal.settings import EVENING_ON, hours

if TYPE_CHECKING:
    from spindle.features.journal.service import JournalService


def commands(app: App) -> Iterable[Command]:
    """The verbs of the running service, then those of its page."""
    return (*_night(app), *_page(app))


def _night(app: App) -> Iterable[Command]:
    journal: JournalService = app.services["journal"]

    def evening() -> Words:
        """With the time at which it is offered, where it is."""
        if not app.settings.get(EVENING_ON):
            return Words(N_("commands", "Evening"))
        hour, minute = divmod(model.reminder_minute(hours(app.settings)), 60)
        return Words(N_("commands", "Evening, {time}"), {"time": f"{hour:02}:{minute:02}"})

    return (
        Command(
            id="journal.evening",
            label=N_("commands", "Evening"),
            run=lambda _: journal.open_evening(),
            available=lambda: not journal.quiet,
            tray=TrayRow(TrayPlace.DOOR, evening),
        ),
        Command(
            id="journal.morning",
            label=N_("commands", "Morning"),
            run=lambda _: journal.open_morning(),
            available=lambda: journal.morning_waits,
            tray=TrayRow(TrayPlace.DOOR),
        ),
        Command(
            id="journal.wake",
            label=N_("commands", "Wake Spindle"),
            run=lambda _: journal.wake(),
            available=lambda: journal.quiet,
            tray=TrayRow(TrayPlace.DOOR),
        ),
        Command(
            id="journal.quiet",
            label=N_("commands", "Good night"),
            run=lambda _: journal.good_night(),
            available=lambda: not journal.quiet,
        ),
    )


def _page(app: App) -> Iterable[Command]:
    journal: JournalService = app.services["journal"]

    def ask(kind: str, ref: Ref | None) -> None:
        app.bus.publish(PageAsked("journal", ref or Ref(kind, "")))

    def write(ref: Ref | None) -> None:
        about = ref is not None and ref.kind == "question"
        ask("entry", Ref("about", ref.id) if about and ref else None)

    def tick(ref: Ref | None) -> None:
        if ref is not None and ref.kind == "todo":
            journal.writing.tick_ref(ref)
        else:
            journal.open_lines()

    return (
        Command(id="journal.write", label=N_("commands", "Write an entry"), run=write),
        Command(
            id="journal.question",
            label=N_("commands", "New question"),
            key="Ctrl+Shift+N",
            run=lambda _: ask("question", None),
        ),
        Command(
            id="journal.tick",
            label=N_("commands", "Lines for today"),
            run=tick,
            available=lambda: journal.night is not None,
        ),
    )
