"""Show and grade: think, reveal, say whether you had it, then how it was."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.drill.kinds.kind import EASY, FORGOT, GOOD, HARD
from spindle.features.drill.kinds.show_and_grade import CardPrompt
from spindle.features.drill.page.views.card_sounds import CardSounds
from spindle.features.drill.page.views.gap import gap
from spindle.features.drill.page.views.gap_line import GapLine
from spindle.features.drill.page.views.keyed import Keyed, keyed_row
from spindle.features.drill.page.views.rich import RichText
from spindle.features.drill.page.views.typed import Below
from spindle.features.drill.page.views.view import KindView, Tools
from spindle.features.drill.page.words import tr
from spindle.features.drill.run import After, Answer, Asked
from spindle.ui import fonts
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import theme_of
from spindle.ui.tile import Tile

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_WIDE = 600


class WordTile(Tile):
    """A word and its key, 48 px high: yes and no."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self._key = key
        self.setAccessibleDescription(key)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """152×48."""
        return QSize(theme_of(self).px(152), theme_of(self).px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the word, the key."""
        del event
        theme = theme_of(self)
        word, key = (fonts.font(role, theme.text_scale) for role in ("active", "axis"))
        if not self.isChecked():
            word = fonts.font("label", theme.text_scale)
        total = width_of(self.text(), word) + 16 + width_of(self._key, key)
        x, middle = (self.width() - total) / 2, self.height() / 2
        with painter_on(self) as painter:
            self.draw_box(painter)
            draw_line(painter, self.text(), word, theme.palette.ink, x, middle)
            right = x + total
            draw_line(painter, self._key, key, theme.palette.ink3, right, middle, right=True)


class GradeTile(Tile):
    """A grade's number and word, 72 px high."""

    def __init__(self, grade: int, word: str) -> None:
        super().__init__(word)
        self._grade = grade
        self.setAccessibleDescription(str(grade))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """144×72."""
        return QSize(theme_of(self).px(96), theme_of(self).px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the number, the word."""
        del event
        theme = theme_of(self)
        able = self.isEnabled()
        ink = theme.palette.ink if able else theme.palette.rule
        with painter_on(self) as painter:
            self.draw_box(painter)
            painter.setPen(ink)
            painter.setFont(fonts.font("fact", theme.text_scale))
            top = QRectF(0, theme.px(10), self.width(), theme.px(32))
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, str(self._grade))
            painter.setPen(theme.palette.ink2 if able else theme.palette.rule)
            painter.setFont(fonts.font("caption", theme.text_scale))
            low = QRectF(0, theme.px(42), self.width(), theme.px(18))
            painter.drawText(low, Qt.AlignmentFlag.AlignCenter, self.text())


class CardView(KindView):
    """Picture 04d."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._cue = Label("drill_cue", "", "ink2", wrap=True, align=_CENTRE)
        self._line = GapLine(typing=False)
        self._rich = RichText(tools.media)
        self._show_key = Keyed(tr("Show the answer, once you have it in your head"), tr("Space"))
        self._hint_key = Keyed(tr("Hint"), tr("Ctrl H"))
        self._play_key = Keyed(tr("Play again"), "R")
        self._no_sound = Label("caption", "", "ink3", wrap=True, align=_CENTRE)
        self._sounds = CardSounds(tools.sound, tools.media, self._say_trouble)
        self._turned = False
        self._open_keys = keyed_row(self._show_key, self._hint_key)
        self._hint = Label("drill_cue", "", "ink3", wrap=True, align=_CENTRE)
        self._was_shown = Label("caption", tr("Shown after you answered in your head"), "ink3",
                                align=_CENTRE)  # fmt: skip
        self._yes = WordTile(tr("Yes"), "Y")
        self._no = WordTile(tr("No"), "N")
        words = (tr("forgot"), tr("hard"), tr("good"), tr("easy"))
        self._grades = [GradeTile(grade, word) for grade, word in enumerate(words, FORGOT)]
        self._how = Label("body", tr("How was it?"), "ink2", align=_CENTRE)
        self._asking = QWidget()
        self._below = Below()
        self._had: bool | None = None
        self._open = False
        self._connect()
        self._lay_out()

    def open(self, asked: Asked) -> None:
        """Show the question alone."""
        super().open(asked)
        self._had, self._open, self._turned = None, True, False
        for widget in (self._hint, self._was_shown, self._asking, self._below):
            widget.hide()
        self._cue.setText(asked.prompt.cue if asked.prompt.text else "")
        self._show(asked.prompt.text or asked.prompt.cue or tr("Listen."))
        self._open_keys.show()
        self._hint_key.setVisible(bool(self.hint_text(1)))
        self._play()

    def leave(self) -> None:
        """Fall silent."""
        self._sounds.stop()

    def reveal(self, answer: Answer, after: After) -> None:
        """Keep the answer in view, with the run so far below."""
        self._open = False
        self._asking.hide()
        self._was_shown.hide()
        note = tr("No counts as forgot. After yes, one key says how it felt.")
        self._below.show_after(after, self.asked.of if self.asked else 0, note=note)
        self._below.show()
        del answer

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Space shows; Y and N say whether it was there; 2 to 4 how it was, 1 that it was not."""
        del event
        if self.press_after(name):
            return True
        if not self._open:
            return False
        if not self._asking.isVisible():
            if name not in {"Space", "Return"}:
                return False
            self._turn()
        elif name in {"Y", "N"}:
            self._say(had=name == "Y")
        elif name in {"1", "2", "3", "4"}:
            self._grade(int(name))
        elif name == "Return" and self._had:
            self._grade(GOOD)
        else:
            return False
        return True

    def press_after(self, name: str) -> bool:
        """R plays the sounds of the side that is shown once more."""
        again = name == "R" and bool(self._names())
        if again:
            self._play()
        return again

    def show_hint(self, text: str) -> None:
        """Below the question."""
        self._hint.setText(text)
        self._hint.show()

    def hinted(self) -> Keyed:
        """The key that asks for a hint."""
        return self._hint_key

    def _show(self, text: str) -> None:
        prompt = self.asked.prompt if self.asked else None
        rich = isinstance(prompt, CardPrompt) and prompt.rich
        self._rich.setVisible(rich)
        self._line.setVisible(not rich)
        if rich:
            self._rich.show_html(text)
        else:
            self._line.ask(text)

    def _turn(self) -> None:
        """Show the answer; what was asked becomes the cue."""
        if self.asked is None:
            return
        prompt, self._turned = self.asked.prompt, True
        rich = isinstance(prompt, CardPrompt) and prompt.rich
        self._cue.setText(prompt.cue or ("" if rich else prompt.text))
        self._show(f"{prompt.text}<hr>{prompt.answer}" if rich else prompt.answer)
        self._open_keys.hide()
        self._hint.hide()
        self._was_shown.show()
        self._asking.show()
        self._mark()
        self._play()

    def _names(self) -> tuple[str, ...]:
        """The sounds of the side that is shown."""
        prompt = self.asked.prompt if self.asked else None
        if not isinstance(prompt, CardPrompt) or self.tools.sound is None:
            return ()
        return prompt.answer_sounds if self._turned else prompt.sounds

    def _play(self) -> None:
        self._no_sound.setText("")
        self._no_sound.hide()
        self._play_key.setVisible(bool(self._names()))
        self._sounds.play(self._names())

    def _say_trouble(self, words: str) -> None:
        self._no_sound.setText("\n".join(filter(None, (self._no_sound.text(), words))))
        self._no_sound.show()

    def _say(self, *, had: bool) -> None:
        self._had = had
        self._mark()
        if not had:
            self.given.emit({"had": False})

    def _grade(self, grade: int) -> None:
        if grade == FORGOT:
            self._say(had=False)
        elif self._had:
            self.given.emit({"had": True, "grade": grade})

    def _mark(self) -> None:
        self._yes.setChecked(self._had is True)
        self._no.setChecked(self._had is False)
        for tile, grade in zip(self._grades, (FORGOT, HARD, GOOD, EASY), strict=True):
            tile.setEnabled(grade == FORGOT or self._had is True)

    def _connect(self) -> None:
        self._show_key.clicked.connect(self._turn)
        self._play_key.clicked.connect(self._play)
        self._yes.clicked.connect(lambda: self._say(had=True))
        self._no.clicked.connect(lambda: self._say(had=False))
        for grade, tile in enumerate(self._grades, FORGOT):
            tile.clicked.connect(lambda _=False, grade=grade: self._grade(grade))

    def _lay_out(self) -> None:
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(0)
        asking.addWidget(Hairline())
        asking.addSpacerItem(gap(28))
        asking.addWidget(Label("page_name", tr("Did you have it?"), align=_CENTRE))
        asking.addSpacerItem(gap(16))
        asking.addWidget(keyed_row(self._yes, self._no, spacing=8))
        asking.addSpacerItem(gap(36))
        asking.addWidget(self._how)
        asking.addSpacerItem(gap(12))
        row = QHBoxLayout()
        row.setSpacing(8)
        for tile in self._grades:
            row.addWidget(tile, 1)
        asking.addLayout(row)
        asking.addSpacerItem(gap(16))
        words = tr("No counts as forgot. After yes, one key says how it felt.")
        asking.addWidget(Label("caption", words, "ink3", align=_CENTRE, wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addSpacerItem(gap(79))
        column.addWidget(self._cue)
        column.addSpacerItem(gap(14))
        column.addWidget(self._line)
        column.addWidget(self._rich)
        column.addWidget(keyed_row(self._play_key))
        column.addWidget(self._no_sound)
        column.addSpacerItem(gap(66))
        column.addWidget(self._open_keys)
        column.addWidget(self._was_shown)
        column.addWidget(self._hint)
        column.addSpacerItem(gap(30))
        middle = QHBoxLayout()
        middle.addStretch(1)
        self._asking.setMaximumWidth(theme_of(None).px(_WIDE))
        middle.addWidget(self._asking, 10)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addWidget(self.after)
        column.addStretch(1)
        column.addWidget(self._below)
