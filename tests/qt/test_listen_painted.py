"""What is painted into a text that is read, looked for in its picture and not in a state."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.features.listen.page.page import ListenPage
from spindle.features.listen.page.text_pane import Lit, TextPane
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind, Span
from spindle.features.listen.text.skip import DEFAULT
from spindle.ui import theme
from tests.helpers.fakes import FakeApp
from tests.helpers.ink import colours, others, picture, points, share
from tests.helpers.reading import hear, listening, long_text

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService
    from spindle.ui.theme import Palette

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MONO = "DejaVu Sans Mono"


class Desk:
    """The page with a long text, a keyboard and a voice."""

    def __init__(self, qtbot: QtBot, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.page = ListenPage(app)
        qtbot.addWidget(self.page)
        self.page.resize(1080, 820)
        self.page.show()
        self.page.entered()
        QApplication.processEvents()
        self.pane = self.page.reading.pane

    @property
    def line(self) -> Line:
        """The sentence that is heard."""
        line = self.service.spot.line
        assert line is not None
        return line

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keyClick(self.page, getattr(Qt.Key, f"Key_{key}"))
            QApplication.processEvents()

    def hear(self, seconds: float) -> None:
        hear(self.app, seconds)
        QApplication.processEvents()

    def hear_until_sentence(self, number: int) -> None:
        """Listen until two words of a sentence of the chapter were heard."""
        for _ in range(400):
            self.hear(0.25)
            word = self.service.spot.word
            if self.line.number == number and word.start > self.line.span.start + 5:
                return
        raise AssertionError("the sentence never came")

    def sentence(self, number: int) -> Line:
        script = self.service.script
        assert script is not None
        return script.lines[number]


@pytest.fixture(autouse=True)
def palette(qapp: QApplication) -> Iterator["Palette"]:
    """The colours of day; what scrolls is there at once."""
    before = theme.application_theme()
    theme.apply(qapp, theme.Theme(before.palette, reduced_motion=True))
    yield before.palette
    theme.apply(qapp, before)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    app, _ = listening(tmp_path, long_text())
    yield Desk(qtbot, app)
    app.data.close()


def pane_of(qtbot: QtBot, *blocks: Block) -> tuple[TextPane, Script]:
    """A pane in letters of one width, with a chapter of its own."""
    pane = TextPane()
    qtbot.addWidget(pane)
    pane.resize(980, 600)
    pane.set_look(20, 165, 592, MONO)
    script = Script.of(0, blocks, "en", DEFAULT)
    pane.show_script(script, DEFAULT)
    pane.resize(980, round(pane.sizeHint().height()))
    return pane, script


def paragraph(text: str, *marks: Mark) -> Block:
    return Block(kind=Kind.PARAGRAPH, text=text, marks=marks)


def underlined(image: QImage, box: QRectF, palette: "Palette") -> float:
    """The part of a word's width that has the colour of the pen below it."""
    low = QRectF(box.left(), box.top() + 0.7 * box.height(), box.width(), 0.3 * box.height())
    return len({x for x, _ in points(image, low, palette.pen)}) / box.width()


@pytest.mark.requirement("reader-8")
@pytest.mark.requirement("reader-row-12")
def test_the_word_that_is_heard_is_underlined_and_no_other(desk: Desk, palette: "Palette") -> None:
    desk.press("Space")
    for number in (1, 2):
        desk.hear_until_sentence(number)
        image = picture(desk.pane)
        [word] = desk.pane.word_boxes()
        everywhere = points(image, image.rect(), palette.pen)

        assert underlined(image, word, palette) > 0.9
        around = word.adjusted(-2, 0, 2, 4)
        assert [at for at in everywhere if not around.contains(*at)] == [], "one word, no other"


@pytest.mark.requirement("reader-8")
@pytest.mark.requirement("reader-row-13")
def test_the_sentence_that_is_heard_is_tinted_and_no_other(desk: Desk, palette: "Palette") -> None:
    desk.press("Space")
    for number in (1, 2):
        desk.hear_until_sentence(number)
        image = picture(desk.pane)
        tinted = desk.pane.line_boxes(desk.sentence(number))
        others = [
            box
            for other in (number - 1, number + 1)
            for box in desk.pane.line_boxes(desk.sentence(other))
        ]

        assert all(share(image, box, palette.listen_tint) > 0.5 for box in tinted)
        # A line of the page can hold the end of one sentence and the start of the next.
        assert all(share(image, box.adjusted(3, 3, -3, -3), palette.listen_tint) == 0
                   for box in others)  # fmt: skip


def readable(image: QImage, box: QRectF, palette: "Palette") -> bool:
    """Whether anything but the ground and a plain bar stands where words are."""
    inside = box.adjusted(1, 1, -1, -1)
    return not colours(image, inside) <= {palette.paper.rgb(), palette.wash.rgb()}


