"""What the ledger's search found."""

from typing import Final

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.core.days import day_of
from spindle.features.focus.ledger.totals import Hit, Wanted
from spindle.features.focus.page.ledger.rows import OUT
from spindle.features.focus.page.ledger.words import activity_word, day_words, tr
from spindle.features.focus.page.words import length
from spindle.ui import fonts
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, inset_focus, painter_on
from spindle.ui.row import Row
from spindle.ui.segments import Segments
from spindle.ui.theme import theme_of
from spindle.ui.tile import Pill
from spindle.ui.value_scale import rating_word
from spindle.ui.wrap import Wrap

_ACTIVITY: Final = 190
_WHAT: Final = 280
_RATING: Final = 24
_LENGTH: Final = 96
_SHOWN: Final = 60
_ACTIVITIES: Final = ("focus", "listen", "drill", "prime", "move")


class HitRow(Row):
    """One session: its day, its activity, what, how long."""

    def __init__(self, hit: Hit, day: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{day}, {activity_word(hit.activity)}, {hit.title[:300]}", parent)
        if hit.rating is not None:
            self.setAccessibleDescription(rating_word(hit.rating))
        self._rating = "" if hit.rating is None else QLocale().toString(hit.rating)
        self._parts = (day, activity_word(hit.activity), " ".join(hit.title[:300].split()))
        self._long = length(hit.active)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """A hit is opened, not chosen."""

    def sizeHint(self) -> QSize:
        """40 px at the usual text size."""
        return QSize(400, theme_of(self).px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, the rating before the length."""
        del event
        theme = theme_of(self)
        box = QRectF(self.rect())
        day, activity, title = self._parts
        middle = Qt.AlignmentFlag.AlignVCenter
        with painter_on(self) as painter:
            hairline(painter, OUT, box.width() - OUT, box.height() - 1, theme.palette.line)
            if self.ringed:
                inset_focus(painter, box, theme.palette)
            box.adjust(OUT, 0, -OUT, 0)
            painter.setFont(fonts.font("body", theme.text_scale))
            painter.setPen(theme.palette.ink2)
            painter.drawText(box, middle, day)
            painter.drawText(box.adjusted(theme.px(_ACTIVITY), 0, 0, 0), middle, activity)
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self._long)
            rated = box.adjusted(0, 0, -theme.px(_LENGTH), 0)
            painter.drawText(rated, middle | Qt.AlignmentFlag.AlignRight, self._rating)
            face = fonts.font("list_serif", theme.text_scale)
            painter.setFont(face)
            painter.setPen(theme.palette.ink)
            room = box.adjusted(theme.px(_WHAT), 0, -theme.px(_LENGTH + _RATING), 0)
            short = QFontMetricsF(face).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, short)


class Hits(QWidget):
    """A list of sessions. ``opened`` carries the hit that was pressed.

    ``filtered`` tells that another activity, rating or tag was chosen; see ``wanted``.
    """

    opened = Signal(object)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = Segments((tr("All"), *(activity_word(name) for name in _ACTIVITIES)))
        self._ratings = Segments((tr("Any rating"), *map(QLocale().toString, range(1, 6))))
        for segments in (self._kinds, self._ratings):
            segments.chosen.connect(lambda _: self.filtered.emit())
        self._kinds.setAccessibleName(tr("Activity"))
        self._ratings.setAccessibleName(tr("Rating"))
        self._tags: dict[str, Pill] = {}
        self._chosen_tag: str | None = None
        self._filters = Wrap(8)
        self._filters.setContentsMargins(OUT, 0, OUT, 0)
        for segments in (self._kinds, self._ratings):
            self._filters.addWidget(segments)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._filters)
        column.addLayout(self._column)

    def wanted(self, text: str) -> Wanted:
        """What is looked for, with these words."""
        return Wanted(
            text=text,
            activity=_ACTIVITIES[self._kinds.index - 1] if self._kinds.index else None,
            rating=self._ratings.index or None,
            tag=self._chosen_tag,
        )

    def show_tags(self, names: tuple[str, ...]) -> None:
        """Offer these tags as filters."""
        if tuple(self._tags) == names:
            return
        for pill in self._tags.values():
            self._filters.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._tags = {name: Pill(name) for name in names}
        for name, pill in self._tags.items():
            pill.setAccessibleName(tr("Tag {name}").format(name=name))
            pill.clicked.connect(lambda _=False, name=name: self.choose_tag(name))
            self._filters.addWidget(pill)
        self.choose_tag(None)

    def choose_tag(self, name: str | None) -> None:
        """Want only sessions with a tag; the chosen one again wants all."""
        self._chosen_tag = None if name == self._chosen_tag else name
        for tag, pill in self._tags.items():
            pill.setChecked(tag == self._chosen_tag)
        self.filtered.emit()

    def choose_rating(self, rating: int) -> None:
        """Want only sessions that were rated so; 0 for any."""
        self._ratings.set_chosen(rating)
        self.filtered.emit()

    def choose(self, activity: str) -> None:
        """Want only one activity."""
        self._kinds.set_chosen(1 + _ACTIVITIES.index(activity))
        self.filtered.emit()

    def show_hits(self, hits: tuple[Hit, ...], day_start: int) -> None:
        """Show others."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hit in hits[:_SHOWN]:
            row = HitRow(hit, day_words(day_of(hit.started, hit.offset, day_start)))
            row.clicked.connect(lambda _=False, hit=hit: self.opened.emit(hit))
            self._column.addWidget(row)
        if not hits:
            nothing = Label("body", tr("Nothing found"), "ink3")
            nothing.setContentsMargins(OUT, 0, OUT, 0)
            self._column.addWidget(nothing)
        self._column.addStretch(1)
