"""The morning: capture first, then the question, then the lines of the evening."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from spindle.core.undo import Undo
from spindle.features.journal.model import MORNING, Came, Night, Scene, Source
from spindle.features.journal.page.autosave import Autosave, commit_papers
from spindle.features.journal.page.capture import CaptureStep
from spindle.features.journal.page.diary_step import DiaryStep
from spindle.features.journal.page.evening import Keys
from spindle.features.journal.page.lines import LinesStep
from spindle.features.journal.page.outcome import OutcomeStep
from spindle.features.journal.records import Entry, EntryKind, MorningSheet
from spindle.features.journal.service import JournalService
from spindle.ui.hinted import Hinted
from spindle.ui.mark import Mark
from spindle.ui.theme import wear

_TOP = 84


class MorningView(QWidget):
    """Three steps; the question stands in no widget before the first is done."""

    def __init__(self, journal: JournalService, undo: Undo) -> None:
        super().__init__()
        self._undo = undo
        self._journal = journal
        self._scene = Scene.CAPTURE
        self._night: Night | None = None
        self._sheet = MorningSheet()
        self._entry: Entry | None = None
        self.autosave = Autosave(self._save, self)
        self.capture = CaptureStep()
        self.outcome = OutcomeStep()
        self.diary = DiaryStep(journal.tonight)
        self.lines = LinesStep(journal.writing)
        self._steps = QStackedWidget()
        for step in (self.capture, self.outcome, self.diary, self.lines):
            self._steps.addWidget(step)
        self._later = Hinted(self.tr("Later"), "Esc")
        self._later.clicked.connect(self.escape)
        head = QHBoxLayout()
        head.setContentsMargins(40, 0, 40, 0)
        head.addWidget(Mark())
        head.addStretch(1)
        head.addWidget(self._later, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head = QWidget()
        self._head.setFixedHeight(_TOP)
        self._head.setLayout(head)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(self._steps, 1)
        self._connect()

    @property
    def keys(self) -> Keys:
        """What the page binds while the morning is open."""
        keys: dict[str, Callable[[], None]] = {"Esc": self.escape, "Ctrl+Z": self.take_back}
        if self._scene is Scene.CAPTURE:
            keys |= {"Ctrl+Return": self.keep, "Alt+N": self.nothing}
        elif self._scene is Scene.OUTCOME:
            keys |= {"Return": self.on, "F": self.focus_on_it}
            keys |= {str(n + 1): partial(self.judge, came) for n, came in enumerate(Came)}
            keys |= {f"Alt+{n + 1}": partial(self.outcome.insight.choose, n) for n in range(5)}
            keys |= {key: partial(self.outcome.source.choose, n) for n, key in enumerate("DWL")}
        elif self._scene is Scene.DIARY:
            keys |= {"Ctrl+Return": self.diary.keep, "Alt+N": self.after_diary}
            keys |= {f"Alt+{n + 1}": partial(self.diary.quality.choose, n) for n in range(5)}
            for choice, letters in (
                (self.diary.screened, "OY"),
                (self.diary.dreams, "ASDF"),
                (self.diary.of_question, "GH"),
            ):
                keys |= {f"Alt+{key}": partial(choice.choose, n) for n, key in enumerate(letters)}
        else:
            keys |= {"Return": self._journal.finish_morning}
            keys |= {str(n + 1): partial(self.lines.toggle, n) for n in range(9)}
        return keys

    def show_scene(self, scene: Scene) -> None:
        """Show a step; the sheet is fetched when the morning opens."""
        self._scene = scene
        wear(self, "morning" if scene is Scene.CAPTURE else None)
        was, night = self._night, self._journal.night
        self._night = night
        if night is not None and (was is None or night.id != was.id):
            self._journal.writing.morning(night, partial(self._fill, night))
        self._steps.setCurrentIndex(MORNING.index(scene))
        self._show()

    def forget(self) -> None:
        """The morning is over."""
        self.flush()
        self._night = None
        self._entry = None
        self._sheet = MorningSheet()

    def flush(self) -> None:
        """Save what was typed."""
        commit_papers(self)
        self.autosave.flush()
        self.diary.autosave.flush()

    def keep(self) -> None:
        """The capture is done; without a word it is "Nothing came"."""
        self.flush()
        self._journal.captured(nothing=not self.capture.paper.text().strip())

    def nothing(self) -> None:
        """Nothing came; what was typed all the same is kept as a capture."""
        self.keep()

    def judge(self, came: Came) -> None:
        """Say what came for the question."""
        self._undo.push(self._journal.tonight.judge(came))
        self._show_judged()

    def take_back(self) -> None:
        """Take back what was said last."""
        if self._undo.back():
            self._show_judged()

    def on(self) -> None:
        """From the question to the diary, or past it."""
        self._journal.after_outcome()

    def after_diary(self) -> None:
        """To the to-do lines, or to the day when there are none."""
        self.diary.autosave.flush()
        if self._sheet.lines:
            self._journal.to_lines()
        else:
            self._journal.finish_morning()

    def focus_on_it(self) -> None:
        """Start a block with the question."""
        night = self._journal.night
        if night is not None and night.question is not None:
            self._journal.focus_on(night.question)

    def escape(self) -> None:
        """Leave for later; what was written stays."""
        self.flush()
        if self._scene is Scene.CAPTURE:
            self._journal.later()
        else:
            self._journal.finish_morning()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen saves."""
        self.flush()
        super().hideEvent(event)

    def _connect(self) -> None:
        self.capture.paper.typed.connect(self._typed)
        self.capture.kept.connect(self.keep)
        self.capture.nothing.connect(self.nothing)
        self.outcome.judged.connect(self.judge)
        self.outcome.source_said.connect(self._came_by)
        self.outcome.insight_said.connect(self._came_so)
        self.outcome.done.connect(self.on)
        self.outcome.focus_asked.connect(self.focus_on_it)
        self.diary.done.connect(self.after_diary)
        self.diary.dreamt.connect(self._dreamt)
        self.diary.related.connect(self._related)
        self.lines.done.connect(self._journal.finish_morning)
        self.autosave.saved.connect(lambda: self.capture.say_saved(saved=True))
        self.autosave.dirtied.connect(lambda: self.capture.say_saved(saved=False))

    def _fill(self, night: Night, sheet: MorningSheet) -> None:
        if self._night is None or night.id != self._night.id:
            return
        self._sheet = sheet
        self._entry = sheet.entry
        self.capture.paper.write("" if sheet.entry is None else sheet.entry.text)
        self._show()

    def _show(self) -> None:
        night = self._journal.night
        if self._scene is Scene.CAPTURE:
            self.capture.paper.setFocus()
        elif self._scene is Scene.OUTCOME and night is not None:
            self.outcome.show_sheet(self._sheet, self.capture.paper.text(), night)
        elif self._scene is Scene.DIARY and night is not None:
            self.diary.show_diary(night, self._sheet.diary)
        elif self._scene is Scene.LINES:
            self.lines.show_lines(self._sheet.lines)

    def _show_judged(self) -> None:
        night = self._journal.night
        if night is not None:
            self.outcome.show_night(night)
            self.diary.show_dreams(night)

    def _came_by(self, source: Source) -> None:
        self._undo.push(self._journal.tonight.came_by(source=source))

    def _came_so(self, insight: int) -> None:
        self._undo.push(self._journal.tonight.came_by(insight=insight))

    def _dreamt(self, recall: int) -> None:
        self._undo.push(self._journal.tonight.dreamt(recall=recall))
        self._show_judged()

    def _related(self, related: bool) -> None:  # noqa: FBT001 - a signal brings it
        self._undo.push(self._journal.tonight.dreamt(related=related))

    def _typed(self) -> None:
        self._journal.begin_capture()
        self.autosave.touch()

    def _save(self, done: Callable[[], None]) -> None:
        night = self._night
        if night is None:
            return
        if self._entry is None:
            self._entry = self._journal.writing.new_entry(EntryKind.MORNING, night, night.question)
        self._entry = replace(self._entry, text=self.capture.paper.text())
        self._journal.writing.save_entry(self._entry, done)
