"""Six weeks of a simulated learner's drills: verbs by typing, one procedure, one set of problems.

Each attempt is judged and booked by the program itself, so what stands in a demo profile is what a
person would have.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from spindle.core.clock import MINUTE, ManualClock
from spindle.core.ids import Ref, SessionId
from spindle.core.resources import root
from spindle.core.session import Activity
from spindle.features.drill import loading, saving, settling, state
from spindle.features.drill import sitting as sittings
from spindle.features.drill.answering import Rules, answer
from spindle.features.drill.counting import Amount
from spindle.features.drill.keeping import DrillDraft, keep
from spindle.features.drill.kinds.kind import Judged
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.records import Question
from spindle.features.drill.run import Answer, Timing
from spindle.features.drill.running import measures
from spindle.features.drill.state import Plan, Scope, Sitting
from spindle.features.drill.text_format.reading import read

if TYPE_CHECKING:
    from random import Random

_DAYS: Final = 42
_SAMPLES: Final = ("separable-verbs", "flat-tyre", "equations", "talk-openings")
_TITLE: Final = "What is due"
_NEW: Final = 3
_CAPITALS: Final = """
Albania Tirana, Algeria Algiers, Angola Luanda, Armenia Yerevan, Australia Canberra,
Austria Vienna, Bangladesh Dhaka, Belgium Brussels, Bolivia Sucre, Bulgaria Sofia,
Cambodia Phnom Penh, Cameroon Yaoundé, Canada Ottawa, Chile Santiago, Colombia Bogotá,
Croatia Zagreb, Denmark Copenhagen, Ecuador Quito, Egypt Cairo, Estonia Tallinn,
Ethiopia Addis Ababa, Finland Helsinki, Georgia Tbilisi, Ghana Accra, Greece Athens,
Hungary Budapest, Iceland Reykjavík, India New Delhi, Indonesia Jakarta, Iran Tehran,
Ireland Dublin, Japan Tokyo, Jordan Amman, Kazakhstan Astana, Kenya Nairobi, Laos Vientiane,
Latvia Riga, Lebanon Beirut, Lithuania Vilnius, Madagascar Antananarivo, Mongolia Ulaanbaatar,
Morocco Rabat, Nepal Kathmandu, Nigeria Abuja, Norway Oslo, Peru Lima, Poland Warsaw,
Portugal Lisbon, Romania Bucharest, Rwanda Kigali, Senegal Dakar, Serbia Belgrade,
Slovakia Bratislava, Slovenia Ljubljana, Sweden Stockholm, Tunisia Tunis, Uganda Kampala,
Ukraine Kyiv, Uruguay Montevideo, Uzbekistan Tashkent, Vietnam Hanoi
"""


def fill(demo: Any) -> None:
    """Fill an empty profile; ``demo`` is a ``spindle.storage.demo.Demo``."""
    first = demo.today - timedelta(days=min(_DAYS, demo.days))
    begun = ManualClock(datetime.combine(first, time(16, 0)), demo.zone)
    for name in _SAMPLES:
        for drill in read((root() / "samples" / "drills" / f"{name}.md").read_text("utf-8")).drills:
            draft = DrillDraft(
                kind=drill.kind, title=drill.title, options=drill.options, items=drill.items
            )
            guids = tuple(f"sample {name} {place}" for place in range(len(drill.items)))
            draft = replace(draft, guid=f"sample {name}", guids=guids)
            keep(demo.db, draft, begun.now().wall)
    keep(demo.db, _capitals(), begun.now().wall)
    for back in range((demo.today - first).days, 0, -1):
        if demo.random.random() < 0.75:
            _evening(demo, datetime.combine(demo.today - timedelta(days=back), time(17, 10)))


def _capitals() -> DrillDraft:
    """A list that is long enough to fill evenings."""
    pairs = [each.partition(" ") for each in " ".join(_CAPITALS.split()).split(", ")]
    return DrillDraft(
        kind="typed_recall",
        title="Capitals",
        options={"ignore": ["case", "accents"]},
        items=tuple({"prompt": country, "answers": [city]} for country, _, city in pairs),
        guid="sample capitals",
        guids=tuple(f"sample capitals {place}" for place in range(len(pairs))),
    )


def _evening(demo: Any, at: datetime) -> None:
    """One run through what is due; its session is written when its length is known."""
    clock = ManualClock(at, demo.zone)
    begun = clock.now()
    amount = Amount(now=begun.wall, day=at.date(), most=40, new=_NEW)
    seed = demo.random.getrandbits(30)
    sitting = loading.sitting(demo.db.conn, Plan(scope=Scope.DUE, seed=seed), amount)
    sitting = _run(demo, sitting, clock)
    if not sitting.done:
        return
    minutes = (clock.now().wall - begun.wall) / MINUTE
    drills = {attempt.drill.id for attempt in sitting.done}
    one = sitting.done[0].drill if len(drills) == 1 else None
    session = demo.session(
        Activity.DRILL,
        _TITLE if one is None else one.title,
        at,
        minutes,
        truth=3.4,
        ref=None if one is None else Ref("drill", one.id),
        detail={
            "v": 1,
            "mode": "drill",
            "attempts": len(sitting.done),
            "measures": dict(measures(sitting.done)),
        },
    )
    _book(demo, sitting, session.id, clock)


def _run(demo: Any, sitting: Sitting, clock: ManualClock) -> Sitting:
    random: Random = demo.random
    day = clock.now().local.date()
    for number in range(60):
        name = f"{sitting.plan.seed:08x}-0000-4000-8000-{number:012x}"
        sitting = sittings.following(sitting, clock.now(), day, name)
        if sitting.asked is None:
            break
        seconds = _seconds(random, sitting.asked)
        clock.advance(round(seconds * 1_000_000))
        sitting = answer(sitting, _answer(random, sitting.asked, seconds), clock.now(), Rules())
        clock.advance(3_500_000)
    return sitting


def _seconds(random: "Random", asked: Question) -> float:
    """Slower where a run is longer, quicker and more even with practice."""
    base = {"step_sequence": 40.0, "generated_problem": 14.0}.get(asked.drill.kind, 4.2)
    practised = 0.5 + 0.8 * 0.93**asked.drill.attempts
    spread = 0.22 + 0.25 * 0.95**asked.drill.attempts
    return float(base * practised * random.lognormvariate(0, spread))


def _answer(random: "Random", asked: Question, seconds: float) -> Answer:
    """Right about as often as is expected of it, and told so by its kind."""
    right = random.random() < min(0.95, asked.predicted + 0.04)
    given, verdict = _given(asked, right=right, seconds=seconds)
    allowed = verdict.grade_allowed
    chosen = allowed[0] if len(allowed) == 1 else 3
    first = seconds * 1000 * 0.6
    return Answer(
        token=asked.id,
        given=given,
        judged=verdict,
        grade=chosen,
        by_person=len(allowed) > 1,
        timing=Timing(raw_ms=seconds * 1000, first_ms=first),
    )


def _given(asked: Question, *, right: bool, seconds: float) -> tuple[dict[str, Any], Judged]:
    """What was typed, in the form the kind takes."""
    kind = kind_of(asked.drill.kind)
    given: dict[str, Any] = {"text": asked.prompt.answer if right else "–"}
    if kind.id == "show_and_grade":
        given = {"had": right}
    elif kind.id == "step_sequence":
        steps = kind.elements(state.parsed(kind, asked.item))
        weak = (asked.seed % 3 + 4) % len(steps) if not right else -1
        pace = seconds * 1000 / len(steps)
        given = {
            "answers": [
                {"text": "–" if i == weak else step.label, "latency_ms": pace * (0.6 + i % 3 * 0.4)}
                for i, step in enumerate(steps)
            ]
        }
    spec = state.parsed(kind, asked.item)
    verdict = kind.judge(spec, asked.prompt, given)
    if right and not verdict.outcome:  # what is shown as the answer is not in the form asked for
        given["call"] = "right"
        verdict = kind.judge(spec, asked.prompt, given)
    return given, verdict


def _book(demo: Any, sitting: Sitting, session: SessionId, clock: ManualClock) -> None:
    at = clock.now()
    for attempt in sitting.done:
        saving.save_attempt(demo.db, attempt, session, at.wall)
    end = settling.End(now=at.wall, day=at.local.date(), zone=at.zone, day_start=240)
    settling.settle(demo.db, sitting.done, tuple(sitting.drills.values()), end)
