"""Moving about in what is open: by sentence, paragraph, seconds, chapter, or to a place.

Each verb returns its inverse: back to where it was.
"""

from collections.abc import Callable
from functools import partial

from spindle.features.listen.flow import Flow
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Place


class Walking(Flow):
    """GUI thread."""

    def go_to_chapter(self, number: int) -> Inverse:
        """To the beginning of a chapter; sounds on if it sounded."""
        return self.open_at(Place(number, 0, 0))

    def next_chapter(self, by: int = 1) -> Inverse:
        """So many chapters further or back."""
        if self.document is None or self.script is None:
            return nothing
        last = len(self.document.chapters) - 1
        at = self.script.chapter
        if self.bound is not None and self.bound.place is not None:
            at = self.bound.place.chapter
        return self.go_to_chapter(min(max(at + by, 0), last))

    def step(self, by: int) -> Inverse:
        """So many sentences further or back; 0 says this one again."""
        return self._walk(lambda script, line: script.step(line, by), back=by <= 0)

    def paragraph(self, by: int) -> Inverse:
        """To the next paragraph, or the start of this one, or of the one before."""
        return self._walk(lambda script, line: script.paragraph(line, by), back=by < 0)

    def skip(self, seconds: float) -> Inverse:
        """So many seconds forward or back."""
        if self.recordings.document is not None:
            return self._did(self.recordings.skip(seconds))
        self._leave()
        if seconds < 0 and self.sitting is not None:
            self.sitting.rewound()
        inverse = self._way_back()
        self.reader.skip(seconds)
        return self._did(inverse)

    def play_from(self, place: Place) -> Inverse:
        """From the word at a place of this chapter."""
        script = self.script
        line = None if script is None else script.at(place)
        if line is None:
            return nothing
        self._leave()
        inverse = self._way_back()
        inside = line.span.start <= place.offset < line.span.end and line.block == place.block
        self.reader.go(line, place.offset if inside else None)
        self._rested_at = None
        self.play()
        return self._did(inverse)

    def open_at(self, place: Place) -> Inverse:
        """To a place of the open document, in whatever chapter; sounds on if it sounded."""
        self._leave()
        inverse = self._way_back()
        self._load(place, play=self.going)
        return self._did(inverse)

    def go_to_word(self, number: int) -> Inverse:
        """To the sentence with this word, counted from the beginning of the chapter."""
        script = self.script
        if script is None or not script.lines:
            return nothing
        before = script.before
        row = next((n for n in range(len(script.lines)) if before[n + 1] > number), -1)
        return self._walk(lambda script, _: script.lines[row], back=False)

    def _walk(self, way: Callable[[Script, Line], Line], *, back: bool) -> Inverse:
        script, line = self.script, self.spot.line
        if script is None or line is None:
            return nothing
        self._leave()
        if back and self.sitting is not None:
            self.sitting.rewound()
        inverse = self._way_back()
        self._rested_at = None
        self.reader.go(way(script, line))
        if not self.playing:
            self._save_position()
        self._tell()
        return self._did(inverse)

    def _leave(self) -> None:
        """Go elsewhere: an open check is skipped, what was heard of this sentence counts."""
        self._leave_check()
        if self.sitting is not None:
            self.sitting.heard.left()

    def _way_back(self) -> Inverse:
        document = self.document
        if document is None or self.spot.line is None:
            return nothing
        return partial(self._return, document.id, self.spot.place)

    def _return(self, document: str, place: Place) -> None:
        """To where it was, if the same text is still open."""
        script = self.script
        if self.document is None or self.document.id != document or script is None:
            return
        self._leave()
        line = script.at(place) if place.chapter == script.chapter else None
        if line is None:
            self._load(place, play=self.going)
        else:
            self._rested_at = None
            self.reader.go(line, place.offset)
            self._tell()
