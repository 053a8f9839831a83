"""The ledger's spans: whatever the rows are, they add up to the wall's time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE
from spindle.core.ids import Ref
from spindle.core.session import Activity
from spindle.features.focus.ledger.spans import Entry, Kind, Span, partition, totals

DAY = 24 * HOUR
KINDS = [Kind.WORK, Kind.GAP, Kind.BREAK, Kind.SLEEP, Kind.MOVE]


def entry(name: str, started: int, ended: int, kind: Kind = Kind.WORK, *, depth: int = 0) -> Entry:
    return Entry(
        ref=Ref("session", name),
        kind=kind,
        started=started * MINUTE,
        ended=ended * MINUTE,
        depth=depth,
        activity=Activity.FOCUS,
    )


def told(spans: tuple[Span, ...]) -> list[tuple[int, int, str]]:
    return [(s.start // MINUTE, s.end // MINUTE, str(s.kind)) for s in spans]


@pytest.mark.requirement("focus-pain-12")
@given(
    st.lists(
        st.builds(
            lambda name, start, length, kind, depth: entry(
                str(name), start, start + length, kind, depth=depth
            ),
            st.integers(0, 9),
            st.integers(-300, 1800),
            st.integers(0, 700),
            st.sampled_from(KINDS),
            st.integers(-1, 3),
        ),
        max_size=14,
    ),
    st.integers(-10, 1500),
)
def test_spans_add_up_to_the_day_without_hole_or_overlap(rows: list[Entry], now: int) -> None:
    spans = partition(0, DAY, now * MINUTE, rows)
    assert (spans[0].start, spans[-1].end) == (0, DAY)
    assert all(before.end == after.start for before, after in pairwise(spans))
    assert all(span.length > 0 for span in spans)
    assert sum(totals(spans).values()) == DAY
    reached = max(0, min(DAY, now * MINUTE))
    assert totals(spans).get(Kind.COMING, 0) == DAY - reached


def test_a_moment_belongs_to_the_innermost_row() -> None:
    rows = [
        entry("block", 60, 120),
        entry("pause", 70, 90, Kind.GAP, depth=1),
        entry("evening", 75, 80, depth=2),
    ]
    assert told(partition(0, 180 * MINUTE, 150 * MINUTE, rows)) == [
        (0, 60, "untracked"),
        (60, 70, "work"),
        (70, 75, "gap"),
        (75, 80, "work"),
        (80, 90, "gap"),
        (90, 120, "work"),
        (120, 150, "untracked"),
        (150, 180, "coming"),
    ]


@pytest.mark.requirement("focus-pain-13")
def test_blocks_across_each_other_after_the_clock_was_set_back_count_each_moment_once() -> None:
    rows = [entry("before", 540, 565), entry("after", 550, 575)]
    spans = partition(0, DAY, DAY, rows)
    assert totals(spans)[Kind.WORK] == 35 * MINUTE
    assert (550, 575, "work") in told(spans)


@pytest.mark.parametrize("hours", [23, 25])
@pytest.mark.requirement("focus-pain-13")
def test_a_day_of_another_length_adds_up_too(hours: int) -> None:
    spans = partition(0, hours * HOUR, hours * HOUR, [entry("block", 60, 100)])
    assert sum(totals(spans).values()) == hours * HOUR


def test_an_empty_day_that_is_over_is_untracked_from_end_to_end() -> None:
    assert told(partition(0, DAY, 2 * DAY, [])) == [(0, 1440, "untracked")]
