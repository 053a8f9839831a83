"""Small files of every kind that Spindle reads, made from text."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'version="1.0"><rootfiles><rootfile full-path="OEBPS/book.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_CHAPTER = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<head><title>unread</title></head><body>{}</body></html>"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip file of these parts, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def epub_parts(
    chapters: Sequence[tuple[str, str]],
    *,
    version: int = 3,
    language: str = "en",
    extra: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """The parts of an EPUB: a title and the inside of a body for each chapter."""
    names = [f"text/c{number}.xhtml" for number in range(1, len(chapters) + 1)]
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(names, 1)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(1, len(names) + 1))
    listed = [(title, name) for (title, _), name in zip(chapters, names, strict=True) if title]
    contents, toc = (_nav(listed), "") if version == 3 else (_ncx(listed), ' toc="toc"')
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>A Book</dc:title>'
        f"<dc:creator>Ada Author</dc:creator><dc:language>{language}</dc:language></metadata>"
        f"<manifest>{items}{contents[0]}</manifest><spine{toc}>{spine}</spine></package>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": package,
        f"OEBPS/{contents[1]}": contents[2],
    }
    for name, (_, body) in zip(names, chapters, strict=True):
        parts[f"OEBPS/{name}"] = _CHAPTER.format(body)
    return parts | dict(extra or {})


def _nav(listed: Sequence[tuple[str, str]]) -> tuple[str, str, str]:
    links = "".join(f'<li><a href="{name}">{title}</a></li>' for title, name in listed)
    item = '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    body = _CHAPTER.format(f'<nav epub:type="toc"><ol>{links}</ol></nav>')
    return item, "nav.xhtml", body


def _ncx(listed: Sequence[tuple[str, str]]) -> tuple[str, str, str]:
    points = "".join(
        f'<navPoint id="p{number}"><navLabel><text>{title}</text></navLabel>'
        f'<content src="{name}"/></navPoint>'
        for number, (title, name) in enumerate(listed)
    )
    item = '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    space = "http://www.daisy.org/z3986/2005/ncx/"
    return item, "toc.ncx", f'<ncx xmlns="{space}"><navMap>{points}</navMap></ncx>'


def docx_parts(
    body: str, *, footnotes: str = "", styles: str = "", numbering: str = ""
) -> dict[str, str | bytes]:
    """The parts of a Word document from WordprocessingML."""

    def whole(name: str, inside: str) -> str:
        return f'<?xml version="1.0"?><w:{name} xmlns:w="{_W}">{inside}</w:{name}>'

    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": whole("document", f"<w:body>{body}</w:body>"),
        "word/footnotes.xml": whole("footnotes", footnotes),
        "word/styles.xml": whole("styles", styles),
        "word/numbering.xml": whole("numbering", numbering),
    }


def run(text: str, inside: str = "") -> str:
    """A paragraph of Word with one run of text; ``inside`` comes before it, as its properties."""
    return f'<w:p>{inside}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
