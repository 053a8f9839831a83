"""Drills for tests: made in a fake app, and answered without a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from spindle.core.clock import SECOND
from spindle.features.drill.conducting import Conductor
from spindle.features.drill.feature import DRILL
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.key_sequence import KeysPrompt
from spindle.features.drill.kinds.known import judge, kind_of
from spindle.features.drill.kinds.repetition_set import SetPrompt
from spindle.features.drill.run import After, Answer, Asked, Ended, Fact, Timing
from spindle.features.drill.service import DrillService
from spindle.features.drill.summing import Sum
from spindle.features.drill.telling import Told
from tests.helpers.fakes import FakeApp

PLAIN = DRILL._replace(page=None, demo=None)
"""The feature without its page."""

VERBS = DrillDraft(
    kind="typed_recall",
    title="Separable verbs",
    items=(
        {"prompt": "to begin", "answers": ["anfangen"]},
        {"prompt": "to arrive", "answers": ["ankommen"]},
        {"prompt": "to invite", "answers": ["einladen"]},
    ),
)
TYRE = DrillDraft(
    kind="step_sequence",
    title="Change a tyre",
    items=({"cue": "A flat tyre", "steps": ["Stop", "Jack up", "Change", "Lower"]},),
)


class PlainWords:
    """Figures as they are."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.sums: list[Sum] = []

    def after(self, told: Told, day: date) -> After:
        del day
        self.told.append(told)
        return After(facts=(Fact(name="right", figure=f"{told.right} of {told.asked}"),))

    def ended(self, sum_: Sum, day: date) -> Ended:
        del day
        self.sums.append(sum_)
        return Ended(title=sum_.title)


def service_of(app: FakeApp) -> DrillService:
    service = app.services["drill"]
    assert isinstance(service, DrillService)
    if service.words is None:
        service.words = PlainWords()
    return service


def made(app: FakeApp, draft: DrillDraft) -> str:
    """The id of a new drill."""
    ids: list[str] = []
    service_of(app).store.keep(draft, app.clock.now().wall, ids.append)
    return ids[0]


def run_of(app: FakeApp) -> Conductor:
    run = service_of(app).run
    assert run is not None
    return run


def open_of(run: Conductor) -> Asked:
    asked = run.asked()
    assert isinstance(asked, Asked)
    return asked


def right_answer(asked: Asked) -> dict[str, Any]:
    """What a person gives who knows it."""
    prompt = asked.prompt
    if asked.kind == "step_sequence":
        return steps(*asked.spec["steps"])
    if isinstance(prompt, KeysPrompt):
        return presses(prompt.presses)
    if isinstance(prompt, SetPrompt):
        counts = {"done": prompt.reps, "clean": prompt.reps}
        return {"ok": True, "quality": 4, "effort": 6, **counts}
    said: dict[str, dict[str, Any]] = {
        "show_and_grade": {"had": True, "grade": 3},
        "tempo_ladder": {"clean": True, "seconds": 4.0},
    }
    return said.get(asked.kind, {"text": prompt.answer})


def presses(keys: Sequence[str], gap_ms: float = 200.0) -> dict[str, Any]:
    """Keys as they are pressed, one after the other."""
    return {"presses": [{"key": key, "down_ms": at * gap_ms} for at, key in enumerate(keys)]}


def steps(*texts: str) -> dict[str, Any]:
    """Steps as they are typed one after the other, a second for each."""
    return {"answers": [{"text": text, "latency_ms": 1000.0} for text in texts]}


def given(
    asked: Asked, answer: Mapping[str, Any], seconds: float = 2.0, grade: int | None = None
) -> Answer:
    """An answer as a view hands it over."""
    judged = judge(kind_of(asked.kind), asked.spec, asked.prompt, answer, asked.mode)
    allowed = judged.grade_allowed
    return Answer(
        token=asked.token,
        given=answer,
        judged=judged,
        grade=grade or (allowed[0] if len(allowed) == 1 else None),
        by_person=grade is not None,
        timing=Timing(raw_ms=seconds * 1000, first_ms=seconds * 400),
    )


def answer(app: FakeApp, *, right: bool = True, seconds: float = 2.0) -> After | None:
    """Answer what is open; what is told once it is kept."""
    run = run_of(app)
    asked = open_of(run)
    app.time.pass_(round(seconds * SECOND))
    after: list[After] = []
    no = {"text": "no", "had": False, "ok": False, "clean": False, **steps("no"), **presses("?")}
    word = right_answer(asked) if right else no
    run.answer(given(asked, word, seconds), after.append)
    return after[0] if after else None


def go_through(app: FakeApp, *, right: bool = True, most: int = 100) -> Ended:
    """Answer to the end."""
    run = run_of(app)
    for _ in range(most):
        answer(app, right=right)
        following = run.go_on()
        if isinstance(following, Ended):
            return following
    raise AssertionError("the run does not end")
