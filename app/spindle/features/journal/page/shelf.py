"""Rows of the list at the left of the Journal page."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.ids import Ref
from spindle.features.journal.model import Came
from spindle.features.journal.page.marks import Mornings
from spindle.features.journal.snippet import places
from spindle.ui import fonts
from spindle.ui.labels import broken
from spindle.ui.paint import hairline, inset_focus, painter_on, selected
from spindle.ui.row import Row
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of

REACH = 12
_BARS = 46
_MOST_LINES = 4
_SHOWN = 400


class ShelfRow(Row):
    """A question or an entry: serif text, a caption, and what its mornings brought."""

    def __init__(self, ref: Ref, text: str, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(" ".join(text[:_SHOWN].split()), parent)
        self.ref = ref
        self.quiet = False
        self._caption = caption
        self._bars: Mornings | None = None
        self.found: tuple[tuple[int, int], ...] = ()
        self.setAccessibleDescription(caption)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_found(self, words: tuple[str, ...]) -> None:
        """Underline what was looked for."""
        self.found = places(self.text(), words)

    def show_mornings(self, brought: tuple[Came | None, ...], *, still_open: bool) -> None:
        """Draw what the mornings brought at the right."""
        if brought or still_open:
            self._bars = Mornings(10.0, 24.0, self)
            self._bars.setFixedSize(_BARS, 28)
            self._bars.show_mornings(brought, still_open=still_open)

    def hasHeightForWidth(self) -> bool:
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the text's lines, the caption and the room around them."""
        theme = theme_of(self)
        lines = min(_MOST_LINES, self._wrapped(width))
        line = fonts.line_height("list_serif", theme.text_scale)
        return 10 + lines * line + 4 + fonts.line_height("caption", theme.text_scale) + 22

    def sizeHint(self) -> QSize:
        """At the width it has."""
        width = self.width() or 384
        return QSize(200, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bars at the right."""
        super().resizeEvent(event)
        if self._bars is not None:
            self._bars.move(self.width() - REACH - _BARS - 2, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the look, the text and the caption."""
        del event
        theme = theme_of(self)
        palette, box = theme.palette, QRectF(self.rect())
        line = fonts.line_height("list_serif", theme.text_scale)
        with painter_on(self) as painter:
            if self.isChecked():
                selected(painter, box, palette)
            else:
                hairline(painter, REACH, self.width() - REACH, self.height() - 1, palette.line)
                if self.underMouse():
                    painter.fillRect(box.adjusted(0, 0, 0, -1), palette.wash)
            if self.ringed and not self.isChecked():
                inset_focus(painter, box.adjusted(1, 1, -1, -2), palette)
            painter.setPen(palette.ink2 if self.quiet else palette.ink)
            face = fonts.font("list_serif", theme.text_scale)
            room = self._room(self.width())
            layout = broken(self.text(), face, room, line, underlined=self.found)
            shown = min(_MOST_LINES, layout.lineCount())
            for n in range(shown):
                layout.lineAt(n).draw(painter, QPointF(REACH, 10))
            small = fonts.font("caption", theme.text_scale)
            middle = 14 + shown * line + fonts.line_height("caption", theme.text_scale) / 2
            draw_line(painter, self._caption, small, palette.ink3, REACH, middle)

    def _wrapped(self, width: int) -> int:
        theme = theme_of(self)
        face = fonts.font("list_serif", theme.text_scale)
        return max(1, broken(self.text(), face, self._room(width), 1).lineCount())

    def _room(self, width: int) -> float:
        return max(40.0, width - 2 * REACH - _BARS - 40)
