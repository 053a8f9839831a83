"""Drill's verbs by name, for finder, tray and shortcuts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from spindle.core.feature import App, Command, PageAsked
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.core.tray_row import TrayPlace, TrayRow
from spindle.core.words import Words
from spindle.features.drill.contributions import DUE_REF

LEARN_MINUTES: Final = 20

if TYPE_CHECKING:
    from spindle.features.drill.service import DrillService


def commands(app: App) -> Iterable[Command]:
    """The verbs of the running service; in the tray's order."""
    service: DrillService = app.services["drill"]

    def idle() -> bool:
        return service.run is None

    def start(ref: Ref | None) -> None:
        """Due items of a drill or of all; the page first, so that it finds the words."""
        app.bus.publish(PageAsked("drill"))
        service.start_due(None if ref is None or ref == DUE_REF else ref.id)

    def learn() -> None:
        """What is due, then what is being learned and some of what is mastered."""
        app.bus.publish(PageAsked("drill"))
        service.learn(LEARN_MINUTES)

    def for_aim(ref: Ref | None) -> None:
        """What is due and being learned for an aim."""
        if ref is not None:
            app.bus.publish(PageAsked("drill"))
            service.learn(LEARN_MINUTES, ref.id)

    def practise(ref: Ref | None) -> None:
        app.bus.publish(PageAsked("drill", ref))

    def on_page(name: str, label: str, key: str, what: str) -> Command:
        """Other pages have their own with the same key, so it works on this page only."""
        return Command(
            id=f"drill.{name}",
            label=label,
            run=lambda _: app.bus.publish(PageAsked("drill", Ref("drill", what))),
            available=idle,
            key=key,
            on_page=True,
        )

    return (
        Command(
            id="drill.start",
            label=N_("commands", "Drill what is due"),
            run=start,
            available=idle,
            tray=TrayRow(TrayPlace.DOOR, lambda: Words(N_("commands", "Drill")), counts=True),
        ),
        Command(
            id="drill.learn",
            label=N_("commands", "Drill for 20 minutes, mixed"),
            run=lambda _: learn(),
            available=idle,
        ),
        Command(
            id="drill.aim", label=N_("commands", "Drill for an aim"), run=for_aim, available=idle
        ),
        Command(id="drill.practise", label=N_("commands", "Open a drill"), run=practise),
        on_page("make", N_("commands", "Make a drill"), "Ctrl+N", "new"),
        on_page("import", N_("commands", "Import drills"), "Ctrl+O", "import"),
        on_page("export", N_("commands", "Export drills"), "Ctrl+E", "export"),
    )
