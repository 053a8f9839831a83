"""Leaving a text or a recording while it sounds: what the voice has still to tell is not needed.

The fake voice answers late here, as the real one does: after its caller has gone on.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from spindle.core.sound_events import Device, Ended, Finished
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import NO_DEVICE, TAKEN
from spindle.features.listen.service import ListenService
from spindle.features.listen.settings import DELAY, PARAGRAPH_PAUSE, SENTENCE_PAUSE
from spindle.features.listen.text.model import Place
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.reading import hear, lane, listening, long_text
from tests.helpers.recordings import Player


def begun_anew(tmp_path: Path, name: str) -> tuple[FakeApp, ListenService]:
    """Spindle started anew on the same profile, with a document open."""
    app = make_app(tmp_path, features=(LISTEN,))
    service: ListenService = app.services["listen"]
    service.open(name)
    return app, service


def quit_(app: FakeApp, service: ListenService) -> None:
    del app
    service.stop()


def open_another(app: FakeApp, service: ListenService) -> None:
    del app
    service.library.paste("Some other text. It is short.")
    service.open(service.library.documents[0].id)


def remove_it(app: FakeApp, service: ListenService) -> None:
    del app
    assert service.document is not None
    service.remove(service.document.id)()


@pytest.mark.requirement("reader-4")
@pytest.mark.parametrize("leave", [quit_, open_another, remove_it])
@pytest.mark.parametrize("seconds", [2.4, 6.85, 11.1])
@pytest.mark.parametrize("speed", [180, 400])
def test_what_sounds_when_it_is_left_is_found_again_at_the_same_sample(
    tmp_path: Path,
    leave: Callable[[FakeApp, ListenService], None],
    seconds: float,
    speed: int,
) -> None:
    app, service = listening(tmp_path, long_text())
    app.sounding.late = True
    document = service.document
    assert document is not None
    service.set_speed(speed)
    service.play()
    hear(app, seconds, step=0.01)
    sounding = lane(app)
    assert service.playing
    where, ms = sounding.utterances[sounding.index].id, sounding.ms
    leave(app, service)
    app.sounding.report()
    app.data.close()
    _, later = begun_anew(tmp_path, document.id)

    assert later.spot.line is not None
    assert later.spot.line.id == where
    assert later.reader.ms == pytest.approx(ms, abs=50)


@pytest.mark.requirement("reader-4")
@pytest.mark.requirement("reader-row-9")
def test_a_recording_that_is_left_while_it_plays_is_found_at_the_same_place(tmp_path: Path) -> None:
    player = Player(tmp_path)
    player.app.sounding.late = True
    player.recordings.set_ratio(1.8)
    player.service.toggle()
    player.hear(21.5)
    player.app.time.pass_(220_000)
    player.lane.ms += 220 * 1.8
    ms = player.lane.ms
    player.service.stop()
    player.app.data.close()
    later = Player(tmp_path, add=False)
    later.service.open(later.service.library.documents[0].id)

    assert later.recordings.ms == pytest.approx(ms, abs=50)


@pytest.mark.requirement("reader-4")
def test_a_report_that_is_long_overdue_is_not_reckoned_from(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 2)
    told = service.spot.ms
    app.time.pass_(60_000_000)

    assert service.reader.ms <= told + 500 * service.ratio + 1


def test_the_offset_of_the_light_is_in_force_from_the_start_and_after_every_start(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    app.settings.set(DELAY, 180)
    assert lane(app).delay == 180
    assert service.document is not None
    name = service.document.id
    service.stop()
    app.data.close()
    again = make_app(tmp_path, features=(LISTEN,), services=False)
    again.settings.set(DELAY, 180)
    assert LISTEN.service is not None
    later = LISTEN.service(again)
    later.open(name)

    assert lane(again).delay == 180


@pytest.mark.requirement("reader-3")
@pytest.mark.requirement("reader-row-27")
def test_other_pauses_are_in_force_from_the_next_play_at_the_same_place(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 7)
    before = lane(app).utterances
    app.settings.set(SENTENCE_PAUSE, 400)
    app.settings.set(PARAGRAPH_PAUSE, 900)
    assert lane(app).utterances == before, "what sounds is left alone"
    service.pause()
    spot, ms = service.spot, service.reader.ms
    service.play()

    assert {each.pause for each in lane(app).utterances} == {0.4, 0.9}
    assert service.spot.place == spot.place
    assert lane(app).ms == pytest.approx(ms, abs=50)


@pytest.mark.requirement("reader-row-43")
def test_asked_in_the_last_sentence_it_still_rests_at_the_end_of_the_chapter(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    app.sounding.late = True
    service.play()
    while service.reader.following is None:
        hear(app, 1)
    service.sleep_at_chapter_end()
    hear(app, 60)

    assert not service.playing
    assert service.spot.place.chapter == 0
    assert not service.sleep_after_chapter
    service.play()
    hear(app, 10)
    assert service.spot.place.chapter == 1, "and goes on from there when asked to"


@pytest.mark.requirement("reader-row-43")
def test_an_end_that_is_told_before_the_rest_does_not_go_on(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.sleep_at_chapter_end()
    service.play()
    hear(app, 1)
    script = service.script
    assert script is not None
    service.step(len(script.lines) - 1)
    app.sounding.late = True
    lane(app).told(Finished(script.lines[-1].id))
    lane(app).told(Ended())
    app.sounding.report()

    assert not service.playing
    assert service.spot.place.chapter == 0


def test_a_chapter_in_two_pieces_ends_with_the_second(tmp_path: Path) -> None:
    text = "# One\n\n" + "\n\n".join(
        " ".join(f"It was word {number} of {row}." for number in range(60)) for row in range(50)
    )
    _, service = listening(tmp_path, text)
    document = service.document
    assert document is not None
    assert document.chapters[1].continues
    script = service.script
    assert script is not None

    assert not service._ends_chapter(script.lines[-1])


def test_who_took_the_voice_is_named_until_it_goes_on(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    hear(app, 2)
    app.features = (*app.features, LISTEN._replace(id="drill", title="Drill"))
    app.sounding.voice("drill", lambda _: None).play()
    [told] = service.notices.all
    assert (told.sentence, told.facts) == (TAKEN, (("page", "Drill"),))
    service.play()

    assert service.notices.all == ()


def test_listens_own_trials_are_not_told_as_taking_the_voice(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    service.play()
    app.sounding.voice("listen try", lambda _: None).play()

    assert not service.playing
    assert service.notices.all == ()


def test_a_file_that_cannot_be_read_is_named_above_what_is_open_until_that_was_read(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path)
    for name, content in (("empty.txt", b""), ("odd.xyz", b"\0\1\2" * 99)):
        (tmp_path / name).write_bytes(content)
        service.bring(tmp_path / name)
    service.play()
    hear(app, 2)
    assert told(service) == ["empty.txt is empty.", "odd.xyz is not text."]
    assert service.document is not None
    service.open(service.document.id)
    assert len(told(service)) == 2, "another text may come first"
    service.put_away()

    assert told(service) == []
    assert service.library.arriving == ()


def told(service: ListenService) -> list[str]:
    """What stands above the text."""
    return [each.sentence.format_map(dict(each.facts)) for each in service.said]


def test_without_a_sound_device_it_says_so_until_there_is_one(tmp_path: Path) -> None:
    app, service = listening(tmp_path)
    app.sounding.become(Device.SILENT)
    assert [each.sentence for each in service.notices.all] == [NO_DEVICE]
    service.play()
    hear(app, 2)
    assert service.spot.place > Place(0, 0, 0), "the words move on all the same"
    app.sounding.become(Device.HEARD)

    assert service.notices.all == ()
