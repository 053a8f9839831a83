"""Listening inside a block of work: it ends with the block, at the end of a sentence."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spindle.core.clock import MINUTE
from spindle.features.focus.feature import FOCUS
from spindle.features.listen.settings import CHECKS, EASY, SESSION
from tests.helpers.reading import hear, lane, listening, long_text

if TYPE_CHECKING:
    from spindle.features.focus.service import FocusService
    from spindle.features.listen.service import ListenService
    from tests.helpers.fakes import FakeApp

pytestmark = pytest.mark.requirement("reader-idea-8")


def in_a_block(tmp_path: Path, minutes: int = 10) -> "tuple[FakeApp, ListenService, FocusService]":
    """A text that sounds in a block of so many minutes."""
    app, service = listening(tmp_path, long_text(6), others=(FOCUS,))
    app.settings.set(CHECKS, "off")
    app.settings.set(EASY, 0)
    focus: FocusService = app.services["focus"]
    focus.start("Read chapter 3", first=minutes * MINUTE)
    service.play()
    return app, service, focus


def of_listening(app: "FakeApp") -> "list[dict[str, object]]":
    return app.data.rows(
        "SELECT outcome, active, planned FROM session WHERE activity = 'listen' ORDER BY started"
    )


def test_the_session_is_as_long_as_the_block_has_left_and_ends_at_a_sentence(
    tmp_path: Path,
) -> None:
    app, service, _ = in_a_block(tmp_path)
    hear(app, 9 * 60 + 50)
    assert service.playing
    hear(app, 30)
    [session] = of_listening(app)

    assert not service.playing
    assert session["planned"] == 10 * MINUTE
    assert session["outcome"] == "completed"
    assert 10 * MINUTE <= session["active"] < 10.5 * MINUTE
    assert service.spot.line is not None


def test_a_shorter_session_stays_shorter(tmp_path: Path) -> None:
    app, service, _ = in_a_block(tmp_path)
    service.end_session()
    app.settings.set(SESSION, 3 * 60)
    service.play()
    hear(app, 4 * 60)

    assert not service.playing
    assert of_listening(app)[1]["planned"] == 3 * MINUTE


def test_a_longer_block_is_a_longer_session(tmp_path: Path) -> None:
    app, service, focus = in_a_block(tmp_path)
    hear(app, 60)
    focus.longer()
    hear(app, 11 * 60)
    assert service.playing
    hear(app, 3.5 * 60)
    assert not service.playing


def test_a_block_that_is_ended_lets_the_sentence_be_said_to_its_end(tmp_path: Path) -> None:
    app, service, focus = in_a_block(tmp_path)
    hear(app, 3 * 60 + 1)
    line = service.spot.line
    assert line is not None
    focus.take_break("Walk")
    assert service.playing
    assert of_listening(app)[0]["outcome"] is None
    hear(app, 30)

    assert not service.playing
    assert of_listening(app)[0]["outcome"] == "stopped"
    following = service.spot.line
    assert following is not None
    assert following.number in {line.number, line.number + 1}
    service.play()
    hear(app, 30)
    assert service.playing, "and it can go on in the break"


def test_what_rests_when_the_block_ends_is_closed_with_it(tmp_path: Path) -> None:
    app, service, focus = in_a_block(tmp_path)
    hear(app, 60)
    service.pause()
    focus.take_break("Walk")

    assert of_listening(app)[0]["outcome"] == "stopped"


def test_a_session_that_began_before_the_block_is_its_own(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(6), others=(FOCUS,))
    app.settings.set(CHECKS, "off")
    service.play()
    hear(app, 30)
    focus: FocusService = app.services["focus"]
    focus.start("Write", first=10 * MINUTE)
    hear(app, 60)
    focus.take_break("Walk")
    hear(app, 60)

    assert service.playing
    assert lane(app).ratio > 0
