"""The bus."""

import threading
from dataclasses import dataclass

import pytest

from spindle.core.events import Bus, Event


@dataclass(frozen=True, slots=True)
class Rang(Event):
    number: int


@dataclass(frozen=True, slots=True)
class Answered(Event):
    number: int


def test_handlers_hear_only_their_class_in_the_order_they_came() -> None:
    bus, heard = Bus(), []
    bus.subscribe(Rang, lambda e: heard.append(("first", e.number)))
    bus.subscribe(Rang, lambda e: heard.append(("second", e.number)))
    bus.subscribe(Answered, lambda e: heard.append(("other", e.number)))

    bus.publish(Rang(1))

    assert heard == [("first", 1), ("second", 1)]


def test_after_unsubscribing_nothing_is_heard() -> None:
    bus = Bus()
    heard: list[Event] = []
    stop = bus.subscribe(Rang, heard.append)
    stop()
    stop()

    bus.publish(Rang(1))

    assert heard == []


def test_an_event_from_inside_a_handler_waits_its_turn() -> None:
    """Everybody sees Rang before anybody sees Answered."""
    bus, heard = Bus(), []
    bus.subscribe(Rang, lambda e: bus.publish(Answered(e.number)))
    bus.subscribe(Answered, lambda e: heard.append(f"answered {e.number}"))
    bus.subscribe(Rang, lambda e: heard.append(f"rang {e.number}"))

    bus.publish(Rang(1))

    assert heard == ["rang 1", "answered 1"]


def test_a_failing_handler_does_not_leave_the_bus_stuck() -> None:
    bus, heard = Bus(), []

    def fail(_: Rang) -> None:
        raise ZeroDivisionError

    stop = bus.subscribe(Rang, fail)
    with pytest.raises(ZeroDivisionError):
        bus.publish(Rang(1))
    stop()
    bus.subscribe(Rang, lambda e: heard.append(e.number))

    bus.publish(Rang(2))

    assert heard == [2]


def test_another_thread_must_go_through_post() -> None:
    bus, errors = Bus(), []

    def publish() -> None:
        try:
            bus.publish(Rang(1))
        except RuntimeError as error:
            errors.append(str(error))

    thread = threading.Thread(target=publish)
    thread.start()
    thread.join()

    assert errors == ["Rang was published outside the GUI thread"]
