"""What a PDF reads like: columns, running heads, hyphens, notes, chapters, and what has no text."""

from pathlib import Path
from typing import Any

import pytest

from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.task import Import, read_document
from spindle.features.listen.text.model import Document, Kind, MarkKind
from tests.helpers.pdfs import LEADING, Sheet, pdf

TOP = 700


def read(tmp_path: Path, *sheets: Sheet, **more: Any) -> Document:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf(sheets, **more))
    return read_document(path)


def texts(document: Document, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    return [block.text for _, block in document.blocks() if block.kind is kind]


def width(text: str) -> float:
    """Of a text in Helvetica 11, nearly."""
    wide = {
        "m": 9.2,
        "w": 8,
        " ": 3,
        "i": 2.4,
        "f": 3,
        ",": 3,
        "r": 3.7,
        "s": 5.5,
        "k": 5.5,
        "D": 8,
    }
    return sum(wide.get(sign, 5.5 if sign in "cxz" else 6.1) for sign in text)


def column(name: str, count: int) -> list[str]:
    """Lines without an end, so that the column is one paragraph."""
    return [f"{name} {number} of the words in here" for number in range(count)]


@pytest.mark.requirement("reader-row-2")
@pytest.mark.requirement("reader-row-37")
@pytest.mark.requirement("reader-13")
def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(72, 740, "A Title Right Across the Page", 20)
    sheet.lines(72, TOP, column("left", 30))
    sheet.lines(330, TOP, column("right", 30))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.HEADING) == ["A Title Right Across the Page"]
    assert texts(document) == [" ".join(column("left", 30) + column("right", 30))]


@pytest.mark.requirement("reader-13")
def test_what_stands_across_both_columns_parts_them_into_bands(tmp_path: Path) -> None:
    sheet = Sheet()
    across = "This one line goes from the left edge of the page to the right edge of it, so wide."
    sheet.lines(72, TOP, [*column("one", 9), "one ends."])
    sheet.lines(330, TOP, [*column("two", 9), "two ends."])
    sheet.line(72, TOP - 13 * LEADING, across)
    sheet.lines(72, TOP - 16 * LEADING, [*column("three", 9), "three ends."])
    sheet.lines(330, TOP - 16 * LEADING, column("four", 10))

    found = " ".join(texts(read(tmp_path, sheet)))

    places = [found.index(word) for word in ("one 0", "two 0", "This one", "three 0", "four 0")]
    assert places == sorted(places)


@pytest.mark.requirement("reader-row-37")
@pytest.mark.requirement("reader-13")
def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    sheets = []
    for number in range(6):
        sheet = Sheet()
        sheet.line(72, 760, "The Book" if number % 2 else f"Chapter {number}")
        sheet.lines(72, TOP, [f"p{number} {line}" for line in column("line", 20)])
        sheet.line(300, 30, str(number + 11))
        sheets.append(sheet)

    document = read(tmp_path, *sheets)

    assert len(texts(document)) == 1
    assert "Book" not in texts(document)[0]
    assert "Chapter" not in texts(document)[0]
    assert len(texts(document, Kind.FURNITURE)) == 12


