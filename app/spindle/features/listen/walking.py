"""Moving about in what is open: by sentence, paragraph, seconds, chapter, or to a place.

Each verb returns its inverse: back to where it was.
"""

from collections.abc import Callable
from functools import partial

from spindle.features.listen.crossing import Landing
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.playing import Playing
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Place


class Walking(Playing):
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
        """So many sentences further or back, into the chapter beside this one; 0: this again."""
        if self._waits(partial(self.step, by)):
            return nothing
        script, line = self._basis()
        over = by if script is None or line is None else script.over(line, by)
        if over:
            return self._over_edge(over, lambda near: near.entered(over))
        return self._walk(lambda script, line: script.step(line, by), back=by <= 0)

    def paragraph(self, by: int) -> Inverse:
        """To the next paragraph (1), or (-1) the start of this one or of the one before.

        The one before the first is the last one of the chapter before, and the other way round.
        """
        if self._waits(partial(self.paragraph, by)):
            return nothing
        script, line = self._basis()
        to = None if script is None or line is None else script.paragraph(line, by)
        if to is None:
            return self._over_edge(by, lambda near: near.entered_paragraph(by))
        return self._walk(lambda _, __: to, back=by < 0)

    def skip(self, seconds: float) -> Inverse:
        """So many seconds of sound forward or back, into the chapter beside this one too."""
        if self.recordings.document is not None:
            return self._did(self.recordings.skip(seconds))
        if self._waits(partial(self.skip, seconds)):
            return nothing
        if self.script is not None and self.spot.line is None:
            return self.step(1 if seconds > 0 else -1)
        self._leave()
        if seconds < 0 and self.sitting is not None:
            self.sitting.rewound()
        inverse = self._way_back()
        self._skip(seconds, play=self.going)
        return self._did(inverse)

    def play_from(self, place: Place) -> Inverse:
        """From the word at a place of the open document."""
        script = self.script
        if script is not None and script.chapter != place.chapter:
            self._leave()
            back = self._way_back()
            self._rested_at = None
            self._load(place, play=True)
            return self._did(back)
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
        self._rested_at = None
        self._load(place, play=self.going)
        return self._did(inverse)

    def go_to_word(self, number: int) -> Inverse:
        """To the sentence with this word, counted from the beginning of the chapter."""
        script = self.script
        if script is None or not script.lines or self.bound is not None:
            return nothing
        before = script.before
        row = next((n for n in range(len(script.lines)) if before[n + 1] > number), -1)
        return self._walk(lambda script, _: script.lines[row], back=False)

    def _basis(self) -> tuple[Script | None, Line | None]:
        """From where a step is counted: of an open check that is the sentence before it."""
        asked = self.asked
        if asked is not None and asked.is_open:
            script = self.reader.held(asked.line.chapter)
            if script is not None:
                return script, asked.line
        return self.script, self.spot.line

    def _over_edge(self, by: int, landing: Landing) -> Inverse:
        """To a sentence of the chapter behind this one or (``by`` < 0) before it, if there is one.

        At the very beginning and end of the text what sounds goes on.
        """
        script, _ = self._basis()
        way = 1 if by > 0 else -1
        if script is None or not by or not self._is_there(script.chapter + way):
            return nothing
        self._leave()
        if by < 0 and self.sitting is not None:
            self.sitting.rewound()
        inverse = self._way_back()
        self._cross(script.chapter + way, way, landing, play=self.going)
        return self._did(inverse)

    def _walk(self, way: Callable[[Script, Line], Line], *, back: bool) -> Inverse:
        script, line = self._basis()
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
        document, script = self.document, self.script
        if document is None or script is None:
            return nothing
        # A chapter in which nothing is said has a beginning to come back to, too.
        place = Place(script.chapter, 0, 0) if self.spot.line is None else self.spot.place
        return partial(self._return, document.id, place)

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
