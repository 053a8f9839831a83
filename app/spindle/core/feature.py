"""What an activity contributes to the program: one record, every field lazy.

Today, the finder, the tray, the settings page, the command line and the export know no feature;
they read these records. A further activity is a folder under ``features/`` and one line in
``registry.py``.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spindle.core.activity import Activity
from spindle.core.budget import PromptBudget
from spindle.core.clock import Clock, Moment
from spindle.core.events import Bus
from spindle.core.ids import Ref
from spindle.core.jobs_port import Jobs
from spindle.core.page_key import PageKey
from spindle.core.ports import Alarm, Database, Notifier, Post, Reminders, Wakes
from spindle.core.safe_port import Safe
from spindle.core.settings import SettingGroup, Settings
from spindle.core.tray_row import TrayRow

if TYPE_CHECKING:
    from spindle.core.hotkeys_port import Hotkeys
    from spindle.core.idle_port import Idle
    from spindle.core.media_port import MediaKeys
    from spindle.core.sessions import Sessions
    from spindle.core.sound_port import Sound
    from spindle.core.spelling_port import Spelling


class Asking(NamedTuple):
    """Who asks for contributions, and when. Handed to queries beside a read connection.

    Attributes:
        at: The moment of asking.
        day_start: Minutes after midnight at which a day begins.
        settings: Values in force.
    """

    at: Moment
    day_start: int
    settings: Settings


class Offer(NamedTuple):
    """Something that could be done next, for Today, finder and tray.

    Attributes:
        rank: Order of kinds: see ``Rank``.
        reason: In words, never a predicted number.
        minutes: About how long, if known.
        due_at: µs UTC, for ordering within a rank.
        start: Name of the command that starts it, run with ``ref``.
        state: Changes when the thing offered changes; "Not now" hides one state of a ref.
        plain: The reason says only that it waits, and so gives way to what the person's own
            ratings say for this hour or length.
    """

    ref: Ref
    activity: Activity
    title: str
    reason: str
    rank: int
    start: str
    minutes: int | None = None
    due_at: int | None = None
    aim: str | None = None
    state: str = ""
    plain: bool = False


class Rank:
    """The order of offers on Today."""

    RESUME = 0
    NIGHT = 1  # evening or morning, in its window
    DUE = 2
    AIM = 3
    HALF_READ = 4
    QUESTION = 5
    MOVE = 6
    HABIT = 7  # an ordinary block, when nothing else is waiting


class Due(NamedTuple):
    """One line under Due on Today."""

    ref: Ref
    title: str
    items: int
    minutes: int
    start: str = ""


class Mark(NamedTuple):
    """One mark on the day strip and in the week.

    Attributes:
        state: ``planned`` (hollow), ``running`` or ``done`` (drawn).
        start, end: µs UTC.
        rating: 1–5; None draws one uniform height.
        expected: What had been predicted; only ever set together with ``rating``.
        label: The word above it, such as ``Focus`` or ``Evening``.
        group: Marks of one group share one label with their total.
    """

    activity: Activity
    start: int
    end: int
    state: str
    label: str
    rating: int | None = None
    expected: float | None = None
    group: str = ""
    work: int = 0


class QuestionLine(NamedTuple):
    """The open question on Today; ``add`` is the command that takes a thought to it."""

    ref: Ref
    text: str
    since: int
    add: str
    last: str = ""


class Door(NamedTuple):
    """A way to begin on the first run, while there is nothing yet to go on with.

    Attributes:
        title, sentence: Marked with ``N_("doors", …)``.
        key: Such as ``Alt+L``.
        command: Its id; the door is there only while the command is.
    """

    icon: str
    title: str
    sentence: str
    key: str
    command: str


class Found(NamedTuple):
    """One line in the finder."""

    ref: Ref
    title: str
    hint: str
    start: str


class Measure(NamedTuple):
    """A number that sessions of an activity are closed with, besides the rating.

    Kept with the session under ``detail["measures"][name]`` as ``{"value", "unit", "n"}``; left out
    of a session in which nothing was measured. Export, command line and insights read them there.

    Attributes:
        name: In lower case, the same for good.
        unit: Such as ``share`` (0–1), ``wpm`` or ``words``.
        label: What it says, marked with ``N_("measures", …)``.
    """

    name: str
    unit: str
    label: str


class Command(NamedTuple):
    """A verb with a name and a key, for finder, tray and shortcuts page.

    Attributes:
        id: ``feature.verb``.
        label: English source text marked with ``N_("commands", …)``.
        run: Called in the GUI thread with the thing it is about, if any.
        available: Whether it makes sense now.
        key: The usual one; the user may choose another, see ``own_keys``.
        tray: Its row in the tray's menu, there while the command is available.
        on_page: Its key works on the feature's page only, though it could work everywhere.
    """

    id: str
    label: str
    run: Callable[[Ref | None], object]
    available: Callable[[], bool] = lambda: True
    key: str = ""
    tray: TrayRow | None = None
    on_page: bool = False


class PageAsked(NamedTuple):
    """Something wants a page shown: feature id, and the thing to show there."""

    page: str
    ref: Ref | None = None


class Handed(NamedTuple):
    """A text handed from one feature to another that accepts its kind.

    Attributes:
        source: What it was taken from; every feature is asked to ``describe`` it.
        answer: What the text asks for, if known: the word of its gap, which is written ``___``.
    """

    text: str
    source: Ref
    to_kind: str
    answer: str = ""


class HandedBack(NamedTuple):
    """What was handed is taken back: whoever has it lets it go, if nothing was made of it yet."""

    handed: Handed


class Contributed(NamedTuple):
    """A feature's offers, due counts, marks or question changed; ask again."""

    feature: str


