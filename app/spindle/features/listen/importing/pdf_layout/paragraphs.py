"""Lines to paragraphs, headings, items, captions and notes, over the ends of columns and pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from spindle.features.listen.importing.pdf_layout.breaks import (
    CAPTION,
    HEADING,
    HEADING_LINES,
    ITEM,
    Breaks,
    depth,
    is_alone,
)
from spindle.features.listen.importing.pdf_layout.bylines import with_bylines
from spindle.features.listen.importing.pdf_layout.chapters import with_numbers
from spindle.features.listen.importing.pdf_layout.formulas import formula, with_formulas
from spindle.features.listen.importing.pdf_layout.lettering import with_lettering
from spindle.features.listen.importing.pdf_layout.notes import Note, noted
from spindle.features.listen.importing.pdf_layout.rejoining import Aside, rejoined
from spindle.features.listen.importing.pdf_layout.shapes import (
    Line,
    Page,
    Part,
    middle,
    usual_size,
)
from spindle.features.listen.importing.pdf_layout.tables import with_tables
from spindle.features.listen.importing.pdf_layout.words import Words
from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind, Span

_LONGEST_HEADING: Final = 200
_HYPHENS: Final = "-\u00ad\u2010\x02"
_WORD: Final = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff]")
_BACK: Final = "↩"  # at the end of a note of a printed web page
_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in one document.

    Attributes:
        size: Of its letters.
        sizes: Of its headings, the largest first.
        words: Of the whole document.
        labels: Of its pages, by their number.
    """

    size: float
    sizes: tuple[float, ...]
    words: Words
    labels: Mapping[int, str]

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Self:
        """Measured on its pages."""
        lines = [line for page in pages for line in page.lines]
        size = usual_size(lines)
        found = {
            _rounded(line.size)
            for line in lines
            if line.size >= HEADING * size and line.part is not Part.BYLINE
        }
        return cls(
            size,
            tuple(sorted(found, reverse=True)),
            Words.of(line.text for line in lines),
            {page.number: page.label for page in pages},
        )

    def level(self, size: float) -> int:
        """Of a heading in letters of this size."""
        return min(6, 1 + sum(each > _rounded(size) for each in self.sizes))


def blocks(
    pages: Sequence[tuple[Page, tuple[Line, ...]]],
) -> Iterator[tuple[int, float, Block]]:
    """Every block with the page it begins on and the height of its first line.

    Args:
        pages: Each with the lines that are its furniture; those become blocks, too, and like
            footnotes come behind the paragraph that the end of the page may cut in two.
    """
    pages = _plain(pages)
    size = usual_size(line for page, _ in pages for line in page.lines)
    named = with_bylines([page for page, _ in pages], size)
    pages = [(page, furniture) for page, (_, furniture) in zip(named, pages, strict=True)]
    usual = _Usual.of(named)
    breaks = Breaks.of(named, usual.size)
    yield from with_numbers(
        each if isinstance(each, tuple) else _made(each, usual)
        for each in rejoined(_parted(pages, usual, breaks), usual.size)
    )


def _parted(
    pages: Sequence[tuple[Page, tuple[Line, ...]]], usual: _Usual, breaks: Breaks
) -> Iterator[list[Line] | Aside]:
    """The lines of each paragraph; notes and furniture follow the one that was open."""
    lines: list[Line] = []
    aside: list[Aside] = []
    for page, furniture in pages:
        body, notes = noted(page.lines, usual.size)
        for line in with_lettering(with_formulas(with_tables(body), breaks.leading), usual.size):
            if lines and breaks.begins(lines, line):
                yield lines
                yield from aside
                lines, aside = [], []
            lines.append(line)
        aside += [
            (page.number, note.lines[0].top, _note(note, usual.words, page)) for note in notes
        ]
        aside += [
            (page.number, line.top, Block(kind=Kind.FURNITURE, text=line.text, page=page.label))
            for line in furniture
        ]
    if lines:
        yield lines
    yield from aside


def _plain(pages: Sequence[tuple[Page, tuple[Line, ...]]]) -> list[tuple[Page, tuple[Line, ...]]]:
    """Letters of one width mean nothing where most are, as by a typewriter; heavy ones likewise."""
    lines = [line for page, _ in pages for line in page.lines]
    mono = 2 * sum(line.mono for line in lines) > len(lines)
    bold = 2 * sum(line.bold for line in lines) > len(lines)
    if not mono and not bold:
        return list(pages)
    return [
        (
            replace(
                page,
                lines=tuple(
                    replace(line, mono=line.mono and not mono, bold=line.bold and not bold)
                    for line in page.lines
                ),
            ),
            furniture,
        )
        for page, furniture in pages
    ]


def _made(lines: Sequence[Line], usual: _Usual) -> tuple[int, float, Block]:
    first = lines[0]
    found = _set_apart(lines) or _running(lines, usual)
    return first.page, first.top, replace(found, page=usual.labels[first.page])


