"""Where the words of the day strip go."""

from hypothesis import given
from hypothesis import strategies as st

from spindle.core.clock import HOUR, MINUTE
from spindle.ui.strip_model import Label, Placed, Strip, place_labels

WIDTH = 1000.0


def measure(text: str, strong: bool) -> float:  # noqa: FBT001 - the strip's own contract
    return len(text) * (7.5 if strong else 7.0)


def strip(now: int, *labels: Label) -> Strip:
    return Strip(
        start=6 * HOUR,
        end=24 * HOUR,
        now=now,
        waking=6 * HOUR,
        lights_out=22 * HOUR + 30 * MINUTE,
        labels=labels,
    )


def label(start: int, minutes: int, name: str, rest: str = "", activity: str = "focus") -> Label:
    return Label(at=start, until=start + minutes * MINUTE, name=name, rest=rest, activity=activity)


def placed(one: Strip) -> dict[str, Placed]:
    return {words.name: words for words in place_labels(one, WIDTH, measure)}


def test_a_label_begins_with_its_mark() -> None:
    one = strip(14 * HOUR, label(9 * HOUR, 60, "Focus", "1 h"))
    assert placed(one)["Focus"].x == one.x(9 * HOUR, WIDTH)
    assert placed(one)["Focus"].rest == "1 h"


def test_a_label_that_would_cross_the_pen_drops_its_duration_first() -> None:
    now = 14 * HOUR
    one = strip(now, label(now - 70 * MINUTE, 20, "Drill", "8 min"))
    assert placed(one)["Drill"].rest == ""
    assert placed(one)["Drill"].x + placed(one)["Drill"].width <= one.x(now, WIDTH)


def test_the_name_of_what_just_began_moves_before_the_pen() -> None:
    now = 14 * HOUR
    one = strip(now, label(now - 2 * MINUTE, 25, "Focus", "2 min"))
    words = placed(one)["Focus"]
    assert words.rest == ""
    assert words.x < one.x(now - 2 * MINUTE, WIDTH)
    assert words.x + words.width < one.x(now, WIDTH)


def test_a_label_that_would_run_into_the_night_ends_with_its_mark() -> None:
    one = strip(14 * HOUR, label(21 * HOUR + 15 * MINUTE, 30, "Evening", "21:15", activity=""))
    words = placed(one)["Evening"]
    assert words.x + words.width == one.x(21 * HOUR + 45 * MINUTE, WIDTH)


def test_the_longest_stretch_keeps_its_name_where_two_collide() -> None:
    one = strip(
        14 * HOUR,
        label(9 * HOUR, 110, "Focus", "1 h 50"),
        label(9 * HOUR + 20 * MINUTE, 5, "Move"),
    )
    assert list(placed(one)) == ["Focus"]


def test_a_duration_gives_way_to_the_next_name() -> None:
    one = strip(
        14 * HOUR,
        label(9 * HOUR, 60, "Listen", "24 min", "listen"),
        label(10 * HOUR + 15 * MINUTE, 10, "Drill", "", "drill"),
    )
    assert placed(one)["Listen"].rest == ""
    assert "Drill" in placed(one)


@given(
    st.integers(6 * 60, 24 * 60),
    st.lists(
        st.tuples(st.integers(6 * 60, 24 * 60), st.integers(1, 240), st.integers(1, 40)),
        max_size=8,
    ),
)
def test_no_label_crosses_the_pen_another_label_or_the_help(
    now: int, marks: list[tuple[int, int, int]]
) -> None:
    labels = [
        label(start * MINUTE, minutes, "n" * size, "1 h 50") for start, minutes, size in marks
    ]
    one = strip(now * MINUTE, *labels)
    pen = one.x(one.now, WIDTH)
    end = 0.0
    for words in place_labels(one, WIDTH, measure):
        assert words.x >= end
        end = words.x + words.width
        assert end <= WIDTH - 36
        assert end < pen or words.x > pen