@pytest.mark.requirement("reader-row-37")
@pytest.mark.requirement("reader-13")
@pytest.mark.requirement("reader-14")
def test_words_parted_at_the_end_of_a_line_are_joined_and_lines_run_on(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(
        72,
        TOP,
        [
            "This is an exam-",
            "ple of a well-known and rather well-",
            "known case, as non-",
            "English words are.",
        ],
    )

    assert texts(read(tmp_path, sheet)) == [
        "This is an example of a well-known and rather well-known case, as non-English words are."
    ]


def test_two_whole_words_keep_the_hyphen_at_the_end_of_a_line(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, ["it was detected automatically, and then an automatically-",
                          "detected thing was of use and detected it in the end"])  # fmt: skip

    assert "automatically-detected thing" in texts(read(tmp_path, sheet))[0]


def test_a_compound_of_more_than_two_words_keeps_the_hyphen_at_the_end_of_a_line(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, ["it was the art of its day, so it was state-of-the-",
                          "art and its short-cir-",
                          "cuit was of its day as the art was then"])  # fmt: skip

    [text] = texts(read(tmp_path, sheet))
    assert "state-of-the-art and its short-circuit was" in text


def test_numbers_in_a_drawing_are_not_said(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, column("text", 5))
    sheet.line(300, 300, "2 4 5")

    document = read(tmp_path, sheet)

    assert texts(document, Kind.FURNITURE) == ["2 4 5"]
    assert len(texts(document)) == 1


def test_paragraphs_end_at_an_indent_a_gap_or_a_short_line(tmp_path: Path) -> None:
    sheet = Sheet()
    full = "a line that goes on to the very edge of the column as lines do"
    y = sheet.lines(72, TOP, ["First " + full, full, "ends here with it at " + full[:40] + "."])
    sheet.line(90, y, "Indented " + full)
    y = sheet.lines(72, y - LEADING, [full, "short."])
    y = sheet.lines(72, y, ["After " + full, full + " so"])
    sheet.lines(72, y - 2 * LEADING, ["Apart " + full, full])

    assert [text.split()[0] for text in texts(read(tmp_path, sheet))] == [
        *("First", "Indented", "After", "Apart"),
    ]


def test_a_paragraph_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    first, second = Sheet(), Sheet()
    first.lines(72, TOP, ["One sentence that does not", "end on this page but"])
    first.line(300, 30, "1")
    second.lines(72, TOP, ["goes on here."])
    second.line(300, 30, "2")

    document = read(tmp_path, first, second)

    assert texts(document) == ["One sentence that does not end on this page but goes on here."]


@pytest.mark.requirement("reader-14")
def test_a_figure_does_not_cut_a_sentence_in_two(tmp_path: Path) -> None:
    first, second = Sheet(), Sheet()
    first.lines(72, TOP, [*column("text", 4), "in the end a sentence that the"])
    second.line(72, TOP, "Figure 1: A curve.")
    second.line(72, TOP - 60, "lettering", 7)
    second.lines(72, TOP - 120, ["Spindle goes on with here.", "And so on."])

    document = read(tmp_path, first, second)

    (paragraph, lettering) = texts(document)
    assert "a sentence that the Spindle goes on with here. And so on." in paragraph
    assert lettering == "lettering"
    assert texts(document, Kind.CAPTION) == ["Figure 1: A curve."]


@pytest.mark.requirement("reader-11")
def test_footnotes_and_the_numbers_that_point_to_them_are_known(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, [*column("text", 20), "as Smith says."])
    sheet.raised(72 + 73, TOP - 20 * LEADING, "3")
    sheet.line(72, 120, "10")
    sheet.raised(72 + 13, 120, "6")
    sheet.line(72 + 20, 120, "is a million.")
    sheet.raised(72, 80, "3", 8)
    sheet.line(77, 80, "See Smith 1999, a book of", 8)
    sheet.line(72, 70, "2001 pages.", 8)

    document = read(tmp_path, sheet)

    (note,) = [block for _, block in document.blocks() if block.kind is Kind.FOOTNOTE]
    assert (note.label, note.text) == ("3", "See Smith 1999, a book of 2001 pages.")
    first, second = (block for _, block in document.blocks() if block.kind is Kind.PARAGRAPH)
    assert [(mark.kind, first.text[mark.start : mark.end]) for mark in first.marks] == [
        (MarkKind.NOTE, "3")
    ]
    assert first.text.endswith("as Smith says.3")
    assert not second.marks


@pytest.mark.requirement("reader-13")
def test_labels_beside_a_text_are_no_column(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(12):
        sheet.line(72, TOP - 20 * number, "\u2022")
        sheet.line(90, TOP - 20 * number, f"item {number} which says a thing that is long enough")

    items = texts(read(tmp_path, sheet), Kind.ITEM)

    assert [item.split()[1] for item in items] == [str(number) for number in range(12)]


def test_a_contents_list_and_a_head_that_changes_are_furniture(tmp_path: Path) -> None:
    contents, first, second = Sheet(), Sheet(), Sheet()
    contents.lines(72, TOP, ["Contents", *(f"Part {n} . . . . . . . {n}" for n in range(1, 6))])
    for number, sheet in enumerate((first, second), 2):
        sheet.line(72, 740, f"About {'ab'[number - 2]} thing {number}")
        sheet.lines(72, TOP, [f"{number} is here and", "goes on with it"])

    document = read(tmp_path, contents, first, second)

    assert texts(document) == ["2 is here and goes on with it 3 is here and goes on with it"]
    assert len(texts(document, Kind.FURNITURE)) == 8


@pytest.mark.requirement("reader-row-36")
def test_lines_in_letters_of_one_width_are_code(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, [*column("text", 4), "like this:"])
    sheet.line(72, TOP - 80, "if x:", font="mono")
    sheet.line(99, TOP - 94, "y = 1", font="mono")
    sheet.lines(72, TOP - 120, column("more", 4))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.CODE) == ["if x:\n    y = 1"]
    assert len(texts(document)) == 2


def test_a_bold_line_alone_is_a_heading(tmp_path: Path) -> None:
    sheet = Sheet()
    y = sheet.lines(72, TOP, column("text", 5))
    sheet.line(72, y, "What we have done", font="bold")
    sheet.line(72, y - LEADING, "in these years", font="bold")
    y = sheet.lines(72, y - 2 * LEADING, [*column("More", 5), "and this is"])
    sheet.line(72, y, "important", font="bold")
    sheet.lines(72, y - LEADING, column("end", 2))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.HEADING) == ["What we have done in these years"]
    assert len(texts(document)) == 2


