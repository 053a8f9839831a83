"""What a page of a PDF holds besides running text: heads, numbers, authors, formulas, floats."""

from pathlib import Path

import pytest

from spindle.features.listen.importing.pdf_layout.columns import lines
from spindle.features.listen.importing.pdf_layout.shapes import Run
from spindle.features.listen.importing.task import read_document
from spindle.features.listen.text.model import Document, Kind
from tests.helpers.pdfs import LEADING, Sheet, pdf

TOP = 690
FOOT = 110
"""Where page numbers stand in papers: farther in than a twelfth of the page."""


def read(tmp_path: Path, *sheets: Sheet) -> Document:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf(sheets))
    return read_document(path)


def texts(document: Document, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    return [block.text for _, block in document.blocks() if block.kind is kind]


def column(name: str, count: int) -> list[str]:
    """Lines without an end, so that the column is one paragraph."""
    return [f"{name} {number} of the words in here" for number in range(count)]


@pytest.mark.requirement("reader-13")
def test_a_number_below_the_text_is_no_word_of_a_sentence(tmp_path: Path) -> None:
    first, second = Sheet(), Sheet()
    first.lines(72, TOP, [*column("left", 30), "and what is said is very dis-"])
    first.line(300, FOOT, "7")
    second.lines(72, TOP, ["tinctly said here and so it goes", "to its end."])
    second.line(300, FOOT, "8")

    document = read(tmp_path, first, second)

    assert texts(document) == [
        " ".join(
            [
                *column("left", 30),
                "and what is said is very distinctly said here and so it goes to its end.",
            ]
        )
    ]
    assert texts(document, Kind.FURNITURE) == ["7", "8"]


@pytest.mark.requirement("reader-13")
def test_a_head_beside_a_number_is_none_though_it_is_on_one_page_only(tmp_path: Path) -> None:
    first, second = Sheet(), Sheet()
    for sheet in (first, second):
        sheet.lines(72, TOP - 20, column("left", 30))
        sheet.lines(330, TOP - 20, column("right", 30))
    first.line(300, FOOT, "1")
    second.line(72, TOP + 10, "3 RESULTS")
    second.line(480, TOP + 10, "2")

    document = read(tmp_path, first, second)

    assert texts(document, Kind.HEADING) == []
    assert texts(document) == [" ".join(2 * (column("left", 30) + column("right", 30)))]
    assert texts(document, Kind.FURNITURE) == ["1", "3 RESULTS", "2"]


@pytest.mark.requirement("reader-13")
def test_a_head_that_says_the_title_of_its_section_is_none(tmp_path: Path) -> None:
    sheets = []
    for number, title in enumerate(("Of Sleep", "Of Skill", "Of Will", "Of Habit")):
        sheet = Sheet()
        sheet.line(72, TOP + 30, title.upper())
        sheet.lines(72, TOP, column(f"page{number}", 10))
        sheet.line(72, 500, title, 16)
        sheet.lines(72, 470, ["Said.", *column(f"more{number}", 10)])
        sheets.append(sheet)

    document = read(tmp_path, *sheets)

    assert texts(document, Kind.HEADING) == ["Of Sleep", "Of Skill", "Of Will", "Of Habit"]
    assert texts(document, Kind.FURNITURE) == ["OF SLEEP", "OF SKILL", "OF WILL", "OF HABIT"]


def test_a_heading_at_the_head_of_a_page_stays_one(tmp_path: Path) -> None:
    sheets = [Sheet() for _ in range(4)]
    for number, sheet in enumerate(sheets, 1):
        sheet.line(72, 740, f"{number} Part {'abcd'[number]}" if number < 4 else "4 Parts", 16)
        sheet.lines(72, 710, ["Said.", *column(f"page{number}", 20)])

    document = read(tmp_path, *sheets)

    assert texts(document, Kind.HEADING) == ["1 Part b", "2 Part c", "3 Part d", "4 Parts"]


def test_a_short_list_of_contents_is_no_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(72, TOP, "Contents", 16)
    sheet.line(72, TOP - 30, "Of Sleep and of")
    sheet.line(72, TOP - 44, "Skill")
    sheet.line(400, TOP - 44, "1")
    sheet.line(72, TOP - 58, "Of Will . . . . . . . . . 12")
    sheet.lines(72, TOP - 90, [*column("text", 10), "in the year 1890"])

    document = read(tmp_path, sheet)

    assert texts(document) == [" ".join([*column("text", 10), "in the year 1890"])]
    assert texts(document, Kind.HEADING) == []


def test_authors_and_date_below_a_title_are_no_headings(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(150, 720, "Of Sleep and Skill", 20)
    sheet.line(120, 690, "Ada Example", 14)
    sheet.line(320, 690, "Bo Sample", 14)
    sheet.line(200, 670, "12 March 2024", 14)
    sheet.line(72, 640, "Abstract", 14)
    sheet.lines(72, 620, column("text", 10))
    sheet.line(72, 450, "1 Beginning", 14)
    sheet.lines(72, 430, ["Begun.", *column("more", 10)])

    document = read(tmp_path, sheet)

    assert texts(document, Kind.HEADING) == ["Of Sleep and Skill", "Abstract", "1 Beginning"]
    assert texts(document)[:2] == ["Ada Example Bo Sample", "12 March 2024"]


def test_large_lines_below_a_title_are_headings_where_such_are_elsewhere(tmp_path: Path) -> None:
    first, second = Sheet(), Sheet()
    first.line(72, 720, "Of Sleep and Skill", 20)
    first.line(72, 690, "Loomings", 14)
    first.lines(72, 660, ["Begun.", *column("text", 10)])
    second.line(72, TOP, "The Carpet-Bag", 14)
    second.lines(72, TOP - 30, ["Begun.", *column("more", 10)])

    document = read(tmp_path, first, second)

    assert texts(document, Kind.HEADING) == ["Of Sleep and Skill", "Loomings", "The Carpet-Bag"]


def test_a_formula_set_apart_is_one_thing_and_not_said(tmp_path: Path) -> None:
    sheet = Sheet()
    wide = "the words of this line go on to the very edge of the column of text as lines do"
    sheet.lines(72, TOP, [*(10 * [wide]), "and so it is given by"])
    y = TOP - 12 * LEADING
    sheet.line(200, y, "exp(f(x)) = 1 +")
    sheet.line(295, y + 7, "a")
    sheet.line(290, y - 7, "b \u00d7 c")
    sheet.line(440, y, "(1)")
    sheet.lines(72, y - 2 * LEADING, ["where a is the threshold", "and b is the slope of it."])

    document = read(tmp_path, sheet)

    assert texts(document, Kind.FURNITURE) == ["exp(f(x)) = 1 + a/(b \u00d7 c) (1)"]
    assert texts(document)[1:] == ["where a is the threshold and b is the slope of it."]


def test_a_short_line_of_signs_in_a_list_is_said(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, [*column("text", 10), "it ends."])
    sheet.line(80, 500, "\u2022 the share that is kept is here taken as")
    sheet.line(92, 500 - LEADING, "p = 0.5.")
    sheet.lines(72, 440, column("more", 10))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.ITEM) == ["the share that is kept is here taken as p = 0.5."]


@pytest.mark.requirement("reader-14")
def test_a_table_does_not_cut_a_sentence_of_one_line_in_two(tmp_path: Path) -> None:
    sheet = Sheet()
    full = [f"{line} which is all full of words" for line in column("left", 28)]
    sheet.lines(72, TOP, [*full, "the left ends."])
    sheet.line(72, TOP - 30 * LEADING, "But the tax of a single day is small, and all of it the")
    for row in range(3):
        for at, cell in enumerate(("kind", "12", "81")):
            sheet.line(330 + 50 * at, TOP - row * LEADING, cell)
    sheet.line(330, TOP - 4 * LEADING, "Table 1: Of this.")
    sheet.lines(330, TOP - 7 * LEADING, ["Sum of many is a fortune.", *column("right", 20)])

    found = texts(read(tmp_path, sheet))

    assert found[1].startswith(
        "But the tax of a single day is small, and all of it the Sum of many is a fortune. right 0"
    )


@pytest.mark.requirement("reader-11")
def test_notes_as_large_as_the_text_are_known_by_their_number_and_the_gap(tmp_path: Path) -> None:
    sheet = Sheet()
    y = sheet.lines(72, TOP, [*column("text", 20), "as Smith says"])
    sheet.raised(72 + 73, y + LEADING, "1")
    sheet.line(72, 110, "1 See Smith, a book of many words")
    sheet.line(72, 110 - LEADING, "and pages.")

    document = read(tmp_path, sheet)

    assert texts(document, Kind.FOOTNOTE) == ["See Smith, a book of many words and pages."]


@pytest.mark.requirement("reader-13")
def test_a_heading_beside_the_first_row_of_a_table_stays_in_its_column(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(92, 740, "A Title Right Across the Page, from left to right", 20)
    sheet.line(72, TOP, "Of Sleep", 14)
    full = [f"{line} which is all full of words" for line in column("left", 28)]
    sheet.lines(72, TOP - 2 * LEADING, full)
    for row in range(3):
        for at, cell in enumerate(("kind", "12", "81")):
            sheet.line(330 + 50 * at, TOP - row * LEADING, cell)
    sheet.lines(330, TOP - 5 * LEADING, column("right", 25))

    document = read(tmp_path, sheet)

    assert texts(document, Kind.HEADING)[1:] == ["Of Sleep"]
    assert texts(document, Kind.TABLE) == ["\n".join(3 * ["kind\t12\t81"])]


def test_words_inside_a_drawing_are_not_said(tmp_path: Path) -> None:
    sheet = Sheet()
    wide = "the words of this line go on to the very edge of the column of text as lines do"
    sheet.lines(72, TOP, [*(6 * [wide]), "and it ends."])
    sheet.line(120, 560, "Share kept")
    sheet.line(200, 540, "slow")
    sheet.line(300, 540, "fast")
    sheet.line(72, 520, "Figure 1: Two lines.")
    sheet.lines(72, 480, [wide, wide])

    document = read(tmp_path, sheet)

    assert texts(document, Kind.FURNITURE) == ["Share kept slow fast"]
    assert texts(document)[0].endswith("and it ends.")


@pytest.mark.requirement("reader-14")
def test_words_of_a_drawing_and_a_caption_at_the_head_of_a_page_cut_no_sentence(
    tmp_path: Path,
) -> None:
    first, second = Sheet(), Sheet()
    first.lines(72, TOP, [*column("text", 4), "in the end a sentence that the"])
    second.line(130, TOP, "Eye")
    second.line(180, TOP, "Hand")
    second.line(72, TOP - 20, "Figure 1: A path.")
    second.lines(72, TOP - 60, ["world goes on with in words.", "And so on."])

    document = read(tmp_path, first, second)

    assert "a sentence that the world goes on with in words. And so on." in texts(document)[0]
    assert texts(document, Kind.CAPTION) == ["Figure 1: A path."]
    assert texts(document, Kind.FURNITURE) == ["Eye Hand"]


@pytest.mark.requirement("reader-row-10")
def test_the_number_of_a_chapter_and_its_title_are_one_heading(tmp_path: Path) -> None:
    sheets = []
    for number in (1, 2):
        sheet = Sheet()
        sheet.line(72, 600, f"Chapter {number}", 20)
        sheet.line(72, 560, f"Of the Will {number * 'I'}", 24)
        sheet.lines(72, 500, ["Begun.", *column(f"text{number}", 10)])
        sheets.append(sheet)

    document = read(tmp_path, *sheets)

    assert [chapter.title for chapter in document.chapters] == [
        "Chapter 1 Of the Will I",
        "Chapter 2 Of the Will II",
    ]


@pytest.mark.requirement("reader-13")
def test_numbers_of_small_pages_on_a_large_sheet_are_known_by_counting_up(tmp_path: Path) -> None:
    sheets = []
    for number in range(3):
        sheet = Sheet()
        sheet.lines(72, TOP, column(f"text{number}", 20))
        sheet.line(140, TOP - 23 * LEADING, str(number + 5))
        sheets.append(sheet)

    document = read(tmp_path, *sheets)

    assert texts(document) == [
        " ".join(line for number in range(3) for line in column(f"text{number}", 20))
    ]


def test_a_letter_set_lower_in_a_name_stays_in_its_word() -> None:
    found = lines(
        [
            Run(149.7, 264.9, 437.6, 446.5, 9.96, "This is for B"),
            Run(264.5, 273.0, 439.5, 444.7, 9.96, "ib"),
            Run(272.2, 279.4, 437.6, 446.5, 9.96, "T"),
            Run(277.8, 284.6, 434.6, 443.5, 9.96, "E"),
            Run(283.3, 452.6, 437.6, 446.5, 9.96, "X only."),
        ],
        0,
    )

    assert [line.text for line in found] == ["This is for BibTEX only."]


@pytest.mark.requirement("reader-13")
def test_a_line_at_the_foot_of_two_pages_is_no_text(tmp_path: Path) -> None:
    sheets = [Sheet(), Sheet()]
    for number, sheet in enumerate(sheets):
        sheet.lines(72, TOP, column(f"text{number}", 30))
        sheet.line(150, FOOT, "A Society of 2024. Personal use is permitted.", 8)

    document = read(tmp_path, *sheets)

    assert texts(document) == [" ".join(column("text0", 30) + column("text1", 30))]
    assert len(texts(document, Kind.FURNITURE)) == 2


@pytest.mark.requirement("reader-13")
def test_numbers_beside_the_lines_of_a_draft_are_not_said(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(72, TOP, "1984 was a year of which a book is told and then", 11)
    sheet.lines(72, TOP - LEADING, column("text", 12))
    for number in range(13):
        sheet.line(50 if number < 9 else 46.66, TOP - number * LEADING, str(number + 1), 6)

    document = read(tmp_path, sheet)

    assert texts(document) == [
        " ".join(["1984 was a year of which a book is told and then", *column("text", 12)])
    ]


def test_a_date_is_no_item_of_a_list(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines(72, TOP, column("text", 5))
    sheet.line(72, 500, "12. Oktober 2022")
    sheet.line(72, 460, "3. einen Oktopus und Sepia.")

    document = read(tmp_path, sheet)

    assert texts(document, Kind.ITEM) == ["einen Oktopus und Sepia."]
    assert texts(document)[-1] == "12. Oktober 2022"


@pytest.mark.requirement("reader-14")
def test_a_line_that_is_written_again_outside_of_the_next_page_parts_no_sentence(
    tmp_path: Path,
) -> None:
    """As Qt prints a text: what the end of a page would cut is drawn on both."""
    first, second = Sheet(), Sheet()
    first.lines(72, 700, [*column("left", 30), "which is the end of it. There is"])
    first.line(480, 50, "1")
    second.line(72, 900, "which is the end of it. There is")
    second.lines(
        72, 700, ["no more miserable human being than one", "in whom nothing is habitual."]
    )
    second.line(480, 50, "2")

    document = read(tmp_path, first, second)

    (said,) = texts(document)
    assert said.endswith(
        "29 of the words in here which is the end of it. There is no more miserable human being "
        "than one in whom nothing is habitual."
    )
    assert texts(document, Kind.FURNITURE) == ["1", "2"]
