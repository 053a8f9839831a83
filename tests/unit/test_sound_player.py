"""The voice goes along the text: where it says it is, it is, and nothing is lost on the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spindle.core.sound_events import At, Ended, Finished, Paced
from spindle.core.sound_port import Utterance
from spindle.sound.pauses import rest
from spindle.sound.place import Goal
from spindle.sound.script import Piece, Spoken
from spindle.sound.speech import Held, Samples, Speech, Word
from spindle.sound.word_map import estimated
from tests.helpers.tones import RATE, Desk, chirp, gaps, roughness, tone_speech, voiced

FIVE = "one two three four five"


def last_at(desk: Desk) -> At:
    at = desk.told(At)[-1][1]
    assert isinstance(at, At)
    return at


def test_words_are_told_at_the_sample_at_which_they_begin() -> None:
    desk = Desk(FIVE)
    desk.player.play()
    desk.pull(1.6)

    words: dict[int, float] = {}
    for at, event in desk.told(At):
        if isinstance(event, At):
            words.setdefault(event.start, at)
    times = [word.sample / RATE for word in tone_speech(FIVE).words]
    assert list(words.values()) == pytest.approx(times, abs=0.002)


@pytest.mark.requirement("reader-1")
def test_a_change_of_speed_loses_no_place_and_repeats_none() -> None:
    sweep = chirp(6)

    def speak(text: str) -> Speech:
        return Speech(samples=sweep, rate=RATE, words=estimated(text, len(sweep)))

    desk = Desk("the long sweep", speak=speak)
    desk.player.play()
    before = desk.pull(1.0)
    place = desk.player._sample / RATE
    desk.player.set_ratio(2.0)
    after = desk.pull(1.0)

    assert place == pytest.approx(1.0, abs=0.02)
    assert place_of(before[-882:]) == pytest.approx(1.0 - 0.02, abs=0.02)
    assert place_of(after[:882]) == pytest.approx(1.0 + 0.04, abs=0.02)
    assert place_of(after[-882:]) == pytest.approx(3.0 - 0.04, abs=0.02)
    assert roughness(np.concatenate((before, after))) <= 1.2 * roughness(sweep)


def place_of(samples: Samples) -> float:
    """Seconds into the chirp, by its pitch there."""
    size = 1 << 16
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    hertz = float(np.argmax(spectrum) * RATE / size)
    return (hertz - 200) / 1800 * 6


@pytest.mark.requirement("reader-2")
def test_fifty_short_sentences_at_twice_the_speed_have_no_gap_above_the_limit() -> None:
    desk = Desk(*["go on now"] * 50)
    desk.player.set_ratio(2.0)
    desk.player.play()
    sound = desk.pull(30)

    rests = gaps(sound, RATE, 1e-4)
    rests = rests[rests > 0.001]
    assert len(desk.told(Finished)) == 50
    assert len(rests) == 49
    assert rests.max() <= 0.12
    assert rests.min() >= 0.08


def test_a_gap_longer_than_the_silence_at_the_end_is_a_gap_all_the_same() -> None:
    def silence(seconds: float) -> Samples:
        return np.zeros(round(seconds * RATE), np.float32)

    parts = (silence(0.4), chirp(1), silence(0.3), chirp(1), silence(0.1), chirp(1), silence(0.2))
    found = gaps(np.concatenate(parts), RATE, 1e-4)

    assert found[found > 0.01] == pytest.approx([0.3, 0.1], abs=0.001)


@pytest.mark.requirement("reader-4")
@settings(max_examples=30, deadline=None)
@given(st.floats(0.05, 4.0), st.floats(0.5, 4.0))
def test_a_pause_anywhere_goes_on_at_the_same_place(seconds: float, ratio: float) -> None:
    desk = Desk(FIVE, FIVE)
    desk.player.set_ratio(ratio)
    desk.player.play()
    desk.pull(seconds, block=50)
    desk.player.pause()
    desk.feed()
    told = last_at(desk)
    desk.pull(0.5)

    again = Desk(FIVE, FIVE)
    again.player.load(again.script, again.script.first_of(told.utterance), told.ms)
    again.feed()

    assert not told.playing
    assert desk.player.index in {again.player.index, again.player.index + 1}
    assert last_at(again).utterance == told.utterance or told.ms > 1450
    if last_at(again).utterance == told.utterance:
        assert last_at(again).ms == pytest.approx(told.ms, abs=1)


@pytest.mark.requirement("reader-4")
@pytest.mark.parametrize("ratio", [1.0, 1.7, 3.0])
def test_the_place_told_at_a_pause_is_that_of_the_last_sample_pulled(ratio: float) -> None:
    for pulls in (31, 47, 60):
        desk = Desk(FIVE)
        desk.player.set_ratio(ratio)
        desk.player.play()
        desk.pull(pulls * 100 / RATE, block=100)
        desk.player.pause()
        desk.feed()

        assert last_at(desk).ms == pytest.approx(1000 * pulls * 100 / RATE * ratio, abs=0.2)


def test_a_pause_does_not_click_and_neither_does_going_on() -> None:
    desk = Desk(FIVE)
    desk.player.play()
    desk.pull(0.5)
    for _ in range(5):
        desk.player.pause()
        desk.pull(0.06)
        desk.player.play()
        desk.pull(0.1)
        desk.player.seek(Goal(index=0, seconds=0.7))
        desk.pull(0.1)

    sound = np.concatenate(desk.sound)
    assert roughness(sound[400:]) <= 1.2 * roughness(voiced(1.5))


def test_no_sample_sounds_while_it_rests() -> None:
    desk = Desk(FIVE)
    desk.player.play()
    desk.pull(0.5)
    desk.player.pause()
    desk.pull(0.02)

    assert not np.any(desk.pull(1))


@pytest.mark.requirement("reader-17")
def test_step_mode_rests_at_the_end_of_each_sentence() -> None:
    desk = Desk(FIVE, FIVE)
    desk.player.play(one=True)
    desk.pull(4)

    assert [event for _, event in desk.told(Finished)] == [Finished("0")]
    assert last_at(desk).playing is False
    desk.player.play(one=True)
    desk.pull(4)
    assert [event for _, event in desk.told(Finished)] == [Finished("0"), Finished("1")]


def test_the_end_of_all_is_told_once_and_more_can_follow() -> None:
    desk = Desk(FIVE)
    desk.player.play()
    desk.pull(3)

    assert len(desk.told(Ended)) == 1
    assert desk.player.playing is False
    desk.script.append([Utterance(id="more", text="and more")])
    desk.player.play()
    desk.pull(2)
    assert [event for _, event in desk.told(Finished)] == [Finished("0"), Finished("more")]


@pytest.mark.requirement("reader-row-18")
@pytest.mark.requirement("reader-16")
def test_ten_seconds_back_and_on_cross_sentences() -> None:
    desk = Desk(*[FIVE] * 20)
    desk.player.seek(Goal(index=10, seconds=0.5))
    desk.feed()

    desk.player.skip(-10)
    desk.feed()
    back = last_at(desk)
    desk.player.skip(10)
    desk.feed()

    assert back.utterance == "3"
    assert back.ms == pytest.approx(1000, abs=1)
    assert last_at(desk).utterance == "10"
    assert last_at(desk).ms == pytest.approx(500, abs=1)


def test_skipping_beyond_either_end_rests_at_that_end() -> None:
    desk = Desk(FIVE, FIVE)
    desk.player.skip(-100)
    desk.feed()
    assert (last_at(desk).utterance, last_at(desk).ms) == ("0", 0)

    desk.player.skip(100)
    desk.feed()
    assert last_at(desk).utterance == "1"
    assert last_at(desk).ms == pytest.approx(1500, abs=1)


def test_a_click_on_a_word_starts_with_it() -> None:
    desk = Desk(FIVE, FIVE)
    desk.player.seek(Goal(index=1, char=FIVE.index("three") + 2))
    desk.feed()

    assert (last_at(desk).utterance, last_at(desk).start) == ("1", FIVE.index("three"))


@pytest.mark.requirement("reader-row-20")
@pytest.mark.requirement("reader-7")
def test_the_words_a_minute_shown_are_those_heard_in_any_minute() -> None:
    lengths = [3, 9, 14, 6, 22, 4, 11, 17, 8, 5] * 8
    desk = Desk(*[" ".join(["word"] * each) for each in lengths])
    desk.player.set_wpm(300)
    desk.player.play()
    desk.pull(200, block=1323)

    begun: dict[tuple[str, int], float] = {}
    for at, event in desk.told(At):
        if isinstance(event, At) and event.playing:
            begun.setdefault((event.utterance, event.start), at)
    for start in range(0, 90, 5):
        heard = sum(start <= at < start + 60 for at in begun.values())
        assert heard == pytest.approx(300, rel=0.03)
    shown = [(at, event.wpm) for at, event in desk.told(Paced) if isinstance(event, Paced)]
    early = [wpm for at, wpm in shown if at < 59]
    assert early == pytest.approx([300] * len(early), rel=0.001)  # it stands still at first
    for at, wpm in shown:
        if at > 61:
            heard = sum(at - 60 <= begin < at for begin in begun.values())
            assert wpm == pytest.approx(heard, rel=0.01)


@pytest.mark.requirement("reader-7")
def test_what_is_shown_is_true_also_in_a_sentence_unlike_those_before() -> None:
    quick, slow = "quick " * 40, "slow " * 80
    desk = Desk(
        *[quick] * 4, *[slow] * 4, speak=lambda text: tone_speech(text, len(text.split()[0]) / 15)
    )
    desk.player.set_ratio(1.5)
    desk.player.play()
    desk.pull(100, block=1323)

    begun = sorted({at for at, event in desk.told(At) if isinstance(event, At) and event.playing})
    shown = [(at, event.wpm) for at, event in desk.told(Paced) if isinstance(event, Paced)]
    late = [(at, wpm) for at, wpm in shown if at > 60]
    assert max(wpm for _, wpm in late) > 1.05 * min(wpm for _, wpm in late)
    for at, wpm in late:
        assert wpm == pytest.approx(sum(at - 60 <= each < at for each in begun), rel=0.015)


def test_a_change_of_speed_is_shown_at_once_and_not_a_minute_later() -> None:
    desk = Desk(*[FIVE] * 100)
    desk.player.set_wpm(200)
    desk.player.play()
    desk.pull(70)
    desk.player.set_wpm(400)
    desk.pull(0.1)

    [*_, (_, last)] = desk.told(Paced)
    assert isinstance(last, Paced)
    assert last.wpm == pytest.approx(400, rel=0.01)


@pytest.mark.requirement("reader-row-19")
@pytest.mark.requirement("reader-6")
def test_four_times_the_speed_is_reached_and_the_place_is_right_there() -> None:
    desk = Desk(*[FIVE] * 12)
    desk.player.set_ratio(4.0)
    desk.player.play()
    desk.pull(4)

    finished = desk.told(Finished)
    one = 1.5 / 4 + rest(0.15, 4)
    assert [at for at, _ in finished][:6] == pytest.approx(
        [one * n + 1.5 / 4 for n in range(6)], abs=0.06
    )


def test_what_has_nothing_to_say_is_passed_over_without_a_pause() -> None:
    def speak(text: str) -> Speech:
        if text.strip("* "):
            return tone_speech(text)
        return Speech(samples=np.zeros(0, np.float32), rate=RATE, words=())

    desk = Desk("", "* * *", FIVE, speak=speak)
    desk.player.play()
    desk.pull(0.1)

    assert [event for _, event in desk.told(Finished)] == [Finished("0"), Finished("1")]
    assert last_at(desk).utterance == "2"


def test_a_word_of_a_hundred_thousand_characters_comes_in_pieces() -> None:
    desk = Desk("x" * 100_000)
    desk.player.play()
    desk.pull(1)
    desk.player.seek(Goal(index=0, char=50_000))
    desk.feed()

    at = last_at(desk)
    assert at.start <= 50_000 < at.end
    assert at.ms == pytest.approx(300 * (50_000 // 600), abs=1)


def test_a_fade_grows_quiet_and_then_rests() -> None:
    desk = Desk(*[FIVE] * 5)
    desk.player.play()
    desk.pull(0.5)
    desk.player.pause(fade=2.0)
    loud, soft = desk.pull(0.5), (desk.pull(1.0), desk.pull(0.4))[1]
    desk.pull(0.2)

    assert np.max(np.abs(soft)) < 0.3 * np.max(np.abs(loud))
    assert desk.player.playing is False
    assert last_at(desk).playing is False


def test_a_fade_ends_in_silence_and_not_in_a_tick() -> None:
    def speak(_: str) -> Speech:
        return Speech(samples=voiced(5.0), rate=RATE, words=())

    desk = Desk("a long sound", speak=speak)
    desk.player.play()
    desk.pull(0.5)
    desk.player.pause(fade=1.0)
    faded = desk.pull(1.2, block=441)

    peaks = np.max(np.abs(faded).reshape(-1, 441), axis=1)
    last = np.flatnonzero(peaks)[-5:]
    assert np.max(peaks[last]) < 0.2 * np.max(peaks)


def test_another_voice_goes_on_at_the_same_word() -> None:
    desk = Desk(FIVE)
    desk.player.play()
    desk.pull(0.8)
    before = last_at(desk)
    desk.player.respeak()
    desk.script.forget()
    desk.player._track = desk.script
    desk.feed()
    desk.pull(0.02)

    assert (last_at(desk).start, last_at(desk).end) == (before.start, before.end)


def test_it_waits_in_silence_for_what_is_not_spoken_yet() -> None:
    class Slow:
        """A track whose one piece comes late."""

        ready = False

        def __len__(self) -> int:
            return 1

        def piece(self, index: int) -> Piece:
            del index
            return Piece(utterance="a", text="x", offset=0, pause=0, words=1, first=True, last=True)

        def spoken(self, index: int) -> Spoken | None:
            del index
            if not self.ready:
                return None
            return Spoken(source=Held(voiced(1), RATE), words=(), before=(), margin=0)

        def seconds(self, index: int) -> float | None:
            del index
            return 1.0 if self.ready else None

        def around(self, index: int) -> tuple[()]:
            del index
            return ()

        def first_of(self, utterance: str) -> int:
            del utterance
            return 0

    desk, track = Desk(), Slow()
    desk.player.load(track)
    desk.player.play()
    assert not np.any(desk.player.pull(4410).samples)
    assert desk.player.wants == 0

    track.ready = True
    assert np.any(desk.player.pull(4410).samples)


@pytest.mark.requirement("reader-8")
@pytest.mark.parametrize("ratio", [1.0, 3.0])
def test_the_word_that_is_told_is_the_word_that_sounds(ratio: float) -> None:
    """Each word is a tone of its own, so the sound says which word it is."""
    tones = [300 + 150 * n for n in range(10)]
    size = round(0.4 * RATE)
    time = np.arange(size) / RATE
    slope = np.minimum(1, np.minimum(time, time[::-1]) / 0.005)
    sound = np.concatenate([0.3 * slope * np.sin(2 * np.pi * tone * time) for tone in tones])
    text = " ".join(f"word{n}" for n in range(10))

    def speak(_: str) -> Speech:
        return Speech(
            samples=sound.astype(np.float32), rate=RATE, words=estimated(text, len(sound))
        )

    desk = Desk(text, speak=speak)
    desk.player.set_ratio(ratio)
    desk.player.play()
    heard = desk.pull(4.2 / ratio)

    begun: dict[int, float] = {}
    for at, event in desk.told(At):
        if isinstance(event, At) and event.playing:
            begun.setdefault(event.start, at)
    assert len(begun) == 10
    for number, at in enumerate(begun.values()):
        assert hertz_at(heard, at + 0.06) == pytest.approx(tones[number], abs=40)
        if number:
            assert hertz_at(heard, at - 0.06) == pytest.approx(tones[number - 1], abs=40)


def hertz_at(sound: Samples, second: float) -> float:
    """The pitch in the forty milliseconds around a place."""
    middle = round(second * RATE)
    part = sound[middle - 440 : middle + 440]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 14))
    return float(np.argmax(spectrum)) * RATE / (1 << 14)


@pytest.mark.requirement("reader-20")
def test_pauses_inside_a_sentence_shrink_when_asked_and_words_stay_in_place() -> None:
    sound = np.concatenate((voiced(1), np.zeros(RATE, np.float32), voiced(1)))

    def speak(text: str) -> Speech:
        return Speech(samples=sound, rate=RATE, words=(Word(0, 3, 0), Word(4, len(text), 2 * RATE)))

    desk = Desk("one two", "one two", speak=speak)
    desk.script.shorten(0.12)
    desk.player.play()
    desk.pull(5)

    begun = [at for at, event in desk.told(At) if isinstance(event, At) and event.start == 4]
    finished = [at for at, _ in desk.told(Finished)]
    assert begun[0] == pytest.approx(1.12, abs=0.03)
    assert finished[0] == pytest.approx(2.12, abs=0.03)
    wpm = [event.wpm for _, event in desk.told(Paced) if isinstance(event, Paced)]
    assert wpm[-1] == pytest.approx(60 * 4 / (2 * 2.12 + 2 * 0.15), rel=0.03)
