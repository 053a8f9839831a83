"""What goes on now, for a ``spindle status`` that asks the running one."""

from typing import Any

from spindle.core.feature import App
from spindle.core.presence import PresenceChanged


class Status:
    """Remembers the last thing that was told of a running activity. GUI thread."""

    def __init__(self, app: App) -> None:
        self._clock = app.clock
        self._presence: PresenceChanged | None = None
        app.bus.subscribe(PresenceChanged, self._changed)

    def answer(self) -> dict[str, Any]:
        """How it stands at this moment.

        Returns:
            ``phase``, see ``core.presence``; ``what``, ``title`` and ``part`` of it; ``elapsed``,
            ``planned`` and ``left`` in µs, the last two None for an open end. Empty before anything
            was told.
        """
        presence = self._presence
        if presence is None:
            return {}
        now = self._clock.now()
        return {
            "phase": presence.phase.value,
            "what": presence.what,
            "title": presence.title,
            "part": presence.part,
            "elapsed": presence.elapsed_at(now),
            "planned": presence.planned,
            "left": presence.left_at(now),
        }

    def _changed(self, presence: PresenceChanged) -> None:
        self._presence = presence
