"""Six weeks of listening of a simulated learner, to the text that Spindle comes with."""

import json
import math
from datetime import datetime, time, timedelta
from typing import Any, Final

from spindle.core.clock import MINUTE, instant
from spindle.core.ids import Ref, new_id
from spindle.core.resources import root
from spindle.core.session import Activity
from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.features.listen.importing.task import Import
from spindle.features.listen.library import SAMPLE
from spindle.features.listen.measured import measures
from spindle.features.listen.text.packed import pack
from spindle.features.listen.text.tokens import words
from spindle.features.listen.velocity import controller
from spindle.features.listen.velocity.curve import right_at
from spindle.features.listen.velocity.plan import Part
from spindle.features.listen.velocity.threshold import Estimate

_TRUTH: Final = 255.0
_SLOPE: Final = 9.0
_COMFORT: Final = 205.0
_CHECKS: Final = 9
_MINUTES: Final = 14
_SUNDAY: Final = 6


def fill(demo: Any) -> None:
    """Fill an empty profile; ``demo`` is a ``spindle.storage.demo.Demo``."""
    name = _document(demo)
    ramp = controller.begin(Estimate.before(_COMFORT), comfort=_COMFORT)
    for back in range(min(demo.days, 42), 0, -1):
        day = demo.today - timedelta(days=back)
        if day.weekday() == _SUNDAY or demo.random.random() < 0.5:
            continue
        ramp = controller.begin(ramp.estimate.drifted(), speed=ramp.speed)
        ramp = _sitting(demo, name, datetime.combine(day, time(13, 30)), ramp)
    demo.db.conn.execute("UPDATE document SET wpm = ? WHERE id = ?", (ramp.speed, name))


def _document(demo: Any) -> str:
    """The sample, stopped in its third chapter."""
    name = new_id(demo.random)
    found = Import(root() / SAMPLE)
    chapters = list(found.chapters())
    counts = [sum(words(block.text) for block in chapter.blocks) for chapter in chapters]
    seen = _wall(demo)
    third = min(2, len(chapters) - 1)
    demo.db["document"].insert(
        {
            "id": name,
            "title": found.head.title,
            "language": found.head.language,
            "format": "markdown",
            "sha256": "demo",
            "words": sum(counts),
            "heard": sum(counts[:third]),
            "added": seen,
            "opened": seen,
            "updated": seen,
        }
    )
    for number, (chapter, count) in enumerate(zip(chapters, counts, strict=True)):
        demo.db["document_text"].insert(
            {
                "id": f"{name}/{number}",
                "document_id": name,
                "chapter": number,
                "title": chapter.title,
                "level": chapter.level,
                "words": count,
                "length": sum(len(block.text) for block in chapter.blocks),
                "packed": pack(chapter),
                "skipped": "{}",
                "updated": seen,
            }
        )
    place = {"chapter": third, "block": 1, "place": 0, "ms": 0.0, "voice": DEFAULT_VOICE}
    demo.db["reading_position"].insert(
        {"id": name, "document_id": name, **place, "saved": seen, "updated": seen}
    )
    return name


def _sitting(demo: Any, name: str, at: datetime, ramp: controller.Ramp) -> controller.Ramp:
    started = ramp.speed
    steps = []
    for _ in range(_CHECKS):
        asked_at = ramp.speed
        right = demo.random.random() < right_at(asked_at, _TRUTH, _SLOPE)
        ramp, change = controller.answered(ramp, right=right)
        steps.append((asked_at, right, change))
    mean = math.sqrt(started * ramp.speed)
    heard, understood = round(_MINUTES * mean), 0.8 * mean
    session = demo.session(
        Activity.LISTEN,
        "Memory in the Night",
        at,
        _MINUTES,
        planned_minutes=25,
        rate=demo.random.random() < 0.8,
        truth=3.4,
        ref=Ref("document", name),
        detail={
            "v": 1,
            "checks": _CHECKS,
            "measures": measures(words=heard, speed=mean, understood=understood, checks=_CHECKS),
        },
    )
    _heard(demo, name, session, 0, started)
    for number, (asked_at, right, change) in enumerate(steps, start=1):
        sounded = round((2 + 12 * number / _CHECKS) * MINUTE)
        _check(demo, name, session, number, sounded, asked_at, right=right)
        if change is not None:
            _heard(demo, name, session, sounded, change.after)
            demo.db["speed_change"].insert(
                {
                    "id": new_id(demo.random),
                    "session_id": session.id,
                    "document_id": name,
                    "before": change.before,
                    "after": change.after,
                    "why": str(change.why),
                    "sounded": sounded,
                    "at": session.started + sounded,
                    "updated": session.ended,
                }
            )
    demo.db["listening"].insert(
        {
            "id": session.id,
            "session_id": session.id,
            "document_id": name,
            "voice": DEFAULT_VOICE,
            "words": heard,
            "sounded": _MINUTES * MINUTE,
            "wpm": mean,
            "understood": understood,
            "began_at": "0.0.0",
            "ended_at": "2.1.0",
            "updated": session.ended,
        }
    )
    return ramp


def _heard(demo: Any, name: str, session: Any, sounded: int, wpm: float) -> None:
    demo.db["speed_trace"].insert(
        {
            "id": f"{session.id}/{sounded}",
            "session_id": session.id,
            "document_id": name,
            "part": str(Part.WORK),
            "wpm": wpm,
            "sounded": sounded,
            "at": session.started + sounded,
            "updated": session.ended,
        }
    )


def _check(
    demo: Any, name: str, session: Any, number: int, sounded: int, wpm: float, *, right: bool
) -> None:
    choices = ["thalamus", "hippocampus", "cortex", "epilepsy"]
    demo.db["reading_check"].insert(
        {
            "id": new_id(demo.random),
            "session_id": session.id,
            "document_id": name,
            "number": number,
            "kind": "cloze",
            "chapter": 1,
            "block": 2,
            "place": 0,
            "before": "The ",
            "after": " answers with a short burst.",
            "choices": json.dumps(choices),
            "answer": 0,
            "given": 0 if right else 2,
            "outcome": "right" if right else "missed",
            "wpm": wpm,
            "voice": DEFAULT_VOICE,
            "sounded": sounded,
            "asked": session.started + sounded,
            "updated": session.ended,
        }
    )


def _wall(demo: Any) -> int:
    return instant(datetime.combine(demo.today - timedelta(days=1), time(13, 44)), demo.zone)
