"""What is said of a block, what is skipped, and how places map between the two."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind, Span
from spindle.features.listen.text.rules import Match, Rule, RuleError, changes, check
from spindle.features.listen.text.skip import DEFAULT, Reason, Skips, counts, skipped
from spindle.features.listen.text.speech import Utterance, utterances

EVERYTHING = frozenset(Reason)
NOTHING: Skips = frozenset()

signs = st.one_of(
    st.sampled_from(list("()[]{} .,;!?\n\t12 abcXYZ%“”’😀é\u200b\u00ad")), st.characters()
)
texts = st.text(signs, max_size=200)
rules = st.lists(
    st.builds(
        Rule,
        pattern=st.sampled_from(["a", "b c", "[a-c]+", r"\d", "“", "(a)(b)", "😀", "(", "x*"]),
        spoken=st.sampled_from(["", "and so on", r"\1", "0"]),
        match=st.sampled_from(Match),
    ),
    max_size=4,
).map(tuple)


def paragraph(text: str, *marks: Mark) -> Block:
    return Block(kind=Kind.PARAGRAPH, text=text, marks=marks)


def said(block: Block, skips: Skips = DEFAULT, using: Sequence[Rule] = ()) -> list[str]:
    return [each.text for each in utterances(block, "en", skips, using)]


@pytest.mark.requirement("reader-11")
def test_note_marks_are_not_said() -> None:
    text = "Sleep helps.12 It does, too.a"
    block = paragraph(text, Mark(MarkKind.NOTE, 12, 14), Mark(MarkKind.NOTE, 28, 29))

    assert said(block) == ["Sleep helps.", "It does, too."]
    assert "12" in "".join(said(block, DEFAULT - {Reason.NOTES}))


@pytest.mark.requirement("reader-12")
def test_each_reason_is_a_switch_and_what_is_skipped_is_counted() -> None:
    blocks = [
        paragraph("So it is [3, 5–7] (Smith et al., 2019; Ada & Lin, 2020a, p. 4).7",
                  Mark(MarkKind.NOTE, 63, 64)),
        paragraph("See https://example.org/a_(b), or not (really)."),
        Block(kind=Kind.FOOTNOTE, text="A note.", label="7"),
        Block(kind=Kind.CODE, text="a = 1\nb = 2"),
        Block(kind=Kind.TABLE, text="a\tb"),
        Block(kind=Kind.REFERENCE, text="Smith (2019). A title."),
        Block(kind=Kind.FURNITURE, text="12"),
        Block(kind=Kind.CAPTION, text="Figure 1. A curve."),
    ]  # fmt: skip

    assert counts(blocks, NOTHING) == {}
    assert counts(blocks, EVERYTHING) == {
        Reason.NOTES: 1,
        Reason.REFERENCES: 1,
        Reason.CITATIONS: 2,
        Reason.URLS: 1,
        Reason.BRACKETS: 1,
        Reason.CODE: 1,
        Reason.TABLES: 1,
        Reason.CAPTIONS: 1,
        Reason.FURNITURE: 1,
    }
    for reason, count in counts(blocks, EVERYTHING).items():
        alone = counts(blocks, frozenset({reason}))
        # Two citations and an address hold or stand in brackets, too.
        assert alone == {reason: 5 if reason is Reason.BRACKETS else count}
    assert said(blocks[0]) == ["So it is."]
    assert said(blocks[1]) == ["See, or not (really)."]
    assert said(blocks[1], EVERYTHING) == ["See, or not."]
    assert [said(block) for block in blocks[2:]] == [
        *([], ["Code, 2 lines."], ["Table, 1 row."], [], []),
        ["Figure 1.", "A curve."],
    ]


@pytest.mark.requirement("reader-row-35")
@pytest.mark.parametrize(
    "text",
    ["(Smith, 2019)", "(see Ada & Lin 2020a, pp. 4–7; Bo, n.d.)", "[12]", "[1–3, 7]",
     "(Müller u. a., 2001)", "(Smith et al., 2019, 2021)", "[Knu97]"],
)  # fmt: skip
def test_citations_are_known_by_how_they_are_written(text: str) -> None:
    found = skipped(paragraph(f"So {text} it is"), frozenset({Reason.CITATIONS}))

    assert bool(found) is (text != "[Knu97]")
    assert all((each.start, each.end) == (3, 3 + len(text)) for each in found)


@pytest.mark.parametrize("text", ["(in 2019)", "(which was so)", "[sic]", "(1990)", "(The end)"])
def test_other_brackets_are_no_citations(text: str) -> None:
    assert not skipped(paragraph(f"So {text} it is"), frozenset({Reason.CITATIONS}))


def test_brackets_left_empty_are_not_said() -> None:
    assert said(paragraph("Most titles (https://example.org) are here [www.example.org].")) == [
        "Most titles are here."
    ]


@pytest.mark.requirement("reader-row-35")
def test_brackets_are_skipped_as_a_whole() -> None:
    assert said(paragraph("One (two [three] four) five) six."), EVERYTHING) == ["One five) six."]


@pytest.mark.requirement("reader-row-36")
def test_code_and_tables_are_said_line_by_line_where_wanted() -> None:
    block = Block(kind=Kind.CODE, text="a = 1\n\nb = 2")

    assert said(block, NOTHING) == ["a = 1", "b = 2"]


@pytest.mark.requirement("reader-row-31")
@pytest.mark.requirement("reader-row-32")
@pytest.mark.requirement("reader-row-33")
@pytest.mark.requirement("reader-15")
def test_rules_change_what_is_said_and_no_place_on_the_screen() -> None:
    text = "Dr Gödel met SQL users at 5km/h, Sqlite too."
    own = (Rule(pattern="SQL", spoken="sequel", case=True), Rule(pattern="too", on=False))
    everywhere = (
        Rule(pattern="gödel", spoken="girdle"),
        Rule(pattern=r"(\d+)\s?km/h", spoken=r"\1 kilometres an hour", match=Match.REGEX),
        Rule(pattern="users"),
        Rule(pattern="SQL", spoken="never, the first rule that fits wins"),
    )
    (utterance,) = utterances(paragraph(text), "en", DEFAULT, own + everywhere)

    assert utterance.text == "Dr girdle met sequel  at 5 kilometres an hour, Sqlite too."
    at = utterance.text.index("sequel")
    assert text[slice(*utterance.written(at + 2, at + 4))] == "SQL"
    at = utterance.text.index("Sqlite")
    assert text[slice(*utterance.written(at, at + 6))] == "Sqlite"
    assert utterance.text[utterance.spoken(text.index("too")) :] == "too."


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|b)*", "((a*))*b", "a*b*c*", ".*.*.*", "(?:x{2,})+", "(", "[", "a" * 201],
)
def test_a_pattern_that_is_none_or_could_take_for_ever_is_refused(pattern: str) -> None:
    rule = Rule(pattern=pattern, match=Match.REGEX)

    with pytest.raises(RuleError):
        check(rule)
    assert changes("aaa", [rule]) == []


@pytest.mark.parametrize("pattern", [r"(\d+)-(\d+)", r"(?:ab|cd)e+", r"\bFig\.", "[*+]+", "a?b?c?"])
def test_plain_patterns_are_taken(pattern: str) -> None:
    if pattern == "a?b?c?":
        with pytest.raises(RuleError, match="nothing is written"):
            check(Rule(pattern=pattern, match=Match.REGEX))
    else:
        check(Rule(pattern=pattern, match=Match.REGEX))


def test_signs_of_emphasis_are_not_said() -> None:
    assert said(paragraph("It is _very_ *good*, _yes._ And so_it is 2 * 3.")) == [
        "It is very good, yes.",
        "And so_it is 2 * 3.",
    ]


def test_what_cannot_be_said_is_left_out() -> None:
    assert said(paragraph("A hy\u00adphen,\u200b a \ud800half, a\nline.")) == [
        "A hyphen, a half, a line."
    ]
    assert said(paragraph("* * *")) == []
    assert said(paragraph("…")) == []


@pytest.mark.requirement("reader-9")
@pytest.mark.parametrize(
    "text",
    ["about 3.14 %, e.g. now", "“Don’t,” she said—quietly…", "a 😀 b 👩‍👩‍👧 c", "e\u0301 ﬁne ½ ™"],
)
def test_without_rules_every_sign_maps_to_itself(text: str) -> None:
    for each in utterances(paragraph(text), "en", NOTHING):
        if each.text == text[slice(*each.span)]:
            for at in range(*each.span):
                there = each.spoken(at)
                assert each.written(there, there + 1) == Span(at, at + 1)


@pytest.mark.requirement("reader-9")
@given(texts, st.frozensets(st.sampled_from(Reason)), rules, st.data())
def test_places_never_leave_the_sentence_and_never_step_back(
    text: str, skips: Skips, using: tuple[Rule, ...], data: st.DataObject
) -> None:
    length = len(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, length), max_size=4)))
    marks = [Mark(MarkKind.NOTE, start, end) for start, end in pairwise(cuts)]
    at = 0
    for each in utterances(paragraph(text, *marks), "en", skips, using):
        assert at <= each.span.start < each.span.end <= length
        at = each.span.end
        _maps(each)


def _maps(each: Utterance) -> None:
    said = each.text
    assert [piece.start for piece in each.pieces[1:]] == [piece.end for piece in each.pieces[:-1]]
    last = each.span.start
    for at in range(len(said)):
        start, end = each.written(at, at + 1)
        assert each.span.start <= last <= start <= end <= each.span.end
        last = start
    last = 0
    for at in range(each.span.start, each.span.end + 1):
        there = each.spoken(at)
        assert last <= there <= len(said)
        last = there
    whole = each.written(0, len(said))
    assert each.span.start <= whole.start <= whole.end <= each.span.end


def test_no_sign_without_a_sound_is_said_whichever_it_is() -> None:
    ranges = [(0, 9), (0x0B, 0x0D), (0x0E, 0x20), (0x7F, 0x85), (0x86, 0xA0), (0xAD, 0xAE),
              (0x200B, 0x200D), (0x200E, 0x2010), (0x202A, 0x202F), (0x2060, 0x2065),
              (0x2066, 0x2070), (0xFEFF, 0xFF00), (0xFFF9, 0xFFFD), (0xD800, 0xE000)]  # fmt: skip
    for first, end in ranges:
        for sign in map(chr, range(first, end)):
            assert said(paragraph(f"One wo{sign}rd.")) == ["One word."], hex(ord(sign))