def _set_apart(lines: Sequence[Line]) -> Block | None:
    """A table, a formula, the lettering of a drawing or code, if the lines are."""
    part = lines[0].part
    if part is Part.TABLE:
        rows = ("\t".join(cell.text for cell in line.cells) for line in lines)
        return Block(kind=Kind.TABLE, text="\n".join(rows).replace("\x02", "-"))
    if part in {Part.FORMULA, Part.LETTERING}:
        text = formula(lines) if part is Part.FORMULA else " ".join(line.text for line in lines)
        return Block(kind=Kind.FURNITURE, text=text.replace("\x02", "-"))
    return Block(kind=Kind.CODE, text=_code(lines)) if lines[0].mono else None


def _running(lines: Sequence[Line], usual: _Usual) -> Block:
    text, spans = joined(lines, usual.words)
    leads_back = _BACK in text[-3:]
    text = text.rstrip(f"{_BACK}\ufe0e ")
    marks = tuple(Mark(MarkKind.NOTE, *span) for span in spans)
    item = ITEM.match(text)
    kind = _kind(lines, text, usual)
    if kind is Kind.HEADING:
        return Block(kind=kind, text=text, marks=marks, level=_level(lines[0], text, usual))
    if kind is not None:
        return Block(kind=kind, text=text, marks=marks)
    if item is None or not text[item.end() :].strip():
        return Block(kind=Kind.PARAGRAPH, text=text, marks=marks)
    cut = item.end()
    marks = tuple(
        Mark(mark.kind, mark.start - cut, mark.end - cut) for mark in marks if mark.start >= cut
    )
    if leads_back:
        return Block(kind=Kind.FOOTNOTE, text=text[cut:], marks=marks, label=item["label"])
    return Block(kind=Kind.ITEM, text=text[cut:], marks=marks, level=1, label=item["label"])


def _kind(lines: Sequence[Line], text: str, usual: _Usual) -> Kind | None:
    """What it is; None for a paragraph or an item."""
    if lines[0].part is Part.BYLINE:
        return Kind.PARAGRAPH
    if _WORD.search(text) is None:  # what stands in drawings
        return Kind.FURNITURE
    large = lines[0].size >= HEADING * usual.size and _is_title(text)
    if large or (len(lines) <= 2 and is_alone(text)) or _is_bold_heading(lines, text):
        return Kind.HEADING
    return Kind.CAPTION if CAPTION.match(text) else None


def _level(line: Line, text: str, usual: _Usual) -> int:
    return usual.level(line.size) if line.size >= HEADING * usual.size else depth(text)


def _is_title(text: str) -> bool:
    """Whether it is short, and words rather than the numbers at the axis of a drawing."""
    letters = sum(sign.isalpha() for sign in text)
    return len(text) <= _LONGEST_HEADING and letters >= 3 * sum(sign.isdigit() for sign in text)


def _is_bold_heading(lines: Sequence[Line], text: str) -> bool:
    return (
        len(lines) <= HEADING_LINES
        and all(line.bold for line in lines)
        and _is_title(text)
        and not text.endswith((".", ",", ";"))
        and CAPTION.match(text) is None
    )


def _code(lines: Sequence[Line]) -> str:
    """Line by line, indented as printed."""
    left = min(line.x0 for line in lines)
    widths = ((line.x1 - line.x0) / len(line.text) for line in lines if len(line.text) > 3)
    width = max(1.0, middle(widths, 5.0))
    return "\n".join(
        " " * min(40, round((line.x0 - left) / width)) + line.text.replace("\x02", "-")
        for line in lines
    )


def _note(note: Note, words: Words, page: Page) -> Block:
    text, _ = joined(note.lines, words)
    return Block(
        kind=Kind.FOOTNOTE, text=text[note.skip :].lstrip() or text, label=note.label,
        page=page.label,
    )  # fmt: skip


def joined(lines: Sequence[Line], words: Words) -> tuple[str, list[Span]]:
    """The lines as one text, words parted at their ends made whole, and the raised numbers.

    Args:
        lines: Of one paragraph.
        words: Of the whole document.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for line in lines:
        if parts:
            before = parts.pop()
            length -= len(before)
            before = _before(before, line.text, words)
            parts.append(before)
            length += len(before)
        spans += [Span(length + start, length + end) for start, end in line.notes]
        parts.append(line.text)
        length += len(line.text)
    return "".join(parts).replace("\x02", "-"), spans


def _before(text: str, following: str, words: Words) -> str:
    """A line as it stands before the next: with a blank, or joined to it at a hyphen."""
    if len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalpha():
        return _mended(text, following, words)
    wide = _WIDE.match(text[-1:]) and _WIDE.match(following[:1])
    return text if wide else text + " "


def _mended(text: str, following: str, words: Words) -> str:
    """A line that ends with a hyphen, with or without it."""
    first = re.match(r"[^\W\d_]+", following)
    last = re.search(r"[\w-]*\w(?=.$)", text)
    if first is None or (last is not None and words.is_word(last[0] + first[0])):
        return text[:-1] + ("-" if first is None else "")
    if not first[0][0].islower():
        return text[:-1] + "-"
    return text[:-1] + ("-" if words.is_compound(last[0] if last else "", first[0]) else "")


def _rounded(size: float) -> float:
    return round(2 * size) / 2
