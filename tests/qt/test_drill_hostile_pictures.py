"""A card's picture is a stranger's file: it is drawn or not, and does nothing besides."""

from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from spindle.features.drill.page.views.rich import RichText

# Qt says in a warning what it does not like in a picture.
pytestmark = pytest.mark.qt_log_ignore(".*")

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RED = '<rect width="9" height="9" fill="red"/>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "script": f'{HEAD} width="9" height="9"><script>fetch("http://example.org")</script>{RED}</svg>',
    "onload": f'{HEAD} width="9" height="9" onload="alert(1)">{RED}</svg>',
    "remote": f'{HEAD} width="9" height="9">{RED}'
    '<image xlink:href="http://example.org/x.png" width="9" height="9"/></svg>',
    "elsewhere": f'{HEAD} width="9" height="9">{RED}'
    '<image xlink:href="../secret.png" width="9" height="9"/></svg>',
    "laughs": f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD} width="9" height="9">'
    f"{RED}<text>&l9;</text></svg>",
    "huge": f'{HEAD} width="900000" height="900000">{RED}</svg>',
    "no picture": "<svg",
}


@pytest.mark.requirement("R13")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_drawing_is_a_plain_picture_or_none(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    secret = QImage(9, 9, QImage.Format.Format_RGB32)
    secret.fill(0xFF00FF00)
    secret.save(str(tmp_path / "secret.png"))
    media = tmp_path / "media"
    media.mkdir()
    (media / "x.png").write_text(HOSTILE[name])  # what it is decides, not what it is called
    rich = RichText(media)
    qtbot.addWidget(rich)

    began = perf_counter()
    image = QTextDocument.ResourceType.ImageResource.value
    found = rich.loadResource(image, QUrl("x.png"))
    assert perf_counter() - began < 1.0
    assert found is None or found.isNull() or found.width() <= rich.width()
    if found is not None and not found.isNull():
        assert found.pixelColor(4, 4).green() == 0


def test_a_plain_drawing_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text(f'{HEAD} width="9" height="9">{RED}</svg>')
    rich = RichText(tmp_path)
    qtbot.addWidget(rich)

    image = QTextDocument.ResourceType.ImageResource.value
    assert rich.loadResource(image, QUrl("x.svg")).pixelColor(4, 4).red() == 255
