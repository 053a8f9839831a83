"""The speeds of a session: aimed at and heard, why they changed, and how that is undone."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spindle.core.clock import DAY, MINUTE, SECOND
from spindle.features.listen import queries
from spindle.features.listen.notices import BESIDE_THE_BAND, FOUND_LONG_AGO
from spindle.features.listen.records import SILENT
from spindle.features.listen.settings import CHECKS, EASY, SESSION
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.genre import Genre
from spindle.features.listen.velocity import controller
from spindle.features.listen.velocity.controller import (
    REWOUND,
    Ramp,
    SpeedChange,
    answered,
    begin,
    undone,
)
from spindle.features.listen.velocity.controller import SESSION as MOST_OF_A_SESSION
from spindle.features.listen.velocity.effort import Effort
from spindle.features.listen.velocity.plan import Part
from spindle.features.listen.velocity.threshold import Estimate
from tests.helpers.fake_sound import WPM
from tests.helpers.fakes import FakeApp
from tests.helpers.reading import answer, hear, lane, listening, long_text, until_asked

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

COMFORT = 160.0


def with_comfort(tmp_path: Path) -> "tuple[FakeApp, ListenService]":
    """A long text to be heard by somebody whose comfortable speed is known."""
    app, service = listening(tmp_path, long_text())
    ListenStore(app.database).save_comfort(service.voice, COMFORT, app.clock.now().wall)
    assert service.document is not None
    service.open(service.document.id)
    return app, service


def asked_of_the_voice(app: FakeApp) -> float:
    return lane(app).ratio * WPM


@pytest.mark.requirement("reader-idea-8")
def test_a_session_begins_and_ends_at_the_comfortable_speed(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    app.settings.set(SESSION, 10 * 60)
    app.settings.set(EASY, 60)
    service.play()
    assert asked_of_the_voice(app) == pytest.approx(COMFORT), "from the first word on"
    assert service.wpm == 200
    hear(app, 50)
    assert asked_of_the_voice(app) == pytest.approx(COMFORT)
    assert service.asked is None
    hear(app, 90)
    assert asked_of_the_voice(app) == pytest.approx(200), "a step with each sentence"
    for _ in range(200):
        if service.asked is not None:
            service.skip_check()
        hear(app, 5)
        if service.sitting is not None and service.sitting.part is Part.COOL_DOWN:
            break
    hear(app, 15)
    assert asked_of_the_voice(app) == pytest.approx(COMFORT)
    assert service.asked is None


@pytest.mark.requirement("reader-idea-4")
def test_a_session_says_once_that_its_speed_is_beside_the_band(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    said = []
    for wpm in (200.0, 200.0, 150.0, 175.0):
        service.end_session()
        service.set_speed(wpm)
        service.play()
        hear(app, 2)
        said.append([each.sentence for each in service.notices.all])
    assert said == [[BESIDE_THE_BAND[Effort.LOST]], [], [BESIDE_THE_BAND[Effort.COASTING]], []]


@pytest.mark.requirement("reader-idea-4")
def test_a_comfort_that_was_found_a_week_ago_is_to_be_found_anew(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    app.time.pass_(8 * DAY)
    service.play()
    hear(app, 2)
    assert [each.sentence for each in service.notices.all] == [FOUND_LONG_AGO]

    service.calibrated(180.0)
    assert service.notices.all == ()


def test_at_rest_the_multiple_follows_the_speed_that_is_set(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 5)
    assert service.ratio == pytest.approx(200 / WPM)
    service.pause()
    assert service.ratio == pytest.approx(200 / WPM)
    service.set_speed(300.0)
    assert service.ratio == pytest.approx(300 / WPM)
    service.take_back()
    assert service.ratio == pytest.approx(200 / WPM)
    service.set_speed(260.0)
    service.play()
    hear(app, 2)
    assert service.ratio == pytest.approx(260 / WPM)


def test_the_length_is_known_before_the_first_word(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    assert service.sitting is not None
    assert service.sitting.planned == app.settings.get(SESSION)
    app.settings.set(SESSION, 12 * 60)
    assert service.sitting.planned == 12 * 60
    service.play()
    hear(app, 2)
    app.settings.set(SESSION, 30 * 60)
    assert service.sitting.planned == 12 * 60, "what a session begins with it keeps"


def test_without_a_comfortable_speed_it_is_work_from_the_first_word_to_the_last(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text())
    app.settings.set(SESSION, 4 * 60)
    app.settings.set(EASY, 120)
    service.set_speed(700.0)
    service.play()
    heard = [0.0]
    while not service.to_rate and len(heard) < 2000:
        hear(app, 0.5)
        asked = service.asked
        if asked is not None and asked.is_open:
            heard.append(asked.sounded)
            service.skip_check()
            service.play()
    # 400 words are 34 s at this speed.
    assert len(heard) > 5
    assert heard[1] < 40
    assert heard[-1] > 240 - 45


def test_without_a_comfortable_speed_the_file_says_work_from_the_first_word(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text())
    app.settings.set(SESSION, 40 * 60)
    app.settings.set(EASY, 240)
    service.play()
    hear(app, 10)
    service.faster()
    hear(app, 10)
    rows = app.data.rows("SELECT part FROM speed_trace")
    assert len(rows) == 2
    assert {row["part"] for row in rows} == {"work"}


def test_the_file_says_work_once_the_speed_was_set_in_an_easy_part(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    app.settings.set(SESSION, 40 * 60)
    app.settings.set(EASY, 240)
    service.play()
    hear(app, 10)
    service.faster()
    hear(app, 10)
    rows = app.data.rows("SELECT part FROM speed_trace ORDER BY rowid")
    assert [row["part"] for row in rows] == ["warm-up", "work"]


def test_an_easy_part_in_which_the_speed_is_set_is_work(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    app.settings.set(SESSION, 40 * 60)
    app.settings.set(EASY, 240)
    service.play()
    hear(app, 100)
    assert service.asked is None
    service.set_speed(400.0)
    hear(app, 90)
    assert service.sitting is not None
    assert service.sitting.part is Part.WARM_UP
    assert service.asked is not None


def test_a_speed_set_in_the_easy_part_holds_in_it(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    service.play()
    hear(app, 10)
    service.faster()
    assert service.wpm == COMFORT + 5, "one step more than what is heard"
    for _ in range(8):
        hear(app, 5)
        assert asked_of_the_voice(app) == pytest.approx(COMFORT + 5)
        assert service.heard_wpm == pytest.approx(COMFORT + 5)
    service.undo_speed()
    hear(app, 20)

    assert service.wpm == 200
    assert asked_of_the_voice(app) == pytest.approx(COMFORT), "the easy part is back"


@pytest.mark.requirement("reader-idea-8")
@pytest.mark.requirement("reader-row-52")
def test_every_speed_that_was_heard_is_in_the_file_with_its_moment_and_its_part(
    tmp_path: Path,
) -> None:
    app, service = with_comfort(tmp_path)
    app.settings.set(SESSION, 10 * 60)
    app.settings.set(EASY, 60)
    service.play()
    heard: list[tuple[int, float]] = []
    keys = {90.0: 3, 100.0: 1}
    for tick in range(4 * 700):
        hear(app, 0.25)
        for _ in range(keys.get(tick / 4, 0)):
            service.faster()
        if service.asked is not None and service.asked.is_open:
            missed = service.asked.number == 1
            service.answer((service.asked.check.answer + missed) % 4)
            service.play()
        if not heard or asked_of_the_voice(app) != pytest.approx(heard[-1][1]):
            heard.append((app.clock.now().wall, asked_of_the_voice(app)))
    rows = app.data.rows("SELECT wpm, part, at, sounded FROM speed_trace ORDER BY at, rowid")
    at_once = {row["at"]: row for row in rows}  # three keys in a row are one change to the ear

    assert [row["wpm"] for row in at_once.values()] == pytest.approx([wpm for _, wpm in heard])
    for row, (at, _) in zip(at_once.values(), heard, strict=True):
        assert 0 <= at - row["at"] <= SECOND / 4
    assert [row["sounded"] for row in rows] == sorted(row["sounded"] for row in rows)
    assert rows[0]["sounded"] == 0
    assert rows[-1]["wpm"] == COMFORT
    parts = [part for part, _ in groupby(row["part"] for row in rows)]
    assert parts == ["warm-up", "work", "replay", "work", "cool-down"]


def test_a_speed_set_before_the_session_leaves_its_beginning_easy(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    service.set_speed(240)
    service.play()
    hear(app, 10)

    assert service.wpm == 240
    assert asked_of_the_voice(app) == pytest.approx(COMFORT)


@pytest.mark.requirement("reader-7")
@pytest.mark.requirement("reader-row-20")
def test_what_is_shown_is_what_is_heard_and_not_what_was_asked_for(tmp_path: Path) -> None:
    app, service = with_comfort(tmp_path)
    service.play()
    hear(app, 10)
    assert service.wpm == 200
    assert service.heard_wpm == pytest.approx(COMFORT), "in the easy part"
    lane(app).natural = 120
    service.set_speed(600)
    hear(app, 2)
    assert service.heard_wpm == pytest.approx(480), "as fast as this voice can be made here"


@pytest.mark.requirement("reader-row-24")
@pytest.mark.requirement("reader-idea-1")
def test_it_is_answers_that_raise_the_speed_and_never_words_or_minutes(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(8))
    app.settings.set(SESSION, 0)
    app.settings.set(CHECKS, "off")
    service.play()
    hear(app, 6 * 60, step=1)
    [session] = app.data.rows("SELECT words, sounded FROM listening")
    assert session["words"] > 1000
    assert service.wpm == 200
    assert app.data.rows("SELECT * FROM speed_change") == []
    app.settings.set(CHECKS, "on")
    answer(app, service, right=True)
    [change] = app.data.rows("SELECT before, after, why FROM speed_change")

    assert (change["before"], change["why"]) == (200, "right")
    assert 200 < change["after"] <= 200 * controller.UP


@pytest.mark.requirement("reader-7")
@pytest.mark.parametrize("wpm", [120, 250, 420])
def test_the_words_of_a_minute_are_those_that_are_shown(tmp_path: Path, wpm: int) -> None:
    app, service = listening(tmp_path, long_text(4))
    for each in lane(app).utterances:
        object.__setattr__(each, "pause", 0.0)
    app.settings.set(CHECKS, False)
    service.set_speed(wpm)
    service.play()
    sitting = service.sitting
    assert sitting is not None
    hear(app, 20, step=0.05)
    script, line = service.script, service.spot.line
    assert script is not None
    assert line is not None
    before = heard_words(service)
    hear(app, 60, step=0.05)

    assert heard_words(service) - before == pytest.approx(service.heard_wpm, rel=0.03)


def heard_words(service: "ListenService") -> int:
    """Words up to and with the one that is heard, however they are written."""
    script, line = service.script, service.spot.line
    assert script is not None
    assert line is not None
    inside = script.blocks[line.block].text[line.span.start : service.spot.word.end]
    return sum(len(each.said.text.split()) for each in script.lines[: line.number]) + len(
        inside.split()
    )


def test_while_a_missed_sentence_is_said_again_the_slower_speed_is_shown(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=False)
    service.play()
    hear(app, 1)

    assert service.heard_wpm == pytest.approx(0.85 * service.wpm)
    assert service.replayed is not None
    hear(app, 75)
    assert service.replayed is None
    assert service.heard_wpm == pytest.approx(service.wpm)


Act = st.sampled_from(["right", "wrong", "undo"])


@settings(max_examples=80)
@given(st.lists(Act, max_size=60), st.floats(150, 300), st.floats(140, 320))
def test_whatever_is_undone_a_session_adds_a_tenth_at_most(
    acts: list[str], speed: float, comfort: float
) -> None:
    ramp: Ramp = begin(Estimate.before(comfort), speed=speed, ceiling=700)
    log: list[tuple[SpeedChange, float]] = []
    for act in acts:
        base = ramp.base
        if act == "undo":
            if log:
                ramp, _ = undone(ramp, *log.pop())
        else:
            ramp, change = answered(ramp, right=act == "right")
            if change is not None:
                log.append((change, base))
        assert ramp.speed <= speed * MOST_OF_A_SESSION * 1.000001


def test_undoing_a_speed_set_by_hand_counts_the_rise_from_where_it_was() -> None:
    ramp = begin(Estimate.before(400), speed=200, ceiling=700)
    faster, change = controller.by_hand(ramp, 300)
    assert change is not None
    back, _ = undone(faster, change, ramp.base)

    assert faster.base == 300
    assert back.base == 200
    assert back.most == pytest.approx(220)


@pytest.mark.requirement("reader-idea-1")
def test_every_change_says_why_and_when_and_goes_from_the_list_when_it_is_undone(
    tmp_path: Path,
) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=True)
    hear(app, 30)
    service.step(-1)
    service.faster()
    sitting = service.sitting
    assert sitting is not None
    whys = [each.change.why for each in sitting.log]
    assert whys[0] == controller.Why.RIGHT
    assert whys[-1] == controller.Why.BY_HAND
    assert all(each.at > 0 for each in sitting.log)
    service.undo_speed()
    assert [each.change.why for each in sitting.log] == whys[:-1]


def test_ctrl_z_takes_a_speed_back_together_with_what_followed_from_it(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 5)
    service.faster(40)
    answer(app, service, right=False)
    hear(app, 1)
    service.take_back()
    assert service.wpm == 240, "the miss is taken back"
    service.take_back()
    assert service.wpm == 200


def test_two_skips_in_a_row_make_the_speed_wait_for_one_answer(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(3))
    service.play()
    for _ in range(2):
        until_asked(app, service)
        service.skip_check()
    sitting = service.sitting
    assert sitting is not None
    assert sitting.ramp.paused
    answer(app, service, right=True)
    assert service.wpm == 200, "it waited"
    assert not sitting.ramp.paused
    hear(app, 2)
    answer(app, service, right=True)

    assert service.wpm == pytest.approx(204)


def test_a_rewind_is_kept_and_counts_in_the_estimate_that_is_made_anew(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    hear(app, 60)
    service.step(-1)
    service.step(-1)
    [row] = app.data.rows("SELECT wpm, voice, sounded FROM reading_rewind")
    assert row["wpm"] == pytest.approx(200)
    assert row["sounded"] <= 2 * MINUTE
    learned = service.sitting
    assert learned is not None
    known = queries.known(app.data.connection, service.voice, Genre.ARTICLE)
    [sign] = known.signs

    assert (sign.right, sign.strength) == (False, REWOUND)
    assert known.answers == []
    anew = Estimate.after(known.signs)
    assert anew.wpm == pytest.approx(learned.ramp.estimate.wpm, rel=0.001)
    assert anew.wpm < Estimate.before().wpm


@pytest.mark.requirement("reader-7")
def test_a_sentence_left_in_the_middle_counts_as_far_as_it_was_heard(tmp_path: Path) -> None:
    text = f"{' '.join(['word'] * 400)}. {' '.join(['again'] * 20)}."
    app, service = listening(tmp_path, text)
    service.set_speed(WPM)
    service.play()
    for _ in range(2):
        hear(app, 10)
        service.pause()
        service.play()
    service.end_session()
    [row] = app.data.rows("SELECT words, wpm FROM listening")

    assert row["words"] == pytest.approx(20 * WPM / 60, abs=2)
    assert row["wpm"] == pytest.approx(WPM, rel=0.03)


def test_what_is_jumped_over_is_not_counted_and_what_is_said_again_is(tmp_path: Path) -> None:
    app, service = listening(tmp_path, "One two three four five six. " * 40)
    service.set_speed(WPM)
    service.play()
    hear(app, 6)
    service.step(10)
    hear(app, 6)
    service.step(-2)
    hear(app, 6)
    service.end_session()
    [row] = app.data.rows("SELECT words FROM listening")

    # Pauses take a little of the time, and what a jump leaves in the middle is not counted.
    assert 18 * WPM / 60 * 0.7 <= row["words"] <= 18 * WPM / 60


# In silence


def answer_some(app: FakeApp, service: "ListenService", *, right: bool, count: int) -> None:
    for _ in range(count):
        answer(app, service, right=right)
        service.play()


def test_what_is_read_in_silence_counts_for_no_voice(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text(8))
    app.settings.set(SESSION, 0)
    sitting = service.sitting
    assert sitting is not None
    of_the_voice = sitting.ramp.estimate
    service.set_silent(on=True)
    service.play()
    answer_some(app, service, right=False, count=3)
    service.step(-1)

    silent = sitting.ramp.estimate
    assert silent.wpm < of_the_voice.wpm, "what is read in silence has a threshold of its own"
    assert len(sitting.reader.signs) == 4, "three checks, and what was heard again"
    speed = service.wpm
    service.set_silent(on=False)
    assert service.wpm == speed, "the pace stays"
    assert sitting.reader.known.voice == service.voice
    assert sitting.reader.signs == []
    assert sitting.ramp.estimate == of_the_voice
    service.set_silent(on=True)
    assert sitting.ramp.estimate == silent

    service.end_session()
    voices = app.data.rows("SELECT DISTINCT voice FROM reading_check")
    voices += app.data.rows("SELECT voice FROM reading_rewind")
    voices += app.data.rows("SELECT voice FROM listening")
    assert [row["voice"] for row in voices] == [SILENT] * 3
    assert queries.known(app.data.connection, service.voice, Genre.ARTICLE).signs == ()
    anew = service.sitting
    assert anew is not None
    assert len(anew.reader.known.answers) == 3, "it is still read in silence"
    service.set_silent(on=False)
    assert anew.reader.known.signs == ()


def test_an_answer_belongs_to_how_its_sentence_was_read(tmp_path: Path) -> None:
    """A check that comes just after the voice is back asks for what was read unheard."""
    app, service = listening(tmp_path, long_text(8))
    service.set_silent(on=True)
    service.play()
    until_asked(app, service)
    sitting, asked = service.sitting, service.asked
    assert sitting is not None
    assert asked is not None
    assert asked.silent
    service.set_silent(on=False)
    of_the_voice, speed = sitting.ramp.estimate, service.wpm
    service.answer((asked.check.answer + 1) % 4)

    assert sitting.ramp.estimate == of_the_voice
    assert service.wpm == speed
    assert sitting.reader.signs == []
    assert app.data.rows("SELECT voice FROM reading_check") == [{"voice": SILENT}]
    service.set_silent(on=True)
    assert len(sitting.reader.signs) == 1


@pytest.mark.parametrize("most", [True, False], ids=["mostly silent", "mostly aloud"])
def test_a_session_is_kept_as_that_of_whom_most_of_its_checks_were(
    tmp_path: Path, *, most: bool
) -> None:
    app, service = listening(tmp_path, long_text(8))
    app.settings.set(SESSION, 0)
    service.set_silent(on=most)
    service.play()
    answer_some(app, service, right=True, count=9)
    service.set_silent(on=not most)
    answer_some(app, service, right=False, count=1)
    service.end_session()

    [row] = app.data.rows("SELECT voice, understood, wpm FROM listening")
    assert row["voice"] == (SILENT if most else service.voice)
    assert row["understood"] == pytest.approx(row["wpm"], rel=0.1), "all of theirs were right"
