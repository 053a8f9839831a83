"""Listen's verbs by name, for finder, tray and shortcuts."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from spindle.core.feature import App, Command, PageAsked
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.core.tray_row import TrayPlace, TrayRow
from spindle.core.words import Words
from spindle.features.listen.records import MarkKind

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

_TEN: float = 10.0
_OF_BOTH: Final = frozenset({"play", "faster", "slower", "skip", "rewind", "stop", "asleep"})
"""The verbs that a recording has too."""

_CHOICES: Final = (
    ("first", N_("commands", "Answer a check: first choice")),
    ("second", N_("commands", "Answer a check: second choice")),
    ("third", N_("commands", "Answer a check: third choice")),
    ("fourth", N_("commands", "Answer a check: fourth choice")),
)


class _Making:
    """Makes commands of the running service."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.service: ListenService = app.services["listen"]

    def is_open(self) -> bool:
        return self.service.document is not None

    def plays(self) -> bool:
        return self.service.recordings.document is not None

    def sounds(self) -> bool:
        return self.is_open() or self.plays()

    def asks(self) -> bool:
        return self.service.asked is not None and self.service.asked.is_open

    def show(self, ref: Ref | None) -> None:
        if ref is None:
            self._app.bus.publish(PageAsked("listen"))
        else:
            self.service.show(ref)

    def ask(self, name: str) -> Callable[[Ref | None], object]:
        """What the page does by itself, by a name that stands for it."""
        return lambda _: self._app.bus.publish(PageAsked("listen", Ref("document", name)))

    def halt(self) -> None:
        self.service.set_step_mode(on=not self.service.reader.step_mode)

    def silence(self) -> None:
        self.service.set_silent(on=not self.service.silent)

    def skip_check(self) -> None:
        if self.asks():
            self.service.skip_check()
        else:
            self.service.shorten_or_not()

    def verb(
        self, name: str, label: str, key: str, run: Callable[[], object], *, in_tray: bool = False
    ) -> Command:
        return Command(
            id=f"listen.{name}",
            label=label,
            run=lambda _: run(),
            available=self.sounds if name in _OF_BOTH else self.is_open,
            key=key,
            tray=TrayRow(TrayPlace.VERB) if in_tray else None,
        )

    def page(self, name: str, label: str, key: str) -> Command:
        return Command(
            id=f"listen.{name}",
            label=label,
            run=self.ask(name),
            available=self.is_open,
            key=key,
        )

    def adding(self, name: str, label: str, key: str) -> Command:
        """Others have a Ctrl O of their own, and Ctrl V pastes into fields: so on the page only."""
        return Command(id=f"listen.{name}", label=label, run=self.ask(name), key=key, on_page=True)

    def choose(self, number: int, name: str, label: str) -> Command:
        return Command(
            id=f"listen.{name}_choice",
            label=label,
            run=lambda _: self.service.answer(number - 1),
            available=self.asks,
            key=str(number),
        )


def commands(app: App) -> Iterable[Command]:
    """The verbs of the running service."""
    making = _Making(app)
    service, verb = making.service, making.verb
    return (
        making.adding("add", N_("commands", "Add a text"), "Ctrl+O"),
        making.adding("paste", N_("commands", "Paste a text to listen to"), "Ctrl+V"),
        making.adding("sample", N_("commands", "Listen to the sample"), "Alt+S"),
        making.page("comfort", N_("commands", "Find the comfortable speed"), "C"),
        Command(
            id="listen.missed",
            label=N_("commands", "Missed checks once more"),
            run=service.ask_again,
            available=lambda: service.again.waits > 0,
            key="A",
            on_page=True,
        ),
        Command(
            id="listen.open",
            label=N_("commands", "Listen to a text"),
            run=making.show,
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
        verb("stop", N_("commands", "End the session"), "X", service.finish, in_tray=True),
        verb("undo", N_("commands", "Take the last change of speed back"), "Z", service.undo_speed),
        Command(
            id="listen.take_back",
            label=N_("commands", "Take back the last key in Listen"),
            run=lambda _: service.take_back(),
            available=making.sounds,
            key="Ctrl+Z",
            on_page=True,
        ),
        making.page("options", N_("commands", "Options of the text"), "O"),
        making.page("speed", N_("commands", "How fast you understand"), "V"),
        making.page("note", N_("commands", "Note to this sentence"), "N"),
        Command(
            id="listen.find",
            label=N_("commands", "Find in the text"),
            run=making.ask("find"),
            available=making.is_open,
            key="Ctrl+F",
            on_page=True,
        ),
        making.page("follow", N_("commands", "Back to the voice"), "F"),
        verb("halt", N_("commands", "Halt after each sentence"), "M", making.halt),
        verb("silence", N_("commands", "In silence, at this pace"), "I", making.silence),
        verb("asleep", N_("commands", "Fall silent by itself"), "T", service.sleep_longer),
        verb("drill", N_("commands", "Drill this sentence"), "D", lambda: service.hand_on("drill")),
        verb(
            "question",
            N_("commands", "Make this sentence tonight's question"),
            "Q",
            lambda: service.hand_on("question"),
        ),
        *(making.choose(number, *choice) for number, choice in enumerate(_CHOICES, 1)),
        Command(
            id="listen.skip_check",
            label=N_("commands", "Skip the check; shorten pauses of a recording"),
            run=lambda _: making.skip_check(),
            available=lambda: making.asks() or making.plays(),
            key="S",
        ),
    )
