"""An import as it goes on in the app: look into a file, then bring in what was found, or leave it.

The job process reads the file, twice: once to say what would come in, once to send it. The
database's writer takes it piece by piece. GUI thread, no Qt.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spindle.core.feature import App, Contributed
from spindle.core.frames import receive
from spindle.core.general import DAY_START
from spindle.core.jobs_port import JobFailed
from spindle.features.drill.exchange.keeping import Import
from spindle.features.drill.exchange.tidying import Tidying, folders_of

if TYPE_CHECKING:
    from spindle.core.ports import Cancel

TASK: Final = "spindle.features.drill.exchange.task:read"
_AT_ONCE: Final = 2
BACK_UP: Final = "spindle.tasks:back_up_before_import"


class Stage(StrEnum):
    """How far an import is."""

    NONE = "none"
    LOOKING = "looking"
    LOOKED = "looked"
    BRINGING = "bringing"
    KEEPING = "keeping"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What can be shown of an import.

    Attributes:
        so_far: Items read or written in this stage.
        report: What the file holds, as ``anki.read`` and ``table.read`` say it; while a table is
            looked into again, what was said before.
        added, changed, same: What a finished import did.
        trouble: A sentence in the context ``drill``, ``jobs`` or ``storage``, to be translated and
            then filled with ``facts``.
    """

    stage: Stage = Stage.NONE
    file: str = ""
    so_far: int = 0
    report: dict[str, Any] | None = None
    added: int = 0
    changed: int = 0
    same: int = 0
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
        self._run = self._pieces = self._handed = 0
        self._read = False
        self._waiting: deque[dict[str, Any]] = deque()
        self._folders = folders_of(app.profile)
        self._tidying = Tidying(app.database, self._folders)
        self._taken_for: dict[str, Any] | None = None
        self.state = State()

    def look(self, path: Path) -> None:
        """Read a file and say what would come in; nothing is written."""
        self.leave()
        self._path = path
        self._taken_for = None
        self._show(State(stage=Stage.LOOKING, file=path.name))
        self._start(self._counted, self._looked, incoming=None)

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
        self._start(self._counted, self._looked, incoming=None)

    def bring(self) -> None:
        """Bring in what was found."""
        if self.state.stage is not Stage.LOOKED:
            return
        self._show(replace(self.state, stage=Stage.BRINGING, so_far=0))
        self._run += 1
        # What was left of an earlier import goes first: it holds the names of its items.
        self._tidying.run(self._still(lambda _: self._begin()))

    def leave(self) -> None:
        """Stop whatever goes on; of an import under way nothing stays, unless it is let in."""
        if self.state.stage is Stage.KEEPING:
            return
        self._run += 1
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        work, self._work = self._work, None
        self._waiting.clear()
        if work is not None:
            work.left = True
            self._app.database.write(work.leave, lambda _: self._tidying.run())
        self._show(State())

    def _begin(self) -> None:
        work = Import(source=self._path.name, now=self._app.clock.now().wall)
        self._work, self._pieces, self._handed, self._read = work, 0, 0, False
        self._waiting.clear()
        self._app.database.write(work.begin, None, self._failed)
        incoming = self._folders.incoming / work.id
        self._start(self._came, self._all_came, incoming=str(incoming))

    def _still(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """The same, unless something else has begun since."""
        mine = self._run
        return lambda value: then(value) if mine == self._run else None

    def _start(
        self, told: Callable[[Any], None], done: Callable[[Any], None], *, incoming: str | None
    ) -> None:
        self._run += 1
        self._cancel = self._app.jobs.run(
            TASK,
            {
                "path": str(self._path),
                "zone": self._app.clock.now().zone,
                "day_start": self._app.settings.get(DAY_START),
                "media": str(self._folders.media),
                "incoming": incoming,
                "taken_for": self._taken_for,
            },
            told=self._still(told),
            done=self._still(done),
            failed=self._still(self._failed),
        )

    def _counted(self, told: dict[str, Any]) -> None:
        if told["items"]:
            self._show(replace(self.state, so_far=self.state.so_far + told["items"]))

    def _looked(self, report: dict[str, Any]) -> None:
        self._cancel = None
        self._show(replace(self.state, stage=Stage.LOOKED, report=report))

    def _came(self, told: dict[str, Any]) -> None:
        if "piece" in told:
            self._waiting.append(told)
            self._write_next()

    def _all_came(self, _report: dict[str, Any]) -> None:
        self._cancel = None
        self._read = True
        self._write_next()

    def _write_next(self) -> None:
        """Hand over a piece or two: whatever else is to be written comes soon after them."""
        work = self._work
        if work is None:
            return
        while self._waiting and self._handed < _AT_ONCE:
            told, number = self._waiting.popleft(), self._pieces
            self._pieces += 1
            self._handed += 1
            self._app.database.write(
                partial(_write, work, number, told["piece"]),
                self._still(partial(self._wrote, told)),
                self._still(self._failed),
            )
        if self._read and not self._waiting and not self._handed:
            self._read = False
            self._written(work)

    def _wrote(self, told: dict[str, Any], _: Any) -> None:
        self._handed -= 1
        self._counted(told)
        self._write_next()

    def _written(self, work: Import) -> None:
        """All is there, and unseen; a copy comes first where it changes what was there before."""
        if not work.touches:
            self._keep()
            return
        self._cancel = self._app.jobs.run(
            BACK_UP,
            {
                "profile": str(self._app.profile),
                "at": f"{self._app.clock.now().local:%Y%m%d-%H%M%S}",
                "key": self._app.safe.plain,
            },
            done=self._still(lambda _: self._keep()),
            failed=self._still(self._failed),
        )

    def _keep(self) -> None:
        self._cancel = None
        work = self._work
        if work is not None:
            self._show(replace(self.state, stage=Stage.KEEPING))
            self._app.database.write(
                work.keep, lambda _: self._tidying.run(lambda _: self._kept(work)), self._failed
            )

    def _kept(self, work: Import) -> None:
        self._work = None
        self._show(
            replace(
                self.state,
                stage=Stage.DONE,
                added=work.added,
                changed=work.changed,
                same=work.same,
            )
        )
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


def _write(work: Import, number: int, piece: bytes, db: Any) -> None:
    """A write job: only here, in the worker's thread, is a piece taken apart."""
    work.write(db, number, receive(BytesIO(piece)))
