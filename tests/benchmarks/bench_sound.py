"""The sound process: speed command to ear, first sound, load, loss, words a minute.

What needs ears is recorded from a sound server with a sink that goes nowhere; without the program
``pulseaudio`` those rows are left out. ``python -m tests.benchmarks.bench_sound``.
"""

import os
import signal
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import psutil
import soundfile

from spindle.core.sound_events import At, Device, Finished
from spindle.core.sound_port import Tempo, Utterance
from spindle.sound.click import MetronomeSound
from spindle.sound.espeak import Espeak
from spindle.sound.protocol import DeviceIs, Lane, Load, LoadFile, Play, Report, Speed, Told
from spindle.sound.speech import QUIET, Samples
from tests.benchmarks.__main__ import Row
from tests.helpers.rising import HIGH, bend, places, rising
from tests.helpers.sound_pipe import SoundPipe
from tests.helpers.sound_server import RATE as TAPE_RATE
from tests.helpers.sound_server import Tape, sound_server, there
from tests.helpers.tones import RATE, Desk, chirp, gaps, roughness
from tests.helpers.waiting import now

SENTENCES = (
    "The old harbour lies quiet in the morning.",
    "Nobody is in a hurry to leave it, and the boats, twenty of them, wait for the tide.",
    "A bell rings twice.",
    "Then the first of the fishermen unties his rope, pushes off with one foot, and is gone.",
    "It smells of tar and of salt, as it has for two hundred years.",
    "What the sea gives, the sea takes back.",
)


def rows() -> list[Row]:
    """All that takes seconds."""
    engine = Espeak("en-us")
    found = [
        ("sound: click jitter over an hour, p99", 2.0, _jitter(), "ms"),
        ("sound: longest gap in 50 short sentences at 2×", 0.12, _gap(engine), "s"),
        ("sound: words a minute off in any minute, at most", 3.0, _off(engine), "%"),
        (
            "sound: CPU of the process at 2×, without a device",
            2.0,
            _load({}, "--silent"),
            "% of a core",
        ),
        ("sound: process killed to speaking again", 2.0, _again(signal.SIGKILL), "s"),
        ("sound: process hung to speaking again", 2.0, _again(signal.SIGSTOP), "s"),
    ]
    if there():
        with sound_server() as env:
            found += _by_ear(env)
        found += _server_dies()
    return found


def _jitter() -> float:
    metronome, told, at = MetronomeSound(RATE, Tempo(bpm=97.3)), [], 0
    while at < 3600 * RATE:
        told += [at + offset for offset, _ in metronome.pull(1323)[1]]
        at += 1323
    expected = np.arange(len(told)) * 60 / 97.3
    return float(1000 * np.percentile(np.abs(np.array(told) / RATE - expected), 99))


def _gap(engine: Espeak) -> float:
    texts = [f"Sentence {number} ends now." for number in range(50)]
    desk = Desk(*texts, speak=lambda text: engine.speak(text, lambda: False))
    desk.player.set_ratio(2.0)
    desk.player.play()
    sound = np.concatenate([desk.pull(0.5, 1323) for _ in range(150) if desk.player.playing])
    return float(gaps(sound, engine.rate, QUIET).max())


def _off(engine: Espeak) -> float:
    desk = Desk(*(SENTENCES * 14), speak=lambda text: engine.speak(text, lambda: False))
    desk.player.set_wpm(280)
    desk.player.play()
    while desk.player.playing:
        desk.pull(1.0, 2205)
        desk.sound.clear()
    begun: dict[tuple[str, int], float] = {}
    for at, event in desk.told(At):
        if isinstance(event, At) and event.playing:
            begun.setdefault((event.utterance, event.start), at)
    moments = np.array(sorted(begun.values()))
    counts = [
        np.sum((moments >= start) & (moments < start + 60))
        for start in np.arange(0, moments[-1] - 60, 2.0)
    ]
    return float(100 * max(abs(count - 280) / 280 for count in counts))


