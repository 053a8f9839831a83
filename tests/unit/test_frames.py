"""Plain data goes through a pipe unchanged; nothing else goes through at all."""

import pickle
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.frames import FrameError, pack, receive, send

KEYS = st.one_of(st.integers(), st.text(), st.binary(), st.booleans(), st.none())
PLAIN = st.recursive(
    st.one_of(KEYS, st.floats(allow_nan=False)),
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner, inner), st.dictionaries(KEYS, inner), st.frozensets(KEYS)
    ),
    max_leaves=20,
)


@given(st.lists(PLAIN, max_size=4))
def test_plain_data_comes_back_equal_one_frame_after_another(values: list[object]) -> None:
    pipe = BytesIO()
    for value in values:
        send(pipe, value)
    pipe.seek(0)

    assert [receive(pipe) for _ in values] == values
    with pytest.raises(EOFError):
        receive(pipe)


@pytest.mark.parametrize("value", [Path(), object(), print, str, ValueError("x"), [{1: Path()}]])
def test_what_is_not_plain_is_refused_where_it_is_sent(value: object) -> None:
    with pytest.raises(FrameError):
        pack(value)


@pytest.mark.parametrize("value", [Path(), print, str, ValueError("x")])
def test_a_pickle_that_names_something_is_never_built(value: object) -> None:
    body = pickle.dumps(value)

    with pytest.raises(FrameError):
        receive(BytesIO(len(body).to_bytes(8, "big") + body))


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(garbage: bytes) -> None:
    frame = len(garbage).to_bytes(8, "big") + garbage

    with suppress(FrameError):  # by chance it may be a number or a text
        assert not callable(receive(BytesIO(frame)))


@given(st.binary(max_size=40))
def test_a_frame_cut_off_is_the_end(garbage: bytes) -> None:
    whole = pack(garbage)

    with pytest.raises(EOFError):
        receive(BytesIO(whole[:-1]))


def test_a_frame_of_an_absurd_length_is_refused_before_it_is_read() -> None:
    with pytest.raises(FrameError):
        receive(BytesIO((2**60).to_bytes(8, "big")))
