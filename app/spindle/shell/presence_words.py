"""What runs, in a line: for the tray's menu and its tooltip."""

import math
from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.clock import MINUTE, Moment
from spindle.core.presence import Phase, PresenceChanged
from spindle.core.translate import N_
from spindle.ui.said import said

_PART: Final = N_("presence", "{what}, block {number} of {count}")
_PAUSED: Final = N_("presence", "{what}, paused")
_OVER: Final = N_("presence", "{what}, time is up")
_ASKING: Final = N_("presence", "{what}, waiting for your answer")
_LEFT: Final = N_("presence", "{what}, {minutes} min left")
_SO_FAR: Final = N_("presence", "{what}, {minutes} min so far")


def presence_words(presence: PresenceChanged, now: Moment) -> str:
    """Such as "Focus, block 3 of 4, 13 min left"; empty while nothing runs."""
    if presence.phase is Phase.IDLE:
        return ""
    line = said(presence.what) or said(presence.title)
    if presence.part is not None:
        number, count = presence.part
        line = _tr(_PART).format(what=line, number=number, count=count)
    if presence.phase is Phase.PAUSED:
        line = _tr(_PAUSED).format(what=line)
    if presence.phase is Phase.OVERTIME:
        return _tr(_OVER).format(what=line)
    if presence.phase is Phase.ASKING:
        return _tr(_ASKING).format(what=line)
    if presence.phase is Phase.EVENING:
        return line
    left = presence.left_at(now)
    if left is None:
        return _tr(_SO_FAR).format(what=line, minutes=presence.elapsed_at(now) // MINUTE)
    return _tr(_LEFT).format(what=line, minutes=max(0, math.ceil(left / MINUTE)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("presence", text)
