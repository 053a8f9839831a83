"""Delete everything: asked for by typing the word."""

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App
from spindle.core.storage_events import EraseAsked
from spindle.shell.settings_page.job_row import Buttons
from spindle.shell.settings_page.row import FormRow
from spindle.ui.field import Field

_WIDTH = 116


class DeleteRow(FormRow):
    """A button, then a field for the word and a second button that waits for it."""

    def __init__(self, app: App) -> None:
        translate = QCoreApplication.translate
        self._app = app
        buttons = Buttons()
        super().__init__(
            translate("DeleteRow", "Delete everything"),
            translate(
                "DeleteRow",
                "The database, its copies, its key, sounds and pictures of this profile. What "
                "you exported elsewhere stays.",
            ),
            buttons,
        )
        self.word = self.tr("delete")
        self.begin = buttons.add("secondary", self.tr("Delete…"), self._begin)
        self.field = Field(size="form")
        self.field.setFixedWidth(_WIDTH)
        self.field.setPlaceholderText(self.word)
        self.field.setAccessibleName(self.tr("Type the word {word}").format(word=self.word))
        buttons.put(self.field)
        self.erase = buttons.add("secondary", self.tr("Delete everything"), self._erase)
        self.keep = buttons.add("quiet", self.tr("Keep it"), self._keep)
        self.field.textChanged.connect(self._weigh)
        self.field.returnPressed.connect(self.erase.click)
        self._ask(asking=False)

    def _begin(self) -> None:
        self._ask(asking=True)
        words = self.tr("This cannot be taken back. Type the word {word}, then press the button.")
        self.show_error(words.format(word=self.word))
        self.field.setFocus()

    def _keep(self) -> None:
        self._ask(asking=False)
        self.show_error("")
        self.begin.setFocus()

    def _ask(self, *, asking: bool) -> None:
        self.field.clear()
        self.begin.setVisible(not asking)
        for widget in (self.field, self.erase, self.keep):
            widget.setVisible(asking)
        self._weigh()

    def _weigh(self) -> None:
        self.erase.setEnabled(self._is_meant())

    def _is_meant(self) -> bool:
        return self.field.typed().strip().casefold() == self.word.casefold()

    def _erase(self) -> None:
        if self._is_meant():
            self._app.bus.publish(EraseAsked())
