"""The page of Listen: the library, and beside it the home or the text that is read."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from spindle.core.feature import App
from spindle.core.general import LETTERS
from spindle.core.ids import Ref
from spindle.features.listen.events import LibraryChanged, ReadingChanged, WordHeard
from spindle.features.listen.page.adding import Adding
from spindle.features.listen.page.again_view import AgainView
from spindle.features.listen.page.calibrating import CalibratingView
from spindle.features.listen.page.home import HomeView
from spindle.features.listen.page.library_column import LibraryColumn
from spindle.features.listen.page.reading_view import ReadingView
from spindle.features.listen.page.recording_view import RecordingView
from spindle.features.listen.records import MarkKind
from spindle.features.listen.service import ListenService
from spindle.ui.page import Page

_JUMP = 10.0


class ListenPage(Page):
    """Shows the service's state."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        service = app.services["listen"]
        assert isinstance(service, ListenService)  # noqa: S101 - bootstrap built it from feature.py
        self._service = service
        self.column = LibraryColumn()
        self.home = HomeView()
        self.reading = ReadingView(app, service)
        self.calibrating = CalibratingView(app, service)
        self.recording = RecordingView(service)
        kinds = frozenset(kind for feature in app.features for kind in feature.accepts)
        self.again = AgainView(service, kinds)
        self.adding = Adding(service, self.home, self)
        self._adding_asked = False
        self._awaits = False
        self._finding = self._looking = False
        self._views = QStackedWidget()
        self._views.addWidget(self.home)
        self._views.addWidget(self.reading)
        self._views.addWidget(self.calibrating)
        self._views.addWidget(self.recording)
        self._views.addWidget(self.again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(self._views, 1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._connect()
        leaves = (
            app.bus.subscribe(LibraryChanged, lambda _: self._follow()),
            app.bus.subscribe(ReadingChanged, lambda _: self._follow()),
            app.bus.subscribe(WordHeard, lambda _: self._hear()),
        )
        self.destroyed.connect(partial(_leave, leaves))
        self._follow()

    def show_ref(self, ref: Ref | None) -> None:
        """Open a document; some ids stand for verbs of the page."""
        if ref is None or ref.kind != "document" or self.adding.do(ref.id):
            return
        verbs: dict[str, Callable[[], object]] = {
            "comfort": self._find_comfort,
            "options": self.reading.toggle_panel,
            "speed": self.reading.toggle_speeds,
            "note": self.reading.write_note,
            "follow": self.reading.come_back,
            "find": self.reading.begin_find,
        }
        if ref.id in verbs:
            verbs[ref.id]()
        elif self._service.document is None or self._service.document.id != ref.id:
            self._open(ref.id)

    def entered(self) -> None:
        """Show what has happened meanwhile, and take the keys; the text heard last lies open."""
        heard = [each for each in self._service.library.documents if each.opened is not None]
        asks = self._service.again.open is not None
        if not self._is_open() and heard and not self._adding_asked and not asks:
            self._service.open(max(heard, key=lambda each: each.opened or 0).id)
        self._follow()
        self.setFocus()

    def _connect(self) -> None:
        service = self._service
        self.column.opened.connect(self._open)
        self.column.chapter_asked.connect(self._go_to_chapter)
        self.column.add_asked.connect(self._add)
        self.column.paste_asked.connect(self.adding.paste)
        self.column.remove_asked.connect(self.adding.remove)
        self.column.renamed.connect(service.rename)
        self.calibrating.left.connect(self._found_comfort)
        self.reading.panel_turned.connect(self._follow)
        self.reading.panel.left.connect(self.setFocus)
        self.reading.panel.closed.connect(self.setFocus)
        self.reading.speeds.closed.connect(self.setFocus)
        self.reading.speeds.find_asked.connect(self._find_comfort)
        self.home.opened.connect(self._open)
        self.adding.began.connect(self._add)
        self.adding.undone.connect(self._added)

    def _find_comfort(self) -> None:
        """Find the comfortable speed with the open text."""
        self._finding = self.calibrating.begin()
        self._follow()

    def _found_comfort(self) -> None:
        self._finding = False
        self._follow()
        self.setFocus()

    def _halt(self) -> None:
        """Halt after each sentence, or no longer."""
        self._service.set_step_mode(on=not self._service.reader.step_mode)

    def _silence(self) -> None:
        """Let the words move on unheard, or heard again."""
        self._service.set_silent(on=not self._service.silent)

    def _open(self, name: str) -> None:
        if self._finding:
            self.calibrating.go()
        self._adding_asked = False
        self._service.again.put_away()
        document = self._service.document or self._service.recordings.document
        if document is None or document.id != name:
            self._service.open(name)
        self._follow()
        self.setFocus()

    def _add(self) -> None:
        """Show the home, with what is arriving."""
        self._adding_asked, self._awaits = True, False
        self._follow()

    def _added(self) -> None:
        """Nothing is to be added any more: what lies open is shown."""
        self._adding_asked = False
        self._follow()
        self.setFocus()

    def _back(self) -> None:
        """From the home to the text, or stop the file that came last."""
        if self._service.library.arriving:
            self.adding.cancel_last()
        elif self._is_open():
            self._adding_asked = False
            self._follow()

    def _rename(self) -> None:
        """Let the title of what is open be typed, in its row."""
        document = self._service.document or self._service.recordings.document
        if document is not None:
            self.column.rename(document.id)

    def _is_open(self) -> bool:
        """Whether there is a text or a recording to go back to."""
        return self._service.document is not None or self._service.recordings.document is not None

    def _follow(self) -> None:
        service = self._service
        arriving = bool(service.library.arriving)
        self._awaits = self._awaits or arriving
        if self._adding_asked and self._awaits and self._is_open() and not arriving:
            # What was being added is open now, or was refused and put away.
            self._adding_asked = False
        reads = service.document is not None and not self._adding_asked
        plays = service.recordings.document is not None and not self._adding_asked
        self.letters_on = self._app.settings.get(LETTERS)
        if self._looking and not service.finding.on:
            self.setFocus()
        self._looking = service.finding.on
        self.column.follow(service)
        self.home.follow(service)
        if service.again.open is not None:
            self.again.follow()
            self._views.setCurrentWidget(self.again)
            self.bind_only(self.again.keys())
        elif self._finding:
            self._views.setCurrentWidget(self.calibrating)
            self.bind_only(self.calibrating.keys())
        elif plays:
            self.recording.follow()
            self._views.setCurrentWidget(self.recording)
            self.bind_only(
                {
                    **self.recording.keys(),
                    "Ctrl+O": self.adding.choose,
                    "Ctrl+V": self.adding.paste,
                    "Ctrl+Z": service.take_back,
                    "F2": self._rename,
                    **self._keys_of_notices(),
                    **self._keys_of_rating(),
                }
            )
        elif reads:
            self.reading.follow()
            self._views.setCurrentWidget(self.reading)
            self.bind_only(self._keys_of_text())
        elif service.bound is not None and not self._adding_asked:
            # The text is not there yet, but a key may be pressed for it.
            self._views.setCurrentWidget(self.reading)
            self.bind_only({"Space": service.toggle, **self.adding.keys()})
        else:
            self._views.setCurrentWidget(self.home)
            keys = {**self.adding.keys(), "Esc": self._back, "A": service.ask_again}
            self.bind_only(keys)

    def _hear(self) -> None:
        if not self.isVisible():
            return
        if self._views.currentWidget() is self.reading:
            self.reading.hear()
        elif self._views.currentWidget() is self.recording:
            self.recording.hear()

    def _keys_of_text(self) -> dict[str, Callable[[], object]]:
        """Keys of the text; an open check takes those that it needs, a rating too."""
        service = self._service
        keys: dict[str, Callable[[], Any]] = {
            "Space": service.toggle,
            "[": partial(service.faster, -5.0),
            "]": service.faster,
            "Right": partial(service.step, 1),
            "Left": partial(service.step, -1),
            "R": partial(service.step, 0),
            "Down": partial(service.paragraph, 1),
            "Up": partial(service.paragraph, -1),
            ".": partial(service.skip, _JUMP),
            ",": partial(service.skip, -_JUMP),
            "PgDown": service.next_chapter,
            "PgUp": partial(service.next_chapter, -1),
            "K": service.keep,
            "B": partial(service.keep, MarkKind.BOOKMARK),
            "X": service.finish,
            "Z": service.undo_speed,
            "Ctrl+Z": service.take_back,
            "C": self._find_comfort,
            "A": service.ask_again,
            "O": self.reading.toggle_panel,
            "V": self.reading.toggle_speeds,
            "N": self.reading.write_note,
            "M": self._halt,
            "I": self._silence,
            "T": service.sleep_longer,
            "D": partial(service.hand_on, "drill"),
            "Q": partial(service.hand_on, "question"),
            "F": self.reading.come_back,
            "F2": self._rename,
            "Ctrl+F": self.reading.begin_find,
            "Ctrl+O": self.adding.choose,
            "Ctrl+V": self.adding.paste,
        }
        away = self.reading.panel_away()
        if away is not None:
            keys["Esc"] = away
        keys |= self._keys_of_notices()
        if service.finding.on:
            return keys | self._keys_of_finding()
        return keys | self._keys_of_rating() | self.reading.check.keys()

    def _keys_of_notices(self) -> dict[str, Callable[[], object]]:
        """While something is said above the text."""
        keys: dict[str, Callable[[], object]] = {}
        if self._service.said:
            keys["Esc"] = self._service.put_away
        if self._service.notices.arrived:
            keys["Return"] = self._service.open_arrived
        return keys

    def _keys_of_finding(self) -> dict[str, Callable[[], object]]:
        """While something is looked for; letters and blanks go into its line."""
        finding = self._service.finding
        on, back = (partial(finding.step, by) for by in (1, -1))
        return {
            "Down": on,
            "Up": back,
            "PgDown": partial(self._turn, 1),
            "PgUp": partial(self._turn, -1),
            "Return": on,
            "Shift+Return": back,
            "F3": on,
            "Shift+F3": back,
            "Ctrl+Return": self.reading.read_found,
            "Esc": finding.end,
        }

    def _turn(self, by: int) -> None:
        """To another chapter; what was looked for is left."""
        self._service.finding.end()
        self._service.next_chapter(by)

    def _go_to_chapter(self, number: int) -> None:
        self._service.finding.end()
        self._service.go_to_chapter(number)

    def _keys_of_rating(self) -> dict[str, Callable[[], object]]:
        """While the session that ended last waits to be rated."""
        service = self._service
        if service.to_rate is None:
            return {}
        keys: dict[str, Callable[[], object]] = {
            str(rating): partial(service.rate, rating) for rating in range(1, 6)
        }
        return {**keys, "Esc": service.not_rated}


def _leave(leaves: tuple[Callable[[], None], ...]) -> None:
    for leave in leaves:
        leave()