def _load(env: dict[str, str], *arguments: str) -> float:
    pipe = SoundPipe(*arguments, env={**os.environ, **env})
    pipe.send(Load(turn=1, utterances=_text(30)))
    pipe.send(Speed(ratio=2.0))
    pipe.send(Play())
    pipe.wait(_sounds)
    pipe.wait(lambda report: isinstance(report, Told) and report.event == Finished("2"))
    worker = psutil.Process(pipe.process.pid)
    before, began = worker.cpu_times(), now()
    pipe.wait(lambda report: isinstance(report, Told) and report.event == Finished("11"))
    after, took = worker.cpu_times(), now() - began
    pipe.close()
    return 100 * (after.user + after.system - before.user - before.system) / took


def _again(how: signal.Signals) -> float:
    from PySide6.QtCore import QCoreApplication, QEventLoop  # noqa: PLC0415 - as the window does

    from spindle.adapters.sound import ProcessSound  # noqa: PLC0415 - likewise
    from spindle.sound.protocol import process  # noqa: PLC0415 - likewise

    app = QCoreApplication.instance() or QCoreApplication([])
    port = ProcessSound(process("--silent"))
    words: list[float] = []

    def told(event: object) -> None:
        if isinstance(event, At) and event.playing and event.start:
            words.append(now())

    def until(count: int) -> None:
        while len(words) < count:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    lane = port.voice("bench", told)
    lane.load(_text(30))
    lane.play()
    until(3)
    first, began, seen = port.pid, now(), len(words)
    os.kill(first, how)
    while port.pid in {0, first}:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    until(seen + 2)
    port.stop()
    return words[-1] - began


def _by_ear(env: dict[str, str]) -> list[Row]:
    changes, places, rough = _changes(env)
    warm, cold = _first_sound(env)
    load = _load(env)
    gaps = median(_gaps(env) for _ in range(3))
    return [
        ("sound: speed command to heard, median of 10", 100.0, median(changes), "ms"),
        ("sound: speed command to heard, worst of 10", 250.0, max(changes), "ms"),
        ("sound: place told against place heard, p95", 80.0, places, "ms"),
        ("sound: largest jump on the tape against the source", 1.2, rough, "×"),
        ("sound: gaps in nine seconds beside four busy programs, median of 3", 0.0, gaps, ""),
        ("sound: first sound of a running process", 200.0, warm, "ms"),
        ("sound: first sound of a new process", 1500.0, cold, "ms"),
        ("sound: CPU of the process at 2×, with a sound server", 2.0, load, "% of a core"),
    ]


def _server_dies() -> list[Row]:
    """How long until a dead sound server is noticed, and until one that is back is used."""
    with tempfile.TemporaryDirectory() as folder:
        with sound_server(folder) as env:
            pipe = SoundPipe(env=env)
            pipe.send(Load(turn=1, utterances=_text(30)))
            pipe.send(Play())
            pipe.wait(lambda report: report == DeviceIs(device=Device.HEARD))
            pipe.wait(_sounds)
            gone = _hang(pipe, int(env["SERVER_PID"]))
            hung = gone[1] - gone[0]
        gone_at = now()
        silent, _ = pipe.wait(lambda report: report == DeviceIs(device=Device.SILENT))
        pipe.wait(_sounds)
        with sound_server(folder):
            back = now()
            heard, _ = pipe.wait(lambda report: report == DeviceIs(device=Device.HEARD))
            pipe.wait(_sounds)
            pipe.close()
    return [
        ("sound: server dead to speaking on in silence", 2.0, silent - gone_at, "s"),
        ("sound: server hung to speaking on in silence", 3.0, hung, "s"),
        ("sound: server back to heard again", 5.0, heard - back, "s"),
    ]


def _hang(pipe: SoundPipe, server: int) -> tuple[float, float]:
    """Stop the server for a while; when that was, and when the process went on without it."""
    os.kill(server, signal.SIGSTOP)
    began = now()
    try:
        silent, _ = pipe.wait(lambda report: report == DeviceIs(device=Device.SILENT))
        pipe.wait(_sounds)
    finally:
        os.kill(server, signal.SIGCONT)
    pipe.wait(lambda report: report == DeviceIs(device=Device.HEARD))
    pipe.wait(_sounds)
    return began, silent


