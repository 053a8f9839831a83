"""``spindle text FILE``: what would be spoken of a file, block by block, and what is skipped.

``--json`` prints one object a line, as the file is read::

    {"type": "document", "version": 1, "title", "author", "language", "said", "format",
     "library": {"title", "changed", "skips": ["notes", …], "rules": 2, "language"} or null}
    {"type": "chapter", "title", "level", "continues"}          before its blocks
    {"type": "block", "kind", "level", "label", "page", "text",
     "spoken": [{"text", "start", "end"}, …],                   a sentence each, with its place
     "skipped": [{"text", "start", "end", "reason"}, …]}
    {"type": "end", "words", "skipped": {"notes": 14, …}, "notices": ["…"]}

"said" is true if the file itself names its language. Offsets are code points of "text". "library"
is what was chosen for this file there, as far as it is heeded; "changed" if the file is another by
now, "rules" are its own.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, TextIO

from spindle.cli.counted import counted
from spindle.cli.documents import Source, name, notices, reading
from spindle.cli.kept import Kept, add_plain, kept
from spindle.cli.verbs import Asked
from spindle.core.jobs_port import JobFailed
from spindle.features.listen.text.model import Block, Chapter
from spindle.features.listen.text.skip import Skips, counts, skipped
from spindle.features.listen.text.speech import utterances
from spindle.features.listen.text.tokens import words

VERSION: Final = 1
_TROUBLE: Final = 1
_SHOWN: Final = 60  # characters of a skipped part


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    del verb
    parser.add_argument("file", type=name, metavar="FILE", help="a text, Markdown, HTML, EPUB, "
                        "PDF or Word file; - reads standard input")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="answer in JSON, an object a line")
    add_plain(parser)


def answer(asked: Asked) -> int:
    """Print it while the file is read."""
    reconfigure = getattr(asked.out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
    show = _json if asked.given.json else _words
    chosen = kept(asked, asked.given.file)
    if chosen.document is not None:
        print(f"spindle: {asked.given.file}: {chosen.document.told()}", file=sys.stderr)
    try:
        with reading(asked.given.file, chosen.document) as found:
            show(_Total(found, chosen), asked.out)
    except JobFailed as failure:
        asked.out.flush()
        print(f"spindle: {failure}", file=sys.stderr)
        return _TROUBLE
    return 0


class _Total:
    """What was counted on the way."""

    def __init__(self, found: Source, chosen: Kept) -> None:
        self.found = found
        self.chosen = chosen
        self.words = 0
        self.skipped: Counter[str] = Counter()

    def chapters(self) -> Iterator[Chapter]:
        """Each chapter, counted when the next is asked for."""
        for chapter in self.found.chapters():
            yield chapter
            self.skipped.update(
                {
                    reason.value: count
                    for reason, count in counts(chapter.blocks, self.chosen.skips).items()
                }
            )

    def spoken(self, block: Block) -> list[dict[str, Any]]:
        """A block's utterances."""
        chosen = self.chosen
        said = utterances(block, self.found.head.language, chosen.skips, chosen.rules)
        self.words += sum(words(each.text) for each in said)
        return [
            {"text": each.text, "start": each.span.start, "end": each.span.end} for each in said
        ]


def _left_out(block: Block, skips: Skips) -> list[dict[str, Any]]:
    return [
        {"text": block.text[start:end], "start": start, "end": end, "reason": reason.value}
        for start, end, reason in skipped(block, skips)
    ]


def _json(total: _Total, out: TextIO) -> None:
    found, document = total.found, total.chosen.document

    def say(kind: str, /, **rest: Any) -> None:
        print(json.dumps({"type": kind, **rest}, ensure_ascii=False), file=out)

    for number, chapter in enumerate(total.chapters()):
        head = found.head
        if not number:
            say(
                "document", version=VERSION, title=head.title, author=head.author,
                language=head.language, said=head.said, format=str(found.format),
                library=None if document is None else document.plain(),
            )  # fmt: skip
        say("chapter", title=chapter.title, level=chapter.level, continues=chapter.continues)
        for block in chapter.blocks:
            say(
                "block", kind=block.kind.value, level=block.level, label=block.label,
                page=block.page, text=block.text, spoken=total.spoken(block),
                skipped=_left_out(block, total.chosen.skips),
            )  # fmt: skip
    say("end", words=total.words, skipped=dict(total.skipped), notices=notices(total.found))


def _words(total: _Total, out: TextIO) -> None:
    found = total.found
    for number, chapter in enumerate(total.chapters()):
        head = found.head
        if not number:
            more = [part for part in (head.author, head.language, str(found.format)) if part]
            print(f"{head.title} ({', '.join(more)})", file=out)
        if chapter.title and not chapter.continues:
            print(f"\n== {chapter.title}", file=out)
        for block in chapter.blocks:
            _block(total.spoken(block), _left_out(block, total.chosen.skips), block.kind, out)
    print(f"\n{counted(total.words, 'word')}.", file=out)
    if total.skipped:
        parts = [f"{count} {reason}" for reason, count in sorted(total.skipped.items())]
        print(f"Skipped: {', '.join(parts)}.", file=out)
    for notice in notices(total.found):
        print(notice, file=out)


def _block(
    spoken: list[dict[str, Any]], left_out: list[dict[str, Any]], kind: str, out: TextIO
) -> None:
    print(f"\n[{kind}]", file=out)
    for each in spoken:
        print(each["text"], file=out)
    for each in left_out:
        text = " ".join(each["text"].split())
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        print(f"  skipped ({each['reason']}): {shown}", file=out)
