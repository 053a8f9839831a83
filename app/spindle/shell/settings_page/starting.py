"""The rows of General that the desktop itself keeps: start with the session, and the tray."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from spindle.core.translate import N_
from spindle.shell.desktop import Desktop
from spindle.shell.settings_page.row import Form, FormRow
from spindle.ui.switch import Switch

if TYPE_CHECKING:
    from spindle.adapters.autostart import LoginItem

_ABOUT: Final = N_("Starting", "Hidden in the tray, when you log in.")
_THERE: Final = N_("Starting", "Closing the window leaves Spindle running in the tray.")
_NOWHERE: Final = N_(
    "Starting",
    "This desktop shows no tray icons, so closing the window quits Spindle. On GNOME the extension "
    "AppIndicator brings them.",
)
_NO_TRAY: Final = N_("Starting", "Needs a tray to be hidden in, and this desktop shows none.")


def add_starting(form: Form, desktop: Desktop) -> Callable[[], None]:
    """Add what is true of this desktop: a switch for the start, a sentence about the tray.

    Returns:
        What shows anew how it stands: a panel may have come or gone, or another program may have
        struck the start out.
    """
    shown: list[Callable[[], None]] = []
    if desktop.login_item is not None:
        start = StartRow(desktop, desktop.login_item)
        form.add(start)
        shown.append(start.refresh)
    tray = FormRow(_tr(N_("Starting", "Tray")), _tr(_THERE), None)
    form.add(tray)
    shown.append(lambda: tray.say(_tr(_THERE if desktop.tray_is_there() else _NOWHERE)))

    def refresh() -> None:
        for show in shown:
            show()

    refresh()
    return refresh


class StartRow(FormRow):
    """The switch for the start with the session; it shows what the system will do."""

    def __init__(self, desktop: Desktop, item: "LoginItem") -> None:
        self._desktop = desktop
        self._item = item
        self.switch = Switch()
        super().__init__(_tr(N_("Starting", "Start with the computer")), _tr(_ABOUT), self.switch)
        self.switch.toggled.connect(self._set)
        self.refresh()

    def refresh(self) -> None:
        """Show the real state; without a tray it can only be switched off."""
        on, there = self._item.enabled(), self._desktop.tray_is_there()
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(on)
        self.switch.blockSignals(blocked)
        self.switch.setEnabled(there or on)
        self.say(_tr(_ABOUT if there else _NO_TRAY))

    def _set(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        try:
            self._item.set(on=on)
        except OSError as error:
            self.show_error(str(error))
        else:
            self.show_error("")
        self.refresh()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Starting", text)
