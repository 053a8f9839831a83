"""Words in a role of the type table, on line boxes as the design measures them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.paint import painter_on
from spindle.ui.theme import Themed, application_theme, theme_of


class Label(QLabel, Themed):
    """Text in a type role and a colour role.

    Unlike a plain QLabel its lines are as high as the type table says, so that a 14/20 line is
    20 px high and baselines fall where the pictures have them. It wraps when ``wrap`` is set and
    shortens with an ellipsis otherwise. Its contents margins are kept free.
    """

    def __init__(
        self,
        role: str,
        text: str = "",
        colour: str = "ink",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._colour = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align)
        self.setWordWrap(wrap)
        self.setFont(fonts.font(role, theme_of(self).text_scale))
        self.setSizePolicy(_policy(wrap=wrap))
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change the type role."""
        self._role = role
        self.theme_changed()
        self.updateGeometry()

    def set_colour(self, colour: str) -> None:
        """Change the colour role."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def let_shrink(self) -> None:
        """Allow the label to be narrower than its text and end in an ellipsis."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def theme_changed(self) -> None:
        """Take the font at the new text scale."""
        self.setFont(fonts.font(self._role, application_theme().text_scale))

    def sizeHint(self) -> QSize:
        """The width of the longest line and the height of all line boxes."""
        width = self._natural_width()
        if self.wordWrap():
            width = min(width, 480)
        return QSize(width, self._high(width)).grownBy(self.contentsMargins())

    def minimumSizeHint(self) -> QSize:
        """One word for a wrapping label, all of it for a short one."""
        if self.wordWrap():
            return QSize(40, self._line()).grownBy(self.contentsMargins())
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Whether the text wraps."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text."""
        around = self.contentsMargins()
        # A layout asks for all the width there is, even where the label may not be that wide.
        inside = min(width, self.maximumWidth()) - around.left() - around.right()
        return self._high(inside) + around.top() + around.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each line in the middle of its line box."""
        del event
        palette = theme_of(self).palette
        colour = palette.ink3 if not self.isEnabled() else palette.role(self._colour)
        inside = self.contentsRect()
        with painter_on(self) as painter:
            painter.setFont(self.font())
            painter.setPen(colour)
            painter.translate(inside.topLeft())
            if self.wordWrap():
                for block in self._blocks(float(inside.width())):
                    block.draw(painter, QPointF(0, 0))
            else:
                self._draw_short(painter)

    def _draw_short(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self.font())
        line, inside = self._line(), self.contentsRect()
        lines = self.text().split("\n")
        top = (inside.height() - line * len(lines)) / 2
        top += (line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        for i, words in enumerate(lines):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width() + 1)
            x = self._x_of(metrics.horizontalAdvance(shown))
            painter.drawText(QPointF(x, top + i * line), shown)

    def _x_of(self, width: float) -> float:
        free = self.contentsRect().width() - width
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return free / 2
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            return free
        return 0.0

    def _high(self, width: int) -> int:
        """The height of all line boxes in such a width."""
        if not self.wordWrap():
            return (self.text().count("\n") + 1) * self._line()
        return sum(max(1, each.lineCount()) for each in self._blocks(float(width))) * self._line()

    def _line(self) -> int:
        return fonts.line_height(self._role, application_theme().text_scale)

    def _natural_width(self) -> int:
        metrics = QFontMetricsF(self.font())
        return int(max(metrics.horizontalAdvance(t) for t in self.text().split("\n"))) + 1

    def _blocks(self, width: float) -> list[QTextLayout]:
        line = self._line()
        blocks: list[QTextLayout] = []
        top = 0.0
        for paragraph in self.text().split("\n"):
            block = broken(paragraph, self.font(), width, line, top, self.alignment())
            top += max(1, block.lineCount()) * line
            blocks.append(block)
        return blocks


def _policy(*, wrap: bool) -> QSizePolicy:
    if not wrap:
        return QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    # A fixed height would cut the lines that a narrow place adds to the hinted ones.
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


def broken(
    paragraph: str,
    font: QFont,
    width: float,
    line_height: int,
    top: float = 0.0,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    underlined: Sequence[tuple[int, int]] = (),
) -> QTextLayout:
    """One paragraph broken into lines of ``width``, each centred in its line box below ``top``.

    ``underlined`` are places and lengths in it.
    """
    layout = QTextLayout(paragraph, font)
    if underlined:
        layout.setFormats([_underlined(*place) for place in underlined])
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
        top += line_height
    layout.endLayout()
    return layout


def _underlined(start: int, length: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    form = QTextCharFormat()
    form.setFontUnderline(True)
    found.start, found.length, found.format = start, length, form
    return found
