"""Bringing texts into the library, by dialog, drop, clipboard or sample, and taking them out."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from spindle.features.listen.page.home import HomeView
from spindle.features.listen.page.telling import tr
from spindle.features.listen.service import ListenService

_KNOWN: Final = (
    "*.txt *.md *.markdown *.html *.htm *.xhtml *.epub *.pdf *.docx "
    "*.wav *.flac *.ogg *.oga *.opus *.mp3 *.aiff *.aif"
)


class Adding(QObject):
    """Does what the home asks; files and text dropped anywhere on the page come here too.

    Signals:
        began: The home has something to tell, so that the page can show it.
        undone: What was removed is back, so that the page can show that.
    """

    began = Signal()
    undone = Signal()

    def __init__(self, service: ListenService, home: HomeView, page: QWidget) -> None:
        """Listen to ``home``, and to drops on ``page``."""
        super().__init__(page)
        self._service = service
        self._home = home
        self._page = page
        self._removed = False
        self.ask_file: Callable[[], list[str]] = self._ask_file
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        home.choose_asked.connect(self.choose)
        home.paste_asked.connect(self.paste)
        home.sample_asked.connect(self.sample)
        home.cancel_asked.connect(service.library.cancel)

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while the home is in front."""
        return {
            "Ctrl+O": self.choose,
            "Ctrl+V": self.paste,
            "Alt+S": self.sample,
            "Esc": self.cancel_last,
            "Ctrl+Z": self.put_back,
        }

    def do(self, what: str) -> bool:
        """What the finder's ``Ref("document", "add" | "paste" | "sample")`` asks for."""
        verbs = {"add": self.choose, "paste": self.paste, "sample": self.sample}
        if what in verbs:
            verbs[what]()
        return what in verbs

    def choose(self) -> None:
        """Ask which files."""
        self._add([Path(each) for each in self.ask_file()])

    def paste(self) -> None:
        """Make a document of the clipboard, or read the files that were copied."""
        self._take(QGuiApplication.clipboard().mimeData(), tr("There is no text to paste."))

    def sample(self) -> None:
        """Bring the text that Spindle comes with."""
        self._home.say("")
        self._service.library.sample()
        self.began.emit()

    def remove(self, name: str) -> None:
        """Take a document out of the library, or stop it from coming in."""
        library = self._service.library
        if any(each.id == name for each in library.arriving):
            library.cancel(name)
            return
        title = next((each.title for each in library.documents if each.id == name), "")
        self._service.remove(name)
        self._home.say(tr("{title} is removed. Ctrl Z brings it back.").format(title=title))
        self._removed = True
        self.began.emit()

    def put_back(self) -> None:
        """Bring the document back that was removed last."""
        self._home.say("")
        self._service.take_back()
        if self._removed:
            self._removed = False
            self.undone.emit()

    def cancel_last(self) -> None:
        """Stop the file that came last, or put its trouble away."""
        arriving = self._service.library.arriving
        if arriving:
            self._service.library.cancel(arriving[-1].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the page."""
        del watched
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if _holds(event.mimeData()):
                event.acceptProposedAction()
                self._home.zone.set_over(over=True)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._home.zone.set_over(over=False)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._home.zone.set_over(over=False)
            event.acceptProposedAction()
            self._take(event.mimeData(), tr("There is no text in it."))
            return True
        return False

    def _take(self, data: QMimeData, nothing: str) -> None:
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self._add(files)
        elif self._service.library.paste(data.text()) is not None:
            self._home.say("")
            self.began.emit()
        else:
            self._home.say(nothing)

    def _add(self, files: list[Path]) -> None:
        for file in files:
            self._service.add(file)
        if files:
            self._home.say("")
            self.began.emit()

    def _ask_file(self) -> list[str]:
        kinds = f"{tr('Texts and recordings')} ({_KNOWN});;{tr('All files')} (*)"
        return QFileDialog.getOpenFileNames(self._page, tr("Add a text"), "", kinds)[0]


def _holds(data: QMimeData) -> bool:
    return any(url.isLocalFile() for url in data.urls()) or data.hasText()
