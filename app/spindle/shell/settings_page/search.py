"""Finding a setting by its name or by what it does, and a section by what is in it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.feature import App
from spindle.core.settings import SettingGroup
from spindle.core.text_settings import FilePath
from spindle.shell.on_top import offered
from spindle.shell.ranking import has_words, ranked
from spindle.shell.settings_page.row import Form, FormRow
from spindle.shell.settings_page.rows import row_for
from spindle.shell.settings_page.sections import Section, sections
from spindle.ui import fonts, glyphs
from spindle.ui.buttons import Button, draw_key_hint, key_hint_size
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import theme_of

_MOST = 12
_KEY = "Ctrl F"
_ON = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})


class SearchField(Field):
    """An icon, a line to type in and the key that leads here.

    ``left`` is Esc, ``taken`` Enter or the arrow down: on to what was found.
    """

    left = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, size="bare")
        self.setPlaceholderText(self.tr("Search settings"))
        self.setAccessibleName(self.tr("Search settings"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def theme_changed(self) -> None:
        """Make room for icon and key at the new text size."""
        super().theme_changed()
        theme = theme_of(self)
        self.setFont(fonts.font("caption", theme.text_scale))
        hint = key_hint_size(_KEY, theme.text_scale)
        self.setTextMargins(24, 0, hint.width() + 8, 0)

    def sizeHint(self) -> QSize:
        """Room for the words, the icon and the key."""
        theme = theme_of(self)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        hint = key_hint_size(_KEY, theme.text_scale)
        return QSize(words + hint.width() + 50, theme.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field and leaves it, Enter goes to what was found."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ON:
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the icon and the key."""
        super().paintEvent(event)
        theme = theme_of(self)
        middle = self.height() / 2
        with painter_on(self) as painter:
            if self.hasFocus():
                bordered(painter, QRectF(self.rect()), 8, theme.palette.ink, None, 1.5)
            box = QRectF(QPointF(2, middle - 8), QPointF(18, middle + 8))
            glyphs.draw(painter, "search", box, theme.palette.ink2)
            size = key_hint_size(_KEY, theme.text_scale)
            at = QRectF(
                self.width() - size.width() - (4 if self.hasFocus() else 0),
                middle - size.height() / 2,
                size.width(),
                size.height(),
            )
            draw_key_hint(painter, at, _KEY, theme.palette, theme.text_scale)


class SectionRow(FormRow):
    """A section that was found, with the button that opens it."""

    def __init__(self, section: Section, show: Callable[[str], None]) -> None:
        self.open = Button("secondary", QCoreApplication.translate("SearchField", "Open"))
        super().__init__(section.name, "", self.open)
        self.open.clicked.connect(lambda: show(section.id))

    def focus_editor(self) -> None:
        """Give the keyboard to its button."""
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)


def found_rows(
    typed: str, groups: Iterable[SettingGroup], app: App, show: Callable[[str], None]
) -> Form:
    """A form with what fits: sections of that name, settings, then sections that hold such things.

    Settings come best first, each with its section. They have each typed word in name or help;
    where nothing has, the letters may be scattered in the name. ``show`` opens a section by its id.
    """
    translate = QCoreApplication.translate
    every = [
        (group, one)
        for group in groups
        for one in offered(group.settings)
        if not isinstance(one.kind, FilePath)
    ]
    names = [(translate("settings", one.label), (group, one)) for group, one in every]
    whole = [(f"{name} {translate('settings', pair[1].help)}", pair) for name, pair in names]
    worded = [(words, pair) for words, pair in whole if has_words(typed, words)]
    fits = [each for each in sections(app.features) if each.fits(typed)]
    named = [each for each in fits if has_words(typed, each.name)]
    form = Form()
    for section in named:
        form.add(SectionRow(section, show))
    for (group, one), _ in ranked(typed, worded or ([] if fits else names), _MOST):
        row = row_for(one, app)
        form.column.addSpacing(8)
        form.column.addWidget(Label("caption", translate("settings", group.title), "ink3"))
        form.add(row)
    for section in fits:
        if section not in named:
            form.add(SectionRow(section, show))
    if not form.rows:
        form.column.addWidget(Label("body", translate("SearchField", "No setting fits."), "ink2"))
    form.finish()
    return form
