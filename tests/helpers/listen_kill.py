"""kill -9 while a text is read aloud by the running program, and what that costs of the place."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final

import psutil

from spindle.adapters.system_clock import SystemClock
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.listen_program import ListenProgram, a_profile
from tests.helpers.public_texts import sentences
from tests.helpers.waiting import now, wait_until

WPM: Final = 300
_SETTINGS: Final = {
    "listen.easy": 0, "listen.wpm": WPM, "listen.session": 0, "listen.checks": False,
    "listen.go_back": False,
}  # fmt: skip
_PLACE: Final = "SELECT p.saved, p.chapter, p.block, p.place, p.ms FROM reading_position p"


@dataclass
class Loss:
    """What so many lives cost.

    Attributes:
        seconds: For each, from the place that was kept to the kill.
        stale: Times that a place was kept anew and was no further than before.
        backwards: Lives whose place was before that of the life before.
        orphans: Sound processes that outlived their window by more than two seconds.
        left_open: Sessions that the last start did not close.
    """

    seconds: list[float] = field(default_factory=list)
    stale: int = 0
    backwards: int = 0
    orphans: int = 0
    left_open: int = 0


def lives(folder: Path, count: int, seed: int) -> Loss:
    """Play and be killed, so many times over one profile."""
    chance = Random(seed)  # noqa: S311 - moments, not secrets
    loss = Loss()
    profile = a_profile(folder, _SETTINGS)
    file = folder / "Variation.txt"
    file.write_text("\n\n".join(each.text for each in sentences("darwin-origin")), "utf-8")
    reached: tuple[Any, ...] = (0, 0, 0, 0.0)
    with VirtualDesktop() as desktop:
        for _ in range(count):
            program = ListenProgram(desktop, profile)
            program.open(file)
            reached = _one(program, loss, reached, chance)
        last = ListenProgram(desktop, profile)
        last.open(file)
        loss.left_open = len(last.rows("SELECT 1 FROM session WHERE ended IS NULL"))
        last.quit()
    return loss


def place_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """Comparable: chapter, block, code point, milliseconds."""
    return tuple(row[name] for name in ("chapter", "block", "place", "ms"))


def _one(
    program: ListenProgram, loss: Loss, reached: tuple[Any, ...], chance: Random
) -> tuple[Any, ...]:
    """One life; returns the place that is kept."""
    program.play()
    sound, clock = program.sound, SystemClock()
    seen: list[dict[str, Any]] = []
    # Long enough that a place kept every five seconds could not hide one kept every ten.
    end = now() + chance.uniform(6, 14)

    def looked() -> bool:
        found = program.rows(_PLACE)
        if found and found[0] not in seen:
            seen.append(found[0])
        return now() >= end

    wait_until(looked, "the moment", 20)
    killed = clock.now().wall
    program.kill()
    [kept] = program.rows(_PLACE)
    loss.seconds.append((killed - kept["saved"]) / 1e6)
    places = [place_of(each) for each in seen]
    loss.stale += sum(after <= before for before, after in pairwise(places[1:]))
    place = place_of(kept)
    loss.backwards += place < reached
    _, alive = psutil.wait_procs([sound], timeout=2)
    loss.orphans += len(alive)
    return place
