"""Every word of every state of every page passes through Qt's translation, the spoken ones too."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from spindle.ui.key_name import key_name
from tests.helpers.fakes import FakeApp
from tests.helpers.pseudo import PseudoTranslator
from tests.helpers.scenes import SCENES
from tests.helpers.translated import speaking

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SAID = ("text", "placeholderText", "accessibleName", "accessibleDescription", "toolTip")
_WORD = re.compile(r"[A-Za-z]{3}")


@pytest.fixture
def abroad(qapp: QApplication) -> Iterator[QApplication]:
    """Qt in a language that does not exist."""
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield qapp
    qapp.removeTranslator(translator)


def words_of(page: QWidget) -> Iterator[tuple[str, str]]:
    """Each text of each widget, shown or not."""
    for widget in page.findChildren(QWidget):
        for name in SAID:
            said = getattr(widget, name, lambda: "")()
            if isinstance(said, str):
                yield type(widget).__name__, said


def texts_of(app: FakeApp) -> list[str]:
    """What a person brought into the profile, longest first: titles, texts, what a drill asks."""
    found: set[str] = set()
    for table in app.data.db.tables:
        for row in table.rows:
            for value in row.values():
                found |= set(leaves(value))
    for path in app.profile.glob("*.md"):
        found |= set(re.split(r"(?<=[.?!])\s+|\n+|# ", path.read_text("utf-8")))
    found |= {part for text in found for part in text.split("___")}
    return sorted((text for text in found if len(text) > 2), key=len, reverse=True)


def leaves(value: object) -> Iterator[str]:
    """The texts in a column, those inside JSON too."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str):
        yield value


def has_words(said: str, own: list[str]) -> bool:
    """Whether there are words in it that no person wrote; days, months, languages aside."""
    locale = QLocale()
    days = [locale.dayName(day) for day in range(1, 8)]
    if said in {QLocale.languageToString(each) for each in QLocale.Language}:
        return False
    for text in (*own, *days, *(locale.monthName(month) for month in range(1, 13))):
        said = said.replace(text, "")
    return _WORD.search(said) is not None


@pytest.mark.parametrize("name", SCENES)
def test_no_word_is_bare(name: str, abroad: QApplication, tmp_path: Path) -> None:
    with SCENES[name].played(tmp_path, abroad) as (window, app):
        own = texts_of(app)
        found = list(words_of(window))
    assert any("~" in said for _, said in found)
    bare = [(kind, said) for kind, said in found if "~" not in said and has_words(said, own)]
    assert bare == []


def test_a_key_has_the_name_of_the_users_keyboard(qapp: QApplication) -> None:
    del qapp
    with speaking({("key", "Ctrl"): "Strg", ("key", "Enter"): "Eingabe"}):
        assert key_name("Ctrl Enter") == "Strg Eingabe"
        assert key_name("Ctrl K") == "Strg K"
    assert key_name("Ctrl Enter") == "Ctrl Enter"
    assert key_name("") == ""
