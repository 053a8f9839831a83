"""The check over the text, as in 03b: its place, its keys, what an answer looks like."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.features.listen.asking import Asked
from spindle.features.listen.page.check import CheckPopover
from spindle.features.listen.page.choice_tile import Shown
from spindle.features.listen.velocity.check import Check, CheckKind
from spindle.ui import theme
from tests.helpers.reading import hear, lane, listening, long_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NEAR = 4
CHOICES = ("thalamus", "hippocampus", "cerebellum", "amygdala")
LONG = "It was in the nature of the thing that a fragment of the day came back, and not the day."
GAP = Check(
    CheckKind.CLOZE, 3, CHOICES, 0, "On the rising edge of each slow wave, the ",
    " answers with a short burst.",
)  # fmt: skip
SENTENCES = Check(CheckKind.HEARD, 3, tuple(f"{LONG} {LONG} {n}" for n in range(4)), 2)
ALL = frozenset({"drill", "question"})


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """A check as the service asks it."""
    app, service = listening(tmp_path, long_text())
    service.play()
    while service.asked is None:
        hear(app, 10)
    app.data.close()
    return service.asked


class Screen:
    """A pane as large as the text's at 1280×820, with a check over it."""

    def __init__(
        self, qtbot: QtBot, size: tuple[int, int] = (848, 652), kinds: frozenset[str] = ALL
    ) -> None:
        self.pane = QWidget()
        self.check = CheckPopover(self.pane, kinds)
        self.said: list[object] = []
        self.check.answered.connect(self.said.append)
        self.check.skipped.connect(lambda: self.said.append("skipped"))
        self.check.went_on.connect(lambda: self.said.append("on"))
        self.check.handed.connect(self.said.append)
        qtbot.addWidget(self.pane)
        self.pane.resize(*size)
        self.pane.show()

    def show(self, asked: Asked, tip: QPoint | None = None) -> None:
        self.check.show_asked(asked, tip or QPoint(542, 393))
        QApplication.processEvents()

    def corner(self, widget: QWidget) -> QPointF:
        """In the window of the picture, whose pane begins at 432."""
        return QPointF(widget.mapTo(self.pane, QPoint(0, 0))) + QPointF(432, 0)

    def middle(self, widget: QWidget) -> QPointF:
        return self.corner(widget) + QPointF(widget.width() / 2, widget.height() / 2)


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot)


def near(measured: float, wanted: float) -> bool:
    return abs(measured - wanted) <= NEAR


def test_the_check_stands_as_in_03b(screen: Screen, asked: Asked) -> None:
    screen.show(replace(asked, check=GAP, number=9))
    check = screen.check

    assert near(screen.corner(check).x(), 552)
    assert near(screen.corner(check).y(), 393)
    assert near(check.width(), 498)
    assert near(check.height(), 638 - 393)
    assert near(screen.middle(check.number).y(), 429)
    assert near(screen.corner(check.number).x(), 574)
    assert check.number.text() == "Check 9"
    assert near(screen.corner(check.stem).y() + 14, 460)
    first, _, third, last = check.tiles
    assert near(screen.corner(first).x(), 574)
    assert near(screen.corner(first).y(), 514)
    assert near(first.width(), 224)
    assert near(first.height(), 48)
    assert near(screen.corner(third).y(), 570)
    assert near(screen.corner(last).x(), 806)
    [gap] = check.stem.gaps()
    assert near(gap.width(), 104)
    assert near(gap.x() + screen.corner(check.stem).x(), 903)


def test_a_gap_is_read_out_as_a_blank_and_is_as_long_for_any_word(
    screen: Screen, asked: Asked
) -> None:
    screen.show(replace(asked, check=GAP))
    assert screen.check.stem.accessibleName() == (
        "On the rising edge of each slow wave, the blank answers with a short burst."
    )
    [long] = screen.check.stem.gaps()
    short = replace(GAP, choices=("ab", "cd", "ef", "gh"))
    screen.show(replace(asked, check=short))

    assert [box.width() for box in screen.check.stem.gaps()] == [long.width()]


def test_number_keys_answer_and_s_skips(screen: Screen, asked: Asked) -> None:
    screen.show(replace(asked, check=GAP))
    keys = screen.check.keys()
    assert sorted(keys) == ["1", "2", "3", "4", "S"]
    keys["3"]()
    keys["S"]()
    QTest.mouseClick(screen.check.tiles[1], Qt.MouseButton.LeftButton)

    assert screen.said == [2, "skipped", 1]


