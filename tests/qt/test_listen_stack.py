"""A long chapter on the page: what is seen first, the rest when that is painted, nothing moves."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.features.listen.page.stack import Look, Stack
from spindle.features.listen.page.text_pane import Lit, TextPane
from spindle.features.listen.script import Script
from spindle.features.listen.text.model import Block, Kind
from spindle.features.listen.text.skip import DEFAULT
from spindle.ui.scroll import Scroll

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LOOK = Look(family="", language="en", size=20, spacing=165, width=592, scale=1.0)
SENTENCES = (
    "Slow waves sweep across the cortex about once a second. ",
    "The thalamus answers with a short burst of some twelve hertz, and so on, until the morning. ",
)
CHINESE = "夜晚并不是工作的中断。深度睡眠中，慢波大约每秒一次扫过皮层。"


def chapter(count: int = 170) -> tuple[Block, ...]:
    heading = Block(kind=Kind.HEADING, text="One", level=1)
    texts = (SENTENCES[n % 2] * (2 + n % 5) for n in range(count))
    return (heading, *(Block(kind=Kind.PARAGRAPH, text=text) for text in texts))


class Page:
    """A pane in its scroll area."""

    def __init__(self, qtbot: QtBot) -> None:
        self.pane = TextPane()
        self.area = Scroll(self.pane)
        qtbot.addWidget(self.area)
        self.area.resize(840, 600)
        self.area.show()
        QApplication.processEvents()

    def laid_out(self, blocks: int) -> bool:
        return len(self.pane._stack.laid) >= blocks


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


@pytest.mark.parametrize("text", [None, CHINESE * 3], ids=["english", "chinese"])
def test_the_height_that_is_reckoned_is_about_the_one_that_it_gets(
    qapp: QApplication, text: str | None
) -> None:
    del qapp
    blocks = chapter()
    if text is not None:
        blocks = tuple(Block(kind=Kind.PARAGRAPH, text=text) for _ in blocks)
    stack = Stack(blocks, LOOK)
    stack.down_to(800)
    reckoned = stack.height
    assert not stack.whole
    stack.through(len(blocks))
    assert stack.whole
    assert reckoned == pytest.approx(stack.height, rel=0.15)


def test_pieces_lead_to_what_all_at_once_leads_to(qapp: QApplication) -> None:
    del qapp
    whole, pieces = Stack(chapter(), LOOK), Stack(chapter(), LOOK)
    whole.through(10_000)
    turns = 0
    while not pieces.whole:
        pieces.more()
        turns += 1
    assert turns > 4
    assert [each.top for each in pieces.laid] == [each.top for each in whole.laid]
    assert pieces.height == whole.height


def test_another_chapter_is_laid_out_no_further_than_it_is_seen_before_it_is_painted(
    page: Page, qtbot: QtBot
) -> None:
    script = Script.of(0, chapter())
    page.pane.show_script(script, DEFAULT)
    page.pane.light(Lit(line=script.lines[0]))
    assert page.pane.line_boxes(script.lines[0])
    assert not page.laid_out(40)
    page.pane.repaint()
    assert not page.laid_out(40)
    qtbot.waitUntil(lambda: page.laid_out(len(script.blocks)))
    qtbot.waitUntil(lambda: page.pane.height() == page.pane.sizeHint().height())
    assert page.pane.height() == round(page.pane._stack.height)


def test_a_sentence_deep_in_a_chapter_is_where_it_stays(page: Page, qtbot: QtBot) -> None:
    script = Script.of(0, chapter())
    line = script.lines[len(script.lines) * 3 // 4]
    page.pane.show_script(script, DEFAULT)
    [first, *_] = page.pane.line_boxes(line)
    bar = page.area.verticalScrollBar()
    wanted = round(first.top()) - 180
    bar.setValue(wanted)
    assert bar.value() == wanted, "the text below it has its room"
    qtbot.waitUntil(lambda: page.laid_out(len(script.blocks)))
    QApplication.processEvents()
    assert page.pane.line_boxes(line)[0] == first
    assert bar.value() == wanted


def test_the_last_sentence_can_be_scrolled_to_at_once(page: Page) -> None:
    script = Script.of(0, chapter())
    page.pane.show_script(script, DEFAULT)
    [*_, last] = page.pane.line_boxes(script.lines[-1])
    bar = page.area.verticalScrollBar()
    bar.setValue(10_000_000)
    assert bar.value() + page.area.viewport().height() >= last.bottom()
    assert page.laid_out(len(script.blocks))


def test_a_bar_that_is_dragged_down_at_once_shows_text(page: Page, qtbot: QtBot) -> None:
    script = Script.of(0, chapter())
    page.pane.show_script(script, DEFAULT)
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.pane.repaint()
    seen = page.pane.visibleRegion().boundingRect().bottom()
    stack = page.pane._stack
    assert stack.whole or stack.laid[-1].top + stack.laid[-1].height >= seen
    qtbot.waitUntil(lambda: page.laid_out(len(script.blocks)))
    QApplication.processEvents()
    assert bar.maximum() == page.pane.height() - page.area.viewport().height()