def test_while_a_check_is_open_no_word_since_the_last_one_can_be_read(
    desk: Desk, palette: "Palette"
) -> None:
    desk.press("Space")
    for _ in range(400):
        if desk.service.asked is not None:
            break
        desk.hear(1)
    asked, script = desk.service.asked, desk.service.script
    assert asked is not None
    assert script is not None
    hidden = script.lines[asked.since.number : asked.until.number + 1]
    assert asked.line in hidden
    boxes = [box for line in hidden for box in desk.pane.line_boxes(line)]
    before = [box for line in script.lines[: asked.since.number]
              for box in desk.pane.line_boxes(line)]  # fmt: skip
    veiled = picture(desk.pane)

    assert not any(readable(veiled, box, palette) for box in boxes), "bars, and no letter"
    for box in boxes:
        middle = QRectF(box.left() + 1, box.center().y() - 8, box.width() - 2, 16)
        assert share(veiled, middle, palette.wash) == 1.0
    assert all(readable(veiled, box, palette) for box in before if box.width() > 20)

    assert desk.pane.accessibleDescription() == "", "nor be heard from a screen reader"

    desk.press(str(asked.check.answer + 1))
    unveiled = picture(desk.pane)
    assert desk.pane.accessibleDescription() == script.written(asked.line)
    assert all(readable(unveiled, box, palette) for box in boxes if box.width() > 20)


TAKEN = "One comes first. A *tiger* sat there (Smith, 2019) and slept. Then it ended."
GIVEN = "One comes first. A *horse* ate grass (Jones, 1874) and drank. Then it ended."
"""As long as each other, word for word."""


def test_two_sentences_of_one_shape_look_the_same_under_the_veil(qtbot: QtBot) -> None:
    veiled, bare = [], []
    for text in (TAKEN, GIVEN):
        start, end = text.index("*"), text.rindex("*") - 1
        mark = Mark(MarkKind.EMPHASIS, start, end)
        pane, script = pane_of(qtbot, paragraph(text.replace("*", ""), mark))
        asked = script.lines[1]
        pane.light(Lit(line=asked, veil=(asked, asked), note="check 1"))
        veiled.append(picture(pane))
        pane.light(Lit(line=asked))
        bare.append(picture(pane))

    assert bare[0] != bare[1], "they are two sentences"
    assert veiled[0] == veiled[1]


def test_the_veil_covers_paragraphs_between_its_two_sentences_and_nothing_beyond(
    qtbot: QtBot, palette: "Palette"
) -> None:
    pane, script = pane_of(
        qtbot,
        *(paragraph(f"{name} begins. {name} ends.") for name in ("One", "Two", "Three")),
    )
    pane.light(Lit(line=script.lines[4], veil=(script.lines[1], script.lines[4])))
    image = picture(pane)

    seen = [readable(image, box, palette) for line in script.lines for box in pane.line_boxes(line)]
    assert seen == [True, False, False, False, False, True]


def mark_beside(desk: Desk, image: QImage, line: Line, palette: "Palette") -> int:
    """How many points of a mark stand in the margin left of a sentence's first line."""
    first = desk.pane.line_boxes(line)[0]
    left = QRectF(desk.pane.left - 30, first.top(), 26, first.height())
    return len(others(image, left, palette.paper))


def test_what_is_kept_has_a_mark_in_the_margin_beside_it(desk: Desk, palette: "Palette") -> None:
    margin = QRectF(0, 0, desk.pane.left - 3, desk.pane.height())
    assert colours(picture(desk.pane), margin) == {palette.paper.rgb()}
    desk.press("Space")
    desk.hear_until_sentence(4)
    desk.press("Space")
    kept = desk.line
    before = mark_beside(desk, picture(desk.pane), kept, palette)
    desk.press("K")
    [mark] = desk.service.kept
    image = picture(desk.pane)
    first = desk.pane.boxes(mark.place.block, Span(mark.place.offset, mark.place.offset + 1))[0]
    square = QRectF(desk.pane.left - 30, first.top(), 26, first.height())

    assert mark.place == kept.place
    assert before == 0
    assert mark_beside(desk, image, kept, palette) >= 28, "the outline of a small square"
    above, below = square.top(), square.bottom()
    for rest in (QRectF(0, 0, margin.width(), above),
                 QRectF(0, below + 1, margin.width(), margin.height())):  # fmt: skip
        assert others(image, rest, palette.paper) == []
    QTest.keyClick(desk.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert mark_beside(desk, picture(desk.pane), kept, palette) == 0


def test_the_check_that_comes_stands_in_the_margin_beside_its_sentence(
    desk: Desk, palette: "Palette"
) -> None:
    right = desk.pane.left + 592 + 30

    def margin() -> list[tuple[int, int]]:
        image = picture(desk.pane)
        beyond = QRectF(right, 0, desk.pane.width() - right, desk.pane.height())
        return others(image, beyond, palette.paper)

    desk.press("Space")
    desk.hear(3)
    assert margin() == [], "no check is near"
    for _ in range(400):
        desk.hear(0.5)
        if desk.service.ahead:
            break
    assert desk.service.ahead == 1
    inked = margin()
    last = desk.pane.line_boxes(desk.line)[-1]

    assert sum(x < right + 30 for x, _ in inked) > 15, "a ring"
    assert sum(x >= right + 30 for x, _ in inked) > 40, "and words beside it"
    assert all(last.top() <= y <= last.bottom() for _, y in inked)


def test_the_margin_says_which_check_it_is(qtbot: QtBot) -> None:
    pane, script = pane_of(qtbot, paragraph("One begins. One ends."))
    seen = []
    for note in ("", "check 1", "check 2"):
        pane.light(Lit(line=script.lines[0], note=note))
        seen.append(picture(pane))

    assert seen[0] != seen[1] != seen[2] != seen[0]
