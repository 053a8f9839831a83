"""How a session of listening begins: its aim, its block, its speed."""

from dataclasses import replace

from spindle.core.activity import Activity
from spindle.core.feature import App
from spindle.core.ids import Ref
from spindle.core.session import Session
from spindle.core.settings import Settings
from spindle.features.listen.records import DocumentLine
from spindle.features.listen.settings import CEILING, FOLLOW, WPM
from spindle.features.listen.velocity import controller
from spindle.features.listen.velocity.controller import Ramp
from spindle.features.listen.velocity.threshold import Estimate


def begin(app: App, document: DocumentLine, planned: int | None = None) -> Session:
    """Begin one now; inside a running block it is part of it.

    Args:
        app: The outside.
        document: What is listened to.
        planned: µs of sound, if it has an end.
    """
    blocks = [each for each in app.sessions.running if each.activity is Activity.FOCUS]
    block = blocks[-1] if blocks else None
    return app.sessions.begin(
        Activity.LISTEN,
        document.title,
        planned=planned,
        parent=None if block is None else block.id,
        aim=document.aim or (None if block is None else block.aim),
        ref=Ref("document", document.id),
    )


def first_wpm(settings: Settings, document: DocumentLine) -> float:
    """The speed to begin at, easy parts apart: the document's own, else that of a new text."""
    return document.wpm or float(settings.get(WPM))


def first_ramp(app: App, document: DocumentLine, estimate: Estimate) -> Ramp:
    """The same, and what is known of where it may go."""
    settings = app.settings
    ramp = controller.begin(
        estimate,
        speed=first_wpm(settings, document),
        ceiling=float(settings.get(CEILING)),
    )
    return replace(ramp, follows=settings.get(FOLLOW))
