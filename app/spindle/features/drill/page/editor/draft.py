"""A drill while it is edited: its items, what is wrong with them, and which they were before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from spindle.features.drill.kinds.checking import Facts, look_over, problem_of
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.page.editor.same import same_items
from spindle.features.drill.page.views.lines import Line
from spindle.features.drill.page.words import tr
from spindle.features.drill.plain_words import of_item
from spindle.features.drill.text_format.drill_text import DrillText


class Draft:
    """Changes in place; everything is checked once, then only the item that changes.

    Attributes:
        places: For each item its place among those it began with; None for a new one.
    """

    def __init__(self, drill: DrillText, *, new: bool) -> None:
        self.kind = drill.kind
        self.options = dict(drill.options)
        self.items = [dict(item) for item in drill.items] or [{}]
        self.places = [None if new else at for at in range(len(drill.items))] or [None]
        self._facts: Facts | None = None
        self._lines: list[Line] = []

    def drill(self, title: str) -> DrillText:
        """The drill as it stands."""
        return DrillText(
            kind=self.kind, title=title, options=dict(self.options), items=tuple(self.items)
        )

    def spec(self, at: int) -> dict[str, Any]:
        """An item with what holds for all."""
        item = self.items[at] if 0 <= at < len(self.items) else {}
        return {**self.options, **item}

    def facts(self) -> Facts:
        """What the check says."""
        if self._facts is None:
            self._facts = look_over(kind_of(self.kind), self.options, self.items)
            wrong = {one.item for one in self._facts.problems}
            self._lines = [_line(item, at in wrong) for at, item in enumerate(self.items)]
        return self._facts

    def lines(self) -> list[Line]:
        """The items as a list."""
        self.facts()
        return self._lines

    def set_options(self, options: dict[str, Any]) -> None:
        """Change what holds for all."""
        self.options, self._facts = options, None

    def set_item(self, at: int, item: dict[str, Any]) -> None:
        """Change one item."""
        facts = self.facts()
        self.items[at] = item
        found = problem_of(kind_of(self.kind), self.options, item, at)
        others = tuple(one for one in facts.problems if one.item != at)
        problems = sorted((*others, *found), key=lambda one: one.item)
        self._facts = replace(facts, problems=tuple(problems))
        self._lines[at] = _line(item, bool(found))

    def add(self) -> None:
        """A further item, empty."""
        self.items.append({})
        self.places.append(None)
        self._facts = None

    def remove(self, at: int) -> None:
        """Take an item out; the last one stays, emptied."""
        del self.items[at], self.places[at]
        if not self.items:
            self.items.append({})
            self.places.append(None)
        self._facts = None

    def drop_empty(self) -> None:
        """Take out the items in which nothing stands, if there are others."""
        for at in reversed(range(len(self.items))):
            if not self.items[at] and len(self.items) > 1:
                self.remove(at)

    def take(self, drill: DrillText) -> None:
        """Go on with what a changed text says."""
        items = [dict(item) for item in drill.items] or [{}]
        self.places = same_items(self.items, self.places, items)
        self.kind, self.items, self.options = drill.kind, items, dict(drill.options)
        self._facts = None


def _line(item: Mapping[str, Any], wrong: bool) -> Line:  # noqa: FBT001 - the line's only state
    return Line(_named(item), "missed" if wrong else "")


def _named(item: Mapping[str, Any]) -> str:
    for name in ("cue", "prompt"):
        text = of_item(item, name)
        if text:
            return text
    steps = item.get("steps")
    if isinstance(steps, list) and steps:
        first = steps[0]
        return str(first.get("text", "") if isinstance(first, dict) else first)
    return tr("empty")
