"""What is kept of a text, and what is handed on to be a drill item or a question."""

from functools import partial

from spindle.core.feature import Handed, HandedBack
from spindle.core.ids import Ref
from spindle.features.listen.answering import Answering
from spindle.features.listen.asking import Question
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.notices import HANDED, About
from spindle.features.listen.records import MarkKind
from spindle.features.listen.velocity.check import CheckKind


class Handing(Answering):
    """GUI thread."""

    def keep(self, kind: MarkKind = MarkKind.SENTENCE, note: str = "") -> Inverse:
        """Keep the sentence being heard, as it is heard; a second time is no second one.

        While it is named that something is left out, that is the sentence before. A bookmark is of
        the place and a note may be to what is left out, so these stay where they are.
        """
        script, line = self.script, self.spot.line
        if script is None or line is None:
            return nothing
        if kind is MarkKind.SENTENCE:
            line = script.heard(line)
        if kind is not MarkKind.NOTE and self.keeping.of(line, kind) is not None:
            return nothing
        session = None if self.sitting is None else self.sitting.session
        found = self.keeping.keep(script, line, kind, note, None if session is None else session.id)
        return self._did(partial(self._unkeep, found.id))

    def drop(self, name: str) -> Inverse:
        """Keep it no longer; the inverse keeps it again."""
        return self._did(self.keeping.drop(name))

    def _unkeep(self, name: str) -> None:
        self.keeping.drop(name)

    def hand_on(self, to_kind: str, kept: str = "") -> Inverse:
        """Make something a drill item or tonight's question.

        Args:
            to_kind: ``drill`` or ``question``.
            kept: What was kept before; else it is the missed check that is shown, or the sentence
                heard last, which is kept with that.
        """
        asked = self.again.open or self.asked or self.replayed
        mark = self.keeping.get(kept)
        if mark is None and asked is not None:
            return nothing if asked.is_open else self._hand(_of_check(asked, to_kind))
        if mark is None:
            self.keep()
            script, line = self.script, self.spot.line
            if script is not None and line is not None:
                mark = self.keeping.of(script.heard(line), MarkKind.SENTENCE)
        if mark is None:
            return nothing
        asks = mark.note if to_kind == "question" and mark.note else mark.text
        return self._hand(Handed(asks, Ref("reading_mark", mark.id), to_kind))

    def _hand(self, handed: Handed) -> Inverse:
        self._app.bus.publish(handed)
        self.notices.say(About.HANDED, HANDED.get(handed.to_kind, ""))
        self._tell()
        return self._did(partial(self._hand_back, handed))

    def _hand_back(self, handed: Handed) -> None:
        self._app.bus.publish(HandedBack(handed))
        self.notices.unsay(About.HANDED)
        self._tell()


def _of_check(asked: Question, to_kind: str) -> Handed:
    """A gap is an item as it stands; a night's question needs the whole sentence."""
    source, check = Ref("reading_check", asked.id), asked.check
    if check.kind is CheckKind.CLOZE and to_kind == "drill":
        return Handed(asked.written, source, to_kind, check.right)
    return Handed(f"{check.before}{check.right}{check.after}", source, to_kind)
