"""Quiet rows: whoever asks, they are counted, replaced, and never shown past the budget."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from spindle.core.clock import HOUR, MINUTE
from spindle.core.ports import Action, Notification
from spindle.core.quiet_row import RowAsked, RowWithdrawn, SessionWas
from spindle.core.session import Activity, OpenSessionsFound, Outcome
from spindle.features.focus.feature import FOCUS
from spindle.shell.asked_rows import AskedRows
from spindle.shell.banners import CLOSED, BannerRow, Banners
from spindle.shell.open_sessions import OpenSessions
from tests.helpers.fakes import FakeApp, make_app


class Foot:
    """The foot of a window, and what was answered."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        self.app: FakeApp = make_app(folder, features=[FOCUS])
        self.rows = Banners(parent)
        self.answers: list[str] = []
        self._open_sessions = (AskedRows(self.app, self.rows), OpenSessions(self.app))

    def ask(self, purpose: str) -> None:
        row = Notification(purpose=purpose, title="What was it?", actions=(Action("a", "A"),))
        self.app.bus.publish(RowAsked(row, self.answers.append))

    def answer(self, answer: str) -> None:
        QApplication.processEvents()
        self.rows.column.findChildren(BannerRow)[-1].chosen.emit(answer)


@pytest.fixture
def foot(tmp_path: Path, qtbot: QtBot) -> Iterator[Foot]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Foot(tmp_path, parent)
    yield made
    made.app.services["focus"].stop()


def test_the_seventh_row_in_an_hour_is_not_shown(foot: Foot) -> None:
    for number in range(7):
        foot.ask(f"row-{number}")
    assert len(foot.rows.purposes) == 6
    foot.app.time.pass_(HOUR)
    foot.ask("row-7")
    assert "row-7" in foot.rows.purposes


def test_a_row_that_takes_the_place_of_another_is_the_same_prompt(foot: Foot) -> None:
    for _ in range(9):
        foot.ask("row")
    assert foot.app.budget.left(foot.app.clock.now()) == 5


def test_an_answer_a_close_and_a_withdrawal_come_once(foot: Foot) -> None:
    foot.ask("one")
    foot.answer("a")
    foot.ask("two")
    foot.answer(CLOSED)
    foot.ask("three")
    foot.app.bus.publish(RowWithdrawn("three"))
    foot.app.bus.publish(RowWithdrawn("three"))
    assert foot.answers == ["a", CLOSED]
    assert not foot.rows.purposes


@pytest.mark.parametrize(
    ("kind", "left"),
    [("break", ("break", [])), ("sleep", ("sleep", [])), ("move", (None, ["move"]))],
)
def test_a_session_that_ended_unseen_can_have_been_something_else(
    foot: Foot, kind: str, left: tuple[str | None, list[str]]
) -> None:
    session = foot.app.sessions.begin(Activity.FOCUS, "Lemma 4")
    foot.app.time.pass_(17 * MINUTE)
    ended = foot.app.sessions.end(session.id, Outcome.INTERRUPTED, active=17 * MINUTE)
    heard = foot.app.hear(SessionWas)
    foot.app.bus.publish(OpenSessionsFound((ended,)))
    foot.answer("other")
    assert list(foot.rows.purposes) == ["open-session"]
    assert foot.app.budget.left(foot.app.clock.now()) == 5
    foot.answer(kind)
    assert heard == [SessionWas(ended, kind)]
    rows = foot.app.data.rows("SELECT activity FROM session WHERE deleted IS NULL")
    breaks = foot.app.data.rows("SELECT kind FROM break")
    assert [row["activity"] for row in rows] == left[1]
    assert (breaks[0]["kind"] if breaks else None) == left[0]
    assert not foot.rows.purposes
