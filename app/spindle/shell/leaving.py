"""The question before quitting, asked of the services that have something running."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App
from spindle.core.ports import Action, Notification

PURPOSE: Final = "quit"
QUIT: Final = "quit"


def question(app: App) -> Notification | None:
    """What to ask before quitting, or None when nothing would be cut short.

    A service that cares has ``quit_question() -> str | None``, a translated sentence.
    """
    sentences = []
    for service in app.services.values():
        ask = getattr(service, "quit_question", None)
        sentence = ask() if ask is not None else None
        if sentence:
            sentences.append(sentence)
    if not sentences:
        return None
    return Notification(
        purpose=PURPOSE,
        title=QCoreApplication.translate("Leaving", "Quit Spindle?"),
        body=" ".join(sentences),
        actions=(
            Action(QUIT, QCoreApplication.translate("Leaving", "Quit")),
            Action("stay", QCoreApplication.translate("Leaving", "Stay")),
        ),
        resident=True,
    )
