"""A chapter packed and unpacked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.text.model import Block, Chapter, Kind, Mark, MarkKind
from spindle.features.listen.text.packed import pack, unpack

blocks = st.builds(
    Block,
    kind=st.sampled_from(Kind),
    text=st.text(max_size=40),
    marks=st.lists(
        st.builds(Mark, st.sampled_from(MarkKind), st.integers(0, 9), st.integers(0, 9)), max_size=3
    ).map(tuple),
    level=st.integers(0, 6),
    label=st.text(max_size=3),
    page=st.text(max_size=3),
)


@given(st.lists(blocks, max_size=5).map(tuple))
def test_what_is_packed_comes_back(found: tuple[Block, ...]) -> None:
    assert unpack(pack(Chapter(title="", blocks=found))) == found


def test_a_lone_half_of_a_surrogate_pair_survives() -> None:
    block = Block(kind=Kind.PARAGRAPH, text="a\ud800b")

    assert unpack(pack(Chapter(title="", blocks=(block,)))) == (block,)


def test_a_long_chapter_takes_less_than_half_of_its_text() -> None:
    text = " ".join(f"word{number % 97} and another" for number in range(2000))

    packed = pack(Chapter(title="", blocks=(Block(kind=Kind.PARAGRAPH, text=text),)))

    assert len(packed) < len(text) / 2


@pytest.mark.parametrize("damaged", [b"", b"x", pack(Chapter(title=""))[:-3]])
def test_damaged_bytes_are_a_value_error(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack(damaged)
