"""What the journal keeps, as records: questions, entries and to-do lines."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from spindle.core.ids import Ref
from spindle.features.journal.diary import Diary
from spindle.features.journal.governor import Offer, Pause
from spindle.features.journal.model import Came, Night, QuestionState


class EntryKind(StrEnum):
    """Which half of the night an entry belongs to, if any."""

    EVENING = "evening"
    MORNING = "morning"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question.

    Attributes:
        created: µs UTC.
        source: Where it was parked from: a session, a thought, a drill …
        evenings: On how many nights it was taken to bed.
        brought: What those mornings brought, oldest first; None for one not judged.
        aim: Id of its aim, once kept.
        aim_name: Name of an aim as typed, still to be found or made.
        parked: When it was put to rest (µs UTC); no evening offers it then.
        inbox: When it came in (µs UTC) while it is still to be made a question; else None.
    """

    id: str
    text: str
    state: QuestionState
    created: int
    source: Ref | None = None
    evenings: int = 0
    brought: tuple[Came | None, ...] = ()
    aim: str | None = None
    aim_name: str = ""
    parked: int | None = None
    inbox: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of writing; ``know``, ``tried``, ``answer``, ``picture`` are an evening's fields.

    Attributes:
        night: The date it belongs to, kept as it was stored.
        written: µs UTC when it began; ``offset`` is seconds east then.
        came: For a morning, what it brought, once judged.
    """

    id: str
    kind: EntryKind
    night: date
    written: int
    zone: str
    offset: int
    night_id: str | None = None
    question: str | None = None
    text: str = ""
    know: str = ""
    tried: str = ""
    answer: str = ""
    picture: str = ""
    came: Came | None = None

    @property
    def fields(self) -> tuple[str, str, str, str, str]:
        """Everything that was typed."""
        return self.text, self.know, self.tried, self.answer, self.picture

    @property
    def words(self) -> str:
        """Everything that was typed, as one text."""
        return "\n".join(part.strip() for part in self.fields if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One to-do line: what, when, first step. ``done`` is µs UTC."""

    id: str
    night: date
    night_id: str | None = None
    position: int = 0
    what: str = ""
    when: str = ""
    first_step: str = ""
    done: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is written on it."""
        return not (self.what.strip() or self.when.strip() or self.first_step.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result.

    Attributes:
        id: A question's or an entry's, as ``kind`` says.
        text: The part of it around the first word found.
        words: What was looked for, to be shown in the text.
    """

    kind: str
    id: str
    text: str
    question: str | None
    night: date | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningSheet:
    """What an evening's screens start from.

    Attributes:
        lines: To-do lines already written tonight.
        open: Questions to pick from, the likeliest first.
        draft: A question typed and not kept yet.
        entries: What was written tonight, by question id.
        before: The latest writing of earlier evenings, by question id.
        last: The night before of which it can be said whether it held, and its question.
        offer: The governor's offer to leave questions out, if there is one.
        pause: The pause that tonight lies in, if one was taken.
        prompts: Whether a prompt is wanted.
    """

    lines: tuple[Line, ...] = ()
    open: tuple[Question, ...] = ()
    draft: Question | None = None
    entries: tuple[Entry, ...] = ()
    before: tuple[Entry, ...] = ()
    last: tuple[Night, str] | None = None
    offer: Offer | None = None
    pause: Pause | None = None
    prompts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningSheet:
    """What a morning's screens start from; ``brought`` are earlier mornings, oldest first."""

    entry: Entry | None = None
    question: Question | None = None
    brought: tuple[Came, ...] = ()
    lines: tuple[Line, ...] = ()
    diary: Diary | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The list at the left of the Journal page.

    Attributes:
        questions: Open ones first, then by their latest night.
        entries: Those that stand on no question's thread, and every thought; newest first.
        evenings: Number of nights with an evening.
        brought: Outcomes of all judged mornings.
        current: The question planned for the next evening.
    """

    questions: tuple[Question, ...] = ()
    entries: tuple[Entry, ...] = ()
    evenings: int = 0
    brought: tuple[Came, ...] = ()
    current: str | None = None

    def without(self, question: str | None) -> "Shelf":
        """The same list without a question and what was written on it."""
        return replace(
            self,
            questions=tuple(each for each in self.questions if each.id != question),
            entries=tuple(
                each for each in self.entries if not question or each.question != question
            ),
            current=None if self.current == question else self.current,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One question with its evenings and mornings, oldest first.

    Attributes:
        made_of: What of the inbox it was made of, as it came.
    """

    question: Question
    entries: tuple[Entry, ...] = ()
    nights: tuple[Night, ...] = ()
    made_of: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an entry was before it was changed, at ``kept`` (µs UTC)."""

    id: str
    kept: int
    night: date | None
    text: str
    know: str = ""
    tried: str = ""
    answer: str = ""
    picture: str = ""

    @property
    def words(self) -> str:
        """Everything it said, as one text."""
        parts = (self.text, self.know, self.tried, self.answer, self.picture)
        return "\n".join(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Something in the trash: a question or an entry, taken out at ``at`` (µs UTC).

    Attributes:
        question: The question that it is or was written on.
    """

    ref: Ref
    text: str
    at: int
    question: str | None = None
