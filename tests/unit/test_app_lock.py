"""When the lock falls: by itself, with the desktop, after a sleep, by key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spindle.core.app_lock import LOCK_AFTER, LOCK_IDLE, LOCK_WITH_DESKTOP, AppLock
from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.presence import LockChanged
from tests.helpers.fakes import FakeApp, make_app

pytestmark = pytest.mark.requirement("row-5")


class Desk:
    """A desktop that tells what it is told to tell."""

    def __init__(self) -> None:
        self.ago: int | None = 0
        self._told: list[Callable[[], None]] = []

    def since_touched(self) -> int | None:
        return self.ago

    def is_locked(self) -> bool | None:
        return None

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        self._told.append(told)

    def lock(self) -> None:
        for told in self._told:
            told()


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path)


@pytest.fixture
def desk(app: FakeApp) -> Desk:
    found = Desk()
    app.idle = found
    return found


def idle_after(app: FakeApp, minutes: int) -> None:
    app.settings.set(LOCK_AFTER, minutes)
    app.settings.set(LOCK_IDLE, True)


def test_it_is_open_until_somebody_asks_for_it_and_says_each_change_once(app: FakeApp) -> None:
    heard = app.hear(LockChanged)
    lock = AppLock(app)
    lock.open()
    assert heard == []

    lock.lock()
    lock.lock()
    lock.open()
    lock.open()

    assert heard == [LockChanged(locked=True), LockChanged(locked=False)]


def test_by_itself_it_never_falls_unless_it_was_chosen(app: FakeApp, desk: Desk) -> None:
    lock = AppLock(app)
    desk.ago = 9 * HOUR

    app.time.pass_(9 * HOUR)
    desk.lock()
    app.suspend(9 * HOUR)

    assert not lock.locked


def test_it_falls_when_nothing_was_touched_for_that_long(app: FakeApp, desk: Desk) -> None:
    idle_after(app, 10)
    lock = AppLock(app)

    app.time.pass_(4 * MINUTE)
    desk.ago = SECOND  # touched at the fourth minute, and no more
    app.time.pass_(6 * MINUTE - SECOND)
    desk.ago = 6 * MINUTE
    app.time.pass_(SECOND)
    assert not lock.locked, "asked at the tenth minute, it was touched six minutes ago"
    app.time.pass_(4 * MINUTE - SECOND)
    assert not lock.locked
    desk.ago = 10 * MINUTE
    app.time.pass_(SECOND)

    assert lock.locked


def test_where_the_desktop_tells_nothing_the_windows_own_keys_count(app: FakeApp) -> None:
    idle_after(app, 5)
    lock = AppLock(app)

    app.time.pass_(4 * MINUTE)
    lock.touched()
    app.time.pass_(4 * MINUTE)
    assert not lock.locked
    app.time.pass_(1 * MINUTE)

    assert lock.locked


def test_opened_again_it_counts_from_there(app: FakeApp) -> None:
    idle_after(app, 5)
    lock = AppLock(app)
    app.time.pass_(5 * MINUTE)
    lock.open()

    app.time.pass_(5 * MINUTE - SECOND)
    assert not lock.locked
    app.time.pass_(SECOND)
    assert lock.locked


def test_a_change_of_the_setting_counts_at_once(app: FakeApp, desk: Desk) -> None:
    lock = AppLock(app)
    app.time.pass_(20 * MINUTE)
    desk.ago = 20 * MINUTE

    idle_after(app, 30)
    assert not lock.locked
    app.settings.set(LOCK_AFTER, 15)
    assert lock.locked


def test_switched_off_nothing_is_waiting_to_fall(app: FakeApp) -> None:
    idle_after(app, 5)
    lock = AppLock(app)

    app.settings.set(LOCK_IDLE, False)
    app.time.pass_(HOUR)

    assert not lock.locked


def test_a_machine_that_slept_that_long_is_locked_when_it_wakes(app: FakeApp, desk: Desk) -> None:
    idle_after(app, 10)
    lock = AppLock(app)

    app.suspend(9 * MINUTE)
    app.suspend(2 * MINUTE)
    assert not lock.locked, "somebody woke it in between"
    app.suspend(10 * MINUTE)

    assert lock.locked
    assert desk.ago == 0, "what the desktop counts begins anew with the sleep"


def test_it_falls_with_the_desktops_own_lock(app: FakeApp, desk: Desk) -> None:
    app.settings.set(LOCK_WITH_DESKTOP, True)
    lock = AppLock(app)

    desk.lock()

    assert lock.locked


def test_stopped_it_falls_no_more(app: FakeApp) -> None:
    idle_after(app, 5)
    lock = AppLock(app)

    lock.stop()
    app.time.pass_(HOUR)

    assert not lock.locked
