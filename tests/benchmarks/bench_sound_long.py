"""How well stretched speech is understood, and eight hours of it: minutes, so only with `--long`.

A recogniser hears five-word sentences of the matrix kind: ten words for each place, so chance is
one in ten. `python -m tests.benchmarks.bench_sound_long`.
"""

import gc
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pocketsphinx
import psutil

from spindle.core.sound_events import At
from spindle.core.sound_port import Utterance
from spindle.sound.engine import Engine
from spindle.sound.espeak import Espeak
from spindle.sound.piper import Piper, installed
from spindle.sound.player import Player
from spindle.sound.prepared import Block
from spindle.sound.script import Script
from spindle.sound.speech import QUIET, Held, Samples
from spindle.sound.wsola import Wsola
from tests.benchmarks.__main__ import Row
from tests.benchmarks.bench_sound import SENTENCES
from tests.helpers.aligned import HEARS, as_heard, misplaced

LONG = True

_PLACES = (
    "peter kathy lucy alan rachel barry steven thomas hannah nina",
    "got sees brought gives sold prefers has kept ordered wants",
    "three nine seven eight four nineteen two fifteen twelve sixty",
    "large small old dark heavy green cheap pretty red white",
    "desks chairs shoes toys spoons mugs ships rings tins beds",
)
_SENTENCES = 60
_HOURS = 8.0
_BLOCK = 1_323


def rows() -> list[Row]:
    """Understanding first, then the eight hours."""
    found: list[Row] = []
    for ratio, target in ((1.0, 10.0), (1.5, 20.0), (2.0, 30.0)):
        wrong = slot_error(ratio, adapted=False)
        found.append((f"sound: words misheard at {ratio:g}×, usual recogniser", target, wrong, "%"))
    for ratio, target in ((2.0, 10.0), (3.0, 12.0)):
        wrong = slot_error(ratio, adapted=True)
        found.append(
            (f"sound: words misheard at {ratio:g}×, recogniser as fast", target, wrong, "%")
        )
    for name, engine in (("usual", Espeak("en-us")), ("natural", _natural())):
        off = float(np.percentile(np.abs(misplaced(engine)), 95))
        found.append(
            (f"sound: {name} voice, begin of words against forced alignment, p95", 60.0, off, "ms")
        )
    drift, growth = hours()
    found.append(("sound: told and heard drift apart over eight hours", 5.0, drift, "ms"))
    found.append(("sound: growth of memory over eight hours", 20.0, growth, "MB"))
    return found


def _natural() -> Engine:
    (found,) = installed()
    return Piper(Path(found.id.removeprefix("piper:")))


def slot_error(ratio: float, *, adapted: bool) -> float:
    """Percent of the words that were heard as another or not at all."""
    engine, chance = Espeak("en-us"), Random(7)  # noqa: S311 - the same sentences each time
    decoder = _decoder(ratio if adapted else 1.0)
    wrong = 0
    for _ in range(_SENTENCES):
        words = [chance.choice(place.split()) for place in _PLACES]
        speech = engine.speak(" ".join(words).capitalize() + ".", lambda: False)
        heard = _heard(decoder, _stretched(speech.samples, speech.rate, ratio), speech.rate)
        wrong += sum(each != word for each, word in zip(heard, words, strict=False))
        wrong += max(0, len(words) - len(heard))
    return 100 * wrong / (_SENTENCES * len(_PLACES))


def hours() -> tuple[float, float]:
    """How much later sound follows what is told at the end than at the start, and MB kept."""
    engine = Espeak("en-us")
    spoken = {text: engine.speak(text, lambda: False) for text in SENTENCES}
    script, player = Script(()), Player(engine.rate)
    player.load(script)
    player.set_ratio(2.0)
    whole, pulled, loaded, before = round(_HOURS * 3600 * engine.rate), 0, 0, 0.0
    late: list[float] = []
    while pulled < whole:
        if player.index > len(script) - 40:
            texts = SENTENCES * 20
            script.append(Utterance(id=f"{loaded}.{n}", text=t) for n, t in enumerate(texts))
            loaded += 1
            player.play()
        while (index := script.wanted(player.index)) is not None:
            script.put(index, spoken[script.piece(index).text])
        script.forget(player.index)
        block = player.pull(_BLOCK)
        late += _onsets(block, engine.rate)
        player.drain()
        pulled += block.filled
        if before == 0.0 and pulled > 600 * engine.rate:
            before = _memory()
    part = len(late) // 40
    return abs(float(np.mean(late[-part:]) - np.mean(late[:part]))), _memory() - before


def _onsets(block: Block, rate: int) -> list[float]:
    """Milliseconds from where a sentence is told to begin to where it sounds."""
    found = []
    for at, event in block.events:
        if isinstance(event, At) and event.start == 0 and event.ms == 0:
            loud = np.flatnonzero(np.abs(block.samples[at:]) > QUIET)
            if len(loud):
                found.append(1000 * int(loud[0]) / rate)
    return found


def _memory() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss / 1e6)


def _stretched(samples: Samples, rate: int, ratio: float) -> Samples:
    stretch, hops = Wsola(Held(samples, rate)), []
    while not stretch.ended:
        hop = stretch.hop(ratio)
        if hop is not None:
            hops.append(hop)
    return np.concatenate(hops)


def _decoder(speed: float) -> Any:
    slots = " ".join(f"( {' | '.join(place.split())} )" for place in _PLACES)
    grammar = f"#JSGF V1.0;\ngrammar matrix;\npublic <sentence> = {slots};\n"
    decoder = pocketsphinx.Decoder(
        lm=None, samprate=HEARS, frate=round(100 * speed), loglevel="FATAL"
    )
    decoder.add_jsgf_string("matrix", grammar)
    decoder.activate_search("matrix")
    return decoder


def _heard(decoder: Any, samples: Samples, rate: int) -> list[str]:
    decoder.start_utt()
    decoder.process_raw(as_heard(samples, rate), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return [] if found is None else found.hypstr.split()


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3f} {unit} (target {target:g})", flush=True)