def test_a_right_answer_is_a_dot_and_a_miss_a_cross_with_the_right_one_outlined(
    screen: Screen, asked: Asked
) -> None:
    screen.show(replace(asked, check=GAP, given=0))
    assert [tile.shown for tile in screen.check.tiles] == [Shown.RIGHT, *[Shown.OTHER] * 3]
    assert screen.check.said.text() == "right"
    assert sorted(screen.check.keys()) == ["Return", "Space"]

    screen.show(replace(asked, check=GAP, given=2))
    assert [tile.shown for tile in screen.check.tiles] == [
        Shown.MISSED, Shown.OTHER, Shown.WRONG, Shown.OTHER,
    ]  # fmt: skip
    assert screen.check.tiles[0].accessibleDescription() == "this one was right"
    assert screen.check.said.text() == "missed"
    QTest.mouseClick(screen.check.tiles[1], Qt.MouseButton.LeftButton)
    assert screen.said == []


def test_a_miss_becomes_a_drill_item_or_tonights_question_in_one_key(
    screen: Screen, asked: Asked
) -> None:
    screen.show(replace(asked, check=GAP, given=2))
    keys = screen.check.keys()
    for key in ("D", "Q", "Space"):
        keys[key]()

    assert screen.said == ["drill", "question", "on"]
    for hinted in (screen.check.drill, screen.check.question, screen.check.on):
        assert screen.corner(hinted).x() + hinted.width() <= screen.corner(screen.check).x() + 480


def test_nothing_is_offered_to_a_feature_that_is_not_there(qtbot: QtBot, asked: Asked) -> None:
    screen = Screen(qtbot, kinds=frozenset())
    screen.show(replace(asked, check=GAP, given=2))

    assert sorted(screen.check.keys()) == ["Return", "Space"]
    assert screen.check.drill.isHidden()


def test_sentences_to_choose_from_are_shown_whole(screen: Screen, asked: Asked) -> None:
    screen.show(replace(asked, check=SENTENCES), QPoint(300, 100))

    tops = [screen.corner(tile).y() for tile in screen.check.tiles]
    assert tops == sorted(tops)
    for tile in screen.check.tiles:
        assert tile.height() >= tile.heightForWidth(tile.width())
        assert screen.check.rect().contains(tile.mapTo(screen.check, tile.rect().bottomRight()))


@pytest.mark.parametrize("tip", [QPoint(10, 5), QPoint(840, 640), QPoint(300, 320)])
@pytest.mark.parametrize("check", [GAP, SENTENCES], ids=["gap", "sentences"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_check_stays_inside_wherever_its_sentence_ends(
    qtbot: QtBot, asked: Asked, tip: QPoint, check: Check, scale: float
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme(theme.palette("dark"), scale))
    try:
        screen = Screen(qtbot, (848, 652) if scale == 1 else (690, 500))
        screen.show(replace(asked, check=check), tip)
        assert screen.pane.rect().contains(screen.check.geometry())
    finally:
        theme.apply(app, theme.Theme(theme.palette("light")))


def test_what_fits_has_no_bar_and_hides_nothing(screen: Screen, asked: Asked) -> None:
    for words in range(20, 30):
        # Of many lengths, some take a line more on a place as narrow as a tile may be.
        long = tuple(f"{'words ' * words}{n}" for n in range(4))
        screen.show(replace(asked, check=replace(SENTENCES, choices=long)))
        inside, shown = screen.check.inside, screen.check.inside.visibleRegion().boundingRect()
        assert shown.height() == inside.height()


def test_what_either_answer_does_to_the_speed_is_said_where_the_trace_is_covered(
    screen: Screen, asked: Asked
) -> None:
    screen.check.tell_fork("right 204, wrong 179", 652)
    screen.show(replace(asked, check=SENTENCES))
    assert screen.check.said.text() == "paused while you answer"
    screen.check.tell_fork("right 204, wrong 179", screen.check.geometry().bottom() - 20)
    assert screen.check.said.text() == "right 204, wrong 179"
    screen.show(replace(asked, check=SENTENCES, given=SENTENCES.answer))
    assert screen.check.said.text() == "right"


def test_the_check_goes_when_nothing_is_asked(screen: Screen, asked: Asked) -> None:
    screen.show(asked)
    screen.check.show_asked(None, QPoint())

    assert screen.check.isHidden()
    assert screen.check.keys() == {}


def test_a_miss_is_heard_again_more_slowly_and_a_right_answer_is_not(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    while service.asked is None:
        hear(app, 10)
    asked = service.asked
    before = lane(app).ratio
    service.answer((asked.check.answer + 1) % 4)
    service.toggle()

    assert service.spot.line is not None
    assert service.spot.line.place == asked.place
    assert lane(app).ratio < before
