"""An import as it goes on in the app: look into a file, then bring in what was found, or leave it.

The job process reads the file, twice: once to say what would come in, once to send it. The
database's writer takes it piece by piece. GUI thread, no Qt.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spindle.core.feature import App, Contributed
from spindle.core.general import DAY_START
from spindle.core.jobs_port import JobFailed
from spindle.features.drill.exchange.keeping import Import

if TYPE_CHECKING:
    from spindle.core.ports import Cancel

TASK: Final = "spindle.features.drill.exchange.task:read"


class Stage(StrEnum):
    """How far an import is."""

    NONE = "none"
    LOOKING = "looking"
    LOOKED = "looked"
    BRINGING = "bringing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What can be shown of an import.

    Attributes:
        so_far: Items read or written in this stage.
        report: What the file holds, as ``anki.read`` and ``table.read`` say it; while a table is
            looked into again, what was said before.
        added, updated: What a finished import did.
        trouble: A sentence in the context ``drill`` or ``jobs``, to be translated and then filled
            with ``facts``.
    """

    stage: Stage = Stage.NONE
    file: str = ""
    so_far: int = 0
    report: dict[str, Any] | None = None
    added: int = 0
    updated: int = 0
    trouble: str = ""
    facts: dict[str, str] | None = None


class Bringing:
    """At most one import at a time; ``changed`` is called after each change of ``state``."""

    def __init__(self, app: App, changed: Callable[[], None]) -> None:
        self._app = app
        self._changed = changed
        self._path = Path()
        self._cancel: Cancel | None = None
        self._work: Import | None = None
        self._run = 0
        self._taken_for: dict[str, Any] = {}
        self.state = State()

    def look(self, path: Path) -> None:
        """Read a file and say what would come in; nothing is written."""
        self.leave()
        self._path = path
        self._taken_for = {}
        self._show(State(stage=Stage.LOOKING, file=path.name))
        self._start(self._counted, self._looked, media=None)

    def take_for(self, *, columns: Mapping[str, int], kind: str, head: bool) -> None:
        """Look into a table again, with its columns taken for something else.

        Args:
            columns: Field of ``table_look.FIELDS`` → its place from 0.
            kind: ``typed_recall`` or ``show_and_grade``.
            head: Whether the first row only names the columns.
        """
        if self.state.stage not in {Stage.LOOKING, Stage.LOOKED}:
            return
        if self._cancel is not None:
            self._cancel()
        self._taken_for = {"columns": dict(columns), "kind": kind, "head": head}
        self._show(replace(self.state, stage=Stage.LOOKING, so_far=0))
        self._start(self._counted, self._looked, media=None)

    def bring(self) -> None:
        """Bring in what was found."""
        if self.state.stage is not Stage.LOOKED:
            return
        now = self._app.clock.now()
        day_start = self._app.settings.get(DAY_START)
        self._work = Import(
            source=self._path.name, zone=now.zone, day_start=day_start, now=now.wall
        )
        self._show(replace(self.state, stage=Stage.BRINGING, so_far=0))
        self._start(self._came, self._all_came, media=str(self._app.profile / "media"))

    def leave(self) -> None:
        """Stop whatever goes on; of an import under way nothing stays."""
        self._run += 1
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        work, self._work = self._work, None
        if work is not None:
            self._app.database.write(work.forget)
        self._show(State())

    def _start(
        self, told: Callable[[Any], None], done: Callable[[Any], None], *, media: str | None
    ) -> None:
        self._run += 1
        mine = self._run

        def still(then: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda value: then(value) if mine == self._run else None

        self._cancel = self._app.jobs.run(
            TASK,
            {
                "path": str(self._path),
                "zone": self._app.clock.now().zone,
                "day_start": self._app.settings.get(DAY_START),
                "media": media,
                **self._taken_for,
            },
            told=still(told),
            done=still(done),
            failed=still(self._failed),
        )

    def _counted(self, piece: dict[str, Any]) -> None:
        if "items" in piece:
            self._show(replace(self.state, so_far=self.state.so_far + len(piece["items"])))

    def _looked(self, report: dict[str, Any]) -> None:
        self._cancel = None
        self._show(replace(self.state, stage=Stage.LOOKED, report=report))

    def _came(self, piece: dict[str, Any]) -> None:
        work, mine = self._work, self._run
        if work is None:
            return

        def written(_: Any) -> None:
            if mine == self._run:
                self._counted(piece)

        self._app.database.write(lambda db: work.write(db, piece), written, self._failed)

    def _all_came(self, _report: dict[str, Any]) -> None:
        self._cancel = None
        work = self._work
        if work is not None:
            self._app.database.write(work.finish, lambda _: self._finished(work), self._failed)

    def _finished(self, work: Import) -> None:
        self._work = None
        self._show(replace(self.state, stage=Stage.DONE, added=work.added, updated=work.updated))
        self._app.bus.publish(Contributed("drill"))

    def _failed(self, error: Exception) -> None:
        name = self._path.name
        self.leave()
        known = error if isinstance(error, JobFailed) else None
        self._show(
            State(
                stage=Stage.FAILED,
                file=name,
                trouble=str(error) if known is None else known.sentence,
                facts={} if known is None else dict(known.facts),
            )
        )

    def _show(self, state: State) -> None:
        self.state = state
        self._changed()
