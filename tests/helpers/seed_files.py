"""One rich file of each format, the stock that damaged ones are made of."""

import tempfile
from pathlib import Path
from typing import Final

from tests.helpers.books import docx_parts, epub_parts, run, zipped
from tests.helpers.pdfs import Sheet, pdf

_WORDS: Final = (
    "Sleep helps the hand remember, e.g. 3.14 % of it (Smith, 2019). “So?” she said — yes; "
    "see https://example.org/a and [3]. Größer 学习 שלום 😀. "
)
_TEXT: Final = _WORDS * 3
_BODY: Final = (
    f'<h1 id="a">One</h1><p>{_TEXT}<a epub:type="noteref" href="#n1">1</a></p><ul><li>a<ul>'
    f"<li>b</li></ul></li></ul><blockquote><p>{_TEXT}</p></blockquote><pre>x = 1\ny = 2</pre>"
    "<table><caption>T</caption><tr><td>1</td><td>2</td></tr></table>"
    "<figure><figcaption>F</figcaption></figure>"
    f'<aside epub:type="footnote" id="n1"><p>{_TEXT}</p></aside><p>E<sup>2</sup><br/>&nbsp;'
    '<em>x</em><span epub:type="pagebreak" title="3"/></p>'
)

MARKDOWN: Final = (
    f"---\ntitle: T\nlang: en\n---\n\n# One\n\n{_WORDS * 3}[^1]\n\n- a\n  - b\n\n> {_WORDS}\n\n"
    f"```\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Two\n\n{_WORDS}\n\n[^1]: N.\n"
)


def formats() -> dict[str, bytes]:
    """File content by suffix."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        epub = zipped(path, epub_parts([("One", _BODY), ("Two", _BODY)])).read_bytes()
        old = zipped(path, epub_parts([("One", _BODY)], version=2)).read_bytes()
        docx = zipped(path, docx_parts(_word(), footnotes=_note(), styles=_style())).read_bytes()
    page = f"<!doctype html><html lang=en><nav>x</nav><main>{_BODY}</main></html>"
    return {
        ".txt": (_WORDS + "\n\n" + _WORDS * 2 + "\n- item\n").encode() * 3,
        ".md": MARKDOWN.encode(),
        ".html": page.encode(),
        ".epub": epub,
        ".2.epub": old,
        ".pdf": _pdf(),
        ".docx": docx,
    }


def _word() -> str:
    heading = run("One", '<w:pPr><w:pStyle w:val="H"/></w:pPr>')
    item = run("item", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    table = f"<w:tbl><w:tr><w:tc>{run('a')}</w:tc><w:tc>{run('b')}</w:tc></w:tr></w:tbl>"
    noted = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    return (heading + run(_WORDS * 3) + item + table + noted) * 3


def _note() -> str:
    return f'<w:footnote w:id="2">{run("A note.")}</w:footnote>'


def _style() -> str:
    return '<w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'


def _pdf() -> bytes:
    sheets = []
    for number in range(4):
        sheet = Sheet()
        sheet.line(72, 760, "The Book")
        sheet.line(72, 700, "A Heading", 18)
        sheet.lines(72, 670, [f"left {line} of the words that" for line in range(30)])
        sheet.lines(330, 670, [f"right {line} of the exam-" for line in range(30)])
        sheet.raised(200, 670, "1")
        sheet.lines(72, 90, ["1 A note at the foot.", "and more"], 8)
        sheet.line(300, 30, str(number))
        sheets.append(sheet)
    return pdf(sheets, outline=[("One", 0, 700), ("Two", 2, 700)], title="T", language="en-GB")
