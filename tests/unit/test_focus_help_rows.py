"""What Focus shall do, row by row: each row and each pain has its tests and a help paragraph.

The numbers are those of the feature table and of the list of pains that Focus was built from. A
test carries the number of what it holds; the help says it in words that are looked for here.
"""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
HELP: Final = ROOT / "resources" / "help"

ROWS: Final = {
    1: ("focus", r"Any length can be typed beside the proposed ones"),
    2: ("focus", r"a long break after the fourth"),
    3: ("focus", r"the long break can be switched off in Settings, each by itself"),
    4: ("focus", r"whether the break begins by itself"),
    5: ("focus", r"After a break the next block begins.*at your first touch"),
    6: ("focus", r"\*\*Ctrl Enter\*\* starts a block with an open end"),
    7: ("focus", r"Settings takes another table"),
    8: ("focus", r"\*\*Shift Enter\*\* starts the chosen length once"),
    9: ("focus", r"Plans of your own can have names"),
    10: ("focus", r"the timer runs on until you answer"),
    11: ("focus", r"type 12 or 12:30\. The mouse wheel turns it by the minute"),
    12: ("focus", r"Within ten seconds \*\*Ctrl Z\*\* undoes a pause, a skip or a stop"),
    13: ("focus", r"\| Space \| pause, go on \|"),
    14: ("focus", r"A locked screen stands the block still"),
    15: ("focus", r"If the computer sleeps inside a block"),
    16: ("focus", r"If no key and no mouse is touched for five minutes"),
    17: ("focus", r"a row at the foot of the window asks about it"),
    18: ("focus", r"\*\*Strict\*\* blocks ask for a reason"),
    22: ("focus", r"each makes the break a minute longer"),
    23: ("focus", r"A break proposes a movement, .*or a quiet rest"),
    27: ("focus", r"Write what you will have done by the end of the block"),
    28: ("focus", r"One key: rough, slow, steady, good, absorbed"),
    29: ("focus", r"\| I \| counts an interruption"),
    32: ("ledger", r"53 weeks as a map"),
    33: ("ledger", r"\*\*Week\*\* and \*\*Month\*\* show each day"),
    34: ("ledger", r"the hours of the day and your tags"),
    35: ("ledger", r"Another hour for the start of the day sorts the days anew"),
    36: ("ledger", r"\*\*Cut in two\*\* parts a block; \*\*Join the next\*\*"),
    37: ("ledger", r"with `--json` as JSON lines, with `--csv` for a spreadsheet"),
    38: ("focus", r"`spindle start --intention .* do what the keys do"),
    42: ("desktop", r"a ring with its pen during a block"),
    43: ("desktop", r"a small timer stays on the screen"),
    45: ("desktop", r"it has \*Rate\*.*\*Later\*, and \*\+5 min\*"),
    46: ("focus", r"each of the two tones has its volume and can be a file of yours"),
    47: ("focus", r"Tick, brown noise or rain can sound while a block runs"),
    48: ("sound", r"A clock, brown noise or rain, made by Spindle"),
    53: ("desktop", r"Spindle then starts hidden in the tray"),
    54: ("desktop", r"A second start brings the window of the first to the front"),
    55: ("focus", r"If Spindle is killed, at most the last ten seconds are lost"),
    56: ("data", r"seven days, then of four weeks, then of twelve months"),
    57: ("ledger", r"with `--ical` for a calendar"),
    59: ("ledger", r"What a session worked on goes out with it"),
}
"""Rows of the first release, and of the second list those that came with it."""

PAINS: Final = {
    1: ("focus", r"Work is the time the computer was awake and the block not paused"),
    2: ("focus", r"the time asleep is a gap"),
    3: ("focus", r"Breaks go on while the computer sleeps"),
    4: ("focus", r"After more than an hour it ends with the work it had"),
    5: ("focus", r"the block waits, paused, until you go on"),
    6: ("focus", r"the time since the last touch is a gap"),
    7: ("focus", r"Reading, listening and drilling in Spindle count as being there"),
    8: ("focus", r"Where a desktop does not tell, nothing is assumed"),
    9: ("focus", r"The next start offers to go on"),
    10: ("desktop", r"and asks first if a block runs"),
    11: ("focus", r"a change applies to the next block and never to one that runs"),
    12: ("ledger", r"always add up to the whole day"),
    13: ("ledger", r"Where clocks are changed it has 23 or 25 hours"),
    14: ("focus", r"\| Esc \| leaves this view; the block runs on \|"),
    15: ("desktop", r"While the window is in front of you there is no notification"),
    16: ("desktop", r"a newer one takes its place, and it goes when it is stale"),
    17: ("desktop", r"There closing the window quits"),
    18: ("desktop", r"If the program was killed, the next start takes over"),
    19: ("desktop", r"the row shows the line to bind instead"),
    20: ("focus", r"A missing or broken sound device never holds up the timer"),
}


@pytest.fixture(scope="module")
def marked() -> frozenset[str]:
    """Every number that a test carries."""
    tests = (file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    marks = (found for text in tests for found in re.findall(r"requirement\(([^)]*)\)", text))
    return frozenset(number for mark in marks for number in re.findall(r'"([^"]+)"', mark))


def paragraphs_with(page: str, said: str) -> list[str]:
    paragraphs = (HELP / f"{page}.md").read_text("utf-8").split("\n\n")
    return [each for each in paragraphs if re.search(said, each)]


@pytest.mark.parametrize("row", ROWS)
def test_each_row_has_a_test_and_a_paragraph(row: int, marked: frozenset[str]) -> None:
    assert f"focus-row-{row}" in marked
    assert len(paragraphs_with(*ROWS[row])) == 1


@pytest.mark.parametrize("pain", PAINS)
def test_each_pain_has_a_test_and_a_paragraph(pain: int, marked: frozenset[str]) -> None:
    assert f"focus-pain-{pain}" in marked
    assert len(paragraphs_with(*PAINS[pain])) == 1


def test_all_twenty_pains_are_named() -> None:
    assert set(PAINS) == set(range(1, 21))
