"""When checks come, in chapters of any length, and what is veiled while one asks."""

from statistics import median

import pytest

from spindle.features.listen.asking import Asked, Asking
from spindle.features.listen.script import Script
from spindle.features.listen.surroundings import chapters_around
from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind
from spindle.features.listen.velocity.check import CheckKind
from spindle.features.listen.velocity.plan import FEWEST, MOST
from tests.helpers.chapters import around, chapters, checks, of_public_text
from tests.helpers.public_texts import NAMES, sentences

pytestmark = pytest.mark.requirement("reader-row-25")


@pytest.mark.parametrize(
    ("size", "share"), [(100, 0.95), (150, 0.96), (250, 0.96), (400, 0.96), (3000, 0.95)]
)
@pytest.mark.parametrize("name", NAMES)
def test_checks_come_as_often_in_short_chapters_as_in_long_ones(
    name: str, size: int, share: float
) -> None:
    """In chapters of five sentences few gaps are longer: none is asked where a chapter begins."""
    scripts = of_public_text(name, size)
    gaps = [came.words for seed in (1, 2) for came in checks(scripts, seed)]
    spoken = 2 * sum(script.words for script in scripts)

    assert min(gaps) >= FEWEST
    assert FEWEST <= median(gaps) <= MOST
    assert sum(gap <= 450 for gap in gaps) >= share * len(gaps)
    assert sum(gaps) > 0.9 * spoken


@pytest.mark.parametrize("size", [150, 400])
def test_a_check_is_about_its_own_chapter_and_may_come_behind_the_last_sentence(size: int) -> None:
    """So that the sentence can be said again, and what is veiled is on the page."""
    scripts = of_public_text("darwin-origin", size)
    found = [asked for asked, _ in checks(scripts, 1)]
    assert any(asked.line is scripts[asked.line.chapter].lines[-1] for asked in found)
    for asked in found:
        lines = scripts[asked.line.chapter].lines
        about = lines[asked.check.sentence]
        assert about.place == asked.place
        assert asked.since.number <= about.number < asked.line.number
        assert asked.until is asked.line
        written = scripts[asked.line.chapter].written(about)
        assert asked.written.replace("___", asked.check.right) == written


def until_due(asking: Asking, script: Script, first: int) -> Asked:
    for line in script.lines[first:]:
        asking.heard(line, 200.0)
        asked = asking.due(script)
        if asked is not None:
            return asked
    raise AssertionError("no check came")


def test_all_that_was_heard_since_the_last_check_is_veiled_after_a_jump_back() -> None:
    scripts = of_public_text("darwin-origin", 3000)
    script = scripts[0]
    asking = Asking(1, around(scripts))
    for line in script.lines[:6]:
        asking.heard(line, 200.0)
    asked = until_due(asking, script, 5)

    assert asked.since is script.lines[0]
    assert asked.until is asked.line


def test_what_was_heard_further_on_is_veiled_after_a_jump_back() -> None:
    scripts = of_public_text("darwin-origin", 3000)
    script = scripts[0]
    asking = Asking(1, around(scripts))
    for line in script.lines[40:45]:
        asking.heard(line, 200.0)
    asked = until_due(asking, script, 0)

    assert asked.since is script.lines[0]
    assert asked.until is script.lines[44]
    assert asked.check.sentence >= asked.line.number - 4


def test_words_that_are_heard_again_bring_no_check_earlier() -> None:
    scripts = of_public_text("darwin-origin", 3000)
    script = scripts[0]
    straight = until_due(Asking(1, around(scripts)), script, 0)
    asking = Asking(1, around(scripts))
    for _ in range(5):
        for line in script.lines[:5]:
            asking.heard(line, 200.0)
            assert asking.due(script) is None

    assert until_due(asking, script, 5).line is straight.line


def test_what_is_said_again_after_a_miss_brings_no_check_earlier() -> None:
    scripts = of_public_text("darwin-origin", 3000)
    script = scripts[0]
    after: list[int] = []
    for again in (False, True):
        asking = Asking(1, around(scripts))
        asked = until_due(asking, script, 0)
        asking.over()
        first = asked.check.sentence if again else asked.line.number + 1
        after.append(until_due(asking, script, first).line.number)

    assert after[0] == after[1]


def test_no_choice_besides_the_right_one_was_said_before_in_a_text_that_repeats_itself() -> None:
    once = [each.text for each in sentences("darwin-origin")[:90]]
    scripts = chapters([*once, *once, *once[::-1]], 3000)
    lines = [(script, line) for script in scripts for line in script.lines]
    said = [script.written(line) for script, line in lines]
    found = [asked for seed in range(20) for asked, _ in checks(scripts, seed)]
    whole = [each for each in found if each.check.kind is CheckKind.HEARD]

    assert whole
    for asked in whole:
        at = next(n for n, (_, line) in enumerate(lines) if line is asked.line)
        assert set(said[: at + 1]).intersection(asked.check.choices) == {asked.check.right}


def noted(texts: list[str]) -> Script:
    """Paragraphs that end in the raised number of a note, with a citation in each sentence."""
    blocks = []
    for start in range(0, len(texts), 3):
        cited = [each.replace(" ", " [4, 7] ", 1) for each in texts[start : start + 3]]
        text = " ".join(cited)
        marks = (Mark(MarkKind.NOTE, len(text), len(text) + 2),)
        blocks.append(Block(kind=Kind.PARAGRAPH, text=f"{text}17", marks=marks))
    return Script.of(0, blocks)


@pytest.mark.parametrize("name", NAMES)
def test_checks_show_no_mark_that_tells_where_a_sentence_stands(name: str) -> None:
    texts = [each.text for each in sentences(name)[:200] if "[" not in each.text]
    script = noted(texts)
    found = [asked for seed in range(4) for asked, _ in checks([script], seed)]

    assert {asked.check.kind for asked in found} == set(CheckKind)
    for asked in found:
        check, block = asked.check, script.blocks[asked.place.block]
        about = [check.before + check.right + check.after]
        for shown in check.choices if check.kind is CheckKind.HEARD else about:
            assert shown in " ".join(texts)
        answer = block.text[slice(*asked.answer)]
        assert answer.replace(" [4, 7] ", " ") == check.right


def test_chapters_are_gathered_until_there_are_words_enough() -> None:
    assert chapters_around([150] * 10_000, 500, ahead=1500, whole=3000) == range(491, 511)
    assert chapters_around([150] * 30, 29, ahead=1500, whole=3000) == range(10, 30)
    assert chapters_around([150] * 30, 0, ahead=1500, whole=3000) == range(20)
    assert chapters_around([9000] * 30, 7, ahead=1500, whole=3000) == range(7, 9)
    assert chapters_around([0] * 10_000, 500) == range(380, 620)
    assert chapters_around([], 0) == range(0)
