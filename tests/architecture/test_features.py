"""The contract of a feature, held by each of them, on an empty profile and on twelve weeks."""

import ast
import gc
import shutil
import threading
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from spindle.core.clock import ManualClock
from spindle.core.feature import Feature
from spindle.registry import FEATURES
from spindle.storage import ours
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME
from spindle.ui.page import Page
from tests.helpers.fakes import FakeApp, make_app

# The pages stand alone here, and the offscreen platform cannot tell a window its least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DAY = date(2026, 3, 10)
PAGES = [feature for feature in FEATURES if feature.page is not None]
SOURCES = Path(__file__).resolve().parents[2] / "app" / "spindle"
each_page = pytest.mark.parametrize("feature", PAGES, ids=lambda f: f.id)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with twelve weeks of a simulated learner."""
    path = tmp_path_factory.mktemp("demo") / DATABASE_NAME
    fill(path, FEATURES, DAY, "Europe/Berlin")
    return path


@pytest.fixture(params=["empty", "demo"])
def app(
    request: pytest.FixtureRequest, tmp_path: Path, filled: Path, qapp: QApplication
) -> Iterator[FakeApp]:
    del qapp  # it has to be there
    if request.param == "demo":
        shutil.copy(filled, tmp_path / DATABASE_NAME)
    clock = ManualClock(datetime(2026, 3, 10, 10, 40), "Europe/Berlin")
    made = make_app(tmp_path, clock, FEATURES)
    yield made
    for service in made.services.values():
        service.stop()
    made.data.close()


def built(feature: Feature, app: FakeApp) -> Page:
    """A feature's page as the window shows it."""
    assert feature.page is not None
    page = feature.page(app)
    assert isinstance(page, Page)
    page.resize(1080, 820)
    page.show()
    page.show_ref(None)
    page.entered()
    return page


def closed(page: Page) -> None:
    """Gone, with all that hangs on it, once the event loop has had its turn."""
    page.close()
    page.deleteLater()
    del page
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def in_tab_order(page: Page) -> list[QWidget]:
    """What Tab would stop at."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip() if found else ""


def running_timers() -> set[int]:
    timers = (thing for thing in gc.get_objects() if isinstance(thing, QTimer))
    return {id(timer) for timer in timers if isValid(timer) and timer.isActive()}


@each_page
def test_everything_that_tab_reaches_has_a_name(
    feature: Feature, app: FakeApp, qtbot: QtBot
) -> None:
    page = built(feature, app)
    qtbot.addWidget(page)

    nameless = [widget for widget in in_tab_order(page) if not name_of(widget)]

    assert [(type(widget).__name__, widget.objectName()) for widget in nameless] == []


@each_page
def test_a_page_offers_something_to_the_keyboard(
    feature: Feature, app: FakeApp, qtbot: QtBot
) -> None:
    page = built(feature, app)
    qtbot.addWidget(page)

    assert in_tab_order(page)


@each_page
def test_a_page_takes_all_that_it_made_with_it(feature: Feature, app: FakeApp) -> None:
    closed(built(feature, app))  # what is made once for all pages is there now
    widgets, threads, timers = (
        set(QApplication.topLevelWidgets()),
        set(threading.enumerate()),
        running_timers(),
    )

    closed(built(feature, app))

    assert [type(w).__name__ for w in set(QApplication.topLevelWidgets()) - widgets] == []
    assert set(threading.enumerate()) - threads == set()
    assert running_timers() - timers == set()


def test_the_folders_that_features_keep_are_private_and_go_with_the_profile() -> None:
    declared = {name for feature in FEATURES for name in feature.folders}

    storages = {ours.BACKUPS, ours.QUARANTINE, ours.RESTORE}
    assert declared == set(ours.FOLDERS) - storages


def test_a_feature_puts_files_only_into_folders_that_it_declares() -> None:
    for feature in FEATURES:
        folder = SOURCES / "features" / feature.id
        used = {name for file in folder.rglob("*.py") for name in put_into_the_profile(file)}
        assert used == set(feature.folders), feature.id


def put_into_the_profile(file: Path) -> Iterator[str]:
    """What stands behind ``profile /`` in a module."""
    name = ".".join(file.relative_to(SOURCES.parent).with_suffix("").parts)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.BinOp(
                left=ast.Attribute(attr="profile") | ast.Name(id="profile"), right=right
            ):
                yield eval(ast.unparse(right), vars(import_module(name)))  # noqa: S307 - our own
