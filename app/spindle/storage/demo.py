"""A profile filled by a simulated learner: for screenshots, tests, and to look around in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from spindle.core.clock import MINUTE, ManualClock, instant, local_time, offset_at
from spindle.core.days import DAY_START
from spindle.core.feature import Feature
from spindle.core.ids import Ref, SessionId, new_id
from spindle.core.session import Activity, Outcome, Session
from spindle.core.value import HIGHEST, LOWEST, ValueModel, context_of
from spindle.storage import aims, session_log
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.open import open_database

DAYS: Final = 84
_NOISE: Final = 0.8
"""Spread of the learner's ratings around the truth."""


@dataclass(slots=True, kw_only=True)
class Demo:
    """What a feature's ``demo`` gets to fill a profile with.

    Attributes:
        db: ``sqlite_utils.Database``, inside one transaction.
        random: The only source of chance, so that a seed gives the same profile.
        today: The last day; nothing of it has to have happened yet.
        days: How many days before it to fill.
        zone: IANA name.
        day_start: Minutes after midnight.
    """

    db: Any
    random: Random
    today: date
    zone: str
    days: int = DAYS
    day_start: int = DAY_START

    def session(  # noqa: PLR0913 - the facts of a session, all by name
        self,
        activity: Activity,
        title: str,
        started_local: datetime,
        minutes: float,
        *,
        work_minutes: float | None = None,
        planned_minutes: float | None = None,
        outcome: Outcome = Outcome.COMPLETED,
        rate: bool = True,
        truth: float | None = None,
        parent: SessionId | None = None,
        aim: str | None = None,
        ref: Ref | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> Session:
        """Add a session that was; its prediction is made in the end, when all are known.

        Args:
            activity: What was done.
            title: Of what.
            started_local: Naive local time.
            minutes: From its start to its end.
            work_minutes: Of them work; all when left out.
            planned_minutes: Intended; None for an open end.
            outcome: How it ended.
            rate: Whether the learner rated it.
            truth: How good it really was, on the scale of ratings; steady when left out.
            parent: The session it ran inside.
            aim: Name of the aim it carries.
            ref: What it worked on.
            detail: The feature's own facts.
        """
        started = instant(started_local, self.zone)
        ended = started + round(minutes * MINUTE)
        rating = None
        if rate:
            felt = self.random.gauss(3.0 if truth is None else truth, _NOISE)
            rating = min(HIGHEST, max(LOWEST, round(felt)))
        session = Session(
            id=SessionId(new_id(self.random)),
            activity=activity,
            title=title,
            started=started,
            zone=self.zone,
            offset=offset_at(started, self.zone),
            parent=parent,
            aim=None if aim is None else self.aim(aim),
            ref=ref,
            planned=None if planned_minutes is None else round(planned_minutes * MINUTE),
            ended=ended,
            active=round((minutes if work_minutes is None else work_minutes) * MINUTE),
            last_seen=ended,
            outcome=outcome,
            rating=rating,
            detail=detail or {},
        )
        session_log.add(self.db, session, ended)
        return session

    def aim(self, name: str, due: date | None = None) -> str:
        """The id of an aim, made when first named."""
        now = instant(datetime.combine(self.today, datetime.min.time()), self.zone)
        aim = aims.find_or_create(self.db, name, now, new=new_id(self.random))
        if due is not None:
            self.db.conn.execute("UPDATE aim SET due = ? WHERE id = ?", (due.isoformat(), aim))
        return aim


def fill(path: Path, features: Iterable[Feature], today: date, zone: str, *, seed: int = 7) -> None:
    """Make a demo profile: the same one for the same arguments.

    Args:
        path: A database that does not exist yet, in a folder that is new or empty.
        features: Each adds its own by ``demo``.
        today: The last day.
        zone: IANA name.
        seed: For another learner.

    Raises:
        KnownError: The folder is none, is not empty, or cannot be written.
    """
    if path.parent.exists():
        if not path.parent.is_dir():
            raise KnownError(Trouble.NOT_A_FOLDER, path)
        if any(path.parent.iterdir()):
            raise KnownError(Trouble.NOT_EMPTY, path.parent)
    features = tuple(features)
    clock = ManualClock(datetime.combine(today, datetime.min.time()), zone)
    sets = [feature.migrations() for feature in features if feature.migrations]
    db = open_database(path, sets, clock=clock)
    try:
        with db.atomic():
            demo = Demo(db=db, random=Random(seed), today=today, zone=zone)  # noqa: S311 - a play
            for feature in features:
                if feature.demo is not None:
                    feature.demo(demo)
            _foretell(db)
    finally:
        db.close()


def _foretell(db: Any) -> None:
    """Give every session the prediction that the real model would have made before it."""
    model = ValueModel()
    rows = db.conn.execute("SELECT * FROM session ORDER BY started, id").fetchall()
    for session in map(session_log.session_of, rows):
        local = local_time(session.started, session.offset)
        planned = None if session.planned is None else session.planned / MINUTE
        context = context_of(str(session.activity), local.hour + local.minute / 60, planned)
        expected = model.predict(context)
        error = None
        if session.rating is not None:
            error = expected.error(session.rating)
            model = model.learn(context, session.rating)
        foretold = replace(session, predicted=expected.shown, predicted_sd=expected.sd, error=error)
        session_log.foretell(db, foretold)
    last = max((row["ended"] for row in rows), default=0)
    session_log.learn(db, model.to_json(), last)
