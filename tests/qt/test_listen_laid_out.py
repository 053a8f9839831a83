"""Text of every script laid out: where a stretch stands, and what stands at a point."""

import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.features.listen.page.laid_out import LaidOut, runs_leftwards
from spindle.features.listen.page.stack import Look, Stack
from spindle.features.listen.page.text_pane import Lit, TextPane
from spindle.features.listen.script import Script
from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind, Span
from spindle.features.listen.text.skip import DEFAULT
from spindle.features.listen.text.tokens import tokens
from spindle.ui import fonts, theme
from spindle.ui.paint import painter_on
from tests.helpers.ink import others

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.qt_log_ignore("OpenType support missing"),
]

ENGLISH = "During the day the hippocampus keeps a rough sketch of what happened. It is quick. " * 2
HEBREW = "הלילה איננו הפסקה. בשינה עמוקה גלים איטיים חוצים את קליפת המוח כפעם בשנייה. " * 2
ARABIC = "الليل ليس توقفا عن العمل. في النوم العميق تعبر موجات بطيئة القشرة نحو مرة. " * 2
CHINESE = "夜晚并不是工作的中断。深度睡眠中，慢波大约每秒一次扫过皮层，丘脑则以短促的爆发回应。" * 2
EMOJI = "A walk 🌙 through a new 👩🏽‍🚀 town, 𝔞 list of verbs 🎼 and the fingering of a scale. " * 2
MIXED = "בשנת 1995 יצא EPUB 3.14 לאור, and then English again. "
ALL = {
    "english": ENGLISH,
    "hebrew": HEBREW,
    "arabic": ARABIC,
    "chinese": CHINESE,
    "emoji": EMOJI,
    "mixed": MIXED,
}
WIDE = 420.0


def laid_out(text: str, *, width: float = WIDE, scale: float = 1.0) -> LaidOut:
    size = round(20 * scale)
    face: QFont = fonts.sized("reading", size)
    block = Block(kind=Kind.PARAGRAPH, text=text)
    found = LaidOut(block, face, round(size * 1.65), width, 0.0)
    found.top = 14.0
    return found


@pytest.mark.requirement("reader-9")
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_a_click_in_the_middle_of_a_word_finds_that_word(
    qapp: QApplication, text: str, scale: float
) -> None:
    del qapp
    laid = laid_out(text, scale=scale)
    for span in tokens(text):
        boxes = laid.boxes(span)
        assert boxes, text[slice(*span)]
        for box in boxes:
            at = laid.at(box.center().x(), box.center().y())
            assert span.start <= at <= span.end, text[slice(*span)]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_nothing_stands_outside_of_the_column(qapp: QApplication, text: str, scale: float) -> None:
    del qapp
    laid = laid_out(text, scale=scale)
    lines = round(laid.height / laid.line)
    boxes = laid.boxes(Span(0, len(text)))
    assert lines > 1 or text is MIXED
    assert len({box.top() for box in boxes}) == lines
    for box in boxes:
        assert box.left() >= -1
        assert box.right() <= WIDE + 12 * scale, "but for a blank at the end"


@pytest.mark.parametrize("text", [HEBREW, ARABIC], ids=["hebrew", "arabic"])
def test_what_runs_leftwards_begins_at_the_right(qapp: QApplication, text: str) -> None:
    del qapp
    laid = laid_out(text)
    first, second, *_ = [laid.boxes(span)[0] for span in tokens(text)]

    assert laid.leftwards
    assert first.right() == pytest.approx(WIDE, abs=2)
    assert second.right() <= first.left() + 1


def test_chinese_breaks_without_blanks_and_each_sign_stands_alone(qapp: QApplication) -> None:
    del qapp
    laid = laid_out(CHINESE)
    signs = [laid.boxes(span) for span in tokens(CHINESE)]

    assert laid.height >= 3 * laid.line
    assert all(len(boxes) == 1 for boxes in signs)
    assert all(10 <= boxes[0].width() <= 30 for boxes in signs)


