"""A run over a list of items, kept in memory: what the views see of whoever conducts one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spindle.features.drill.kinds.known import ask, kind_of
from spindle.features.drill.run import After, Answer, Asked, Ended, Fact, Stem

FACTS = (
    Fact(name="Median", figure="2.3 s", note="2.6 s last week"),
    Fact(name="Spread", figure="0.9 s", note="1.4 s last week"),
    Fact(name="Automatic", figure="23 of 32", note="fast and even, three times"),
    Fact(name="Next for this item", figure="6 days", note="if right"),
)


@dataclass
class ListRun:
    """Implements ``Run``. ``held`` answers are committed when told, otherwise at once."""

    kind: str
    title: str
    items: Sequence[Mapping[str, Any]]
    mode: str = ""
    note: str = ""
    hold: bool = False
    mock: bool = False
    seed: int = 7
    kept: list[tuple[int, Answer]] = field(default_factory=list)
    skipped: int = 0
    at: int = 0
    stems: list[Stem] = field(default_factory=list)
    usual: tuple[float, float, float] | None = (1.8, 2.3, 2.9)
    facts: tuple[Fact, ...] = FACTS
    runs: tuple[tuple[float | None, ...], ...] = ()
    real_s: float | None = None
    held: list[Callable[[], None]] = field(default_factory=list)
    asks: int = 0

    def asked(self) -> Asked | Ended:
        if self.at >= len(self.items):
            return self.stop()
        kind, spec = kind_of(self.kind), dict(self.items[self.at])
        before = tuple(a.judged.payload for at, a in self.kept if at == self.at)
        self.asks += 1
        return Asked(
            token=f"{self.at}.{len(self.kept)}.{self.asks}",
            title=self.title,
            note=self.note,
            kind=self.kind,
            spec=spec,
            mode=self.mode or kind.modes[0],
            prompt=ask(kind, spec, self.seed, self.mode, before),
            before=before,
            number=self.at + 1,
            of=len(self.items),
            minutes_left=3,
            mock=self.mock,
            real_s=self.real_s,
            calm_s=20.0 if self.mock and not self.kept else 0.0,
        )

    def answer(self, answer: Answer, committed: Callable[[After], None]) -> None:
        self.kept.append((self.at, answer))
        first = answer.timing.first_ms or answer.timing.raw_ms
        self.stems.append(Stem(seconds=first / 1000, right=answer.judged.outcome == 1))

        def commit() -> None:
            committed(
                After(stems=tuple(self.stems), usual=self.usual, facts=self.facts, runs=self.runs)
            )

        self.held.append(commit)
        if not self.hold:
            self.release()

    def release(self) -> None:
        held, self.held = self.held, []
        for commit in held:
            commit()

    def go_on(self) -> Asked | Ended:
        kind, spec = kind_of(self.kind), self.items[self.at]
        before = [a.judged.payload for at, a in self.kept if at == self.at]
        if not kind.paced or not kind.goes_on(kind.parse(spec), before):
            self.at += 1
        return self.asked()

    def skip(self) -> Asked | Ended:
        self.skipped += 1
        self.at += 1
        return self.asked()

    def undo(self) -> Asked | None:
        if not self.kept:
            return None
        self.at, _ = self.kept.pop()
        self.stems.pop()
        found = self.asked()
        return found if isinstance(found, Asked) else None

    def stop(self) -> Ended:
        self.at = len(self.items)
        return Ended(title="Done for now", lines=(f"{len(self.kept)} answers.",), facts=self.facts)
