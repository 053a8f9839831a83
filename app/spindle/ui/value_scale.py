"""Rating keys, and the axis above them that stays empty until one was pressed."""

from PySide6.QtCore import (
    QCoreApplication,
    QEasingCurve,
    QLocale,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from spindle.core.translate import N_
from spindle.ui import fonts
from spindle.ui.paint import EMPHASIS, hairline, painter_on, upright
from spindle.ui.spoken import Spoken
from spindle.ui.theme import Palette, Themed, theme_of
from spindle.ui.tile import Tile

RATINGS = (
    N_("ratings", "rough"),
    N_("ratings", "slow"),
    N_("ratings", "steady"),
    N_("ratings", "good"),
    N_("ratings", "absorbed"),
)

_AXIS_Y = 60.0  # from the top of the widget
_KEY_PITCH = 113.75
_FIRST_KEY = 52.5
_MARK = 8.0  # radius of both marks
_APART = 64.0  # two labels nearer than this share a line no more


def rating_word(rating: int) -> str:
    """The word of a rating 1–5."""
    return QCoreApplication.translate("ratings", RATINGS[rating - 1])


def one_decimal(value: float) -> str:
    """3.6 as the locale writes it."""
    return QLocale().toString(value, "f", 1)


class RatingKey(Tile):
    """A number and its word."""

    def __init__(self, rating: int, parent: QWidget | None = None) -> None:
        super().__init__(f"{rating} {rating_word(rating)}", parent)
        self._rating = rating
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """105×72."""
        return QSize(80, theme_of(self).px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the number and the word."""
        del event
        theme = theme_of(self)
        width = float(self.width())
        with painter_on(self) as painter:
            self.draw_box(painter)
            painter.setPen(theme.palette.ink)
            painter.setFont(fonts.font("fact", theme.text_scale))
            top = QRectF(0, theme.px(10), width, theme.px(32))
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, str(self._rating))
            painter.setPen(theme.palette.ink if self.isChecked() else theme.palette.ink2)
            painter.setFont(fonts.font("caption", theme.text_scale))
            low = QRectF(0, theme.px(43), width, theme.px(18))
            painter.drawText(low, Qt.AlignmentFlag.AlignCenter, rating_word(self._rating))


class RatingKeys(QWidget):
    """Five keys beside each other. ``chosen`` carries 1–5."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._keys = [RatingKey(rating) for rating in range(1, len(RATINGS) + 1)]
        for rating, key in enumerate(self._keys, 1):
            row.addWidget(key, 1)
            key.clicked.connect(lambda _=False, rating=rating: self.chosen.emit(rating))

    def set_chosen(self, rating: int | None) -> None:
        """Give one key the selected look."""
        for at, key in enumerate(self._keys, 1):
            key.setChecked(at == rating)


class ValueScale(QWidget, Themed, Spoken):
    """The axis 1–5. Before a rating: no number, no mark. After it: expected, yours, the error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating: int | None = None
        self._expected: float | None = None
        self._grown = 0.0
        self._growing = QVariantAnimation(self)
        self._growing.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._growing.valueChanged.connect(self._grow)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Expected and rated"))

    def set_values(self, rating: int | None, expected: float | None) -> None:
        """Show a rating and what had been expected, or the empty axis.

        Args:
            rating: 1–5; None empties the axis.
            expected: Drawn only together with a rating.
        """
        if (rating, expected) == (self._rating, self._expected):
            return
        first = self._rating is None
        self._rating, self._expected = rating, expected if rating is not None else None
        self._growing.stop()
        time = theme_of(self).ms("popover") if first and self.isVisible() else 0
        self._grown = 0.0 if time else 1.0
        if time:
            self._growing.setDuration(time)
            self._growing.setStartValue(0.0)
            self._growing.setEndValue(1.0)
            self._growing.start()
        self.setAccessibleDescription(self._said())
        self.update()

    def spoken_value(self) -> str:
        """The rating, once there is one; before it there is nothing to be told."""
        return "" if self._rating is None else f"{self._rating} {rating_word(self._rating)}"

    def _grow(self, part: float) -> None:
        self._grown = part
        self.update()

    def sizeHint(self) -> QSize:
        """Axis and the line of words over it."""
        return QSize(400, round(_AXIS_Y) + 28 + self._more())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axis, and the marks once there is a rating."""
        del event
        theme = theme_of(self)
        y = _AXIS_Y + self._more()
        with painter_on(self) as painter:
            colours = theme.palette
            hairline(painter, self._x(1), self._x(5), y, colours.line)
            for tick in range(1, 6):
                upright(painter, self._x(tick), y - 4, y + 5, colours.rule)
            if self._rating is not None:
                self._draw_marks(painter, y + 0.5, colours)

    def _draw_marks(self, painter: QPainter, y: float, colours: Palette) -> None:
        yours = self._x(float(self._rating or 0))
        if self._expected is not None:
            expected = self._x(min(5.0, max(1.0, self._expected)))
            reach = expected + (yours - expected) * self._grown
            painter.setPen(QPen(colours.focus, EMPHASIS))
            painter.drawLine(QPointF(expected, y), QPointF(reach, y))
            painter.setPen(QPen(colours.ink2, 1.5))
            painter.setBrush(colours.paper)
            painter.drawEllipse(QPointF(expected, y), _MARK, _MARK)
            near = abs(expected - yours) < _APART * theme_of(self).text_scale
            words = self.tr("predicted {value}").format(value=one_decimal(self._expected))
            way = 0 if not near else (-1 if expected <= yours else 1)
            self._write(painter, "caption", words, expected, y, way, colours)
            self._write(painter, "caption_strong", self._yours(), yours, y, -way, colours)
        else:
            self._write(painter, "caption_strong", self._yours(), yours, y, 0, colours)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.focus)
        painter.drawEllipse(QPointF(yours, y), _MARK * self._grown, _MARK * self._grown)

    def _write(
        self,
        painter: QPainter,
        role: str,
        words: str,
        x: float,
        y: float,
        way: int,
        colours: Palette,
    ) -> None:
        """Words above a mark: over it, or ending (−1) or beginning (1) at it."""
        theme = theme_of(self)
        strong = role != "caption"
        painter.setFont(fonts.font(role, theme.text_scale))
        painter.setPen(colours.ink if strong else colours.ink2)
        side = Qt.AlignmentFlag.AlignHCenter
        left = x - 100
        if way:
            side = Qt.AlignmentFlag.AlignRight if way < 0 else Qt.AlignmentFlag.AlignLeft
            left = x - 196 if way < 0 else x - 4
        high = theme.px(16)
        box = QRectF(left, y - 30 - high, 200, high)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)
        upright(painter, x, y - 26, y - 14, colours.rule)

    def _x(self, value: float) -> float:
        """Above the middles of the keys."""
        part = (self.width() - 2 * _FIRST_KEY) / (4 * _KEY_PITCH)
        return _FIRST_KEY + (value - 1) * _KEY_PITCH * part

    def _more(self) -> int:
        """Room for larger words."""
        return theme_of(self).px(16) - 16

    def _yours(self) -> str:
        return self.tr("you {value}").format(value=self._rating)

    def _said(self) -> str:
        if self._rating is None:
            return ""
        if self._expected is None:
            return self._yours()
        expected = self.tr("predicted {value}").format(value=one_decimal(self._expected))
        return f"{expected}, {self._yours()}"
