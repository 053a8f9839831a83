"""How a session of listening begins: with the document's aim, else with that of the block."""

from spindle.core.activity import Activity
from spindle.core.feature import App
from spindle.core.ids import Ref
from spindle.core.session import Session
from spindle.features.listen.records import DocumentLine


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
