"""Between the page of a drill's place and the file."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from spindle.core.clock import Clock
from spindle.features.drill import relating
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.page.relations import RelationsView
from spindle.features.drill.relating import Related
from spindle.features.drill.store import DrillStore


class Shown(Protocol):
    """Told whether the view is to be shown, or was left."""

    def __call__(self, *, shown: bool) -> None:
        """Switch."""
        ...


class Placing:
    """Reads and writes how a drill stands to the others."""

    def __init__(self, store: DrillStore, clock: Clock, view: RelationsView, shown: Shown) -> None:
        self._store, self._clock, self._view, self._shown = store, clock, view, shown
        self._drill = ""
        write = self._set
        view.left.connect(partial(shown, shown=False))
        view.before_set.connect(lambda id_, level: write(relating.set_before, id_, level))
        view.inside_set.connect(lambda id_, weight: write(relating.set_inside, id_, weight))
        view.mixing_set.connect(lambda word: write(relating.set_mixing, Mixing(word)))
        view.target_set.connect(lambda seconds: write(relating.set_target, seconds or None))

    def open(self, drill: str) -> None:
        """Show the place of a drill."""
        self._drill = drill
        self._store.ask(relating.related, self._open, drill)

    def _open(self, related: Related | None) -> None:
        if related is not None:
            self._view.show_related(related)
            self._shown(shown=True)
            self._view.mixing.setFocus()

    def _set(self, verb: Callable[..., None], *arguments: object, **named: object) -> None:
        now = self._clock.now().wall
        self._store.change(verb, self._again, self._drill, *arguments, now, **named)

    def _again(self) -> None:
        def show(related: Related | None) -> None:
            if related is not None:
                self._view.show_related(related)

        self._store.ask(relating.related, show, self._drill)
