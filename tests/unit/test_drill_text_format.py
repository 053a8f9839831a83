"""Drills as text: written by hand, read, written again, and the same throughout."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.resources import root
from spindle.features.drill.kinds.checking import look_over
from spindle.features.drill.kinds.known import KINDS, kind_of
from spindle.features.drill.seeded import Seeded
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.marks import BESIDE
from spindle.features.drill.text_format.place import MIXINGS, WORDS, Place
from spindle.features.drill.text_format.reading import only_in_files, read
from spindle.features.drill.text_format.writing import write

SAMPLES = sorted((root() / "samples" / "drills").glob("*.md"))
BY_HAND = """# Separable verbs
kind: typed recall
ignore: case, punctuation
language: de

## to give up, to stop trying
Nach drei Versuchen wollte sie ___.
= aufgeben
= es aufgeben
? auf, then geben

##
\\= is the sign of what?
= equality

# Tea
kind: step sequence
order: partial

## A pot of green tea
1. Boil the water
  = Heat the water
2. Let it cool to 80 °C
  after: 1
  critical: yes
  wait_s: 300
3. Pour
  after: 2
~ Add milk

# Lines
kind: generated problem

## Solve for x
{a}x {b:+} = {c}
= x
let a = 2..9
let b = -9..9
let x = 1..12
let c = = a*x+b
where: b != 0
where: a != b
> {a}x = {c-b}
> x = {x}
"""


def test_a_text_written_by_hand_reads_as_meant() -> None:
    found = read(BY_HAND)
    assert found.bad == ()
    verbs, tea, lines = found.drills
    assert verbs.options == {"ignore": ["case", "punctuation"], "language": "de"}
    assert verbs.items[0]["answers"] == ["aufgeben", "es aufgeben"]
    assert verbs.items[1]["prompt"] == "= is the sign of what?"
    assert tea.items[0]["steps"][1] == {
        "text": "Let it cool to 80 °C", "critical": True, "after": [1], "wait_s": 300,
    }  # fmt: skip
    assert lines.items[0]["params"] == {"a": "2..9", "b": "-9..9", "x": "1..12", "c": "= a*x+b"}
    assert lines.items[0]["answer"] == "x"
    for drill in found.drills:
        assert look_over(kind_of(drill.kind), drill.options, drill.items).problems == ()


PLACED = """# Verbs that separate
kind: typed recall
id: 0d5e8b1c-6d0e-4c39-9d58-0f5c0a9d2a11
aim: German exam
aim_day: 2026-07-04
mixing: blocked
quick_s: 3.5
wanted: 92 %
comes_after: Numbers to 100
comes_after: The alphabet, at 80 %
includes: Greetings
includes: Prepositions, at 50 %
language: de

##
to give up
= aufgeben
tags: verb a1
family: up

