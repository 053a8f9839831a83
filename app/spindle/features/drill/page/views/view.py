"""What every view of a kind is: it opens an item, takes the answer, and shows what it was worth."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from spindle.core.sound_port import Sound
from spindle.features.drill.kinds.kind import Judged
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.views.after import AfterKeys
from spindle.features.drill.page.views.keyed import Keyed
from spindle.features.drill.run import After, Answer, Asked


def _not_timed(event: QKeyEvent | None) -> None:
    del event


@dataclass(frozen=True, slots=True)
class Tools:
    """What views need of the program.

    Attributes:
        now_ms: The clock in ms awake.
        event_ms: When a key went down, in ms since the item was painted.
        event_at: The same in ms of ``now_ms``.
        begin: Times the answer from now, or from a key, instead of from the paint.
        sound: Nothing sounds where it is None.
        media: Folder of the pictures and sounds of imported cards.
    """

    now_ms: Callable[[], float]
    event_ms: Callable[[QKeyEvent], float]
    event_at: Callable[[QKeyEvent], float]
    begin: Callable[[QKeyEvent | None], None] = _not_timed
    sound: Sound | None = None
    media: Path | None = None


class KindView(QWidget):
    """The base. While an item is open a view draws cue, prompt and field, and nothing else.

    A view lays out ``after`` where it likes: the keys below an answer, which the run shows.

    Signals:
        given: The answer, as its kind takes it; the run adds hints and judges.
    """

    given = Signal(dict)

    flows = False
    """Whether the next attempt follows by itself once one is kept."""

    spells = False
    """Whether letters are what is drilled, so that they work even where single keys are off."""

    part_helps = True
    """Whether ``show_part`` helps, so that it does nothing in a mock run."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.asked: Asked | None = None
        self.after = AfterKeys()
        self.after.hide()

    def heightForWidth(self, width: int) -> int:
        """The least height there: gaps shrink before a page scrolls.

        Counted as a box lays out: what depends on the width is never made lower than it is there,
        so Qt's own minimum would be too small.
        """
        layout = self.layout()
        if layout is None:
            return -1
        edges = layout.contentsMargins()
        inner = width - edges.left() - edges.right()
        items = [item for at in range(layout.count()) if (item := layout.itemAt(at)) is not None]
        heights = [
            item.heightForWidth(inner) if item.hasHeightForWidth() else item.minimumSize().height()
            for item in items
            if not item.isEmpty()
        ]
        between = max(0, layout.spacing()) * max(0, len(heights) - 1)
        return edges.top() + sum(heights) + between + edges.bottom()

    def open(self, asked: Asked) -> None:
        """Ask an item. Overridden; call this first."""
        self.asked = asked

    def reveal(self, answer: Answer, after: After) -> None:
        """Show what an answer was worth; it is on the disk."""
        raise NotImplementedError

    def give_back(self, reason: str) -> None:
        """Say why what was given is no answer, in the context ``drill``; the item stays open."""

    def ask_call(self, judged: Judged) -> None:
        """Ask whether a near miss counts; the answer stays hidden."""
        self.after.ask_call(judged)

    def press(self, event: QKeyEvent, name: str) -> bool:
        """Take a key, by its name such as ``Space`` or ``Y``; False leaves it to the run."""
        del event, name
        return False

    def press_after(self, name: str) -> bool:
        """Take a key once the answer is kept; False leaves it to the run."""
        del name
        return False

    def release(self, event: QKeyEvent) -> None:
        """A key went up."""

    def field(self) -> QWidget:
        """What gets the keyboard."""
        return self

    def hint_text(self, level: int) -> str:
        """The next hint; empty when there is none."""
        if self.asked is None:
            return ""
        kind = kind_of(self.asked.kind)
        return kind.hint(kind.parse(self.asked.spec), self.asked.prompt, level)

    def show_hint(self, text: str) -> None:
        """Show a hint; a view without a place for it shows none."""

    def wants(self, name: str) -> bool:
        """Whether a key is meant for the view although a field has the keyboard."""
        del name
        return False

    def show_part(self) -> bool:
        """Show a part of the answer and go on; False where the answer has no parts."""
        return False

    def can_show(self) -> bool:
        """Whether the answer may be asked for instead of given."""
        return False

    def shown_given(self) -> dict[str, object]:
        """What is given when the answer was asked for."""
        return {"shown": True}

    def hinted(self) -> Keyed | None:
        """The key that asks for a hint, if it is shown."""
        return None

    def shown(self) -> Keyed | None:
        """The key that asks for the answer, if it is shown."""
        return None

    def leave(self) -> None:
        """The view goes out of sight: what sounds falls silent."""
