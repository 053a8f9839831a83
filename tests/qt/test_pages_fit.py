"""Nothing is cut off, in every state and every size of window and text that Spindle allows."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.core.feature import Feature
from spindle.registry import FEATURES
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME
from spindle.ui.buttons import Button, KeyHint
from spindle.ui.figures import Figures
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.page import Page
from spindle.ui.segments import Segments
from spindle.ui.theme import Theme, apply, palette
from spindle.ui.tile import NumberTile, Pill
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.scenes import SCENES

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.requirement("acceptance-3"),
]

PAGES = [feature for feature in FEATURES if feature.page is not None]
SMALL, USUAL = (960, 680), (1080, 820)
"""A window of 1024 × 680 px with the rail folded, and one of 1280 × 820 px with the rail."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with twelve weeks of a simulated learner."""
    path = tmp_path_factory.mktemp("demo") / DATABASE_NAME
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    return path


@pytest.fixture(params=[0.9, 1.0, 1.25, 1.5])
def app(
    request: pytest.FixtureRequest, tmp_path: Path, filled: Path, qapp: QApplication
) -> Iterator[FakeApp]:
    """The demo profile in a size of text."""
    shutil.copy(filled, tmp_path / DATABASE_NAME)
    apply(qapp, Theme(palette("light"), request.param))
    made = make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 10, 40), "Europe/Berlin"), FEATURES)
    yield made
    for service in made.services.values():
        service.stop()
    made.data.close()
    apply(qapp, Theme(palette("light")))


def shown(feature: Feature, app: FakeApp, size: tuple[int, int], qtbot: QtBot) -> QWidget:
    """A window with a page in the place that it has for it; the page cannot make that wider."""
    assert feature.page is not None
    window = QWidget()
    page = feature.page(app)
    assert isinstance(page, Page)
    page.setParent(window)
    qtbot.addWidget(window)
    window.resize(*size)
    page.setGeometry(0, 0, *size)
    window.show()
    page.show_ref(None)
    page.entered()
    for _ in range(3):  # a layout that wraps is asked twice
        QApplication.processEvents()
    return window


def scrolled(widget: QWidget) -> bool:
    """Whether it lies in a place that scrolls up and down."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def cut_off(window: QWidget) -> list[tuple[str, str]]:
    """What ends beyond the right or lower edge, is lower than its words are high, or shortened."""
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    corner = {w: w.mapTo(window, QPoint(w.width(), w.height())) for w in seen}
    beyond = [w for w in seen if corner[w].x() > window.width()]
    beyond += [w for w in seen if corner[w].y() > window.height() and not scrolled(w)]
    beyond += [
        area
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and (held := area.widget()) and held.width() > area.viewport().width()
    ]
    beyond += [w for w in seen if isinstance(w, QLabel) and w.height() < words_high(w)]
    beyond += [w for w in seen if is_shortened(w)]
    return [(type(widget).__name__, named(widget)) for widget in beyond]


def named(widget: QWidget) -> str:
    """Its words, or what a screen reader calls it."""
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        return widget.text()
    return widget.accessibleName()


_SPARE = {Button: 20, Pill: 20, NumberTile: 12}
"""What a box can give of the room beside its words before they touch its edge, px."""


def is_shortened(widget: QWidget) -> bool:
    """Whether words end in an ellipsis, or in the edge of a box, and nothing tells the whole.

    A label may be shortened if it was told so by ``let_shrink``: titles that a person writes are as
    long as they are. A row is drawn as its page has it, and is left to its own tests.
    """
    if isinstance(widget, Label):
        if widget.wordWrap() or may_shrink(widget) or widget.text() in widget.toolTip():
            return False
        metrics, room = QFontMetricsF(widget.font()), widget.contentsRect().width() + 1
        right = Qt.TextElideMode.ElideRight
        return any(metrics.elidedText(t, right, room) != t for t in widget.text().split("\n"))
    if not isinstance(widget, QAbstractButton | Segments | KeyHint):
        return False
    policy = widget.sizePolicy().horizontalPolicy().value
    bends = bool(policy & QSizePolicy.PolicyFlag.ShrinkFlag.value)
    if may_shrink(widget) or (bends and not isinstance(widget, NumberTile)):
        return False
    spare = next((px for kind, px in _SPARE.items() if isinstance(widget, kind)), 0)
    return widget.width() + spare < widget.sizeHint().width()


def may_shrink(widget: QWidget) -> bool:
    """Whether ``let_shrink`` was called."""
    return widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored


def words_high(label: QLabel) -> int:
    """The height that the words of a label need, px; 0 without words."""
    if not label.text() or isinstance(label, Figures):  # digits have nothing below their line
        return 0
    return label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()


@pytest.mark.parametrize("feature", PAGES, ids=lambda feature: feature.id)
@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["small", "usual"])
def test_a_page_shows_all_of_its_width(
    feature: Feature, size: tuple[int, int], app: FakeApp, qtbot: QtBot
) -> None:
    assert cut_off(shown(feature, app, size, qtbot)) == []


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize(
    ("size", "scale"),
    [((1024, 680), 100), ((1024, 680), 150), ((1280, 820), 150)],
    ids=["small", "small, large text", "usual, large text"],
)
def test_nothing_is_cut_off_in_any_state(
    name: str, size: tuple[int, int], scale: int, tmp_path: Path, qapp: QApplication
) -> None:
    scene = SCENES[name]
    with scene.played(tmp_path, qapp, size, text_scale=scale) as (window, _):
        assert (window.width(), window.height()) == size
        assert cut_off(window) == []
    apply(qapp, Theme(palette("light")))


LONG_WORDS = "Prove Lemma 4 when the graph is not connected"


def boxed(widget: QWidget, width: int, qtbot: QtBot) -> QWidget:
    """A window with a widget that is so wide, px; a negative number is less than it wants."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 200)
    widget.setParent(window)
    hint = widget.sizeHint()
    widget.setGeometry(10, 10, width if width > 0 else hint.width() + width, hint.height())
    window.show()
    QApplication.processEvents()
    return window


@pytest.mark.parametrize(
    "made",
    [
        lambda: Label("body", LONG_WORDS),
        lambda: Label("body", f"One\n{LONG_WORDS}"),
        lambda: Hinted(LONG_WORDS, "Esc"),
        lambda: Button("secondary", LONG_WORDS, key="Enter"),
        lambda: Pill(LONG_WORDS),
        lambda: NumberTile(1, LONG_WORDS),
        lambda: Segments(["One", LONG_WORDS]),
    ],
    ids=["label", "two lines", "hinted", "button", "chip", "number", "segments"],
)
def test_what_is_shortened_is_found(made: Callable[[], QWidget], qtbot: QtBot) -> None:
    assert cut_off(boxed(made(), -40, qtbot)) != []
    assert cut_off(boxed(made(), -1 if isinstance(made(), Button) else 700, qtbot)) == []


def test_what_may_be_shortened_or_tells_the_whole_is_no_fault(qtbot: QtBot) -> None:
    shrinks, told, wraps = (Label("body", LONG_WORDS, wrap=wrap) for wrap in (False, False, True))
    shrinks.let_shrink()
    told.setToolTip(LONG_WORDS)
    for label, height in ((shrinks, 0), (told, 0), (wraps, 120)):
        window = boxed(label, 120, qtbot)
        label.resize(120, height or label.height())
        QApplication.processEvents()
        assert cut_off(window) == []
