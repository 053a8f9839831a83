"""Focus stands where pictures 02a to 02d have it: named boxes within 4 px at 1280×820."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import MINUTE, SECOND, ManualClock
from spindle.features.focus.feature import FOCUS
from spindle.features.focus.page import FocusPage
from spindle.features.focus.page.bar import Bar
from spindle.features.focus.page.face import Face
from spindle.features.focus.page.plan_row import PlanRow
from spindle.features.focus.page.rating import ErrorLine
from spindle.features.focus.plan import PlanName
from spindle.features.focus.settings import PUSHES
from spindle.ui.mark import Mark
from spindle.ui.value_scale import RatingKeys, ValueScale
from tests.helpers.fakes import FakeApp, make_app

if TYPE_CHECKING:
    from spindle.features.focus.running import RunningFocus

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("decision-28"),
]

NEAR = 4
RAIL = 200
LEMMA = "Prove Lemma 4 when the graph is not connected"
Box = tuple[int | None, int | None, int | None, int | None]


class Sheet:
    """The page with the picture's day in it: the third block of a wave, begun at 9:35."""

    def __init__(self, qtbot: QtBot, folder: Path, left: int = 0) -> None:
        clock = ManualClock(datetime(2026, 6, 11, 8, 45), "Europe/Berlin")
        self.app: FakeApp = make_app(folder, clock, features=[FOCUS])
        self.service: RunningFocus = self.app.services["focus"]
        self.page = FocusPage(self.app)
        qtbot.addWidget(self.page)
        self.left = left
        self.page.resize(1280 - left, 820)
        self.page.show()
        self.page.entered()
        QApplication.processEvents()

    def third_block(self) -> None:
        self.app.settings.set(PUSHES, True)
        title = f"{LEMMA} #Graph theory, chapter 4"
        self.service.start(title, plan=PlanName.WAVE, first=20 * MINUTE)
        for length in (20, 30):
            self.app.time.pass_(length * MINUTE)
            self.service.finish()
            self.service.back_to_work()
        self.app.time.pass_(10 * MINUTE)
        self.service.interrupted()
        self.app.time.pass_(16 * MINUTE + 18 * SECOND)
        self.page._tick()  # the drawing timer goes by the machine's time
        QApplication.processEvents()

    def words(self, text: str) -> QRect:
        """The box of a shown label or button."""
        return self._only(lambda one: text == getattr(one, "text", str)(), QLabel | QAbstractButton)

    def of(self, kind: type[QWidget]) -> QRect:
        """The box of the shown widget of a kind."""
        return self._only(lambda _: True, kind)

    def ring(self) -> QRect:
        """The square around the ring's circle."""
        [face] = [one for one in self.page.findChildren(Face) if one.isVisible()]
        radius = round(face._ring._radius)
        middle = self._box(face).center()
        return QRect(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)

    def _only(self, fits: Callable[[QWidget], bool], kinds: object) -> QRect:
        found = [
            one
            for one in self.page.findChildren(QWidget)
            if isinstance(one, kinds) and one.isVisible() and fits(one)  # type: ignore[arg-type]
        ]
        assert len(found) == 1, found
        return self._box(found[0])

    def _box(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.page, QPoint()) + QPoint(self.left, 0), widget.size())


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path) -> Iterator[Sheet]:
    made = Sheet(qtbot, tmp_path)
    yield made
    made.service.stop()


def stands(have: QRect, want: Box) -> bool:
    """Whether left, top, right and bottom are within 4 px; None is not asked."""
    edges = (have.x(), have.y(), have.x() + have.width(), have.y() + have.height())
    return all(w is None or abs(h - w) <= NEAR for h, w in zip(edges, want, strict=True))


def centred(have: QRect, x: int, y: int) -> bool:
    """Whether the middle is within 4 px."""
    return abs(have.center().x() - x) <= NEAR and abs(have.center().y() - y) <= NEAR


