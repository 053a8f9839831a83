"""A further activity is a folder and one line: its record alone brings it everywhere.

The record below is planted beside the real ones. Nothing in Today, window, finder or settings names
an activity, so whatever it contributes has to arrive.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from spindle.core.activity import Activity
from spindle.core.clock import MINUTE, ManualClock
from spindle.core.feature import App, Asking, Command, Door, Feature, Found, Mark, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.session import Outcome
from spindle.core.settings import Setting, SettingGroup, Toggle
from spindle.features.today.collecting import asking_now, collect
from spindle.features.today.page.page import TodayPage
from spindle.registry import FEATURES
from spindle.shell.desktop import Desktop
from spindle.shell.finder import open_finder
from spindle.shell.window import Window
from spindle.ui.page import Page
from spindle.ui.theme import Looks
from tests.helpers.fakes import FakeApp, make_app

NINE = datetime(2026, 3, 10, 9, 0)
BARRE = Ref("posture", "barre")
LOUD = Setting(key="dance.loud", default=False, kind=Toggle(), label="Count aloud")


def offers(connection: sqlite3.Connection, asking: Asking) -> Sequence[Offer]:
    del connection, asking
    offer = Offer(
        ref=BARRE,
        activity=Activity.MOVE,
        title="At the barre",
        reason="Every morning.",
        rank=Rank.RESUME,
        start="dance.start",
    )
    return (offer,)


def marks(connection: sqlite3.Connection, asking: Asking) -> Sequence[Mark]:
    del connection
    start = asking.at.wall - 30 * MINUTE
    end = asking.at.wall - 10 * MINUTE
    return (Mark(activity=Activity.MOVE, start=start, end=end, state="done", label="Dance"),)


def found(connection: sqlite3.Connection, typed: str, asking: Asking) -> Sequence[Found]:
    del connection, asking
    here = typed.lower() in "at the barre"
    return (Found(ref=BARRE, title="At the barre", hint="Dance", start="dance.start"),) * here


def commands(app: App) -> Sequence[Command]:
    def start(ref: Ref | None) -> None:
        app.sessions.begin(Activity.MOVE, "At the barre", ref=ref)

    return (Command(id="dance.start", label="Dance", run=start, key="Ctrl+Alt+D"),)


DANCE = Feature(
    id="dance",
    title="Dance",
    icon="today",
    order=6,
    page=lambda _: Page(),
    settings=lambda: (SettingGroup(id="dance", title="Dance", settings=(LOUD,)),),
    activity=Activity.MOVE,
    example=7 * 60 + 30,
    doors=(Door("today", "Dance for a minute", "No shoes needed.", "Alt+B", "dance.start"),),
    offers=offers,
    marks=marks,
    finder=found,
    commands=commands,
)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    return make_app(tmp_path, ManualClock(NINE, "Europe/Berlin"), (*FEATURES, DANCE))


def test_its_sessions_have_a_channel_in_the_week_and_its_marks_stand_on_the_strip(
    app: FakeApp,
) -> None:
    app.run("dance.start", BARRE)
    [session] = app.sessions.running
    app.time.pass_(20 * MINUTE)
    app.sessions.end(session.id, Outcome.COMPLETED, active=20 * MINUTE)

    state = collect(app.data.connection, asking_now(app), app.features)

    assert state.activities[-1] is Activity.MOVE
    channel = state.week.channels[-1]
    assert (channel.activity, channel.work, channel.times) == (Activity.MOVE, 20 * MINUTE, 1)
    assert "Dance" in [mark.label for mark in state.marks]
    assert state.offers[0].title == "At the barre"


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, app: FakeApp) -> Window:
    shown = Window(app.features, app, Looks(qapp), Desktop())
    shown.show_first()
    shown.ready()
    qtbot.addWidget(shown)
    return shown


def test_the_first_run_has_its_lens_and_its_door(window: Window) -> None:
    today = window.page_widget("today")
    assert isinstance(today, TodayPage)
    assert today.first_run is not None

    assert Activity.MOVE in [activity for activity, _ in today.state.examples]
    doors = [door.command for door in today.first_run.doors]
    assert doors[-2:] == ["dance.start", "shell.demo"]


@pytest.mark.parametrize("typed", ["Dance", "barre", "Count aloud"])
def test_the_finder_has_its_page_its_things_and_its_settings(
    window: Window, app: FakeApp, typed: str
) -> None:
    finder = open_finder(window, app)
    QTest.keyClicks(finder.field, typed)

    assert typed.lower() in finder._lines[0].text().lower()


def test_its_page_has_its_place_in_the_rail(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)

    assert window.page == "dance"
