"""Notifications: on the desktop where there is one to show them, in the window where not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication

from spindle.core.budget import PromptBudget
from spindle.core.clock import Clock
from spindle.core.ports import Notification, Notifier
from spindle.core.text import clean
from spindle.core.translate import N_

DEFAULT: Final = "default"
OWED: Final = frozenset({"focus", "storage"})

_NEUTRAL: Final = (
    N_("notify", "Spindle"),
    N_("notify", "Unlock Spindle to see what this is about."),
)
INSTEAD: Final = N_(
    "notify", "This desktop shows no notifications, so Spindle shows them in its window."
)


class Reports(Protocol):
    """What a desktop tells of the notifications handed to it. GUI thread."""

    def shown(self, purpose: str) -> None:
        """The desktop has it."""
        ...

    def lost(self, purpose: str) -> None:
        """The desktop does not have it, or not any more, though it is still meant to be seen."""
        ...

    def closed(self, purpose: str) -> None:
        """It ran out or was dismissed."""
        ...

    def chosen(self, purpose: str, action: str) -> None:
        """A button was pressed, or with ``default`` the notification itself."""
        ...


class Desktop(Protocol):
    """One way to show notifications outside the window."""

    def start(self, reports: Reports) -> None:
        """Get ready, so that the first notification is not a slow one. Never raises."""
        ...

    def show(self, notification: Notification) -> None:
        """Show, or replace the one of this purpose; the outcome is reported, now or later."""
        ...

    def withdraw(self, purpose: str) -> None:
        """Take it back; nothing is reported. An unknown purpose is fine."""
        ...

    def stop(self) -> None:
        """Take all back and let go."""
        ...


@dataclass(slots=True)
class _Open:
    """What is meant to be seen.

    Attributes:
        in_banner: The window says it.
        by_choice: It does because it is in front, and not because the desktop cannot.
    """

    notification: Notification
    chosen: Callable[[str], None]
    in_banner: bool = False
    by_choice: bool = False


class DesktopNotifier:
    """Implements ``spindle.core.ports.Notifier``. GUI thread.

    At night (``hush``) nothing is shown, and past the budget only what is owed; both are dropped
    without a trace, because a page or Today says the same. Replacing what is still on the screen
    is the same prompt. While the window is in front the banner says it, and the desktop only once
    somebody turns to another program. What the desktop cannot show goes to the banner, too, the
    first time with a sentence that says so.
    """

    def __init__(
        self,
        desktop: Desktop,
        banner: Notifier,
        clock: Clock,
        raise_window: Callable[[], None],
        budget: PromptBudget | None = None,
        by_hand: Callable[[Callable[[], object]], object] | None = None,
        *,
        in_front: Callable[[], bool] = lambda: False,
        explained: bool = False,
    ) -> None:
        """Nothing is opened before ``start``.

        Args:
            desktop: How this platform shows notifications.
            banner: The row in the window: the same port, one line at a time.
            clock: For the budget.
            raise_window: Called before ``default`` is handed on.
            budget: Shared with whatever else prompts.
            by_hand: Runs what an answer asks for, so that a page it wants brings the window.
            in_front: Whether the window has the keys and would show a row.
            explained: The person knows already why the banner says it.
        """
        self._desktop = desktop
        self._banner = banner
        self._clock = clock
        self._raise_window = raise_window
        self._budget = budget or PromptBudget()
        self._by_hand = by_hand or _at_once
        self._in_front = in_front
        self._open: dict[str, _Open] = {}
        self._quiet = False
        self._locked = False
        self._explained = explained

    def start(self) -> None:
        """Get the desktop ready; after the first paint."""
        self._desktop.start(self)

    def stop(self) -> None:
        """Take all back: nobody is left to answer to."""
        self._open.clear()
        self._desktop.stop()

    def hush(self, *, quiet: bool) -> None:
        """Begin or end the quiet of the night; what is on the screen goes when it begins."""
        self._quiet = quiet
        if quiet:
            for purpose in tuple(self._open):
                self.withdraw(purpose)

    def conceal(self, *, locked: bool) -> None:
        """While the window is locked say no more than that there is something, here and now too."""
        self._locked = locked
        if locked:
            for opened in self._open.values():
                if not opened.in_banner:
                    self._desktop.show(_neutral(opened.notification))

    def show(self, notification: Notification, chosen: Callable[[str], None]) -> None:
        """Show or replace; ``chosen`` gets the action's id, or ``default`` for a click on it."""
        purpose = notification.purpose
        if self._quiet or not (purpose in self._open or self._spend(purpose)):
            return
        translated = _translated(notification)
        opened = self._open[purpose] = _Open(translated, chosen)
        if self._in_front() and not self._locked:
            opened.in_banner = opened.by_choice = True
            self._desktop.withdraw(purpose)
            self._banner.show(translated, partial(self.chosen, purpose))
        else:
            self._desktop.show(_neutral(translated) if self._locked else translated)

    def turned_away(self) -> None:
        """The window is not in front any more: what only it says is for the desktop now."""
        for opened in tuple(self._open.values()):
            if opened.by_choice:
                opened.in_banner = opened.by_choice = False
                self._desktop.show(
                    _neutral(opened.notification) if self._locked else opened.notification
                )

    def withdraw(self, purpose: str) -> None:
        """Take a stale one back."""
        if self._open.pop(purpose, None) is not None:
            self._desktop.withdraw(purpose)
            self._banner.withdraw(purpose)

    def shown(self, purpose: str) -> None:
        """The desktop has it: the banner need not say it too."""
        self._explained = False
        opened = self._open.get(purpose)
        if opened is not None:
            opened.in_banner = False
        self._banner.withdraw(purpose)

    def lost(self, purpose: str) -> None:
        """Say it in the window."""
        opened = self._open.get(purpose)
        if opened is None or opened.in_banner:
            return
        opened.in_banner = True
        notification = opened.notification
        if not self._explained:
            self._explained = True
            sentence = QCoreApplication.translate("notify", INSTEAD)
            notification = notification._replace(body=f"{notification.body} {sentence}".strip())
        self._banner.show(notification, partial(self.chosen, purpose))

    def closed(self, purpose: str) -> None:
        """Nobody will answer it any more."""
        self._open.pop(purpose, None)

    def chosen(self, purpose: str, action: str) -> None:
        """Hand the answer on, once, and take the question away everywhere."""
        opened = self._open.get(purpose)
        if opened is None:
            return
        self.withdraw(purpose)
        if action == DEFAULT:
            self._raise_window()
        self._by_hand(partial(opened.chosen, action))

    def _spend(self, purpose: str) -> bool:
        return self._budget.spend(self._clock.now(), owed=purpose in OWED)


def _at_once(act: Callable[[], object]) -> None:
    act()


def _neutral(notification: Notification) -> Notification:
    """The same question without what it is about; its buttons are verbs, which name nothing."""
    title, body = (QCoreApplication.translate("notify", text) for text in _NEUTRAL)
    return notification._replace(title=title, body=body)


def _translated(notification: Notification) -> Notification:
    """With the words that Qt-free code marked; what was typed or is translated stays as it is."""
    return notification._replace(
        title=_words(notification.title),
        body=_words(notification.body),
        actions=tuple(one._replace(label=_words(one.label)) for one in notification.actions),
    )


def _words(text: str) -> str:
    return QCoreApplication.translate("notifications", clean(text)) if text else ""
