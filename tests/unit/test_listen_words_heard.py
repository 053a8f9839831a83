"""How many words of a session were heard, wherever somebody jumps to."""

from spindle.features.listen.reader import Spot
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Block, Kind, Span
from spindle.features.listen.words_heard import WordsHeard

TEXT = "[12] One two three four five six seven eight nine ten. Six more words are in here."
SCRIPT = Script.of(0, (Block(kind=Kind.PARAGRAPH, text=TEXT),))
TEN, SIX = SCRIPT.lines


def at(line: Line, word: str) -> Spot:
    start = TEXT.index(word)
    return Spot(line, Span(start, start + len(word)))


def test_a_sentence_that_begins_with_what_is_left_out_counts_whole() -> None:
    heard = WordsHeard()
    for word in ("One", "five", "ten"):
        heard.moved(at(TEN, word))
    heard.finished(TEN)

    assert (TEN.words, heard.total) == (10, 10)


def test_what_was_heard_of_a_sentence_counts_after_a_jump_out_of_it() -> None:
    heard = WordsHeard()
    heard.moved(at(TEN, "One"))
    heard.moved(at(TEN, "six"))
    before = heard.total
    heard.left()
    heard.moved(at(SIX, "Six"))

    assert before == heard.total == 5
    heard.finished(SIX)
    assert heard.total == 5 + SIX.words


def test_a_sentence_that_is_said_again_counts_again_as_far_as_it_was_heard() -> None:
    heard = WordsHeard()
    heard.moved(at(TEN, "One"))
    heard.moved(at(TEN, "six"))
    heard.left()
    heard.moved(at(TEN, "One"))
    heard.finished(TEN)

    assert heard.total == 5 + 10


def test_a_jump_out_of_a_sentence_and_back_to_its_middle_counts_it_once() -> None:
    heard = WordsHeard()
    heard.moved(at(TEN, "One"))
    heard.moved(at(TEN, "six"))
    heard.left()
    heard.moved(at(SIX, "Six"))
    heard.left()
    heard.moved(at(TEN, "six"))
    heard.finished(TEN)

    assert heard.total == 10


def test_what_comes_again_after_a_loss_counts_once() -> None:
    heard = WordsHeard()
    heard.moved(at(TEN, "One"))
    heard.moved(at(TEN, "six"))
    heard.moved(at(TEN, "three"))
    heard.finished(TEN)

    assert heard.total == 10


def test_to_walk_about_without_sound_counts_nothing() -> None:
    heard = WordsHeard()
    for line, word in ((TEN, "One"), (SIX, "Six"), (TEN, "six"), (SIX, "words"), (TEN, "One")):
        heard.left()
        heard.moved(at(line, word))

    assert heard.total == 0
