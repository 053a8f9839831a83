"""A window with placeholder pages, for tests of the shell."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout

from spindle.core.feature import App, Command, Feature, Found
from spindle.core.ids import Ref
from spindle.core.settings import IntRange, Seconds, Setting, SettingGroup, Text, Toggle
from spindle.core.tray_row import TrayPlace, TrayRow
from spindle.registry import FEATURES
from spindle.shell.desktop import Desktop
from spindle.shell.window import Window
from spindle.ui.page import Page
from spindle.ui.theme import Looks
from tests.helpers.fakes import FakeApp, make_app, migrate

LENGTH = Setting(
    key="read.length",
    default=1500,
    kind=Seconds(60, 3600),
    label="Length of a text",
    help="How long a text is.",
)
ALOUD = Setting(key="read.aloud", default=False, kind=Toggle(), label="Read aloud")
VOICE = Setting(
    key="read.voice", default="", kind=Text(20), label="Name of the voice", needs="read.aloud"
)
PAGES = Setting(key="read.pages", default=3, kind=IntRange(1, 9, "pages"), label="Pages a day")
GROUP = SettingGroup(
    id="read", title="Read", settings=(LENGTH, ALOUD, VOICE, PAGES), note="From the next text."
)


class PlaceholderPage(Page):
    """A page that notes what it is told."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.shown: list[Ref | None] = []
        self.entries = 0
        self.pressed: list[str] = []
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.bind("N", lambda: self.pressed.append("N"))
        self.bind("Space", lambda: self.pressed.append("Space"))

    def show_ref(self, ref: Ref | None) -> None:
        self.shown.append(ref)

    def entered(self) -> None:
        self.entries += 1


class RunningService:
    """A service with something running, as long as ``question`` is not None."""

    def __init__(self) -> None:
        self.question: str | None = None

    def quit_question(self) -> str | None:
        return self.question

    def stop(self) -> None:
        return


def _find(_connection: object, typed: str, _asking: object) -> list[Found]:
    found = Found(
        ref=Ref("text", "t1"), title="Memory in the Night", hint="text", start="read.open"
    )
    return [found] if typed.lower() in found.title.lower() else []


TODAY = Feature(id="today", title="Today", icon="today", order=1, page=PlaceholderPage)
READ = Feature(
    id="read",
    title="Read",
    icon="listen",
    order=3,
    page=PlaceholderPage,
    settings=lambda: (GROUP,),
    finder=_find,
    service=lambda _app: RunningService(),
)


class Shell:
    """A ready window, its app, and what its commands were asked to do."""

    def __init__(self, tmp_path: Path, qapp: QApplication, *, ready: bool = True) -> None:
        self.ran: list[tuple[str, Ref | None]] = []
        read = READ._replace(commands=lambda _app: self._commands())
        self.app: FakeApp = make_app(tmp_path, features=(TODAY, read))
        # The file holds the tables of every feature, as files do.
        migrate(self.app.data, FEATURES)
        self.desktop = Desktop()
        self.looks = Looks(qapp)
        self.window = Window(self.app.features, self.app, self.looks, self.desktop)
        self.window.show_first()
        if ready:
            self.window.ready()

    @property
    def service(self) -> RunningService:
        """The service of the feature Read."""
        service = self.app.services["read"]
        assert isinstance(service, RunningService)
        return service

    def placeholder(self, name: str) -> PlaceholderPage:
        """A feature's page."""
        page = self.window.page_widget(name)
        assert isinstance(page, PlaceholderPage)
        return page

    def _commands(self) -> list[Command]:
        def command(
            name: str, label: str, key: str = "", *, tray: TrayRow | None = None
        ) -> Command:
            return Command(
                id=name,
                label=label,
                run=lambda ref: self.ran.append((name, ref)),
                key=key,
                tray=tray,
            )

        return [
            command("read.start", "Read the next page", "Ctrl+R", tray=TrayRow(TrayPlace.DOOR)),
            command("read.open", "Open a text"),
            command("read.pause", "Pause", "Space", tray=TrayRow(TrayPlace.VERB)),
            command("journal.wake", "Wake"),
        ]
