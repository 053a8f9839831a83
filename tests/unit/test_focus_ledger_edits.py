"""Edits of the ledger: neighbours give way, work never exceeds its time, all can be taken back."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import MINUTE
from spindle.features.focus.ledger import edits
from spindle.features.focus.ledger.book import (
    Book,
    BreakRow,
    Edit,
    GapRow,
    RefusedError,
    SessionRow,
)
from spindle.features.focus.ledger.places import fixed
from spindle.features.focus.ledger.wishes import moved

NOW = 1000 * MINUTE
Tables = dict[str, dict[str, dict[str, Any]]]


def block(
    name: str, started: int, ended: int, *, away: int = 0, parent: str | None = None
) -> SessionRow:
    return SessionRow(
        name,
        "focus",
        name,
        started * MINUTE,
        ended * MINUTE,
        (ended - started - away) * MINUTE,
        parent,
    )


def gap(name: str, session: str, started: int, ended: int) -> GapRow:
    return GapRow(name, session, "pause", started * MINUTE, ended * MINUTE)


def rest(name: str, started: int, ended: int, move: str | None = None) -> BreakRow:
    return BreakRow(name, "break", started * MINUTE, ended * MINUTE, "", move)


def book(*rows: SessionRow | GapRow | BreakRow) -> Book:
    return Book(
        now=NOW,
        places=fixed("UTC"),
        sessions={row.id: row for row in rows if isinstance(row, SessionRow)},
        gaps={row.id: row for row in rows if isinstance(row, GapRow)},
        breaks={row.id: row for row in rows if isinstance(row, BreakRow)},
    )


def tables(of: Book) -> Tables:
    names = {"parent": "parent_id", "aim": "aim_id", "session": "session_id", "move": "move_id"}

    def columns(row: Any) -> dict[str, Any]:
        return {names.get(key, key): value for key, value in row._asdict().items()}

    return {
        "session": {row.id: columns(row) for row in of.sessions.values()},
        "gap": {row.id: columns(row) for row in of.gaps.values()},
        "break": {row.id: columns(row) for row in of.breaks.values()},
    }


def made(before: Tables, edit: Edit) -> Tables:
    """What the rows are after an edit, as the database will have them."""
    after = {table: {key: dict(row) for key, row in rows.items()} for table, rows in before.items()}
    for one in edit.changes:
        rows = after[one.table]
        if one.before is None:
            rows[one.id] = rows.get(one.id, {}) | dict(one.after or {}) | {"deleted": False}
        elif one.after is None:
            rows[one.id]["deleted"] = True
        else:
            rows[one.id] |= one.after
            rows[one.id].pop("last_seen", None)
    return after


def alive(rows: Tables, table: str) -> list[dict[str, Any]]:
    return [row for row in rows[table].values() if not row.get("deleted")]


def plain(rows: Tables, table: str) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in row.items() if key != "deleted"} for row in alive(rows, table)
    ]


def stretches(rows: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    return sorted((row["started"] // MINUTE, row["ended"] // MINUTE) for row in rows)


def sane(rows: Tables) -> None:
    """What must hold of any ledger."""
    sessions, gaps = alive(rows, "session"), alive(rows, "gap")
    for row in sessions:
        inside = [g for g in gaps if g["session_id"] == row["id"]]
        away = sum(g["ended"] - g["started"] for g in inside)
        assert row["started"] <= row["ended"]
        assert 0 <= row["active"] <= row["ended"] - row["started"] - away
        assert all(row["started"] <= g["started"] <= g["ended"] <= row["ended"] for g in inside)
    for parent in {row.get("parent_id") for row in sessions}:
        siblings = stretches(row for row in sessions if row.get("parent_id") == parent)
        assert all(one[1] <= two[0] for one, two in pairwise(siblings))


def test_neighbours_move_with_an_edge() -> None:
    of = book(block("a", 0, 25), rest("r", 25, 30), block("b", 30, 55))
    after = made(tables(of), edits.retime(of, "session", "b", 28 * MINUTE, 60 * MINUTE))
    sane(after)
    assert stretches(alive(after, "break")) == [(25, 28)]
    assert after["session"]["b"]["active"] == 32 * MINUTE


def test_what_lies_in_between_is_never_swallowed() -> None:
    of = book(block("a", 0, 25), rest("r", 25, 30), block("b", 30, 55))
    with pytest.raises(RefusedError):
        edits.retime(of, "session", "b", 20 * MINUTE, 55 * MINUTE)


def test_a_break_and_its_walk_stay_together() -> None:
    of = book(block("a", 0, 25), rest("r", 25, 30, "w"), block("w", 25, 30))
    for table, row in (("break", "r"), ("session", "w")):
        after = made(tables(of), edits.retime(of, table, row, 26 * MINUTE, 31 * MINUTE))
        sane(after)
        assert stretches(alive(after, "break")) == [(26, 31)]
        assert (26, 31) in stretches(alive(after, "session"))


def test_the_two_halves_of_a_split_have_the_work_and_the_gaps_of_the_whole() -> None:
    of = book(block("a", 0, 50, away=10), gap("g", "a", 20, 30))
    after = made(tables(of), edits.split(of, "a", 25 * MINUTE))
    sane(after)
    assert stretches(alive(after, "session")) == [(0, 25), (25, 50)]
    assert sorted(row["active"] // MINUTE for row in alive(after, "session")) == [20, 20]
    assert stretches(alive(after, "gap")) == [(20, 25), (25, 30)]


def test_put_together_two_blocks_are_one_with_a_pause_between() -> None:
    of = book(block("a", 0, 25), rest("r", 25, 30), block("b", 30, 55))
    after = made(tables(of), edits.merge(of, "b", "a"))
    sane(after)
    assert stretches(alive(after, "session")) == [(0, 55)]
    assert stretches(alive(after, "gap")) == [(25, 30)]
    assert alive(after, "break") == []
    assert alive(after, "session")[0]["active"] == 50 * MINUTE


def test_a_gap_that_was_a_break_cuts_its_block_in_two() -> None:
    of = book(block("a", 0, 50, away=10), gap("g", "a", 20, 30))
    after = made(tables(of), edits.gap_to_break(of, "g"))
    sane(after)
    assert stretches(alive(after, "session")) == [(0, 20), (30, 50)]
    assert stretches(alive(after, "break")) == [(20, 30)]
    assert alive(after, "gap") == []


def test_a_gap_at_the_end_that_was_nothing_shortens_its_block() -> None:
    of = book(block("a", 0, 50, away=10), gap("g", "a", 40, 50))
    after = made(tables(of), edits.gap_to_break(of, "g", "untracked"))
    sane(after)
    assert stretches(alive(after, "session")) == [(0, 40)]
    assert alive(after, "session")[0]["active"] == 40 * MINUTE


def test_a_gap_that_was_work_counts() -> None:
    of = book(block("a", 0, 50, away=10), gap("g", "a", 20, 30))
    after = made(tables(of), edits.gap_to_work(of, "g"))
    sane(after)
    assert alive(after, "session")[0]["active"] == 50 * MINUTE


@pytest.mark.parametrize("kind", ["break", "sleep", "untracked", "drill", "move"])
def test_a_session_can_have_been_anything_else(kind: str) -> None:
    of = book(block("a", 0, 50))
    after = made(tables(of), edits.reclass_session(of, "a", kind))
    sessions, breaks = alive(after, "session"), alive(after, "break")
    if kind in {"drill", "move"}:
        assert (sessions[0]["activity"], breaks) == (kind, [])
    else:
        assert sessions == []
        assert [row["kind"] for row in breaks] == ([] if kind == "untracked" else [kind])


@pytest.mark.parametrize("kind", ["sleep", "untracked", "move"])
def test_a_break_can_have_been_anything_else(kind: str) -> None:
    of = book(rest("r", 10, 30))
    after = made(tables(of), edits.reclass_break(of, "r", kind, "Walk"))
    assert [row["kind"] for row in alive(after, "break")] == (["sleep"] if kind == "sleep" else [])
    assert [row["title"] for row in alive(after, "session")] == (["Walk"] if kind == "move" else [])


def test_what_runs_is_left_alone_and_nothing_is_entered_later_than_now() -> None:
    running = SessionRow("a", "focus", "a", 900 * MINUTE, None, 0)
    of = book(running, block("b", 0, 10))
    refused_acts: tuple[Callable[[], Edit], ...] = (
        lambda: edits.retime(of, "session", "a", 800 * MINUTE, 950 * MINUTE),
        lambda: edits.split(of, "a", 950 * MINUTE),
        lambda: edits.remove(of, "session", "a"),
        lambda: edits.add(of, 950 * MINUTE, 960 * MINUTE, "focus"),
        lambda: edits.add(of, 20 * MINUTE, NOW + MINUTE, "focus"),
        lambda: edits.add(of, 20 * MINUTE, 20 * MINUTE, "focus"),
        lambda: edits.split(of, "b", 10 * MINUTE),
    )
    for act in refused_acts:
        with pytest.raises(RefusedError) as refused:
            act()
        assert str(refused.value).endswith(".")


def test_a_block_with_parts_keeps_room_for_them() -> None:
    of = book(block("a", 0, 50), block("in", 10, 20, parent="a"))
    with pytest.raises(RefusedError):
        edits.retime(of, "session", "a", 15 * MINUTE, 50 * MINUTE)
    with pytest.raises(RefusedError):
        edits.retime(of, "session", "in", 10 * MINUTE, 60 * MINUTE)
    after = made(tables(of), edits.retime(of, "session", "in", 5 * MINUTE, 20 * MINUTE))
    sane(after)


@st.composite
def days(draw: st.DrawFn) -> Book:
    """Sessions, breaks and gaps one after the other."""
    at = 0
    rows: list[SessionRow | GapRow | BreakRow] = []
    for number in range(draw(st.integers(1, 5))):
        at += draw(st.integers(0, 20))
        length = draw(st.integers(1, 60))
        name = f"s{number}"
        if draw(st.booleans()):
            begin = draw(st.integers(0, length))
            end = draw(st.integers(begin, length))
            lost = draw(st.integers(0, length - (end - begin)))
            rows.append(block(name, at, at + length, away=end - begin + lost))
            rows.append(gap(f"g{number}", name, at + begin, at + end))
        elif draw(st.booleans()):
            rows.append(rest(name, at, at + length))
        else:
            rows.append(block(name, at, at + length))
        at += length
    return book(*rows)


def acts(of: Book, one: int, two: int, pick: int) -> list[Callable[[], Edit]]:
    """All edits that two moments and a choice of rows allow."""
    start, end = min(one, two) * MINUTE, max(one, two) * MINUTE
    found: list[Callable[[], Edit]] = [
        lambda: edits.add(of, start, end, "drill", "x"),
        lambda: edits.add_break(of, start, end, "sleep"),
    ]
    if of.sessions:
        name = sorted(of.sessions)[pick % len(of.sessions)]
        other = sorted(of.sessions)[(pick + 1) % len(of.sessions)]
        found += [
            lambda: edits.retime(of, "session", name, start, end),
            lambda: edits.split(of, name, start),
            lambda: edits.merge(of, name, other),
            lambda: edits.remove(of, "session", name),
            lambda: edits.reclass_session(of, name, "break"),
        ]
    if of.gaps:
        inner = sorted(of.gaps)[pick % len(of.gaps)]
        found += [
            lambda: edits.gap_to_work(of, inner),
            lambda: edits.gap_to_break(of, inner),
            lambda: edits.remove(of, "gap", inner),
            lambda: edits.split_gap(of, inner, start),
            lambda: edits.retime_gap(of, inner, start, end),
        ]
    if of.breaks:
        pause = sorted(of.breaks)[pick % len(of.breaks)]
        found += [
            lambda: edits.retime(of, "break", pause, start, end),
            lambda: edits.reclass_break(of, pause, "focus"),
        ]
    return found


@pytest.mark.requirement("focus-pain-12")
@given(days(), st.integers(0, 300), st.integers(0, 300), st.integers(0, 20))
def test_every_edit_leaves_a_ledger_and_its_inverse_the_ledger_before(
    of: Book, one: int, two: int, pick: int
) -> None:
    before = tables(of)
    sane(before)
    for act in acts(of, one, two, pick):
        try:
            edit = act()
        except RefusedError:
            continue
        after = made(before, edit)
        sane(after)
        back = made(after, edit.inverse())
        assert {table: plain(back, table) for table in back} == {
            table: plain(before, table) for table in before
        }


@pytest.mark.parametrize(
    ("rows", "length", "stands"),
    [
        ((), 10, (990, 1000)),
        ((block("a", 900, 999),), 10, (890, 900)),
        ((block("a", 900, 997),), 10, (890, 900)),
        ((block("a", 900, 996),), 10, (996, 1000)),
        ((block("a", 900, 996), rest("b", 996, 1000)), 10, (890, 900)),
        ((block("a", -1000, 992), block("b", 993, 995), block("c", 996, 1000)), 10, (995, 996)),
        ((block("a", -1000, 980), block("b", 987, 998)), 60, (980, 987)),
        ((block("a", -1000, 500), rest("b", 500, 1000)), 10, None),
    ],
)
def test_a_movement_has_the_last_free_time_that_holds_a_third_of_it(
    rows: tuple[SessionRow | BreakRow, ...], length: int, stands: tuple[int, int] | None
) -> None:
    given_ = book(*rows)
    if stands is None:
        with pytest.raises(RefusedError):
            moved(given_, "Walk", length * MINUTE)
        return
    after = made(tables(given_), moved(given_, "Walk", length * MINUTE))
    walks = [row for row in alive(after, "session") if row["activity"] == "move"]
    assert stretches(walks) == [stands]
