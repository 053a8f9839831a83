"""The one bus: what happened, told to whoever asked, in the GUI thread."""

import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

Unsubscribe = Callable[[], None]


class Event(Protocol):
    """Something that happened: a frozen record whose class is named in the past tense.

    What the first paint needs is a ``NamedTuple``, which is made ten times as fast as a dataclass.
    """


E = TypeVar("E", bound=Event)


class Bus:
    """Synchronous, typed, and bound to the thread that made it.

    Handlers run in the order they subscribed. An event published from inside a handler waits
    until the one before it has reached everybody, so all handlers see one order of events.
    """

    def __init__(self) -> None:
        self._handlers: dict[type[Event], list[Callable[[Any], None]]] = {}
        self._waiting: list[Event] = []
        self._thread = threading.get_ident()
        self._telling = False

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> Unsubscribe:
        """Call ``handler`` for each event of exactly this class until the result is called."""
        handlers = self._handlers.setdefault(kind, [])
        handlers.append(handler)

        def unsubscribe() -> None:
            if handler in handlers:
                handlers.remove(handler)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell everybody who asked for this class.

        Raises:
            RuntimeError: called from another thread; go through ``Post``.
        """
        if threading.get_ident() != self._thread:
            raise RuntimeError(f"{type(event).__name__} was published outside the GUI thread")
        self._waiting.append(event)
        if self._telling:
            return
        self._telling = True
        try:
            while self._waiting:
                following = self._waiting.pop(0)
                for handler in tuple(self._handlers.get(type(following), ())):
                    handler(following)
        finally:
            self._telling = False
            self._waiting.clear()
