"""What other activities would have recalled in a break. Focus offers it in one row, and no more."""

from collections.abc import Callable, Sequence
from itertools import chain

from spindle.core.feature import App, Asking, Contributed
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.core.recall import Recall


class Recalling:
    """GUI thread.

    Attributes:
        first: What is offered in this break, if anything.
    """

    def __init__(self, app: App, in_break: Callable[[], bool], changed: Callable[[], None]) -> None:
        self._app = app
        self._in_break = in_break
        self._changed = changed
        self.first: Recall | None = None
        self._farewell = app.bus.subscribe(Contributed, lambda _: self.look())

    def look(self) -> None:
        """Ask all of them, in a break."""
        if not self._in_break():
            self._take(())
            return
        settings, features = self._app.settings, self._app.features
        asking = Asking(self._app.clock.now(), settings.get(DAY_START), settings)
        self._app.database.read(
            lambda connection: list(
                chain.from_iterable(each.recalls(connection, asking) for each in features)
            ),
            self._take,
        )

    def ask(self) -> None:
        """Begin with it; afterwards Focus is shown again."""
        if self.first is not None:
            self._app.run(self.first.start, Ref("page", "focus"))

    def stop(self) -> None:
        """Hear nothing more."""
        self._farewell()

    def _take(self, found: Sequence[Recall]) -> None:
        first = found[0] if found and self._in_break() else None
        if first != self.first:
            self.first = first
            self._changed()
