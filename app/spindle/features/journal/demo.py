"""Twelve weeks of evenings and mornings of a simulated learner."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from spindle.core.clock import MINUTE, instant, offset_at
from spindle.core.ids import Ref, new_id
from spindle.core.session import Activity, Outcome
from spindle.features.journal import keeping, store
from spindle.features.journal.diary import Diary
from spindle.features.journal.model import Came, Held, Night, QuestionState, Scene
from spindle.features.journal.records import Entry, EntryKind, Line, Question

_SKIPPED: Final = 0.3
_UNSAID: Final = 0.25
_CURRENT: Final = "Why does the bound fail when the graph is not connected?"
_FIRST_KNOWN: Final = (
    "I keep getting n minus one for every example. But two triangles give four, and the bound"
    " says five. So it is false as stated, or I misread it."
)
_THEN_KNOWN: Final = (
    "The step is not wrong, the quantity I carry along is. Maybe carry the number of pieces too."
    " Then the bound would be n minus the pieces."
)
_LAST: Final = "Islands, each with its own bridge count. Something about one missing per island."

# Text, evenings, how it ended.
_EARLIER: Final = (
    ("What makes a bridge stiff?", 1, QuestionState.LET_GO),
    ("When does the prior not matter?", 4, QuestionState.SOLVED),
    ("How should the talk open?", 2, QuestionState.SOLVED),
    ("Why does the left hand rush in bar 24?", 5, QuestionState.SOLVED),
    ("What would a shorter proof leave out?", 6, QuestionState.LET_GO),
    ("Where does the argument use finiteness?", 4, QuestionState.SOLVED),
    ("How do the two definitions of entropy meet?", 7, QuestionState.SOLVED),
    ("What is the smallest example that breaks it?", 3, QuestionState.SOLVED),
    ("Who is the essay for?", 5, QuestionState.SOLVED),
    ("Why is the third verb never the one I expect?", 4, QuestionState.SOLVED),
    ("What do I want from the second year?", 6, QuestionState.LET_GO),
    ("How does the estimate change with more pieces?", 5, QuestionState.SOLVED),
    ("Why do thirds fall apart above 88?", 3, QuestionState.OPEN),
    ("How can the handshake lemma be proved without counting twice?", 1, QuestionState.SOLVED),
    (_CURRENT, 2, QuestionState.OPEN),
)
_CAUGHT: Final = (
    "A staircase that goes on behind the wall.",
    "The second sentence first. Then the letter.",
    "Colours, mostly green, and a number I lost.",
    "Turn the diagram round and it is the same diagram.",
    "Somebody counted aloud, one too few each time.",
)
_LINES: Final = (
    ("Send the letter to the landlord", "after breakfast", "find the signed scan"),
    ("Finish section 4.2", "09:00", "open page 118"),
    ("Book the room for the talk", "at lunch", "ask Mara for the key"),
)


def fill(demo: Any) -> None:
    """Fill an empty profile; ``demo`` is a ``spindle.storage.demo.Demo``."""
    _Filling(demo).run()


class _Filling:
    def __init__(self, demo: Any) -> None:
        self._demo = demo
        self._random: Random = demo.random
        # Told apart, so that what other features draw stays as it was.
        self._own = Random(2)  # noqa: S311 - the same demo every time

    def run(self) -> None:
        days = self._evenings(sum(count for _, count, _ in _EARLIER))
        for text, count, state in reversed(_EARLIER):
            nights, days = days[-count:], days[:-count]
            if nights:
                self._question(text, nights, state)
        parked = self._at(self._demo.today - timedelta(days=1), 15 * 60)
        self._ask("How do I put the request to the landlord?", parked, Ref("thought", self._id()))

    def _evenings(self, wanted: int) -> list[date]:
        """The last days on which there was an evening, oldest first, and yesterday for sure."""
        found = [
            self._demo.today - timedelta(days=back)
            for back in range(1, self._demo.days + 1)
            if back <= 2 or self._random.random() > _SKIPPED
        ]
        return sorted(found[:wanted])

    def _question(self, text: str, days: list[date], state: QuestionState) -> None:
        question = self._ask(text, self._at(days[0], 14 * 60))
        for n, day in enumerate(days):
            last = n == len(days) - 1
            if text == _CURRENT:
                known = _THEN_KNOWN if n else _FIRST_KNOWN
                came = Came.NEW_ANGLE if last else Came.NOTHING
                caught = _LAST if last else ""
            else:
                known = "" if n else "What I have is a start, and one case that does not fit."
                came = self._came(solved=last and state is QuestionState.SOLVED)
                caught = "" if came is Came.NOTHING else self._random.choice(_CAUGHT)
            self._night(question, day, known, came, caught)
        when = self._at(days[-1] + timedelta(days=1), 8 * 60)
        store.save_question(self._demo.db, replace(question, state=state), when)

    def _came(self, *, solved: bool) -> Came:
        if solved:
            return Came.LOOKS_SOLVED
        return self._random.choices(list(Came)[:4], (5, 3, 5, 4))[0]

    def _night(self, question: Question, day: date, known: str, came: Came, caught: str) -> None:
        began = datetime.combine(day, time(21, 15)) + timedelta(minutes=self._random.randint(0, 25))
        length = self._random.randint(9, 16)
        rose = datetime.combine(day, time(7)) + timedelta(days=1)
        rose += timedelta(minutes=self._random.randint(0, 20))
        evening = self._half("Evening", began, length)
        self._half("Morning", rose, 3)
        written, woke = self._instant(rose), self._instant(began)
        night = Night(
            id=self._id(),
            night=day,
            zone=self._demo.zone,
            offset=offset_at(woke, self._demo.zone),
            began=woke,
            closed=woke + length * MINUTE,
            step=Scene.LEAVE,
            question=question.id,
            session=evening,
            captured=written + 2 * MINUTE,
            woken=written,  # whoever opens a demo before breakfast shall not find it asleep
            nothing_came=not caught,
            came=came,
            mind_busy=self._own.randint(1, 4),
            worried=self._own.choice((1, 1, 2, 2, 3)),
        )
        store.save_night(self._demo.db, night, night.captured or written)
        self._diary(night, began, rose)
        if came in (Came.USABLE_STEP, Came.LOOKS_SOLVED):
            held = self._own.choices(list(Held), (5, 2, 1, 1))[0]
            said = woke + 24 * 60 * MINUTE
            store.set_held(self._demo.db, night.id, held, said, said)
        if known:
            self._entry(EntryKind.EVENING, night, woke + 4 * MINUTE, know=known)
        if caught:
            self._entry(EntryKind.MORNING, night, written, text=caught)
        for position, (what, when, first) in enumerate(_LINES[: self._random.randint(0, 3)]):
            line = Line(
                id=self._id(),
                night=day,
                night_id=night.id,
                position=position,
                what=what,
                when=when,
                first_step=first,
                done=written + 9 * 60 * MINUTE,
            )
            store.save_line(self._demo.db, line, woke)

    def _entry(
        self, kind: EntryKind, night: Night, at: int, *, text: str = "", know: str = ""
    ) -> None:
        entry = Entry(
            id=self._id(),
            kind=kind,
            night=night.night,
            night_id=night.id,
            question=night.question,
            written=at,
            zone=night.zone,
            offset=offset_at(at, night.zone),
            text=text,
            know=know,
        )
        store.save_entry(self._demo.db, entry, at)

    def _diary(self, night: Night, began: datetime, rose: datetime) -> None:
        """A person who sleeps as most do, and does not write every morning."""
        if self._own.random() < _UNSAID:
            return
        bed = (began.hour * 60 + began.minute + 70) % (24 * 60)
        up = rose.hour * 60 + rose.minute
        diary = Diary(
            id=self._id_of_its_own(),
            night_id=night.id,
            in_bed=bed,
            tried=bed + 10,
            onset=self._own.choice((5, 10, 10, 15, 15, 20, 25)),
            awakenings=self._own.randint(0, 2),
            awake=self._own.choice((0, 5, 10, 15)),
            woke=up - 10,
            rose=up,
            quality=self._own.choice((3, 3, 4, 4, 5)),
            screen=False,
        )
        keeping.save_diary(self._demo.db, diary, night.captured or night.began)

    def _id_of_its_own(self) -> str:
        return new_id(self._own)

    def _ask(self, text: str, at: int, source: Ref | None = None) -> Question:
        question = Question(
            id=self._id(), text=text, state=QuestionState.OPEN, created=at, source=source
        )
        store.save_question(self._demo.db, question, at)
        return question

    def _half(self, title: str, began: datetime, minutes: int) -> str:
        session = self._demo.session(
            Activity.PRIME,
            title,
            began,
            minutes,
            outcome=Outcome.COMPLETED,
            rate=False,
            truth=None,
            detail={"v": 1, "half": title.lower()},
        )
        return str(session.id)

    def _at(self, day: date, minute: int) -> int:
        return self._instant(datetime.combine(day, time()) + timedelta(minutes=minute))

    def _instant(self, local: datetime) -> int:
        return instant(local, self._demo.zone)

    def _id(self) -> str:
        return new_id(self._random)
