"""Writes out what a card shows, from its template and its note's fields.

The language of templates as the manual of Anki describes it: ``{{Field}}``, filters before a
colon, ``{{#Field}}`` and ``{{^Field}}`` until ``{{/Field}}``, ``{{FrontSide}}``, cloze gaps
``{{c1::text::hint}}``.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_TAG: Final = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
_CLOZE: Final = re.compile(r"\{\{c(\d{1,4})::((?:(?!\{\{c\d{1,4}::).)*?)\}\}", re.DOTALL)
_MARKUP: Final = re.compile(r"<[^>]*>")
_LINE: Final = re.compile(r"<hr\s+id\s*=\s*[\"']?answer[\"']?\s*/?>", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"<(?!img\b)[^>]*>|\[sound:[^\]\r\n]*\]", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_DEEPEST: Final = 8
_LONGEST: Final = 1_000_000
_SILENT: Final = frozenset({"hint", "type", "tts"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows, as HTML that is not sanitised yet."""

    question: str
    answer: str


def shown(question: str, answer: str, fields: Mapping[str, str], gap: int | None = None) -> Shown:
    """Both sides of a card: the answer without the question repeated above its line.

    Args:
        question: The template's side that asks.
        answer: Its side that answers.
        fields: The note's, by name; ``Tags``, ``Deck``, ``Type`` and ``Card`` may be among them.
        gap: The number of the cloze gap that is asked; None for an ordinary card.
    """
    front = _side(question, fields, gap, open_=False)
    # The question stays where it is when its answer is shown.
    back = _side(answer, {**fields, "FrontSide": ""}, gap, open_=True)
    before, line, rest = _parted(back)
    if line and _seen(before) in {"", _seen(front)}:
        back = rest
    return Shown(front[:_LONGEST], back[:_LONGEST])


def _parted(answer: str) -> tuple[str, str, str]:
    """What stands above the line of an answer, the line, and what stands below."""
    line = _LINE.search(answer)
    if line is None:
        return answer, "", ""
    return answer[: line.start()], line[0], answer[line.end() :]


def _seen(text: str) -> str:
    """What of a side would be seen: its words and its pictures."""
    return "".join(html.unescape(_UNSEEN.sub("", text)).split())


def is_blank(text: str) -> bool:
    """Whether nothing of an HTML text would be seen: no letter and no picture."""
    seen = _MARKUP.sub("", text).replace("&nbsp;", " ").strip()
    return not seen and "<img" not in text.lower()


def gaps(text: str) -> set[int]:
    """The numbers of the cloze gaps in a field."""
    return {int(number) for number, _ in _CLOZE.findall(text)}


def _side(template: str, fields: Mapping[str, str], gap: int | None, *, open_: bool) -> str:
    out: list[str] = []
    kept = [True]
    at = 0
    text = _COMMENT.sub("", template)
    for tag in _TAG.finditer(text):
        if kept[-1]:
            out.append(text[at : tag.start()])
        at = tag.end()
        sign, name = tag.groups()
        if sign == "/":
            if len(kept) > 1:
                kept.pop()
        elif sign:
            there = _is_there(name, fields, gap)
            kept.append(kept[-1] and (there if sign == "#" else not there))
        elif kept[-1]:
            out.append(_field(name, fields, gap, open_=open_))
    if kept[-1]:
        out.append(text[at:])
    return "".join(out)


def _is_there(name: str, fields: Mapping[str, str], gap: int | None) -> bool:
    if gap is not None and re.fullmatch(r"c\d{1,4}", name):
        return name == f"c{gap}"
    return not is_blank(fields.get(name, ""))


def _field(name: str, fields: Mapping[str, str], gap: int | None, *, open_: bool) -> str:
    *filters, last = [part.strip() for part in name.split(":")]
    text = fields.get(last, "")
    for each in reversed(filters):
        word = each.split(" ")[0]
        if word == "cloze":
            text = _with_gaps(text, gap, open_=open_)
        elif word == "text":
            text = html.escape(html.unescape(_MARKUP.sub("", text)), quote=False)
        elif word in _SILENT and not open_:
            # A hint is opened and an answer typed by hand there: neither belongs to the question.
            return ""
        elif word == "tts":
            return ""
    return text


def _with_gaps(text: str, gap: int | None, *, open_: bool) -> str:
    for _ in range(_DEEPEST):
        filled = _CLOZE.sub(lambda found: _gap(found, gap, open_=open_), text)
        if filled == text:
            break
        text = filled
    return text


def _gap(found: "re.Match[str]", gap: int | None, *, open_: bool) -> str:
    number, inside = int(found[1]), found[2]
    answer, _, hint = inside.partition("::")
    if number != gap:
        return answer
    return f"<b>{answer}</b>" if open_ else f"<b>[{hint or '…'}]</b>"
