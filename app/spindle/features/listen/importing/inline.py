"""Running text while it is put together: blanks run together, marks keep their place."""

from typing import Final

from spindle.features.listen.text.model import Mark, MarkKind

_BLANK: Final = " \n"


class Line:
    """Text that grows; a blank beside a blank, or at the start, is dropped."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._last = ""
        self.length = 0

    def _empty(self) -> None:
        self._parts.clear()
        self._marks.clear()
        self._last = ""
        self.length = 0

    def is_empty(self) -> bool:
        """Whether nothing but blanks was added."""
        return not self.length

    def add(self, text: str) -> None:
        """More text; its own blanks run together already."""
        if text.startswith(" ") and (not self._last or self._last in _BLANK):
            text = text[1:]
        if text.startswith("\n") and self._last == " ":
            self._drop_last()
        if text == "\n" and not self.length:
            return
        if text:
            self._parts.append(text)
            self._last = text[-1]
            self.length += len(text)

    def marked(self, text: str, kind: MarkKind) -> None:
        """More text, with a mark over it."""
        start = self.length
        self.add(text)
        self.mark(kind, start)

    def mark(self, kind: MarkKind, start: int) -> None:
        """A mark from ``start`` to here."""
        if start < self.length:
            self._marks.append(Mark(kind, start, self.length))

    def taken(self) -> tuple[str, tuple[Mark, ...]]:
        """The text without the blanks at its end, and its marks; the line is empty again."""
        text = "".join(self._parts).rstrip()
        marks = [
            Mark(kind, start, min(end, len(text)))
            for kind, start, end in self._marks
            if start < len(text)
        ]
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        self._empty()
        return text, tuple(marks)

    def _drop_last(self) -> None:
        self._parts[-1] = self._parts[-1][:-1]
        self.length -= 1
        if not self._parts[-1]:
            self._parts.pop()
        self._last = self._parts[-1][-1] if self._parts else ""
