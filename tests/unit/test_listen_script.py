"""A chapter as it is read: sentences in order, places, steps, and the way back after a break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.events import Bus
from spindle.core.settings import Settings
from spindle.features.listen.rewind import Rewind, rewind_after
from spindle.features.listen.script import Script
from spindle.features.listen.settings import (
    BACK_AFTER_HOUR,
    BACK_AFTER_MINUTE,
    BACK_AFTER_SECONDS,
    BACK_AT_ONCE,
    GO_BACK,
)
from spindle.features.listen.surroundings import Surroundings
from spindle.features.listen.text.model import Block, Kind, Place
from spindle.sound.word_map import tokens

STOPS = ".,!。、，"

BLOCKS = (
    Block(kind=Kind.HEADING, text="What is read back", level=1),
    Block(
        kind=Kind.PARAGRAPH, text="At night the sketch is read back. Slow waves sweep. It rests."
    ),
    Block(kind=Kind.FOOTNOTE, text="A note that nobody hears.", label="1"),
    Block(kind=Kind.PARAGRAPH, text="The three rhythms nest. Over a night this happens often."),
)
SCRIPT = Script.of(3, BLOCKS)


def test_what_is_skipped_is_no_sentence_and_the_rest_keeps_its_order() -> None:
    assert [SCRIPT.written(line) for line in SCRIPT.lines] == [
        "What is read back",
        "At night the sketch is read back.",
        "Slow waves sweep.",
        "It rests.",
        "The three rhythms nest.",
        "Over a night this happens often.",
    ]
    assert [line.last for line in SCRIPT.lines] == [True, False, False, True, False, True]


def test_the_pause_after_a_paragraph_is_longer() -> None:
    spoken = SCRIPT.spoken(sentence_pause=0.2, paragraph_pause=0.6)

    assert [each.pause for each in spoken] == [0.6, 0.2, 0.2, 0.6, 0.2, 0.6]


@pytest.mark.parametrize(
    "text",
    [
        "At night, the “sketch” is read back. (It rests.) [12] Three point one: 3.14!",
        "夜晚并不是工作的中断。睡眠中，慢波每秒一次。",
        "眠りのあいだ、波が皮質を渡る。",
        "Tom's 𝔞 walk 🌙 cost $12.50.",
    ],
)
def test_the_word_at_a_place_is_the_one_that_the_voice_will_tell(text: str) -> None:
    script = Script.of(0, (Block(kind=Kind.PARAGRAPH, text=text),))
    for line in script.lines:
        for start, end in tokens(line.said.text):
            told = line.said.written(start, end)
            if any(sign.isalnum() for sign in text[slice(*told)]):
                found = line.word_at(told.start)
                assert text[slice(*found)].strip(STOPS) == text[slice(*told)].strip(STOPS)


def test_a_sentence_is_found_by_its_name_and_by_any_place_in_it() -> None:
    third = SCRIPT.lines[2]

    assert SCRIPT.line(third.id) is third
    assert SCRIPT.line("2.2") is None
    assert SCRIPT.line("3.99") is None
    assert SCRIPT.at(third.place) is third
    assert SCRIPT.at(Place(3, 1, third.span.end - 1)) is third


def test_a_place_in_something_skipped_is_the_sentence_after_it() -> None:
    assert SCRIPT.at(Place(3, 2, 5)) is SCRIPT.lines[4]


def test_a_place_behind_the_end_is_the_last_sentence() -> None:
    assert SCRIPT.at(Place(3, 90, 0)) is SCRIPT.lines[-1]


def test_an_empty_chapter_has_no_place() -> None:
    assert Script.of(0, BLOCKS[2:3]).at(Place(0, 0, 0)) is None


@pytest.mark.requirement("reader-16")
def test_back_a_paragraph_goes_to_its_start_first() -> None:
    inside = SCRIPT.lines[2]
    start = SCRIPT.paragraph(inside, -1)

    assert start is SCRIPT.lines[1]
    assert SCRIPT.paragraph(start, -1) is SCRIPT.lines[0]
    assert SCRIPT.paragraph(inside, 1) is SCRIPT.lines[4]
    assert SCRIPT.paragraph(SCRIPT.lines[5], -1) is SCRIPT.lines[4]


@pytest.mark.requirement("reader-16")
def test_beyond_the_first_and_the_last_paragraph_is_another_chapter() -> None:
    assert SCRIPT.paragraph(SCRIPT.lines[0], -1) is None
    assert SCRIPT.paragraph(SCRIPT.lines[5], 1) is None
    assert SCRIPT.entered_paragraph(1) is SCRIPT.lines[0]
    assert SCRIPT.entered_paragraph(-1) is SCRIPT.lines[4]


@given(st.integers(0, 5), st.integers(-9, 9))
def test_a_step_is_in_the_chapter_or_so_far_over_its_edge(number: int, by: int) -> None:
    line, over = SCRIPT.lines[number], SCRIPT.over(SCRIPT.lines[number], by)

    assert SCRIPT.step(line, by).number + over == number + by


def test_a_chapter_is_entered_from_its_start_or_its_end() -> None:
    assert [SCRIPT.entered(by).number for by in (1, 2, 6, 9)] == [0, 1, 5, 5]
    assert [SCRIPT.entered(by).number for by in (-1, -2, -6, -9)] == [5, 4, 0, 0]


def test_words_before_each_sentence_add_up() -> None:
    assert SCRIPT.before == (0, 4, 11, 14, 16, 20, 26)
    assert SCRIPT.words == 26


def test_only_running_text_is_asked_about_as_it_is_written() -> None:
    found = Surroundings.of((SCRIPT,)).sentences[:2]

    assert [(each.text, each.plain) for each in found] == [
        ("What is read back", False),
        ("At night the sketch is read back.", True),
    ]


def settings() -> Settings:
    return Settings(Bus(), lambda _key, _value: None)


@pytest.mark.requirement("reader-19")
@pytest.mark.parametrize(
    ("absence", "rewind"),
    [
        (0, Rewind()),
        (5 * SECOND - 1, Rewind()),
        (5 * SECOND, Rewind(sentences=1)),
        (MINUTE - 1, Rewind(sentences=1)),
        (MINUTE, Rewind(seconds=10)),
        (HOUR - 1, Rewind(seconds=10)),
        (HOUR, Rewind(seconds=30)),
        (-HOUR, Rewind()),
    ],
)
def test_after_a_longer_break_more_is_heard_again(absence: int, rewind: Rewind) -> None:
    assert rewind_after(absence, settings()) == rewind


@pytest.mark.requirement("reader-19")
def test_how_far_is_set_by_the_user_for_each_length_of_break() -> None:
    own = settings()
    own.set(BACK_AT_ONCE, 2)
    own.set(BACK_AFTER_SECONDS, 3)
    own.set(BACK_AFTER_MINUTE, 45)
    own.set(BACK_AFTER_HOUR, 0)

    assert [rewind_after(absence, own) for absence in (0, 30 * SECOND, 2 * MINUTE, 2 * HOUR)] == [
        Rewind(sentences=2),
        Rewind(sentences=3),
        Rewind(seconds=45),
        Rewind(),
    ]
    own.set(GO_BACK, "off")
    assert rewind_after(2 * MINUTE, own) == Rewind()
