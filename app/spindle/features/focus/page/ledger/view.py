"""Picture 02e: the day as spans that add up, and what the user sets right in it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from spindle.core.clock import MINUTE
from spindle.core.days import day_of
from spindle.core.feature import App
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.features.focus.ledger.reading import DayPage
from spindle.features.focus.ledger.service import Ledger
from spindle.features.focus.ledger.spans import Kind, Span, totals
from spindle.features.focus.ledger.totals import Hit, Wanted
from spindle.features.focus.page.ledger.layout import LedgerLayout
from spindle.features.focus.page.ledger.sums import span_words, stretch
from spindle.features.focus.page.ledger.words import day_words, long_words, step_words, told, tr
from spindle.features.focus.page.ledger.year import WEEKS, year_of
from spindle.ui.row import press_row, step_rows

_OPEN: Final = frozenset({Kind.GAP, Kind.UNTRACKED})
_WORTH_ASKING: Final = 5 * MINUTE
_PAUSE_MS: Final = 150
_DAY, _WEEK, _MONTH, _YEAR = range(4)
_TURNS: Final = {"Left": -1, "Right": 1, "[": -1, "]": 1}
_SHOWS: Final = {_DAY: 0, _WEEK: 1, _MONTH: 1, _YEAR: 3}


class LedgerView(LedgerLayout):
    """The ledger. ``left`` when the user goes back to the start page."""

    left = Signal()

    def __init__(self, app: App, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._ledger = ledger
        self._wanted: Ref | None = None
        self._finding = False
        self._worded = False
        self._taken = ""
        self.choose_file: Callable[[], str] = self._ask_file
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._connect()

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key does now."""
        usual: dict[str, Callable[[], object]] = {
            "F": self._begin_find,
            "E": self.export,
            "Esc": self._leave,
        }
        if self._finding:
            return usual | self._keys_of_rows(self.hits)
        turn = {key: partial(self._turn, by) for key, by in _TURNS.items()}
        return {**usual, **turn, **self._own_keys()}

    def _own_keys(self) -> Mapping[str, Callable[[], object]]:
        """The keys of what is shown. A row of the day that is not seen is not changed by a key."""
        if self.modes.index == _YEAR:
            return self.year.map.keys()
        return self._keys_of_day() if self.modes.index == _DAY else self._keys_of_rows(self.sums)

    @staticmethod
    def _keys_of_rows(rows: QWidget) -> dict[str, Callable[[], object]]:
        return {
            "Up": partial(step_rows, rows, -1),
            "Down": partial(step_rows, rows, 1),
            "Return": partial(press_row, rows),
        }

    def _keys_of_day(self) -> dict[str, Callable[[], object]]:
        return {
            "Up": partial(self.list.step, -1),
            "Down": partial(self.list.step, 1),
            "Return": self.edit,
            "B": partial(self._was, "break"),
            "W": partial(self._was, "work"),
            "S": partial(self._was, "sleep"),
            "L": self._next_open,
            "Del": self._remove,
        }

    def open(self, row: Ref | None = None) -> None:
        """Read the day shown before, or that of a row, which is chosen in it once it is read.

        A gap is opened at once, for what it was is still to be said.
        """
        self._wanted = row
        if row is None:
            self._ledger.again()
        else:
            self._ledger.show_row(row)

    def refresh(self) -> None:
        """Read the day again, unless a row of it is being changed."""
        if self.editor.isHidden():
            self._ledger.again()

    def say(self, words: str) -> None:
        """Say what was just taken back; empty for nothing."""
        if words != self._taken:
            self._taken = words
            if words:
                self._ledger.hush()
            self.redraw()

    def redraw(self) -> None:
        """Show the day that was read."""
        page = self._ledger.page
        if page is None:
            return
        spans = tuple(span for span in page.spans if span.kind is not Kind.COMING)
        sums = totals(page.spans)
        guessed = any(s.entry is not None and s.entry.guessed for s in spans)
        if self.modes.index == _DAY:
            self.day.setText(day_words(page.day))
        self._say_whole(page)
        self.band.show_page(page)
        self.legend.show_totals(sums, guessed=guessed)
        self.list.show_spans(spans, page.places)
        self._choose_wanted()
        self._ask()
        # What was told before an undo is hushed by it: what is told came after.
        said = told(self._ledger) or self._taken
        self.editor.say(said)
        self.foot.hint.setText(said or step_words(page) or self._usual())

    def _say_whole(self, page: DayPage) -> None:
        """How long the day was, only while a day is shown; the head line shows what has room."""
        whole = tr("{length} in all").format(length=long_words(page.length))
        self.all.setText(whole if self.modes.index == _DAY else "")

    def _choose_wanted(self) -> None:
        wanted = self._wanted
        if wanted is not None and self.list.choose_row(wanted):
            self._wanted = None
            if wanted.kind == "gap":
                self.edit()

    def edit(self) -> None:
        """Open the chosen row, the last one if none is chosen."""
        if self.list.current is None:
            self.list.step(-1)
        span, page = self.list.current, self._ledger.page
        if span is None or page is None:
            return
        self.list.hold(self.editor)
        self.editor.open(span, page)
        area = self.areas[_DAY]
        QTimer.singleShot(0, self.editor, partial(area.ensureWidgetVisible, self.editor, 0, 20))
        if span.entry is not None and span.entry.session:
            self._ledger.ask_details(span.entry.session, self.editor.show_details)

    def export(self) -> None:
        """Write the days that are shown into a file."""
        page, chosen = self._ledger.page, self.choose_file()
        if page is None or not chosen:
            return
        first, last = self._days(page.day)
        self._ledger.export(Path(chosen), first, last, partial(self._exported, chosen))

    def _ask_file(self) -> str:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - seldom

        kinds = "CSV (*.csv);;JSON (*.jsonl);;iCalendar (*.ics)"
        return QFileDialog.getSaveFileName(self, tr("Export"), "ledger.csv", kinds)[0]

    def _exported(self, path: str, sentence: str) -> None:
        said = tr("Written to {file}").format(file=path)
        if sentence:
            said = QCoreApplication.translate("ledger", sentence)
        self.foot.hint.setText(said)

    def _keep(self, start: int, end: int) -> None:
        span, details = self.list.current, self.editor.details
        if span is None or span.entry is None:
            return
        if details is not None:
            editor = self.editor
            self._ledger.describe(
                details,
                title=editor.title.typed(),
                note=editor.note.typed(),
                tags=editor.tags.typed(),
            )
        done = True
        if (start, end) != (span.entry.started, span.entry.ended):
            done = self._ledger.retime(span, start, end) is not None
        if done:
            self._close()

    def _was(self, kind: str) -> None:
        span = self.list.current or self._open_span()
        if span is None:
            return
        wanted = "focus" if kind == "work" and span.kind is not Kind.GAP else kind
        if self._ledger.reclass(span, wanted):
            self._close()

    def _add(self, start: int, end: int, kind: str) -> None:
        if self._ledger.add(start, end, kind, self.editor.title.typed()):
            self._close()

    def _split(self, at: int) -> None:
        if self.list.current is not None and self._ledger.split(self.list.current, at):
            self._close()

    def _merge(self) -> None:
        if self.list.current is not None and self._ledger.merge_with_next(self.list.current):
            self._close()

    def _remove(self) -> None:
        if self.list.current is not None and self._ledger.remove(self.list.current):
            self._close()

    def _rate(self, rating: int) -> None:
        details = self.editor.details
        if details is not None:
            self._ledger.rate(details.session, rating, self.editor.show_details)

    def _close(self) -> None:
        self.editor.hide()
        page = self.parentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_open(self) -> None:
        """Leave this one open and go to the next."""
        span, page = self.list.current, self._ledger.page
        after = 0 if span is None else span.end
        spans = () if page is None else page.spans
        later = [s for s in spans if s.kind in _OPEN and s.start >= after]
        if later:
            self.list.choose_span(later[0])

    def _open_span(self) -> Span | None:
        """The chosen span if it is open, else the last open one worth asking about."""
        span, page = self.list.current, self._ledger.page
        if span is not None:
            return span if span.kind in _OPEN else None
        spans = () if page is None else page.spans
        asked = [s for s in spans if s.kind in _OPEN and s.length >= _WORTH_ASKING]
        return asked[-1] if asked else None

    def _chosen(self) -> None:
        self._ask()
        row, area = self.list.current_row, self.areas[_DAY]
        if row is not None:
            area.ensureWidgetVisible(row, 0, 60)
        if self.editor.isVisible() and self.list.current != self.editor.span:
            self.editor.hide()

    def _ask(self) -> None:
        page = self._ledger.page
        self.foot.ask(self._open_span(), None if page is None else page.places)

    def _turn(self, by: int) -> None:
        mode = self.modes.index
        self._ledger.turn(by * (1, 7, 30, 364)[mode])
        if mode != _DAY:
            self._show_sums()

    def _leave(self) -> None:
        if self.editor.isVisible():
            self._close()
        elif self._finding:
            self._finding = False
            self.search_field.clear()
            self._show_mode(self.modes.index)
            self._close()
        else:
            self.left.emit()

    def _begin_find(self) -> None:
        self._finding = True
        self._ledger.ask_tags(self.hits.show_tags)
        self._search()
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _search(self) -> None:
        words = bool(self.search_field.text().strip())
        if words and not self._finding:
            self._begin_find()
        elif self._worded and not words:
            self._show_mode(self.modes.index)
        elif self._finding:
            self._worded = words
            wanted = self.hits.wanted(self.search_field.typed())
            self._ledger.ask_search(wanted, partial(self._found, wanted))

    def _found(self, wanted: Wanted, hits: tuple[Hit, ...]) -> None:
        if self._finding and wanted == self.hits.wanted(self.search_field.typed()):
            self.hits.show_hits(hits, self._app.settings.get(DAY_START))
            self.stack.setCurrentIndex(2)
            for widget in (self.band, self.legend, self.foot):
                widget.hide()

    def _open_hit(self, hit: Hit) -> None:
        self._wanted = Ref("session", hit.session)
        self._finding = False
        self.search_field.clear()
        self._open_day(day_of(hit.started, hit.offset, self._app.settings.get(DAY_START)))

    def _open_day(self, day: date) -> None:
        self.modes.set_chosen(_DAY)
        self._show_mode(_DAY)
        self._ledger.show(day)

    def _show_mode(self, mode: int) -> None:
        self._finding = self._worded = False
        self.stack.setCurrentIndex(_SHOWS[mode])
        for widget in (self.band, self.legend, self.foot):
            widget.setVisible(mode == _DAY)
        self.all.clear()
        if mode == _DAY:
            self.redraw()
        else:
            self._show_sums()

    def _show_sums(self) -> None:
        page = self._ledger.page
        day = self._ledger.today if page is None else page.day
        first, last = self._days(day)
        self.day.setText(span_words(first, last))
        if self.modes.index != _YEAR:
            self._ledger.ask_totals(first, last, self.sums.show_totals)
            return
        self.year.map.show_days(first, self._ledger.today)
        # A month at a time, so that what is being written meanwhile does not wait.
        while first <= last:
            until = min(last, stretch(first, weeks=False)[1])
            self._ledger.ask_totals(first, until, lambda found: self.year.map.tell(found.days))
            first = until + timedelta(days=1)

    def _days(self, day: date) -> tuple[date, date]:
        """The first and the last of the days that are shown around a day."""
        mode = self.modes.index
        if mode == _DAY:
            return day, day
        if mode == _YEAR:
            first = year_of(day)
            return first, first + timedelta(days=7 * WEEKS - 1)
        return stretch(day, weeks=mode == _WEEK)

    @staticmethod
    def _usual() -> str:
        return tr("Change a row with Enter. Neighbours move with it, so the day always adds up.")

    def _connect(self) -> None:
        editor = self.editor
        editor.kept.connect(self._keep)
        editor.reclassed.connect(self._was)
        editor.added.connect(self._add)
        editor.split.connect(self._split)
        editor.merged.connect(self._merge)
        editor.removed.connect(self._remove)
        editor.rated.connect(self._rate)
        editor.closed.connect(self._close)
        self.foot.answered.connect(self._was)
        self.foot.left_open.connect(self._next_open)
        self.list.chosen.connect(self._chosen)
        self.band.chosen.connect(self.list.choose_span)
        self.modes.chosen.connect(self._show_mode)
        self.sums.opened.connect(self._open_day)
        self.year.opened.connect(self._open_day)
        self.hits.opened.connect(self._open_hit)
        self.hits.filtered.connect(self._search)
        self._typing.timeout.connect(self._search)
        self.export_button.clicked.connect(self.export)
        self.search_field.textChanged.connect(lambda _: self._typing.start())
