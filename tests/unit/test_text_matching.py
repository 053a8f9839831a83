"""Finding words whichever way they are written, and their place as they are written."""

import re
import sys
from itertools import pairwise
from unicodedata import combining, normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from spindle.features.listen.text.matching import fold, matches, sought

SIGNS = st.one_of(
    st.sampled_from(list("aAbÀéßÉﬁĲ…’“”\"'-–— \n\t\u00a0\u0301\u00ad\u200bçΣσςİıйёががㅎ한国א\u05b8"
                         "العَ😀")),
    st.characters(codec="utf-8"),
)  # fmt: skip
TEXTS = st.text(SIGNS, max_size=60)


def found(text: str, typed: str) -> list[str]:
    return [text[slice(*span)] for span in matches(text, sought(typed))]


@pytest.mark.parametrize(
    ("text", "typed", "there"),
    [
        ("The cat, the Cat, THE CAT.", "the cat", ["The cat", "the Cat", "THE CAT"]),
        ("Café, cafe\u0301 and cafe", "CAFE", ["Café", "cafe\u0301", "cafe"]),
        ("a cafe", "café", ["cafe"]),
        ("Die Straße, die Strasse", "strasse", ["Straße", "Strasse"]),
        ("don’t, don't and don‘t", "don't", ["don’t", "don't", "don‘t"]),
        ("“So,” he said. «So»", '"so', ["“So", "«So"]),
        ("1914–1918 and 1914-1918", "1914-1918", ["1914–1918", "1914-1918"]),
        ("hippo\u00adcampus", "hippocampus", ["hippo\u00adcampus"]),
        ("so\nit is so\u00a0it", "so it", ["so\nit", "so\u00a0it"]),
        ("ﬁnd a ﬁle", "file", ["ﬁle"]),
        ("Всё ещё ЁЖ", "еще", ["ещё"]),
        ("мой, мои и мо\u0438\u0306, МОЙ", "мой", ["мой", "мо\u0438\u0306", "МОЙ"]),
        ("мой, мои и мо\u0438\u0306", "мои", ["мои"]),
        ("вс\u0435\u0308 и все", "всё", ["вс\u0435\u0308", "все"]),
        ("за\u0301мок, замо\u0301к, дворо\u0301й", "замок", ["за\u0301мок", "замо\u0301к"]),
        ("їжак і йод, іжак", "їжак", ["їжак"]),
        ("їжак, і\u0308жак, іжак", "іжак", ["іжак"]),
        ("воўк, воук", "воук", ["воук"]),
        ("ноќ, нок", "нок", ["нок"]),
        ("a ≠ b, a = b", "a = b", ["a = b"]),
        ("Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευς", ["Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ"]),
        ("שָׁלוֹם שלום", "שלום", ["שָׁלוֹם", "שלום"]),
        ("السَّلام", "السلام", ["السَّلام"]),
        ("中国的记忆，记忆。", "记忆", ["记忆", "记忆"]),
        ("かが", "が", ["が"]),
        ("한국어", "하", []),
        ("😀 sleep 😀", "sleep", ["sleep"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing", "  \t ", []),
        ("nothing", "", []),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, typed: str, there: list[str]) -> None:
    assert found(text, typed) == there


def test_every_sign_is_compared_as_something_that_stays_as_it_is() -> None:
    signs = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]

    assert [sign for sign in signs if fold(fold(sign)) != fold(sign)] == []


@given(TEXTS)
def test_a_text_is_compared_sign_by_sign(text: str) -> None:
    """Of what is one letter in two signs, the first stands for both."""
    whole = re.sub("[\u0400-\u04ff][\u0300-\u036f]", lambda two: normalize("NFC", two[0]), text)
    assert fold(text) == "".join(map(fold, whole))
    assert len(fold(text)) == sum(len(fold(sign)) for sign in text)
    assert "\n" not in fold(text)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_in_a_text_is_found_where_it_stands(before: str, word: str, after: str) -> None:
    text = before + word + after
    assume(fold(text) == fold(before) + fold(word) + fold(after))  # no letter is cut in two
    spans = matches(text, fold(word))

    assert len(spans) == (fold(text).count(fold(word)) if fold(word) else 0)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert fold(word) in fold(text[slice(*span)])
        assert span.end == len(text) or not combining(text[span.end])
    assert all(a.start <= b.start for a, b in pairwise(spans))
    assert spans or not fold(word)
