"""What is shown on the desktop, what in the window instead, and what not at all."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.adapters.notify import INSTEAD, DesktopNotifier, Reports
from spindle.adapters.notify_text import body_of, buttons_of, title_of
from spindle.adapters.notify_tray import TrayMessages
from spindle.core.budget import MOST
from spindle.core.clock import HOUR, MINUTE
from spindle.core.ports import Action, Notification
from tests.helpers.fakes import FakeNotifier
from tests.helpers.paced import PacedManualClock
from tests.helpers.translated import speaking


class FakeDesktop:
    """A desktop that shows everything, unless it is broken."""

    def __init__(self) -> None:
        self.shown: dict[str, Notification] = {}
        self.broken = False
        self.reports: Reports

    def start(self, reports: Reports) -> None:
        self.reports = reports

    def show(self, notification: Notification) -> None:
        if self.broken:
            self.reports.lost(notification.purpose)
        else:
            self.shown[notification.purpose] = notification
            self.reports.shown(notification.purpose)

    def withdraw(self, purpose: str) -> None:
        self.shown.pop(purpose, None)

    def stop(self) -> None:
        self.shown.clear()


class Stage:
    """A notifier between a fake desktop and a fake banner, and what was heard from it."""

    def __init__(self) -> None:
        start = datetime(2026, 3, 10, 9, 0)
        self.clock = PacedManualClock(start)
        self.desktop = FakeDesktop()
        self.banner = FakeNotifier()
        self.heard: list[str] = []
        self.in_front = False
        self.notifier = DesktopNotifier(
            self.desktop,
            self.banner,
            self.clock,
            lambda: self.heard.append("window raised"),
            in_front=lambda: self.in_front,
        )
        self.notifier.start()

    def show(self, purpose: str = "focus", title: str = "25 min are done") -> None:
        rate = Action("rate", "Rate")
        notification = Notification(
            purpose=purpose, title=title, body="Read chapter 4.", actions=(rate,), resident=True
        )
        self.notifier.show(notification, lambda action: self.heard.append(f"{purpose} {action}"))


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_desktop_that_shows_it_leaves_the_window_alone(stage: Stage) -> None:
    stage.show()
    assert list(stage.desktop.shown) == ["focus"]
    assert not stage.banner.shown


def test_a_window_in_front_says_it_itself(stage: Stage) -> None:
    stage.in_front = True
    stage.show()
    assert not stage.desktop.shown
    assert stage.banner.shown["focus"].body == "Read chapter 4."
    stage.banner.choose("focus", "rate")
    assert stage.heard == ["focus rate"]


def test_who_turns_to_another_program_hears_it_there(stage: Stage) -> None:
    stage.in_front = True
    stage.show()
    stage.in_front = False
    stage.notifier.turned_away()
    assert list(stage.desktop.shown) == ["focus"]
    assert not stage.banner.shown
    stage.notifier.turned_away()
    stage.desktop.reports.chosen("focus", "rate")
    assert stage.heard == ["focus rate"]
    assert not stage.desktop.shown


def test_what_was_on_the_desktop_comes_into_the_window_with_what_is_newer(stage: Stage) -> None:
    stage.show()
    stage.in_front = True
    stage.show(title="Break over")
    assert not stage.desktop.shown
    assert stage.banner.shown["focus"].title == "Break over"


def test_what_the_desktop_lost_stays_in_the_window_whoever_turns_away(stage: Stage) -> None:
    stage.desktop.broken = True
    stage.show()
    assert "focus" in stage.banner.shown
    stage.notifier.turned_away()
    assert "focus" in stage.banner.shown
    assert len(stage.banner.history) == 1


def test_a_locked_window_in_front_says_nothing_that_the_desktop_does_not(stage: Stage) -> None:
    stage.in_front = True
    stage.notifier.conceal(locked=True)
    stage.show()
    assert not stage.banner.shown
    assert stage.desktop.shown["focus"].title != "25 min are done"


@pytest.mark.usefixtures("qapp")
def test_marked_words_are_translated_and_what_was_typed_is_not(stage: Stage) -> None:
    words = {
        ("notifications", "25 min are done"): "25 min sind um",
        ("notifications", "Rate"): "Bewerten",
        ("other", "Read chapter 4."): "Kapitel 4 lesen.",
    }
    with speaking(words):
        stage.show()
        shown = stage.desktop.shown["focus"]
    assert (shown.title, shown.body) == ("25 min sind um", "Read chapter 4.")
    assert shown.actions == (Action("rate", "Bewerten"),)
    assert shown.resident


def test_a_button_is_heard_once_and_the_notification_goes(stage: Stage) -> None:
    stage.show()
    stage.notifier.chosen("focus", "rate")
    stage.notifier.chosen("focus", "rate")
    assert stage.heard == ["focus rate"]
    assert not stage.desktop.shown


def test_a_click_on_it_raises_the_window_first(stage: Stage) -> None:
    stage.show()
    stage.notifier.chosen("focus", "default")
    assert stage.heard == ["window raised", "focus default"]


def test_a_stale_one_is_withdrawn_and_cannot_be_answered(stage: Stage) -> None:
    stage.show()
    stage.notifier.withdraw("focus")
    stage.notifier.chosen("focus", "rate")
    assert not stage.desktop.shown
    assert not stage.heard


def test_one_that_was_dismissed_cannot_be_answered_later(stage: Stage) -> None:
    stage.show()
    stage.notifier.closed("focus")
    stage.notifier.chosen("focus", "rate")
    assert not stage.heard


def test_what_the_desktop_cannot_show_is_in_the_window_with_one_sentence_why(stage: Stage) -> None:
    stage.desktop.broken = True
    stage.show("focus")
    stage.show("evening")
    assert stage.banner.shown["focus"].body == f"Read chapter 4. {INSTEAD}"
    assert stage.banner.shown["evening"].body == "Read chapter 4."


def test_an_answer_in_the_window_counts_like_one_on_the_desktop(stage: Stage) -> None:
    stage.desktop.broken = True
    stage.show()
    stage.banner.choose("focus", "rate")
    assert stage.heard == ["focus rate"]
    assert not stage.banner.shown


def test_a_daemon_that_dies_and_comes_back_moves_it_to_the_window_and_back(stage: Stage) -> None:
    stage.show()
    stage.desktop.reports.lost("focus")
    stage.desktop.reports.lost("focus")
    assert list(stage.banner.history) == list(stage.banner.shown.values())
    stage.desktop.reports.shown("focus")
    assert not stage.banner.shown


def test_at_night_nothing_is_shown_and_what_was_there_goes(stage: Stage) -> None:
    stage.show("focus")
    stage.notifier.hush(quiet=True)
    assert not stage.desktop.shown
    stage.show("storage")
    assert not stage.desktop.shown
    stage.notifier.hush(quiet=False)
    stage.show("morning")
    assert list(stage.desktop.shown) == ["morning"]


def test_past_six_an_hour_only_what_is_owed_is_shown(stage: Stage) -> None:
    for number in range(MOST):
        stage.show(f"idea {number}")
        stage.clock.advance(MINUTE)
    stage.show("evening")
    assert "evening" not in stage.desktop.shown
    stage.show("focus")
    stage.show("storage")
    assert {"focus", "storage"} <= set(stage.desktop.shown)
    stage.clock.advance(HOUR)
    stage.show("evening")
    assert "evening" in stage.desktop.shown


def test_replacing_what_is_still_there_is_the_same_prompt(stage: Stage) -> None:
    for number in range(3 * MOST):
        stage.show("evening", f"version {number}")
    stage.show("morning")
    assert stage.desktop.shown["evening"].title == f"version {3 * MOST - 1}"
    assert "morning" in stage.desktop.shown


def test_after_stop_nothing_is_left(stage: Stage) -> None:
    stage.show()
    stage.notifier.stop()
    stage.notifier.chosen("focus", "rate")
    assert not stage.desktop.shown
    assert not stage.heard


def noted(title: str = "", body: str = "", *, actions: int = 0) -> Notification:
    buttons = tuple(Action(str(number), f"Label {number}") for number in range(actions))
    return Notification(purpose="focus", title=title, body=body, actions=buttons)


def test_markup_is_escaped_only_where_it_is_read() -> None:
    notification = noted(body="a < b & c")
    assert body_of(notification, markup=True, buttons=True) == "a &lt; b &amp; c"
    assert body_of(notification, markup=False, buttons=True) == "a < b & c"


def test_without_buttons_the_text_says_where_to_answer() -> None:
    said = body_of(noted(body="Done.", actions=2), markup=False, buttons=False)
    assert said == "Done.\nOpen Spindle to answer."
    assert body_of(noted(body="Done."), markup=False, buttons=False) == "Done."


def test_there_are_three_buttons_at_most_and_the_click_comes_first() -> None:
    flat = buttons_of(noted(actions=5))
    assert flat[::2] == ["default", "0", "1", "2"]


@given(st.text(st.characters()) | st.just("x" * 100_000) | st.just("\0\ud800e\u0301👩‍🚀\u202e"))
def test_any_text_becomes_one_the_bus_takes(text: str) -> None:
    notification = noted(text, text)
    for sent in (title_of(notification), body_of(notification, markup=False, buttons=False)):
        assert b"\0" not in sent.encode()
        assert len(sent) <= 400


def tray(outcome: Callable[[str, str], bool]) -> tuple[Stage, TrayMessages]:
    stage, messages = Stage(), TrayMessages(outcome)
    stage.notifier = DesktopNotifier(
        messages, stage.banner, stage.clock, lambda: stage.heard.append("window raised")
    )
    stage.notifier.start()
    return stage, messages


def test_a_tray_message_says_where_to_answer_and_its_click_raises_the_window() -> None:
    said: list[tuple[str, str]] = []

    def message(title: str, body: str) -> bool:
        said.append((title, body))
        return True

    stage, messages = tray(message)
    stage.show()
    messages.clicked()
    messages.clicked()
    assert said == [("25 min are done", "Read chapter 4.\nOpen Spindle to answer.")]
    assert stage.heard == ["window raised", "focus default"]


def test_without_a_tray_icon_the_window_says_it() -> None:
    stage, messages = tray(lambda _title, _body: False)
    stage.show()
    messages.clicked()
    assert "focus" in stage.banner.shown
    assert not stage.heard


def test_the_click_on_a_withdrawn_tray_message_is_nobodys() -> None:
    stage, messages = tray(lambda _title, _body: True)
    stage.show()
    stage.notifier.withdraw("focus")
    messages.clicked()
    assert not stage.heard


@pytest.mark.requirement("row-5")
def test_behind_the_lock_a_notification_says_only_that_there_is_one(stage: Stage) -> None:
    stage.show()

    stage.notifier.conceal(locked=True)
    stage.show("idle", "Lemma 4 stands still")

    for shown in stage.desktop.shown.values():
        assert shown.title == "Spindle"
        assert shown.body == "Unlock Spindle to see what this is about."
        assert shown.actions == (Action("rate", "Rate"),)
    assert len(stage.desktop.shown) == 2
    stage.notifier.chosen("focus", "rate")
    assert stage.heard == ["focus rate"]


@pytest.mark.requirement("row-5")
def test_unlocked_the_next_one_is_plain_again_and_the_window_has_its_words(stage: Stage) -> None:
    stage.desktop.broken = True
    stage.notifier.conceal(locked=True)
    stage.show()
    stage.notifier.conceal(locked=False)

    assert stage.banner.shown["focus"].title == "25 min are done", "hidden there by the lock itself"
    stage.desktop.broken = False
    stage.show("idle", "Lemma 4 stands still")
    assert stage.desktop.shown["idle"].title == "Lemma 4 stands still"
