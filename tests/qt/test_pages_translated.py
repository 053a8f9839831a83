"""Every word of every page passes through Qt's translation, the spoken ones too."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import ManualClock
from spindle.core.feature import Feature
from spindle.registry import FEATURES
from spindle.ui.key_name import key_name
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.pseudo import PseudoTranslator
from tests.helpers.translated import speaking

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

PAGES = [feature for feature in FEATURES if feature.page is not None]
SAID = ("text", "placeholderText", "accessibleName", "accessibleDescription", "toolTip")
_WORD = re.compile(r"[A-Za-z]{3}")


@pytest.fixture
def app(tmp_path: Path, qapp: QApplication) -> Iterator[FakeApp]:
    """An empty profile, where all words are Spindle's own, in a language that does not exist."""
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    made = make_app(tmp_path, ManualClock(datetime(2026, 3, 10, 10, 40), "Europe/Berlin"), FEATURES)
    yield made
    for service in made.services.values():
        service.stop()
    made.data.close()
    qapp.removeTranslator(translator)


def words_of(page: QWidget) -> Iterator[tuple[str, str]]:
    """Each text of each widget, shown or not."""
    for widget in page.findChildren(QWidget):
        for name in SAID:
            said = getattr(widget, name, lambda: "")()
            if isinstance(said, str):
                yield type(widget).__name__, said


@pytest.mark.parametrize("feature", PAGES, ids=lambda feature: feature.id)
def test_no_word_of_a_page_is_bare(feature: Feature, app: FakeApp, qtbot: QtBot) -> None:
    assert feature.page is not None
    page = feature.page(app)
    qtbot.addWidget(page)
    page.show()
    page.show_ref(None)
    page.entered()
    QApplication.processEvents()

    found = list(words_of(page))
    assert any("~" in said for _, said in found)
    assert [each for each in found if _WORD.search(each[1]) and "~" not in each[1]] == []


def test_a_key_has_the_name_of_the_users_keyboard(qapp: QApplication) -> None:
    del qapp
    with speaking({("key", "Ctrl"): "Strg", ("key", "Enter"): "Eingabe"}):
        assert key_name("Ctrl Enter") == "Strg Eingabe"
        assert key_name("Ctrl K") == "Strg K"
    assert key_name("Ctrl Enter") == "Ctrl Enter"
    assert key_name("") == ""
