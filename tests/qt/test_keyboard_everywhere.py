"""The keyboard on every page, in every state that a person can come to.

Tab comes to every control, in both directions, and is held by none. Every key that does something
stands in the list of keys, which the settings and the help show, and the list tells no lie.
"""

from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from spindle.core.feature import Feature
from spindle.core.own_keys import feature_of
from spindle.features.drill.kinds.known import KINDS
from spindle.registry import FEATURES
from spindle.shell import key_lists
from spindle.shell.keys import WINDOW_KEYS, key_words
from spindle.shell.window import Window
from spindle.ui.page import Page
from tests.helpers.fakes import FakeApp
from tests.helpers.scenes import SCENES
from tests.helpers.tabbing import name_of, reached, wanted

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")

BESIDE: Final = {"=": "+", "Shift+?": "?"}
"""On some keyboards the same key without Shift, or with it."""
NOT_PLAYED: Final = {
    "drill": {"PgUp", "PgDown", "R", "N", "Ctrl+Shift+Del", "1", "2", "3", "4", "5"},
    "journal": {"Alt+A", "Alt+S", "Alt+D", "Alt+F", "Alt+O", "Alt+Y", "Alt+G", "Alt+H"},
}
"""Bound in states that no scene comes to."""
OTHER_KINDS: Final = tuple(f" of {kind.id}" for kind in KINDS if kind.id != "typed_recall")
"""Every kind of drill has the same keys."""


def named(key: str) -> str:
    return QKeySequence(BESIDE.get(key, key)).toString()


OF_WINDOW: Final = {named(key.key) for key in WINDOW_KEYS}


def bound_in(window: Window) -> set[str]:
    page = window._pages.front()
    assert isinstance(page, Page)
    return {named(key) for key in page._keys}


def listed(feature: Feature, app: FakeApp) -> set[str]:
    commands = {c.key for c in app.commands.values() if feature_of(c) == feature.id and c.key}
    return {
        named(key) for key in commands | {key for each in feature.page_keys() for key in each.keys}
    }


@pytest.mark.parametrize("name", SCENES)
def test_tab_comes_to_every_control_and_every_key_is_listed(
    name: str, tmp_path: Path, qapp: QApplication
) -> None:
    scene = SCENES[name]
    with scene.played(tmp_path, qapp) as (window, app):
        window.activateWindow()
        QApplication.processEvents()
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            found, controls = reached(window, key), wanted(window)
            assert controls
            assert [name_of(each) for each in controls if each not in found] == []
        feature = next((f for f in FEATURES if f.id == scene.page), None)
        assert feature is None or bound_in(window) - listed(feature, app) - OF_WINDOW == set()


@pytest.mark.parametrize("feature", [f for f in FEATURES if f.page_keys()], ids=lambda f: f.id)
def test_what_the_list_names_is_bound_somewhere(
    feature: Feature, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> None:
    told = {named(key) for each in feature.page_keys() for key in each.keys}
    told -= NOT_PLAYED.get(feature.id, set())
    for name, scene in SCENES.items():
        if scene.page == feature.id and told and not name.endswith(OTHER_KINDS):
            with scene.played(tmp_path_factory.mktemp("scene"), qapp) as (window, _):
                told -= bound_in(window)
    assert told == set()


def test_the_list_says_each_key_as_people_write_it(tmp_path: Path, qapp: QApplication) -> None:
    with SCENES["settings"].played(tmp_path, qapp) as (_, app):
        by_heading = dict(key_lists.sections(app))
        assert (key_words("Alt+V"), "Earlier versions of an entry") in by_heading["Journal"]
        assert ("B, W, S", "In the ledger: it was a break, work, sleep") in by_heading["Focus"]
        assert all(what and key for pairs in by_heading.values() for key, what in pairs)
