"""Keeps Today's state true: it asks again whenever something happened. GUI thread, no Qt."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spindle.core.feature import App, Contributed, Offer
from spindle.core.ids import new_id
from spindle.core.presence import PresenceChanged
from spindle.core.session import SessionChanged, SessionEnded, SessionRated, SessionStarted
from spindle.core.settings import SettingChanged
from spindle.features.today.collecting import TodayChanged, asking_now, collect

if TYPE_CHECKING:
    from spindle.features.today.model import TodayState

Undo = Callable[[], None]


class TodayService:
    """The newest state of Today.

    Attributes:
        state: None until the first answer of the database.
    """

    def __init__(self, app: App) -> None:
        self.state: TodayState | None = None
        self._app = app
        self._asked = 0
        self._waits = False
        heard = (
            Contributed,
            SessionStarted,
            SessionEnded,
            SessionRated,
            SessionChanged,
            PresenceChanged,
            SettingChanged,
        )
        self._farewells: list[Callable[[], None]] = [
            app.bus.subscribe(kind, lambda _: self.refresh()) for kind in heard
        ]
        self._farewells.append(app.wakes.subscribe(lambda _: self.refresh()))

    def refresh(self) -> None:
        """Ask again; of several calls in one breath one question is asked.

        The question waits for the end of the event that called for it, so that all writes of
        that event are on their way to the database before it.
        """
        if not self._waits:
            self._waits = True
            self._app.post(self._ask)

    def hide(self, offer: Offer) -> Undo:
        """Put an offer aside until its state changes; returns what brings it back."""
        self._write(_hide, offer)
        return lambda: self._write(_show, offer)

    def stop(self) -> None:
        """Hear nothing more."""
        for farewell in self._farewells:
            farewell()
        self._farewells.clear()

    def _ask(self) -> None:
        self._waits = False
        if not self._farewells:
            return
        asking = asking_now(self._app)
        features = self._app.features
        self._asked += 1
        turn = self._asked
        self._app.database.read(
            lambda connection: collect(connection, asking, features),
            lambda state: self._answered(turn, state),
        )

    def _answered(self, turn: int, state: "TodayState") -> None:
        if turn == self._asked and self._farewells:
            self.state = state
            self._app.bus.publish(TodayChanged())

    def _write(self, job: Callable[[Any, Offer, int], None], offer: Offer) -> None:
        now = self._app.clock.now().wall
        self._app.database.write(lambda db: job(db, offer, now), lambda _: self.refresh())


def _hide(db: Any, offer: Offer, now: int) -> None:
    db.conn.execute(
        "INSERT INTO hidden_offer (id, ref_kind, ref_id, state, updated) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (ref_kind, ref_id) DO UPDATE"
        " SET state = excluded.state, updated = excluded.updated",
        (new_id(), offer.ref.kind, offer.ref.id, offer.state, now),
    )


def _show(db: Any, offer: Offer, now: int) -> None:
    # The row stays, as every row does; a state that no offer has hides nothing.
    db.conn.execute(
        "UPDATE hidden_offer SET state = ?, updated = ? WHERE ref_kind = ? AND ref_id = ?",
        (f"shown {offer.state}", now, offer.ref.kind, offer.ref.id),
    )
