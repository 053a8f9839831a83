"""Markdown: made HTML, then read as a page; what is long is made so piece by piece."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from spindle.core.text import clean
from spindle.features.listen.importing import trees
from spindle.features.listen.importing.encoding import encoding, is_text, pieces
from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.markup import Walk
from spindle.features.listen.importing.reading import TOO_DEEP, Item, Reading, Start
from spindle.features.listen.text.model import Block, Kind

_LIMIT: Final = 50_000_000  # bytes; a megabyte takes seconds
_PIECE: Final = 500_000  # characters; notes and links are found within one piece
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_FRONT: Final = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(
    r"^(title|author|lang|language):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE
)
_DEEPEST: Final = 40  # lists and quotes within each other: two for each list
_HOLDERS: Final = frozenset({"blockquote_open", "list_item_open"})
_MATHEMATICS: Final = {"math_inline": "$", "math_inline_double": "$$", "math_block": "$$"}
_IS_FORMULA: Final = re.compile(r"[\\^_=<>+]")
_TWO_WORDS: Final = re.compile(r"[^\W\d_]{2}\s+[^\W\d_]{2}")
_CHAPTER_LEVEL: Final = 2
_TITLES: Final = 3


def read(path: Path) -> Reading:
    """A Markdown file.

    Raises:
        Unreadable: It is no text, or too much.
    """
    if path.stat().st_size > _LIMIT:
        raise Unreadable(Wrong.TOO_LARGE, most=str(_LIMIT // 1_000_000))
    texts = _texts(path)
    first = next(texts, "")
    if not is_text(first):
        raise Unreadable(Wrong.BINARY)
    front = _FRONT.match(first)
    fields = dict(_FIELD.findall(front[1])) if front else {}
    reading = Reading(
        iter(()),
        title=fields.get("title", ""),
        author=fields.get("author", ""),
        language=fields.get("lang", "") or fields.get("language", ""),
    )
    start = first[front.end() :] if front else first
    reading.items = _items(start, texts, reading, max(1, path.stat().st_size))
    return reading


def _texts(path: Path) -> Iterator[str]:
    """Pieces that end at a blank line outside of code, where there is one."""
    rest = ""
    for text in pieces(path, encoding(path)):
        rest += clean(text).replace("\r\n", "\n").replace("\r", "\n")
        while len(rest) > _PIECE:
            at = _end(rest)
            yield rest[:at]
            rest = rest[at:]
    yield rest


def _end(text: str) -> int:
    fences = [found.start() for found in _FENCE.finditer(text, 0, _PIECE)]
    end = fences[-1] if len(fences) % 2 else _PIECE
    at = text.rfind("\n\n", _PIECE // 2, end)
    return at + 2 if at > 0 else _PIECE


def _items(first: str, texts: Iterator[str], reading: Reading, size: int) -> Iterator[Item]:
    yield from with_chapters(_blocks(first, texts, reading, size))


def _blocks(first: str, texts: Iterator[str], reading: Reading, size: int) -> Iterator[Item]:
    make = _maker()
    seen = 0
    text: str | None = first
    while text is not None:
        environment: dict[str, Any] = {}
        tokens = make.parse(text, environment)
        made = make.renderer.render(tokens, make.options, environment)
        root, whole = trees.page(made.encode("utf-8", "replace"))
        if not whole or any(map(_is_too_deep, tokens)):
            reading.lost(TOO_DEEP, Wrong.TOO_DEEP)
        if root is not None:
            yield from Walk().items(root)
        seen += len(text)
        reading.done = min(1.0, seen / size)
        text = next(texts, None)


def with_chapters(items: Iterable[Item]) -> Iterator[Item]:
    """A chapter at each heading of the two highest levels.

    A title above the first chapter belongs to that: it makes none of its own.
    """
    title: list[Item] = []
    started = False
    for item in items:
        start = _start(item)
        if start is not None and not started and len(title) < _TITLES:
            title.append(item)
            continue
        if title:
            yield from _top(title)
            title.clear()
        started = True
        if start is not None:
            yield start
        yield item
    if title:
        yield from _top(title)


def _start(item: Item) -> Start | None:
    if isinstance(item, Block) and item.kind is Kind.HEADING and item.level <= _CHAPTER_LEVEL:
        return Start(" ".join(item.text.replace("\u200b", "").split()), item.level)
    return None


def _top(headings: Sequence[Item]) -> Iterator[Item]:
    """The headings that a document begins with, as one chapter."""
    last = _start(headings[-1])
    if last is not None:
        yield last
    yield from headings


def _is_too_deep(token: Any) -> bool:
    """Whether what stands within it was not looked at."""
    return token.type in _HOLDERS and token.level >= _DEEPEST - 1


def _maker() -> Any:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - for Markdown only
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415 - likewise
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - likewise

    make = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    make.use(footnote_plugin)
    make.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,  # these two part it from sums of money
        allow_blank_lines=False,
        double_inline=True,
    )
    for name, mark in _MATHEMATICS.items():
        make.add_render_rule(name, _formulas(mark))
    return make


def _formulas(mark: str) -> Callable[..., str]:
    """They are written as other programs write TeX into a page."""

    def made(_: object, tokens: Sequence[Any], at: int, *__: object) -> str:
        inside = tokens[at].content
        apart = len(mark) > 1
        text = escape(f"{mark}{inside}{mark}")
        if not _IS_FORMULA.search(inside) and (apart or _TWO_WORDS.search(inside)):
            return text  # sums of money, or whatever else
        return f'<span class="math {"display" if apart else "inline"}">{text}</span>'

    return made
