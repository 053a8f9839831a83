"""The icons and the mark are there and are drawn."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from spindle.registry import FEATURES
from spindle.ui import app_icons, glyphs
from spindle.ui.theme import palette

pytestmark = pytest.mark.usefixtures("qapp")
SIDE = 48


def _drawn(name: str) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    glyphs.draw(painter, name, QRectF(0, 0, SIDE, SIDE), QColor("black"))
    painter.end()
    return image


def _inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).alpha() > 100
        for x in range(image.width())
        for y in range(image.height())
    )


def test_each_feature_has_an_icon() -> None:
    for feature in FEATURES:
        assert _inked(_drawn(feature.icon or feature.id)) > 40, feature.id


@pytest.mark.parametrize("name", sorted(glyphs._ICONS))
def test_each_icon_is_thin_lines_inside_its_box(name: str) -> None:
    image = _drawn(name)
    edge = [
        image.pixelColor(at, other).alpha() + image.pixelColor(other, at).alpha()
        for at in range(SIDE)
        for other in (0, SIDE - 1)
    ]
    assert 40 < _inked(image) < SIDE * SIDE / 3
    assert max(edge) < 40


def test_no_two_activities_share_an_icon() -> None:
    names = ("today", "focus", "listen", "drill", "prime", "insights", "settings")
    images = [_drawn(name) for name in names]
    assert all(one != other for at, one in enumerate(images) for other in images[at + 1 :])


def test_a_name_without_an_icon_draws_nothing() -> None:
    assert _inked(_drawn("no such icon")) == 0


def test_the_app_icon_is_there_at_every_size_and_has_the_dot() -> None:
    icon = app_icons.app_icon()
    for side in (16, 22, 32, 48, 256):
        image = icon.pixmap(side, side).toImage()
        assert image.width() == side
        colours = {image.pixelColor(x, y).name() for x in range(side) for y in range(side)}
        assert "#ff7a4c" in colours


@pytest.mark.parametrize("state", ["running", "break", "asks", "evening"])
def test_each_state_of_the_tray_looks_different_from_idle(state: str) -> None:
    def image(name: str) -> QImage:
        return app_icons.tray_icon(name, 0.4).pixmap(32, 32).toImage()

    assert image(state) != image("idle")


def test_the_evening_icon_is_amber() -> None:
    image = app_icons.tray_icon("evening").pixmap(64, 64).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert palette("evening").ink.name() in colours
