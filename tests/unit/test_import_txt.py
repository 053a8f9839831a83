"""Plain text: encodings, paragraphs, and what only looks like text."""

from pathlib import Path

import pytest

from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.task import read_document
from spindle.features.listen.text.model import BLOCK_LENGTH, CHAPTER_LENGTH, Block, Kind

GERMAN = "Die Übung macht den Meister, und größer wird, wer schläft. „So ist es“, sagte er."


def blocks(tmp_path: Path, content: str | bytes) -> list[Block]:
    path = tmp_path / "file.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return [block for _, block in read_document(path).blocks()]


def texts(tmp_path: Path, content: str | bytes) -> list[str]:
    return [block.text for block in blocks(tmp_path, content)]


@pytest.mark.requirement("reader-row-6")
@pytest.mark.parametrize(
    "name",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"],
)
def test_the_encoding_is_found(tmp_path: Path, name: str) -> None:
    assert texts(tmp_path, (GERMAN * 4).encode(name)) == [GERMAN * 4]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shift-jis", "毎日すこしずつ練習すると、手が覚えてくれます。眠りも大切です。" * 4),
        ("gb18030", "每天练习一点，手就会记住。睡眠也很重要。我们学习的时候需要休息。" * 4),
        ("koi8-r", "Сон важен для памяти, а повторение помогает рукам запомнить движение." * 4),
    ],
)
def test_encodings_of_other_scripts_are_found(tmp_path: Path, name: str, text: str) -> None:
    assert texts(tmp_path, text.encode(name)) == [text]


def test_a_few_broken_bytes_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    raw = (GERMAN * 20).encode("utf-8")

    (text,) = texts(tmp_path, raw[:100] + b"\xff" + raw[100:])

    assert text.replace("\ufffd", "") == GERMAN * 20


@pytest.mark.requirement("reader-14")
def test_lines_of_print_run_on_and_blank_lines_part_paragraphs(tmp_path: Path) -> None:
    text = (
        "The first line of a text\nthat goes on here.\n\nThe second\r\nparagraph.\r\r    \nThird."
    )

    assert texts(tmp_path, text) == [
        *("The first line of a text that goes on here.", "The second paragraph.", "Third."),
    ]


def test_a_paragraph_on_each_line_is_one_each(tmp_path: Path) -> None:
    line = "A paragraph that somebody has typed on one line without any break, however long it is. "

    assert texts(tmp_path, f"{line * 2}\n{line * 3}\nShort.") == [
        *((line * 2).strip(), (line * 3).strip(), "Short."),
    ]


def test_items_and_indented_lines_begin_paragraphs(tmp_path: Path) -> None:
    text = (
        "Some words here:\n- one\n  more\n- two\n3) three\n\nNext one\nis here.\n   Indented\nso."
    )

    found = blocks(tmp_path, text)

    assert [(block.kind, block.label, block.text) for block in found] == [
        (Kind.PARAGRAPH, "", "Some words here:"),
        (Kind.ITEM, "-", "one more"),
        (Kind.ITEM, "-", "two"),
        (Kind.ITEM, "3)", "three"),
        (Kind.PARAGRAPH, "", "Next one is here."),
        (Kind.PARAGRAPH, "", "Indented so."),
    ]


def test_chapter_lines_make_chapters(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("Before.\n\nChapter I. The Start\n\nText.\n\nCHAPTER 2\n\nMore.", "utf-8")

    document = read_document(path)

    assert [(each.title, len(each.blocks)) for each in document.chapters] == [
        *(("", 1), ("Chapter I. The Start", 2), ("CHAPTER 2", 2)),
    ]


def test_long_texts_come_in_pieces_that_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    sentence = "This is a sentence of the text that never ends. "
    path.write_text(sentence * 8000, "utf-8")

    document = read_document(path)

    found = [block.text for _, block in document.blocks()]
    assert " ".join(found) == (sentence * 8000).strip()
    assert max(map(len, found)) <= BLOCK_LENGTH
    assert all(text.endswith(".") for text in found)
    assert all(
        sum(len(block.text) for block in chapter.blocks) <= CHAPTER_LENGTH + BLOCK_LENGTH
        for chapter in document.chapters
    )
    assert [chapter.continues for chapter in document.chapters] == [
        *(False, *(True,) * (len(document.chapters) - 1)),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a" * 100_000, "a" * 100_000),
        ("NUL\x00 here", "NUL here"),
        ("שלום עולם. מה שלומך?", "שלום עולם. מה שלומך?"),
        ("我爱学习" * 5000, "我爱学习" * 5000),
        ("∀x∈ℝ: x²≥0 ⇒ ∫₀¹ f(x) dx", "∀x∈ℝ: x²≥0 ⇒ ∫₀¹ f(x) dx"),
        ("\u0301" * 5000 + "e", "\u0301" * 5000 + "e"),
    ],
)
def test_strange_texts_are_kept(tmp_path: Path, text: str, kept: str) -> None:
    assert "".join(texts(tmp_path, text)) == kept


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    (text,) = texts(tmp_path, ("Some words " + GERMAN).encode() + b" \xed\xa0\x80 here")

    assert text.startswith("Some words " + GERMAN)
    assert "\ud800" not in text


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", Wrong.EMPTY),
        (b" \n\t ", Wrong.NO_WORD),
        (b"*** --- ...", Wrong.NO_WORD),
        (bytes(range(256)) * 50, Wrong.BINARY),
        (b"\x7fELF\x02\x01\x01", Wrong.BINARY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 doc", Wrong.OLD_WORD),
        (b"{\\rtf1 text}", Wrong.UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", Wrong.UNKNOWN),
        (b"PK\x03\x04 broken", Wrong.DAMAGED),
        (b"PK\x05\x06" + bytes(18), Wrong.DAMAGED),
        (b"%PDF-1.7\nbroken", Wrong.DAMAGED),
    ],
)
def test_what_is_no_text_is_said_in_a_sentence(
    tmp_path: Path, content: bytes, wrong: Wrong
) -> None:
    with pytest.raises(Unreadable) as caught:
        blocks(tmp_path, content)
    assert caught.value.wrong is wrong
    assert str(caught.value)[-1] == "."


def test_a_missing_file_and_a_folder_are_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"There is no no\.txt\."):
        read_document(tmp_path / "no.txt")
    with pytest.raises(Unreadable, match="is a folder"):
        read_document(tmp_path)


@pytest.mark.parametrize(("name", "size"), [("a.html", 20_000_000), ("a.md", 60_000_000)])
def test_more_markup_than_fits_is_said_to_be(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"# Some words")
        file.truncate(size)

    with pytest.raises(Unreadable, match=r"more text than Spindle reads at once, \d+ MB"):
        read_document(path)
