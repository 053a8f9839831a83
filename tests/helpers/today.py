"""The day of the design's pictures: Thursday 12 June, 14:20, with four activities."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from spindle.core.clock import MINUTE, ManualClock, instant
from spindle.core.feature import (
    App,
    Asking,
    Command,
    Due,
    Feature,
    Mark,
    Offer,
    QuestionLine,
    Rank,
)
from spindle.core.ids import Ref, SessionId, new_id
from spindle.core.session import Activity, Outcome, Session
from spindle.features.today.feature import TODAY
from spindle.registry import FEATURES
from spindle.ui.page import Page
from tests.helpers.fakes import FakeApp, make_app

ZONE = "UTC"
REAL = {feature.id: feature for feature in FEATURES}
AFTERNOON = datetime(2025, 6, 12, 14, 20)
QUESTION = "Why does the bound fail when the graph is not connected?"
OFFERS = (
    ("drill", "Drill separable verbs", "Early afternoon drills have gone well.", 4, Rank.DUE),
    ("focus", "Focus on Lemma 4", "Still open from this morning.", 20, Rank.AIM),
    ("listen", "Memory in the Night, chapter 3", "You stopped in the middle.", 18, Rank.HALF_READ),
    ("move", "Walk", "Walks after noon have gone well.", 10, Rank.MOVE),
)
DUE = (
    ("Separable verbs", 14, 4),
    ("Bayes updates", 6, 3),
    ("Gram–Schmidt, in order", 1, 1),
    ("Thirds, left hand", 6, 1),
)
_BLOCKS = ((8, 30, 21, 4, 3.2), (8, 56, 28, 4, 3.8), (9, 36, 38, 4, 3.8), (10, 26, 18, 3, 3.3))
_PLANNED = ((15, 0, 20), (15, 26, 28), (16, 5, 38), (16, 56, 18))


def at(hour: int, minute: int = 0, day: int = 12) -> int:
    """An instant of June 2025."""
    return instant(datetime(2025, 6, day, hour, minute), ZONE)


def mark(activity: Activity, start: int, minutes: int, label: str, **more: object) -> Mark:
    """A mark that was done, unless ``more`` says otherwise."""
    facts: dict[str, object] = {"state": "done", **more}
    return Mark(
        activity=activity,
        start=start,
        end=start + minutes * MINUTE,
        label=label,
        **facts,  # type: ignore[arg-type]  # the fields of a mark, by name
    )


def focus_marks() -> list[Mark]:
    """A morning of four blocks, and four planned ones."""
    done = [
        mark(
            Activity.FOCUS,
            at(hour, minute),
            long,
            "Focus",
            rating=rating,
            expected=expected,
            group="focus",
            work=long * MINUTE,
        )
        for hour, minute, long, rating, expected in _BLOCKS
    ]
    planned = [
        mark(Activity.FOCUS, at(hour, minute), long, "Focus", state="planned", group="focus")
        for hour, minute, long in _PLANNED
    ]
    return done + planned


def prime_marks() -> list[Mark]:
    """This week's evenings, this morning, and tonight."""
    evenings = [mark(Activity.PRIME, at(21, 10, day), 16, "Evening") for day in (9, 10, 11)]
    morning = mark(Activity.PRIME, at(7, 5), 32, "Morning")
    tonight = mark(Activity.PRIME, at(21, 15), 28, "Evening", state="planned")
    return [*evenings, morning, tonight]


