"""What another start of Spindle asks this one to do, found among the features."""

import logging
from typing import Any, Final

from spindle.core.feature import App

_NOT_YET: Final = "Spindle has not opened its data; its window says why."
_UNKNOWN: Final = "This Spindle does not know that command."
_FAILED: Final = "Spindle could not do that; this is a fault in Spindle."
_TROUBLE: Final = 1
_USAGE: Final = 2

_log = logging.getLogger(__name__)


def controlled(app: App, message: dict[str, Any]) -> dict[str, Any]:
    """Do it and answer with an exit ``code`` and what was ``said``. GUI thread.

    Args:
        app: The running one.
        message: ``do``: the verb; ``given``: its arguments.
    """
    verb, given = str(message.get("do", "")), message.get("given")
    if not app.services:
        return {"code": _TROUBLE, "said": _NOT_YET}
    for feature in app.features:
        if feature.control is None or feature.id not in app.services:
            continue
        try:
            found = feature.control(
                app.services[feature.id], verb, given if isinstance(given, dict) else {}
            )
        except Exception as error:  # noqa: BLE001 - the one who asked waits for an answer
            _log.error("A command from outside failed", exc_info=error)
            return {"code": _TROUBLE, "said": _FAILED}
        if found is not None:
            return {"code": found[0], "said": found[1]}
    return {"code": _USAGE, "said": _UNKNOWN}
