"""Rows of Today that can be chosen: an alternative, a due thing, another door."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spindle.core.feature import Due, Offer
from spindle.features.today.page.words import tr
from spindle.ui import fonts, glyphs
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.counted import counted
from spindle.ui.focus_ring import by_keyboard
from spindle.ui.paint import bordered, hairline, inset_focus, painter_on
from spindle.ui.said import said
from spindle.ui.text_line import draw_line, one_line
from spindle.ui.theme import Theme, Themed, theme_of

ALTERNATIVE: Final = 48
DUE: Final = 35
DOOR: Final = 64

_ICON: Final = 20
_TITLE: Final = 34.0
_REASON: Final = 284.0
_REASON_SHARE: Final = 0.48
_GAP: Final = 12.0
_MINUTES: Final = 56.0
_BOX: Final = 14.0


class Row(QAbstractButton, Themed):
    """A row with a hairline above: hover wash, inset ring for the keyboard, Enter chooses."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._ringed = False
        self.is_last = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The height of the design, and one px more for the line below the last."""
        return QSize(200, theme_of(self).px(self._height) + (1 if self.is_last else 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self._ringed = by_keyboard(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ringed = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then what is in it."""
        del event
        theme = theme_of(self)
        high = theme.px(self._height)
        inner = QRectF(0, 1, self.width(), high - 1)
        with painter_on(self) as painter:
            if self.underMouse():
                bordered(painter, inner.adjusted(0, 1, 0, -1), 6, None, theme.palette.wash)
            hairline(painter, 0, self.width(), 0, theme.palette.line)
            if self.is_last:
                hairline(painter, 0, self.width(), high, theme.palette.line)
            if self._ringed:
                inset_focus(painter, inner, theme.palette)
            self.draw(painter, theme, high / 2 + 0.5)

    def draw(self, painter: QPainter, theme: Theme, middle: float) -> None:
        """Draw the content around a height."""

    def draw_icon(self, painter: QPainter, theme: Theme, name: str, middle: float) -> None:
        """Draw an activity's icon, in its colour, at the left."""
        colour = theme.palette.ink2 if name == "today" else theme.palette.role(name)
        size = min(theme.px(_ICON), int(_TITLE) - 6)
        box = QRectF(0.5, middle - size / 2, size, size)
        glyphs.draw(painter, name, box, colour)


class OfferRow(Row):
    """An alternative: title, reason in words, minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ALTERNATIVE, parent)
        self.offer: Offer | None = None
        self._reason = self._minutes = ""

    def show_offer(self, offer: Offer, key: str) -> None:
        """Show an offer; ``key`` starts it from anywhere on the page."""
        self.offer = offer
        self._reason = said(offer.reason)
        self._minutes = "" if offer.minutes is None else _minutes(offer.minutes)
        self.setText(one_line(said(offer.title)))
        self.setAccessibleName(", ".join(filter(None, (self.text(), self._minutes))))
        self.setAccessibleDescription(self._reason)
        self.setToolTip(key)
        self.update()

    def draw(self, painter: QPainter, theme: Theme, middle: float) -> None:
        """Title at the left, reason in the middle, minutes at the right."""
        if self.offer is None:
            return
        scale, palette = theme.text_scale, theme.palette
        caption = fonts.font("caption", scale)
        self.draw_icon(painter, theme, str(self.offer.activity), middle)
        right = float(self.width())
        right -= draw_line(painter, self._minutes, caption, palette.ink3, right, middle, right=True)
        at = min(theme.px(_REASON), self.width() * _REASON_SHARE)
        label = fonts.font("label", scale)
        draw_line(painter, self.text(), label, palette.ink, _TITLE, middle, at - _TITLE - _GAP)
        draw_line(painter, self._reason, caption, palette.ink2, at, middle, right - at - _GAP)


class DueRow(Row):
    """A due thing: title, how many items, about how long; a line to tick has a box instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(DUE, parent)
        self.due: Due | None = None

    def show_due(self, due: Due) -> None:
        """Show a due thing."""
        self.due = due
        title = one_line(due.title)
        self.setText(title)
        if due.minutes:
            words = (
                counted(tr("1 item"), tr("{n} items"), due.items),
                _minutes(due.minutes),
            )
            self.setAccessibleName(", ".join((title, *words)))
        else:
            self.setAccessibleName(tr("Tick: {what}").format(what=title))
        self.update()

    def draw(self, painter: QPainter, theme: Theme, middle: float) -> None:
        """Title at the left, numbers or the box at the right."""
        if self.due is None:
            return
        scale, palette = theme.text_scale, theme.palette
        right = float(self.width())
        if self.due.minutes:
            words = _minutes(self.due.minutes)
            caption = fonts.font("caption", scale)
            draw_line(painter, words, caption, palette.ink3, right, middle, right=True)
            right -= theme.px(_MINUTES)
            number = counted("{n}", "{n}", self.due.items)
            label = fonts.font("label", scale)
            right -= draw_line(painter, number, label, palette.ink, right, middle, right=True)
        else:
            box = QRectF(right - _BOX, middle - _BOX / 2, _BOX, _BOX)
            bordered(painter, box, 4, palette.rule, None)
            right -= _BOX
        body = fonts.font("body", scale)
        draw_line(painter, self.text(), body, palette.ink, 0, middle, right - _GAP)


class DoorRow(Row):
    """Another way to begin: a title, a sentence, a key."""

    def __init__(self, icon: str, title: str, sentence: str, key: str) -> None:
        super().__init__(DOOR)
        self._icon = icon
        self._sentence = sentence
        self._key = key
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{sentence} {key}")

    def draw(self, painter: QPainter, theme: Theme, middle: float) -> None:
        """Two lines at the left, the key at the right."""
        scale, palette = theme.text_scale, theme.palette
        self.draw_icon(painter, theme, self._icon, middle)
        key = key_hint_size(self._key, scale)
        at = QRectF(
            self.width() - key.width(), middle - key.height() / 2, key.width(), key.height()
        )
        draw_key_hint(painter, at, self._key, palette, scale)
        left = _TITLE + 4
        room = at.left() - left - _GAP
        label, caption = fonts.font("label", scale), fonts.font("caption", scale)
        draw_line(painter, self.text(), label, palette.ink, left, middle - 9 * scale, room)
        draw_line(painter, self._sentence, caption, palette.ink3, left, middle + 11 * scale, room)


def total_words(due: tuple[Due, ...]) -> str:
    """27 items, 9 min."""
    items = sum(one.items for one in due)
    minutes = sum(one.minutes for one in due)
    words = [counted(tr("1 item"), tr("{n} items"), items)] if items else []
    if minutes:
        words.append(_minutes(minutes))
    return ", ".join(words)


def _minutes(n: int) -> str:
    return counted(tr("{n} min"), tr("{n} min"), n)
