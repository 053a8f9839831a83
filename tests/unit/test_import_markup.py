"""What markup becomes: Markdown, HTML, EPUB, Word."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.task import Import, read_document
from spindle.features.listen.text.model import Document, Kind, MarkKind
from spindle.features.listen.text.skip import Reason, counts
from spindle.features.listen.text.speech import utterances
from tests.helpers.books import docx_parts, epub_parts, run, zipped

Seen = list[tuple[Kind, str]]

MARKDOWN = """---
title: "On sleep"
lang: de
---

# First

Some *text* with `code`[^n] and
a second line.

- one
- two
  1. deep

> Quoted.

```python
a = 1
b = 2
```

| a | b |
|---|---|
| 1 | 2 |

## Second

More &amp; more.<script>no()</script>

[^n]: The note.

## References

Smith, J. (2019). A title.
"""


def seen(document: Document) -> Seen:
    return [(block.kind, block.text) for _, block in document.blocks()]


def spoken(document: Document) -> str:
    return " ".join(
        each.text
        for _, block in document.blocks()
        for each in utterances(block, document.head.language)
    )


def page(tmp_path: Path, body: str, head: str = "") -> Document:
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>", "utf-8")
    return read_document(path)


def book(tmp_path: Path, body: str) -> Document:
    return read_document(zipped(tmp_path / "b.epub", epub_parts([("One", body)])))


@pytest.mark.requirement("reader-row-5")
def test_markdown_becomes_blocks_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "sleep.md"
    path.write_text(MARKDOWN, "utf-8")

    document = read_document(path)

    assert (document.head.title, document.head.language, document.head.said) == (
        *("On sleep", "de", True),
    )
    assert [(chapter.title, chapter.level) for chapter in document.chapters] == [
        *(("First", 1), ("Second", 2), ("References", 2)),
    ]
    assert seen(document) == [
        (Kind.HEADING, "First"),
        (Kind.PARAGRAPH, "Some text with code[1] and a second line."),
        (Kind.ITEM, "one"),
        (Kind.ITEM, "two"),
        (Kind.ITEM, "deep"),
        (Kind.QUOTE, "Quoted."),
        (Kind.CODE, "a = 1\nb = 2"),
        (Kind.TABLE, "a\tb\n1\t2"),
        (Kind.HEADING, "Second"),
        (Kind.PARAGRAPH, "More & more."),
        (Kind.HEADING, "References"),
        (Kind.REFERENCE, "Smith, J. (2019). A title."),
        (Kind.FOOTNOTE, "The note."),
    ]
    paragraph = document.chapters[0].blocks[1]
    assert [(mark.kind, paragraph.text[mark.start : mark.end]) for mark in paragraph.marks] == [
        (MarkKind.EMPHASIS, "text"),
        (MarkKind.CODE, "code"),
        (MarkKind.NOTE, "[1]"),
    ]
    deep = document.chapters[0].blocks[4]
    assert (deep.level, deep.label) == (2, "1.")


@pytest.mark.requirement("reader-row-4")
def test_a_page_gives_its_main_text_without_what_stands_around(tmp_path: Path) -> None:
    story = "<p>" + "A sentence of the story, long enough to be one. " * 8 + "</p>"
    around = (
        "<nav><a href=/>Home</a></nav><header>Buy now</header>{}<aside>Related</aside>"
        "<footer>Imprint</footer>"
    )

    for body in (f"<main>{story * 3}</main>", f"<div><div id=content>{story * 3}</div></div>"):
        text = "".join(text for _, text in seen(page(tmp_path, around.format(body))))
        assert "story" in text
        assert not any(word in text for word in ("Home", "Buy", "Related", "Imprint"))


def test_a_plain_page_is_read_whole(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<h1>Top</h1>Loose text<br>second line<p>Next<div>inner</div><p hidden>unseen"
        "<p style='display: none'>unseen<pre>x\n  y</pre><hr><math alttext='x squared'><mi>x</mi>"
        "</math>",
        "<title>A  page</title><meta name=author content=Ada>",
    )

    assert (document.head.title, document.head.author) == ("A page", "Ada")
    assert seen(document) == [
        (Kind.HEADING, "Top"),
        (Kind.PARAGRAPH, "Loose text\nsecond line"),
        (Kind.PARAGRAPH, "Next"),
        (Kind.PARAGRAPH, "inner"),
        (Kind.CODE, "x\n  y"),
        (Kind.PARAGRAPH, "x squared"),
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"<html><meta charset=iso-8859-1><p>caf\xe9 \x93q\x94", "café “q”"),
        (b"<html><meta charset=nonsense><p>caf\xc3\xa9", "café"),
        ("<html><p>café".encode("utf-16"), "café"),
        (b"<html><p>nul\x00 and &#0; and &nosuch; &hellip;", "nul and \ufffd and &nosuch; …"),
        (b'<?xml version="1.0" encoding="utf-8"?><html><p>caf\xc3\xa9', "café"),
    ],
)
def test_the_encoding_of_a_page_is_found(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(raw)

    assert seen(read_document(path)) == [(Kind.PARAGRAPH, expected)]


def test_a_formula_is_read_by_its_words_and_else_by_its_signs(tmp_path: Path) -> None:
    inside = "<mrow><mi>x</mi><mo>=</mo><mn>2</mn></mrow><annotation>junk</annotation></math>"

    for start, expected in (
        ("<math alttext='x is two'>", "x is two"),
        (r"<math alttext='\frac{x}'>", "x = 2"),
        ("<math>", "x = 2"),
    ):
        assert seen(page(tmp_path, f"<p>So {start}{inside}.")) == [
            (Kind.PARAGRAPH, f"So {expected}.")
        ]


def test_a_table_that_only_arranges_the_page_is_read_as_text(tmp_path: Path) -> None:
    document = page(tmp_path, "<table><tr><td><p>One.<p>Two.</table><table><tr><td>a<td>b</table>")

    assert seen(document) == [
        (Kind.PARAGRAPH, "One."),
        (Kind.PARAGRAPH, "Two."),
        (Kind.TABLE, "a\tb"),
    ]


@pytest.mark.requirement("reader-row-10")
@pytest.mark.requirement("reader-row-1")
@pytest.mark.parametrize("version", [2, 3])
def test_an_epub_has_the_chapters_of_its_contents_list(tmp_path: Path, version: int) -> None:
    parts = epub_parts(
        [("One", "<h1>I</h1><p>First&nbsp;text &mdash; so.</p>"), ("Two", "<p>Second.</p>")],
        version=version,
        language="de-AT",
    )

    document = read_document(zipped(tmp_path / "b.epub", parts))

    assert (document.head.title, document.head.author, document.head.language) == (
        *("A Book", "Ada Author", "de"),
    )
    assert [(each.title, len(each.blocks)) for each in document.chapters] == [
        ("One", 2),
        ("Two", 1),
    ]
    assert document.chapters[0].blocks[1].text == "First\u00a0text — so."


def test_a_chapter_may_start_inside_a_part(tmp_path: Path) -> None:
    parts = epub_parts([("One", '<p>a</p><h2 id="two">B</h2><p>b</p>')])
    parts["OEBPS/nav.xhtml"] = str(parts["OEBPS/nav.xhtml"]).replace(
        "</ol>", '<li><a href="text/c1.xhtml#two">Two</a></li></ol>'
    )

    document = read_document(zipped(tmp_path / "b.epub", parts))

    assert [(each.title, each.blocks[0].text) for each in document.chapters] == [
        *(("One", "a"), ("Two", "B")),
    ]


@pytest.mark.requirement("reader-11")
@pytest.mark.requirement("reader-row-34")
def test_an_epub_says_no_note_no_mark_of_one_and_no_page_number(tmp_path: Path) -> None:
    document = book(
        tmp_path,
        '<p>Sleep helps<a epub:type="noteref" href="#n1">1</a> the hand'
        '<sup><a href="#n2">2</a></sup>.<span epub:type="pagebreak" title="17">17</span> On.'
        '<span role="doc-pagebreak" aria-label="18"/> So<a role="doc-noteref" href="#n3">*</a>.</p>'
        "<p>E=mc<sup>2</sup> stays.</p>"
        '<aside epub:type="footnote" id="n1"><p>Secretone.</p></aside>'
        '<section role="doc-endnotes"><ol><li id="n2"><p>Secrettwo. '
        '<a role="doc-backlink" href="#b">↩</a></p></li></ol></section>'
        '<aside epub:type="footnote" id="n3" hidden="hidden"><p>Secretthree.</p></aside>',
    )

    assert spoken(document) == "Sleep helps the hand. On. So. E=mc2 stays."
    blocks = [block for _, block in document.blocks()]
    assert counts(blocks) == {Reason.NOTES: 3, Reason.FURNITURE: 1}
    assert [block.text for block in blocks if block.kind is Kind.FOOTNOTE] == [
        *("Secretone.", "Secrettwo.", "Secretthree."),
    ]
    assert blocks[1].page == "18"


def test_a_bibliography_by_role_and_a_contents_list_in_the_spine_are_not_said(
    tmp_path: Path,
) -> None:
    parts = epub_parts(
        [("One", '<p>Said.</p><section epub:type="bibliography"><p>Smith.</p></section>')]
    )
    package = str(parts["OEBPS/book.opf"])
    parts["OEBPS/book.opf"] = package.replace("<spine>", '<spine><itemref idref="n"/>')

    document = read_document(zipped(tmp_path / "b.epub", parts))

    assert seen(document) == [
        *((Kind.FURNITURE, "One"), (Kind.PARAGRAPH, "Said."), (Kind.REFERENCE, "Smith.")),
    ]


def test_a_missing_part_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    parts = epub_parts([("One", "<p>a</p>"), ("Two", "<p>b</p>"), ("Three", "<p>c</p>")])
    del parts["OEBPS/text/c2.xhtml"]
    parts["OEBPS/book.opf"] = str(parts["OEBPS/book.opf"]).replace(
        'href="text/c3', 'href="../../../etc/c3'
    )
    found = Import(zipped(tmp_path / "b.epub", parts))

    assert [chapter.blocks[0].text for chapter in found.chapters()] == ["a"]
    assert [each.sentence.format_map(each.facts) for each in found.notices] == [
        "A part of this file is missing or damaged: OEBPS/text/c2.xhtml.",
        "A part of this file is missing or damaged: ?.",
    ]


@pytest.mark.requirement("reader-row-3")
def test_a_word_document_has_headings_items_tables_and_notes(tmp_path: Path) -> None:
    item = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    body = (
        run("Top", '<w:pPr><w:pStyle w:val="H1"/></w:pPr>')
        + "<w:p><w:r><w:t>Some</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        '<w:r><w:t xml:space="preserve"> text</w:t><w:footnoteReference w:id="3"/></w:r>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
        + run("one", item.format(0))
        + run("two", item.format(0))
        + run("deep", item.format(1))
        + f"<w:tbl><w:tr><w:tc>{run('a')}</w:tc><w:tc>{run('b')}{run('c')}</w:tc></w:tr></w:tbl>"
        + run("Quoted.", '<w:pPr><w:pStyle w:val="Q"/></w:pPr>')
    )
    styles = (
        '<w:docDefaults><w:lang w:val="en-GB"/></w:docDefaults>'
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Q0"><w:name w:val="Quote"/></w:style>'
        '<w:style w:styleId="Q"><w:name w:val="Mine"/><w:basedOn w:val="Q0"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    )
    parts = docx_parts(
        body,
        footnotes=f'<w:footnote w:id="0" w:type="separator"/>'
        f'<w:footnote w:id="3">{run("The note.")}</w:footnote>',
        styles=styles,
        numbering=numbering,
    )

    document = read_document(zipped(tmp_path / "d.docx", parts))

    assert document.head.language == "en"
    assert seen(document) == [
        (Kind.HEADING, "Top"),
        (Kind.PARAGRAPH, "Some text1."),
        (Kind.FOOTNOTE, "The note."),
        (Kind.ITEM, "one"),
        (Kind.ITEM, "two"),
        (Kind.ITEM, "deep"),
        (Kind.TABLE, "a\tb c"),
        (Kind.QUOTE, "Quoted."),
    ]
    assert [block.label for _, block in document.blocks()][2:6] == ["1.", "1.", "2.", "•"]
    assert spoken(document) == "Top Some text. one two deep Table, 1 row. Quoted."


def test_text_boxes_are_read_once_and_lines_of_code_are_one_block(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{run('Boxed.')}</w:txbxContent>"
    code = '<w:pPr><w:pStyle w:val="C"/></w:pPr>'
    body = (
        f"<w:p><w:r><mc:AlternateContent xmlns:mc='x'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + run("a = 1", code)
        + run("b = 2", code)
        + run("End.")
    )
    styles = '<w:style w:styleId="C"><w:name w:val="Source Code"/></w:style>'
    parts = docx_parts(body, styles=styles)
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = (
        '<Relationships><Relationship Type="any/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )

    assert seen(read_document(zipped(tmp_path / "d.docx", parts))) == [
        (Kind.PARAGRAPH, "Boxed."),
        (Kind.CODE, "a = 1\nb = 2"),
        (Kind.PARAGRAPH, "End."),
    ]


def test_a_formula_is_one_line_of_signs_and_one_set_apart_is_not_said(tmp_path: Path) -> None:
    power = "<msup><mi>p</mi><mi>n</mi></msup>"
    share = f"<mfrac><mrow><mn>1</mn><mo>-</mo>{power}</mrow><mn>2</mn></mfrac>"
    body = (
        f"<p>So <math>{power}</math> is small."
        f"<p>There remains <math display=block><mi>r</mi><mo>=</mo>{share}</math> of it."
        r"<p>In TeX <span class='math inline'>\(\frac{a}{b_{1}} &lt; \alpha\)</span> is so."
        r"<p><span class='math display'>$$r(n) = p^{n} + \frac{1 - p}{2n}$$</span>"
        "<p>Here <span class='math inline'><em>p</em></span> is a letter."
    )

    assert seen(page(tmp_path, body)) == [
        (Kind.PARAGRAPH, "So pⁿ is small."),
        (Kind.PARAGRAPH, "There remains"),
        (Kind.FURNITURE, "r = (1 - pⁿ)/2"),
        (Kind.PARAGRAPH, "of it."),
        (Kind.PARAGRAPH, "In TeX a/b₁ < alpha is so."),
        (Kind.FURNITURE, "r(n) = pⁿ + (1 - p)/2n"),
        (Kind.PARAGRAPH, "Here p is a letter."),
    ]


def test_the_title_in_the_head_of_a_page_and_words_below_a_picture_are_read(
    tmp_path: Path,
) -> None:
    body = (
        "<header><h1>Of Habit</h1><p>Ada</header><p>Text of it."
        "<figure><img alt='A line.'><figcaption aria-hidden=true>A line.</figcaption></figure>"
        "<div><img><p class=caption>Another.</div><p>The end.<section class=footnotes role="
        "doc-endnotes><ol><li id=fn1><p>A note.</ol></section>"
    )

    assert seen(page(tmp_path, body)) == [
        (Kind.HEADING, "Of Habit"),
        (Kind.PARAGRAPH, "Ada"),
        (Kind.PARAGRAPH, "Text of it."),
        (Kind.CAPTION, "A line."),
        (Kind.CAPTION, "Another."),
        (Kind.PARAGRAPH, "The end."),
        (Kind.FOOTNOTE, "A note."),
    ]


def test_a_page_that_an_office_program_has_saved_keeps_head_foot_and_notes_apart(
    tmp_path: Path,
) -> None:
    body = (
        "<div title=header><p>A running head</div><p><b>A Report</b><p>Text"
        "<a class=sdfootnoteanc name=sdfootnote1anc href=#sdfootnote1sym><sup>1</sup></a> of it."
        "<div id=sdfootnote1><p><a class=sdfootnotesym name=sdfootnote1sym href=#sdfootnote1anc>1"
        "</a>\u00a0A note.</div><div title=footer><p>Page 1</div>"
    )

    document = page(tmp_path, body, "<title>A Report</title>")

    assert seen(document) == [
        (Kind.FURNITURE, "A running head"),
        (Kind.HEADING, "A Report"),
        (Kind.PARAGRAPH, "Text1 of it."),
        (Kind.FOOTNOTE, "A note."),
        (Kind.FURNITURE, "Page 1"),
    ]
    assert [block.label for _, block in document.blocks() if block.kind is Kind.FOOTNOTE] == ["1"]


def test_lists_of_word_count_on_where_they_are_one_and_anew_where_they_say_so(
    tmp_path: Path,
) -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='1'/></w:lvlOverride></w:num>"
    )
    body = "".join(
        run(text, f"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{of}'/></w:numPr></w:pPr>")
        for text, of in (("one", 2), ("two", 1), ("three", 1))
    )
    parts = docx_parts(body, numbering=numbering)

    document = read_document(zipped(tmp_path / "d.docx", parts))

    assert [block.label for _, block in document.blocks()] == ["1.", "2.", "3."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>Before. <img src="x.png"> Behind.</p><p>Next.</p>', ["Before. Behind.", "Next."]),
        ("<p>One.</p></div><p>Two.</p>", ["One.", "Two."]),
        ("<p>One <i>sentence</b> here</i>. So.</p><p>Two.</p>", ["One sentence here. So.", "Two."]),
        ("<p>Line one.<br>Line two.</p><hr><p>Tom & Jerry.</p>",
         ["Line one.\nLine two.", "Tom & Jerry."]),
        ("<p>One.<![CDATA[ A < B & C.]]></p><p>Two<br></p>", ["One. A < B & C.", "Two"]),
        ("<p>If x <y and more.</p><p>One<br></p>", ["If x <y and more.", "One"]),
        ("<p>One <!-- lost.</p><p>Two.</p>", ["One lost.", "Two."]),
        ("<p>One <title>two.</p><p>Three.</p>", ["One two.", "Three."]),
        ("<p>One <object data='x'>two.</p><p>Three.</p>", ["One two.", "Three."]),
        ("<p>A <x:b xmlns:x='y'>bold</x:b> &lt;word&gt;<br></p>", ["A bold <word>"]),
        ("<p>" + "<u>" * 300 + "deep" + "</u>" * 300 + "<br></p><p>Two.</p>", ["deep", "Two."]),
        ("<p>Q&unknown; &eacute;&LT;.</p>", ["Q&unknown; é<."]),
    ],
)  # fmt: skip
def test_a_part_that_is_not_well_formed_loses_nothing(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    found = Import(zipped(tmp_path / "b.epub", epub_parts([("One", body)])))

    blocks = [block for chapter in found.chapters() for block in chapter.blocks]

    assert [block.text for block in blocks] == expected
    assert found.notices == []


_BOMB = "<!ENTITY a 'ha ha ha ha'>" + "".join(
    f"<!ENTITY {to} '{f'&{name};' * 10}'>" for name, to in pairwise("abcdefghij")
)


@pytest.mark.parametrize(
    ("declared", "expected", "whole"),
    [
        (
            '<!ENTITY j "J. &s;"><!ENTITY s "Smith&#233; &amp; &nbsp;Co">',
            "J. Smithé & \xa0Co",
            True,
        ),
        (_BOMB, "", False),
        ('<!ENTITY j SYSTEM "file:///etc/passwd">', "", False),
        ('<!ENTITY j "&j;">', "", False),
    ],
)
def test_names_of_a_part_are_put_in_and_those_that_grow_are_told(
    tmp_path: Path, declared: str, expected: str, *, whole: bool
) -> None:
    parts = epub_parts([("One", "<h1>Top</h1><p>So &j; it is.</p><p>Much more text.</p>")])
    name = "OEBPS/text/c1.xhtml"
    parts[name] = str(parts[name]).replace("<!DOCTYPE html>", f"<!DOCTYPE html [{declared}]>")
    found = Import(zipped(tmp_path / "b.epub", parts))

    text = [block.text for chapter in found.chapters() for block in chapter.blocks]

    assert text == ["Top", f"So {expected} it is.".replace("  ", " "), "Much more text."]
    assert [each.sentence.format_map(each.facts) for each in found.notices] == (
        [] if whole else [f"A part of this file is missing or damaged: {name}."]
    )


def test_a_package_that_is_not_well_formed_names_all_its_parts(tmp_path: Path) -> None:
    parts = epub_parts([("One", "<p>a</p>"), ("Two", "<p>b</p>")], version=2)
    name = "OEBPS/book.opf"
    parts[name] = (
        str(parts[name]).replace("A Book", "Salt & <b>Sand").replace("<spine", "</x><spine")
    )
    parts["OEBPS/toc.ncx"] = str(parts["OEBPS/toc.ncx"]).replace("One", "On & e")

    document = read_document(zipped(tmp_path / "b.epub", parts))

    assert [each.title for each in document.chapters] == ["On & e", "Two"]
    assert document.head.title == "Salt & Sand"


def test_a_book_that_names_no_order_is_read_as_it_lists_its_parts(tmp_path: Path) -> None:
    parts = epub_parts([("One", "<p>a</p>"), ("Two", "<p>b</p>")])
    package = str(parts["OEBPS/book.opf"])
    parts["OEBPS/book.opf"] = re.sub("<spine.*</spine>", "<spine/>", package)

    assert seen(read_document(zipped(tmp_path / "b.epub", parts))) == [
        *((Kind.PARAGRAPH, "a"), (Kind.PARAGRAPH, "b")),
    ]


def test_what_the_order_names_and_nothing_is_is_told(tmp_path: Path) -> None:
    parts = epub_parts([("One", "<p>a</p>")])
    package = str(parts["OEBPS/book.opf"])
    parts["OEBPS/book.opf"] = package.replace("</spine>", '<itemref idref="zz"/></spine>')
    found = Import(zipped(tmp_path / "b.epub", parts))

    assert [chapter.blocks[0].text for chapter in found.chapters()] == ["a"]
    assert [each.facts for each in found.notices] == [{"part": "zz"}]


def test_text_inside_text_keeps_its_order_in_a_cell(tmp_path: Path) -> None:
    document = page(tmp_path, "<table><tr><td>a <b>b <i>c</i> d</b> e<td>2<tr><td>x<td>y</table>")

    assert seen(document) == [(Kind.TABLE, "a b c d e\t2\nx\ty")]


def test_formulas_of_markdown_are_read_by_their_signs_and_those_set_apart_are_not_said(
    tmp_path: Path,
) -> None:
    path = tmp_path / "math.md"
    path.write_text(
        r"Let $x^2 + y_1 \le \beta_{ij}$ hold of $\mathbb{R}$ and `$x$` and \$n$."
        "\n\n"
        r"It costs $5 and not $10; from $5-$10. $$ is fair, $$$ is dear."
        "\n\n"
        "$$\nE = mc^2\n$$\n\nSo $$\\frac{1}{2}$$ it is.\n",
        "utf-8",
    )

    assert seen(read_document(path)) == [
        (Kind.PARAGRAPH, "Let x² + y₁ ≤ beta ij hold of R and $x$ and $n$."),
        (Kind.PARAGRAPH, "It costs $5 and not $10; from $5-$10. $$ is fair, $$$ is dear."),
        (Kind.FURNITURE, "E = mc²"),
        (Kind.PARAGRAPH, "So"),
        (Kind.FURNITURE, "1/2"),
        (Kind.PARAGRAPH, "it is."),
    ]


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("page.html", "<div>" * 20_000 + "text", Wrong.TOO_DEEP),
        ("quote.md", "> " * 5000 + "deep", Wrong.TOO_DEEP),
        ("empty.html", "<p>", Wrong.NO_WORD),
    ],
)
def test_what_is_nested_too_deep_is_not_said_to_hold_no_word(
    tmp_path: Path, name: str, content: str, wrong: Wrong
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")

    with pytest.raises(Unreadable) as caught:
        read_document(path)

    assert caught.value.wrong is wrong


def test_lists_too_deep_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text("\n".join("  " * depth + f"- item {depth}" for depth in range(60)), "utf-8")
    found = Import(path)

    blocks = [block for chapter in found.chapters() for block in chapter.blocks]

    assert len(blocks) > 15
    assert [each.sentence for each in found.notices] == [
        "A part of this file is nested far deeper than a text, and was left out."
    ]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"OEBPS/text/c1.xhtml": None}, Wrong.DAMAGED),
        ({"OEBPS/book.opf": '<package><manifest><item id="c" href="../../x"/></manifest>'
          '<spine><itemref idref="c"/></spine></package>'}, Wrong.DAMAGED),
        ({"OEBPS/book.opf": "<package/>"}, Wrong.DAMAGED),
        ({"OEBPS/text/c1.xhtml": "<html><p/></html>"}, Wrong.NO_WORD),
    ],
)  # fmt: skip
def test_a_book_without_its_parts_is_damaged_and_not_empty(
    tmp_path: Path, changes: dict[str, str | None], wrong: Wrong
) -> None:
    parts = epub_parts([("", "<p>a</p>")]) | changes
    kept = {name: content for name, content in parts.items() if content is not None}

    with pytest.raises(Unreadable) as caught:
        read_document(zipped(tmp_path / "b.epub", kept))

    assert caught.value.wrong is wrong


def test_a_word_document_that_is_cut_or_has_names_of_its_own_is_damaged(tmp_path: Path) -> None:
    parts = docx_parts(run("One two.") + run("Three."))
    body = str(parts["word/document.xml"])
    parts["word/document.xml"] = body[: body.index("Three")]
    found = Import(zipped(tmp_path / "cut.docx", parts))

    (chapter,) = found.chapters()
    assert chapter.blocks[0].text == "One two."
    assert [each.facts for each in found.notices] == [{"part": "word/document.xml"}]

    for content in (body[: body.index("<w:p")], body.replace("?>", f"?><!DOCTYPE w [{_BOMB}]>", 1)):
        parts["word/document.xml"] = content
        with pytest.raises(Unreadable) as caught:
            read_document(zipped(tmp_path / "bomb.docx", parts))
        assert caught.value.wrong is Wrong.DAMAGED
