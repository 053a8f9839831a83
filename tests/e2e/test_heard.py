"""What is told is what is heard: the voice plays into a sound server that keeps a tape of it."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from spindle.adapters.sound import ProcessSound
from spindle.core.sound_events import At, Device, Ended, VoiceEvent
from spindle.core.sound_port import Utterance
from spindle.sound.espeak import Espeak
from spindle.sound.speech import Held, Samples, Speech
from spindle.sound.wsola import Wsola
from tests.helpers.rising import bend, places, rising
from tests.helpers.sound_server import RATE as TAPE_RATE
from tests.helpers.sound_server import Tape, sound_server, there
from tests.helpers.waiting import now

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not there(), reason="the programs of PulseAudio are not installed"),
]

TEXTS = (
    "The old harbour lies quiet in the morning.",
    "Then the first of the fishermen unties his rope, and is gone.",
    "What the sea gives, the sea takes back.",
)
SPEEDS = (1.0, 2.0, 1.5, 3.0)
KEY_TO_EAR_MS = 150.0
WORD_MS = 80.0
STEP_S = 0.005
SAME = 0.9


class Told(NamedTuple):
    """An event and the moment at which the window knew of it."""

    moment: float
    event: VoiceEvent


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    with sound_server() as env:
        for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH"):
            monkeypatch.setenv(name, env[name])
        yield env


@pytest.fixture
def sound(server: dict[str, str], qtbot: QtBot) -> Iterator[ProcessSound]:
    del server, qtbot
    port = ProcessSound()
    yield port
    port.stop()


@pytest.mark.requirement("reader-1")
def test_three_changes_of_speed_are_heard_where_they_are_asked_for_and_no_place_is_lost(
    server: dict[str, str], sound: ProcessSound, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Told] = []
    lane = sound.voice("listen", lambda event: told.append(Told(now(), event)))

    def reached(ms: float) -> bool:
        return any(isinstance(each.event, At) and each.event.ms > ms for each in told)

    lane.load_file(rising(tmp_path / "rising.wav"))
    qtbot.waitUntil(lambda: bool(told))
    tape = Tape(server)
    lane.play()
    qtbot.waitUntil(lambda: reached(1500))
    asked = []
    for speed in SPEEDS[1:]:
        asked.append(now())
        lane.set_ratio(speed)
        place = max(each.event.ms for each in told if isinstance(each.event, At))
        qtbot.waitUntil(partial(reached, place + 1300 * speed))
    device = sound.device()
    sound.stop()
    seconds, track = places(tape.stop())

    assert device is Device.HEARD
    late = [
        1000 * bend(seconds, track, tape.second_of(moment), before, after)
        for moment, (before, after) in zip(asked, pairwise(SPEEDS), strict=True)
    ]
    assert np.median(late) <= KEY_TO_EAR_MS, late
    off = [
        each.event.ms - 1000 * float(np.interp(tape.second_of(each.moment), seconds, track))
        for each in told
        if isinstance(each.event, At) and each.event.ms > 500
    ]
    assert np.percentile(np.abs(off), 95) <= WORD_MS, off


@pytest.mark.requirement("reader-8")
@pytest.mark.parametrize("speed", [1.0, 3.0])
def test_the_word_that_is_told_is_the_word_that_is_heard(
    server: dict[str, str], sound: ProcessSound, qtbot: QtBot, speed: float
) -> None:
    engine = Espeak("en-us")
    told: list[Told] = []
    lane = sound.voice("listen", lambda event: told.append(Told(now(), event)))
    lane.load([Utterance(id=str(n), text=text, pause=0.5) for n, text in enumerate(TEXTS)])
    lane.set_ratio(speed)
    tape = Tape(server)
    lane.play()
    qtbot.waitUntil(lambda: any(isinstance(each.event, Ended) for each in told), timeout=30_000)
    sound.stop()
    heard = tape.stop()

    off: list[float] = []
    for number, text in enumerate(TEXTS):
        speech = engine.speak(text, lambda: False)
        begins = _where(heard, _stretched(speech, speed), speech.rate)
        for word in speech.words:
            moment = _first(told, str(number), word.start)
            real = begins + word.sample / speech.rate / speed
            off.append(1000 * (tape.second_of(moment) - real))
    assert len(off) == sum(len(text.split()) for text in TEXTS)
    assert np.percentile(np.abs(off), 95) <= WORD_MS, off


def test_a_server_that_hangs_goes_and_comes_back_stops_no_voice(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "server"
    folder.mkdir(mode=0o700)
    for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH"):
        monkeypatch.setenv(name, str(folder))
    told: list[Told] = []
    sound = ProcessSound()
    devices: list[Device] = []
    sound.watch(devices.append)
    lane = sound.voice("listen", lambda event: told.append(Told(now(), event)))

    def place() -> float:
        return max((each.event.ms for each in told if isinstance(each.event, At)), default=0.0)

    def goes_on() -> None:
        before = place()
        qtbot.waitUntil(lambda: place() > before + 600, timeout=5000)

    lane.load_file(rising(tmp_path / "rising.wav"))
    with sound_server(str(folder)) as env:
        lane.play()
        goes_on()
        first = sound.pid
        os.kill(int(env["SERVER_PID"]), signal.SIGSTOP)
        try:
            qtbot.waitUntil(lambda: devices[-1] is Device.SILENT, timeout=5000)
            goes_on()
        finally:
            os.kill(int(env["SERVER_PID"]), signal.SIGCONT)
        qtbot.waitUntil(lambda: devices[-1] is Device.HEARD, timeout=10_000)
        goes_on()
    qtbot.waitUntil(lambda: devices[-1] is Device.SILENT, timeout=5000)
    goes_on()
    with sound_server(str(folder)) as env:
        tape = Tape(env)
        qtbot.waitUntil(lambda: devices[-1] is Device.HEARD, timeout=10_000)
        goes_on()
        asked = now()
        goes_on()
        alive = sound.pid
        sound.stop()
        seconds, track = places(tape.stop())

    assert alive == first, "the process itself was never lost"
    assert devices == [Device.HEARD, Device.SILENT] * 2 + [Device.HEARD]
    moments = [each.event.ms for each in told if isinstance(each.event, At)]
    assert moments == sorted(moments), "no place was said again"
    heard = np.interp(tape.second_of(asked), seconds, track)
    late = [each.event.ms for each in told if isinstance(each.event, At) and each.moment <= asked]
    assert late[-1] == pytest.approx(1000 * float(heard), abs=350)  # told every quarter of a second


def _first(told: list[Told], utterance: str, start: int) -> float:
    """When the window first knew that a word sounds."""
    return next(
        each.moment
        for each in told
        if isinstance(each.event, At)
        and each.event.playing
        and (each.event.utterance, each.event.start) == (utterance, start)
    )


def _stretched(speech: Speech, speed: float) -> Samples:
    """What a sentence sounds like at a speed, made without the player."""
    stretch, hops = Wsola(Held(speech.samples, speech.rate)), []
    while not stretch.ended:
        hop = stretch.take(speed)
        hops.append(np.zeros(0, np.float32) if hop is None else hop)
    return np.concatenate(hops)


def _where(heard: Samples, sentence: Samples, rate: int) -> float:
    """The second of the tape at which a sentence is heard; it must be there, and be the same.

    Found by its loudness: windows of a stretched sound may be taken a period of the voice apart.
    """
    whole, wanted = _loudness(heard, TAPE_RATE), _loudness(sentence, rate)
    wanted -= wanted.mean()
    place = int(np.argmax(np.correlate(whole, wanted, "valid")))
    there = whole[place : place + len(wanted)]
    same = float(np.corrcoef(there, wanted)[0, 1])
    assert same > SAME, f"what is on the tape is like the sentence by {same:.2f} only"
    return place * STEP_S


def _loudness(sound: Samples, rate: int) -> NDArray[np.float64]:
    """One figure for each ``STEP_S``, over longer than a period of the voice."""
    edges = np.arange(0, len(sound) / rate, STEP_S) * rate
    power = np.add.reduceat(sound.astype(np.float64) ** 2, edges.astype(int))
    smooth: NDArray[np.float64] = np.sqrt(np.convolve(power, np.ones(5), "same"))
    return smooth
