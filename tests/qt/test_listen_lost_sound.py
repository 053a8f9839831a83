"""The sound process is killed, hangs or writes garbage at any moment, and the reading goes on.

Listen's own service with a real process and a silent clock for a device: what the person has heard
is neither said again nor left out, an open check stays open, and the session counts each word once.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.sound import ProcessSound
from spindle.core.clock import SECOND
from spindle.features.listen.events import WordHeard
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.notices import About
from spindle.features.listen.settings import EASY, FOLLOW, SESSION
from spindle.features.listen.velocity import controller, plan
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.hostile_sound import Hostile
from tests.helpers.public_texts import sentences
from tests.helpers.waiting import now

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService

HOW = ("kill", "hang", "garbage")
CHAPTERS, LENGTH = 2, 14
FAST = 3000.0


def text() -> str:
    """Three chapters that are over in some seconds."""
    found = [each.text for each in sentences("darwin-origin") if 8 <= len(each.text.split()) <= 16]
    parts = []
    for number in range(CHAPTERS):
        some = found[number * LENGTH : (number + 1) * LENGTH]
        parts.append(f"# Chapter {number}\n\n" + "\n\n".join(some))
    return "\n\n".join(parts)


class Listening:
    """Somebody listens while things befall the process."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.hostile = Hostile(folder / "hostile")
        self.sound = ProcessSound(self.hostile.command)
        self.app: FakeApp = make_app(folder, features=(LISTEN,), sound=self.sound)
        self.app.settings.set(EASY, 0)
        self.app.settings.set(SESSION, 0)
        self.app.settings.set(FOLLOW, raw=False)
        self.service: ListenService = self.app.services["listen"]
        self.begun: list[str] = []
        self.words = 0
        self._qtbot = qtbot
        self._looked = now()
        self.app.bus.subscribe(WordHeard, self._heard)
        path = folder / "Variation.md"
        path.write_text(text(), "utf-8")
        self.service.add(path)

    def close(self) -> None:
        self.service.stop()
        self.sound.stop()

    def until(self, ask: Callable[[], object], seconds: float = 20) -> None:
        """Let real time pass, for the clock as well."""

        def asked() -> bool:
            passed, self._looked = now() - self._looked, now()
            self.app.time.pass_(round(passed * SECOND))
            return bool(ask())

        self._qtbot.waitUntil(asked, timeout=round(1000 * seconds))

    def hear(self, words: int, *, appended: bool) -> None:
        """So many words; or until a check, the end, or the next chapter lies behind this one."""
        end = self.words + words
        self.until(
            lambda: (
                self.words >= end
                or self.is_asked
                or self.is_over
                or (appended and self.service.reader.following is not None)
            )
        )

    def lose(self, how: str, chance: Random) -> None:
        """At some moment of the next word, or of the pause behind it."""
        moment = now() + chance.uniform(0, 0.08)
        self.until(lambda: now() >= moment)
        lost = self.sound.pid
        self.hostile.befall(lost, how, chance)
        self.until(lambda: self.sound.pid not in {0, lost})

    @property
    def is_asked(self) -> bool:
        return self.service.asked is not None and self.service.asked.is_open

    @property
    def is_over(self) -> bool:
        return bool(self.app.data.rows("SELECT 1 FROM session WHERE ended IS NOT NULL"))

    def _heard(self, _: WordHeard) -> None:
        line = self.service.spot.line
        if line is None or not self.service.playing:
            return
        self.words += 1
        if self.begun[-1:] != [line.id]:
            self.begun.append(line.id)


@pytest.fixture
def listening(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening]:
    monkeypatch.setattr(plan, "FEWEST", 60)
    monkeypatch.setattr(plan, "MOST", 90)
    monkeypatch.setattr(controller, "MOST", FAST)
    made = Listening(tmp_path, qtbot)
    yield made
    made.close()


def answer_rightly(listening: Listening) -> None:
    service = listening.service
    assert service.asked is not None
    service.answer(service.asked.check.answer)
    service.play()


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(each, marks=pytest.mark.long) for each in range(2, 23))]
)
def test_whatever_befalls_the_process_each_sentence_is_heard_once(
    listening: Listening, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 - moments, not secrets
    service = listening.service
    service.set_speed(FAST)
    service.play()
    checked = appended = False
    more = 2
    while not listening.is_over:
        listening.hear(chance.randint(5, 60), appended=not appended)
        if listening.is_asked:
            asked = service.asked
            if not checked:
                listening.lose(chance.choice(HOW), chance)
                checked = True
            listening.until(lambda: not service.playing)
            assert service.asked is asked
            answer_rightly(listening)
        elif service.reader.following is not None and not appended:
            listening.lose(chance.choice(HOW), chance)
            appended = True
        elif more and not listening.is_over:
            listening.lose(chance.choice(HOW), chance)
            more -= 1

    assert checked
    assert appended
    assert service.document is not None
    expected = [f"{chapter}.{line}" for chapter in range(CHAPTERS) for line in range(LENGTH + 1)]
    assert listening.begun == expected
    assert not service.notices.has(About.TROUBLE)
    [heard] = listening.app.data.rows("SELECT words FROM listening")
    assert heard["words"] == service.document.words
    checks = listening.app.data.rows("SELECT number, outcome FROM reading_check ORDER BY number")
    assert [each["outcome"] for each in checks] == ["right"] * len(checks)
    assert [each["number"] for each in checks] == list(range(1, len(checks) + 1))
    assert [each["outcome"] for each in listening.app.data.rows("SELECT outcome FROM session")] == [
        "completed"
    ]
