"""Listen for everybody else: what a person can do with a text."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from spindle.core.clock import MINUTE
from spindle.core.feature import App, Contributed, Handed, HandedBack, PageAsked
from spindle.core.ids import Ref
from spindle.core.presence import QuietChanged
from spindle.core.session import Outcome
from spindle.core.settings import SettingChanged
from spindle.core.voice import VOICE
from spindle.features.listen.asking import Question
from spindle.features.listen.flow import FADE
from spindle.features.listen.inverse import Inverse, nothing
from spindle.features.listen.media import Media
from spindle.features.listen.notices import FAST, HANDED, NONE_MISSED, About
from spindle.features.listen.playing_file import PlayingFile
from spindle.features.listen.records import MarkKind
from spindle.features.listen.settings import DELAY
from spindle.features.listen.text.model import Place
from spindle.features.listen.velocity.check import CHOICES, CheckKind
from spindle.features.listen.velocity.controller import NOTICE

SHOWN: Final = 1_500_000
"""How long a right answer stays on the screen, in µs; a miss stays until it was read."""

SLEEPS: Final = (15, 30, 45, 60, 90)
"""Minutes after which it can fall silent."""

STEP: Final = 5.0
"""What faster and slower add and take, in wpm."""


class ListenService(PlayingFile):
    """What page, finder and commands talk to. GUI thread."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._sleep = app.new_alarm()
        self._media = Media(app, self)
        self._farewells: tuple[Callable[[], None], ...] = (
            app.bus.subscribe(SettingChanged, self._setting_changed),
            app.bus.subscribe(QuietChanged, self._quiet_changed),
        )

    # Documents

    def add(self, path: Path) -> str:
        """Read a file into the library and open it once it is there."""
        return self.library.add(path)

    def bring(self, path: Path) -> None:
        """A file came from outside the window: read it where it can be seen."""
        self.add(path)
        self._app.bus.publish(PageAsked("listen"))

    def open(self, name: str, *, play: bool = False, at: Place | None = None) -> None:
        """Open a document where it was left, or at a place."""
        self._open(name, at, play=play)

    def get_ready(self) -> None:
        """The text heard last will lie open in a moment, if there is one: wake the voice."""
        if any(each.opened is not None for each in self.library.documents):
            self._app.sound.wake()

    def remove(self, name: str) -> Callable[[], None]:
        """Take a document out of the library, and close it; the inverse puts it back."""
        if self.document is not None and self.document.id == name:
            self._close()
            self.reader.close()
        if self.recordings.document is not None and self.recordings.document.id == name:
            self.recordings.close()
        put_back = self.library.remove(name)
        self._tell()
        return self._did(put_back)

    # Playing

    def toggle(self) -> None:
        """Play or pause; with an answered check on the screen go on at once."""
        if self.recordings.document is not None:
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

    # Speed

    def set_speed(self, wpm: float) -> Inverse:
        """The listener wants this speed."""
        if self.sitting is None:
            return nothing
        change = self.sitting.set_speed(wpm)
        self.reader.set_wpm(self.sitting.heard_wpm)
        if change is not None:
            self._heed(change.after, change.before)
        self._tell()
        return nothing if change is None else self._did(self._speed_back(change.before))

    def faster(self, by: float = STEP) -> Inverse:
        """So many words a minute more; less with a negative number. Of a recording, hundredths."""
        if self.recordings.document is not None:
            return self._did(self.recordings.faster(by / 100))
        sitting = self.sitting
        if sitting is None:
            return nothing
        # In an easy part one step more is one step more than what is heard.
        at = sitting.ramp.speed if sitting.session is None else sitting.heard_wpm
        return self.set_speed(round(at + by))

    def undo_speed(self, change: str = "") -> None:
        """Take the latest change of speed back, or all since a given one and that too."""
        sitting = self.sitting
        if sitting is None or (change and all(each.id != change for each in sitting.log)):
            return
        while sitting.undo_change() is not None:
            if all(each.id != change for each in sitting.log):
                break
        self.reader.set_wpm(sitting.heard_wpm)
        self._tell()

    def _speed_back(self, before: float) -> Inverse:
        """How the change that was made just now is taken back."""
        log = () if self.sitting is None else self.sitting.log
        if not log:
            return partial(self._set_speed, before)
        return partial(self.undo_speed, log[-1].id)

    def _set_speed(self, wpm: float) -> None:
        self.set_speed(wpm)

    def calibrated(self, wpm: float) -> None:
        """The comfortable speed was found, and this is the one to work at from now on."""
        self.end_session()
        self.notices.unsay(About.EFFORT)
        self._begin_at(wpm)
        self.library.refresh()
        self._tell()

    # Checks

    def answer(self, choice: int) -> Inverse:
        """Answer the open check with a choice, 0–3; after a miss it waits to be told to go on.

        The inverse takes the change of speed back; what was answered stays.
        """
        asked, sitting = self.asked, self.sitting
        if asked is None or sitting is None or not asked.is_open or choice not in range(CHOICES):
            return nothing
        before = sitting.ramp.speed
        self.asked = replace(asked, given=choice)
        sitting.answered(self.asked)
        if sitting.session is None:
            # Closed while the check was open, and counted without it.
            self.again.refresh()
            self._app.bus.publish(Contributed("listen"))
        self._heed(sitting.ramp.speed, before)
        self._asking.over()
        if self.asked.right:
            self._after.set(SHOWN, self.play)
        self._tell()
        same = sitting.ramp.speed == before
        return nothing if same else self._did(self._speed_back(before))

    def skip_check(self) -> None:
        """Go on without an answer; that is no miss."""
        asked = self.asked
        if asked is not None and asked.is_open:
            self._leave_check()
            if self._goes_on(asked.line):
                self.play()

    def ask_again(self, ref: Ref | None = None) -> None:
        """Ask missed checks once more; see ``Again.begin``."""
        if ref is None and not self.again.waits:
            self.notices.say(About.HANDED, NONE_MISSED)
            self._tell()
            return
        self.pause()
        self.again.begin(ref)

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
            line = self.spot.line
            mark = None if line is None else self.keeping.of(line, MarkKind.SENTENCE)
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

    # What is kept

    def keep(self, kind: MarkKind = MarkKind.SENTENCE, note: str = "") -> Inverse:
        """Keep the sentence being heard; a second time is no second one."""
        script, line = self.script, self.spot.line
        if script is None or line is None:
            return nothing
        if kind is not MarkKind.NOTE and self.keeping.of(line, kind) is not None:
            return nothing
        session = None if self.sitting is None else self.sitting.session
        found = self.keeping.keep(script, line, kind, note, None if session is None else session.id)
        return self._did(partial(self._unkeep, found.id))

    def drop(self, name: str) -> Inverse:
        """Keep it no longer; the inverse keeps it again."""
        return self._did(self.keeping.drop(name))

    def take_back(self) -> None:
        """Take the latest verb back."""
        self.undo.back()

    def _unkeep(self, name: str) -> None:
        self.keeping.drop(name)

    # Sleep

    def sleep_in(self, minutes: int | None) -> None:
        """Fall silent after so many minutes, growing quieter; None: not."""
        self._sleep.clear()
        self.sleep_minutes = minutes
        self.sleep_after_chapter = False
        if minutes is not None:
            self._sleep.set(minutes * MINUTE, self._fall_silent)
        self._tell()

    def sleep_longer(self) -> None:
        """The next of the usual lengths, then, of a text, the end of the chapter, then none."""
        if self.sleep_after_chapter:
            self.sleep_in(None)
            return
        later = [m for m in SLEEPS if m > (self.sleep_minutes or 0)]
        if later:
            self.sleep_in(later[0])
        elif self.document is not None:
            self.sleep_at_chapter_end()
        else:
            self.sleep_in(None)

    def sleep_at_chapter_end(self) -> None:
        """Rest where this chapter ends."""
        self.sleep_in(None)
        self.sleep_after_chapter = True
        self._tell()

    # Sessions

    def end_session(self) -> None:
        """Stop for now; the session is closed and may be rated."""
        self.pause()
        self._leave_check()
        self.recordings.end(Outcome.STOPPED)
        if self.sitting is not None:
            self.sitting.end(Outcome.STOPPED)
        self._tell()

    def rate(self, rating: int) -> None:
        """How the session went, 1–5."""
        if self.to_rate is not None:
            self._app.sessions.rate(self.to_rate, rating)
            self.to_rate = None
            self._tell()

    def not_rated(self) -> None:
        """It is not rated."""
        self.to_rate = None
        self._tell()

    def show(self, ref: Ref) -> None:
        """Open what a ref names and show the page."""
        if ref.kind == "document":
            self.open(ref.id, play=True)
            self._app.bus.publish(PageAsked("listen"))
        elif ref.kind in {"reading_check", "reading_mark"}:
            self._store.ask_place(ref, self._show_place)

    def _show_place(self, found: tuple[str, Place] | None) -> None:
        """A check or a mark lies open at its sentence."""
        if found is not None:
            self.open(found[0], at=found[1])
            self._app.bus.publish(PageAsked("listen"))

    def put_away(self) -> None:
        """What was said above the text was read."""
        self.notices.unsay()
        self._tell()

    def stop(self) -> None:
        """Spindle is closing."""
        for farewell in self._farewells:
            farewell()
        self._farewells = ()
        self._media.stop()
        self._block.stop()
        self._look_away()
        self._after.clear()
        self._sleep.clear()
        self._close()
        self.recordings.close()
        self.library.stop()
        self.reader.stop()

    # Inside

    def _heed(self, after: float, before: float) -> None:
        """Say once, on the way up, what is known about listening that fast."""
        if before <= NOTICE < after:
            self.notices.say(About.FAST, FAST)
        elif after <= NOTICE:
            self.notices.unsay(About.FAST)

    def _fall_silent(self) -> None:
        self.sleep_minutes = None
        self.recordings.pause(fade=FADE)
        self.reader.pause(fade=FADE)
        self._tell()

    def _setting_changed(self, event: SettingChanged) -> None:
        if not event.key.startswith("listen."):
            return
        settings = self._app.settings
        if self.sitting is not None:
            self.sitting.follow_settings()
        if event.key == DELAY.key:
            self.reader.set_delay(float(settings.get(DELAY)))
        elif event.key == VOICE.key:
            self.voicing.usual_changed(self._usual_voice)
        self._tell()

    def _usual_voice(self, language: str, voice: str) -> None:
        """The voice chosen in the settings reads its language from now on."""
        if language:
            self._store.save_voice(language, voice, self._app.clock.now().wall)
        self._find_voice()

    def _quiet_changed(self, event: QuietChanged) -> None:
        if event.quiet:
            self.end_session()


def _of_check(asked: Question, to_kind: str) -> Handed:
    """A gap is an item as it stands; a night's question needs the whole sentence."""
    source, check = Ref("reading_check", asked.id), asked.check
    if check.kind is CheckKind.CLOZE and to_kind == "drill":
        return Handed(asked.written, source, to_kind, check.right)
    return Handed(f"{check.before}{check.right}{check.after}", source, to_kind)
