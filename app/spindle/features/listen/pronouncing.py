"""The rules of pronunciation, of all texts or of the open one: written, changed, taken out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from spindle.core.feature import App
from spindle.core.ids import new_id
from spindle.features.listen.records import WrittenRule
from spindle.features.listen.service import ListenService
from spindle.features.listen.store import ListenStore
from spindle.features.listen.text.rules import Rule, changes, check


class Pronouncing:
    """GUI thread.

    Attributes:
        document: Whose rules these are; None for those of all texts.
        rules: In the order that they apply.
    """

    def __init__(self, app: App, service: ListenService, changed: Callable[[], None]) -> None:
        """``changed`` is told whenever the rules are there anew; ``show`` reads them."""
        self._app = app
        self._service = service
        self._store = ListenStore(app.database)
        self._changed = changed
        self.document: str | None = None
        self.rules: tuple[WrittenRule, ...] = ()

    def show(self, document: str | None) -> None:
        """Read the rules of a document, or of all texts."""
        self.document = document
        self._store.ask_rules(document, partial(self._take, document))

    def write(self, rule: Rule, name: str | None = None) -> None:
        """Write a new rule behind the others, or change one.

        Raises:
            RuleError: It cannot be used; nothing was changed.
        """
        check(rule)
        known = next((each for each in self.rules if each.id == name), None)
        if known is None:
            rank = max((each.rank for each in self.rules), default=0) + 1
            known = WrittenRule(id=new_id(), rank=rank, rule=rule)
        self._save(replace(known, rule=rule))

    def switch(self, name: str, *, on: bool) -> None:
        """Switch a rule on or off; off it is kept."""
        for each in self.rules:
            if each.id == name:
                self._save(replace(each, rule=replace(each.rule, on=on)))

    def remove(self, name: str) -> Callable[[], None]:
        """Take a rule out; the inverse puts it back."""
        self._set_removed(name, removed=True)
        return partial(self._set_removed, name, removed=False)

    def _save(self, written: WrittenRule) -> None:
        self._store.save_rule(self.document, written, self._app.clock.now().wall)
        self._again()

    def _set_removed(self, name: str, *, removed: bool) -> None:
        seen = self._app.clock.now().wall
        self._store.set_removed("pronunciation", name, seen, removed=removed)
        self._again()

    def _again(self) -> None:
        """What was written counts at once, also for what is being heard."""
        self.show(self.document)
        self._service.respeak()

    def _take(self, document: str | None, rules: list[WrittenRule]) -> None:
        if document == self.document:
            self.rules = tuple(rules)
            self._changed()


def spoken(text: str, rules: Sequence[Rule]) -> str:
    """What is said of a text by these rules, as far as they are on."""
    said, end = [], 0
    for start, stop, words in changes(text, rules):
        said += [text[end:start], words]
        end = stop
    return " ".join("".join([*said, text[end:]]).split())
