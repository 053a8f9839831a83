"""Listening from the tray's menu: the rows are really chosen, and the voice really obeys."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from spindle.features.listen.feature import LISTEN
from spindle.shell.tray import Tray
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import hear, lane, listening

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

pytestmark = [
    pytest.mark.qt_log_ignore("systemTrayWindowChanged"),
    pytest.mark.requirement("reader-row-50"),
]

PLAY, END = "Play or rest", "End the session"


class Desk:
    """A tray, and perhaps a text."""

    def __init__(self, app: FakeApp) -> None:
        self.app = app
        self.service: ListenService = app.services["listen"]
        self.tray = Tray(app, is_there=lambda: True)
        self.tray.start()

    def rows(self) -> dict[str, bool]:
        """What the menu offers, and whether it can be chosen."""
        self.tray.menu.aboutToShow.emit()
        return {each.text(): each.isEnabled() for each in self.tray.menu.actions() if each.text()}

    def choose(self, words: str) -> None:
        assert self.rows()[words]
        next(each for each in self.tray.menu.actions() if each.text() == words).trigger()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    app, _ = listening(tmp_path)
    made = Desk(app)
    yield made
    made.tray.stop()
    app.data.close()


def test_play_sounds_the_open_text_and_rests_it(desk: Desk) -> None:
    desk.choose(PLAY)
    assert desk.service.playing
    hear(desk.app, 4)
    place = desk.service.spot.place
    assert place.offset > 0

    desk.choose(PLAY)
    assert not desk.service.playing
    assert not lane(desk.app).playing
    hear(desk.app, 4)
    assert desk.service.spot.place == place
    desk.choose(PLAY)
    assert desk.service.playing


def test_end_stops_the_voice_and_closes_the_session(desk: Desk) -> None:
    desk.choose(PLAY)
    hear(desk.app, 4)
    assert lane(desk.app).playing
    [running] = desk.app.data.rows("SELECT outcome FROM session")
    desk.choose(END)
    [ended] = desk.app.data.rows("SELECT activity, outcome FROM session")

    assert running["outcome"] != "stopped"
    assert ended == {"activity": "listen", "outcome": "stopped"}
    assert not desk.service.playing
    assert not lane(desk.app).playing


def test_without_a_text_there_is_nothing_to_play(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    app = make_app(tmp_path, features=(LISTEN,))
    desk = Desk(app)
    assert not {PLAY, END} & desk.rows().keys()
    assert "Listen" in desk.rows(), "the way to the page"
    desk.tray.stop()
    app.data.close()
