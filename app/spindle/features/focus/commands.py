"""Focus's verbs by name, for finder, tray and shortcuts."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from spindle.core.feature import App, Command, PageAsked
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.core.tray_row import TrayPlace, TrayRow
from spindle.core.words import Words
from spindle.features.focus.state import IN_BLOCK, IN_BREAK, Stage

if TYPE_CHECKING:
    from spindle.features.focus.service import FocusService

_VERB: Final = TrayRow(TrayPlace.VERB)
_SHORTENED: Final = frozenset({Stage.WORK, Stage.PAUSED, Stage.BREAK})


def commands(app: App) -> Iterable[Command]:
    """The verbs of the running service; in the tray's order."""
    service: FocusService = app.services["focus"]

    def stage() -> Stage:
        return service.state.stage

    def start(ref: Ref | None) -> None:
        if ref is None or ref.kind == "focus" or service.start_from(ref):
            app.bus.publish(PageAsked("focus"))
        else:
            app.bus.publish(PageAsked("focus", ref))

    def park(_: Ref | None) -> None:
        app.bus.publish(PageAsked("focus", Ref("thought", "")))

    def rate(_: Ref | None) -> None:
        service.finish()
        app.bus.publish(PageAsked("focus"))

    in_block = lambda: stage() in IN_BLOCK  # noqa: E731 - three commands share it
    return (
        Command(
            id="focus.start",
            label=N_("commands", "Start a block"),
            run=start,
            tray=TrayRow(TrayPlace.DOOR, partial(_door, service)),
        ),
        Command(
            id="focus.anywhere",
            label=N_("commands", "Start or go on"),
            run=lambda _: _go_on(app, service),
        ),
        Command(
            id="focus.pause",
            label=N_("commands", "Pause or go on"),
            run=lambda _: service.pause_or_resume(),
            available=lambda: stage() in {Stage.WORK, Stage.PAUSED},
            key="Space",
            tray=TrayRow(TrayPlace.VERB, partial(_pause, service)),
        ),
        Command(
            id="focus.longer",
            label=N_("commands", "Five minutes more"),
            run=lambda _: service.longer(),
            available=lambda: stage() in IN_BLOCK | IN_BREAK and not service.state.is_open,
            key="+",
            tray=_VERB,
        ),
        Command(
            id="focus.shorter",
            label=N_("commands", "Five minutes less"),
            run=lambda _: service.shorter(),
            available=lambda: stage() in _SHORTENED and not service.state.is_open,
            key="-",
        ),
        Command(
            id="focus.interrupted",
            label=N_("commands", "Interrupted"),
            run=lambda _: service.interrupted(),
            available=in_block,
            key="I",
            tray=_VERB,
        ),
        Command(
            id="focus.park",
            label=N_("commands", "Park a thought"),
            run=park,
            available=in_block,
            key="T",
            tray=_VERB,
        ),
        Command(
            id="focus.stop",
            label=N_("commands", "Stop the block"),
            run=lambda _: service.stop_block(),
            available=lambda: stage() in IN_BLOCK | IN_BREAK,
            key="X",
            tray=_VERB,
        ),
        Command(
            id="focus.skip",
            label=N_("commands", "Skip"),
            run=lambda _: service.skip(),
            available=lambda: stage() in IN_BLOCK | IN_BREAK,
            key="S",
        ),
        Command(
            id="focus.undo",
            label=N_("commands", "Take back the last key in Focus"),
            run=lambda _: service.undo(),
            available=lambda: service.can_undo,
            key="Ctrl+Z",
        ),
        Command(
            id="focus.rate",
            label=N_("commands", "Rate the block"),
            run=rate,
            available=lambda: stage() in {Stage.OVERTIME, Stage.ASKING},
            tray=_VERB,
        ),
        Command(
            id="focus.ledger",
            label=N_("commands", "Open the ledger"),
            run=lambda _: app.bus.publish(PageAsked("focus", Ref("ledger", ""))),
            key="Ctrl+L",
        ),
        Command(
            id="focus.movement",
            label=N_("commands", "Enter a movement"),
            run=lambda _: app.bus.publish(PageAsked("focus", Ref("movement", ""))),
            key="Ctrl+M",
        ),
        Command(
            id="focus.walk",
            label=N_("commands", "Walk 10 minutes"),
            run=lambda _: service.walk(),
            available=lambda: stage() in {Stage.IDLE, Stage.ASKING},
            key="W",
        ),
    )


def _go_on(app: App, service: "FocusService") -> None:
    """What the one key for all does: whatever is next; what needs an answer is shown."""
    match service.state.stage:
        case Stage.IDLE:
            service.start("")
        case Stage.PAUSED:
            service.pause_or_resume()
        case Stage.BREAK | Stage.BREAK_OVER:
            service.back_to_work()
        case _:
            app.bus.publish(PageAsked("focus"))


def _pause(service: "FocusService") -> Words:
    paused = service.state.stage is Stage.PAUSED
    return Words(N_("commands", "Go on") if paused else N_("commands", "Pause"))


def _door(service: "FocusService") -> Words | None:
    """What runs stands above the doors already."""
    idle = service.state.stage is Stage.IDLE
    return Words(N_("commands", "Focus")) if idle else None
