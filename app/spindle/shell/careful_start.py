"""What is said when Spindle started without the desktop, because its last start ended too soon."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.events import Bus
from spindle.core.ports import Action, Notification
from spindle.core.quiet_row import RowAsked
from spindle.core.storage_events import RestartAsked
from spindle.core.translate import N_

_TITLE: Final = N_(
    "CarefulStart", "Spindle has started without tray, notifications and global keys."
)
_WHY: Final = N_(
    "CarefulStart",
    "Its last start ended within ten seconds, and one of them may be why. Your data is all here. "
    "Start again to have them back; if that fails once more, the next start is like this one.",
)
_AGAIN: Final = N_("CarefulStart", "Start again")


def tell(bus: Bus) -> None:
    """Say so in a row, with the way back."""

    def answered(answer: str) -> None:
        if answer == "again":
            bus.publish(RestartAsked())

    row = Notification(
        purpose="careful",
        title=_tr(_TITLE),
        body=_tr(_WHY),
        actions=(Action("again", _tr(_AGAIN)),),
        resident=True,
    )
    bus.publish(RowAsked(row, answered, owed=True))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CarefulStart", text)
