"""Documents that other programs have written are read word for word, each block as what it is."""

import re
from pathlib import Path

import pytest

from spindle.features.listen.importing.task import read_document
from spindle.features.listen.text.model import Block, Kind

FOLDER = Path(__file__).parent.parent / "fixtures" / "documents"
EXPECTED = sorted((FOLDER / "read").glob("*.txt"))
_PARTS = {
    ".md": re.compile(r"(?:\A|\n\n)([A-Z].*?)(?=\n\n|\Z)", re.DOTALL),
    ".tex": re.compile(r"^([A-Z].*)$", re.MULTILINE),
    ".fodt": re.compile(
        r"(?<!change-info>)<text:p text:style-name=\"Text_20_body\">(.*?)</text:p>"
    ),
}
SPOKEN = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})


def written(block: Block) -> str:
    """A block in one line: its kind, level and label, and its words."""
    kind = f"{block.kind} {block.level}" if block.kind is Kind.HEADING else str(block.kind)
    label = f" {block.label}" if block.label else ""
    return f"[{kind}{label}] " + block.text.replace("\n", " / ").replace("\t", " | ")


def read(name: str) -> list[Block]:
    return [block for _, block in read_document(FOLDER / name).blocks()]


@pytest.mark.requirement("reader-13")
@pytest.mark.requirement("reader-14")
@pytest.mark.requirement("reader-row-37")
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_a_document_is_read_as_it_was_written(expected: Path) -> None:
    found = [written(block) for block in read(expected.stem)]

    assert found == expected.read_text("utf-8").splitlines()


def test_every_document_has_what_is_to_be_read_of_it() -> None:
    readable = {".docx", ".epub", ".html", ".pdf"}
    documents = {path.name for path in FOLDER.iterdir() if path.suffix in readable}

    assert documents == {path.stem for path in EXPECTED}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_the_paragraphs_of_the_source_are_said_whole_and_in_order(expected: Path) -> None:
    said = _plain(" ".join(block.text for block in read(expected.stem) if block.kind in SPOKEN))
    name = expected.stem.partition(".")[0].partition("-")[0]
    (source,) = (FOLDER / f"{name}.{kind}" for kind in ("md", "tex", "fodt")
                 if (FOLDER / f"{name}.{kind}").exists())  # fmt: skip
    paragraphs = [
        _plain(part)
        for part in _PARTS[source.suffix].findall(source.read_text("utf-8"))
        if not set(part) & set("\\<$[")
    ]

    places = [said.find(paragraph) for paragraph in paragraphs]

    assert len(paragraphs) >= 5
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "title"),
    [("leaflet.pdf", "Ways to begin"), ("report.epub", "Report of a month of habits")],
)
def test_what_a_program_writes_for_nobody_is_no_title_and_no_author(name: str, title: str) -> None:
    head = read_document(FOLDER / name).head

    assert (head.title, head.author) == (title, "")


def _plain(text: str) -> str:
    """Its letters and figures, whatever the quotes and hyphens between."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
