"""What a person does with what sounds: go on, rest, sentence by sentence, in silence, stop."""

from dataclasses import replace

from spindle.core.session import Outcome
from spindle.features.listen.flow import Flow
from spindle.features.listen.notices import About, ended


class Playing(Flow):
    """GUI thread."""

    def toggle(self) -> None:
        """Play or pause; with an answered check on the screen go on at once."""
        if self.recordings.document is not None:
            self.notices.unsay(About.ENDED)
            self.recordings.toggle()
            return
        if self.asked is not None and self.asked.is_open:
            return
        if self.going:
            self.pause()
        else:
            self.play()

    def pause(self) -> None:
        """Rest at the sample that sounds."""
        if self.bound is not None:
            self.bound = replace(self.bound, play=False)
        self.recordings.pause()
        self.reader.pause()

    def set_step_mode(self, *, on: bool) -> None:
        """Halt at the end of each sentence."""
        self.reader.step_mode = on
        if self.playing:
            self.reader.play()
        self._tell()

    def set_silent(self, *, on: bool) -> None:
        """Let the words move on unheard, at the same pace."""
        self.silent = on
        self.reader.set_silent(silent=on)
        if self.sitting is not None:
            self.sitting.set_silent(silent=on)
        self._tell()

    def finish(self) -> None:
        """Stop for now, by hand: one that is not to be rated is told in a line."""
        waits, told = self.to_rate, self._so_far
        self.end_session()
        if told is not None and self.to_rate is waits:
            self.notices.say(About.ENDED, *ended(*told))
            self._tell()

    @property
    def _so_far(self) -> tuple[float, int | None] | None:
        """Seconds of sound and words of the session that runs; of a recording no words."""
        if self.recordings.session is not None:
            return self.recordings.sounded, None
        if self.sitting is None or self.sitting.session is None:
            return None
        return self.sitting.sounded, self.sitting.heard.total

    def end_session(self) -> None:
        """Stop for now; the session is closed and may be rated."""
        self.pause()
        self._leave_check()
        self.recordings.end(Outcome.STOPPED)
        if self.sitting is not None:
            self.sitting.end(Outcome.STOPPED)
        self._tell()
