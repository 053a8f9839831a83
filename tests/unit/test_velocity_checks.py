"""Gaps and heard sentences: that they ask something, and that only listening answers it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.velocity import heard as heard_module
from spindle.features.listen.velocity.check import CHOICES, Check, CheckKind
from spindle.features.listen.velocity.cloze import FEWEST, MOST, cloze
from spindle.features.listen.velocity.heard import which_heard
from spindle.features.listen.velocity.material import Sentence, Vocabulary, stem
from spindle.features.listen.velocity.worn import Item, is_worn
from tests.helpers.checks import (
    answer_is_in,
    choices_of_sentences,
    items,
    share_fitted,
    share_guessed,
    vocabulary,
)
from tests.helpers.public_texts import NAMES, sentences

pytestmark = pytest.mark.requirement("reader-row-25")


@pytest.mark.parametrize("name", NAMES)
def test_each_text_gives_a_check_to_nearly_every_place(name: str) -> None:
    ends = {end for _, end in (*items(name), *choices_of_sentences(name))}

    assert len(ends) > 0.85 * len(sentences(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_stands_elsewhere_in_its_stem(name: str) -> None:
    assert [check for check, _ in items(name) if answer_is_in(check)] == []


def test_an_answer_that_stands_elsewhere_in_another_form_is_seen() -> None:
    choices = ("lamp", "rope", "door", "boat")
    gap = Check(CheckKind.CLOZE, 0, choices, 0, "All the lamps, and the ", " too.")

    assert answer_is_in(gap)
    assert not answer_is_in(replace(gap, before="All the ropes, and the "))


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("name", NAMES)
def test_who_knows_only_how_usual_words_are_in_the_text_guesses(name: str, sign: int) -> None:
    counts = vocabulary(name).counts

    assert share_guessed(name, lambda word: sign * counts[word.casefold()]) <= 0.35


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("name", NAMES)
def test_who_knows_only_how_usual_words_are_in_general_guesses(name: str, sign: int) -> None:
    general: Counter[str] = Counter()
    for each in NAMES:
        general.update(vocabulary(each).counts)

    assert share_guessed(name, lambda word: sign * general[word.casefold()]) <= 0.35


@pytest.mark.parametrize("name", NAMES)
def test_who_knows_only_which_words_stand_together_in_general_guesses(name: str) -> None:
    """All four fit their gap about equally well: grammar alone tells them not apart."""
    assert share_fitted(name) <= 0.35


@pytest.mark.parametrize("name", NAMES)
def test_a_gap_is_in_one_of_the_latest_sentences_but_not_in_the_last(name: str) -> None:
    for check, end in items(name):
        assert end - 4 <= check.sentence <= end - 2
        text = sentences(name)[check.sentence].text
        assert check.before + check.right + check.after == text
        assert FEWEST <= len(sentences(name)[check.sentence].words) <= MOST


@pytest.mark.parametrize("name", NAMES)
def test_all_choices_are_words_of_the_document_from_elsewhere_and_look_alike(name: str) -> None:
    places = vocabulary(name).places
    for check, _ in items(name):
        assert len(set(map(stem, check.choices))) == CHOICES
        for choice in check.choices:
            assert abs(len(choice) - len(check.right)) <= 3
            assert choice[0].isupper() == check.right[0].isupper()
            if choice != check.right:
                near = range(check.sentence - 2, check.sentence + 3)
                assert places[choice.casefold()].isdisjoint(near)


@pytest.mark.parametrize("make", [items, choices_of_sentences])
def test_the_answer_stands_at_each_place_alike(
    make: Callable[[str], tuple[tuple[Check, int], ...]],
) -> None:
    places = Counter(check.answer for name in NAMES for check, _ in make(name))

    assert set(places) == set(range(CHOICES))
    assert max(places.values()) < 0.33 * places.total()


def test_the_same_seed_makes_the_same_check_and_another_one_another() -> None:
    text, words = sentences("darwin-origin")[:60], vocabulary("darwin-origin")

    def made(seed: int) -> list[Check | None]:
        return [cloze(text[end - 14 : end], words, seed) for end in range(14, 60)]

    assert made(1) == made(1)
    assert made(1) != made(2)


@pytest.mark.parametrize("name", NAMES)
def test_a_heard_sentence_stands_among_later_ones_about_as_long(name: str) -> None:
    text = sentences(name)
    for check, end in choices_of_sentences(name):
        assert check.right == text[check.sentence].text
        assert end - 4 <= check.sentence <= end - 2
        later = {each.text for each in text[end + heard_module.LATER :]}
        assert set(check.choices) - {check.right} <= later
        lengths = sorted(map(len, check.choices))
        assert lengths[-1] <= 1.4**2 * lengths[0]


@pytest.mark.parametrize("longest", [True, False])
def test_the_length_of_a_sentence_tells_nothing(*, longest: bool) -> None:
    pick = max if longest else min
    checks = [check for name in NAMES for check, _ in choices_of_sentences(name)]
    right = sum(pick(check.choices, key=len) == check.right for check in checks)

    assert right / len(checks) <= 0.35


def test_without_enough_text_there_is_no_check() -> None:
    one = Sentence(0, "The hippocampus replays a fragment of the day while the cortex is asleep.")

    assert cloze([], Vocabulary.of([]), 1) is None
    assert cloze([one], Vocabulary.of([one]), 1) is None
    assert cloze([one] * 5, Vocabulary.of([one]), 1) is None
    assert which_heard([one] * 5, [], Vocabulary.of([one]), 1) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "He carried the lamp through the long corridor to the library of the castle.",
        "“We carried the lamp through the corridor,” said the gardener to the librarian.",
        "Gardeners carried lamps.",
        "See https://example.org/lamp for what gardeners carried through the long corridor.",
    ],
)
def test_what_cannot_be_understood_alone_is_not_asked(sentence: str) -> None:
    text = [*sentences("darwin-origin")[:200], *(Sentence(500, sentence) for _ in range(4))]
    text.append(Sentence(501, "The last one is left alone because it still sounds."))

    assert cloze(text[-5:], Vocabulary.of(text), 1) is None


def test_headings_quotations_and_code_are_not_asked() -> None:
    text = [Sentence(each.number, each.text, plain=False) for each in sentences("darwin-origin")]

    assert cloze(text[:40], vocabulary("darwin-origin"), 1) is None
    assert which_heard(text[:40], text[40:], vocabulary("darwin-origin"), 1) is None


_PIECES = [
    "the gardener carried nine copper lamps along the northern wall",
    "a ferry with seven anglers left the harbour before the storm",
    "her uncle painted every window of that cottage in pale green",
    "two surveyors measured the meadow behind our school last spring",
    "no baker in the village sold rye bread during those winters",
    "old sailors remember the lighthouse that once stood on this cliff",
    "some children buried their treasure under an oak near the mill",
    "our teacher explained how glaciers shaped the valley long ago",
]
_WAYS: list[Callable[[str], str]] = [
    lambda text: f"{text.capitalize()}.",
    lambda text: f"“{text.capitalize()}.”",
    lambda text: f'"{text.upper()}!"',
    lambda text: f"{text.capitalize()}.".replace(" ", "\u00a0\n", 1),
    lambda text: f"‘{text}’",
]

_SAID = st.tuples(st.sampled_from(_PIECES), st.sampled_from(_WAYS))


@given(
    st.lists(_SAID, min_size=30, max_size=60),
    st.integers(0, 1 << 30),
)
def test_of_a_text_that_says_sentences_twice_one_choice_was_heard_and_no_two_are_alike(
    said: list[tuple[str, Callable[[str], str]]], seed: int
) -> None:
    text = [Sentence(number, way(piece)) for number, (piece, way) in enumerate(said)]
    which = {way(piece): piece for piece, way in said}
    heard = {piece for piece, _ in said[:6]}

    check = which_heard(text[:6], text[6:], Vocabulary.of(text), seed)

    if check is not None:
        shown = [which[choice] for choice in check.choices]
        assert len(set(shown)) == CHOICES
        assert heard.intersection(shown) == {which[check.right]}


def test_without_three_different_sentences_to_come_no_sentence_is_asked_for() -> None:
    said = [*_PIECES[:4], *_PIECES[:2], *_PIECES[6:8] * 20]
    text = [Sentence(number, _WAYS[number % 5](piece)) for number, piece in enumerate(said)]

    assert all(which_heard(text[:4], text[4:], Vocabulary.of(text), n) is None for n in range(40))


@given(st.lists(st.text(max_size=60), max_size=12), st.integers())
def test_any_text_at_all_gives_a_whole_check_or_none(texts: list[str], seed: int) -> None:
    heard = [Sentence(number, text) for number, text in enumerate(texts)]
    words = Vocabulary.of(heard)
    for check in (cloze(heard, words, seed), which_heard(heard[:5], heard, words, seed)):
        if check is not None:
            assert len(set(check.choices)) == CHOICES
            assert check.kind in CheckKind


@pytest.mark.parametrize(
    ("right", "asked", "worn"),
    [
        (0, 0, False), (1, 1, False), (0, 1, False), (2, 2, False), (0, 2, False),
        (3, 3, True), (0, 3, True), (1, 3, False), (2, 3, False), (1, 4, True),
        (19, 20, False), (20, 21, True), (3, 10, False), (2, 7, True),
    ],
)  # fmt: skip
def test_an_item_that_is_nearly_always_or_hardly_ever_right_is_worn(
    right: int, asked: int, *, worn: bool
) -> None:
    assert is_worn(right, asked) is worn


@pytest.mark.parametrize("name", NAMES)
def test_what_is_worn_is_not_asked_and_something_else_mostly_is(name: str) -> None:
    text, words = sentences(name), vocabulary(name)
    others = 0
    for check, end in items(name)[:60]:
        heard = text[max(0, end - 14) : end]
        worn = {Item(check.before, check.right, check.after)}
        other = cloze(heard, words, end, worn)
        assert other is None or Item(other.before, other.right, other.after) not in worn
        others += other is not None
    assert others > 50

    for check, end in choices_of_sentences(name)[:60]:
        heard, later = text[max(0, end - 14) : end], text[end:]
        found = which_heard(heard, later, words, end, {Item("", check.right, "")})
        assert found is None or found.right != check.right
