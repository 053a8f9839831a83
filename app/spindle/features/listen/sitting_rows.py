"""What a session of listening writes down: its checks, its speeds, its rewinds, its totals."""

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.ids import SessionId, new_id
from spindle.features.listen.asking import Asked
from spindle.features.listen.records import Answered
from spindle.features.listen.store import ListenStore, Totals
from spindle.features.listen.velocity.controller import SpeedChange


class SittingRows:
    """GUI thread. ``sounded`` is always seconds of sound in the session so far."""

    def __init__(self, app: App, store: ListenStore, document: str) -> None:
        self._app = app
        self._store = store
        self._document = document

    def speed(self, wpm: float) -> None:
        """The document's own speed from now on."""
        self._store.change_document(self._document, self._seen(), wpm=wpm)

    def change(self, session: SessionId, change: SpeedChange, sounded: float) -> str:
        """A change of speed with its reason; returns its id."""
        name, seen = new_id(), self._seen()
        self._store.save_change(
            {
                **self._row(session, name, sounded),
                "before": change.before,
                "after": change.after,
                "why": str(change.why),
                "at": seen,
            }
        )
        return name

    def undone(self, change: str) -> None:
        """A change of speed was taken back."""
        self._store.undo_change(change, self._seen())

    def heard(self, session: SessionId, wpm: float, part: str, sounded: float) -> None:
        """What is asked of the voice from now on, and in which part of the session."""
        row = self._row(session, new_id(), sounded)
        self._store.save_heard({**row, "part": part, "wpm": wpm, "at": self._seen()})

    def rewind(self, session: SessionId, voice: str, wpm: float, sounded: float) -> None:
        """Something was heard again; ``voice`` is ``SILENT`` where it was read."""
        self._store.save_rewind(
            {
                **self._row(session, new_id(), sounded),
                "voice": voice,
                "wpm": wpm,
                "at": self._seen(),
            }
        )

    def check(self, session: SessionId, voice: str, asked: Asked, outcome: Answered) -> None:
        """A check that was answered or skipped; ``voice`` as above."""
        from json import dumps  # noqa: PLC0415 - with the first check

        check, place = asked.check, asked.place
        self._store.save_check(
            {
                **self._row(session, asked.id, asked.sounded),
                "number": asked.number,
                "kind": str(check.kind),
                "chapter": place.chapter,
                "block": place.block,
                "place": place.offset,
                "before": check.before,
                "after": check.after,
                "choices": dumps(check.choices),
                "answer": check.answer,
                "given": asked.given,
                "outcome": str(outcome),
                "wpm": asked.wpm,
                "voice": voice,
                "asked": self._seen(),
            }
        )

    def totals(self, totals: Totals) -> None:
        """What the session comes to so far."""
        self._store.save_listening(totals, self._seen())

    def _row(self, session: SessionId, name: str, sounded: float) -> dict[str, object]:
        return {
            "id": name,
            "session_id": session,
            "document_id": self._document,
            "sounded": round(sounded * SECOND),
            "updated": self._seen(),
        }

    def _seen(self) -> int:
        return self._app.clock.now().wall