class App:
    """What a feature's service and page get. Built by ``bootstrap``; lives as long as the app.

    Attributes:
        profile: Folder of the user's data.
        services: The running service of each feature, by feature id.
        safe: Whether the data is encrypted, and its key for jobs.
        first_look: A read connection during the first paint, before the worker is ready.
        budget: Counts every prompt, whoever makes it.
        idle, spelling, media, hotkeys: The desktop's, each None where it has none.
    """

    def __init__(  # noqa: PLR0913 - it is the one place where all ports come together
        self,
        *,
        clock: Clock,
        bus: Bus,
        post: Post,
        settings: Settings,
        sessions: "Sessions",
        database: Database,
        notifier: Notifier,
        reminders: Reminders,
        wakes: Wakes,
        jobs: Jobs,
        new_alarm: Callable[[], Alarm],
        sound: "Sound",
        profile: Path,
        features: tuple["Feature", ...] = (),
        safe: Safe,
        first_look: sqlite3.Connection | None = None,
    ) -> None:
        self.clock = clock
        self.bus = bus
        self.post = post
        self.settings = settings
        self.sessions = sessions
        self.database = database
        self.notifier = notifier
        self.reminders = reminders
        self.wakes = wakes
        self.jobs = jobs
        self.new_alarm = new_alarm
        self.sound = sound
        self.profile = profile
        self.features = features
        self.safe = safe
        self.first_look = first_look
        self.services: dict[str, Any] = {}
        self.commands: dict[str, Command] = {}
        self.budget = PromptBudget()
        self.idle: Idle | None = None
        self.spelling: Spelling | None = None
        self.media: MediaKeys | None = None
        self.hotkeys: Hotkeys | None = None

    def run(self, command: str, ref: Ref | None = None) -> None:
        """Run a command by id; an unknown or unavailable one does nothing."""
        found = self.commands.get(command)
        if found is not None and found.available():
            found.run(ref)


Query = Callable[[sqlite3.Connection, Asking], Sequence[Any]]

Control = Callable[[Any, str, Mapping[str, object]], tuple[int, str] | None]
"""Gets the running service, a verb and what was given with it; returns exit code and sentence."""


