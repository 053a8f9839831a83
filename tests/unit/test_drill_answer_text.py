"""Typed answers: what counts, what is near, and what one letter decides."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.answers.folding import Fold, fold
from spindle.features.drill.answers.graphemes import graphemes
from spindle.features.drill.answers.text import Policy, compare

RIGHT, NEAR, WRONG = "right", "near", "wrong"
STRICT = Policy(folds=frozenset())
USUAL = Policy()
NO_ACCENTS = Policy(folds=frozenset({Fold.CASE, Fold.ACCENTS}))
ARTICLES = Policy(folds=frozenset({Fold.CASE, Fold.ARTICLES}))
GERMAN = Policy(folds=frozenset({Fold.CASE, Fold.ARTICLES}), language="de")
FRENCH = Policy(folds=frozenset({Fold.CASE, Fold.ARTICLES}), language="fr")
ORDER = Policy(folds=frozenset({Fold.CASE, Fold.ORDER}))

GOLDEN = [
    # typed, answers, policy, verdict
    ("aufgeben", "aufgeben", USUAL, RIGHT),
    ("Aufgeben", "aufgeben", USUAL, RIGHT),
    ("Aufgeben", "aufgeben", STRICT, NEAR),
    ("  aufgeben ", "aufgeben", STRICT, RIGHT),
    ("give  up", "give up", STRICT, RIGHT),
    ("cafe", "café", USUAL, NEAR),
    ("cafe", "café", NO_ACCENTS, RIGHT),
    ("cafe\u0301", "café", STRICT, RIGHT),
    ("Lodz", "Łódź", NO_ACCENTS, RIGHT),
    ("don’t", "don't", STRICT, RIGHT),
    ("dont", "don't", USUAL, RIGHT),
    ("Paris.", "Paris", USUAL, RIGHT),
    ("Paris.", "Paris", STRICT, NEAR),
    ("well known", "well-known", USUAL, RIGHT),
    ("wellknown", "well-known", USUAL, NEAR),
    ("hippocampus", "the hippocampus", ARTICLES, RIGHT),
    ("hippocampus", "the hippocampus", USUAL, WRONG),
    ("Haus", "das Haus", GERMAN, RIGHT),
    ("l’eau", "eau", FRENCH, RIGHT),
    ("the", "the", ARTICLES, RIGHT),
    ("red and white", "white and red", ORDER, RIGHT),
    ("red and white", "white and red", USUAL, WRONG),
    ("colour", "color|colour", USUAL, RIGHT),
    ("color", "color|colour", USUAL, RIGHT),
    # R4: a doubled letter is a letter
    ("asess", "assess", USUAL, NEAR),
    ("accomodate", "accommodate", USUAL, NEAR),
    ("bok", "book", USUAL, NEAR),
    ("of", "off", USUAL, WRONG),
    ("cat", "car", USUAL, WRONG),
    ("teh hippocampus", "the hippocampus", USUAL, NEAR),
    # numbers, negations, formulas: one character is the answer
    ("3.5", "35", USUAL, WRONG),
    ("1915 Vienna", "1916 Vienna", USUAL, WRONG),
    ("it is safe", "it is not safe", USUAL, WRONG),
    ("unstable", "stable", USUAL, WRONG),
    ("kein Wasser", "ein Wasser", USUAL, WRONG),
    ("NaBrOx", "NaClOx", USUAL, WRONG),
    ("H2SO3", "H₂SO₄", USUAL, WRONG),
    # other scripts
    ("你好世界", "你好，世界。", USUAL, RIGHT),
    ("\u202bשלום\u202c", "שלום", STRICT, RIGHT),
    ("👩‍👩‍👧", "👩‍👧‍👧", USUAL, WRONG),
    ("ΟΔΟΣ", "οδος", USUAL, RIGHT),
    ("!=", "!=", USUAL, RIGHT),
    ("()", "[]", USUAL, WRONG),
    ("", "aufgeben", USUAL, WRONG),
]


@pytest.mark.requirement("R3")
@pytest.mark.parametrize(("typed", "answers", "policy", "verdict"), GOLDEN)
def test_an_answer_counts_as_its_policy_says(
    typed: str, answers: str, policy: Policy, verdict: str
) -> None:
    match = compare(typed, answers.split("|"), policy)
    assert (RIGHT if match.right else NEAR if match.near else WRONG) == verdict


@pytest.mark.requirement("R4")
@given(st.text(alphabet="abcdeé ñß,.'-", min_size=1, max_size=20), st.data())
def test_a_lost_letter_is_never_taken_for_right(answer: str, data: st.DataObject) -> None:
    letters = [at for at, char in enumerate(answer) if char.isalpha()]
    if not letters:
        return
    lost = data.draw(st.sampled_from(letters))
    assert not compare(answer[:lost] + answer[lost + 1 :], [answer], USUAL).right


@pytest.mark.requirement("R4")
@given(st.text(max_size=60), st.sets(st.sampled_from(list(Fold))).map(frozenset))
def test_folding_twice_changes_nothing_more(text: str, folds: frozenset[Fold]) -> None:
    folds -= {Fold.ARTICLES}  # one article is one article: "the the" loses one of them
    once = fold(text, folds)
    assert fold(once, folds) == once


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_match_is_right_only_at_distance_nought(typed: str, answer: str) -> None:
    match = compare(typed, [answer], USUAL)
    assert match.right == (match.score == 1.0)
    assert not (match.right and match.near)
    assert 0 <= match.score <= 1


@given(st.text(max_size=40))
def test_clusters_joined_are_the_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert "".join(graphemes(composed)) == composed


@pytest.mark.parametrize(
    ("text", "count"),
    [("👩‍👩‍👧", 1), ("🇦🇹🇩🇪", 2), ("👍🏽!", 2), ("q\u0323\u0307", 1), ("नि", 1), ("", 0)],
)
def test_what_a_reader_calls_a_character_is_one(text: str, count: int) -> None:
    assert len(graphemes(text)) == count


def test_a_field_of_ten_megabytes_is_wrong_at_once() -> None:
    match = compare("a" * 10_000_000, ["a" * 10_000_000], USUAL)
    assert not match.near
