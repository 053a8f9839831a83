"""Words a minute, counted word by word with made-up times."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.sound_events import At, Paced
from spindle.core.sound_port import Utterance
from spindle.sound.pauses import Stretch
from spindle.sound.place import Goal
from spindle.sound.script import LONGEST, Script, pieces
from spindle.sound.speech import Speech, Word
from spindle.sound.speed import Pace
from tests.helpers.tones import RATE, Desk, voiced

AROUND = (Stretch(20, 6.0, 0.0),)
"""200 words a minute, for when nothing was counted."""

SENTENCES = st.lists(
    st.lists(st.floats(0.01, 2.0), min_size=1, max_size=40), min_size=30, max_size=60
)
"""Of each sentence, the seconds from each word to the next."""


def heard(pace: Pace, sentence: list[float], words: int | None = None) -> list[int]:
    """A sentence from its begin to the next one's; at which of its words it was time to tell."""
    starts = list(accumulate(sentence, initial=0.0))
    each = (words or len(sentence)) / len(sentence)
    news = [n for n, start in enumerate(starts[:-1]) if pace.began(n * each, start) is not None]
    pace.ended(words or len(sentence), starts[-1])
    return news


def uneven(text: str) -> Speech:
    """A word of one letter takes an eighth of a second, any other one half of one."""
    seconds = [0.12 if len(word) == 1 else 0.5 for word in text.split()]
    ends = list(accumulate(len(word) + 1 for word in text.split()))
    begins = [round(RATE * at) for at in accumulate(seconds, initial=0.0)]
    words = tuple(
        Word(end - 1 - len(word), end - 1, begin)
        for word, end, begin in zip(text.split(), ends, begins[:-1], strict=True)
    )
    return Speech(samples=voiced(sum(seconds)), rate=RATE, words=words)


def counted(desk: Desk) -> tuple[list[float], list[int]]:
    """When each word began, in seconds, and how many before it."""
    begun: dict[tuple[str, int], float] = {}
    for at, event in desk.told(At):
        if isinstance(event, At) and event.playing:
            begun.setdefault((event.utterance, event.start), at)
    return list(begun.values()), list(range(len(begun)))


def told(desk: Desk) -> list[tuple[float, float]]:
    """When which words a minute were told."""
    return [(at, event.wpm) for at, event in desk.told(Paced) if isinstance(event, Paced)]


@given(SENTENCES, st.integers(1, 3))
def test_what_is_told_are_the_words_that_began_in_the_minute_before(
    sentences: list[list[float]], factor: int
) -> None:
    pace, before = Pace(180), 0.0
    seconds: list[float] = []
    for sentence in sentences:
        starts = list(accumulate(sentence, initial=0.0))
        for n, start in enumerate(starts[:-1]):
            seconds.append(before + start)
            told = pace.began(factor * n, start)
            if told is not None:
                at = seconds[-1]
                true = len(seconds) - 1 - np.interp(at - 60, seconds, range(len(seconds)))
                assert told == pace.wpm(AROUND) == pytest.approx(factor * true)
            elif before + start < 59.999:
                assert pace.wpm(AROUND) == pytest.approx(200)
        pace.ended(factor * len(sentence), starts[-1])
        before += starts[-1]


@given(SENTENCES)
def test_it_is_told_at_most_once_a_second_and_at_the_first_word_after(
    sentences: list[list[float]],
) -> None:
    pace, before = Pace(180), 0.0
    times: list[float] = []
    words: list[float] = []
    for sentence in sentences:
        starts = [before + at for at in accumulate(sentence[:-1], initial=0.0)]
        words += starts
        times += [starts[n] for n in heard(pace, sentence)]
        before += sum(sentence)
    assert all(b - a > 0.999 for a, b in pairwise(times))
    assert all(at > 59.999 for at in times)
    for at, following in pairwise(times):
        assert not any(at + 1.001 < word < following - 1e-6 for word in words)