@pytest.mark.requirement("reader-9")
def test_signs_beyond_the_basic_plane_shift_nothing_behind_them(qapp: QApplication) -> None:
    del qapp
    text = "🌙🌙 moon and more"
    laid = laid_out(text)
    word = text.index("moon")
    [box] = laid.boxes(Span(word, word + 4))
    [behind] = laid.boxes(Span(word + 4, len(text)))
    [before] = laid.boxes(Span(0, word))

    assert before.right() == pytest.approx(box.left(), abs=0.5)
    assert behind.left() == pytest.approx(box.right(), abs=0.5)
    assert laid.at(box.left() + 0.5, box.center().y()) == word
    assert laid.at(WIDE * 2, 20) == len(text)
    for x in range(0, round(WIDE), 3):
        assert 0 <= laid.at(x, 20) <= len(text)


def drawn(laid: LaidOut, hidden: Span | None) -> QImage:
    """The text on white, with or without a stretch of it."""
    image = QImage(round(WIDE) + 40, round(laid.top + laid.height) + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with painter_on(image) as painter:
        painter.setPen(QColor("black"))
        if hidden is None:
            laid.draw(painter, ())
        else:
            laid.draw_without(painter, hidden)
    return image


@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_without_a_stretch_the_rest_stands_as_it_stood(qapp: QApplication, text: str) -> None:
    del qapp
    laid = laid_out(text)
    words = list(tokens(text))
    hidden = Span(words[len(words) // 3].start, words[2 * len(words) // 3].end)
    whole, rest = drawn(laid, None), drawn(laid, hidden)
    for box in laid.boxes(hidden):
        inside = box.adjusted(1, 1, -1, -1)
        assert others(whole, inside, QColor("white")), "words stand there"
        assert others(rest, inside, QColor("white")) == []
    with painter_on(whole) as one, painter_on(rest) as other:
        for box in laid.boxes(hidden):
            for painter in (one, other):
                painter.fillRect(box.adjusted(-3, -3, 3, 3), QColor("white"))
    assert whole == rest


def test_a_stretch_of_both_directions_is_boxed_where_its_words_really_are(
    qapp: QApplication,
) -> None:
    del qapp
    laid = laid_out(MIXED, width=900)
    latin = MIXED.index("EPUB")
    hebrew = MIXED.index("יצא")
    [word] = laid.boxes(Span(latin, latin + 4))
    [before] = laid.boxes(Span(hebrew, hebrew + 3))
    both = laid.boxes(Span(hebrew, latin + 4))

    assert word.right() <= before.left() + 1, "Hebrew first, from the right"
    assert word.width() == pytest.approx(before.width(), rel=1.2)
    assert min(box.left() for box in both) == pytest.approx(word.left(), abs=0.5)
    assert max(box.right() for box in both) == pytest.approx(before.right(), abs=0.5)


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [("", False), ("42 שלום", True), ("EPUB שלום", False), ("(…) نوم", True), ("夜", False)],
)
def test_the_first_strong_letter_decides_the_direction(text: str, *, leftwards: bool) -> None:
    assert runs_leftwards(text) is leftwards


def test_emphasis_behind_an_emoji_is_where_it_was_written(qapp: QApplication) -> None:
    del qapp
    text = "🌙 so it is"
    mark = Mark(MarkKind.EMPHASIS, 2, 4)
    block = Block(kind=Kind.PARAGRAPH, text=text, marks=(mark,))
    laid = LaidOut(block, fonts.sized("reading", 20), 33, WIDE, 0.0)
    [range_] = laid._layout.formats()

    assert (range_.start, range_.length) == (3, 2)


@pytest.mark.parametrize(
    ("text", "at_right"), [(HEBREW, True), (ARABIC, True), (ENGLISH, False), (CHINESE, False)]
)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_edge_of_the_sentence_stands_where_it_begins(
    qtbot: QtBot, qapp: QApplication, text: str, *, at_right: bool, scale: float
) -> None:
    before = theme.application_theme()
    theme.apply(qapp, theme.Theme(before.palette, text_scale=scale, reduced_motion=True))
    try:
        pane = TextPane()
        qtbot.addWidget(pane)
        pane.resize(720, 600)
        block = Block(kind=Kind.PARAGRAPH, text=text)
        script = Script.of(0, (block,), "en", DEFAULT)
        pane.show_script(script, DEFAULT)
        line = script.lines[0]
        pane.light(Lit(line=line))
        image = QImage(pane.size(), QImage.Format.Format_RGB32)
        image.fill(before.palette.paper)
        pane.render(image)
        box = pane.line_boxes(line)[-1]
        y = round(box.bottom()) - 3
        edge, other = (box.right(), box.left()) if at_right else (box.left(), box.right())
        assert is_edge(image, edge, y)
        assert not is_edge(image, other, y)
    finally:
        theme.apply(qapp, before)


def is_edge(image: QImage, x: float, y: int) -> bool:
    """Whether the colour of the edge stands near a place."""
    colour = theme.application_theme().palette.listen.rgb()
    return any(
        image.pixel(column, y) == colour
        for column in range(max(0, round(x) - 3), min(image.width(), round(x) + 4))
    )


def item(text: str, label: str, *, level: int = 1) -> LaidOut:
    block = Block(kind=Kind.ITEM, text=text, level=level, label=label)
    look = Look(family="", language="en", size=20, spacing=165, width=WIDE, scale=1.0)
    stack = Stack((block,), look)
    stack.more()
    [laid] = stack.laid
    laid.top = 0.0
    return laid


def label_of(laid: LaidOut) -> list[int]:
    """The columns in which the label of an item has ink, from 100 px before the text."""
    picture = QImage(round(WIDE) + 200, round(laid.height), QImage.Format.Format_ARGB32)
    picture.fill(QColor("white"))
    with painter_on(picture) as painter:
        painter.translate(100, 0)
        painter.setPen(QColor("black"))
        laid.draw_label(painter)
    white = QColor("white")
    return [
        x - 100
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != white for y in range(picture.height()))
    ]


@pytest.mark.parametrize(
    ("label", "drawn"), [("•", "•"), ("-", "•"), ("*", "•"), ("3.", "3."), ("a)", "a)")]
)
def test_before_an_item_stands_its_label_and_no_part_of_its_text(
    qapp: QApplication, label: str, drawn: str
) -> None:
    del qapp
    laid = item(ENGLISH, label, level=2)
    assert laid.label == drawn
    ink = label_of(laid)
    assert 0 < min(ink) <= max(ink) < 48
    assert laid.block.text == ENGLISH
    [first, *_] = laid.boxes(Span(0, 6))
    assert first.left() == pytest.approx(48, abs=1)
    assert laid.at(first.left() + 1, 5) == 0


def test_what_goes_on_in_an_item_has_no_label_of_its_own(qapp: QApplication) -> None:
    del qapp
    assert label_of(item(ENGLISH, "")) == []


def test_the_label_of_what_runs_leftwards_stands_at_its_right(qapp: QApplication) -> None:
    del qapp
    laid = item(HEBREW, "•")
    ink = label_of(laid)
    ends = max(box.right() for box in laid.boxes(Span(0, len(HEBREW))))
    assert ends <= WIDE - 24 + 1
    assert ends < min(ink) <= max(ink) < WIDE


@pytest.mark.parametrize("inline", [True, False])
def test_letters_of_code_are_equally_wide_and_what_stands_behind_is_where_it_was(
    qapp: QApplication, *, inline: bool
) -> None:
    del qapp
    text = "iiii mmmm are wide and so on"
    marks = (Mark(MarkKind.CODE, 0, 9),) if inline else ()
    block = Block(kind=Kind.PARAGRAPH if inline else Kind.CODE, text=text, marks=marks)
    look = Look(family="", language="en", size=20, spacing=165, width=WIDE, scale=1.0)
    stack = Stack((block,), look)
    stack.more()
    [laid] = stack.laid
    narrow, wide = (laid.boxes(Span(*each))[0] for each in ((0, 4), (5, 9)))
    assert narrow.width() == pytest.approx(wide.width(), abs=0.5)
    for span in tokens(text):
        [box] = laid.boxes(span)
        middle = box.center()
        assert span.start <= laid.at(middle.x(), middle.y()) <= span.end
