"""Stretched speech: what it costs, how right it is, and how soon another speed is in force.

``python -m tests.benchmarks.bench_sound_stretch``.
"""

from io import BytesIO
from random import Random
from threading import Event
from typing import Final

import numpy as np
import psutil
from numpy.typing import NDArray

from spindle.core.sound_port import Utterance
from spindle.sound.desk import Desk as SoundDesk
from spindle.sound.espeak import Espeak
from spindle.sound.output import Output
from spindle.sound.protocol import Load, Play, Speed
from spindle.sound.speech import Held, Samples, Speech
from spindle.sound.teller import Teller
from spindle.sound.wsola import Wsola
from tests.benchmarks.__main__ import Row
from tests.benchmarks.bench_sound import SENTENCES
from tests.helpers.tones import Desk, roughness
from tests.helpers.waiting import now

ALL: Final = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
_LOW, _HIGH = 60.0, 300.0
_FRAME_S, _STEP_S = 0.040, 0.005
_LOUD: Final = 1e-3
_VOICED: Final = 0.6
_CHANGES: Final = 20


def rows() -> list[Row]:
    """Of some sentences of the usual voice."""
    engine = Espeak("en-us")
    speech = engine.speak(" ".join(SENTENCES), lambda: False)
    return [
        (
            "sound: stretching at 1–4×, seconds of CPU for each of sound, at most",
            0.02,
            max(_cost(speech, ratio) for ratio in ALL),
            "s",
        ),
        (
            "sound: pitch of speech at 1.5–3×, off by at most",
            30.0,
            max(_cents(speech, ratio) for ratio in ALL if 1.5 <= ratio <= 3.0),
            "cents",
        ),
        (
            "sound: length of speech at 0.5–4×, off by at most",
            1.0,
            max(_length_off(speech, ratio) for ratio in (0.5, 0.7, *ALL)),
            "%",
        ),
        (
            "sound: largest jump in speech, another speed every tenth of a second, to the source",
            1.2,
            _jump(speech),
            "×",
        ),
        (
            "sound: speed command to the first block at that speed, without a device, worst of 20",
            100.0,
            max(_first_blocks(speech)),
            "ms",
        ),
    ]


def stretched(speech: Speech, ratio: float) -> Samples:
    """All of it at a speed."""
    stretch, hops = Wsola(Held(speech.samples, speech.rate)), []
    while not stretch.ended:
        hop = stretch.take(ratio)
        if hop is not None:
            hops.append(hop)
    return np.concatenate(hops)


def _cost(speech: Speech, ratio: float) -> float:
    began, made = psutil.Process().cpu_times(), 0
    while made < 60 * speech.rate:
        made += len(stretched(speech, ratio))
    ended = psutil.Process().cpu_times()
    return (ended.user + ended.system - began.user - began.system) / (made / speech.rate)


def _cents(speech: Speech, ratio: float) -> float:
    """How much higher or lower each moment is than the same moment of the source, at the median.

    The medians of both would not do: faster, a frame holds more of a melody, and other frames
    than before count as voiced.
    """
    source = _pitches(speech.samples, speech.rate)
    fast = _pitches(stretched(speech, ratio), speech.rate)
    moments, pitches = np.array(list(source)), np.array(list(source.values()))
    off = []
    for moment, pitch in fast.items():
        same = int(np.argmin(np.abs(moments - moment * ratio)))
        if abs(moments[same] - moment * ratio) < _STEP_S:
            off.append(1200 * np.log2(pitch / pitches[same]))
    return float(abs(np.median(off)))


def _pitches(samples: Samples, rate: int) -> dict[float, float]:
    """Hz by the second, where there is a voice, by autocorrelation."""
    size, step = round(_FRAME_S * rate), round(_STEP_S * rate)
    least, most = round(rate / _HIGH), round(rate / _LOW)
    found = {}
    for start in range(0, len(samples) - size, step):
        frame = samples[start : start + size].astype(np.float64)
        spectrum = np.abs(np.fft.rfft(frame - frame.mean(), 4 * size)) ** 2
        # Fewer samples overlap the further it is moved: without this a high pitch is preferred.
        same = np.fft.irfft(spectrum)[: most + 2] / (1 - np.arange(most + 2) / size)
        lag = least + int(np.argmax(same[least:most]))
        if same[0] > _LOUD * size and same[lag] > _VOICED * same[0]:
            found[(start + size / 2) / rate] = rate / (lag + _peak(same[lag - 1 : lag + 2]))
    return found


def _peak(three: NDArray[np.float64]) -> float:
    """Where between −½ and ½ a parabola through three neighbours is highest."""
    left, middle, right = (float(each) for each in three)
    bend = left - 2 * middle + right
    return 0.5 * (left - right) / bend if bend else 0.0


def _length_off(speech: Speech, ratio: float) -> float:
    return 100 * abs(len(stretched(speech, ratio)) * ratio / len(speech.samples) - 1)


def _jump(speech: Speech) -> float:
    chance = Random(1)  # noqa: S311 - the same changes each time
    worst = 0.0
    for _ in range(5):
        desk = Desk("x", speak=lambda _: speech)
        desk.player.play()
        while desk.player.playing:
            desk.player.set_ratio(chance.uniform(1.0, 3.5))
            desk.pull(0.1)
        worst = max(worst, roughness(np.concatenate(desk.sound)) / roughness(speech.samples))
    return worst


def _first_blocks(speech: Speech) -> list[float]:
    """Milliseconds from a command to the end of the first pull that goes on at the new speed."""
    desk = SoundDesk(Teller(BytesIO(), lambda: None))
    desk.load(Load(turn=1, utterances=(Utterance(id="0", text="x"),)))
    long = Speech(samples=np.tile(speech.samples, 8), rate=speech.rate, words=())
    desk.put(desk.round, 0, long)
    wanted, heard = 1.0, Event()

    def pull(count: int, rate: int, fresh: bool) -> bytes:  # noqa: FBT001 - a callback
        before = desk.player._sample - len(desk.player._prepared) * desk.player.pace.ratio
        samples = desk.pull(count, rate, fresh)
        after = desk.player._sample - len(desk.player._prepared) * desk.player.pace.ratio
        if abs((after - before) / count / wanted - 1) < 0.1:
            heard.set()
        return samples

    output = Output(pull, desk.busy, lambda _: None, silent=True)
    output.start()
    desk.steer(Play())
    output.want(speech.rate)
    heard.wait(5)
    took = []
    chance = Random(2)  # noqa: S311 - the same moments each time
    for number in range(_CHANGES):
        Event().wait(0.15 + 0.1 * chance.random())
        heard.clear()
        wanted = 2.0 if number % 2 == 0 else 1.0
        began = now()
        desk.steer(Speed(ratio=wanted))
        assert heard.wait(5)
        took.append(1000 * (now() - began))
    return took


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.4f} {unit} (target {target:g})")