def test_a_change_of_speed_begins_the_minute_again_in_the_middle_of_a_sentence() -> None:
    pace = Pace(180)
    pace.set_ratio(1.0)
    for _ in range(10):
        heard(pace, [0.5] * 16)
    assert pace.wpm(AROUND) == pytest.approx(120)
    for n in range(4):
        pace.began(n, 0.5 * n)
    pace.set_ratio(2.0)
    assert pace.wpm(AROUND) == pytest.approx(400)
    for n in range(4, 16):
        pace.began(n, 2.0 + 0.25 * (n - 4))
    pace.ended(16, 5.0)
    for _ in range(14):
        heard(pace, [0.25] * 16)
    assert pace.wpm(AROUND) == pytest.approx(400), "58.75 s since the first word after it"
    heard(pace, [0.25] * 16)
    assert pace.wpm(AROUND) == pytest.approx(240)

    pace.set_ratio(2.0)
    assert pace.wpm(AROUND) == pytest.approx(240), "it is no other one"


def test_a_word_that_is_broken_off_counts_neither_itself_nor_its_time() -> None:
    pace = Pace(180)
    for _ in range(8):
        heard(pace, [0.5] * 16)
    for n in range(5):
        pace.began(n, 0.5 * n)
    pace.left()  # and on in the middle of another sentence, with a word 0.3 s later
    for n in range(12, 16):
        pace.began(n, 0.3 + 0.5 * (n - 12))
    pace.ended(16, 2.3)
    heard(pace, [0.5] * 16)
    assert pace.wpm(AROUND) == pytest.approx(120)


def test_another_text_is_counted_anew() -> None:
    pace = Pace(180)
    for _ in range(10):
        heard(pace, [0.5] * 16)
    pace.begin_again()
    heard(pace, [0.5] * 16)
    assert pace.wpm(AROUND) == pytest.approx(200)


@pytest.mark.requirement("reader-7")
def test_words_inside_a_sentence_count_where_they_are_heard() -> None:
    sentence = " ".join(["a"] * 50 + ["slow"] * 30)  # 6 s and 15
    desk = Desk(*[sentence] * 8, speak=uneven, pause=0.3)
    desk.player.play()
    desk.pull(120, block=1323)

    begun, words = counted(desk)
    late = [(at, wpm) for at, wpm in told(desk) if at > 61]
    assert max(wpm for _, wpm in late) > 1.1 * min(wpm for _, wpm in late)
    for at, wpm in late:
        true = np.interp(at, begun, words) - np.interp(at - 60, begun, words)
        assert wpm == pytest.approx(true, rel=0.005)


def test_after_a_rest_and_a_jump_only_what_was_heard_counts() -> None:
    desk = Desk(*[" ".join(["slow"] * 12)] * 40, speak=uneven, pause=0.0)
    desk.player.play()
    for jump in (None, 3, 12):
        desk.pull(27.3)
        desk.player.pause()
        desk.pull(5)
        if jump is not None:
            desk.player.seek(Goal(index=jump, char=11))
        desk.player.play()
    for _ in range(30):
        desk.pull(1.1)
        assert desk.player.pace.wpm(AROUND) == pytest.approx(120, rel=0.001)


def test_a_sentence_in_pieces_has_its_words_in_all_of_them() -> None:
    text = " ".join(["slow"] * 400)
    whole = Utterance(id="a", text=text, words=800)
    found = pieces(whole)
    assert len(found) > 3
    assert sum(each.words for each in found) == 800
    for each in found:
        assert each.words == pytest.approx(2 * len(each.text.split()), abs=1)
    assert [(each.first, each.last) for each in found] == [
        (n == 0, n == len(found) - 1) for n in range(len(found))
    ]


@given(
    st.text(alphabet="ab -—.中 ", max_size=3 * LONGEST),
    st.none() | st.integers(0, 500),
)
def test_no_word_of_a_sentence_gets_lost_in_its_pieces(text: str, words: int | None) -> None:
    found = pieces(Utterance(id="a", text=text, words=words))
    assert "".join(each.text for each in found) == text
    assert all(each.words >= 0 for each in found)
    if words is not None:
        assert sum(each.words for each in found) == words


def test_what_has_neither_letter_nor_digit_is_no_word_of_a_sentence() -> None:
    script = Script([Utterance(id="a", text="one — two three", words=6)])
    script.put(0, uneven("one — two three"))
    spoken = script.spoken(0)
    assert spoken is not None
    assert spoken.before == pytest.approx((0, 2, 2, 4))
