"""How soon some words of a long book are found: from the key to the page that shows them.

Run ``python -m tests.benchmarks.bench_listen_find``: the real program, on a real screen.
"""

import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from spindle.features.listen.feature import LISTEN
from tests.benchmarks.__main__ import Row
from tests.benchmarks.bench_import import CHAPTERS, WORDS, prose
from tests.helpers.books import epub_parts, zipped
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.film import Box, Film, Striker
from tests.helpers.listen_program import ListenProgram, a_profile
from tests.helpers.waiting import let_pass

TIMES: Final = 1
"""Each has five of everything."""

_TEXT: Final[Box] = (490, 130, 400, 300)
"""Inside the pane with the text, below the line that is typed into."""

_RARE: Final = "Zinnia"
"""Its first letter is in no other word."""

_PAGE: Final = str(LISTEN.order)


def rows() -> list[Row]:
    """A word that stands in three chapters of sixty, from the first of them on."""
    with tempfile.TemporaryDirectory() as folder, VirtualDesktop() as desktop:
        file = _book(Path(folder) / "book.epub")
        profile = a_profile(Path(folder), {"listen.checks": False})
        program = ListenProgram(desktop, profile)
        program.open(file)
        hands = Striker(desktop.env)
        hands.strike_with("Control_L", _PAGE)
        let_pass(2)
        try:
            at_once = [_letter(desktop, hands, 0.0) for _ in range(5)]
            usual = [_letter(desktop, hands, 1.0) for _ in range(5)]
            steps = _steps(desktop, hands)
        finally:
            hands.close()
            program.quit()
    what = "listen: million-word EPUB, find"
    return [
        (f"{what}, letter to its hit 58 chapters on, median of 5", 100.0, median(usual), "ms"),
        (f"{what}, letter to its hit 58 chapters on, worst of 5", 100.0, max(usual), "ms"),
        (f"{what}, Ctrl F and a letter at once, worst of 5", 300.0, max(at_once), "ms"),
        (f"{what}, Enter to a hit in another chapter, worst of 6", 100.0, max(steps), "ms"),
    ]


def _book(path: Path) -> Path:
    """A million words; the rare one stands near the end, where no search from the start begins."""
    chapters = []
    for number in range(CHAPTERS):
        text = prose(WORDS // CHAPTERS, number)
        if number >= CHAPTERS - 2:
            text = text.replace(".</p>", f". {_RARE}.</p>", 1)
        chapters.append((f"Chapter {number}", f"<h1>{number}</h1>{text}"))
    return zipped(path, epub_parts(chapters))


def _letter(desktop: VirtualDesktop, hands: Striker, after: float) -> float:
    """Milliseconds from a letter to its hit; typed so many seconds after Ctrl F."""
    hands.strike_with("Control_L", "f")
    if after:
        let_pass(after)
    film = Film(desktop.env, _TEXT)
    struck = hands.strike("z")
    found = 1000 * (film.last_change() - struck)
    hands.strike("Escape")
    let_pass(1)
    return found


def _steps(desktop: VirtualDesktop, hands: Striker) -> list[float]:
    """Milliseconds from Enter to the page with the next hit."""
    hands.strike_with("Control_L", "f")
    hands.strike("z")
    let_pass(2)
    found = []
    for _ in range(6):
        film = Film(desktop.env, _TEXT)
        struck = hands.strike("Return")
        found.append(1000 * (film.last_change() - struck))
    return found


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3f} {unit} (target {target:g})")
