"""The bundled faces load, their figures are tabular, and the serif waits until it is asked for."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core import resources
from spindle.ui import fonts
from spindle.ui.figures import Figures
from spindle.ui.tokens import tokens

ROLES = tuple(tokens()["type"])
FAMILIES_OF = {role: entry["family"] for role, entry in tokens()["type"].items()}
pytestmark = pytest.mark.usefixtures("qapp")
FAMILIES = {"sans": "Inter", "display": "Inter Display", "serif": "Gentium Book Plus"}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_set_in_the_bundled_face(role: str) -> None:
    face = fonts.font(role)
    info = QFontInfo(face)
    assert info.family() == FAMILIES[FAMILIES_OF[role]]
    assert face.pixelSize() == tokens()["type"][role]["size"]
    assert info.weight() == tokens()["type"][role]["weight"]


@pytest.mark.parametrize("role", [role for role in ROLES if FAMILIES_OF[role] != "display"])
def test_figures_are_tabular(role: str) -> None:
    metrics = QFontMetricsF(fonts.font(role))
    widths = [metrics.horizontalAdvance(figure) for figure in "0123456789"]
    assert max(widths) - min(widths) < 0.05


def test_a_time_in_large_figures_does_not_tremble(qtbot: QtBot) -> None:
    shown = Figures(112)
    qtbot.addWidget(shown)
    shown.resize(440, 112)
    # The very figures that differ most in width: without cells the colon would move by 20 px.
    middles = []
    for time in ("11:11", "08:48", "44:44"):
        shown.setText(time)
        (colon,) = (x for x, character in shown.places() if character == ":")
        middles.append(colon)
    assert max(middles) - min(middles) < 0.01


def test_large_figures_stand_in_the_middle_at_every_size(qtbot: QtBot) -> None:
    shown = Figures(112)
    qtbot.addWidget(shown)
    shown.resize(440, 112)
    for px in (112, 60, 44):
        shown.set_px(px)
        shown.setText("8:8")
        places = {character: x for x, character in shown.places()}
        wide = QFontMetricsF(shown.font()).horizontalAdvance(":")
        assert places[":"] + wide / 2 == pytest.approx(220)


def test_text_grows_with_the_text_size_and_is_never_under_11_px() -> None:
    assert fonts.font("body", 1.5).pixelSize() == 21
    assert fonts.font("axis", 0.9).pixelSize() == 11
    assert fonts.line_height("body", 1.5) == 30
    assert fonts.sized("reading", 32).pixelSize() == 32
    assert fonts.sized("timer", 56).letterSpacing() == -1.0


def test_what_one_widget_does_to_its_font_stays_with_it() -> None:
    mine = fonts.font("body")
    mine.setPixelSize(99)
    assert fonts.font("body").pixelSize() == 14


def test_the_serif_is_loaded_only_when_asked_for() -> None:
    program = (
        "from PySide6.QtGui import QFontDatabase\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from spindle.ui import fonts\n"
        "from spindle.ui.theme import Theme, apply, palette\n"
        "app = QApplication([])\n"
        "apply(app, Theme(palette('light')))\n"
        "fonts.font('page_name')\n"
        "before = QFontDatabase.families()\n"
        "fonts.font('question')\n"
        "print('Inter' in before, 'Gentium Book Plus' in before,"
        " 'Gentium Book Plus' in QFontDatabase.families())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False", "True"]


@pytest.mark.parametrize(
    ("licence", "of"), [("inter.txt", "Inter"), ("gentium.txt", "Gentium Book Plus")]
)
def test_the_licence_of_each_face_is_shipped(licence: str, of: str) -> None:
    text = (resources.root() / "licenses" / licence).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text.upper()
    assert of.split(maxsplit=1)[0] in text


def test_only_faces_of_the_type_table_are_shipped() -> None:
    shipped = {file.name for file in (resources.root() / "fonts").glob("*.?tf")}
    assert shipped == {name for names in fonts._FILES.values() for name in names}


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh", "CJK SC"),
        ("zh-TW", "CJK TC"),
        ("zh-Hans-CN", "CJK SC"),
        ("ja", "CJK JP"),
        ("ko", "CJK KR"),
    ],
)
@pytest.mark.parametrize(("family", "kind"), [("", "Serif"), ("sans", "Sans")])
def test_signs_that_languages_share_are_drawn_as_in_the_language_of_the_text(
    qapp: QApplication, family: str, kind: str, language: str, first: str
) -> None:
    del qapp
    plain = fonts.reading(family, 20).families()
    found = fonts.reading(family, 20, language).families()
    assert found[0] == plain[0], "letters keep their face"
    assert found[1] == f"Noto {kind} {first}"
    assert found[-len(plain) + 1 :] == plain[1:]
    assert fonts.reading(family, 20, "de").families() == plain