def _changes(env: dict[str, str]) -> tuple[list[float], float, float]:
    """Ten changes of speed over a rising tone, whose pitch on the tape tells the place."""
    with tempfile.TemporaryDirectory() as folder:
        path = rising(Path(folder) / "rising.wav")
        pipe = SoundPipe(env=env)
        pipe.send(Lane(volume=1.0))
        pipe.send(LoadFile(turn=1, path=str(path)))
        pipe.wait(_told)
        tape = Tape(env)
        pipe.send(Play())
        pipe.wait(_moved(1200))
        sent, ratios = [], [2.0, 1.0] * 5
        for ratio in ratios:
            sent.append(pipe.send(Speed(ratio=ratio)))
            place = _ms(pipe.wait(_told)[1])
            pipe.wait(_moved(place + 1500 * ratio))
        heard = list(pipe.heard)
        pipe.close()
        sound = tape.stop()
    seconds, track = places(sound)
    delays = []
    for moment, (before, after) in zip(sent, pairwise([1.0, *ratios]), strict=True):
        delays.append(1000 * bend(seconds, track, tape.second_of(moment), before, after))
    wrong = []
    for moment, report in heard:
        if isinstance(report, Told) and isinstance(report.event, At) and report.event.ms > 500:
            real = np.interp(tape.second_of(moment), seconds, track)
            wrong.append(abs(report.event.ms - 1000 * float(real)))
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    inner = sound[loud[0] + 2000 : loud[-1] - 2000]
    return delays, float(np.percentile(wrong, 95)), jump(inner)


def _gaps(env: dict[str, str]) -> float:
    """How often a steady tone breaks off while four programs want both processors."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "steady.wav"
        time = np.arange(14 * RATE) / RATE
        soundfile.write(path, 0.3 * np.sin(2 * np.pi * 500 * time), RATE)
        pipe = SoundPipe(env=env)
        pipe.send(LoadFile(turn=1, path=str(path)))
        pipe.wait(_told)
        tape = Tape(env)
        pipe.send(Play())
        pipe.wait(_moved(1000))
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
        try:
            pipe.wait(_moved(10_000))
        finally:
            for each in busy:
                each.kill()
                each.wait()
        pipe.close()
        sound = tape.stop()
    loud = np.convolve(np.abs(sound), np.ones(200) / 200, "same") > 0.05
    inside = loud[np.flatnonzero(loud)[0] : np.flatnonzero(loud)[-1]]
    return float(np.sum(inside[:-1] & ~inside[1:]))


def jump(sound: Samples) -> float:
    """The largest second difference against that of the highest tone there, at the tape's rate."""
    top = chirp(1.0, HIGH - 10, HIGH, TAPE_RATE)
    scale = np.percentile(np.abs(sound), 99.9) / np.max(np.abs(top))
    return roughness(sound) / (roughness(top) * float(scale))


def _first_sound(env: dict[str, str]) -> tuple[float, float]:
    tape = Tape(env)
    began = now()
    pipe = SoundPipe(env=env)
    pipe.send(Load(turn=1, utterances=_text(1)))
    pipe.send(Play())
    pipe.wait(lambda report: isinstance(report, Told) and report.event == Finished("5"))
    quiet_from = now()
    pipe.send(Load(turn=2, utterances=_text(1)))
    asked = pipe.send(Play())
    pipe.wait(lambda report: isinstance(report, Told) and report.event == Finished("0"))
    pipe.close()
    sound = tape.stop()
    loud = np.flatnonzero(np.abs(sound) > 0.01) / TAPE_RATE
    cold = float(loud[0]) - tape.second_of(began)
    after = loud[loud > tape.second_of(quiet_from) + 0.02]
    return 1000 * (float(after[0]) - tape.second_of(asked)), 1000 * cold


def _text(times: int) -> tuple[Utterance, ...]:
    return tuple(Utterance(id=str(n), text=text) for n, text in enumerate(SENTENCES * times))


def _told(report: Report) -> bool:
    return isinstance(report, Told) and isinstance(report.event, At)


def _sounds(report: Report) -> bool:
    return isinstance(report, Told) and isinstance(report.event, At) and report.event.start > 0


def _moved(ms: float):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a small closure
    return lambda report: _told(report) and _ms(report) > ms


def _ms(report: Report) -> float:
    return report.event.ms if isinstance(report, Told) and isinstance(report.event, At) else 0.0


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3f} {unit} (target {target:g})")
