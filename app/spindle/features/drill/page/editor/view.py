"""The editor: items at the left, the fields of one beside them, then what will be asked."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from spindle.features.drill.kinds.known import KINDS, kind_of
from spindle.features.drill.page.editor.as_asked import AsAsked
from spindle.features.drill.page.editor.checked import sentence
from spindle.features.drill.page.editor.draft import Draft
from spindle.features.drill.page.editor.form import ItemForm
from spindle.features.drill.page.editor.starts import start, untitled
from spindle.features.drill.page.editor.text_pane import TextPane
from spindle.features.drill.page.face import MENTAL_FIELDS, face_of
from spindle.features.drill.page.views.keyed import Keyed
from spindle.features.drill.page.views.lines import Lines
from spindle.features.drill.page.words import said, tr
from spindle.features.drill.text_format.bad import Bad
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.reading import only_in_files, read
from spindle.features.drill.text_format.writing import write
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.tile import Pill

_MARGIN: Final = 40
_LIST_WIDE: Final = 240
_ASIDE_WIDE: Final = 320
_CARRIED: Final = frozenset({"cue", "prompt", "answer", "answers"})
"""Fields that come along when a new drill becomes another kind."""


class EditorView(QWidget):
    """``make`` one or ``edit`` one; ``saved`` carries the drill, ``left`` says it was left.

    Ctrl S keeps, Ctrl N adds an item, Ctrl Shift Del removes one, Alt Up and Down go through them,
    Ctrl T shows the text, Esc leaves.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(self, media: Path | None = None) -> None:
        super().__init__()
        self._draft = Draft(start(KINDS[0].id), new=True)
        self._at = 0  # -1: what holds for all items
        self._bad: tuple[Bad, ...] = ()
        self._kept: DrillText | None = self._draft.drill("")
        self._warned = False
        self._title = Field(size="hero")
        self._title.setPlaceholderText(tr("Name of the drill"))
        self._title.setAccessibleName(tr("Name of the drill"))
        self._kinds = {kind.id: Pill(said(kind.title)) for kind in KINDS}
        self._all = Pill(tr("For all items"))
        self._list = Lines()
        self._form = ItemForm()
        self._text = TextPane()
        self.asked = AsAsked(media)
        self._check = Label("body", "", "ink2", wrap=True)
        self._stack = QStackedWidget()
        self._kind_row = QWidget()
        self._save = Button("primary", tr("Keep"), key=tr("Ctrl S"))
        self._as_text = Button("quiet", tr("As text"), key=tr("Ctrl T"))
        self._lay_out()
        self._connect()

    def make(self, kind: str = "") -> None:
        """Begin a new drill; its kind can be changed as long as it is new."""
        self._show(start(kind or KINDS[0].id), new=True)

    def edit(self, drill: DrillText) -> None:
        """Change one that is there."""
        self._show(drill, new=False)

    def begin(self, drill: DrillText) -> None:
        """Begin a new drill from what is there already; it counts as not kept yet."""
        self._show(drill, new=True)
        self._kept = None

    def say(self, sentence: str) -> None:
        """Say something below, until the next change."""
        self._check.setText(sentence)

    def warn(self) -> None:
        """Say that it is not kept yet."""
        self._warned = True
        self._check.setText(tr("Not kept yet. Ctrl S keeps it, Esc once more leaves it."))

    def focus_first(self) -> None:
        """Put the keyboard where one begins: the name of a new drill, else the item."""
        field = self._form.first() if self._title.text() else self._title
        (field or self._title).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Put the keyboard where it was."""
        held = self.focusWidget()
        if held is not None and held.isVisibleTo(self):
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def drill(self) -> DrillText:
        """The drill as it stands now."""
        return self._draft.drill(" ".join(self._title.typed().split()) or untitled())

    def places(self) -> tuple[int | None, ...]:
        """For each item its place among those of the drill that is edited; None for a new one."""
        return tuple(self._draft.places)

    def changed(self) -> bool:
        """Whether there is anything that was not kept."""
        return bool(self._bad) or self.drill() != self._kept

    def save(self) -> None:
        """Keep it, if there is an item that can be drilled and every line can be read."""
        if self._bad or not self._draft.facts().sound:
            self._say()
            return
        self._draft.drop_empty()
        self._at = max(-1, min(self._at, len(self._draft.items) - 1))
        self._fill()
        self._kept = self.drill()
        self.saved.emit(self.drill())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The editor's keys."""
        verbs = {
            "Ctrl+S": self.save,
            "Ctrl+N": self.add,
            "Ctrl+Shift+Del": self.remove,
            "Alt+Up": lambda: self.choose(self._at - 1),
            "Alt+Down": lambda: self.choose(self._at + 1),
            "Ctrl+T": self.turn,
            "Esc": self.leave,
        }
        verb = verbs.get(QKeySequence(event.keyCombination()).toString())
        if verb is None:
            super().keyPressEvent(event)
        else:
            verb()

    def add(self) -> None:
        """A further item, empty."""
        if not self._as_text_now():
            self._draft.add()
            self.choose(len(self._draft.items) - 1)

    def remove(self) -> None:
        """Take the chosen item out."""
        if not self._as_text_now() and self._at >= 0:
            self._draft.remove(self._at)
            self.choose(min(self._at, len(self._draft.items) - 1))

    def choose(self, at: int) -> None:
        """Show another item; -1 what holds for all."""
        self._at = max(-1, min(at, len(self._draft.items) - 1))
        self._fill()
        field = self._form.first()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> None:
        """From the form to the text and back; lines that cannot be read keep the text open."""
        if self._as_text_now():
            self._take_text()
            if self._bad:
                self._text.go_to(self._bad[0].line)
                return
            self._stack.setCurrentIndex(0)
            self.choose(self._at)
        else:
            self._text.write(write([self.drill()]))
            self._stack.setCurrentIndex(1)
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._as_text.setText(tr("As a form") if self._as_text_now() else tr("As text"))
        self._as_text.updateGeometry()
        self._say()

    def leave(self) -> None:
        """Go back; what was not kept needs a second Esc."""
        if self.changed() and not self._warned:
            self.warn()
            return
        self.left.emit()

    def _show(self, drill: DrillText, *, new: bool) -> None:
        self._draft = Draft(drill, new=new)
        self._bad, self._warned = (), False
        self._title.setText(drill.title)
        self._kind_row.setVisible(new)
        for kind, pill in self._kinds.items():
            pill.setChecked(kind == drill.kind)
        self._stack.setCurrentIndex(0)
        self._as_text.setText(tr("As text"))
        self._at = 0
        self._fill()
        self._kept = self.drill()
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _as_text_now(self) -> bool:
        return self._stack.currentIndex() == 1

    def _change_kind(self, kind: str) -> None:
        """Another kind begins with its own fields; cue, question and answer come along."""
        known = kind_of(kind).own_words & _CARRIED
        items = [{k: v for k, v in item.items() if k in known} for item in self._draft.items]
        some = tuple(item for item in items if item)
        fresh = start(kind)
        drill = replace(fresh, title=self._title.typed(), items=some or fresh.items)
        self._show(drill, new=True)

    def _typed(self) -> None:
        """A field changed."""
        self._warned = False
        if self._at < 0:
            self._draft.set_options(self._form.item())
        else:
            self._draft.set_item(self._at, self._form.item())
        self._list_items()
        self._say()

    def _take_text(self) -> None:
        """Read the text; what cannot be read stays as it was."""
        self._warned = False
        found = read(self._text.text())
        extra = (Bad(1, tr("One drill at a time.")),) if len(found.drills) > 1 else ()
        self._bad = (*found.bad, *extra, *only_in_files(self._text.text()))
        if found.drills and not self._bad:
            drill = found.drills[0]
            self._draft.take(drill)
            self._title.setText(drill.title)
            line = self._text.line()
            self._at = max(0, sum(begin <= line for begin in drill.lines) - 1)
        self._say()

    def _fill(self) -> None:
        draft, face = self._draft, face_of(self._draft.kind)
        if self._at < 0:
            self._form.show_item((*face.all, *MENTAL_FIELDS), draft.options)
        else:
            self._form.show_item(face.item, draft.items[self._at])
        self._list_items()
        self._say()

    def _list_items(self) -> None:
        self._list.show_lines(self._draft.lines(), self._at)
        self._all.setChecked(self._at < 0)

    def _say(self) -> None:
        self._check.setText(sentence(self._draft.facts(), self._bad))
        self.asked.show_item(self._draft.kind, self._draft.spec(max(0, self._at)))

    def _connect(self) -> None:
        self._form.changed.connect(self._typed)
        self._text.typed.connect(self._take_text)
        self._title.textEdited.connect(lambda: setattr(self, "_warned", False))
        self._title.returnPressed.connect(lambda: self.choose(self._at))
        self._list.chosen.connect(self.choose)
        self._save.clicked.connect(self.save)
        self._as_text.clicked.connect(self.turn)
        self._all.clicked.connect(lambda: self.choose(-1))
        for kind, pill in self._kinds.items():
            pill.clicked.connect(lambda _=False, kind=kind: self._change_kind(kind))

    def _lay_out(self) -> None:
        add = Keyed(tr("Add an item"), tr("Ctrl N"), role="caption")
        add.clicked.connect(self.add)
        remove = Keyed(tr("Remove it"), tr("Ctrl Shift Del"), role="caption")
        remove.clicked.connect(self.remove)
        left = QVBoxLayout()
        left.setSpacing(8)
        scroll = Scroll(self._list)
        self._list.moved.connect(lambda y: scroll.ensureVisible(0, y, 0, 40))
        for widget, stretch in ((self._all, 0), (scroll, 1), (add, 0), (remove, 0)):
            left.addWidget(widget, stretch)
        items = QWidget()
        items.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        items.setFixedWidth(_LIST_WIDE)
        form = QWidget()
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(items)
        fields = Scroll(self._form)
        fields.verticalScrollBar().rangeChanged.connect(lambda *_: self._form.follow(fields))
        row.addWidget(fields, 1)
        self._stack.addWidget(form)
        self._stack.addWidget(self._text)
        aside = QVBoxLayout()
        aside.setSpacing(12)
        aside.addWidget(Label("section", tr("As it is asked")))
        aside.addWidget(Scroll(self.asked), 1)
        held = QWidget()
        held.setLayout(aside)
        held.setFixedWidth(_ASIDE_WIDE)
        aside.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(32)
        middle.addWidget(self._stack, 1)
        middle.addWidget(held)
        kinds = QHBoxLayout(self._kind_row)
        kinds.setContentsMargins(0, 0, 0, 0)
        kinds.setSpacing(8)
        for pill in self._kinds.values():
            kinds.addWidget(pill)
        kinds.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._check, 1)
        foot.addWidget(self._as_text)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 28, _MARGIN, 28)
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._kind_row)
        column.addWidget(Hairline())
        column.addLayout(middle, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
