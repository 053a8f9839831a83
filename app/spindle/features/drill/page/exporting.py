"""Writing drills out: into what kind of file, then where to."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.general import DAY_START
from spindle.core.jobs_port import JobFailed
from spindle.features.drill.page.home import MakeTile
from spindle.features.drill.page.words import number, tr
from spindle.ui.counted import counted
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

if TYPE_CHECKING:
    from collections.abc import Callable

TASK: Final = "spindle.features.drill.exchange.out_task:write"
ENDINGS: Final = ("md", "csv", "jsonl", "apkg")
_WIDE: Final = 640


class ExportView(QWidget):
    """``left`` when it is over. Keys: 1 to 4 choose the kind of file, Esc leaves."""

    left = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._drills: tuple[str, ...] | None = None
        self._name = ""
        self._run = 0
        self._cancel: Callable[[], None] | None = None
        self.choose_file = self._ask_where
        self.title = Label("page_name")
        self.back = Hinted(tr("Back"), tr("Esc"))
        self.said = Label("body", "", "ink2", wrap=True)
        notes = (
            (tr("Text"), tr("to read, change and keep; reads back to the same drills")),
            (tr("Table"), tr("one item a line, for a spreadsheet")),
            (tr("Log"), tr("every answer with its times, as JSON lines")),
            (tr("Deck"), tr("words and cards with their log and dates, for Anki")),
        )
        self.tiles = tuple(
            MakeTile(f"{name}, .{ending}", note, number(place))
            for place, ((name, note), ending) in enumerate(zip(notes, ENDINGS, strict=True), 1)
        )
        self.back.clicked.connect(self.leave)
        for place, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda _=False, place=place: self.choose(place))
        self._lay_out()

    def begin(self, drill: tuple[str, str] | None) -> None:
        """Ask how to write a drill, by its id and title, or all of them."""
        self._drills = None if drill is None else (drill[0],)
        self._name = tr("drills") if drill is None else drill[1]
        title = tr("All drills go out as") if drill is None else tr("“{title}” goes out as")
        self.title.setText(title.format(title=self._name))
        self.said.setText("")
        self.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, place: int) -> None:
        """Ask where to, and write a file of the kind at a place."""
        chosen = self.choose_file(ENDINGS[place])
        if not chosen:
            return
        target = Path(chosen).absolute()
        if target.suffix.lower() != f".{ENDINGS[place]}":
            target = target.with_name(f"{target.name}.{ENDINGS[place]}")
        self._stop()
        mine = self._run
        now = self._app.clock.now()
        self.said.setText(tr("Writing {file}…").format(file=target.name))

        def done(written: dict[str, int]) -> None:
            if mine == self._run:
                self.said.setText(_told(target, written))

        def failed(error: JobFailed) -> None:
            if mine == self._run:
                self.said.setText(_trouble(error))

        self._cancel = self._app.jobs.run(
            TASK,
            {
                "profile": str(self._app.profile),
                "target": str(target),
                "drills": self._drills,
                "now": (now.wall, now.zone, self._app.settings.get(DAY_START)),
                "key": self._app.safe.plain,
            },
            done=done,
            failed=failed,
        )

    def leave(self) -> None:
        """Go back; what is being written is given up, and the file that was there stays."""
        self._stop()
        self.left.emit()

    def _stop(self) -> None:
        self._run += 1
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    def _ask_where(self, ending: str) -> str:
        name = "".join(letter for letter in self._name if letter.isalnum() or letter in " -_")
        try:
            folder = Path.home()
        except RuntimeError:  # a user without one
            folder = self._app.profile
        proposed = str(folder / f"{name.strip() or tr('drills')}.{ending}")
        kinds = tr("{ending} files (*.{ending})").format(ending=ending)
        return QFileDialog.getSaveFileName(self, tr("Export"), proposed, kinds)[0]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.back)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for tile in self.tiles:
            tile.setMaximumWidth(_WIDE)
            inside.addWidget(tile)
        inside.addSpacing(12)
        inside.addWidget(self.said)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 28)
        column.setSpacing(20)
        column.addLayout(head)
        column.addWidget(Scroll(inner), 1)


def _told(target: Path, written: dict[str, Any]) -> str:
    """What is in the file, and what has no form in it."""
    ending = target.suffix.lower()
    one, many = {
        ".jsonl": (tr("1 answer"), tr("{n} answers")),
        ".apkg": (tr("1 card"), tr("{n} cards")),
    }.get(ending, (tr("1 item"), tr("{n} items")))
    words = tr("{items} written to {file}.").format(
        items=counted(one, many, written["count"]), file=target
    )
    if written["left_out"]:
        rest = counted(
            tr("1 item has no card’s form and stays here."),
            tr("{n} items have no card’s form and stay here."),
            written["left_out"],
        )
        words = f"{words} {rest}"
    return words


def _trouble(error: JobFailed) -> str:
    for context in ("drill", "jobs", "storage"):
        words = QCoreApplication.translate(context, error.sentence)
        if words != error.sentence:
            break
    return words.format_map(error.facts)
