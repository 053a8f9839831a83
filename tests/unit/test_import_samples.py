"""The texts that come with Spindle can be read, spoken and cut into sentences."""

from pathlib import Path

import pytest

from spindle.core.resources import root
from spindle.features.listen.importing.task import read_document
from spindle.features.listen.text.model import Kind
from spindle.features.listen.text.skip import counts
from spindle.features.listen.text.speech import utterances
from spindle.features.listen.text.tokens import words

SAMPLES = sorted((root() / "samples").glob("*.md"))


def test_there_are_texts_to_begin_with() -> None:
    assert len(SAMPLES) >= 3


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_a_text_of_ten_minutes_at_most_with_nothing_to_skip(
    path: Path,
) -> None:
    document = read_document(path)

    assert document.head.language == "en"
    blocks = [block for _, block in document.blocks()]
    assert blocks[0].kind is Kind.HEADING
    assert document.head.title == blocks[0].text
    assert not counts(blocks)
    said = [each.text for block in blocks for each in utterances(block)]
    assert 500 <= sum(map(words, said)) <= 1500
    assert all(words(sentence) <= 60 for sentence in said)
