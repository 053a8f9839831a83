"""Which kind of text a document is taken for, until the person says better."""

from pathlib import Path
from typing import Any

import pytest

from spindle.features.listen.importing.task import read
from spindle.features.listen.text.genre import BOOK, Genre
from tests.helpers.books import epub_parts, zipped

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
TEXTS = Path(__file__).parents[1] / "fixtures" / "texts"

pytestmark = pytest.mark.requirement("reader-idea-2")


def guessed(path: Path) -> Genre:
    told: list[Any] = []
    return Genre(read(told.append, str(path))["genre"])


@pytest.mark.parametrize(
    ("file", "genre"),
    [
        (TEXTS / "carroll-alice.txt", Genre.STORY),
        (TEXTS / "lu-xun-diary.txt", Genre.STORY),
        (TEXTS / "james-habit.txt", Genre.ARTICLE),
        (TEXTS / "darwin-origin.txt", Genre.ARTICLE),
        (DOCUMENTS / "paper.pdf", Genre.STUDY),
        (DOCUMENTS / "variation.epub", Genre.ARTICLE),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else str(value),
)
def test_real_texts_are_taken_for_what_they_are(file: Path, genre: Genre) -> None:
    assert guessed(file) is genre


def test_long_quotations_are_no_speech(tmp_path: Path) -> None:
    quoted = '"' + "So he wrote, and at length. " * 20 + '"\n\n'
    path = tmp_path / "letters.txt"
    path.write_text(quoted * 20, "utf-8")

    assert guessed(path) is Genre.ARTICLE


@pytest.mark.parametrize(
    ("subject", "genre"),
    [
        ("Detective and mystery stories -- Fiction", Genre.STORY),
        ("Non-fiction", Genre.ARTICLE),
        ("Nonfiction", Genre.ARTICLE),
        ("Anatomy -- Textbooks", Genre.STUDY),
        ("Birds", Genre.ARTICLE),
    ],
)
def test_a_book_says_what_it_is_about(tmp_path: Path, subject: str, genre: Genre) -> None:
    parts = epub_parts([("One", "<p>There was once a road.</p>")])
    package = str(parts["OEBPS/book.opf"])
    said = f"<dc:subject>{subject}</dc:subject></metadata>"
    parts["OEBPS/book.opf"] = package.replace("</metadata>", said)

    assert guessed(zipped(tmp_path / "b.epub", parts)) is genre


def test_a_long_text_is_a_book_and_mere_lists_are_notes(tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("The road goes on and on.\n\n" * (BOOK // 6 + 1), "utf-8")
    notes = tmp_path / "notes.md"
    notes.write_text("# Monday\n\n" + "- call the dentist about that tooth\n" * 9, "utf-8")

    assert guessed(book) is Genre.NONFICTION
    assert guessed(notes) is Genre.NOTES
