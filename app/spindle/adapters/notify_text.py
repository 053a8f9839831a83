"""What of a notification's words may leave for the desktop, and in which form."""

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.ports import Notification
from spindle.core.translate import N_

LONGEST_TITLE: Final = 120
LONGEST_BODY: Final = 400
MOST_ACTIONS: Final = 3

ANSWER: Final = N_("notify", "Open Spindle to answer.")
OPEN: Final = N_("notify", "Open")

# The bus hangs up on a text with NUL or half a surrogate pair; daemons stumble over the others.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def title_of(notification: Notification) -> str:
    """The title on one line."""
    return _fit(notification.title.replace("\n", " "), LONGEST_TITLE)


def body_of(notification: Notification, *, markup: bool, buttons: bool) -> str:
    """The body, saying where to answer if the desktop shows no buttons.

    Args:
        notification: What to say.
        markup: The desktop reads the body as markup, so ``<`` must be escaped.
        buttons: The desktop shows the actions.
    """
    body = _fit(notification.body, LONGEST_BODY)
    if notification.actions and not buttons:
        body = f"{body}\n{QCoreApplication.translate('notify', ANSWER)}".strip()
    if not markup:
        return body
    from html import escape  # noqa: PLC0415 - all of HTML's names, not before the first paint

    return escape(body, quote=False)


def buttons_of(notification: Notification) -> list[str]:
    """Ids and labels in turn, with the click on the notification itself first."""
    flat = ["default", QCoreApplication.translate("notify", OPEN)]
    for action in notification.actions[:MOST_ACTIONS]:
        flat += [action.id, _fit(action.label, LONGEST_TITLE)]
    return flat


def _fit(text: str, most: int) -> str:
    fit = _UNFIT.sub("", text[: 2 * most])
    return fit if len(fit) <= most else fit[: most - 1].rstrip() + "…"
