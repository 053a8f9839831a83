"""Checks in Chinese and Japanese, which put no spaces between their words."""

from functools import cache
from pathlib import Path
from statistics import median

import pytest

from spindle.features.listen.script import Script
from spindle.features.listen.surroundings import Surroundings
from spindle.features.listen.text.model import Block, Kind
from spindle.features.listen.text.tokens import words
from spindle.features.listen.velocity.check import CheckKind
from spindle.features.listen.velocity.heard import FEWEST_SIGNS, MOST_SIGNS
from spindle.features.listen.velocity.plan import FEWEST, MOST
from tests.helpers.chapters import Came, chapters, checks

pytestmark = pytest.mark.requirement("reader-row-25")

_FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "texts"
TEXTS = [("lu-xun-diary", "zh"), ("soseki-neko", "ja")]


@cache
def scripts(name: str, language: str, size: int) -> tuple[Script, ...]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    blocks = [Block(kind=Kind.PARAGRAPH, text=part.strip()) for part in text.split("\n\n")[1:]]
    whole = Script.of(0, blocks, language)
    sentences = [whole.written(line) for line in whole.lines]
    return chapters(sentences, size, language=language, glue="")


def came(name: str, language: str, size: int) -> list[Came]:
    return [each for seed in (1, 2) for each in checks(scripts(name, language, size), seed)]


@pytest.mark.parametrize("size", [400, 3000])
@pytest.mark.parametrize(("name", "language"), TEXTS)
def test_checks_come_as_often_as_in_other_languages(name: str, language: str, size: int) -> None:
    gaps = [each.words for each in came(name, language, size)]
    spoken = 2 * sum(script.words for script in scripts(name, language, size))

    assert FEWEST <= median(gaps) <= MOST
    assert sum(gap <= 450 for gap in gaps) >= 0.9 * len(gaps)
    assert sum(gaps) > 0.8 * spoken


@pytest.mark.parametrize(("name", "language"), TEXTS)
def test_they_ask_which_sentence_was_heard_among_later_ones_of_the_document(
    name: str, language: str
) -> None:
    """No word is left out: where one begins and ends is not known."""
    text = Surroundings.of(scripts(name, language, 3000))
    numbers: dict[str, list[int]] = {}
    for sentence in text.sentences:
        numbers.setdefault(sentence.text, []).append(sentence.number)
    found = came(name, language, 3000)

    assert found
    for asked, _ in found:
        check = asked.check
        assert check.kind is CheckKind.HEARD
        assert len(set(check.choices)) == 4
        until = text.number(asked.line)
        assert until is not None
        lengths = [words(choice) for choice in check.choices]
        assert FEWEST_SIGNS <= min(lengths) <= max(lengths) <= MOST_SIGNS
        assert max(map(len, check.choices)) <= 1.4**2 * min(map(len, check.choices))
        for choice in check.choices:
            assert (choice == check.right) or max(numbers[choice]) > until


def test_english_with_a_few_signs_in_it_is_asked_about_as_english() -> None:
    sentence = "The hippocampus (海馬) replays a fragment of the day while the cortex is asleep."
    [found] = Surroundings.of(chapters([sentence], 100)).sentences[1:]

    assert found.signs == 2
    assert found.pairs == ("海馬",)
    assert [word.text for word in found.words][:3] == ["The", "hippocampus", "replays"]
