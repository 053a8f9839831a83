"""Sentences and words as spans of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.text import language
from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind
from spindle.features.listen.text.sentences import LONGEST, sentences
from spindle.features.listen.text.tokens import tokens, words

texts = st.text(
    st.one_of(
        st.sampled_from(list(".!?;,:()[]\"'“”’—–-…%$€\n\t 1a Éß😀\u0301\u200b\u00ad")),
        st.characters(),
    ),
    max_size=300,
)


def paragraph(text: str, *marks: Mark) -> Block:
    return Block(kind=Kind.PARAGRAPH, text=text, marks=marks)


def said(text: str, code: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(paragraph(text), code)]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


@pytest.mark.requirement("reader-14")
def test_a_single_newline_never_ends_a_sentence() -> None:
    text = "The line breaks\nhere and goes\r\non. Then it\nends."

    assert said(text) == ["The line breaks\nhere and goes\r\non.", "Then it\nends."]


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    assert said("Dr. Smith paid 3.14 %, e.g. in the U.S. market. See Fig. 3. Good.") == [
        "Dr. Smith paid 3.14 %, e.g. in the U.S. market.",
        "See Fig. 3.",
        "Good.",
    ]
    assert said("Das ist z. B. gut. Am 3. Mai kam er.", "de") == [
        "Das ist z. B. gut.",
        "Am 3. Mai kam er.",
    ]
    assert said("我爱学习。你呢？", "zh") == ["我爱学习。", "你呢？"]


@pytest.mark.parametrize(
    "text",
    ["1. Introduction", "2.1. Directory layout", "(a) Of the sea.", "IV. The fall", "b) Yes."],
)
def test_the_number_of_a_heading_or_an_item_is_no_sentence_by_itself(text: str) -> None:
    assert said(text) == [text]
    assert said(f"Before. {text}") == ["Before.", text]


def test_the_number_of_a_note_behind_a_stop_hides_no_end() -> None:
    text = "Sleep helps.12 It does.[3, 4] Yes."
    block = paragraph(text, Mark(MarkKind.NOTE, 12, 14))

    assert [text[slice(*span)] for span in sentences(block)] == [
        *("Sleep helps.12", "It does.[3, 4]", "Yes."),
    ]


def test_the_stops_of_code_end_no_sentence() -> None:
    text = "The vec! macro is here. Yes."

    assert len(sentences(paragraph(text))) == 3
    assert len(sentences(paragraph(text, Mark(MarkKind.CODE, 4, 8)))) == 2


def test_a_sentence_without_an_end_is_cut_at_a_clause() -> None:
    text = "some words here, " * 100

    pieces = said(text)

    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(piece.endswith(",") for piece in pieces)
    assert sum(map(words, pieces)) == 300


@given(texts, st.sampled_from(["en", "de", "zh", "ar", "", "xx"]))
def test_sentences_are_in_order_and_leave_out_blanks_only(text: str, code: str) -> None:
    at = 0
    for start, end in sentences(paragraph(text), code):
        assert at <= start < end <= len(text)
        assert end - start <= LONGEST
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.requirement("reader-9")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 3.14 %, e.g. now", ["about", "3.14", "%", "e.g.", "now"]),
        ("“Don’t,” she said—quietly…", ["Don’t", "she", "said", "quietly"]),
        ("It cost $12.50 (or €10).", ["It", "cost", "$12.50", "or", "€10"]),
        ("a 😀 b ❤️", ["a", "😀", "b", "❤️"]),
        ("well-known and/or C++ - x", ["well-known", "and/or", "C++", "x"]),
        ("我爱学习。ab", ["我", "爱", "学", "习", "ab"]),
        ("שלום עולם.", ["שלום", "עולם"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("* * * — ...", []),
    ],
)
def test_tokens_are_words_without_the_stops_around_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(texts)
def test_tokens_are_in_order_and_hold_every_letter_and_digit(text: str) -> None:
    at = 0
    for start, end in tokens(text):
        assert at <= start < end <= len(text)
        assert not any(sign.isalnum() for sign in text[at:start])
        assert not any(sign.isspace() for sign in text[start:end])
        at = end
    assert not any(sign.isalnum() for sign in text[at:])


@given(texts)
def test_words_are_the_tokens_with_a_letter_or_a_digit(text: str) -> None:
    assert words(text) == sum(any(sign.isalnum() for sign in token) for token in split(text))


def test_only_tokens_with_a_letter_or_a_digit_are_words() -> None:
    assert words("Up + 3 %, 😀 and “so”.") == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The cortex learns by reasoning and the basal ganglia by repetition.", "en"),
        ("Der Schlaf ist für das Gedächtnis nicht weniger wichtig als die Übung.", "de"),
        ("Le sommeil est pour la mémoire ce que la pratique est pour les mains.", "fr"),
        ("El sueño es para la memoria lo que la práctica para las manos.", "es"),
        ("私は毎日学びます。", "ja"),
        ("我爱学习", "zh"),
        ("Сон важен для памяти.", "ru"),
        ("النوم مهم للذاكرة", "ar"),
        ("zxcv qwer asdf", ""),
        ("123 456", ""),
        ("", ""),
        ("Let x and a and s, v of z: x = a o s. The k is in the v, and it was so.", "en"),
        ("∀ε>0 ∃δ>0 : |x−a|<δ ⇒ |f(x)−f(a)|<ε. ∑ 1/n² = π²/6.", ""),
        ("α = β + γ, δ ε ζ η θ, and so the λ of it is in the μ and the ν: α β γ", "en"),
    ],
)
def test_the_language_is_guessed_or_left_open(text: str, code: str) -> None:
    assert language.guessed(text) == code


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("DE", "de"), ("eng", "en"), ("und", ""), ("", ""), ("english", "")],
)
def test_a_language_tag_is_made_short(tag: str, code: str) -> None:
    assert language.short(tag) == code
