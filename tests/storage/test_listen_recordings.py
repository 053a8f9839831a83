"""Recordings in Listen: brought in, played at any speed, resumed, and kept as sessions."""

from pathlib import Path

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.jobs_port import JobFailed
from spindle.core.media_port import MediaKey
from spindle.core.session import Activity, Outcome
from spindle.core.sound_events import Displaced, Ended, Failed
from spindle.features.listen import recording_files
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.settings import BACK_AFTER_MINUTE, FLOOR, GO_BACK, RATIO
from tests.helpers.recordings import SECONDS, Player


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(tmp_path)


def again(folder: Path) -> Player:
    """Spindle started anew on the same profile, with the recording open."""
    player = Player(folder, add=False)
    player.service.open(player.service.library.documents[0].id)
    return player


@pytest.mark.requirement("reader-row-9")
def test_a_sound_file_becomes_a_document_that_stays_when_the_download_goes(
    player: Player, tmp_path: Path
) -> None:
    player.path.unlink()

    [document] = player.service.library.documents
    assert (document.title, document.format) == ("Lecture 4", "recording")
    assert document.recording is not None
    kept = tmp_path / "media" / document.recording.file
    assert kept.read_bytes() == b"sound" * 100
    assert player.lane.file == kept
    assert player.recordings.document is not None
    assert player.service.document is None


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "opus", "mp3", "aiff"])
@pytest.mark.requirement("reader-row-9")
def test_every_kind_of_sound_that_is_promised_is_one(kind: str) -> None:
    assert recording_files.is_recording(Path(f"A.{kind}"))
    assert recording_files.is_recording(Path(f"A.{kind.upper()}"))
    assert not recording_files.is_recording(Path(f"A.{kind}.txt"))


def test_what_is_no_sound_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    player = Player(tmp_path, add=False)
    player.path.write_bytes(b"no sound")
    player.service.add(player.path)

    [arriving] = player.service.library.arriving
    assert arriving.trouble is not None
    assert arriving.trouble[0] == "This file cannot be played."
    assert player.service.library.documents == ()
    assert not (tmp_path / "media").exists()


def test_a_file_that_cannot_be_copied_leaves_no_half(tmp_path: Path) -> None:
    with pytest.raises(JobFailed, match=r"gone\.mp3 could not be copied: No such file"):
        recording_files.keep(lambda _: None, str(tmp_path / "gone.mp3"), str(tmp_path / "media"))

    assert list((tmp_path / "media").iterdir()) == []


def test_the_same_recording_again_is_the_same_document(player: Player) -> None:
    player.add()

    assert len(player.service.library.documents) == 1


@pytest.mark.requirement("reader-row-9")
@pytest.mark.requirement("reader-4")
def test_the_place_and_the_speed_are_kept_over_a_restart(player: Player, tmp_path: Path) -> None:
    player.service.toggle()
    player.recordings.set_ratio(1.5)
    player.hear(60)
    player.service.toggle()
    assert player.recordings.ms == pytest.approx(90_000, abs=1_000)
    player.service.stop()
    player.app.data.close()

    later = again(tmp_path)
    assert later.recordings.ms == pytest.approx(90_000, abs=1_000)
    assert later.lane.ratio == 1.5
    assert not later.recordings.playing


def test_after_a_power_cut_a_few_seconds_are_lost(player: Player, tmp_path: Path) -> None:
    player.service.toggle()
    player.hear(61)
    player.app.data.close()

    assert again(tmp_path).recordings.ms >= 1000 * (61 - 5)


@pytest.mark.requirement("reader-row-28")
@pytest.mark.requirement("reader-20")
def test_pauses_are_shortened_to_a_floor_and_that_is_kept(player: Player, tmp_path: Path) -> None:
    assert player.lane.silence is None
    player.recordings.shorten(on=True)
    assert player.lane.silence == 120
    player.recordings.set_silence(80)
    player.service.stop()
    player.app.data.close()
    later = again(tmp_path)

    assert later.lane.silence == 80
    later.recordings.shorten(on=False)
    assert later.lane.silence is None


@pytest.mark.requirement("reader-row-18")
def test_seconds_and_places_stay_inside_the_file(player: Player) -> None:
    player.service.skip(10)
    assert player.lane.ms == 10_000
    player.service.skip(-30)
    assert player.lane.ms == 0
    player.recordings.seek(1e9)

    assert player.lane.ms == 1000 * SECONDS


def test_the_speed_stays_within_what_can_be_played(player: Player) -> None:
    player.service.faster()
    assert player.lane.ratio == 1.05
    player.recordings.set_ratio(99)
    assert player.lane.ratio == 4.0
    player.recordings.set_ratio(0.01)

    assert player.lane.ratio == 0.5


