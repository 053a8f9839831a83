"""All keys in one list; those of commands can be changed."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.core.feature import App, Command
from spindle.core.own_keys import OWN_KEYS, feature_of, key_of, taken_by
from spindle.core.settings import SettingChanged
from spindle.shell import key_lists
from spindle.shell.keys import WINDOW_KEYS, is_for_window, key_words
from spindle.shell.settings_page.key_catch import KeyCatch
from spindle.shell.settings_page.row import Form
from spindle.ui.buttons import Button, KeyHint
from spindle.ui.labels import Label


class ShortcutsSection(Form):
    """What every key does, everywhere and on each page."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.catches: dict[str, KeyCatch] = {}
        self.said = Label("caption", self._usual_words(), "ink2", wrap=True)
        self.usual = Button("quiet", self.tr("Usual keys again"), compact=True)
        self.usual.clicked.connect(lambda: app.settings.reset(OWN_KEYS))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.said, 1)
        head.addWidget(self.usual)
        self.column.addLayout(head)
        translate = QCoreApplication.translate
        heading, pairs = key_lists.everywhere(app)
        self._add_heading(heading)
        for key, what in pairs:
            self.column.addLayout(_line(what, _hint(key, what)))
        for feature in app.features:
            commands = [each for each in self._commands() if feature_of(each) == feature.id]
            of_page = key_lists.of_page(feature)
            if commands or of_page:
                self._add_heading(translate("pages", feature.title))
            for command in commands:
                self._add_command(command)
            for key, what in of_page:
                self.column.addLayout(_line(what, _hint(key, what)))
        leave = app.bus.subscribe(SettingChanged, self._changed)
        self.destroyed.connect(lambda _=None: leave())
        self._show()

    def _commands(self) -> list[Command]:
        return [each for each in self._app.commands.values() if each.key]

    def _add_heading(self, words: str) -> None:
        self.column.addSpacing(16)
        self.column.addWidget(Label("section", words))
        self.column.addSpacing(8)

    def _add_command(self, command: Command) -> None:
        what = QCoreApplication.translate("commands", command.label)
        catch = KeyCatch(key_of(command, self._app.settings.get(OWN_KEYS)), what)
        catch.caught.connect(partial(self._take, command))
        catch.asked.connect(self._ask)
        self.catches[command.id] = catch
        self.column.addLayout(_line(what, catch))

    def _ask(self, on: bool) -> None:  # noqa: FBT001 - bound to a signal
        waiting = self.tr("Press the new key. Esc leaves it, Backspace gives back the usual one.")
        self.said.setText(waiting if on else self._usual_words())

    def _take(self, command: Command, key: str) -> None:
        """Give a command this key, if nobody else needs it; without one the usual key again."""
        own = self._app.settings.get(OWN_KEYS)
        others = {name: each for name, each in own.items() if name != command.id}
        wanted = key or command.key
        window = next((each.label for each in WINDOW_KEYS if each.key == wanted), "")
        everywhere = is_for_window(wanted) and not command.on_page
        other = taken_by(self._commands(), command, wanted, others, everywhere=everywhere)
        translate = QCoreApplication.translate
        if window or other is not None:
            label = translate("keys", window) if other is None else ""
            what = translate("commands", other.label) if other is not None else label
            self.said.setText(
                self.tr("{key} is taken: {what}.").format(key=key_words(wanted), what=what)
            )
        elif wanted == command.key:
            self._app.settings.set(OWN_KEYS, others)
        else:
            self._app.settings.set(OWN_KEYS, {**others, command.id: wanted})

    def _changed(self, event: SettingChanged) -> None:
        if event.key == OWN_KEYS.key:
            self._show()

    def _show(self) -> None:
        own = self._app.settings.get(OWN_KEYS)
        for command in self._commands():
            self.catches[command.id].show_key(key_of(command, own))
        self.usual.setEnabled(bool(own))

    def _usual_words(self) -> str:
        return self.tr(
            "A key that can be pressed here can be changed: press it, then the new one. The"
            " others stay."
        )


def _hint(key: str, what: str) -> KeyHint:
    hint = KeyHint(key)
    hint.setAccessibleDescription(what)
    return hint


def _line(what: str, key: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 2, 0, 2)
    centred = Qt.AlignmentFlag.AlignVCenter
    line.addWidget(Label("body", what, "ink2", wrap=True), 1, centred)
    line.addWidget(key, 0, centred)
    return line
