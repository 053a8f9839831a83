"""The journal while the app runs: which scene is shown, the night's record, the quiet."""

from spindle.core.clock import Moment
from spindle.core.feature import App, Contributed, Handed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.ids import Ref, new_id
from spindle.core.presence import Phase, PresenceChanged, QuietChanged
from spindle.core.session import Outcome
from spindle.core.settings import SettingChanged
from spindle.core.translate import N_
from spindle.features.journal import model
from spindle.features.journal.changes import JournalChanged
from spindle.features.journal.glance import last_night
from spindle.features.journal.half import Half
from spindle.features.journal.model import Came, Hours, Night, Scene
from spindle.features.journal.morning_call import MorningCall
from spindle.features.journal.reminding import EveningReminder
from spindle.features.journal.settings import EVENING_ON, hours
from spindle.features.journal.writing import FEATURE, Writing


class JournalService:
    """Verbs of the journal. Every one answers at once and writes behind. GUI thread.

    Attributes:
        writing: Saves and fetches what the page shows.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._scene = Scene.LIBRARY
        self._night: Night | None = None
        self._quiet = False
        self._postponed: str | None = None
        self._half = Half(app)
        self.writing = Writing(
            app, lambda: self.hours.day_start, self._half.touch, lambda: self.hidden
        )
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
            app.bus.subscribe(Handed, self._handed),
            app.wakes.subscribe(lambda _: self.refresh()),
        )
        self._reminder.plan(on=app.settings.get(EVENING_ON))
        app.database.read(last_night, self._loaded)

    @property
    def scene(self) -> Scene:
        """What the page shows."""
        return self._scene

    @property
    def night(self) -> Night | None:
        """The night that began last."""
        return self._night

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
        return model.awaits_morning(self._night, self._now(), self.hours)

    @property
    def hidden(self) -> str | None:
        """The question that is shown nowhere until the morning is caught."""
        waits = model.in_morning(self._night, self._now(), self.hours)
        return self._night.question if waits and self._night is not None else None

    @property
    def evening_planned(self) -> int | None:
        """When tonight's evening is offered (µs UTC), if it is still to come."""
        at = self._now()
        planned = model.evening_starts(at, self.hours)
        on = self._app.settings.get(EVENING_ON)
        return planned if on and planned > at.wall and self._wanted() else None

    def stop(self) -> None:
        """Leave everything written and every reminder off."""
        self._reminder.stop()
        self._call.stop()
        for leave in self._leaves:
            leave()
        self._half.end(Outcome.STOPPED)

    def open_evening(self) -> None:
        """Begin tonight's evening, or go on with it where it was left."""
        at = self._now()
        night = self._this_night()
        title = N_("journal", "Evening")
        session = self._half.begin("evening", title)
        step = night.step if night.step in model.EVENING else Scene.UNLOAD
        self._keep(night._replace(closed=None, woken=None, skipped=False, session=session))
        self._reminder.settle()
        self._set_quiet(quiet=False)
        self._app.bus.publish(PresenceChanged(phase=Phase.EVENING, title=title, at=at))
        self._show(step)
        # An evening nobody closes ends at the morning hour, on a machine that stays awake too.
        self._call.plan(self._this_night())
        self._app.bus.publish(PageAsked(FEATURE))

    def go(self, step: Scene) -> None:
        """Go to a step of the open evening; a later start goes on there."""
        if self._night is not None and self._scene in model.EVENING and step in model.EVENING:
            self._half.touch()
            self._keep(self._night._replace(step=step))
            self._show(step)

    def choose(self, question: str | None) -> None:
        """Take a question to bed, or none."""
        if self._night is not None and self._night.question != question:
            self._half.touch()
            self._keep(self._night._replace(question=question))

    def leave_evening(self) -> None:
        """Leave without a good night; everything written stays and can be gone on with."""
        self._leave(Outcome.STOPPED)
        self._rest()

    def not_tonight(self) -> None:
        """No evening, and no more asking, tonight; what was written stays."""
        self._reminder.settle()
        if self._scene in model.EVENING and self._night is not None:
            self._keep(self._night._replace(skipped=True))
            self.leave_evening()
        elif self._wanted():
            night = model.begin(new_id(), self._now(), self.hours.day_start)
            self._keep(night._replace(skipped=True))

    def good_night(self) -> None:
        """Close the evening: Spindle is quiet until the morning hour or woken on purpose."""
        if self._quiet:
            return
        night = self._this_night()._replace(closed=self._now().wall, woken=None, skipped=False)
        self._reminder.settle()
        self._keep(night._replace(step=Scene.LEAVE))
        self._half.end(Outcome.COMPLETED)
        self._show(Scene.QUIET)
        self._set_quiet(quiet=True)
        self._call.plan(night)
        self._app.bus.publish(PageAsked(FEATURE))

    def wake(self) -> None:
        """Wake Spindle on purpose, before the morning hour."""
        if self._quiet and self._night is not None:
            self._keep(self._night._replace(woken=self._now().wall))
            self._set_quiet(quiet=False)
            self._show(Scene.CAPTURE if self.morning_waits else Scene.LIBRARY)

    def open_morning(self) -> None:
        """Catch what came, before the question is shown."""
        if self.morning_waits:
            self._show(Scene.CAPTURE)
            self._app.bus.publish(PageAsked(FEATURE))

    def arrive(self) -> None:
        """The page came to the front: the morning first, unless it was left for later."""
        night = self._night
        if (
            night is not None
            and self._scene is Scene.LIBRARY
            and night.id != self._postponed
            and model.in_morning(night, self._now(), self.hours)
        ):
            self._show(Scene.CAPTURE)

    def begin_capture(self) -> None:
        """Something is being written: the morning's session begins."""
        self._half.begin("morning", N_("journal", "Morning"))

    def captured(self, *, nothing: bool = False) -> None:
        """The morning is written down, or nothing came; now the question may be seen."""
        night = self._night
        if night is None or night.closed is None or night.captured is not None:
            return
        self.begin_capture()
        self._call.settle()
        self._keep(night._replace(captured=self._now().wall, nothing_came=nothing))
        self._show(Scene.LINES if night.question is None else Scene.OUTCOME)

    def judge(self, came: Came) -> None:
        """Keep what the morning brought for the question; it may be chosen again."""
        if self._night is not None and self._night.captured is not None:
            self._night = self._night._replace(came=came)
            self.writing.judge(self._night)

    def open_lines(self) -> None:
        """Show the to-do lines; before the capture, that comes first."""
        if self.morning_waits:
            self.open_morning()
        elif self._scene is Scene.LIBRARY:
            self._show(Scene.LINES)
            self._app.bus.publish(PageAsked(FEATURE))

    def to_lines(self) -> None:
        """From the question to the to-do lines."""
        self._show(Scene.LINES)

    def finish_morning(self) -> None:
        """The day begins."""
        self._leave(Outcome.COMPLETED)

    def later(self) -> None:
        """Leave the morning for later; what was written stays."""
        self._postponed = None if self._night is None else self._night.id
        self._leave(Outcome.STOPPED)

    def focus_on(self, question: str) -> None:
        """Start a block with a question."""
        if self._scene is not Scene.LIBRARY:
            self._half.end(Outcome.COMPLETED)
            self._show(Scene.LIBRARY)
        self._app.run("focus.start", Ref("question", question))

    def refresh(self) -> None:
        """Bring scene and quiet up to this moment: after a wake, a clock step, a new zone."""
        night = self._night
        if night is None:
            return
        if self._scene in model.EVENING and model.slept_through(night, self._now(), self.hours):
            # Never at the morning hour or later: that would be a good night for the next one.
            hour = model.quiet_until(night.began, self._now().zone, self.hours.morning)
            left = min(max(night.began, self._half.touched.wall), hour - 1)
            self._half.end(Outcome.STOPPED, ended=left)
            self._fell_asleep(night, left)
            self._rest()
            self._show(Scene.CAPTURE if self.morning_waits else Scene.LIBRARY)
        self._follow_clock()

    def _loaded(self, night: Night | None) -> None:
        if self._night is not None or night is None:
            return
        self._night = night
        if model.slept_through(night, self._now(), self.hours):
            self._fell_asleep(night, night.began)
        self._follow_clock()
        if self._quiet:
            self._show(Scene.QUIET)
            self._app.bus.publish(PageAsked(FEATURE))

    def _fell_asleep(self, night: Night, left: int) -> None:
        """A chosen question left open for the night is a good night, too."""
        if night.question is not None and not night.skipped:
            self._keep(night._replace(closed=left))

    def _follow_clock(self) -> None:
        night = self._night
        if night is None:
            return
        quiet = model.is_quiet(night, self._now(), self.hours)
        self._set_quiet(quiet=quiet)
        if not quiet and self._scene is Scene.QUIET:
            self._show(Scene.CAPTURE if self.morning_waits else Scene.LIBRARY)
        if self._scene in model.EVENING or self._now().wall < model.ends(
            night, self._now().zone, self.hours
        ):
            self._call.plan(night)
        if not quiet:
            self._call.ask(night)

    def _nothing_came(self) -> None:
        self.captured(nothing=True)
        self._app.bus.publish(PageAsked(FEATURE))

    def _wanted(self) -> bool:
        return not self._quiet and not self._tonight()

    def _tonight(self) -> bool:
        return model.is_tonight(self._night, self._now(), self.hours.day_start)

    def _this_night(self) -> Night:
        if self._night is not None and self._tonight() and self._night.captured is None:
            return self._night
        return model.begin(new_id(), self._now(), self.hours.day_start)

    def _leave(self, outcome: Outcome) -> None:
        self._half.end(outcome)
        self._show(Scene.LIBRARY)
        self._app.bus.publish(PageAsked("today"))

    def _keep(self, night: Night) -> None:
        self._night = night
        self.writing.save_night(night)

    def _show(self, scene: Scene) -> None:
        self._scene = scene
        self._app.bus.publish(JournalChanged(scene))

    def _set_quiet(self, *, quiet: bool) -> None:
        if quiet != self._quiet:
            self._quiet = quiet
            self._app.bus.publish(QuietChanged(quiet))
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

    def _handed(self, handed: Handed) -> None:
        if handed.to_kind == "question":
            self.writing.keep_question(self.writing.new_question(handed.text, handed.source))
        elif handed.to_kind == "entry":
            self.writing.keep_entry(handed.text)

    def _now(self) -> Moment:
        return self._app.clock.now()