@pytest.mark.requirement("reader-13")
def test_a_table_across_both_columns_is_not_torn_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(5):
        for at in range(6):
            sheet.line(80 + 80 * at, 720 - LEADING * number, f"c{at}.{number}")
    sheet.lines(72, 600, column("left", 20))
    sheet.lines(330, 600, column("right", 20))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.TABLE) == [
        "\n".join("\t".join(f"c{at}.{number}" for at in range(6)) for number in range(5))
    ]
    assert texts(document) == [" ".join(column("left", 20) + column("right", 20))]


@pytest.mark.requirement("reader-row-36")
def test_lines_that_fall_into_cells_are_a_table(tmp_path: Path) -> None:
    sheet = Sheet()
    y = sheet.lines(72, TOP, [*column("text", 4), "as here:"])
    for number in range(4):
        for at, cell in enumerate(("row", f"{number}.5 kg", "much")):
            sheet.line(72 + 120 * at, y - LEADING * (number + 1), cell)
    sheet.lines(72, y - 8 * LEADING, column("more", 4))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.TABLE) == [
        "\n".join(f"row\t{number}.5 kg\tmuch" for number in range(4))
    ]
    assert len(texts(document)) == 2


def test_exponents_point_to_no_note(tmp_path: Path) -> None:
    sheet = Sheet()
    for line, (before, number, after) in enumerate(
        [("an area of 9 km", "2", ""), ("and x", "2", ""), ("of 10", "6", ""), ("cos", "2", "(v)")]
    ):
        y = TOP - line * LEADING
        sheet.line(72, y, before)
        sheet.raised(72 + width(before), y, number)
        sheet.line(72 + width(before) + 4, y, after or "is")
    sheet.line(72, 600, "as was said,")
    sheet.raised(72 + width("as was said,"), 600, "12")

    document = read(tmp_path, sheet)

    marked = [
        block.text[mark.start : mark.end] for _, block in document.blocks() for mark in block.marks
    ]
    assert marked == ["12"]


def test_an_accent_drawn_apart_is_put_on_its_letter(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(72, TOP, "Die Ubung.")
    sheet.line(72 + width("Die ") + 3, TOP, "\u00a8")

    assert texts(read(tmp_path, sheet)) == ["Die Übung."]


def test_the_language_is_read(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(72, TOP, "Ein Wort.")

    head = read(tmp_path, sheet, language="de-AT").head

    assert (head.language, head.said) == ("de", True)


def test_pages_that_are_all_alike_are_not_all_furniture(tmp_path: Path) -> None:
    sheets = []
    for _ in range(4):
        sheets.append(Sheet())
        sheets[-1].line(72, 760, "The same words.")

    assert "".join(texts(read(tmp_path, *sheets))).count("The same words.") == 4


@pytest.mark.requirement("reader-row-10")
def test_the_outline_makes_the_chapters(tmp_path: Path) -> None:
    sheets = [Sheet(), Sheet()]
    for number, sheet in enumerate(sheets):
        sheet.lines(72, TOP, [f"Upper text of page {number}.", "It ends."])
        sheet.line(72, 400, "A Heading", 16)
        sheet.lines(72, 370, [f"Lower text of page {number}.", "It ends."])

    document = read(
        tmp_path,
        *sheets,
        title="A Paper",
        outline=[("One", 0, 720), ("Two", 0, 420), ("Three", 1, 420)],
    )

    assert document.head.title == "A Paper"
    assert [(each.title, each.blocks[0].text) for each in document.chapters] == [
        ("One", "Upper text of page 0. It ends."),
        ("Two", "A Heading"),
        ("Three", "A Heading"),
    ]


def test_without_an_outline_headings_make_the_chapters(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(72, TOP, "Sleep and Skill", 20)
    sheet.lines(72, TOP - 40, column("body", 5))
    sheet.line(72, 500, "References")
    sheet.lines(72, 480, ["Smith, J. (1999). A title that is long enough for a line.", "London."])

    document = read(tmp_path, sheet)

    assert [each.title for each in document.chapters] == ["Sleep and Skill", "References"]
    assert texts(document, Kind.REFERENCE) != []


def test_pages_that_are_pictures_are_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="OCR") as caught:
        read(tmp_path, Sheet(picture=True), Sheet(picture=True))
    assert caught.value.wrong is Wrong.SCAN

    text = Sheet()
    text.lines(72, TOP, column("text", 5))
    path = tmp_path / "some.pdf"
    path.write_bytes(pdf([text, Sheet(picture=True)]))
    found = Import(path)
    assert len(list(found.chapters())) == 1
    assert found.notices[0].facts == {"count": "1"}
    assert found.notices[0].sentence == "1 page is a picture without text, and was left out."


def test_a_locked_pdf_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"file\.pdf is locked with a password"):
        read(tmp_path, Sheet(), encrypted=True)


def test_an_empty_page_holds_no_word(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no word"):
        read(tmp_path, Sheet())
