"""Thoughts that come up and are not for now: parked, done, or handed on. Ctrl Z takes each back."""

from collections.abc import Callable

from spindle.core.feature import Handed, HandedBack
from spindle.core.ids import Ref
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus import back
from spindle.features.focus.back import Inverse
from spindle.features.focus.state import IN_BLOCK
from spindle.features.focus.verbs import Verbs


class ThoughtVerbs(Verbs):
    """GUI thread."""

    def park(self, text: str, done: Callable[[], None] = lambda: None) -> Inverse | None:
        """Keep a thought for later; ``done`` once it is on the disk. None for an empty one."""
        thought = clean(text).strip()
        if not thought:
            return None
        inside = self._timer.held.stage in IN_BLOCK
        name = self._record.park(thought, done, inside=inside)
        self._timer.tell()
        self.refresh()

        def unpark() -> bool:
            self._record.unpark(name, inside=inside)
            self._timer.tell()
            self.refresh()
            return True

        return self._push(N_("undo", "parked thought"), unpark, lasts=True)

    def finish_thought(self, thought: str) -> Inverse:
        """A parked thought, by id, needs no more attention."""
        self._store.finish_thought(thought, self._now().wall)
        self.refresh()

        def again() -> bool:
            self._store.finish_thought(thought, self._now().wall, done=False)
            self.refresh()
            return True

        return self._push(N_("undo", "done"), again, lasts=True)

    def hand_thought(self, thought: str, text: str, kind: str) -> Inverse:
        """A parked thought becomes a question, a drill or an entry of somebody else's."""
        handed = Handed(text, Ref("thought", thought), kind)
        self._app.bus.publish(handed)
        self._store.finish_thought(thought, self._now().wall)
        self.refresh()
        self._tell(back.HANDED[kind], "")

        def again() -> bool:
            self._app.bus.publish(HandedBack(handed))
            self._store.finish_thought(thought, self._now().wall, done=False)
            self.refresh()
            return True

        return self._push(N_("undo", "handed on"), again, lasts=True)
