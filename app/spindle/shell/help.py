"""Help, read in the window: pages link to each other and to nothing else."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QTimer, QUrl
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.general import groups
from spindle.core.ids import Ref
from spindle.shell import help_texts, key_lists
from spindle.shell.section_list import SectionList
from spindle.ui import fonts
from spindle.ui.labels import Label
from spindle.ui.page import Page
from spindle.ui.scroll import BAR
from spindle.ui.theme import Theme, Themed, theme_of

_LINE: Final = 640
"""The longest line, px."""


class HelpText(QTextBrowser, Themed):
    """One page of Markdown in the type roles of the design."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(20)
        self._beside = 0

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its top."""
        self._markdown = markdown
        self._set()
        self.verticalScrollBar().setValue(0)

    def go_to_heading(self, number: int) -> None:
        """Bring a heading to the top, or as near as the page goes; 0 is the title."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                if not number:
                    top = self.document().documentLayout().blockBoundingRect(block).top()
                    self.verticalScrollBar().setValue(round(top))
                    return
                number -= 1
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - overrides Qt
        """Fetch nothing from anywhere."""
        del kind, name
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines stay as long as they can be read; the bar stands at the edge of the window."""
        beside = max(0, self.width() - _LINE - BAR)
        if beside != self._beside:
            self._beside = beside
            self.setViewportMargins(0, 0, beside, 0)
        super().resizeEvent(event)

    def theme_changed(self) -> None:
        """Set the text anew in the new colours and sizes."""
        self._set()

    def changeEvent(self, event: QEvent) -> None:
        """Links take their colour from the palette when the text is set."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._markdown:
            self._set()

    def _set(self) -> None:
        theme = theme_of(self)
        self.document().setDefaultFont(fonts.font("body", theme.text_scale))
        self.document().setMarkdown(self._markdown)
        block = self.document().begin()
        while block.isValid():
            _dress(block, theme)
            block = block.next()


def _dress(block: QTextBlock, theme: Theme) -> None:
    level = block.blockFormat().headingLevel()
    role = {0: "body", 1: "title", 2: "active"}.get(level, "active")
    above = {0: 0, 1: 0, 2: 20}.get(level, 12)
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    shape.setTopMargin(theme.px(above))
    inside = block.textList() is not None and block.next().textList() is not None
    shape.setBottomMargin(theme.px(12 if level == 1 else 4 if inside else 8))
    height = fonts.line_height(role, theme.text_scale) + (2 if level == 0 else 0)
    shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.mergeBlockFormat(shape)
    for found in block.textFormats():
        cursor.setPosition(block.position() + found.start)
        cursor.setPosition(
            block.position() + found.start + found.length, QTextCursor.MoveMode.KeepAnchor
        )
        cursor.setCharFormat(_letters(found.format, role, level, theme))


def _letters(given: QTextCharFormat, role: str, level: int, theme: Theme) -> QTextCharFormat:
    strong = given.fontWeight() >= QFont.Weight.Bold
    face = fonts.font("active" if strong and level == 0 else role, theme.text_scale)
    face.setItalic(given.fontItalic())
    letters = QTextCharFormat(given)
    letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    letters.setFont(face)
    letters.setForeground(theme.palette.ink)
    letters.setFontUnderline(given.isAnchor())
    return letters


class HelpPage(Page):
    """The list of help pages at the left, the text at the right."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._list = SectionList(self.tr("Help pages"))
        self._text = HelpText()
        self._text.setAccessibleName(self.tr("Help"))
        self._names = help_texts.names()
        self._list.set_sections(
            [(name, help_texts.title(self._markdown(name))) for name in self._names]
        )
        self._list.chosen.connect(self._show)
        self._text.anchorClicked.connect(lambda url: self._show(url.fileName()))
        row = QHBoxLayout()
        row.setSpacing(28)
        row.addWidget(self._list)
        row.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 28, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addSpacing(14)
        head.addWidget(Label("page_name", self.tr("Help")), 1)
        column.addLayout(head)
        column.addSpacing(31)
        column.addLayout(row, 1)
        self._show(help_texts.START)

    def show_ref(self, ref: Ref | None) -> None:
        """Show the help of a page of the window, or a help page by its file name.

        Behind a ``#`` a heading may stand, as it is in the file: the page begins with it.
        """
        if ref is None:
            return
        name, _, heading = ref.id.partition("#")
        self._show(name if name in self._names else help_texts.of_page(name))
        number = help_texts.place_of(heading, help_texts.read(name))
        if number:
            # Where a block stands is known once the page has its width.
            QTimer.singleShot(0, self._text, partial(self._text.go_to_heading, number))

    def entered(self) -> None:
        """Put the keyboard where it scrolls."""
        self._text.setFocus()

    @property
    def shown(self) -> str:
        """The file name of the page that is shown."""
        return self._list.current

    def _show(self, name: str) -> None:
        if name in self._names:
            self._list.set_current(name)
            self._text.show_markdown(self._markdown(name))

    def _markdown(self, name: str) -> str:
        if name == help_texts.SETTINGS:
            return help_texts.settings_text(groups(self._app.features))
        if name == help_texts.KEYS:
            return help_texts.keys_text(key_lists.sections(self._app))
        return help_texts.translated(help_texts.read(name))
