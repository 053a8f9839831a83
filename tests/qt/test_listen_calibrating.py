"""Finding the comfortable speed with the open text: by key, at most ninety seconds, no session."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.clock import SECOND
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.page.calibrating import CalibratingView
from spindle.features.listen.settings import WPM
from spindle.ui import theme
from tests.helpers.fake_sound import FakeLane
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import listening, long_text

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Screen:
    """The view over a service with a text open."""

    def __init__(self, qtbot: QtBot, tmp_path: Path) -> None:
        self.app, self.service = listening(tmp_path, long_text())
        self.view = CalibratingView(self.app, self.service)
        qtbot.addWidget(self.view)
        self.view.resize(848, 820)
        self.view.show()
        self.left: list[None] = []
        self.view.left.connect(lambda: self.left.append(None))

    def hear(self, seconds: float) -> None:
        for _ in range(round(seconds * 4)):
            self.app.time.pass_(SECOND // 4)
            self.lane.pass_(0.25)

    @property
    def lane(self) -> FakeLane:
        return self.app.sounding.lanes[-1]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.view.keys()[key]()
        QApplication.processEvents()

    def found(self, app: FakeApp) -> list[float]:
        return [row["wpm"] for row in app.data.rows("SELECT wpm FROM comfort")]


def test_the_line_shows_a_sentence_without_the_mark_of_its_note(
    qtbot: QtBot, tmp_path: Path
) -> None:
    app, service = listening(tmp_path, "Sleep helps whoever learns.[^1]\n\n[^1]: A note.\n")
    view = CalibratingView(app, service)
    qtbot.addWidget(view)
    assert service.script is not None
    assert service.script.blocks[0].text == "Sleep helps whoever learns.[1]"

    assert view.begin()
    app.sounding.lanes[-1].pass_(0.5)

    assert view.sentence.text() == "Sleep helps whoever learns."


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Screen:
    return Screen(qtbot, tmp_path)


def test_two_passes_find_the_comfortable_speed_and_it_is_worked_a_little_above(
    screen: Screen,
) -> None:
    assert screen.view.begin()
    assert screen.view.figures.text() == "140"
    screen.press("Return")  # too early: nobody knows a speed after three words
    assert screen.view.figures.text() == "140"
    screen.press(*"]]]]]]")
    screen.hear(13)
    screen.press("Return")
    assert screen.view.figures.text() == "280"
    screen.press(*"[[[[[[")
    screen.hear(13)
    screen.press("Return")

    assert screen.view.figures.text() == "210"  # √(200 · 220)
    assert screen.found(screen.app) == [pytest.approx(209.76, abs=0.01)]
    assert not screen.lane.playing
    assert screen.view.settle.text() == "Work at 225 wpm"
    screen.press("Return")
    assert screen.left == [None]
    assert screen.app.settings.get(WPM) == 225
    assert screen.service.wpm == 225
    assert screen.service.sitting is not None
    assert screen.service.sitting.reader.known.comfort == pytest.approx(209.76, abs=0.01)


def test_it_is_over_after_ninety_seconds_of_sound_by_itself(screen: Screen) -> None:
    screen.view.begin()
    screen.hear(89)
    assert screen.found(screen.app) == []
    screen.hear(2)

    assert len(screen.found(screen.app)) == 1


def test_a_rest_counts_no_time_and_neither_does_a_machine_that_slept(screen: Screen) -> None:
    screen.view.begin()
    screen.hear(5)
    screen.press("Space")
    assert screen.view.rest.text() == "Go on"
    screen.app.time.pass_(200 * SECOND)
    screen.press("Space")
    screen.hear(2)

    assert screen.view.finding.state.sounded == pytest.approx(7, abs=1)


def test_it_rests_while_another_page_is_shown(screen: Screen) -> None:
    screen.view.begin()
    screen.view.hide()

    assert not screen.lane.playing


def test_no_session_begins_and_the_place_stays(screen: Screen) -> None:
    before = screen.service.spot
    screen.service.play()
    screen.view.begin()
    place = screen.service.spot.place
    assert not screen.service.playing
    screen.hear(20)
    screen.press("Esc")

    assert screen.service.spot.place == place
    assert before.line == screen.service.spot.line
    assert screen.app.sounding.lanes[-1].released
    sessions = screen.app.data.rows("SELECT id FROM listening")
    assert len(sessions) <= 1
    assert screen.found(screen.app) == []


def test_leaving_the_speed_keeps_it_though_the_comfort_is_known(screen: Screen) -> None:
    before = screen.service.wpm
    screen.view.begin()
    screen.hear(91)
    screen.press("Esc")

    assert screen.service.wpm == before
    assert len(screen.found(screen.app)) == 1
    assert screen.left == [None]


def test_a_short_chapter_begins_anew(qtbot: QtBot, tmp_path: Path) -> None:
    screen = Screen(qtbot, tmp_path)
    screen.view.begin()
    lane = screen.lane
    lane.utterances = lane.utterances[:1]
    screen.hear(40)

    assert lane.playing
    assert screen.view.sentence.text() != ""


def test_nothing_begins_without_a_text(qtbot: QtBot, tmp_path: Path) -> None:
    app = make_app(tmp_path, features=(LISTEN,))
    service: ListenService = app.services["listen"]
    view = CalibratingView(app, service)
    qtbot.addWidget(view)

    assert not view.begin()
    assert app.sounding.lanes == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_word_of_it_fits(qtbot: QtBot, tmp_path: Path, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme(theme.palette("light"), scale))
    try:
        screen = Screen(qtbot, tmp_path)
        screen.view.begin()
        screen.hear(3)
        screen.view.resize(848 if scale == 1 else 670, 680)
        QApplication.processEvents()
        for button in (screen.view.settle, screen.view.rest, screen.view.leave, screen.view.faster):
            corner = button.mapTo(screen.view, button.rect().bottomRight())
            assert screen.view.rect().contains(corner)
    finally:
        theme.apply(app, theme.Theme(theme.palette("light")))
