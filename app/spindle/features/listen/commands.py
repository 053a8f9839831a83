"""Listen's verbs by name, for finder, tray and shortcuts."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from spindle.core.feature import App, Command, PageAsked, TrayPlace, TrayRow, Words
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.features.listen.records import MarkKind

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

_TEN: float = 10.0
_OF_BOTH: Final = frozenset({"play", "faster", "slower", "skip", "rewind", "stop"})
"""The verbs that a recording has too."""


def commands(app: App) -> Iterable[Command]:
    """The verbs of the running service."""
    service: ListenService = app.services["listen"]

    def is_open() -> bool:
        return service.document is not None

    def sounds() -> bool:
        return is_open() or service.recordings.document is not None

    def show(ref: Ref | None) -> None:
        if ref is not None and ref.kind == "document":
            service.show(ref)
        else:
            app.bus.publish(PageAsked("listen"))

    def verb(
        name: str, label: str, key: str, run: Callable[[], object], *, in_tray: bool = False
    ) -> Command:
        return Command(
            id=f"listen.{name}",
            label=label,
            run=lambda _: run(),
            available=sounds if name in _OF_BOTH else is_open,
            key=key,
            tray=TrayRow(TrayPlace.VERB) if in_tray else None,
        )

    def ask(name: str) -> Callable[[Ref | None], object]:
        return lambda _: app.bus.publish(PageAsked("listen", Ref("document", name)))

    # Those without a key have one on Listen's page only: as a command's key it would be taken from
    # every other page, which has its own Ctrl O, or pastes into a field.
    return (
        Command(id="listen.add", label=N_("commands", "Add a text"), run=ask("add")),
        Command(
            id="listen.paste",
            label=N_("commands", "Paste a text to listen to"),
            run=ask("paste"),
        ),
        Command(
            id="listen.sample",
            label=N_("commands", "Listen to the sample"),
            run=ask("sample"),
        ),
        Command(
            id="listen.comfort",
            label=N_("commands", "Find the comfortable speed"),
            run=ask("comfort"),
            available=is_open,
            key="C",
        ),
        Command(
            id="listen.open",
            label=N_("commands", "Listen to a text"),
            run=show,
            tray=TrayRow(TrayPlace.DOOR, lambda: Words(N_("commands", "Listen"))),
        ),
        verb("play", N_("commands", "Play or rest"), "Space", service.toggle, in_tray=True),
        verb("faster", N_("commands", "Faster"), "]", service.faster),
        verb("slower", N_("commands", "Slower"), "[", lambda: service.faster(-5.0)),
        verb("next", N_("commands", "Next sentence"), "Right", lambda: service.step(1)),
        verb("back", N_("commands", "Sentence before"), "Left", lambda: service.step(-1)),
        verb("again", N_("commands", "This sentence again"), "R", lambda: service.step(0)),
        verb("down", N_("commands", "Next paragraph"), "Down", lambda: service.paragraph(1)),
        verb("up", N_("commands", "Paragraph before"), "Up", lambda: service.paragraph(-1)),
        verb("skip", N_("commands", "Ten seconds on"), ".", lambda: service.skip(_TEN)),
        verb("rewind", N_("commands", "Ten seconds back"), ",", lambda: service.skip(-_TEN)),
        verb("chapter", N_("commands", "Next chapter"), "PgDown", service.next_chapter),
        verb(
            "previous", N_("commands", "Chapter before"), "PgUp", lambda: service.next_chapter(-1)
        ),
        verb("keep", N_("commands", "Keep this sentence"), "K", service.keep),
        verb(
            "bookmark",
            N_("commands", "Set a bookmark"),
            "B",
            lambda: service.keep(MarkKind.BOOKMARK),
        ),
        verb("stop", N_("commands", "End the session"), "X", service.end_session, in_tray=True),
        verb("undo", N_("commands", "Take the last change of speed back"), "Z", service.undo_speed),
    )