class Ran:
    """What was started, as command and ref."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Ref | None]] = []

    def command(self, name: str) -> Command:
        return Command(id=name, label=name, run=lambda ref: self.calls.append((name, ref)))


class PictureDay:
    """An app whose activities contribute what the pictures show; change the lists before asking."""

    def __init__(
        self, folder: Path, when: datetime = AFTERNOON, *, only: Sequence[str] = ()
    ) -> None:
        self.marks = {
            "focus": focus_marks(),
            "listen": [mark(Activity.LISTEN, at(11, 30), 24, "Listen", work=24 * MINUTE)],
            "drill": [mark(Activity.DRILL, at(13, 9), 20, "Drill", work=8 * MINUTE)],
            "journal": prime_marks(),
        }
        self.offers = [
            Offer(
                ref=Ref(activity, title),
                activity=Activity(activity),
                title=title,
                reason=reason,
                minutes=minutes,
                rank=rank,
                start=f"{activity}.start",
                state="now",
            )
            for activity, title, reason, minutes, rank in OFFERS
        ]
        self.due = [
            Due(
                ref=Ref("drill", title),
                title=title,
                items=items,
                minutes=minutes,
                start="drill.start",
            )
            for title, items, minutes in DUE
        ]
        self.question: QuestionLine | None = QuestionLine(
            ref=Ref("question", "q1"),
            text=QUESTION,
            since=at(16, day=10),
            add="journal.write",
            last="This morning: a new angle.",
        )
        self.ran = Ran()
        names = only or ("focus", "listen", "drill", "journal")
        features = (TODAY, *(self._feature(name) for name in names))
        self.app: FakeApp = make_app(folder, ManualClock(when, ZONE), features)
        for name in ("focus.start", "drill.start", "listen.start", "move.start", "journal.write"):
            self.app.commands[name] = self.ran.command(name)

    def add_sessions(self) -> None:
        """The week's sessions as rows, so that it is not the first run."""
        for day, started, minutes, activity in (
            (9, 9, 180, Activity.FOCUS),
            (9, 11, 28, Activity.LISTEN),
            (9, 12, 20, Activity.DRILL),
            (10, 8, 100, Activity.FOCUS),
            (10, 11, 15, Activity.DRILL),
            (11, 9, 130, Activity.FOCUS),
            (11, 11, 27, Activity.LISTEN),
            (11, 12, 10, Activity.DRILL),
            (12, 8, 110, Activity.FOCUS),
            (12, 11, 24, Activity.LISTEN),
            (12, 13, 8, Activity.DRILL),
        ):
            self.add_session(at(started, 30, day), minutes, activity)

    def add_session(self, started: int, minutes: int, activity: Activity) -> None:
        """One session that was."""
        from spindle.storage import session_log  # noqa: PLC0415 - only where a file is filled

        ended = started + minutes * MINUTE
        session = Session(
            id=SessionId(new_id()),
            activity=activity,
            title="",
            started=started,
            zone=ZONE,
            offset=0,
            ended=ended,
            active=minutes * MINUTE,
            last_seen=ended,
            outcome=Outcome.COMPLETED,
        )
        self.app.data.write(lambda db: session_log.add(db, session, ended))

    def _feature(self, name: str) -> Feature:
        def contributes(of: Callable[[], Sequence[object]]) -> Callable[..., Sequence[object]]:
            def query(_connection: sqlite3.Connection, _asking: Asking) -> Sequence[object]:
                return of()

            return query

        is_focus = name == "focus"
        real = REAL[name]
        return Feature(
            id=name,
            title=name.title(),
            order=real.order,
            page=_no_page,
            activity=real.activity,
            example=real.example,
            doors=real.doors,
            begin=real.begin,
            hours=real.hours and (lambda _: (6 * 60 + 45, 22 * 60 + 30)),
            week=real.week and contributes(lambda: evenings(self.marks[name])),
            marks=contributes(lambda: self.marks[name]),
            offers=contributes(lambda: self.offers if is_focus else ()),
            due=contributes(lambda: self.due if is_focus else ()),
            question=contributes(
                lambda: (self.question,) if is_focus and self.question is not None else ()
            ),
        )


def evenings(marks: Sequence[Mark]) -> list[Mark]:
    """What the journal says of its week."""
    return [each for each in marks if each.label == "Evening"]


def _no_page(_app: App) -> Page:
    return Page()
