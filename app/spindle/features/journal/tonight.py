"""The night that began last, and what its person says of it. GUI thread.

Every verb writes behind and returns its inverse.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from spindle.core.clock import Moment
from spindle.core.feature import App
from spindle.core.ids import new_id
from spindle.features.journal import keeping, model, store
from spindle.features.journal.diary import Diary
from spindle.features.journal.model import Aside, Came, Held, Night, Source
from spindle.features.journal.writing import Inverse, Writing


class Tonight:
    """Keeps one night's record; another one takes its place when an evening begins."""

    def __init__(self, app: App, writing: Writing, day_start: Callable[[], int]) -> None:
        self._app = app
        self._writing = writing
        self._day_start = day_start
        self._night: Night | None = None

    @property
    def night(self) -> Night | None:
        """The night that began last."""
        return self._night

    @property
    def begun(self) -> bool:
        """Whether it is the night of this moment."""
        return model.is_tonight(self._night, self._now(), self._day_start())

    def adopt(self, night: Night) -> None:
        """It was found in the database."""
        self._night = night

    def here(self, *, still_open: bool = False) -> Night:
        """The night of this moment, begun now if it is not yet; it is kept by ``keep``.

        An evening that is still open stays one, whatever the clock says by now.
        """
        night = self._night
        if night is not None and night.captured is None and (still_open or self.begun):
            return night
        return model.begin(new_id(), self._now(), self._day_start())

    def keep(self, night: Night) -> None:
        """Write it as it is now."""
        self._night = night
        self._writing.save_night(night)

    def choose(self, question: str | None) -> Inverse:
        """Take a question to bed, or none."""
        if question is None:
            return self._say(question=None)
        return self._say(question=question, aside=None)

    def leave_out(self, why: Aside) -> Inverse:
        """Take no question to bed, for a reason."""
        return self._say(question=None, aside=why)

    def check(self, *, mind_busy: int | None = None, worried: int | None = None) -> Inverse:
        """Say how busy the mind is, or how worried, 1-5."""
        if mind_busy is not None:
            return self._say(mind_busy=mind_busy)
        return self._say(worried=worried)

    def capture(self, *, nothing: bool) -> None:
        """The morning is written down; its minutes after waking are stamped."""
        if self._night is not None:
            at = self._now()
            night = self._night._replace(captured=at.wall, nothing_came=nothing)
            self.keep(model.after_wake(night, None, at.zone))

    def keep_diary(self, diary: Diary) -> None:
        """Keep the night's diary as it is now; when it says when one woke, that counts."""
        self._writing.write_now(partial(keeping.save_diary, diary=diary))
        night = self._night
        if night is not None and night.id == diary.night_id:
            woke = diary.rose if diary.woke is None else diary.woke
            stamped = model.after_wake(night, woke, self._now().zone)
            if stamped != night:
                self.keep(stamped)

    def dreamt(self, *, recall: int | None = None, related: bool | None = None) -> Inverse:
        """Say what is remembered of dreams, 0-3, or whether one was of the question."""
        if recall is not None:
            return self._say(dream_recall=recall)
        return self._say(dream_related=related)

    def slipped(self) -> None:
        """Something was parked from bed."""
        if self._night is not None:
            self.keep(self._night._replace(slips=self._night.slips + 1))

    def came_later(self) -> Inverse:
        """Something for the question came during the day after its night."""
        return self._say(later=self._now().wall)

    def judge(self, came: Came | None) -> Inverse:
        """Say what the morning brought for the question; it may be said again."""
        night = self._night
        if night is None or night.captured is None:
            return _nothing
        self._judge(night.id, came)
        return partial(self._judge, night.id, night.came)

    def came_by(self, *, source: Source | None = None, insight: int | None = None) -> Inverse:
        """Say when it came, or how suddenly, 1-5."""
        return self._say(source=source) if insight is None else self._say(insight=insight)

    def verify(self, night: Night, held: Held | None) -> Inverse:
        """Say whether what an earlier night brought has held."""
        self._verify(night.id, held)
        return partial(self._verify, night.id, night.verified)

    def _judge(self, identity: str, came: Came | None) -> None:
        if self._night is not None and self._night.id == identity:
            self._night = self._night._replace(came=came)
            self._writing.judge(self._night)

    def _verify(self, identity: str, held: Held | None) -> None:
        at = None if held is None else self._now().wall
        self._writing.write_now(partial(store.set_held, identity=identity, held=held, verified=at))
        if self._night is not None and self._night.id == identity:
            self._night = self._night._replace(verified=held, verified_at=at)

    def move(self, night: Night, to: date) -> Inverse:
        """Give a night another date, with all that was written in it."""
        self._move(night.id, to)
        return partial(self._move, night.id, night.night)

    def _move(self, identity: str, to: date) -> None:
        self._writing.write_now(partial(keeping.move_night, identity=identity, night=to))
        if self._night is not None and self._night.id == identity:
            self._night = self._night._replace(night=to)

    def _say(self, **said: Any) -> Inverse:
        night = self._night
        if night is None or all(getattr(night, name) == value for name, value in said.items()):
            return _nothing
        self._set(night.id, said)
        return partial(self._set, night.id, {name: getattr(night, name) for name in said})

    def _set(self, identity: str, said: dict[str, Any]) -> None:
        if self._night is not None and self._night.id == identity:
            self.keep(self._night._replace(**said))

    def _now(self) -> Moment:
        return self._app.clock.now()


def _nothing() -> None:
    """The inverse of nothing."""
