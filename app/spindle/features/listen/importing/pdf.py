"""PDF: what pdfium knows of letters and pages; how they read is found in ``pdf_layout``."""

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.markdown import with_chapters
from spindle.features.listen.importing.pdf_layout.columns import lines
from spindle.features.listen.importing.pdf_layout.furniture import parted
from spindle.features.listen.importing.pdf_layout.outline import Goal, placed
from spindle.features.listen.importing.pdf_layout.paragraphs import blocks
from spindle.features.listen.importing.pdf_layout.shapes import Page, seen
from spindle.features.listen.importing.pdf_letters import runs
from spindle.features.listen.importing.reading import Item, Notice, Reading, Start

MOST_PAGES: Final = 20_000
_PICTURES: Final = (
    N_("Listen", "1 page is a picture without text, and was left out."),
    N_("Listen", "{count} pages are pictures without text, and were left out."),
)
_LOST: Final = (
    N_("Listen", "1 page is damaged, and was left out."),
    N_("Listen", "{count} pages are damaged, and were left out."),
)
_FEWEST_LETTERS: Final = 15  # on a page with text
_SCANNED: Final = 0.8  # of all pages
_GARBLED: Final = 0.2  # of all letters
_MOST_CHAPTERS: Final = 5000
_NO_LETTER: Final = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")
_NO_TITLE: Final = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|untitled.*|\(?(?:anonymous|unspecified|unknown)\)?|"
    r".*\.(?:docx?|pdf|tex|dvi|indd|rtf|odt|pptx?)",
    re.IGNORECASE,
)


def read(path: Path) -> Reading:
    """A PDF file.

    Raises:
        Unreadable: It is locked, damaged, or has no text that can be read.
    """
    document = _opened(path)
    facts = document.get_metadata_dict(skip_empty=True)
    title = clean(" ".join(facts.get("Title", "").split()))
    author = clean(" ".join(facts.get("Author", "").split()))
    reading = Reading(
        iter(()),
        title="" if _NO_TITLE.fullmatch(title) else title[:300],
        author="" if _NO_TITLE.fullmatch(author) else author[:300],
        language=_language(document),
    )
    reading.items = _items(document, reading)
    return reading


def _opened(path: Path) -> Any:
    try:
        document = pypdfium2.PdfDocument(path)
        if not 0 < len(document) <= MOST_PAGES:
            raise Unreadable(Wrong.DAMAGED if not len(document) else Wrong.TOO_DENSE)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", 0) in {
            pdfium.FPDF_ERR_PASSWORD,
            pdfium.FPDF_ERR_SECURITY,
        }
        raise Unreadable(Wrong.LOCKED if locked else Wrong.DAMAGED) from error
    return document


def _language(document: Any) -> str:
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= 100:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "ignore")


def _items(document: Any, reading: Reading) -> Iterator[Item]:
    try:
        pages = list(_pages(document, reading))
        starts = _outline(document)
    finally:
        document.close()
    found = list(blocks(parted(pages)))
    if starts:
        yield from placed(starts, found)
    else:
        yield from with_chapters(block for _, _, block in found)


def _pages(document: Any, reading: Reading) -> Iterator[Page]:
    letters = strange = pictures = lost = 0
    for number in range(len(document)):
        reading.alive()
        reading.done = 0.9 * number / len(document)
        page = _page(document, number)
        if page is None:
            lost += 1
            continue
        text = "".join(line.text for line in page.lines)
        letters += len(text)
        strange += len(_NO_LETTER.findall(text))
        pictures += len(text) < _FEWEST_LETTERS and _has_picture(document, number)
        yield page
    if pictures >= _SCANNED * len(document):
        raise Unreadable(Wrong.SCAN)
    if strange > _GARBLED * letters:
        raise Unreadable(Wrong.GARBLED)
    if lost == len(document):
        raise Unreadable(Wrong.DAMAGED)
    for count, (one, many), wrong in (
        (pictures, _PICTURES, Wrong.SCAN),
        (lost, _LOST, Wrong.DAMAGED),
    ):
        if count:
            said = one if count == 1 else many
            reading.lost(Notice(said, {"count": str(count)}), wrong)


def _page(document: Any, number: int) -> Page | None:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        label = document.get_page_label(number) or str(number + 1)
        left, bottom, right, top = page.get_bbox()
        found = lines(seen(runs(page, left, bottom), right - left, top - bottom), number)
        return Page(number, label[:20], top - bottom, tuple(found))
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


def _has_picture(document: Any, number: int) -> bool:
    page = document[number]
    try:
        objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return next(iter(objects), None) is not None
    finally:
        page.close()


def _outline(document: Any) -> list[Goal]:
    """Where its entries point to, in their order."""
    found: list[Goal] = []
    for number, mark in enumerate(document.get_toc(max_depth=6)):
        if number > _MOST_CHAPTERS:
            break
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        title = clean(" ".join((mark.get_title() or "").split()))[:300]
        if target is None or page is None or not title:
            continue
        mode, view = target.get_view()
        places = {pdfium.PDFDEST_VIEW_XYZ: 1, pdfium.PDFDEST_VIEW_FITH: 0}
        at = places.get(mode, 9)
        height = view[at] if at < len(view) and view[at] else None
        found.append(Goal(page, height, Start(title, mark.level + 1)))
    return found
