"""What the Journal can do, and what keeps it safe, has a paragraph in the help, row by row.

The numbers are those of the table of features the Journal was specified by.
"""

import re

import pytest

from spindle.core.resources import root

ROWS = {
    1: ("data", r"opens no connection to any network. It has no account"),
    4: ("data", r"\*\*Encrypt…\*\* encrypts the database"),
    5: ("data", r"hides the pages at once.*when nobody has touched anything for a while"),
    7: ("journal", r"\*\*Ctrl F\*\* searches everything you wrote"),
    8: ("journal", r"`from:2026-03` and `to:2026-03-10`"),
    9: ("journal", r"What fits best stands first.*What was found is underlined"),
    10: ("evening", r"What you know, what you tried and what an answer would look like"),
    11: ("evening", r"one prompt a night, another one every time"),
    12: ("evening", r"offers it once.*\*\*Now\*\*, \*\*In 15 min\*\*, or \*\*Not tonight\*\*"),
    13: ("evening", r"An evening that was begun.*is not reminded of"),
    14: ("evening", r"75 minutes before your lights-out"),
    15: ("journal", r"writes an entry at any hour"),
    16: ("journal", r"to be typed over or stepped with \*\*Up\*\* and \*\*Down\*\*"),
    17: ("journal", r"at half past midnight counts to the day before"),
    18: ("journal", r"Neither travel nor another day start moves it"),
    21: ("journal", r"A word with # before it is a tag"),
    22: ("morning", r"\*\*4\*\* usable step, \*\*5\*\* looks solved"),
    23: ("morning", r"Consensus Sleep Diary"),
    24: ("journal", r"Questions with their evenings and mornings on one thread"),
    25: ("evening", r"whether it held: yes, partly, no, not tried"),
    26: ("journal", r"how often a step was said to hold.*Counts come first"),
    27: ("journal", r"what was written on this date a month, half a year and years ago"),
    28: ("journal", r"Undo goes on where it was when you leave an entry and come back"),
    29: ("journal", r"\*\*Alt V\*\* shows earlier versions"),
    30: ("journal", r"shows what was removed; it stays until it is brought back"),
    31: ("data", r"seven days, then of four weeks, then of twelve months"),
    32: ("data", r"restoring twice changes nothing"),
    33: ("data", r"every table as CSV for a spreadsheet and as JSON lines"),
    34: ("data", r"what you wrote as Markdown"),
    35: ("data", r"as CSV for a spreadsheet"),
    37: ("evening", r"make all pages dark from the evening's hour to the morning's"),
    38: ("evening", r"no counts, no notifications, a dark screen, until the morning hour"),
    39: ("evening", r"a slow wave fills, in about five and ten minutes"),
}


@pytest.mark.requirement("journal-rows")
@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_paragraph(row: int) -> None:
    page, said = ROWS[row]
    paragraphs = (root() / "help" / f"{page}.md").read_text("utf-8").split("\n\n")
    found = [each for each in paragraphs if re.search(said, each, re.DOTALL)]
    assert len(found) == 1
