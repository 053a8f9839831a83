"""Listen with a text open: an app, its service, and a document of three chapters."""

from pathlib import Path
from typing import Final

from spindle.core.clock import SECOND
from spindle.core.feature import Feature
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.service import ListenService
from tests.helpers.fake_sound import FakeLane
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.public_texts import sentences

SHORT = """# What is read back

At night the sketch is read back. Slow waves sweep across the cortex. The thalamus answers.

The three rhythms nest inside one another. When they line up, the fragment passes.

# Unfinished things

What is read back is not random. Things left unfinished appear to be favoured.

# Morning

In the morning a little more is yours. It was quiet work.
"""


def long_text(chapters: int = 2) -> str:
    """Chapters of Darwin's sentences, long enough for checks."""
    text = [each.text for each in sentences("darwin-origin")]
    parts = [
        f"# Chapter {number}\n\n"
        + "\n\n".join(
            " ".join(text[start : start + 5])
            for start in range(number * 120, number * 120 + 120, 5)
        )
        for number in range(chapters)
    ]
    return "\n\n".join(parts)


TAKER: Final = Feature(id="taker", accepts=("drill", "question"))
"""Stands for those that take over what Listen hands on."""


def listening(
    tmp_path: Path, text: str = SHORT, others: tuple[Feature, ...] = ()
) -> tuple[FakeApp, ListenService]:
    """An app whose Listen has read and opened ``text``."""
    app = make_app(tmp_path, features=(LISTEN, *others))
    service: ListenService = app.services["listen"]
    path = tmp_path / "Memory in the Night.md"
    path.write_text(text, encoding="utf-8")
    service.add(path)
    assert service.document is not None, service.library.arriving
    return app, service


def lane(app: FakeApp) -> FakeLane:
    """Listen's hold on the voice."""
    return app.sounding.lanes[0]


def hear(app: FakeApp, seconds: float, step: float = 0.25) -> None:
    """Let so much time pass, for the clock and for the voice alike."""
    for _ in range(round(seconds / step)):
        app.time.pass_(round(step * SECOND))
        lane(app).pass_(step)


def until_asked(app: FakeApp, service: ListenService) -> None:
    """Listen until a check waits for an answer."""
    for _ in range(60):
        hear(app, 10)
        if service.asked is not None and service.asked.is_open:
            return
    raise AssertionError("no check came")


def answer(app: FakeApp, service: ListenService, *, right: bool) -> None:
    """Listen until a check waits, and answer it."""
    until_asked(app, service)
    assert service.asked is not None
    good = service.asked.check.answer
    service.answer(good if right else (good + 1) % 4)
