"""A text being read: its head, the text, what is at hand, and the check over it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.features.listen.page.check import CheckPopover
from spindle.features.listen.page.dock import Dock
from spindle.features.listen.page.find_line import FindLine
from spindle.features.listen.page.following import Following
from spindle.features.listen.page.head_line import HeadLine
from spindle.features.listen.page.modes import modes
from spindle.features.listen.page.notice_bar import NoticeBar
from spindle.features.listen.page.side_panel import SidePanel
from spindle.features.listen.page.speed_panel import SpeedPanel
from spindle.features.listen.page.telling import left, number, tr
from spindle.features.listen.page.text_pane import Lit, TextPane, margin_at
from spindle.features.listen.page.text_panel import TextPanel
from spindle.features.listen.script import Line, Script
from spindle.features.listen.service import ListenService
from spindle.features.listen.settings import FONT, MEASURE, SPACING, TEXT_SIZE
from spindle.features.listen.speeding import STEP
from spindle.features.listen.text.model import Place, Span
from spindle.features.listen.velocity.check import CheckKind
from spindle.features.listen.velocity.controller import fork
from spindle.ui.hinted import Hinted
from spindle.ui.scroll import Scroll
from spindle.ui.theme import theme_of

_RIGHT: Final = 40
_ABOVE: Final = 30
_GAP: Final = 16
_WIDE: Final = 820
_BELOW: Final = 2
"""Between a sentence and the beak of the check below it."""


class ReadingView(QWidget):
    """Redraws from the service's state.

    Signals:
        come_back_asked: The voice's place is wanted.
        panel_turned: What stands beside the text came or went.
    """

    come_back_asked = Signal()
    panel_turned = Signal()

    def __init__(self, app: App, service: ListenService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._service = service
        self.head = HeadLine()
        self.notices = NoticeBar()
        self.notices.closed.connect(service.put_away)
        self.notices.opened.connect(service.open_arrived)
        self.back = Hinted(tr("To the voice"), "F")
        self.back.clicked.connect(self.come_back_asked)
        self.back.hide()
        self.options = Hinted(tr("Options"), "O", self)
        self.options.clicked.connect(self.toggle_panel)
        self.speed = Hinted(tr("Speed"), "V", self)
        self.speed.clicked.connect(self.toggle_speeds)
        self.pane = TextPane()
        self.pane.picked.connect(self._read_from)
        self.area = Scroll(self.pane)
        self.find_line = FindLine()
        self.dock = Dock()
        kinds = frozenset(kind for feature in app.features for kind in feature.accepts)
        self.panel = TextPanel(service, kinds)
        self.panel.hide()
        self.panel.closed.connect(self.toggle_panel)
        self.speeds = SpeedPanel(service, app.clock)
        self.speeds.hide()
        self.speeds.closed.connect(self.toggle_speeds)
        self.check = CheckPopover(self, kinds)
        self.following = Following(self.area, self._line_box)
        self.following.away_changed.connect(self.back.setVisible)
        self.area.verticalScrollBar().valueChanged.connect(lambda _: self._point_check())
        self._shown: Script | None = None
        self._chapter: tuple[str, int] | None = None
        self._checked: object = None
        self._looked_at: object = None
        self._head = QHBoxLayout()
        self._told = QHBoxLayout()
        self._sought = QHBoxLayout()
        self._build()
        self._connect()

    def follow(self) -> None:
        """Show the service's state."""
        service = self._service
        document, script = service.document, self._script
        if document is None or script is None:
            return
        settings = self._app.settings
        get = settings.get
        self.pane.set_look(get(TEXT_SIZE), get(SPACING), get(MEASURE), get(FONT))
        self.pane.set_language(document.language)
        self.pane.show_script(script, document.skips)
        self._show_head()
        if self.notices.tell(service.said):
            self._settle()
        self.dock.follow(service)
        for panel in (self.panel, self.speeds):
            if not panel.isHidden():
                panel.follow()
        if self._shown is script:
            self.hear()
        else:
            self._show_anew(document.id, script)
        finding = service.finding
        asked, before = None if finding.on else service.asked, self._checked
        self._checked = None if asked is None else asked.check
        self._tell_fork()
        self.check.show_asked(asked, self._tip())
        if asked is not None and asked.check is not before:
            self.following.bring_up(self.check.height() + _BELOW)
        self._show_found()

    @property
    def _script(self) -> Script | None:
        """The chapter on the page: the voice's, or the one in which something was found."""
        heard, found = self._service.script, self._service.finding.shown
        same = found is None or (heard is not None and heard.chapter == found.chapter)
        return heard if same else found

    def _is_on_page(self, line: Line | None) -> bool:
        script = self._script
        return line is not None and script is not None and line.chapter == script.chapter

    def _show_found(self) -> None:
        """What was found is lit; a present one that was not seen yet is looked at."""
        finding = self._service.finding
        if finding.on == self.find_line.isHidden():
            self.find_line.setVisible(finding.on)
            self._settle()
            if not finding.on:
                self.following.look_back(glide=False)
        asked = self._service.asked
        self.find_line.tell(finding, waits=finding.on and asked is not None and asked.is_open)
        self.pane.mark(finding.hits, finding.present)
        seen, self._looked_at = self._looked_at, finding.present and (finding.place, finding.number)
        fresh = finding.present is not None and self._looked_at != seen
        boxes = self.pane.boxes(*finding.present) if fresh and finding.present else []
        if boxes:
            self.following.look_at(boxes[0])

    def begin_find(self) -> None:
        """Look for something in the text, beside the voice."""
        asked = self._service.asked
        if asked is None or not asked.is_open:
            self._service.finding.begin()
            self.find_line.begin()

    def come_back(self) -> None:
        """To the voice, whatever was looked for."""
        self._service.finding.end()
        self.following.come_back()

    def read_found(self) -> None:
        """Read from what was found."""
        place = self._service.finding.place
        if place is not None:
            self._read_from(place)

    def _read_from(self, place: Place) -> None:
        """Read from a place on the page; what was looked for is found."""
        self._service.play_from(place)
        self.following.look_on()
        self._service.finding.end(stay=True)

    def _show_anew(self, name: str, script: Script) -> None:
        """Another chapter lies at its place at once; one that is said in another way moves there.

        The one that was shown before is no way to glide along.
        """
        chapter = name, script.chapter
        same, self._shown, self._chapter = chapter == self._chapter, script, chapter
        self._light()
        self._settle()
        if not self._service.finding.on:
            self.following.come_back(glide=same)

    def toggle_panel(self) -> None:
        """Show or hide what can be set and what was kept."""
        self._turn(self.panel, self.speeds)

    def toggle_speeds(self) -> None:
        """Show or hide how fast is understood, and why the speed changed."""
        self._turn(self.speeds, self.panel)

    def _turn(self, panel: TextPanel | SpeedPanel, other: SidePanel) -> None:
        other.hide()
        panel.setVisible(panel.isHidden())
        if not panel.isHidden():
            panel.follow()
            panel.to_top()
        self._settle()
        self.following.come_back()
        self.panel_turned.emit()

    def panel_away(self) -> Callable[[], None] | None:
        """What puts away the panel beside the text; None if there is none."""
        if not self.panel.isHidden():
            return self.toggle_panel
        return None if self.speeds.isHidden() else self.toggle_speeds

    def write_note(self) -> None:
        """Open the panel for a note to the sentence just heard."""
        if self.panel.isHidden():
            self.toggle_panel()
        self.panel.write_note()

    def hear(self) -> None:
        """Show the word that is heard."""
        self._light()
        self.following.heard()

    def _light(self) -> None:
        self.pane.light(self._lit(), self._service.kept)
        self.dock.tick(self._service)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the text and the check where they belong."""
        super().resizeEvent(event)
        self._settle()
        self._point_check()

    def _place_options(self) -> None:
        """In the margin beside the text; without one, at the end of the head."""
        free = self.panel.isHidden() and self.speeds.isHidden()
        beside = self.width() >= _WIDE
        middle = _ABOVE + self.head.sizeHint().height() // 2
        right, top = self.width() - _RIGHT, self.area.y() + 4
        # Reading goes from the upper to the lower, and from the left to the right.
        order = (self.options, self.speed) if beside else (self.speed, self.options)
        for hinted in order:
            size = hinted.sizeHint()
            at = QPoint(right - size.width(), top if beside else middle - size.height() // 2)
            hinted.setGeometry(QRect(at, size))
            hinted.setVisible(free)
            hinted.raise_()
            if beside:
                top += size.height()
            else:
                right = at.x() - _GAP
        self.check.raise_()

    def _settle(self) -> None:
        """Let the text have its height before anything is asked of it, and the head its margin."""
        self.layout().activate()  # type: ignore[union-attr]  # built in the constructor
        left_edge = margin_at(self.area.width())
        self._told.setContentsMargins(left_edge, 6, _RIGHT, 6)
        self._sought.setContentsMargins(
            left_edge, 0, _RIGHT, 0 if self.find_line.isHidden() else 12
        )
        self._place_options()
        at_its_end = self.width() < _WIDE and self.options.isVisibleTo(self)
        beyond = self.width() - self.options.x() + _GAP if at_its_end else _RIGHT
        self._head.setContentsMargins(left_edge, _ABOVE, beyond, 0)

    def _show_head(self) -> None:
        service = self._service
        document, script = service.document, self._script
        if document is None or script is None:
            return
        chapter = document.chapters[script.chapter] if document.chapters else None
        whole = len(document.chapters) == 1
        title = "" if chapter is None or whole else chapter.title
        count = tr("{title}, chapter {number}").format(
            title=document.title, number=number(script.chapter + 1)
        )
        line = service.spot.line if self._is_on_page(service.spot.line) else None
        ahead = script.words - (0 if line is None else script.before[line.number])
        of = count if title else document.author
        if document.aim_name:
            of = ", ".join(filter(None, (of, tr("for {aim}").format(aim=document.aim_name))))
        time = left(ahead, service.wpm) if ahead > 0 and service.wpm else ""
        # The options show it themselves.
        told = modes(service) if self.panel.isHidden() else ()
        self.head.tell(title or document.title, of, ", ".join(filter(None, (*told, time))))

    def _lit(self) -> Lit:
        service = self._service
        asked, spot = service.asked, service.spot
        if not self._is_on_page(asked.line if asked is not None else spot.line):
            return Lit()
        if asked is None:
            ahead = service.ahead
            note = tr("check {number}").format(number=number(ahead)) if ahead else ""
            return Lit(line=spot.line, word=spot.word, note=note, answer=self._replayed())
        note = tr("check {number}").format(number=number(asked.number))
        if asked.is_open:
            return Lit(line=asked.line, veil=(asked.since, asked.until), note=note)
        return Lit(line=spot.line, word=spot.word, note=note)

    def _replayed(self) -> tuple[int, Span] | None:
        """The word that was missed, while its sentence is said again; a sentence is lit anyway."""
        asked = self._service.replayed
        script = self._script
        if asked is None or script is None or asked.place.chapter != script.chapter:
            return None
        if asked.check.kind is not CheckKind.CLOZE:
            return None
        return asked.place.block, asked.answer

    def _line_box(self) -> QRectF | None:
        """Where the sentence that is heard is, in the pane; of a long one the word's line."""
        service = self._service
        asked = service.asked
        line = asked.line if asked is not None else service.spot.line
        if line is None or not self._is_on_page(line):
            return None
        boxes = self.pane.boxes(line.block, service.spot.word) or self.pane.line_boxes(line)
        return (boxes[-1] if asked is not None else boxes[0]) if boxes else None

    def _tip(self) -> QPoint:
        """The end of the sentence after which the check came, below its line, in this view."""
        asked = self._service.asked
        on_page = asked is not None and self._is_on_page(asked.line)
        boxes = self.pane.line_boxes(asked.line) if asked is not None and on_page else []
        if not boxes:
            return QPoint(self.width() // 2, self.area.y())
        end = boxes[-1]
        at = self.pane.mapTo(self, QPoint(round(end.right()), round(end.bottom()) + _BELOW))
        low, high = self.area.y(), self.area.y() + self.area.height()
        return QPoint(at.x(), min(max(at.y(), low), high))

    def _point_check(self) -> None:
        if self._service.asked is not None:
            self._tell_fork()
            self.check.move_tip(self._tip())

    def _tell_fork(self) -> None:
        sitting = self._service.sitting
        if sitting is not None and self._service.asked is not None:
            up, down = map(number, fork(sitting.ramp))
            words = tr("right {up}, wrong {down}").format(up=up, down=down)
            self.check.tell_fork(words, self.dock.y() + self.dock.trace.y())

    def _scrub(self, part: float) -> None:
        script = self._service.script
        if script is not None:
            self._service.go_to_word(int(part * script.words))

    def _connect(self) -> None:
        service = self._service
        self.come_back_asked.connect(self.come_back)
        self.find_line.typed.connect(service.finding.look)
        self.find_line.stepped.connect(service.finding.step)
        self.find_line.read_asked.connect(self.read_found)
        self.find_line.closed.connect(service.finding.end)
        self.dock.toggled.connect(service.toggle)
        self.dock.stepped.connect(service.step)
        self.dock.speed_asked.connect(lambda wpm: service.set_speed(float(round(wpm))))
        self.dock.speed_stepped.connect(lambda way: service.faster(STEP * way))
        self.dock.scrubbed.connect(self._scrub)
        self.dock.rated.connect(service.rate)
        self.dock.not_rated.connect(service.not_rated)
        self.check.answered.connect(service.answer)
        self.check.skipped.connect(service.skip_check)
        self.check.went_on.connect(service.play)
        self.check.handed.connect(service.hand_on)

    def _build(self) -> None:
        self._head.setSpacing(16)
        self._head.addWidget(self.head, 1)
        self._head.addWidget(self.back)
        self._told.addWidget(self.notices)
        self._sought.addWidget(self.find_line)
        text = QVBoxLayout()
        text.addLayout(self._head)
        text.addLayout(self._told)
        text.addLayout(self._sought)
        text.addWidget(self.area, 1)
        above = QHBoxLayout()
        above.addLayout(text, 1)
        above.addWidget(self.panel)
        above.addWidget(self.speeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above, 1)
        column.addWidget(self.dock)
        for layout in (text, above, column):
            layout.setSpacing(0)
        self.setMinimumWidth(theme_of(self).px(400))