def nothing(connection: sqlite3.Connection, asking: Asking) -> tuple[()]:
    """The contribution of a feature that has none."""
    del connection, asking
    return ()


class Feature(NamedTuple):
    """One activity or page, as data.

    Queries, ``finder`` too, run on a read connection, in the GUI thread during the first paint and
    on the worker afterwards; they import the standard library only. Under 5 ms for ten years.

    Attributes:
        id: Folder name, and prefix of its settings, commands and tables' migrations.
        title: Page name, marked with ``N_("pages", …)``; empty for a feature without a page.
        order: Place in the rail (Ctrl 1–6).
        migrations: Returns ``sqlite_utils.Migrations`` named like the feature.
        service: Builds what lives as long as the app; has ``stop()``.
        page: Builds the page: a ``spindle.ui.page.Page``.
        measures: The numbers its sessions are closed with.
        reminders: Names of the reminders it may set; any other is refused.
        activity: What its sessions are of: its channel in the week, in the order of the pages.
        week: Marks of this week for that channel; its sessions where left out.
        example: Minutes after midnight of its hollow lens on the first run's strip.
        doors: Ways to begin that the first run shows.
        begin: The command that begins at once with a typed line, a ref of kind ``intention``.
        page_keys: What the keys do that its page binds itself.
        hours: Minutes after midnight at which the person's day begins and the light goes out.
        dark: Whether the pages are dark at a moment, whatever the theme; ``DimChanged`` tells that
            the answer is another.
        finder: Query with the typed text, and who asks when.
        describe: Title of one of its things for a ref, or None.
        aim_of: Id of the aim that one of its things carries, or None.
        commands: Of the running service.
        export: Table names whose rows the export carries.
        folders: Folders of the profile that it puts files into, known to ``storage.ours``.
        pages: The same in words for the export's reader: file names and Markdown.
        demo: Fills an empty profile: ``demo(db, random, first_day, days)``.
        accepts: Kinds it takes over by ``Handed``.
        editors: Widgets that settings groups name as their ``editor``, by that name.
        control: Does what another start of Spindle asks for on the command line; None from it
            for what it does not know.
    """

    id: str
    title: str = ""
    icon: str = ""
    order: int = 0
    settings: Callable[[], Sequence[SettingGroup]] = lambda: ()
    migrations: Callable[[], Any] | None = None
    service: Callable[[App], Any] | None = None
    page: Callable[[App], Any] | None = None
    offers: Query = nothing
    due: Query = nothing
    marks: Query = nothing
    question: Query = nothing
    recalls: Query = nothing
    activity: Activity | None = None
    week: Query | None = None
    example: int | None = None
    doors: tuple[Door, ...] = ()
    begin: str = ""
    page_keys: Callable[[], tuple[PageKey, ...]] = tuple
    hours: Callable[[Settings], tuple[int, int]] | None = None
    dark: Callable[[Settings, Moment], bool] | None = None
    measures: tuple[Measure, ...] = ()
    reminders: tuple[str, ...] = ()
    finder: Callable[[sqlite3.Connection, str, Asking], Sequence[Found]] | None = None
    describe: Callable[[sqlite3.Connection, Ref], str | None] | None = None
    aim_of: Callable[[sqlite3.Connection, Ref], str | None] | None = None
    commands: Callable[[App], Iterable[Command]] = lambda _: ()
    export: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    pages: Callable[[sqlite3.Connection], Iterable[tuple[str, str]]] | None = None
    accepts: tuple[str, ...] = ()
    control: Control | None = None
    editors: tuple[tuple[str, Callable[[App], Any]], ...] = ()
    demo: Callable[..., None] | None = None


def title_of(features: Iterable[Feature], connection: sqlite3.Connection, ref: Ref) -> str:
    """What the feature that owns a thing calls it; empty when nobody knows it any more."""
    for feature in features:
        found = None if feature.describe is None else feature.describe(connection, ref)
        if found:
            return found
    return ""
