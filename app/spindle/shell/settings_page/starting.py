"""The rows of General that the desktop itself keeps: start with the session, and the tray."""

from PySide6.QtCore import QCoreApplication

from spindle.shell.desktop import Desktop
from spindle.shell.settings_page.row import Form, FormRow
from spindle.ui.switch import Switch


def add_starting(form: Form, desktop: Desktop) -> None:
    """Add what is true of this desktop: a switch for the start, a sentence about the tray."""
    translate = QCoreApplication.translate
    if desktop.login_item is not None:
        form.add(_start_row(desktop))
    there = desktop.tray_is_there()
    about = (
        translate("Starting", "Closing the window leaves Spindle running in the tray.")
        if there
        else translate(
            "Starting",
            "This desktop shows no tray icons, so closing the window quits Spindle. On GNOME the "
            "extension AppIndicator brings them.",
        )
    )
    form.add(FormRow(translate("Starting", "Tray"), about, None))


def _start_row(desktop: Desktop) -> FormRow:
    translate = QCoreApplication.translate
    switch = Switch()
    item = desktop.login_item
    row = FormRow(
        translate("Starting", "Start with the computer"),
        translate("Starting", "Hidden in the tray, when you log in."),
        switch,
    )

    def changed(on: bool) -> None:  # noqa: FBT001 - a Qt slot
        if item is None:
            return
        try:
            item.set(on=on)
        except OSError as error:
            row.show_error(str(error))
        else:
            row.show_error("")
        blocked = switch.blockSignals(True)
        switch.setChecked(item.enabled())
        switch.blockSignals(blocked)

    switch.setChecked(item is not None and item.enabled())
    switch.toggled.connect(changed)
    return row