def test_a_running_block_stands_as_in_02a(sheet: Sheet) -> None:
    sheet.third_block()
    wrong = [
        name
        for name, have, want in (
            ("mark", sheet.of(Mark), (40, 34, None, 54)),
            ("ring", sheet.ring(), (418, 86, 862, 530)),
            ("shorter", sheet.words("−5 min"), (480, 764, 564, 800)),
            ("pause", sheet.words("Pause"), (572, 764, 708, 800)),
            ("longer", sheet.words("+5 min"), (716, 764, 800, 800)),
            ("bar", sheet.of(Bar), (0, 748, 1280, 820)),
        )
        if not stands(have, want)
    ]
    wrong += [
        words
        for words, x, y in (
            ("Push 3 of 4", 640, 231),
            ("left in this block", 640, 383),
            ("Ease in 1:42", 640, 407),
            (LEMMA, 640, 591),
            ("Graph theory, chapter 4", 640, 618),
            ("Block 3 of 4", 640, 722),
        )
        if not centred(sheet.words(words), x, y)
    ]
    plan = sheet.of(PlanRow)
    assert wrong == []
    assert abs(plan.top() - 646) <= NEAR + 2  # a lens has two px of air above it
    caption = sheet.words("Until 10:15, then walk 10 min")
    assert abs(caption.right() - 1240) <= NEAR
    assert abs(caption.center().y() - 40) <= NEAR
    assert abs(sheet.words("Interrupted 1").left() - 28) <= NEAR  # 12 px of the button are air
    assert abs(sheet.words("Leave view").right() - 1252) <= NEAR


def test_the_rating_stands_as_in_02b(sheet: Sheet) -> None:
    sheet.third_block()
    sheet.app.time.pass_(13 * MINUTE + 42 * SECOND)
    sheet.service.finish()
    sheet.service.rate(4)
    QApplication.processEvents()
    keys, scale, error = sheet.of(RatingKeys), sheet.of(ValueScale), sheet.of(ErrorLine)
    wrong = [
        name
        for name, have, want in (
            ("ring", sheet.ring(), (196, 230, 428, 462)),
            ("asks", sheet.words("How did it go?"), (540, 202, None, None)),
            ("keys", keys, (540, 388, 1100, 460)),
            ("scale", scale, (540, None, 1100, 388)),
            ("error", error, (540, 496, 1100, 554)),
            ("primary", sheet.words("Walk 10 minutes"), (540, 580, 719, 616)),
        )
        if not stands(have, want)
    ]
    assert wrong == []
    assert abs(sheet.words("One key. The first answer is the useful one.").center().y() - 250) <= 4
    assert centred(sheet.words("Block 3 of 4"), 312, 374)
    assert abs(sheet.words("Press another number to change it.").center().y() - 640) <= NEAR
    assert centred(sheet.words(LEMMA), 312, 532)
    assert centred(sheet.words("1 interruption"), 312, 574)


def test_the_break_stands_as_in_02c(sheet: Sheet) -> None:
    sheet.third_block()
    sheet.app.time.pass_(13 * MINUTE + 42 * SECOND)
    sheet.service.finish()
    sheet.service.take_break("Walk")
    sheet.app.time.pass_(3 * MINUTE + 12 * SECOND)
    QApplication.processEvents()
    assert stands(sheet.ring(), (418, 86, 862, 530))
    wrong = [
        words
        for words, x, y in (
            ("Break", 640, 231),
            ("Block 4 of 4, 20 min, at 10:25", 640, 383),
            ("Walk, and look at something far away", 640, 590),
            ("No screen until the tone. Spindle waits here.", 640, 620),
        )
        if not centred(sheet.words(words), x, y)
    ]
    assert wrong == []
    walk, rest = sheet.words("Walk"), sheet.words("Quiet rest")
    # A rest stands behind the four movements of the picture; the row is still in the middle.
    assert abs((walk.left() + rest.right()) // 2 - 640) <= NEAR
    assert stands(walk, (None, 664, None, 696))
    assert stands(sheet.words("Back to work"), (510, 764, 664, 800))
    assert abs(sheet.words("End here").left() - 671) <= NEAR
    assert stands(sheet.of(Bar), (0, 748, 1280, 820))


def test_the_start_stands_as_in_02d(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = Sheet(qtbot, tmp_path, RAIL)
    view = sheet.page._start
    wrong = [
        name
        for name, have, want in (
            ("name", sheet.words("Focus"), (240, 28, None, 52)),
            ("field", sheet._box(view.field), (240, 136, 960, 192)),
            ("tiles", sheet._box(view._tiles), (240, 284, 960, 408)),
            ("chips", sheet._box(view._chips), (240, 476, None, 516)),
            ("start", sheet.words("Start 10 minutes"), (240, 580, 420, 620)),
        )
        if not stands(have, want)
    ]
    assert wrong == []
    for words, y in (
        ("What will you have done by the end of this block?", 120),
        ("Plan", 264),
        ("First block", 456),
        ("[ shorter, ] longer. Break of 5 minutes after it.", 536),
    ):
        box = sheet.words(words)
        assert abs(box.left() - 240) <= NEAR, words
        assert abs(box.center().y() - y) <= NEAR, words
    sheet.service.stop()
