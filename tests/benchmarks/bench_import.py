"""How soon a long book can be seen, how long reading it takes, and how much memory.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import tempfile
from pathlib import Path
from random import Random
from typing import Any

from spindle.adapters.job_process import JobProcess
from spindle.features.listen.text.packed import unpack
from spindle.features.listen.text.speech import utterances
from tests.helpers.books import epub_parts, zipped
from tests.helpers.pdfs import Sheet, pdf
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

WORDS = 1_000_000
CHAPTERS = 60
PAGES = 300
_TASK = "spindle.features.listen.importing.task:read"
_LEXICON = """the of and to in that sleep hand memory skill learn step practice because although
    every morning evening slowly question answer remember forget cortex ganglia spindle problem"""


def prose(words: int, seed: int = 1) -> str:
    """Sentences of chance, as HTML paragraphs."""
    random = Random(seed)  # noqa: S311 - a play
    lexicon = _LEXICON.split()
    left, out = words, []
    while left > 0:
        sentences = []
        for _ in range(6):
            count = random.randint(8, 24)
            sentences.append(" ".join(random.choices(lexicon, k=count)).capitalize() + ".")
            left -= count
        out.append(f"<p>{' '.join(sentences)}</p>")
    return "".join(out)


def book(path: Path) -> Path:
    """A million words."""
    chapters = [
        (f"Chapter {number}", f"<h1>{number}</h1>{prose(WORDS // CHAPTERS, number)}")
        for number in range(CHAPTERS)
    ]
    return zipped(path, epub_parts(chapters))


def paper(path: Path) -> Path:
    """Three hundred pages in two columns."""
    random = Random(1)  # noqa: S311 - a play
    lexicon = _LEXICON.split()
    sheets = []
    for number in range(PAGES):
        sheet = Sheet()
        sheet.line(72, 760, "A running head")
        for x in (72, 320):
            texts = [" ".join(random.choices(lexicon, k=6)) for _ in range(45)]
            sheet.lines(x, 730, texts, 9)
        sheet.line(300, 30, str(number + 1))
        sheets.append(sheet)
    path.write_bytes(pdf(sheets))
    return path


class Watch:
    """Milliseconds until the first chapter could be shown and spoken, and until the end."""

    def __init__(self, path: Path) -> None:
        self.first = 0.0
        self.chapters = 0
        self._language = "en"
        process = JobProcess()
        try:
            self._began = now()
            self.result = process.run(_TASK, {"path": str(path)}, self._told)
            self.whole = 1000 * (now() - self._began)
            status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
            self.peak = int(status.partition("VmHWM:")[2].split()[0]) / 1000
        finally:
            process.close()

    def _told(self, told: Any) -> None:
        if "chapter" not in told:
            return
        self.chapters += 1
        if self.chapters == 1:
            block = unpack(told["chapter"]["packed"])[0]
            utterances(block, self._language)
            self.first = 1000 * (now() - self._began)


def rows() -> list[Row]:
    """Of a book of a million words, and of a long paper."""
    with tempfile.TemporaryDirectory() as folder:
        read = Watch(book(Path(folder) / "book.epub"))
        printed = Watch(paper(Path(folder) / "paper.pdf"))
    return [
        ("import: million-word EPUB, first chapter handed over", 1500.0, read.first, "ms"),
        ("import: million-word EPUB, all of it", 5000.0, read.whole, "ms"),
        ("import: million-word EPUB, memory of the job process", 250.0, read.peak, "MB"),
        ("import: 300 pages of PDF in two columns", 6000.0, printed.whole, "ms"),
        ("import: 300 pages of PDF, memory of the job process", 250.0, printed.peak, "MB"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.1f} {unit} (target {target:g})")
