"""Stand-ins for the ports in ``spindle.core.ports``, and an ``App`` put together from them.

Nothing here starts a thread or waits: database jobs run at once, alarms ring when ``Time`` passes
them, notifications are read from lists.
"""

import sqlite3
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import sqlite_utils

from spindle.core.clock import ManualClock, Moment
from spindle.core.events import Bus, Event
from spindle.core.feature import App, Asking, Feature
from spindle.core.frames import pack, receive
from spindle.core.ids import SessionId
from spindle.core.jobs_port import JobFailed, Tell, ignore
from spindle.core.keyring_port import Keyring, KeyringError, Silence
from spindle.core.ports import Cancel, Notification
from spindle.core.session import Session
from spindle.core.sessions import SessionLog, Sessions
from spindle.core.settings import Settings
from spindle.core.sound_port import Sound
from spindle.core.value import ValueModel
from spindle.storage import driver
from spindle.storage.safe import ProfileSafe
from tests.helpers.fake_sound import FakeSound

T = TypeVar("T")
E = TypeVar("E", bound=Event)

MORNING = datetime(2026, 3, 10, 9, 0)


class FakePost:
    """Runs posted jobs at once."""

    def __call__(self, job: Callable[[], None]) -> None:
        job()


class FakeAlarm:
    """One shot, rung by ``Time.pass_`` or by hand."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.due: int | None = None
        self._ring: Callable[[], None] | None = None

    def set(self, delay: int, ring: Callable[[], None]) -> None:
        self.due = self._clock.now().awake + max(0, delay)
        self._ring = ring

    def clear(self) -> None:
        self.due = self._ring = None

    def ring(self) -> None:
        """Ring now, due or not; a cleared one does nothing."""
        ring, self.due, self._ring = self._ring, None, None
        if ring is not None:
            ring()


class Time:
    """The manual clock together with the alarms that hang on it."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.alarms: list[FakeAlarm] = []

    def new_alarm(self) -> FakeAlarm:
        self.alarms.append(FakeAlarm(self.clock))
        return self.alarms[-1]

    def pass_(self, microseconds: int) -> Moment:
        """Let time pass awake, ringing each alarm at its moment, in order."""
        end = self.clock.now().awake + microseconds
        while True:
            due = [alarm for alarm in self.alarms if alarm.due is not None and alarm.due <= end]
            if not due:
                break
            first = min(due, key=lambda alarm: alarm.due or 0)
            self._reach(first.due or 0)
            first.ring()
        self._reach(end)
        return self.clock.now()

    def _reach(self, awake: int) -> None:
        self.clock.advance(max(0, awake - self.clock.now().awake))


class FakeNotifier:
    """Keeps what is on the screen now, and all that ever was."""

    def __init__(self) -> None:
        self.shown: dict[str, Notification] = {}
        self.history: list[Notification] = []
        self._chosen: dict[str, Callable[[str], None]] = {}

    def show(self, notification: Notification, chosen: Callable[[str], None]) -> None:
        self.shown[notification.purpose] = notification
        self.history.append(notification)
        self._chosen[notification.purpose] = chosen

    def withdraw(self, purpose: str) -> None:
        self.shown.pop(purpose, None)
        self._chosen.pop(purpose, None)

    def choose(self, purpose: str, action: str) -> None:
        """Press a button of a shown notification, which closes it."""
        chosen = self._chosen[purpose]
        self.withdraw(purpose)
        chosen(action)


