"""Who wears which palette, and who hears of a change."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from spindle.ui.field import Field
from spindle.ui.paper import Paper
from spindle.ui.popover import Popover
from spindle.ui.theme import Looks, Theme, Themed, apply, palette, theme_of, wear

_NAMES = ("light", "dark", "evening", "morning")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    apply(qapp, Theme(palette("light")))
    yield
    apply(qapp, Theme(palette("light")))


class _Hearing(QWidget, Themed):
    """Counts how often it was told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = 0

    def theme_changed(self) -> None:
        self.told += 1


class _Room(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.part = QWidget(self)
        self.label = QLabel("words", self.part)


@pytest.fixture
def room(qtbot: QtBot) -> _Room:
    """A window with a label in an inner part."""
    window = _Room()
    qtbot.addWidget(window)
    window.show()
    return window


def _shown(widget: QWidget) -> tuple[str, str]:
    """Ground and text colour that Qt would draw with."""
    colours = widget.palette()
    roles = QPalette.ColorRole
    return colours.color(roles.Window).name(), colours.color(roles.WindowText).name()


def _of(name: str) -> tuple[str, str]:
    return palette(name).paper.name(), palette(name).ink.name()


def test_what_is_worn_is_kept_when_the_text_size_changes(qapp: QApplication, room: _Room) -> None:
    wear(room.part, "evening")
    apply(qapp, Theme(palette("light"), text_scale=1.2))
    assert _shown(room.part) == _of("evening")
    assert _shown(room.label) == _of("evening")
    assert _shown(room) == _of("light")


@pytest.mark.parametrize("worn", ["dark", "evening", "morning"])
def test_what_is_worn_is_kept_when_the_palette_of_the_application_changes(
    qapp: QApplication, room: _Room, worn: str
) -> None:
    wear(room, worn)
    for name in ("dark", "light", "dark"):
        apply(qapp, Theme(palette(name)))
        assert _shown(room) == _of(worn)
        assert _shown(room.label) == _of(worn)


def test_an_inner_part_keeps_its_own_palette_inside_another_one(
    qapp: QApplication, room: _Room
) -> None:
    wear(room, "dark")
    wear(room.part, "morning")
    apply(qapp, Theme(palette("dark"), text_scale=0.9))
    assert _shown(room) == _of("dark")
    assert _shown(room.label) == _of("morning")


def test_a_window_that_takes_a_palette_off_wears_the_applications_again(
    qapp: QApplication, room: _Room
) -> None:
    wear(room, "evening")
    apply(qapp, Theme(palette("dark")))
    wear(room, None)
    assert _shown(room) == _of("dark")
    assert _shown(room.label) == _of("dark")
    apply(qapp, Theme(palette("light")))
    assert _shown(room.label) == _of("light")


def test_native_widgets_take_the_new_text_size(qapp: QApplication, room: _Room) -> None:
    apply(qapp, Theme(palette("light"), text_scale=1.5))
    assert room.label.font().pixelSize() == 21
    assert QLineEdit(room).font().pixelSize() == 21


def test_native_fields_inside_take_the_worn_colours(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    wear(window, "evening")
    apply(qapp, Theme(palette("dark"), text_scale=1.1))
    assert field.palette().color(QPalette.ColorRole.Text).name() == palette("evening").ink.name()


def test_the_nearest_palette_counts_and_the_text_size_is_the_applications(
    qapp: QApplication, room: _Room
) -> None:
    apply(qapp, Theme(palette("light"), text_scale=1.4, reduced_motion=True))
    wear(room.part, "morning")
    worn = theme_of(room.label)
    assert worn == Theme(palette("morning"), 1.4, reduced_motion=True)
    assert theme_of(room).palette.name == "light"


@pytest.mark.parametrize("make", [lambda: Paper("journal", "What"), Field])
def test_a_field_added_later_takes_the_ink_of_where_it_stands(
    room: _Room, make: Callable[[], QWidget]
) -> None:
    """The lines of the evening are added as they are needed."""
    wear(room, "evening")
    row, late = QWidget(), make()
    late.setParent(row)
    row.setParent(room.part)
    room.part.show()
    row.show()
    assert late.palette().color(QPalette.ColorRole.Text) == palette("evening").ink
    assert late.palette().color(QPalette.ColorRole.PlaceholderText) == palette("evening").ink3


def test_a_themed_widget_is_told_once_of_each_change(qapp: QApplication, qtbot: QtBot) -> None:
    window = _Hearing()
    qtbot.addWidget(window)
    inner = _Hearing(QWidget(window))
    apply(qapp, Theme(palette("dark")))
    assert (window.told, inner.told) == (1, 1)
    wear(window, "evening")
    assert (window.told, inner.told) == (2, 2)


def test_motion_has_no_duration_when_it_is_reduced() -> None:
    assert Theme(palette("light")).ms("popover") == 160
    assert Theme(palette("light"), reduced_motion=True).ms("popover") == 0


def test_an_unknown_colour_role_is_a_mistake() -> None:
    with pytest.raises(AttributeError):
        palette("light").role("red")
    with pytest.raises(TypeError):
        palette("light").role("name")


@pytest.mark.parametrize("name", _NAMES)
def test_the_halves_of_prime_share_its_colour(name: str) -> None:
    colours = palette(name)
    for half in ("prime", "journal", "evening", "morning"):
        assert colours.role(half) == colours.prime
        assert colours.tint(half) == colours.prime_tint
    assert colours.tint("move") == colours.wash


def test_the_looks_follow_the_settings_and_tell_once_dressed(
    qapp: QApplication, qtbot: QtBot
) -> None:
    looks = Looks(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    told: list[Theme] = []
    looks.changed.connect(told.append)
    looks.set(mode="dark", text_scale=3.0)
    assert told == [Theme(palette("dark"), 1.5)]
    assert _shown(window) == _of("dark")
    assert not looks.pinned_light
    looks.set(mode="light", text_scale=0.1)
    assert told[-1] == Theme(palette("light"), 0.9)
    assert looks.pinned_light
    looks.deleteLater()


def test_a_field_shows_its_frame_also_after_the_theme_changed(
    qapp: QApplication, qtbot: QtBot
) -> None:
    field = Field()
    qtbot.addWidget(field)
    field.resize(200, 40)
    field.show()

    apply(qapp, Theme(palette("dark")))

    edge = field.grab().toImage().pixelColor(100, 0)
    assert edge.name() != palette("dark").panel.name()


def test_the_page_behind_a_popover_steps_back_and_the_popover_does_not(qtbot: QtBot) -> None:
    page = QWidget()
    behind, said = QLabel("behind", page), QLabel("said")
    qtbot.addWidget(page)
    page.show()
    popover = Popover("How it works", said, page)
    popover.open_below(QPoint(200, 20), 120)

    assert theme_of(behind).palette.ink == palette("light").ink3
    assert theme_of(said).palette is palette("light")
    popover.close_popover()
    assert theme_of(behind).palette is palette("light")


def test_what_steps_back_keeps_the_palette_it_wears(qtbot: QtBot) -> None:
    page = QWidget()
    inner = QWidget(page)
    behind = QLabel("behind", inner)
    qtbot.addWidget(page)
    wear(inner, "evening")
    Popover("How it works", QLabel("said"), page).open_below(QPoint(200, 20), 120)

    assert theme_of(behind).palette.ink == palette("evening").ink3
    assert theme_of(behind).palette.paper == palette("evening").paper
