"""The components beside their picture, 09: each as large as it is drawn there, within 4 px."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from spindle.ui import glyphs
from spindle.ui.buttons import Button, KeyHint, Kind
from spindle.ui.field import Field
from spindle.ui.focus_ring import FocusRing
from spindle.ui.paint import dot, hollow_lens, painter_on, wave
from spindle.ui.segments import Segments
from spindle.ui.slider import Slider
from spindle.ui.spin import SpinField
from spindle.ui.switch import Switch
from spindle.ui.theme import Theme, apply, palette, theme_of

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)"),
    pytest.mark.requirement("decision-28"),
]

NEAR: Final = 4
SHEET: Final = (640, 820)


class Box(NamedTuple):
    """A place in the left half of the picture; the right half is the same in dark."""

    x: int
    y: int
    width: int
    height: int


def near(have: QRect, want: Box) -> bool:
    """Whether all four sides lie within 4 px."""
    box = (have.x(), have.y(), have.width(), have.height())
    return all(abs(h - w) <= NEAR for h, w in zip(box, want, strict=True))


@pytest.fixture(params=["light", "dark"])
def sheet(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """An empty half of the picture, in each of its two palettes."""
    apply(qapp, Theme(palette(request.param)))
    page = QWidget()
    page.resize(*SHEET)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    apply(qapp, Theme(palette("light")))


def put(widget: QWidget, sheet: QWidget, at: Box, *, as_drawn: bool = False) -> QWidget:
    """Lay a control where the picture has it, in its own size unless the width is an example."""
    widget.setParent(sheet)
    size = widget.sizeHint()
    if as_drawn:
        size.setWidth(at.width)
    if isinstance(widget, Field):
        size.setHeight(widget.height())
    widget.setGeometry(QRect(QPoint(at.x, at.y + (at.height - size.height()) // 2), size))
    widget.show()
    QApplication.processEvents()
    return widget


def drawn(sheet: QWidget, within: Box) -> QRect:
    """The box of all that differs from the paper within a part of the sheet."""
    image: QImage = sheet.grab(QRect(*within)).toImage()
    paper = theme_of(sheet).palette.paper.rgb()
    marks = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) != paper
    ]
    xs, ys = [x for x, _ in marks], [y for _, y in marks]
    left, top = min(xs), min(ys)
    return QRect(within.x + left, within.y + top, max(xs) - left + 1, max(ys) - top + 1)


def around(box: Box, by: int = 10) -> Box:
    """A box with some paper about it."""
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


@pytest.mark.parametrize(("kind", "y"), [("primary", 62), ("secondary", 110), ("quiet", 158)])
def test_a_button_and_its_ring(sheet: QWidget, kind: Kind, y: int) -> None:
    at = Box(421, y, 84, 36)
    button = put(Button(kind, "Start"), sheet, at, as_drawn=True)
    assert near(button.geometry(), at)

    button.setFocus(Qt.FocusReason.TabFocusReason)

    (ring,) = sheet.findChildren(FocusRing)
    assert near(ring.geometry(), Box(417, y - 4, 92, 44))
    assert near(drawn(sheet, around(at)), Box(417, y - 4, 92, 44))


@pytest.mark.parametrize(
    ("make", "at"),
    [
        (Switch, Box(136, 291, 40, 22)),
        (lambda: Segments(("Tone", "Both", "Quiet")), Box(136, 330, 179, 32)),
        (lambda: SpinField(20, 99, unit="min"), Box(325, 330, 114, 32)),
        (lambda: KeyHint("Space"), Box(136, 747, 45, 18)),
        (lambda: KeyHint("Ctrl K"), Box(191, 747, 41, 18)),
    ],
    ids=["switch", "segments", "spin", "Space", "Ctrl K"],
)
def test_a_control_that_knows_its_size(
    sheet: QWidget, make: Callable[[], QWidget], at: Box
) -> None:
    assert near(put(make(), sheet, at).geometry(), at)
    assert near(drawn(sheet, around(at)), at)


def test_a_field_at_rest_and_with_the_pen(sheet: QWidget) -> None:
    rest, written = Box(136, 228, 180, 40), Box(326, 228, 180, 40)
    first = put(Field(), sheet, rest, as_drawn=True)
    second = put(Field(), sheet, written, as_drawn=True)
    assert isinstance(second, Field)
    second.setText("Lemma 4")
    second.setFocus()

    assert near(first.geometry(), rest)
    assert near(second.geometry(), written)
    pen = theme_of(sheet).palette.pen.rgb()
    image = sheet.grab(QRect(*written)).toImage()
    marked = [x for x in range(written.width) if image.pixel(x, 20) == pen]
    assert abs(written.x + marked[0] - 401) <= NEAR
    assert len(marked) == 2


def test_the_knob_of_a_level(sheet: QWidget) -> None:
    slider = Slider(0, 100)
    slider.set_value(60)
    put(slider, sheet, Box(288, 286, 210, 32))

    image = slider.grab().toImage()
    ink = theme_of(sheet).palette.ink.rgb()
    columns = [sum(image.pixel(x, y) == ink for y in range(32)) for x in range(132)]
    assert columns[4] == 2
    assert abs(max(columns) - 13) <= 1
    assert abs(columns.index(max(columns)) - 0.6 * 132) <= NEAR


class Marks(QWidget):
    """The four marks of a session, as the strip draws them."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = theme_of(self).palette
        with painter_on(self) as painter:
            for x in (136, 252, 484):
                hollow_lens(painter, x, 664, 84, 20, colours.rule)
            hollow_lens(painter, 368, 664, 84, 16, colours.rule)
            wave(painter, "focus", 252, 664, 84, 20, colours.focus, until=0.55)
            dot(painter, 298, 664, colours)
            wave(painter, "focus", 368, 664, 84, 22, colours.focus)
            wave(painter, "focus", 484, 664, 84, 10, colours.focus)


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (Box(136, 644, 84, 41), "planned"),
        (Box(252, 644, 84, 41), "running"),
        (Box(368, 642, 84, 44), "better"),
        (Box(484, 644, 84, 41), "worse"),
    ],
)
def test_a_mark_of_a_session(sheet: QWidget, at: Box, name: str) -> None:
    marks = Marks(sheet)
    marks.resize(*SHEET)
    marks.show()

    assert near(drawn(sheet, around(at)), at), name