class FakeReminders:
    """Reminders that ring when told, of the names that were declared."""

    def __init__(self, clock: ManualClock, known: Collection[str]) -> None:
        self._clock = clock
        self._known = frozenset(known)
        self.dailies: dict[str, tuple[int, Callable[[int, Moment], None]]] = {}
        self.onces: dict[str, tuple[int, Callable[[int, Moment], None]]] = {}

    def daily(self, name: str, minute: int, ring: Callable[[int, Moment], None]) -> None:
        self._check(name)
        self.dailies[name] = (minute, ring)

    def once(self, name: str, wall: int, ring: Callable[[int, Moment], None]) -> None:
        self._check(name)
        self.onces[name] = (wall, ring)

    def _check(self, name: str) -> None:
        if name not in self._known:
            message = f"no feature declares the reminder {name}"
            raise ValueError(message)

    def cancel(self, name: str) -> None:
        self.dailies.pop(name, None)
        self.onces.pop(name, None)

    def ring(self, name: str, planned: int | None = None) -> None:
        """Ring a reminder now; ``planned`` (µs UTC) says when it should have rung."""
        now = self._clock.now()
        if name in self.onces:
            wall, ring = self.onces.pop(name)
            ring(wall if planned is None else planned, now)
        else:
            ring = self.dailies[name][1]
            ring(now.wall if planned is None else planned, now)


