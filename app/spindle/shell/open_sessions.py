"""The quiet row about sessions that Spindle did not see end: it was killed, or the power went."""

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.ports import Action, Notification
from spindle.core.quiet_row import RowAsked, SessionWas
from spindle.core.session import Activity, OpenSessionsFound, Session, SessionChanged
from spindle.ui import times

PURPOSE: Final = "open-session"
_OTHER: Final = "other"
_DISCARD: Final = "discard"
_KINDS: Final = ("break", "move", "sleep")


class OpenSessions:
    """Asks about one session after the other, the latest first. GUI thread.

    Closing a row keeps the session, as "Keep" does. What the session was instead is told by
    ``SessionWas``, to whoever keeps the ledger.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._waiting: list[Session] = []
        app.bus.subscribe(OpenSessionsFound, self._found)

    def _found(self, found: OpenSessionsFound) -> None:
        outer = [session for session in found.sessions if session.parent is None]
        self._waiting = sorted(outer, key=lambda session: session.started)
        self._ask()

    def _ask(self) -> None:
        if self._waiting:
            session = self._waiting.pop()
            row = _question(session)
            self._app.bus.publish(RowAsked(row, partial(self._answered, session)))

    def _answered(self, session: Session, answer: str) -> None:
        if answer == _OTHER:
            row = _what_else(session)
            self._app.bus.publish(RowAsked(row, partial(self._answered, session), owed=True))
            return
        if answer in _KINDS:
            self._app.bus.publish(SessionWas(session, answer))
        elif answer == _DISCARD:
            from spindle.storage.session_log import DatabaseSessionLog  # noqa: PLC0415 - seldom

            DatabaseSessionLog(self._app.database, self._app.clock).remove(session.id)
            self._app.bus.publish(SessionChanged(session.id))
        self._ask()


def _question(session: Session) -> Notification:
    translate = QCoreApplication.translate
    seconds = ((session.ended or session.last_seen) - session.started) // SECOND
    # Seconds matter only below a minute.
    length = times.length(seconds if seconds < 60 else seconds // 60 * 60)
    if session.activity is Activity.FOCUS:
        title = translate("OpenSessions", "A block of {length} ended without you.")
    else:
        title = translate("OpenSessions", "A session of {length} ended without you.")
    return Notification(
        purpose=PURPOSE,
        title=title.format(length=length),
        body=session.title[:120],
        actions=(
            Action("keep", translate("OpenSessions", "Keep")),
            Action(_DISCARD, translate("OpenSessions", "Discard")),
            Action(_OTHER, translate("OpenSessions", "It was something else")),
        ),
        resident=True,
    )


def _what_else(session: Session) -> Notification:
    translate = QCoreApplication.translate
    words = (
        translate("OpenSessions", "A break"),
        translate("OpenSessions", "Movement"),
        translate("OpenSessions", "Sleep"),
    )
    return Notification(
        purpose=PURPOSE,
        title=translate("OpenSessions", "What was it?"),
        body=session.title[:120],
        actions=tuple(Action(kind, word) for kind, word in zip(_KINDS, words, strict=True)),
        resident=True,
    )
