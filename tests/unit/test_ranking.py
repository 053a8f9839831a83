"""The finder's ranking."""

import time
from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.shell.ranking import fit, ranked


@pytest.mark.parametrize(
    ("typed", "line", "places"),
    [
        ("le", "Focus on Lemma 4", (9, 10)),
        ("LE", "lemma", (0, 1)),
        ("fo l", "Focus on Lemma", (0, 1, 9)),
        ("uber", "Über Nacht", (0, 1, 2, 3)),
        ("gs", "Gram–Schmidt", (0, 5)),
    ],
)
def test_the_letters_are_found_where_they_count_most(
    typed: str, line: str, places: tuple[int, ...]
) -> None:
    found = fit(typed, line)
    assert found is not None
    assert found.places == places


@pytest.mark.parametrize(("typed", "line"), [("xyz", "Focus"), ("sucof", "Focus"), ("aa", "a")])
def test_letters_that_are_missing_or_out_of_order_do_not_fit(typed: str, line: str) -> None:
    assert fit(typed, line) is None


def test_the_start_of_the_line_beats_a_word_beats_a_run_beats_scattered_letters() -> None:
    lines = ["Simple echo", "Handled", "Write Lemma down", "Lemma 4"]
    best = [thing for thing, _ in ranked("le", [(line, line) for line in lines], 10)]
    assert best[0] == "Lemma 4"
    assert best[1] == "Write Lemma down"
    assert best[-1] == "Simple echo" or best[-1] == "Handled"


def test_nothing_typed_keeps_the_order_and_the_number_is_limited() -> None:
    found = ranked("", [("b", 1), ("a", 2), ("c", 3)], 2)
    assert [thing for thing, _ in found] == [1, 2]


@given(st.text(max_size=30), st.text(max_size=60))
def test_places_point_at_the_typed_letters_in_order(typed: str, line: str) -> None:
    found = fit(typed, line)
    if found is not None:
        assert list(found.places) == sorted(set(found.places))
        assert all(place < len(line) for place in found.places)


@given(st.text(alphabet=printable, min_size=1, max_size=30), st.data())
def test_any_letters_of_a_line_in_order_fit_it(line: str, data: st.DataObject) -> None:
    picked = data.draw(st.lists(st.sampled_from(range(len(line))), unique=True).map(sorted))
    assert fit("".join(line[i] for i in picked), line) is not None


def test_very_long_texts_are_cut_off_rather_than_waited_for() -> None:
    before = time.perf_counter()
    assert fit("a" * 100_000, "a" * 100_000) is None
    assert fit("a" * 50, "a" * 100_000) is not None
    assert time.perf_counter() - before < 1
