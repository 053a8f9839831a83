"""Twelve weeks of blocks and walks of a simulated learner: mornings are good, Sundays are off."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from spindle.core.clock import MINUTE, instant, offset_at
from spindle.core.ids import new_id
from spindle.core.session import Activity, Outcome

if TYPE_CHECKING:
    from random import Random

_TITLES: Final = (
    "Prove Lemma 4 when the graph is not connected",
    "Read section 4.2",
    "Exercises 4.1 to 4.9",
    "Sketch the proof of Menger’s theorem",
    "Letter to the landlord",
    "Summary of chapter 3",
    "Old exam, problems 1 to 3",
    "Left hand, bars 17 to 32",
)
_AIM: Final = "Graph theory"
_OF_AIM: Final = _TITLES[:4]
_THOUGHTS: Final = (
    "Call the dentist",
    "Is the lemma false for one vertex?",
    "Book the practice room",
    "Print the exercise sheet",
)
_SUNDAY: Final = 6


def fill(demo: Any) -> None:
    """Fill an empty profile; ``demo`` is a ``spindle.storage.demo.Demo``."""
    demo.aim(_AIM, demo.today + timedelta(days=23))
    for back in range(demo.days, -1, -1):
        day = demo.today - timedelta(days=back)
        if day.weekday() == _SUNDAY or demo.random.random() < 0.12:
            continue
        _morning(demo, datetime.combine(day, time(9, demo.random.choice((0, 5, 10, 25)))), back)
        if back and demo.random.random() < 0.55:
            _afternoon(demo, datetime.combine(day, time(15, demo.random.choice((0, 20, 40)))))


def _morning(demo: Any, at: datetime, back: int) -> None:
    random: Random = demo.random
    title = _TITLES[min(len(_TITLES) - 1, int(random.triangular(0, len(_TITLES), 0)))]
    count = 2 if back == 0 else random.choice((2, 3, 3, 4))
    for number in range(1, count + 1):
        at = _block(demo, at, title, number, count, truth=3.7)
        if number < count:
            at = _break(demo, at, 5, moves=random.random() < 0.7)


def _afternoon(demo: Any, at: datetime) -> None:
    title = demo.random.choice(_TITLES)
    at = _block(demo, at, title, 1, 4, truth=2.9)
    if demo.random.random() < 0.4:
        demo.session(Activity.MOVE, "Walk", at + timedelta(minutes=5), 20, rate=False, truth=None)


def _block(demo: Any, at: datetime, title: str, number: int, of: int, *, truth: float) -> datetime:
    random: Random = demo.random
    stopped = number == of and random.random() < 0.15
    work = random.randint(8, 20) if stopped else 25
    away = random.choice((0, 0, 0, 2, 3))
    session = demo.session(
        Activity.FOCUS,
        title,
        at,
        work + away,
        work_minutes=work,
        planned_minutes=25,
        outcome=Outcome.STOPPED if stopped else Outcome.COMPLETED,
        rate=random.random() < 0.85,
        truth=truth,
        aim=_AIM if title in _OF_AIM else None,
    )
    wall = session.started
    demo.db["block"].insert(
        {
            "id": new_id(random),
            "session_id": session.id,
            "plan": "even",
            "number": min(number, 4),
            "blocks": f"[{', '.join([str(25 * MINUTE)] * 4)}]",
            "breaks": f"[{', '.join(str(m * MINUTE) for m in (5, 5, 5, 15))}]",
            "planned": 25 * MINUTE,
            "updated": session.ended,
        }
    )
    if away:
        _gap(demo, session.id, "pause", wall + 6 * MINUTE, wall + (6 + away) * MINUTE)
    if random.random() < 0.2:
        _gap(demo, session.id, "interruption", wall + 4 * MINUTE, wall + 4 * MINUTE)
    if random.random() < 0.06:
        demo.db["thought"].insert(
            {
                "id": new_id(random),
                "text": random.choice(_THOUGHTS),
                "session_id": session.id,
                "created": wall + 5 * MINUTE,
                "updated": wall + 5 * MINUTE,
            }
        )
    return at + timedelta(minutes=work + away)


def _gap(demo: Any, session: str, kind: str, started: int, ended: int) -> None:
    demo.db["gap"].insert(
        {
            "id": new_id(demo.random),
            "session_id": session,
            "kind": kind,
            "started": started,
            "ended": ended,
            "updated": ended,
        }
    )


def _break(demo: Any, at: datetime, minutes: int, *, moves: bool) -> datetime:
    move = None
    if moves:
        move = demo.session(Activity.MOVE, "Walk", at, minutes, rate=False, truth=None)
    started = instant(at, demo.zone)
    demo.db["break"].insert(
        {
            "id": new_id(demo.random),
            "move_id": None if move is None else move.id,
            "started": started,
            "ended": started + minutes * MINUTE,
            "zone": demo.zone,
            "offset": offset_at(started, demo.zone),
            "planned": minutes * MINUTE,
            "movement": "Walk" if moves else "",
            "updated": started + minutes * MINUTE,
        }
    )
    return at + timedelta(minutes=minutes)
