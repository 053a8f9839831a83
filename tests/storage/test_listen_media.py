"""Listen behind media keys: what a panel shows, and what the keys of a keyboard do."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spindle.core.clock import SECOND
from spindle.core.media_port import MediaKey, NowPlaying, Player
from spindle.features.listen.feature import LISTEN
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import SHORT, hear, lane

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService


class FakeMedia:
    """Implements ``MediaKeys``."""

    def __init__(self) -> None:
        self.shown: list[NowPlaying | None] = []
        self.player: Player | None = None
        self.jumps = 0

    def show(self, now: NowPlaying | None, player: Player) -> None:
        self.shown.append(now)
        self.player = player

    def jumped(self) -> None:
        self.jumps += 1


class Desk:
    """A text open on a desktop with media keys."""

    def __init__(self, folder: Path) -> None:
        self.app: FakeApp = make_app(folder, features=(LISTEN,))
        self.media = self.app.media = FakeMedia()
        self.service: ListenService = self.app.services["listen"]
        path = folder / "Memory.md"
        path.write_text(SHORT, encoding="utf-8")
        self.service.add(path)

    def press(self, key: MediaKey, value: float = 0.0) -> None:
        assert self.media.player is not None
        self.media.player.pressed(key, value)

    def now(self) -> NowPlaying:
        found = self.media.shown[-1]
        assert found is not None
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.requirement("reader-row-50")
def test_a_panel_shows_the_text_its_chapter_and_whether_it_plays(desk: Desk) -> None:
    assert (desk.now().title, desk.now().part) == ("What is read back", "What is read back")
    assert not desk.now().playing
    desk.press(MediaKey.TOGGLE)
    assert desk.now().playing
    desk.service.go_to_chapter(1)

    assert desk.now().part == "Unfinished things"


@pytest.mark.requirement("reader-row-50")
@pytest.mark.parametrize("denser", [0.85, 1.15])
def test_the_bar_of_a_panel_never_goes_back_when_the_words_around_are_longer_or_shorter(
    desk: Desk, denser: float
) -> None:
    desk.press(MediaKey.TOGGLE)
    hear(desk.app, 5)
    assert desk.media.player is not None
    before, length = desk.media.player.position(), desk.now().length
    lane(desk.app).natural *= denser  # so many words a minute at the same speed of the voice
    desk.service.faster()
    desk.service.faster(-5)
    hear(desk.app, 0.25)

    assert before <= desk.media.player.position() <= before + 2 * SECOND
    assert desk.now().length == length


@pytest.mark.requirement("reader-row-50")
def test_keys_play_rest_step_and_stop(desk: Desk) -> None:
    desk.press(MediaKey.PLAY)
    assert desk.service.playing
    desk.press(MediaKey.PLAY)
    assert desk.service.playing
    first = desk.service.spot.line
    desk.press(MediaKey.NEXT)
    second = desk.service.spot.line
    assert first is not None
    assert second is not None
    assert second.number == first.number + 1
    desk.press(MediaKey.BACK)
    assert desk.service.spot.line == first
    assert desk.media.jumps == 2
    desk.press(MediaKey.PAUSE)
    assert not desk.service.playing
    desk.press(MediaKey.PAUSE)
    assert not desk.service.playing
    desk.press(MediaKey.STOP)
    assert desk.service.sitting is not None
    assert desk.service.sitting.session is None


@pytest.mark.requirement("reader-row-50")
def test_a_panel_sets_the_rate_and_moves_the_place(desk: Desk) -> None:
    desk.press(MediaKey.PLAY)
    hear(desk.app, 3)
    usual = desk.service.wpm / desk.service.ratio
    desk.press(MediaKey.RATE, 1.5)
    assert desk.service.wpm == pytest.approx(1.5 * usual, abs=1)
    assert desk.now().rate == pytest.approx(1.5, abs=0.01)
    before = desk.media.player.position() if desk.media.player else 0
    desk.press(MediaKey.SEEK, 4.0 * SECOND)
    desk.press(MediaKey.PAUSE)

    assert desk.media.player is not None
    assert desk.media.player.position() > before
    assert desk.now().length > desk.media.player.position() > 0


def test_an_open_check_is_not_answered_by_a_key(desk: Desk) -> None:
    assert desk.service.asked is None
    desk.press(MediaKey.NEXT)

    assert not desk.service.playing


def test_the_panel_is_empty_when_spindle_closes_and_without_a_text(desk: Desk) -> None:
    desk.service.remove(desk.service.library.documents[0].id)
    assert desk.media.shown[-1] is None
    desk.service.stop()

    assert desk.media.shown[-1] is None


def test_a_desktop_without_media_keys_changes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.app.media = None
    desk.service.play()
    hear(desk.app, 2)
    desk.service.stop()

    assert desk.app.data.failures == []
