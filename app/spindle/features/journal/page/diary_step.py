"""The sleep diary: best guesses in one minute, every one of them optional."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from spindle.core.ids import new_id
from spindle.features.journal import diary as reading
from spindle.features.journal.diary import Diary
from spindle.features.journal.model import Night
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.choice import Choice
from spindle.features.journal.page.column import Column
from spindle.features.journal.tonight import Tonight
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.labels import Label

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_CLOCKS: Final = ("in_bed", "tried", "woke", "rose")
_READ: Final = {
    **dict.fromkeys(_CLOCKS, reading.clock_time),
    "onset": reading.minutes,
    "awake": reading.minutes,
    "awakenings": reading.times,
}


class Answer(Field):
    """One answer; Enter goes on to the next, keys of the page go to the page."""

    def __init__(self, name: str) -> None:
        super().__init__(size="form")
        self.setAccessibleName(name)
        self.setFixedWidth(110)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write, or leave the key to the page."""
        held = event.modifiers() & (_CTRL | Qt.KeyboardModifier.AltModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if held == Qt.KeyboardModifier.AltModifier or (enter and held):
            event.ignore()
        elif enter:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class DiaryStep(Column):
    """The third step of the morning."""

    done = Signal()
    dreamt = Signal(int)
    related = Signal(bool)

    def __init__(self, tonight: Tonight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tonight = tonight
        self._diary: Diary | None = None
        self._warned: tuple[str, ...] = ()
        self.autosave = Autosave(lambda _: self._save(), self)
        self._names = {
            "in_bed": self.tr("Went to bed"),
            "tried": self.tr("Tried to sleep"),
            "onset": self.tr("Minutes to fall asleep"),
            "awakenings": self.tr("Times awake"),
            "awake": self.tr("Minutes awake, together"),
            "woke": self.tr("Woke for the last time"),
            "rose": self.tr("Got up"),
        }
        self.fields = {name: Answer(said) for name, said in self._names.items()}
        self.quality = Choice(
            self.tr("The sleep was… Alt 1 to 5"),
            [
                self.tr("very poor"),
                self.tr("poor"),
                self.tr("fair"),
                self.tr("good"),
                self.tr("very good"),
            ],
        )
        self.screened = Choice(
            self.tr("A screen after Good night? Alt O or Alt Y"),
            [self.tr("no"), self.tr("yes")],
            keys="OY",
        )
        self.dreams = Choice(
            self.tr("Of dreams there is… Alt A, S, D or F"),
            [
                self.tr("none"),
                self.tr("a trace"),
                self.tr("a piece"),
                self.tr("a whole one"),
            ],
            keys="ASDF",
        )
        self.of_question = Choice(
            self.tr("Was one of the question? Alt G or Alt H"),
            [self.tr("no"), self.tr("yes")],
            keys="GH",
        )
        self._note = Label("caption", "", "ink", wrap=True)
        self._build()

    def show_diary(self, night: Night, diary: Diary | None) -> None:
        """Go on with a night's diary, or begin it."""
        self._diary = diary or Diary(id=new_id(), night_id=night.id)
        self._warned = ()
        self._note.setText("")
        for name, field in self.fields.items():
            value = getattr(self._diary, name)
            shown = "" if value is None else _typed(name, value)
            blocked = field.blockSignals(True)
            field.setText(shown)
            field.blockSignals(blocked)
        quality, screen = self._diary.quality, self._diary.screen
        self.quality.show_chosen(None if quality is None else quality - 1)
        self.screened.show_chosen(None if screen is None else int(screen))
        self.show_dreams(night)
        self.fields["in_bed"].setFocus()

    def show_dreams(self, night: Night) -> None:
        """Show what was said of dreams; whether one was of the question only when there was one."""
        recall, related = night.dream_recall, night.dream_related
        self.dreams.show_chosen(recall)
        self.of_question.show_chosen(None if related is None else int(related))
        self.of_question.setVisible(bool(recall) and night.question is not None)

    def keep(self) -> None:
        """Save and go on; what could not be read is said once."""
        self._save()
        wrong = tuple(
            self._names[name]
            for name, field in self.fields.items()
            if field.typed().strip() and _READ[name](field.typed()) is None
        )
        if wrong and wrong != self._warned:
            self._warned = wrong
            said = self.tr("Not read: {names}. Times look like 23:10, lengths like 15.")
            self._note.setText(said.format(names=", ".join(wrong)))
            return
        self.done.emit()

    def _build(self) -> None:
        said = self.tr("Best guesses, without a look at the clock. Leave out what you do not know.")
        self.add(Label("title", self.tr("The night")), above=48)
        self.add(Label("body", said, "ink2", wrap=True), above=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for n, (name, field) in enumerate(self.fields.items()):
            label = Label("control", self._names[name], "ink2", wrap=True)
            label.setBuddy(field)
            field.textEdited.connect(lambda _: self.autosave.touch())
            row, column = divmod(n, 2)
            grid.addWidget(label, row, 2 * column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, row, 2 * column + 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.add(grid, above=28)
        self.add(self._note, above=8)
        self.add(self.quality, above=20)
        self.add(self.dreams, above=20)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(self.screened, 1)
        both.addWidget(self.of_question, 1)
        self.add(both, above=20)
        keep = Button("primary", self.tr("Keep"), key=self.tr("Ctrl Enter"))
        skip = Button("quiet", self.tr("Skip"), key="Alt N")
        keep.clicked.connect(self.keep)
        skip.clicked.connect(self.done)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(keep)
        line.addWidget(skip)
        line.addStretch(1)
        self.add(line, above=28)
        self.end()
        self.quality.chosen.connect(lambda _: self._save())
        self.screened.chosen.connect(lambda _: self._save())
        self.dreams.chosen.connect(self.dreamt)
        self.of_question.chosen.connect(lambda n: self.related.emit(bool(n)))

    def _save(self) -> None:
        if self._diary is None:
            return
        quality, screen = self.quality.index, self.screened.index
        read: dict[str, Any] = {
            name: _READ[name](field.typed()) for name, field in self.fields.items()
        }
        diary = replace(
            self._diary,
            quality=None if quality is None else quality + 1,
            screen=None if screen is None else bool(screen),
            **read,
        )
        if diary != self._diary:
            self._diary = diary
            self._tonight.keep_diary(diary)


def _typed(name: str, value: int) -> str:
    """A value as it can be read again, whatever the locale."""
    return f"{value // 60:02}:{value % 60:02}" if name in _CLOCKS else str(value)
