"""What the reader shall do, row by row: each row and each pain has its tests and a help paragraph.

The numbers are those of the feature table and of the list of pains that Listen was built from. A
test carries the number of what it holds; the help says it in words that are looked for here.

What this proves: that no number has lost its last test, and no row its paragraph. What it does not
prove: that a test goes red when the behaviour is removed. A mark is words beside a test, and a
phrase is words on a page. That is tried by hand: the behaviour is broken on purpose, and the tests
that carry its number have to fail. What is painted is looked for in its picture
(``tests/qt/test_listen_painted.py``).
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"

ROWS = {
    1: ("documents.md", "**EPUB.**"),
    2: ("documents.md", "**PDF.**"),
    3: ("documents.md", "**Word.**"),
    4: ("documents.md", "saved web pages (HTML)"),
    5: ("documents.md", "**Markdown and web pages.**"),
    6: ("documents.md", "The encoding is found."),
    7: ("listen.md", "paste with Ctrl V"),
    9: ("sound.md", "wav, flac, ogg, opus, mp3 and aiff"),
    10: ("listen.md", "Chapters of the open one"),
    11: ("listen.md", "the place is kept to the sample"),
    12: ("listen.md", "The word that is heard is underlined"),
    13: ("listen.md", "its sentence tinted, both at once"),
    14: ("listen.md", "when you scroll it stays where you look"),
    15: ("listen.md", "A click on a word starts there"),
    16: ("listen.md", "| Left, Right | a sentence back or on |"),
    17: ("listen.md", "| Up, Down | a paragraph back or on |"),
    18: ("listen.md", "| , and . | ten seconds back or on |"),
    19: ("listen.md", "from 80 to 700 wpm"),
    20: ("listen.md", "Speed is shown in words a minute (wpm)"),
    21: ("listen.md", "changes in the middle of a word"),
    22: ("listen.md", "Each text keeps its own speed"),
    23: ("listen.md", "a new one begins at the speed that Settings names"),
    24: ("listen.md", "By itself it rises to 275 wpm"),
    25: ("listen.md", "A right answer makes the voice faster"),
    26: ("sound.md", "the pitch stays"),
    27: ("listen.md", "set apart from the speed"),
    28: ("sound.md", "**Shorten silence**"),
    29: ("listen.md", "how much time the speed has saved"),
    30: ("listen.md", "The time left in the chapter"),
    31: ("documents.md", "A rule finds a **word**"),
    32: ("documents.md", "or a **regular expression**"),
    33: ("documents.md", "with nothing to say, it skips what it finds"),
    34: ("documents.md", "footnotes, endnotes"),
    35: ("documents.md", "web addresses and DOIs"),
    36: ("documents.md", "Code, 12 lines"),
    37: ("documents.md", "finds the columns, leaves out running heads"),
    38: ("listen.md", "B sets a bookmark"),
    39: ("listen.md", "N writes a note"),
    40: ("listen.md", "K keeps the sentence that is being heard"),
    41: ("listen.md", "**halt after each sentence** (M)"),
    42: ("listen.md", "more of it after a longer break"),
    43: ("listen.md", "**fall silent** (T)"),
    47: ("sound.md", "**Natural voices**"),
    48: ("listen.md", "Nothing of this needs a network or an account"),
    49: ("listen.md", "Its words, minutes, speed"),
    50: ("listen.md", "## Media keys"),
    51: ("listen.md", "All keys can be changed in Settings"),
    52: ("listen.md", "open to any tool that reads SQLite"),
}
"""Rows marked for this release; 8, 44, 45 and 46 are not, and 47 came with the natural voice."""

PAINS = range(1, 21)
IDEAS = (1, 2, 3, 4, 6, 8, 10)


@pytest.fixture(scope="module")
def marked() -> frozenset[str]:
    """Every number that a test carries."""
    tests = (file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    return frozenset(
        number
        for text in tests
        for marks in re.findall(r"requirement\(([^)]*)\)", text)
        for number in re.findall(r'"([^"]+)"', marks)
    )


@pytest.mark.parametrize("row", ROWS)
def test_each_row_has_a_test_and_a_paragraph(row: int, marked: frozenset[str]) -> None:
    page, words = ROWS[row]

    assert f"reader-row-{row}" in marked
    assert words in (HELP / page).read_text("utf-8")


@pytest.mark.parametrize("pain", PAINS)
def test_each_pain_has_a_test(pain: int, marked: frozenset[str]) -> None:
    assert f"reader-{pain}" in marked


@pytest.mark.parametrize("idea", IDEAS)
def test_each_idea_has_a_test(idea: int, marked: frozenset[str]) -> None:
    assert f"reader-idea-{idea}" in marked