@pytest.mark.requirement("reader-row-49")
def test_listening_to_a_recording_is_a_session_with_its_minutes(player: Player) -> None:
    player.service.toggle()
    player.hear(150)
    player.service.toggle()
    player.app.time.pass_(MINUTE)
    player.service.end_session()

    [session] = player.app.data.rows("SELECT * FROM session WHERE activity = 'listen'")
    assert session["outcome"] == "stopped"
    assert session["active"] == pytest.approx(150 * SECOND, abs=2 * SECOND)
    assert session["ended"] - session["started"] == pytest.approx(150 * SECOND, abs=2 * SECOND)
    [listening] = player.app.data.rows("SELECT * FROM listening")
    assert listening["sounded"] == pytest.approx(150 * SECOND, abs=2 * SECOND)
    assert player.service.to_rate is not None
    player.service.rate(4)
    assert player.app.data.rows("SELECT rating FROM session") == [{"rating": 4}]


def test_a_pause_of_five_minutes_ends_the_session_where_it_began(player: Player) -> None:
    player.service.toggle()
    player.hear(130)
    player.service.toggle()
    player.app.time.pass_(HOUR)

    [session] = player.app.data.rows("SELECT started, ended FROM session")
    assert session["ended"] - session["started"] == pytest.approx(130 * SECOND, abs=2 * SECOND)


@pytest.mark.requirement("reader-19")
def test_after_a_break_a_little_is_heard_again(player: Player) -> None:
    player.service.toggle()
    player.hear(130)
    player.service.toggle()
    player.app.time.pass_(10 * MINUTE)
    before = player.recordings.ms
    player.service.toggle()

    assert before - player.recordings.ms == pytest.approx(10_000, abs=600)


def test_the_end_finishes_the_recording_and_it_begins_anew(player: Player) -> None:
    player.service.toggle()
    player.hear(5)
    player.lane.playing = False
    player.lane.told(Ended())

    [row] = player.app.data.rows("SELECT finished FROM document")
    assert row["finished"] is not None
    assert player.app.data.rows("SELECT outcome FROM session") == [{"outcome": "completed"}]
    player.service.open(player.service.library.documents[0].id)
    assert player.recordings.ms == 0


def test_somebody_else_taking_the_voice_rests_it_and_a_fault_is_told(player: Player) -> None:
    player.service.toggle()
    player.hear(2)
    player.lane.told(Displaced("drill"))
    assert not player.recordings.playing
    player.lane.told(Failed(sentence="The file broke."))

    assert player.recordings.trouble[0] == "The file broke."


def test_a_text_opened_instead_closes_the_recording_and_the_other_way(
    player: Player, tmp_path: Path
) -> None:
    first = player.service.library.documents[0].id
    player.service.toggle()
    player.hear(3)
    text = tmp_path / "a.txt"
    text.write_text("Some words to hear.", encoding="utf-8")
    name = player.service.add(text)
    assert player.recordings.document is not None  # it sounds, and is not cut off
    player.service.open(name)
    assert player.recordings.document is None
    assert player.service.document is not None
    player.service.open(first)

    assert player.service.document is None
    assert player.recordings.document is not None
    player.service.remove(first)
    assert player.recordings.document is None


def test_the_sleep_timer_silences_a_recording_too(player: Player) -> None:
    player.service.toggle()
    player.service.sleep_in(1)
    player.hear(61)

    assert not player.recordings.playing
    assert player.lane.fade == 10


def test_today_offers_the_recording_that_was_left(player: Player) -> None:
    player.service.toggle()
    player.hear(120)
    player.service.end_session()
    [offer] = LISTEN.offers(player.app.data.connection, player.app.asking())

    assert (offer.title, offer.minutes) == ("Lecture 4", 8)
    assert offer.reason == "You stopped in the middle."


@pytest.mark.requirement("reader-row-50")
def test_media_keys_reach_a_recording(player: Player) -> None:
    media = player.service._media
    media.pressed(MediaKey.PLAY)
    player.hear(40)
    assert player.recordings.playing
    media.pressed(MediaKey.NEXT)
    assert media.position() == pytest.approx(70 * SECOND, abs=SECOND)
    media.pressed(MediaKey.BACK)
    media.pressed(MediaKey.RATE, 2.0)
    assert player.lane.ratio == 2.0
    media.pressed(MediaKey.PAUSE)

    assert not player.recordings.playing


@pytest.mark.requirement("reader-19")
@pytest.mark.parametrize(
    ("away", "back"), [(3 * SECOND, 0), (20 * SECOND, 4_000), (3 * MINUTE, 10_000)]
)
def test_after_a_short_break_too_a_little_is_heard_again(
    player: Player, away: int, back: int
) -> None:
    player.service.toggle()
    player.hear(60)
    player.service.toggle()
    before = player.recordings.ms
    player.app.time.pass_(away)
    player.service.toggle()

    assert before - player.recordings.ms == pytest.approx(back, abs=1)
    again = player.recordings.ms
    player.hear(1)
    assert player.recordings.ms > again, "once"


