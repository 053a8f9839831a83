"""What is said of a block, and which written words each spoken one stands for.

The spoken text is put together from pieces: most are written and said alike, some are left out,
some are said in another way. The pieces keep their order, so a place maps both ways and never
steps back, and what is found in a sentence stays in that sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from spindle.features.listen.text.model import Block, Kind, Span
from spindle.features.listen.text.rules import Rule, changes
from spindle.features.listen.text.sentences import sentences
from spindle.features.listen.text.skip import DEFAULT, Skipped, Skips, skipped
from spindle.features.listen.text.tokens import is_any

# Never said: controls, joiners, direction marks, soft hyphens, lone halves of surrogate pairs.
_SILENT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc\ud800-\udfff]+"
)
_OBJECT: Final = "\ufffc"
"""The only one of them that counts as printable."""

# How plain texts write emphasis, *so* or _so_; a voice would name the sign.
_STRESS: Final = re.compile(r"(?<![^\W_])[*_]+(?=[^\W_])|(?<=[^\s*_])[*_]+(?![^\W_])")
_BREAK: Final = re.compile(r"[\t\n\r\x85\u2028\u2029]+")
_EMPTY: Final = frozenset({"()", "[]", "{}", "<>", "（）"})
_STOPS: Final = ".,;:!?…)]}”’»。、，；：！？）」』"

_LINES: Final = {
    "en": ("Code, {n} lines.", "Code, 1 line.", "Table, {n} rows.", "Table, 1 row."),
    "de": ("Code, {n} Zeilen.", "Code, 1 Zeile.", "Tabelle, {n} Zeilen.", "Tabelle, 1 Zeile."),
    "fr": ("Code, {n} lignes.", "Code, 1 ligne.", "Tableau, {n} lignes.", "Tableau, 1 ligne."),
    "es": ("Código, {n} líneas.", "Código, 1 línea.", "Tabla, {n} filas.", "Tabla, 1 fila."),
    "it": ("Codice, {n} righe.", "Codice, 1 riga.", "Tabella, {n} righe.", "Tabella, 1 riga."),
    "pt": ("Código, {n} linhas.", "Código, 1 linha.", "Tabela, {n} linhas.", "Tabela, 1 linha."),
    "nl": ("Code, {n} regels.", "Code, 1 regel.", "Tabel, {n} rijen.", "Tabel, 1 rij."),
}


class Piece(NamedTuple):
    """A stretch of the written text and what is said for it.

    Attributes:
        start: First written code point.
        end: Behind the last one.
        said: What is said; the written text itself unless it is changed or left out.
        same: Written and said agree sign by sign.
    """

    start: int
    end: int
    said: str
    same: bool


@dataclass(frozen=True)
class Utterance:
    """One sentence, as it goes to the voice.

    Attributes:
        span: The written sentence in its block; all written offsets lie within.
        pieces: Cover the span without a gap, in order.
    """

    span: Span
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """What is said."""
        return "".join(piece.said for piece in self.pieces)

    @cached_property
    def kept(self) -> tuple[Span, ...]:
        """The written stretches of which something is said, however it is said."""
        return tuple(Span(piece.start, piece.end) for piece in self.pieces if piece.said)

    @cached_property
    def _said(self) -> tuple[int, ...]:
        starts, at = [], 0
        for piece in self.pieces:
            starts.append(at)
            at += len(piece.said)
        return tuple(starts)

    @cached_property
    def _written(self) -> tuple[int, ...]:
        return tuple(piece.start for piece in self.pieces)

    def written(self, start: int, end: int) -> Span:
        """The written stretch for a spoken one; the whole piece where it is said in another way.

        Args:
            start: First spoken code point; out of the text it is moved to its edge.
            end: Behind the last one.
        """
        first = self._back(start, ending=False)
        return Span(first, max(first, self._back(max(start, end), ending=True)))

    def spoken(self, at: int) -> int:
        """Where a written place is said; what is left out stands where speech goes on."""
        at = min(max(at, self.span.start), self.span.end)
        number = max(0, bisect_right(self._written, at) - 1)
        piece, begins = self.pieces[number], self._said[number]
        if piece.same:
            return begins + min(at, piece.end) - piece.start
        return begins + (len(piece.said) if at >= piece.end else 0)

    def _back(self, at: int, *, ending: bool) -> int:
        if ending:
            at = min(at, len(self.text))
            number = max(0, bisect_right(self._said, max(0, at - 1)) - 1)
        else:
            at = max(0, min(at, len(self.text) - 1))
            number = max(0, bisect_right(self._said, at) - 1)
        piece = self.pieces[number]
        if piece.same:
            return min(piece.start + at - self._said[number], piece.end)
        return piece.end if ending else piece.start


def utterances(
    block: Block, language: str = "en", skips: Skips = DEFAULT, rules: Sequence[Rule] = ()
) -> tuple[Utterance, ...]:
    """What is said of a block, in order; nothing for what is skipped or has no word to say.

    A skipped piece of code or table is named in one short utterance: "Code, 12 lines."

    Args:
        block: Any block.
        language: Its document's language, a short code.
        skips: The switches that are on.
        rules: Of pronunciation, the document's own before the global ones.
    """
    left_out = skipped(block, skips)
    if left_out and left_out[0].end - left_out[0].start == len(block.text):
        named = announcement(block, language)
        whole = Span(0, len(block.text))
        return (Utterance(whole, (Piece(*whole, named, same=False),)),) if named else ()
    spans = _lines(block) if block.kind in {Kind.CODE, Kind.TABLE} else None
    return tuple(
        each
        for span in (spans or sentences(block, language))
        for each in [_utterance(block.text, span, left_out, rules)]
        if is_any(each.text)
    )


def announcement(block: Block, language: str = "en") -> str:
    """What is said in place of a skipped block: ``""``, or how much code or table was there."""
    if block.kind not in {Kind.CODE, Kind.TABLE}:
        return ""
    many, one, rows, row = _LINES.get(language, _LINES["en"])
    count = sum(1 for line in block.text.split("\n") if line.strip())
    if block.kind is Kind.CODE:
        return one if count == 1 else many.format(n=count)
    return row if count == 1 else rows.format(n=count)


def _lines(block: Block) -> tuple[Span, ...]:
    """The lines of code or a table, each said alone."""
    found = [Span(*each.span()) for each in re.finditer(r"[^\n]*\S[^\n]*", block.text)]
    return tuple(
        Span(span.start + part.start, span.start + part.end)
        for span in found
        for part in sentences(Block(kind=block.kind, text=block.text[slice(*span)]))
    )


def _utterance(
    text: str, span: Span, left_out: Sequence[Skipped], rules: Sequence[Rule]
) -> Utterance:
    written = text[span.start : span.end]
    if not left_out and not rules and _is_said_as_written(written):
        return Utterance(span, (Piece(span.start, span.end, written, same=True),))
    changed = [
        (*_widened(text, span, max(each.start, span.start), min(each.end, span.end)), "")
        for each in left_out
        if each.start < span.end and each.end > span.start
    ]
    for start, end, said in [*changes(written, rules), *_silences(written)]:
        place = (span.start + start, span.start + end, said)
        if all(place[1] <= other[0] or place[0] >= other[1] for other in changed):
            changed.append(place)
    return Utterance(span, tuple(_pieces(text, span, sorted(changed))))


def _is_said_as_written(written: str) -> bool:
    """Most sentences are, and to see that by signs is ten times as fast as to look for each."""
    return (
        written.isprintable()
        and _OBJECT not in written
        and "*" not in written
        and "_" not in written
    )


def _silences(written: str) -> Iterator[tuple[int, int, str]]:
    if not written.isprintable() or _OBJECT in written:
        yield from ((*found.span(), "") for found in _SILENT.finditer(written))
        yield from ((*found.span(), " ") for found in _BREAK.finditer(written))
    if "*" in written or "_" in written:
        yield from ((*found.span(), "") for found in _STRESS.finditer(written))


def _widened(text: str, span: Span, start: int, end: int) -> tuple[int, int]:
    """With brackets that would stand empty, and with the blanks before it unless a word follows."""
    while start > span.start and end < span.end and text[start - 1] + text[end] in _EMPTY:
        start, end = start - 1, end + 1
    if end >= span.end or text[end].isspace() or text[end] in _STOPS:
        while start > span.start and text[start - 1].isspace():
            start -= 1
    if start == span.start:
        while end < span.end and text[end].isspace():
            end += 1
    return start, end


def _pieces(text: str, span: Span, changed: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    at = span.start
    for start, end, said in changed:
        if end <= at:
            continue  # swallowed by the blanks of the one before
        first = max(start, at)
        if first > at:
            yield Piece(at, first, text[at:first], same=True)
        yield Piece(first, end, said, same=False)
        at = end
    if at < span.end:
        yield Piece(at, span.end, text[at : span.end], same=True)