##
to get up
= aufstehen
family: up
resting: yes
"""


def test_what_a_drill_is_among_others_is_said_before_its_items() -> None:
    [drill] = read(PLACED).drills

    assert drill.options == {"language": "de"}
    assert drill.place == Place(
        id="0d5e8b1c-6d0e-4c39-9d58-0f5c0a9d2a11",
        aim="German exam",
        aim_day="2026-07-04",
        mixing="blocked",
        quick_s=3.5,
        wanted=0.92,
        after=(("Numbers to 100", 1.0), ("The alphabet", 0.8)),
        includes=(("Greetings", 0.8), ("Prepositions", 0.5)),
    )
    assert (drill.tags, drill.families) == (("verb a1", ""), ("up", "up"))
    assert drill.resting == (False, True)
    assert drill.items[0] == {"prompt": "to give up", "answers": ["aufgeben"]}
    assert write([drill]) == PLACED


def test_lines_that_count_in_files_only_are_named_for_the_editor() -> None:
    found = only_in_files(PLACED)

    assert [bad.line for bad in found] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 19, 24, 25]
    assert str(found[0]) == "“id:” counts in a file that is imported; take it out here."
    assert only_in_files(BY_HAND) == ()
    assert [
        bad.line for bad in only_in_files('# a\n@aim = "x"\n@"aim" = "x"\n##\n@tags = 1\n')
    ] == [2]


@pytest.mark.parametrize(
    "line",
    [
        *("mixing: often", "wanted: all", "wanted: 20 %", "quick_s: 0", "quick_s: soon"),
        *("aim_day: tomorrow", "comes_after:", "includes: X, at 0 %", "includes: X, at 120 %"),
        *("id: a b", "@comes_after = 7", "@aim = 7", "@wanted = 1", "@includes = [["),
    ],
)
def test_what_cannot_be_read_of_it_is_named_by_its_line(line: str) -> None:
    found = read(f"# T\nkind: typed recall\n{line}\n\n##\nq\n= a\n")

    [bad] = found.bad
    assert bad.line == 3
    assert "cannot be read" in str(bad)
    [drill] = found.drills
    assert (drill.place, drill.options) == (Place(), {})


def test_a_canonical_text_is_written_as_it_was_read() -> None:
    assert write(read(BY_HAND).drills) == BY_HAND


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from("#=?>~*@\\-! :1.)|\n"),
    max_size=30,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
NAMES = {*(word for kind in KINDS for word in kind.own_words), *WORDS, *BESIDE, "kind", "x y", "@"}
FIELDS = st.sampled_from(sorted(NAMES))
STEP = TEXT | st.fixed_dictionaries(
    {"text": TEXT},
    optional={
        "critical": st.just(value=True),
        "accept": st.lists(TEXT, max_size=2),
        "after": st.lists(st.integers(1, 9), max_size=3),
        "wait_s": st.integers(0, 600) | st.floats(0, 600),
    },
)
LIKELY = st.fixed_dictionaries(
    {},
    optional={
        "cue": TEXT,
        "prompt": TEXT,
        "answer": TEXT,
        "hint": TEXT,
        "answers": st.lists(TEXT, max_size=3),
        "steps": st.lists(STEP, max_size=4),
        "solution": st.lists(TEXT, max_size=3),
        "params": st.dictionaries(st.text("abcxyz", min_size=1, max_size=3), TEXT, max_size=3),
        "where": st.lists(TEXT, max_size=2),
        "ignore": st.lists(st.sampled_from(["case", "accents"]), max_size=2),
        "sets": st.integers(),
        "rich": st.booleans(),
        "mute": TEXT,
    },
)
SHARES = st.lists(
    st.tuples(
        TEXT.filter(str.strip) | st.sampled_from(["Verbs", "Verbs, at 80 %", "a, at 7 %, at 1 %"]),
        st.sampled_from([1.0, 0.8, 0.5, 1 / 3, 0.07]),
    ),
    max_size=3,
).map(tuple)
PLACES = st.builds(
    Place,
    id=st.text("0af-", max_size=8),
    aim=TEXT,
    aim_day=st.just("") | st.dates().map(date.isoformat),
    mixing=st.sampled_from(["", *MIXINGS]),
    quick_s=st.none() | st.floats(0.01, 99),
    wanted=st.none() | st.sampled_from([0.7, 0.92, 0.97]) | st.floats(0.7, 0.97),
    after=SHARES,
    includes=SHARES,
)
WORDS_OF_ITEM = st.text("ab:# ", max_size=6).map(lambda text: " ".join(text.split()))


def beside(
    items: tuple[Any, ...], one: st.SearchStrategy[Any] = WORDS_OF_ITEM
) -> st.SearchStrategy[tuple[Any, ...]]:
    """One an item, or none at all."""
    each = st.lists(one, min_size=len(items), max_size=len(items))
    return each.map(lambda found: tuple(found) if any(found) else ())


DRILLS = st.builds(
    DrillText,
    kind=st.sampled_from([kind.id for kind in KINDS]),
    title=st.text("abcß #!", min_size=1, max_size=12).map(str.strip).filter(bool),
    options=st.dictionaries(FIELDS, JSON | TEXT, max_size=3),
    items=st.lists(LIKELY | st.dictionaries(FIELDS, JSON, max_size=3), max_size=4).map(tuple),
    place=PLACES,
).flatmap(
    lambda drill: st.builds(
        replace,
        st.just(drill),
        tags=beside(drill.items),
        families=beside(drill.items),
        resting=beside(drill.items, st.booleans()),
    )
)


@given(st.lists(DRILLS, max_size=3))
def test_what_is_written_reads_back_the_same(drills: list[DrillText]) -> None:
    text = write(drills)
    found = read(text)
    assert found.bad == ()
    assert _plain(found.drills) == _plain(drills)
    assert write(found.drills) == text


def _plain(drills: Any) -> str:
    """Everything but the line numbers, in one order of fields; 1, 1.0 and true differ."""
    listed = [
        [
            one.kind,
            one.title,
            one.options,
            list(one.items),
            asdict(one.place),
            one.tags,
            one.families,
            one.resting,
        ]
        for one in drills
    ]
    return json.dumps(listed, sort_keys=True)


@given(st.text(max_size=300) | st.text(alphabet='# =?>~*@\\-!:1.)|\nkindabc{}"[]', max_size=300))
def test_any_text_is_read_and_never_raises(text: str) -> None:
    found = read(text)
    again = read(write(found.drills))
    assert _plain(again.drills) == _plain(found.drills)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("hello", 1, "No drill stands before this line"),
        ("# T\n\n## c\n= a", 1, "does not say its kind"),
        ("# T\nkind: juggling", 1, "No kind of drill is called “juggling”"),
        ("# T\nkind: typed recall\nsome prose", 3, "Before the first ##"),
        ("# T\nkind: step sequence\n## c\n  after: 1", 4, "no step stands before it"),
        ("# T\nkind: typed recall\n## c\n@x = {", 4, "cannot be read: {"),
        ("#\nkind: typed recall", 1, "no title"),
        ("# T\nkind: typed recall\n##\n  | more", 4, "nothing before this line"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: int, sentence: str) -> None:
    found = read(text)
    assert [(bad.line, sentence in str(bad)) for bad in found.bad] == [(line, True)]


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    found = read("\ufeff" + BY_HAND.replace("\n", "\r\n"))
    assert _plain(found.drills) == _plain(read(BY_HAND).drills)


@pytest.mark.parametrize(
    "path", sorted((root() / "samples" / "drills").glob("*.md")), ids=lambda p: p.name
)
def test_a_sample_is_canonical_and_sound(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    found = read(text)
    assert found.bad == ()
    assert write(found.drills) == text
    for drill in found.drills:
        facts = look_over(kind_of(drill.kind), drill.options, drill.items)
        assert (facts.problems, facts.unknown, facts.twice) == ((), (), ())


def test_the_samples_show_every_kind_and_a_procedure_of_ten_steps() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    drills = [drill for text in texts for drill in read(text).drills]
    assert {drill.kind for drill in drills} == {kind.id for kind in KINDS}
    tens = [item for drill in drills for item in drill.items if len(item.get("steps", ())) == 10]
    assert any(
        any(isinstance(step, dict) and step.get("critical") for step in item["steps"])
        for item in tens
    )


def test_five_hundred_mutated_files_are_read_and_never_raise() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    chance = Seeded(1)
    for _ in range(500):
        text = chance.choice(texts)
        for _ in range(1 + chance.below(12)):
            at = chance.below(len(text))
            cut = chance.below(40) if chance.below(2) else 0
            piece = chance.choice(
                ["", "\x00", "# ", "\n## ", "  | ", "@x = {", "\n", "let ", "{", "\u202e"]
            )
            text = text[:at] + piece + text[at + cut :]
        found = read(text)
        assert _plain(read(write(found.drills)).drills) == _plain(found.drills)
        for drill in found.drills:
            look_over(kind_of(drill.kind), drill.options, drill.items)