@pytest.mark.requirement("reader-19")
def test_how_far_back_and_whether_at_all_is_set_by_the_user(player: Player) -> None:
    player.service.toggle()
    player.hear(120)
    player.app.settings.set(BACK_AFTER_MINUTE, 45)
    player.service.toggle()
    before = player.recordings.ms
    player.app.time.pass_(2 * MINUTE)
    player.service.toggle()
    assert before - player.recordings.ms == pytest.approx(45_000, abs=1)
    player.app.settings.set(GO_BACK, "off")
    player.service.toggle()
    before = player.recordings.ms
    player.app.time.pass_(2 * MINUTE)
    player.service.toggle()

    assert player.recordings.ms == before


@pytest.mark.requirement("reader-row-23")
@pytest.mark.requirement("reader-5")
def test_a_new_recording_has_the_usual_speed_and_then_keeps_its_own(tmp_path: Path) -> None:
    player = Player(tmp_path, add=False)
    player.app.settings.set(RATIO, 150)
    player.add()
    assert player.lane.ratio == 1.5
    player.service.set_ratio(1.2)
    player.app.settings.set(RATIO, 200)
    player.service.open(player.service.library.documents[0].id)

    assert player.lane.ratio == 1.2


@pytest.mark.requirement("reader-20")
def test_pauses_shrink_to_the_floor_that_is_set_and_that_can_be_taken_back(player: Player) -> None:
    player.app.settings.set(FLOOR, 200)
    player.service.shorten_or_not()
    assert player.lane.silence == 200
    player.service.set_silence(80)
    assert player.lane.silence == 80
    player.service.take_back()
    assert player.lane.silence == 200
    player.service.take_back()

    assert player.lane.silence is None


@pytest.mark.requirement("reader-20")
@pytest.mark.requirement("reader-row-29")
def test_the_speed_that_is_really_reached_and_the_time_saved_are_told(player: Player) -> None:
    player.service.set_ratio(1.5)
    player.service.toggle()
    player.hear(5)
    assert player.recordings.effective is None, "too early to say"
    for _ in range(40):
        player.hear(0.5)
        player.lane.ms += 100  # a pause that was left out
    assert player.recordings.effective == pytest.approx(1.5 + 0.1 / 0.5 * 20 / 25, abs=0.02)
    assert player.recordings.covered - player.recordings.sounded > 10
    before = player.recordings.covered
    player.service.skip(120)
    player.hear(0.5)

    assert player.recordings.covered - before < 2, "a jump is not heard"


def test_a_jump_and_a_speed_are_taken_back(player: Player) -> None:
    player.service.skip(30)
    player.service.faster()
    player.service.take_back()
    assert player.recordings.recording is not None
    assert player.recordings.recording.ratio == 1.0
    player.service.take_back()

    assert player.lane.ms == 0


def test_what_is_left_for_something_else_keeps_its_place_and_its_speed(
    player: Player, tmp_path: Path
) -> None:
    first = player.service.library.documents[0].id
    player.service.set_ratio(1.4)
    player.service.toggle()
    player.hear(20)
    ms = player.lane.ms
    player.app.sounding.late = True
    text = tmp_path / "a.txt"
    text.write_text("Some words to hear.", encoding="utf-8")
    player.service.open(player.service.add(text))
    player.app.sounding.report()
    player.service.open(first)

    assert player.recordings.ms == pytest.approx(ms, abs=50)
    assert player.lane.ratio == 1.4


def test_its_session_belongs_to_the_block_and_carries_the_aim_of_the_block_or_its_own(
    player: Player,
) -> None:
    aims = "INSERT INTO aim (id, name, updated) VALUES ('a', 'Exam', 1)"
    player.app.data.connection.execute(aims)
    block = player.app.sessions.begin(Activity.FOCUS, "Lecture", aim="a")
    player.service.toggle()
    player.hear(2)
    player.service.end_session()
    name = player.service.library.documents[0].id
    player.service.rename(name, "Lecture 4 #Memory")
    player.service.toggle()
    player.hear(2)
    rows = player.app.data.rows(
        "SELECT s.title, s.parent_id, a.name FROM session s JOIN aim a ON a.id = s.aim_id"
        " WHERE activity = 'listen' ORDER BY s.started, s.rowid"
    )

    assert [(row["title"], row["name"]) for row in rows] == [
        ("Lecture 4", "Exam"),
        ("Lecture 4", "Memory"),
    ]
    assert {row["parent_id"] for row in rows} == {block.id}


def test_it_rests_and_its_session_ends_when_its_block_does(player: Player) -> None:
    block = player.app.sessions.begin(Activity.FOCUS, "Lecture")
    player.service.toggle()
    player.hear(30)
    player.app.sessions.end(block.id, Outcome.COMPLETED, active=0)
    player.hear(1)

    assert not player.recordings.playing
    assert player.lane.fade == 1, "not in the middle of a sound"
    [session] = player.app.data.rows("SELECT outcome FROM session WHERE activity = 'listen'")
    assert session["outcome"] == "stopped"
