"""About: the version, where it comes from, and the licences of what is shipped and required."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from spindle.core.feature import App, PageAsked
from spindle.core.ids import Ref
from spindle.core.resources import root
from spindle.shell import builders
from spindle.shell.settings_page.row import Form, FormRow
from spindle.ui import fonts
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.theme import Themed, theme_of
from spindle.version import __version__

_COMES_FROM = "where-this-comes-from.md"


class LicenceText(QPlainTextEdit, Themed):
    """A licence to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(280)
        self.setAccessibleName(self.tr("Licence"))
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the font at the new text size."""
        self.setFont(fonts.font("caption", theme_of(self).text_scale))


class AboutSection(Form):
    """The version, the account of learning behind it, and one row for each licence."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        story = Button("secondary", self.tr("Read"), compact=True)
        asked = PageAsked(builders.HELP, Ref("help", _COMES_FROM))
        story.clicked.connect(lambda: app.bus.publish(asked))
        version = self.tr("Version {version}. MIT licence.").format(version=__version__)
        self.add(FormRow("Spindle", version, None))
        about = self.tr("The account of learning behind Spindle, and what is evidence.")
        self.add(FormRow(self.tr("Where this comes from"), about, story)).last = True
        self.column.addSpacing(16)
        self.column.addWidget(Label("section", self.tr("Licences")))
        self.column.addSpacing(8)
        self._text = LicenceText()
        self._text.hide()
        for path in licences():
            self._add_licence(path)

    def finish(self) -> None:
        """Put the text of the chosen licence below the list."""
        self.column.addWidget(self._text)
        super().finish()

    def _add_licence(self, path: Path) -> None:
        read = Button("quiet", self.tr("Read"), compact=True)
        read.clicked.connect(lambda: self._show(path))
        self.add(FormRow(path.stem, "", read))

    def _show(self, path: Path) -> None:
        self._text.setPlainText(path.read_text("utf-8", errors="replace"))
        self._text.show()
        self._text.setFocus()


def licences() -> list[Path]:
    """The licence files that are shipped, by name."""
    return sorted((root() / "licenses").glob("*.txt"), key=lambda path: path.stem.lower())
