"""Listen for everybody else: what a person can do with a text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from spindle.core.clock import MINUTE
from spindle.core.feature import App, Handed, PageAsked
from spindle.core.ids import Ref, new_id
from spindle.core.presence import QuietChanged
from spindle.core.session import Outcome
from spindle.core.settings import SettingChanged
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.listen.flow import FADE, Flow
from spindle.features.listen.media import Media
from spindle.features.listen.records import Kept, MarkKind
from spindle.features.listen.script import Line, Script
from spindle.features.listen.settings import DELAY, VOICE
from spindle.features.listen.text.model import Place
from spindle.features.listen.text.skip import Reason
from spindle.features.listen.velocity.check import CHOICES
from spindle.features.listen.velocity.controller import NOTICE

SHOWN: Final = 1_500_000
"""How long an answer stays on the screen, in µs."""

STEP: Final = 5.0
"""What faster and slower add and take, in wpm."""

FAST: Final = N_(
    "Listen",
    "Above 300 words a minute most people understand clearly less, also those who feel they follow "
    "(Kuperman and others, 2021).",
)


HANDED: Final = {
    "drill": N_("Listen", "It waits in Drill, to be made an item."),
    "question": N_("Listen", "It is among the questions for tonight."),
}


class ListenService(Flow):
    """What page, finder and commands talk to. GUI thread."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._sleep = app.new_alarm()
        self._media = Media(app, self)
        self._farewells: tuple[Callable[[], None], ...] = (
            app.bus.subscribe(SettingChanged, self._setting_changed),
            app.bus.subscribe(QuietChanged, self._quiet_changed),
        )

    @property
    def wpm(self) -> float:
        """The speed in force."""
        return 0.0 if self.sitting is None else self.sitting.ramp.speed

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

    def remove(self, name: str) -> Callable[[], None]:
        """Take a document out of the library, and close it; the inverse puts it back."""
        if self.document is not None and self.document.id == name:
            self._close()
            self.reader.close()
        if self.recordings.document is not None and self.recordings.document.id == name:
            self.recordings.close()
        put_back = self.library.remove(name)
        self._tell()
        return put_back

    def go_to_chapter(self, number: int) -> None:
        """To the beginning of a chapter; sounds on if it sounded."""
        self._leave_check()
        self._load(Place(number, 0, 0), play=self.playing)

    def next_chapter(self, by: int = 1) -> None:
        """So many chapters further or back."""
        if self.document is not None and self.script is not None:
            last = len(self.document.chapters) - 1
            self.go_to_chapter(min(max(self.script.chapter + by, 0), last))

    # Playing

    def toggle(self) -> None:
        """Play or pause; with an answered check on the screen go on at once."""
        if self.recordings.document is not None:
            self.recordings.toggle()
            return
        if self.asked is not None and self.asked.is_open:
            return
        if self.playing:
            self.pause()
        else:
            self.play()

    def pause(self) -> None:
        """Rest at the sample that sounds."""
        self.recordings.pause()
        self.reader.pause()

    def step(self, by: int) -> None:
        """So many sentences further or back; 0 says this one again."""
        self._walk(lambda script, line: script.step(line, by), back=by <= 0)

    def paragraph(self, by: int) -> None:
        """To the next paragraph, or the start of this one, or of the one before."""
        self._walk(lambda script, line: script.paragraph(line, by), back=by < 0)

    def skip(self, seconds: float) -> None:
        """So many seconds forward or back."""
        if self.recordings.document is not None:
            self.recordings.skip(seconds)
            return
        self._leave_check()
        if seconds < 0 and self.sitting is not None:
            self.sitting.rewound()
        self.reader.skip(seconds)

    def play_from(self, place: Place) -> None:
        """From the word at a place of this chapter."""
        script = self.script
        line = None if script is None else script.at(place)
        if line is not None:
            self._leave_check()
            inside = line.span.start <= place.offset < line.span.end and line.block == place.block
            self.reader.go(line, place.offset if inside else None)
            self._rested_at = None
            self.play()

    def open_at(self, place: Place) -> None:
        """To a place of the open document, in whatever chapter; sounds on if it sounded."""
        self._leave_check()
        self._load(place, play=self.playing)

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
        self._tell()

    # Speed

    def set_speed(self, wpm: float) -> None:
        """The listener wants this speed."""
        if self.sitting is None:
            return
        change = self.sitting.set_speed(wpm)
        if change is not None:
            self.reader.set_wpm(self.sitting.ramp.speed)
            self._heed(change.after, change.before)
        self._tell()

    def faster(self, by: float = STEP) -> None:
        """So many words a minute more; less with a negative number. Of a recording, hundredths."""
        if self.recordings.document is not None:
            self.recordings.faster(by / 100)
            return
        self.set_speed(round(self.wpm + by))

    def undo_speed(self) -> None:
        """Take the latest change of speed back."""
        if self.sitting is not None and self.sitting.undo_change() is not None:
            self.reader.set_wpm(self.sitting.ramp.speed)
            self._tell()

    def calibrated(self, wpm: float) -> None:
        """The comfortable speed was found, and this is the one to work at from now on."""
        self.end_session()
        self._begin_at(wpm)
        self.library.refresh()
        self._tell()

    # Checks

    def answer(self, choice: int) -> None:
        """Answer the open check with a choice, 0–3."""
        asked, sitting = self.asked, self.sitting
        if asked is None or sitting is None or not asked.is_open or choice not in range(CHOICES):
            return
        before = sitting.ramp.speed
        sitting.answered(asked.check, asked.place, choice, asked.wpm)
        self.asked = replace(asked, given=choice)
        self._heed(sitting.ramp.speed, before)
        self._asking.over()
        self._after.set(SHOWN, self.play)
        self._tell()

    def skip_check(self) -> None:
        """Go on without an answer; that is no miss."""
        if self.asked is not None and self.asked.is_open:
            self._leave_check()
            self.play()

    def hand_on(self, to_kind: str) -> None:
        """Make the missed check, or the sentence last heard, a drill item or tonight's question."""
        asked, script, line = self.asked, self.script, self.spot.line
        if asked is not None and script is not None:
            line = asked.line if asked.check.before == "" else script.at(asked.place)
        if script is not None and line is not None and self.document is not None:
            text, source = script.written(line), Ref("document", self.document.id)
            self._app.bus.publish(Handed(text, source, to_kind))
            self._notify(HANDED.get(to_kind, ""))

    # What is kept

    def keep(self, kind: MarkKind = MarkKind.SENTENCE, note: str = "") -> None:
        """Keep the sentence being heard; a second time is no second one."""
        script, line, document = self.script, self.spot.line, self.document
        if script is None or line is None or document is None:
            return
        if kind is not MarkKind.NOTE and any(
            each.kind is kind and each.place == line.place for each in self.kept
        ):
            return
        found = Kept(
            id=new_id(),
            kind=kind,
            place=line.place,
            end=line.span.end,
            text=script.written(line),
            note=clean(note).strip(),
            created=self._app.clock.now().wall,
        )
        session = None if self.sitting is None else self.sitting.session
        self._store.keep(document.id, found, None if session is None else session.id)
        self.kept = tuple(sorted((*self.kept, found), key=lambda each: each.place))
        self._tell()

    def drop(self, name: str) -> None:
        """Keep it no longer."""
        self._store.set_removed("reading_mark", name, self._app.clock.now().wall)
        self.kept = tuple(each for each in self.kept if each.id != name)
        self._tell()

    def set_skip(self, reason: Reason, *, on: bool) -> None:
        """Leave a kind of text out of the open document, or say it."""
        document = self.document
        if document is None:
            return
        skips = document.skips | {reason} if on else document.skips - {reason}
        self._store.save_skips(document.id, skips, self._app.clock.now().wall)
        changed = replace(document, skips=skips)
        self.reader.document = changed
        self._store.ask_script(changed, self.spot.place.chapter, self._respoken, self._damaged)

    def respeak(self) -> None:
        """Rules of pronunciation have changed: the open chapter is said by them at once."""
        if self.document is not None:
            chapter = self.spot.place.chapter
            self._store.ask_script(self.document, chapter, self._respoken, self._damaged)

    # Sleep

    def sleep_in(self, minutes: int | None) -> None:
        """Fall silent after so many minutes, growing quieter; None: not."""
        self._sleep.clear()
        self.sleep_at = None
        self.sleep_after_chapter = False
        if minutes is not None:
            self.sleep_at = self._app.clock.now().awake + minutes * MINUTE
            self._sleep.set(minutes * MINUTE, self._fall_silent)
        self._tell()

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

    def stop(self) -> None:
        """Spindle is closing."""
        for farewell in self._farewells:
            farewell()
        self._farewells = ()
        self._media.stop()
        self._after.clear()
        self._sleep.clear()
        self._close()
        self.recordings.close()
        self.library.stop()
        self.reader.stop()

    # Inside

    def _walk(self, way: Callable[[Script, Line], Line], *, back: bool) -> None:
        script, line = self.script, self.spot.line
        if script is None or line is None:
            return
        self._leave_check()
        if back and self.sitting is not None:
            self.sitting.rewound()
        self._rested_at = None
        self.reader.go(way(script, line))
        if not self.playing:
            self._save_position()
        self._tell()

    def _heed(self, after: float, before: float) -> None:
        """Say once, on the way up, what is known about listening that fast."""
        if before <= NOTICE < after:
            self.notice = (FAST, ())
        elif after <= NOTICE and self.notice[0] == FAST:
            self.notice = ("", ())

    def _fall_silent(self) -> None:
        self.sleep_at = None
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
        elif event.key == VOICE.key and self.document is not None:
            self.reader.set_voice(settings.get(VOICE))
            self.end_session()
        self._tell()

    def _quiet_changed(self, event: QuietChanged) -> None:
        if event.quiet:
            self.end_session()
