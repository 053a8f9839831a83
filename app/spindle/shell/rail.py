"""The rail: the mark, the pages and the settings, 200 px wide or 64 when the window is narrow."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from spindle.core.feature import Feature
from spindle.shell import builders, keys
from spindle.shell.keys import key_words
from spindle.ui import fonts, glyphs
from spindle.ui.paint import painter_on, upright
from spindle.ui.row import CurrentRow
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Theme, Themed, theme_of

WIDE = 200
NARROW = 64
_ICON = 20
_WORDMARK = 15
_ICON_MIDDLE = 34
_TEXT = 56
_EDGE = 22
_FIRST = 84
_PITCH = 40
_ITEM = 36
_BOTTOM = 20
_BAR = 24.0


class RailItem(NamedTuple):
    """One line of the rail; ``title`` is translated already."""

    id: str
    title: str
    icon: str
    key: str


def items_of(features: Iterable[Feature]) -> tuple[RailItem, ...]:
    """The lines of features that have a page; a page's key is its place in the full rail."""
    translate = QCoreApplication.translate
    return tuple(
        RailItem(f.id, translate("pages", f.title), f.icon or f.id, f"Ctrl+{f.order}")
        for f in features
    )


def settings_item() -> RailItem:
    """The line at the bottom."""
    title = QCoreApplication.translate("pages", "Settings")
    return RailItem(builders.SETTINGS, title, "settings", keys.SETTINGS)


class NavItem(CurrentRow):
    """A page's line: icon, name and key; the current one has a bar of ink."""

    def __init__(self, item: RailItem, parent: "Rail") -> None:
        super().__init__(item.title, parent)
        self.item = item
        self._rail = parent
        self.setAccessibleDescription(key_words(item.key))

    def sizeHint(self) -> QSize:
        """The width of the rail and the height of a line."""
        return QSize(self._rail.width(), theme_of(self).px(_ITEM))

    def natural_width(self) -> float:
        """What name and key need side by side, in px."""
        scale = theme_of(self).text_scale
        name = QFontMetricsF(fonts.font("active", scale)).horizontalAdvance(self.item.title)
        key = QFontMetricsF(fonts.font("axis", scale)).horizontalAdvance(key_words(self.item.key))
        return _TEXT + name + 12 + key + _EDGE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        theme = theme_of(self)
        inner = QRectF(self.rect()).adjusted(10, 0, -10, 0)
        with painter_on(self) as painter:
            self.draw_ground(painter, inner, _BAR)
            self._draw_words(painter, theme)

    def _draw_words(self, painter: QPainter, theme: Theme) -> None:
        colour = theme.palette.ink if self.isChecked() else theme.palette.ink2
        middle = self.height() / 2
        narrow = self._rail.narrow
        x = (NARROW if narrow else 2 * _ICON_MIDDLE) / 2
        box = QRectF(x - _ICON / 2, middle - _ICON / 2, _ICON, _ICON)
        glyphs.draw(painter, self.item.icon, box, colour)
        if narrow:
            return
        face = fonts.font("active" if self.isChecked() else "label", theme.text_scale)
        draw_line(painter, self.item.title, face, colour, _TEXT, middle)
        if self._rail.keys_fit:
            keys = key_words(self.item.key)
            small = fonts.font("axis", theme.text_scale)
            end, ink = self.width() - _EDGE, theme.palette.ink3
            draw_line(painter, keys, small, ink, end, middle, right=True)


class Rail(QWidget, Themed):
    """The left edge of the window. ``chosen`` carries the id of the page asked for."""

    chosen = Signal(str)

    def __init__(
        self, pages: tuple[RailItem, ...], settings: RailItem, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._narrow = False
        self.keys_fit = True
        self._items = [NavItem(item, self) for item in pages]
        self._settings = NavItem(settings, self)
        for item in (*self._items, self._settings):
            item.clicked.connect(lambda _=False, name=item.item.id: self.chosen.emit(name))
        self.setFixedWidth(WIDE)

    @property
    def narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - a Qt setter
        """Show icons only, with tooltips, or the names too."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for item in (*self._items, self._settings):
            item.setToolTip(f"{item.item.title}  {key_words(item.item.key)}" if narrow else "")
        self._place()
        self.update()

    def set_current(self, page: str) -> None:
        """Put the bar of ink beside a page; a page without a line leaves none."""
        for item in (*self._items, self._settings):
            item.setChecked(item.item.id == page)

    def page_keys(self) -> tuple[tuple[str, str], ...]:
        """The id of each page with its key."""
        return tuple((item.item.id, item.item.key) for item in (*self._items, self._settings))

    def theme_changed(self) -> None:
        """Place the lines anew at the new text size."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the settings at the bottom."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark, the name and the line at the right."""
        del event
        theme = theme_of(self)
        with painter_on(self) as painter:
            upright(painter, self.width() - 1, 0, self.height(), theme.palette.line)
            x = (NARROW - 38) / 2 if self._narrow else 22
            glyphs.draw_mark(painter, QRectF(x, 30, 38, 20), theme.palette)
            if not self._narrow:
                face = fonts.sized("active", theme.px(_WORDMARK))
                draw_line(painter, "Spindle", face, theme.palette.ink, 68, 40)

    def _place(self) -> None:
        theme = theme_of(self)
        pitch, height = theme.px(_PITCH), theme.px(_ITEM)
        for i, item in enumerate(self._items):
            item.setGeometry(0, _FIRST + i * pitch, self.width(), height)
        self._settings.setGeometry(0, self.height() - _BOTTOM - height, self.width(), height)
        everybody = (*self._items, self._settings)
        self.keys_fit = all(item.natural_width() <= WIDE for item in everybody)
