"""Aims: each subject or exam that was typed after a #, with its date if it has one."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from spindle.core.aims import Aim
from spindle.core.feature import App
from spindle.shell.settings_page.row import Form, FormRow
from spindle.ui.dates import to_type, typed
from spindle.ui.field import Field
from spindle.ui.labels import Label

_WIDTH = 132
_EXAMPLE = date(2027, 6, 12)


class AimsSection(Form):
    """One row for each aim. The list is read when the section is shown."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._aims: tuple[Aim, ...] = ()
        self._none = Label(
            "body",
            self.tr(
                "Nothing here yet. Write # and a name at the end of a title, "
                "such as Prove Lemma 4 #Graph theory."
            ),
            "ink2",
            wrap=True,
        )
        self.column.addSpacing(16)
        self.column.addWidget(self._none)

    def refresh(self) -> None:
        """Read the aims and show them."""
        from spindle.storage import aims  # noqa: PLC0415 - after the first paint

        self._app.database.read(aims.load, self._show)

    def _show(self, aims: tuple[Aim, ...]) -> None:
        if aims == self._aims:
            return
        self._aims = aims
        for row in self.rows:
            self.column.removeWidget(row)
            row.deleteLater()
        self.rows.clear()
        self._none.setVisible(not aims)
        for at, aim in enumerate(aims):
            row = self._row(aim)
            self.rows.append(row)
            self.column.insertWidget(at, row)

    def _row(self, aim: Aim) -> FormRow:
        field = Field(size="form")
        field.setFixedWidth(_WIDTH)
        field.setPlaceholderText(self.tr("no date"))
        field.setText(to_type(aim.due) if aim.due else "")
        row = FormRow(aim.name, "", field)

        def done() -> None:
            if not field.isModified():
                return
            field.setModified(False)
            due = typed(field.text())
            if due is None and field.text().strip():
                words = self.tr("Write a date such as {date}, or nothing.")
                row.show_error(words.format(date=to_type(_EXAMPLE)))
            else:
                row.show_error("")
                self._put(replace(aim, due=due))

        field.editingFinished.connect(done)
        return row

    def _put(self, aim: Aim) -> None:
        from spindle.storage.aims import Aims  # noqa: PLC0415 - after the first paint

        self._aims = tuple(aim if one.id == aim.id else one for one in self._aims)
        Aims(self._app.database, self._app.clock, self._aims).put(aim)
