"""The library at the left of Listen: every document with its place, the chapters of the open one.

The page calls ``follow`` whenever the service tells of a change; what did not change is not drawn
anew. The same column stands beside the home and beside the text.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from spindle.features.listen.page import telling
from spindle.features.listen.page.library_rows import SIDE, ChapterRow, DocumentRow, Heard
from spindle.features.listen.page.telling import tr
from spindle.features.listen.records import ChapterLine, DocumentLine, Position, titled
from spindle.features.listen.service import ListenService
from spindle.ui.field import Field
from spindle.ui.focus_ring import RingFocus
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paint import line_pen, painter_on, upright
from spindle.ui.scroll import Scroll
from spindle.ui.theme import Themed, application_theme, theme_of

WIDTH: Final = 232
_TOP: Final = 59
_BEFORE, _AFTER = 5, 15
_GROWS: Final = 0.5


class LibraryColumn(QWidget, Themed):
    """232 px wide, somewhat more for large text, with a line at its right.

    Signals:
        opened: A document, by its id.
        chapter_asked: A chapter of the open document, by its number.
        add_asked: The plus: another text is wanted.
        paste_asked: A text from the clipboard is wanted.
        remove_asked: A document is no longer wanted, by its id.
        renamed: What was typed as the title of a document, with its id before it.
    """

    opened = Signal(str)
    chapter_asked = Signal(int)
    add_asked = Signal()
    paste_asked = Signal()
    remove_asked = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, DocumentRow] = {}
        self.chapters: list[tuple[int, ChapterRow]] = []
        self._order: tuple[str, ...] = ()
        self._of: tuple[str, tuple[ChapterLine, ...]] = ("", ())
        self.add = Plus()
        self.add.clicked.connect(self.add_asked)
        self.paste = Hinted(tr("Paste text"), tr("Ctrl V"))
        self.paste.clicked.connect(self.paste_asked)
        self._titles: dict[str, str] = {}
        self._renaming = ""
        self._returns_to: QWidget | None = None
        self.title = Field(self, size="form")
        self.title.setAccessibleName(tr("Title, and an aim behind #"))
        self.title.installEventFilter(self)
        self.title.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._chapters = QWidget()
        self._chapter_list = QVBoxLayout(self._chapters)
        self._chapter_list.setContentsMargins(0, _BEFORE, 0, _AFTER)
        self._chapter_list.setSpacing(0)
        self._lay_out()
        self.theme_changed()

    def theme_changed(self) -> None:
        """Grow with the text, but less: the page needs the room more."""
        scale = application_theme().text_scale
        self.setFixedWidth(round(WIDTH * (1 + _GROWS * (scale - 1))))

    def follow(self, service: ListenService) -> None:
        """Show what the library holds and where the open document is."""
        open_ = service.document or service.recordings.document
        coming = {each.id: each for each in service.library.arriving if each.trouble is None}
        known = {each.id: each for each in service.library.documents}
        names = (*(name for name in coming if name not in known), *known)
        self._titles = {name: titled(each) for name, each in known.items()}
        self._arrange(names, "" if open_ is None else open_.id)
        for name, row in self.rows.items():
            arriving, document = coming.get(name), known.get(name)
            row.setChecked(open_ is not None and name == open_.id)
            if arriving is not None:
                place = tr("importing, {percent}").format(percent=telling.percent(arriving.done))
                row.tell(arriving.name, place, arriving.done, coming=True)
            elif document is not None and row.isChecked() and document.recording is None:
                self._tell_open(row, document, service)
            elif document is not None and row.isChecked():
                self._tell_recording(row, service)
            elif document is not None:
                row.tell(document.title, telling.place(document), telling.part(document))
        self._show_chapters(open_, service)
        self.paste.setVisible(bool(known))  # the empty home says it at large

    def rename(self, name: str) -> None:
        """Let a title be typed in its row; afterwards the keys go back to where they were."""
        row = self.rows.get(name)
        if row is None or name not in self._titles or name == self._renaming:
            return
        self._put_away()
        self._renaming, self._returns_to = name, self.window().focusWidget() or row
        row.make_room(self.title.height())
        self.title.setParent(row)
        self.title.setText(self._titles[name])
        self.title.setGeometry(SIDE - 10, 0, row.width() - 2 * SIDE + 20, self.title.height())
        self.title.show()
        self._area.ensureWidgetVisible(row)
        # All of it, from the end on: so a long title shows its beginning.
        self.title.setSelection(len(self.title.text()), -len(self.title.text()))
        self.title.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps a title, Esc and leaving it do not."""
        if watched is self.title and event.type() == QEvent.Type.FocusOut:
            self._put_away()
        elif watched is self.title and isinstance(event, QKeyEvent) and self._renaming:
            key, pressed = Qt.Key(event.key()), event.type() == QEvent.Type.KeyPress
            if pressed and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                name, typed = self._renaming, self.title.typed()
                self._put_away()
                if key != Qt.Key.Key_Escape:
                    self.renamed.emit(name, typed)
                back = self._returns_to
                if back is not None and isValid(back):
                    back.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _put_away(self) -> None:
        row = self.rows.get(self._renaming)
        self._renaming = ""
        self.title.hide()
        self.title.setParent(self)
        if row is not None:
            row.make_room(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line between library and text."""
        del event
        with painter_on(self) as painter:
            upright(painter, self.width() - 1, 0, self.height(), theme_of(self).palette.line)

    @staticmethod
    def _tell_open(row: DocumentRow, document: DocumentLine, service: ListenService) -> None:
        words = max(1, document.words)
        heard = min(words, service.heard_words)
        time = telling.left(words - heard, service.wpm or 200.0)
        place = tr("{time} at {wpm} wpm").format(
            time=time, wpm=row.locale().toString(round(service.wpm))
        )
        row.tell(document.title, place, heard / words)

    @staticmethod
    def _tell_recording(row: DocumentRow, service: ListenService) -> None:
        document = service.recordings.document
        if document is not None:
            here = replace(document, position=Position(ms=service.recordings.ms))
            row.tell(here.title, telling.place(here), telling.part(here))

    def _arrange(self, names: tuple[str, ...], open_: str) -> None:
        """Have a row for each name in this order, with the chapters behind the open one."""
        if (order := (*names, open_)) == self._order:
            return
        self._order = order
        for name in set(self.rows) - set(names):
            _drop(self.rows.pop(name))
        while self._list.takeAt(0) is not None:
            pass
        rows = {name: self.rows.get(name) or self._new_row(name) for name in names}
        self.rows = rows
        for name, row in rows.items():
            self._list.addWidget(row)
            row.show()
            if name == open_:
                self._list.addWidget(self._chapters)
        if open_ not in rows:
            self._chapters.hide()

    def _new_row(self, name: str) -> DocumentRow:
        row = DocumentRow("")
        row.clicked.connect(partial(self.opened.emit, name))
        row.remove_asked.connect(partial(self.remove_asked.emit, name))
        row.rename_asked.connect(partial(self.rename, name))
        return row

    def _show_chapters(self, document: DocumentLine | None, service: ListenService) -> None:
        shown = () if document is None or document.id not in self.rows else _shown(document)
        of = ("" if document is None else document.id, shown)
        if of != self._of:
            self._of = of
            for _, row in self.chapters:
                _drop(row)
            top = min((each.level for each in shown), default=1)
            self.chapters = [(each.number, self._new_chapter(each, top)) for each in shown]
            for _, row in self.chapters:
                self._chapter_list.addWidget(row)
                row.show()
        self._chapters.setVisible(bool(self.chapters))
        script = service.script
        if script is None:
            return
        for at, (number, row) in enumerate(self.chapters):
            following = self.chapters[at + 1][0] if at + 1 < len(self.chapters) else None
            row.tell(*_heard(number, following, script.chapter))

    def _new_chapter(self, chapter: ChapterLine, top: int) -> ChapterRow:
        title = chapter.title or tr("Chapter {number}").format(number=chapter.number + 1)
        row = ChapterRow(title, chapter.level - top)
        row.clicked.connect(partial(self.chapter_asked.emit, chapter.number))
        return row

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 0, SIDE - 8, 0)
        head.addWidget(Label("section", tr("Library")))
        head.addStretch(1)
        head.addWidget(self.add)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._list)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIDE, 0, SIDE, 0)
        foot.addWidget(self.paste)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 23, 1, 23)
        box.setSpacing(0)
        box.addLayout(head)
        box.addSpacing(_TOP - 23 - 32)
        self._area = Scroll(inside)
        box.addWidget(self._area, 1)
        box.addLayout(foot)


class Plus(RingFocus, QAbstractButton, Themed):
    """A plus, 32 px to be hit."""

    RING_RADIUS = 6.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Add a text"))
        self.setToolTip(tr("Add a text"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        colours = theme_of(self).palette
        x, y = self.width() / 2 + 1, self.height() / 2
        with painter_on(self) as painter:
            painter.setPen(line_pen(colours.ink if self.underMouse() else colours.ink2, 1.5))
            painter.drawLine(QPointF(x - 5, y), QPointF(x + 5, y))
            painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))


def _shown(document: DocumentLine) -> tuple[ChapterLine, ...]:
    """The chapters as the list has them: those a long one was parted into are one."""
    chapters = tuple(each for each in document.chapters if not each.continues)
    return chapters if len(chapters) > 1 else ()


def _heard(number: int, following: int | None, now: int) -> tuple[Heard, str]:
    if now < number:
        return Heard.TO_COME, tr("to come")
    if following is not None and now >= following:
        return Heard.DONE, tr("heard")
    return Heard.NOW, tr("now")


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
