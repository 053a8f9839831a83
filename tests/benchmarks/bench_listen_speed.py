"""Words a minute as Listen shows them against those that are heard: minutes, so with ``--long``.

Listen's own service reads aloud with a real engine through the player of the sound process, four
minutes of each text at each speed. *Shown* is what dial and dock say, and the mean of the session;
*heard* are the words of the text that begin in the sound, each by its sample. Texts of short
sentences, of long ones and full of numbers; English, German and Chinese; the usual voice and the
natural one. ``python -m tests.benchmarks.bench_listen_speed``; with ``--each`` it tells all of
them.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spindle.core.voice import VOICE
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.service import ListenService
from spindle.features.listen.settings import CHECKS, EASY, FOLLOW, SESSION
from spindle.features.listen.text.tokens import words
from spindle.sound.piper import installed
from tests.benchmarks.__main__ import REPORTED, Row
from tests.helpers.fakes import FakeApp, make_app
from tests.helpers.public_texts import sentences
from tests.helpers.real_voice import RealLane, RealVoice

LONG = True

SPEEDS: Final = (150, 200, 280, 450, 700)
_MINUTES: Final = 4.0
_MINUTE_S: Final = 60.0

_NUMBERS: Final = (
    "In 1859 the 24 ships carried 3,450 tons, at $12.50 for each of them.",
    "Of 100 people 62 said yes, 31 said no, and 7 had left by 9:45.",
    "The 3rd of 12 chapters has 48 pages; the 4th has 112.",
    "At 37.5 degrees 0.8 % of 1,200 samples were lost.",
    "He was born on 4 May 1832 and died, at 71, in 1903.",
    "Between 1990 and 2015 it rose by 2.3 % a year, from 18.2 to 32.1 million.",
)
_GERMAN: Final = (
    "Der Hafen liegt am Morgen still.",
    "Niemand hat es eilig, ihn zu verlassen, und die zwanzig Boote warten auf die Flut.",
    "Eine Glocke schlägt zweimal.",
    "Dann löst der erste Fischer sein Tau, stößt sich mit dem Fuß ab und ist fort.",
    "Es riecht nach Teer und Salz, wie seit zweihundert Jahren.",
    "Was das Meer gibt, das nimmt das Meer auch wieder.",
    "Die Wettervorhersage der Küstenfunkstelle kündigte Windgeschwindigkeiten an.",
    "Ob er wiederkommt, weiß keiner.",
)
_CHINESE: Final = (
    "早晨的老港口很安静。",
    "没有人急着离开，二十条船都在等待涨潮。",
    "钟响了两次。",
    "然后第一个渔夫解开绳子，用脚一推，就走了。",
    "空气里有焦油和盐的味道，两百年来一直如此。",
    "大海给的，大海也会拿回去。",
)


class Case(NamedTuple):
    """A text and the voice that reads it."""

    name: str
    voice: str
    text: str


class Seen(NamedTuple):
    """What was shown and heard of one, at one speed.

    Attributes:
        dial: % that the dial was off, its mean over all that was heard.
        session: % that the session's mean was off at the end.
        moments: % that the dial was off each second, against the minute before.
    """

    case: str
    wpm: int
    dial: float
    session: float
    moments: NDArray[np.float64]


def rows() -> list[Row]:
    """Of all texts, voices and speeds."""
    seen = list(measured())
    dials = [each.dial for each in seen]
    means = [each.session for each in seen]
    usual = max(float(np.percentile(each.moments, 95)) for each in seen)
    slow = max(seen, key=lambda each: float(each.moments.max()))
    return [
        ("listen: words a minute on the dial against those heard, worst", 3.0, max(dials), "%"),
        ("listen: words a minute on the dial against those heard, median", 3.0, median(dials), "%"),
        ("listen: mean of a session against words heard, worst", 3.0, max(means), "%"),
        ("listen: mean of a session against words heard, median", 3.0, median(means), "%"),
        (
            "listen: dial at a moment against the minute before, p95 of the worst text",
            3.0,
            usual,
            "%",
        ),
        (
            "listen: dial at a moment against the minute before, the worst there is",
            REPORTED,
            float(slow.moments.max()),
            f"% ({slow.case}, {slow.wpm} wpm)",
        ),
    ]


def cases() -> Iterator[Case]:
    """Each text with its voice."""
    alice = [each.text for each in sentences("carroll-alice")]
    short = [each for each in alice if len(each) < 60]
    darwin = [each.text for each in sentences("darwin-origin")]
    long = [each for each in darwin if len(each) > 160]
    usual = "espeak:en-us"
    yield Case("short sentences", usual, _text(short))
    yield Case("long sentences", usual, _text(long))
    yield Case("numbers", usual, _text(_NUMBERS))
    yield Case("German", "espeak:de", _text(_GERMAN))
    yield Case("Chinese", "espeak:cmn", _text(_CHINESE))
    for voice in installed()[:1]:
        yield Case("mixed, natural voice", voice.id, _text(alice[:60]))


def measured() -> Iterator[Seen]:
    """All of them, one by one."""
    for case in cases():
        for wpm in SPEEDS:
            yield _seen(case, wpm)


def _text(given: list[str] | tuple[str, ...]) -> str:
    """Paragraphs of five, with more words than are heard at the highest speed."""
    most = max(SPEEDS) * (_MINUTES + 1)
    many = list(given) * (1 + int(most / sum(map(words, given))))
    return "\n\n".join(" ".join(many[at : at + 5]) for at in range(0, len(many), 5))


def _seen(case: Case, wpm: int) -> Seen:
    with tempfile.TemporaryDirectory() as folder:
        sound = RealVoice(case.voice)
        app = make_app(Path(folder), features=(LISTEN,), sound=sound)
        service = _opened(app, case, Path(folder))
        service.set_speed(wpm)
        service.play()
        lane = sound.lanes[0]
        assert isinstance(lane, RealLane)
        at, shown, begun, mean = _listened(app, service, lane)
    first, last = begun[0][0], begun[0][-1]
    inside = (at >= first) & (at <= last)
    true = 60 * (begun[1][-1] - begun[1][0]) / (last - first)
    later = (at >= first + _MINUTE_S) & (at <= last)
    before = np.interp(at, *begun) - np.interp(at - _MINUTE_S, *begun)
    return Seen(
        case.name,
        wpm,
        100 * abs(float(shown[inside].mean()) / true - 1),
        100 * abs(mean / true - 1),
        100 * np.abs(shown[later] / before[later] - 1),
    )


def _opened(app: FakeApp, case: Case, folder: Path) -> ListenService:
    app.settings.set(CHECKS, raw=False)
    app.settings.set(FOLLOW, raw=False)
    app.settings.set(SESSION, 0)
    app.settings.set(EASY, 0)
    app.settings.set(VOICE, case.voice)
    service: ListenService = app.services["listen"]
    path = folder / "text.txt"
    path.write_text(case.text, encoding="utf-8")
    service.add(path)
    assert service.document is not None, service.library.arriving
    assert service.voice == case.voice
    return service


Begun = tuple[NDArray[np.float64], NDArray[np.float64]]


def _listened(
    app: FakeApp, service: ListenService, lane: RealLane
) -> tuple[NDArray[np.float64], NDArray[np.float64], Begun, float]:
    """Each second, what the dial showed then; when how many words had begun; the last mean."""

    def moved(by: int) -> None:
        if by > 0:
            app.time.pass_(by)

    shown: list[float] = []
    while lane.seconds < 60 * _MINUTES and service.playing:
        until = len(shown) + 1
        while lane.seconds < until:
            lane.heard(moved)
        shown.append(service.heard_wpm)
    sitting = service.sitting
    assert sitting is not None
    assert sitting.mean_wpm is not None
    at = np.arange(1, len(shown) + 1, dtype=np.float64)
    return at, np.array(shown), _words(service, lane), sitting.mean_wpm


def _words(service: ListenService, lane: RealLane) -> Begun:
    """Seconds at which words begin, and how many have begun before each."""
    lines = {line.id: line for script in service.reader.loaded for line in script.lines}
    seconds, counts, before = [], [], 0.0
    for name, starts in lane.begun.items():
        line = lines[name]
        for start, second in starts.items():
            seconds.append(second)
            counts.append(before + words(line.said.text, 0, start))
        before += line.words
    return np.array(seconds), np.array(counts)


if __name__ == "__main__":
    if "--each" in sys.argv:
        for each in measured():
            print(
                f"{each.case:22} {each.wpm:4} wpm: dial {each.dial:5.2f} %, session"
                f" {each.session:5.2f} %, moments {np.median(each.moments):5.2f} % median,"
                f" {np.percentile(each.moments, 95):5.2f} % p95, {each.moments.max():5.2f} % worst",
                flush=True,
            )
    else:
        for what, target, measured_, unit in rows():
            print(f"{what}: {measured_:.3f} {unit} (target {target:g})", flush=True)