class FakeWakes:
    """Tells its subscribers of a wake when told."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.subscribers: list[Callable[[Moment], None]] = []

    def subscribe(self, woke: Callable[[Moment], None]) -> Cancel:
        self.subscribers.append(woke)

        def cancel() -> None:
            if woke in self.subscribers:
                self.subscribers.remove(woke)

        return cancel

    def wake(self) -> None:
        for woke in tuple(self.subscribers):
            woke(self._clock.now())


class FakeJobs:
    """Runs tasks at once, in this process; what goes there and back is packed as for a process.

    ``failure``, once set, is what every job fails with. ``started`` has each task's name. While
    ``holding``, jobs wait for ``release()``, and a cancelled one never runs.
    """

    def __init__(self) -> None:
        self.failure: JobFailed | None = None
        self.started: list[str] = []
        self.holding = False
        self._held: list[Callable[[], None]] = []

    def run(
        self,
        task: str,
        arguments: Mapping[str, object],
        *,
        told: Tell = ignore,
        done: Callable[[Any], None],
        failed: Callable[[JobFailed], None],
    ) -> Cancel:
        self.started.append(task)
        job = partial(self._work, task, _through_a_pipe(dict(arguments)), told, done, failed)
        if not self.holding:
            job()
            return lambda: None
        self._held.append(job)
        return lambda: self._held.remove(job) if job in self._held else None

    def release(self) -> None:
        """Run what was held."""
        self.holding = False
        held, self._held = self._held, []
        for job in held:
            job()

    def _work(
        self,
        task: str,
        arguments: Any,
        told: Tell,
        done: Callable[[Any], None],
        failed: Callable[[JobFailed], None],
    ) -> None:
        module, _, name = task.partition(":")
        function = getattr(import_module(module), name)
        try:
            if self.failure is not None:
                raise self.failure
            result = function(lambda plain: told(_through_a_pipe(plain)), **arguments)
        except JobFailed as failure:
            failed(failure)
        else:
            done(_through_a_pipe(result))


def _through_a_pipe(plain: object) -> Any:
    return receive(BytesIO(pack(plain)))


class FakeDatabase:
    """A real SQLite file whose jobs run at once, in the calling thread.

    ``hold()`` keeps the ``done`` of later writes back until ``release()``: what the screen shows
    before a commit. ``error``, once set, is what each write fails with. Closed, it does what the
    worker does after its end: whatever still comes is neither done nor answered.
    """

    opened: ClassVar["weakref.WeakSet[FakeDatabase]"] = weakref.WeakSet()
    """Those of this test; whatever it leaves open is closed behind it."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.opened.add(self)
        self._path = path
        self.key: Callable[[], Any] = lambda: None
        self._open()
        self.error: Exception | None = None
        self.failures: list[Exception] = []
        self.writes = 0
        self.kept: list[Mapping[str, object]] = []
        self._held: list[Callable[[], None]] | None = None
        self._closed = False

    def write(
        self,
        job: Callable[[Any], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        keep: Mapping[str, object] | None = None,
    ) -> None:
        if self._closed:
            return
        self.writes += 1
        if keep is not None:
            self.kept.append(keep)
        try:
            result = self._transact(job)
        except (sqlite3.Error, OSError) as error:
            self.failures.append(error)
            if failed is not None:
                self._tell(partial(failed, error))
            return
        if done is not None:
            self._tell(lambda: done(result))

    def beat(self, job: Callable[[Any], object]) -> None:
        self.write(job)

    def read(
        self,
        job: Callable[[sqlite3.Connection], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        if self._closed:
            return
        try:
            result = job(self.connection)
        except (sqlite3.Error, ValueError) as error:
            if failed is None:
                raise
            failed(error)
            return
        self._tell(lambda: done(result))

    def rest(self, rested: Callable[[], None]) -> None:
        self.connection.close()
        rested()

    def resume(
        self,
        change: Callable[[], None] | None = None,
        done: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """At once; ``key`` says what the file is opened with afterwards."""
        ended, error = done, None
        try:
            if change is not None:
                change()
        except Exception as caught:  # noqa: BLE001 - as the worker does
            ended, error = None, caught
        self._open()
        if error is not None and failed is not None:
            failed(error)
        if ended is not None:
            ended()

    def hold(self) -> None:
        self._held = []

    def release(self) -> None:
        held, self._held = self._held or [], None
        for tell in held:
            tell()

    def tell_next(self) -> None:
        """Give the oldest answer that is held back; those that follow from it are held, too."""
        assert self._held
        self._held.pop(0)()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """All rows of a query as dictionaries."""
        return [dict(row) for row in self.connection.execute(sql, parameters)]

    def close(self) -> None:
        self._closed = True
        self.connection.close()

    def _open(self) -> None:
        key = self.key()
        if key is None:
            self.connection = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False
            )
            self.connection.row_factory = sqlite3.Row
        else:
            self.connection = driver.connect(Path(self._path), key=key)
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.db = sqlite_utils.Database(self.connection)

    def _tell(self, tell: Callable[[], None]) -> None:
        if self._held is None:
            tell()
        else:
            self._held.append(tell)

    def _transact(self, job: Callable[[Any], T]) -> T:
        if self.error is not None:
            raise self.error
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            result = job(self.db)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        return result


@dataclass
class MemoryLog:
    """A session log in a dictionary: each row as the database would hold it now."""

    rows: dict[SessionId, Session] = field(default_factory=dict)
    beats: list[tuple[SessionId, int, int]] = field(default_factory=list)
    value_states: list[str] = field(default_factory=list)

    def insert(self, session: Session) -> None:
        self.rows[session.id] = session

    def beat(self, session: SessionId, seen: int, active: int) -> None:
        self.beats.append((session, seen, active))
        self.rows[session] = replace(self.rows[session], last_seen=seen, active=active)

    def close(self, session: Session) -> None:
        self.rows[session.id] = session

    def rate(self, session: Session, *, first: bool, value_state: str | None) -> None:
        self.rows[session.id] = session
        if first and value_state is not None:
            self.value_states.append(value_state)


class FakeKeyring:
    """Implements ``Keyring`` in memory. ``silence``, once set, is how it answers to everything."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.silence: Silence | None = None

    def get(self, name: str) -> bytes | None:
        self._answer()
        return self.kept.get(name)

    def put(self, name: str, secret: bytes) -> None:
        self._answer()
        self.kept[name] = secret

    def remove(self, name: str) -> None:
        self._answer()
        self.kept.pop(name, None)

    def _answer(self) -> None:
        if self.silence is not None:
            raise KeyringError(self.silence)


class FakeSafe(ProfileSafe):
    """The real one of a profile, whose vault answers at once, or with ``release()`` if ``holding``.

    Its slots cost what they cost; a test that makes some sets ``cheap`` ones first.
    """

    def __init__(self, profile: Path, keyring: Keyring | None = None) -> None:
        super().__init__(profile, FakePost(), lambda: keyring or FakeKeyring())
        self.holding = False
        self._held: list[Callable[[], None]] = []

    def ask(
        self,
        question: Callable[[Any], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        answer = partial(self._answer, question, done, failed)
        if self.holding:
            self._held.append(answer)
        else:
            answer()

    def release(self) -> None:
        """Answer what was held."""
        self.holding = False
        held, self._held = self._held, []
        for answer in held:
            answer()


class FakeApp(App):
    """An ``App`` whose outside can be looked at and pushed."""

    def __init__(
        self,
        *,
        time: Time,
        data: FakeDatabase,
        notes: FakeNotifier,
        reminding: FakeReminders,
        waking: FakeWakes,
        sounding: FakeSound,
        working: FakeJobs,
        **ports: Any,
    ) -> None:
        super().__init__(**ports)
        self.time = time
        self.data = data
        self.notes = notes
        self.reminding = reminding
        self.waking = waking
        self.sounding = sounding
        self.working = working
        self.heard: list[Event] = []

    def hear(self, *kinds: type[Event]) -> list[Event]:
        """Keep every later event of these classes in ``heard``."""
        for kind in kinds:
            self.bus.subscribe(kind, self.heard.append)
        return self.heard

    def asking(self) -> Asking:
        """What a contribution is handed now."""
        return Asking(at=self.clock.now(), day_start=240, settings=self.settings)

    def suspend(self, microseconds: int) -> None:
        """The machine sleeps and wakes; alarms wait, wakes are told."""
        self.time.clock.suspend(microseconds)
        self.waking.wake()


def make_app(
    tmp_path: Path,
    clock: ManualClock | None = None,
    features: Iterable[Feature] = (),
    *,
    log: SessionLog | None = None,
    services: bool = True,
    sound: Sound | None = None,
) -> FakeApp:
    """An app with a migrated database in ``tmp_path`` and the services of ``features`` running.

    Args:
        tmp_path: Where ``spindle.db`` is made, or found again from an earlier call.
        clock: Tuesday 10 March 2026, 09:00 UTC when left out.
        features: Their migrations run after the core's.
        log: Writes to the database when left out.
        services: Whether services and commands are built.
        sound: A real one in place of the fake.
    """
    features = tuple(features)
    time = Time(clock or ManualClock(MORNING))
    data = FakeDatabase(tmp_path / "spindle.db")
    migrate(data, features)
    bus = Bus()
    notes, waking = FakeNotifier(), FakeWakes(time.clock)
    working = FakeJobs()
    reminding = FakeReminders(time.clock, [name for each in features for name in each.reminders])
    sounding = FakeSound()
    settings = Settings(bus, lambda _key, _value: None)
    app = FakeApp(
        clock=time.clock,
        bus=bus,
        post=FakePost(),
        settings=settings,
        sessions=Sessions(time.clock, bus, log or _database_log(data, time.clock), ValueModel()),
        database=data,
        notifier=notes,
        reminders=reminding,
        wakes=waking,
        jobs=working,
        new_alarm=time.new_alarm,
        sound=sound or sounding,
        profile=tmp_path,
        features=features,
        safe=FakeSafe(tmp_path),
        time=time,
        data=data,
        notes=notes,
        reminding=reminding,
        waking=waking,
        sounding=sounding,
        working=working,
    )
    if services:
        for feature in features:
            if feature.service is not None:
                app.services[feature.id] = feature.service(app)
            app.commands.update({command.id: command for command in feature.commands(app)})
    return app


def migrate(data: FakeDatabase, features: Iterable[Feature]) -> None:
    """Make the core's tables, then each feature's."""
    from spindle.storage.migrations import MIGRATIONS  # noqa: PLC0415 - as late as the app does

    for migrations in (MIGRATIONS, *(f.migrations() for f in features if f.migrations)):
        migrations.apply(data.db)


def _database_log(data: FakeDatabase, clock: ManualClock) -> SessionLog:
    from spindle.storage.session_log import DatabaseSessionLog  # noqa: PLC0415 - as above

    return DatabaseSessionLog(data, clock)
