"""The journal while the app runs: which scene is shown, the way through a night, the quiet."""

from spindle.core.clock import Moment
from spindle.core.feature import App, Contributed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.core.session import Outcome
from spindle.core.settings import SettingChanged
from spindle.core.translate import N_
from spindle.core.undo import Undo
from spindle.features.journal import model
from spindle.features.journal.changes import JournalChanged
from spindle.features.journal.dimming import Dimming
from spindle.features.journal.glance import last_night
from spindle.features.journal.half import Half
from spindle.features.journal.inbox import Inbox
from spindle.features.journal.measuring import Measuring
from spindle.features.journal.model import Hours, Night, Scene
from spindle.features.journal.morning_call import MorningCall
from spindle.features.journal.reminding import EveningReminder
from spindle.features.journal.settings import DIARY, EVENING_ON, hours
from spindle.features.journal.shelving import Shelving
from spindle.features.journal.tonight import Tonight
from spindle.features.journal.writing import FEATURE, Inverse, Writing


class JournalService:
    """Verbs of the journal. Every one answers at once and writes behind. GUI thread.

    Attributes:
        writing: Saves and fetches what the page shows.
        shelving: Verbs on what is kept.
        tonight: The night's record.
        undo: What can be taken back on its page.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._scene = Scene.LIBRARY
        self._quiet = False
        self._seen = False
        self._postponed: str | None = None
        self._half = Half(app)
        self.writing = Writing(
            app, lambda: self.hours.day_start, self._half.touch, lambda: self.hidden
        )
        self.shelving = Shelving(app, self.writing, lambda: self.hidden)
        self.tonight = Tonight(app, self.writing, lambda: self.hours.day_start)
        self.undo = Undo()
        self._inbox = Inbox(app, self.writing, self.undo)
        self._measuring = Measuring(app, self.tonight)
        self._dimming = Dimming(app)
        self._reminder = EveningReminder(
            app,
            hours=lambda: self.hours,
            wanted=self._wanted,
            begin=self.open_evening,
            skip=self.not_tonight,
        )
        self._call = MorningCall(
            app,
            hours=lambda: self.hours,
            came=self.refresh,
            write=self.open_morning,
            nothing=self._nothing_came,
        )
        self._leaves = (
            app.bus.subscribe(SettingChanged, self._setting_changed),
            app.wakes.subscribe(lambda _: self._woke_up()),
        )
        self._reminder.plan(on=app.settings.get(EVENING_ON))
        now = app.clock.now().wall
        app.database.read(lambda db: last_night(db, now), self._loaded)

    @property
    def scene(self) -> Scene:
        """What the page shows."""
        return self._scene

    @property
    def night(self) -> Night | None:
        """The night that began last."""
        return self.tonight.night

    @property
    def quiet(self) -> bool:
        """Whether Spindle rests."""
        return self._quiet

    @property
    def hours(self) -> Hours:
        """The user's times in force."""
        return hours(self._app.settings, self._app.settings.get(DAY_START))

    @property
    def morning_waits(self) -> bool:
        """Whether a morning can be written now."""
        return model.awaits_morning(self.night, self._now(), self.hours)

    @property
    def hidden(self) -> str | None:
        """The question that is shown nowhere until the morning is caught."""
        waits = model.in_morning(self.night, self._now(), self.hours)
        return self.night.question if waits and self.night is not None else None

    @property
    def gone(self) -> float:
        """How much of the time of the evening's step is gone, 0-1."""
        return self._measuring.gone

    @property
    def evening_planned(self) -> int | None:
        """When tonight's evening is offered (µs UTC), if it is still to come."""
        at = self._now()
        planned = model.evening_starts(at, self.hours)
        on = self._app.settings.get(EVENING_ON)
        return planned if on and planned > at.wall and self._wanted() else None

    def stop(self) -> None:
        """Leave everything written and every reminder off."""
        for part in (self._inbox, self._reminder, self._call, self._dimming):
            part.stop()
        for leave in self._leaves:
            leave()
        self._measuring.scene(Scene.LIBRARY)
        self._measuring.rested()
        self._half.end(Outcome.STOPPED)

    def open_evening(self) -> None:
        """Begin tonight's evening, or go on with it where it was left."""
        at = self._now()
        self._measuring.rested()
        if not self.tonight.begun:
            self._measuring.begin()
        night = self._here()
        title = N_("journal", "Evening")
        session = self._half.begin("evening", title)
        step = night.step if night.step in model.EVENING else Scene.UNLOAD
        self.tonight.keep(night._replace(closed=None, woken=None, skipped=False, session=session))
        self._reminder.settle()
        self._set_quiet(quiet=False)
        self._app.bus.publish(PresenceChanged(phase=Phase.EVENING, title=title, at=at))
        self._show(step)
        # An evening nobody closes ends at the morning hour, on a machine that stays awake too.
        self._call.plan(self.tonight.here())
        self._app.bus.publish(PageAsked(FEATURE))

    def go(self, step: Scene) -> None:
        """Go to a step of the open evening; a later start goes on there."""
        night = self.night
        if night is not None and self._scene in model.EVENING and step in model.EVENING:
            self._half.touch()
            self.tonight.keep(night._replace(step=step))
            self._show(step)

    def choose(self, question: str | None) -> Inverse:
        """Take a question to bed, or none."""
        self._half.touch()
        return self.tonight.choose(question)

    def leave_evening(self) -> None:
        """Leave without a good night; everything written stays and can be gone on with."""
        self._leave(Outcome.STOPPED)
        self._rest()

    def not_tonight(self) -> Inverse:
        """No evening, and no more asking, tonight; what was written stays."""
        self._reminder.settle()
        if self._scene in model.EVENING and self.night is not None:
            self.tonight.keep(self.night._replace(skipped=True))
            self.leave_evening()
        elif self._wanted():
            self.tonight.keep(self.tonight.here()._replace(skipped=True))
        return self._tonight_after_all

    def good_night(self) -> None:
        """Close the evening: Spindle is quiet until the morning hour or woken on purpose."""
        if self._quiet:
            return
        self._measuring.rested()
        night = model.closed(self._here(), self._now().wall)._replace(woken=None, skipped=False)
        self._reminder.settle()
        self.tonight.keep(night._replace(step=Scene.LEAVE))
        self._half.end(Outcome.COMPLETED)
        self._show(Scene.QUIET)
        self._set_quiet(quiet=True)
        self._call.plan(night)
        self._app.bus.publish(PageAsked(FEATURE))

    def wake(self) -> None:
        """Wake Spindle on purpose, before the morning hour."""
        if self._quiet and self.night is not None:
            self.tonight.keep(self.night._replace(woken=self._now().wall))
            began = self._measuring.used if self.morning_waits else self._measuring.woken
            began()
            self._set_quiet(quiet=False)
            self._show(Scene.CAPTURE if self.morning_waits else Scene.LIBRARY)

    def open_slip(self) -> None:
        """Park something from bed without waking Spindle."""
        if self._scene is Scene.QUIET:
            self._show(Scene.SLIP)

    def close_slip(self) -> None:
        """It is parked; the quiet goes on."""
        if self._scene is Scene.SLIP:
            self._show(Scene.QUIET)

    def open_morning(self) -> None:
        """Catch what came, before the question is shown."""
        if self.morning_waits:
            self._show(Scene.CAPTURE)
            self._app.bus.publish(PageAsked(FEATURE))

    def arrive(self) -> None:
        """The page came to the front: the morning first, unless it was left for later."""
        night = self.night
        if (
            night is not None
            and self._scene is Scene.LIBRARY
            and night.id != self._postponed
            and model.in_morning(night, self._now(), self.hours)
        ):
            self._show(Scene.CAPTURE)

    def begin_capture(self) -> None:
        """Something is being written: the morning's session begins."""
        self._measuring.used()
        self._half.begin("morning", N_("journal", "Morning"))

    def captured(self, *, nothing: bool = False) -> None:
        """The morning is written down, or nothing came; now the question may be seen."""
        night = self.night
        if night is None or night.closed is None or night.captured is not None:
            return
        self.begin_capture()
        self._call.settle()
        self.tonight.capture(nothing=nothing)
        self._show(self._after_capture() if night.question is None else Scene.OUTCOME)

    def after_outcome(self) -> None:
        """From the question to the diary, or to the to-do lines."""
        self._show(self._after_capture())

    def open_lines(self) -> None:
        """Show the to-do lines; before the capture, that comes first."""
        if self.morning_waits:
            self.open_morning()
        elif self._scene is Scene.LIBRARY:
            self._show(Scene.LINES)
            self._app.bus.publish(PageAsked(FEATURE))

    def to_lines(self) -> None:
        """On to the to-do lines."""
        self._show(Scene.LINES)

    def finish_morning(self) -> None:
        """The day begins."""
        self._leave(Outcome.COMPLETED)

    def later(self) -> None:
        """Leave the morning for later; what was written stays."""
        self._postponed = None if self.night is None else self.night.id
        self._leave(Outcome.STOPPED)

    def focus_on(self, question: str) -> None:
        """Start a block with a question."""
        if self._scene is not Scene.LIBRARY:
            self._half.end(Outcome.COMPLETED)
            self._show(Scene.LIBRARY)
        self._app.run("focus.start", Ref("question", question))

    def refresh(self) -> None:
        """Bring scene and quiet up to this moment: after a wake, a clock step, a new zone."""
        night = self.night
        if night is None:
            return
        if model.slept_through(night, self._now(), self.hours):
            self._end_open_evening(night)
        self._follow_clock()

    def look(self, *, seen: bool) -> None:
        """Whether somebody can see the page now: what stands on it needs no notification."""
        self._seen = seen
        if seen:
            self._in_use()
        if seen and self._scene is Scene.CAPTURE and self.night is not None:
            self._call.asked(self.night)

    def _loaded(self, night: Night | None) -> None:
        if self.night is not None or night is None:
            return
        self.tonight.adopt(night)
        self._woke_up()
        if self._quiet:
            self._show(Scene.QUIET)
            self._app.bus.publish(PageAsked(FEATURE))

    def _end_open_evening(self, night: Night) -> None:
        """An evening left open is over at the morning hour, on its page or after a crash."""
        if self._scene not in model.EVENING:
            self._fell_asleep(night, night.began)
            return
        # Never at the morning hour or later: that would be a good night for the next one.
        hour = model.morning_hour(night, night.began, self._now().zone, self.hours)
        left = min(max(night.began, self._half.touched.wall), hour - 1)
        self._half.end(Outcome.STOPPED, ended=left)
        self._fell_asleep(night, left)
        self._rest()
        self._show(Scene.CAPTURE if self.morning_waits else Scene.LIBRARY)

    def _fell_asleep(self, night: Night, left: int) -> None:
        """A chosen question left open for the night is a good night, too."""
        if night.question is not None and not night.skipped:
            self.tonight.keep(model.closed(night, left))

    def _follow_clock(self) -> None:
        night = self.night
        if night is None:
            return
        if self._now().wall >= model.ends(night, self._now().zone, self.hours):
            self._measuring.rested()
        quiet = model.is_quiet(night, self._now(), self.hours)
        self._set_quiet(quiet=quiet)
        if quiet and self._scene is Scene.LIBRARY:
            self._show(Scene.QUIET)  # a clock that was wrong for a while is right again
        elif not quiet and self._scene in {Scene.QUIET, Scene.SLIP}:
            self._show(Scene.CAPTURE if self.morning_waits else Scene.LIBRARY)
        open_ = night.closed is None and not model.slept_through(night, self._now(), self.hours)
        if open_ or self._now().wall < model.ends(night, self._now().zone, self.hours):
            self._call.plan(night)
        if not quiet:
            self._ask(night)

    def _ask(self, night: Night) -> None:
        """One way of asking for the morning is enough: its page, or the notification."""
        if self._seen and self._scene is Scene.CAPTURE:
            self._call.asked(night)
        else:
            self._call.ask(night)

    def _after_capture(self) -> Scene:
        return Scene.DIARY if self._app.settings.get(DIARY) else Scene.LINES

    def _tonight_after_all(self) -> None:
        night = self.night
        if night is not None and night.skipped and self.tonight.begun:
            self.tonight.keep(night._replace(skipped=False))

    def _here(self) -> Night:
        """The night of this moment, with the lights-out that the person means."""
        night = self.tonight.here(still_open=self._scene in model.EVENING)
        return night._replace(lights_out=model.lights_out(self._now(), self.hours))

    def _woke_up(self) -> None:
        """The machine was opened or the program started: somebody is there."""
        self.refresh()
        self._in_use()

    def _in_use(self) -> None:
        if self.morning_waits:
            self._measuring.used()

    def _nothing_came(self) -> None:
        self.captured(nothing=True)
        self._app.bus.publish(PageAsked(FEATURE))

    def _wanted(self) -> bool:
        return not self._quiet and not self.tonight.begun

    def _leave(self, outcome: Outcome) -> None:
        self._half.end(outcome)
        self._show(Scene.LIBRARY)
        self._app.bus.publish(PageAsked("today"))

    def _show(self, scene: Scene) -> None:
        self._scene = scene
        self._measuring.scene(scene)
        self._app.bus.publish(JournalChanged(scene))

    def _set_quiet(self, *, quiet: bool) -> None:
        if quiet != self._quiet:
            self._quiet = quiet
            self._app.bus.publish(QuietChanged(quiet, FEATURE, "journal.wake"))
            if not quiet:
                self._rest()

    def _rest(self) -> None:
        if not self._reminder.busy:
            self._app.bus.publish(PresenceChanged(phase=Phase.IDLE, title="", at=self._now()))

    def _setting_changed(self, change: SettingChanged) -> None:
        if change.key.startswith("journal.") or change.key == DAY_START.key:
            self._reminder.plan(on=self._app.settings.get(EVENING_ON))
            self.refresh()
            self._app.bus.publish(Contributed(FEATURE))

    def _now(self) -> Moment:
        return self._app.clock.now()