class Icons(QWidget):
    """The icons of the rail."""

    NAMES = ("focus", "listen", "drill", "journal", "today", "insights", "settings")

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with painter_on(self) as painter:
            for n, name in enumerate(self.NAMES):
                box = QRectF(388 + 32 * n, 746, 20, 20)
                glyphs.draw(painter, name, box, theme_of(self).palette.ink2)


@pytest.mark.parametrize(
    ("n", "at"),
    [
        (0, Box(388, 747, 20, 18)),
        (1, Box(420, 750, 20, 12)),
        (2, Box(453, 750, 18, 12)),
        (3, Box(485, 751, 18, 12)),
        (4, Box(517, 750, 18, 11)),
        (5, Box(549, 749, 19, 11)),
        (6, Box(581, 748, 18, 16)),
    ],
    ids=Icons.NAMES,
)
def test_an_icon(sheet: QWidget, n: int, at: Box) -> None:
    icons = Icons(sheet)
    icons.resize(*SHEET)
    icons.show()

    assert near(drawn(sheet, Box(384 + 32 * n, 740, 28, 32)), at)


def test_a_hint_over_a_thing(sheet: QWidget, qtbot: QtBot) -> None:
    QToolTip.showText(sheet.mapToGlobal(QPoint(264, 742)), "Ease in 1:42", sheet)
    (tip,) = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel")]
    qtbot.waitUntil(tip.isVisible)

    assert abs(tip.width() - 91) <= NEAR
    assert abs(tip.height() - 28) <= NEAR
    QToolTip.hideText()
