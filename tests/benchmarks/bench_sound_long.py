"""How well stretched speech is understood, and eight hours of it: minutes, so only with `--long`.

A recogniser hears five-word sentences of the matrix kind: ten words for each place, so chance is
one in ten. `python -m tests.benchmarks.bench_sound_long`.
"""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import IO, Any

import numpy as np
import pocketsphinx
import psutil

from spindle.core.sound_events import Finished
from spindle.core.sound_port import Utterance
from spindle.sound.engine import Engine
from spindle.sound.espeak import Espeak
from spindle.sound.piper import Piper, installed
from spindle.sound.protocol import Append, Command, Load, Play, Speed, Told, line_of, read_report
from spindle.sound.speech import Held, Samples
from spindle.sound.word_map import count_words
from spindle.sound.wsola import Wsola
from tests.benchmarks.__main__ import Row
from tests.helpers.aligned import HEARS, as_heard, misplaced
from tests.helpers.public_texts import NAMES, sentences

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
_WPM = 350
_CHAPTER = 200
_AHEAD = 6
"""Sentences before its end at which Listen gives the next chapter."""


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
    """How much later sound follows what is told at the end than at the start, and MB kept.

    What is spoken ahead comes and goes, some megabytes of it: of memory the medians of the first
    and of the last tenth count.

    Eight hours of sound go through the whole process, see ``fast_sound``: text by the pipe, chapter
    by chapter as Listen gives it, each sentence spoken by the engine, stretched, mixed, and told by
    the pipe word for word. That nothing is left out is seen to.
    """
    command = (sys.executable, "-P", "-X", "utf8", "-m", "tests.helpers.fast_sound")
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        memory = _listen(process.pid, process.stdin, process.stdout)
        process.stdin.close()
        # Before its reports are left unread, which ends it at once.
        found = json.loads(process.stderr.read().decode().splitlines()[-1])
    assert found["seconds"] > _HOURS * 3600
    assert found["sentences"] > _HOURS * 300, "too few were paired with their sound"
    part = len(memory) // 10
    growth = median(memory[-part:]) - median(memory[:part])
    return abs(found["late"] - found["early"]), growth


def _listen(pid: int, commands: IO[bytes], reports: IO[bytes]) -> list[float]:
    """Give it text and hear what it tells, for eight hours of it; MB, from the tenth minute on."""
    worker, memory = psutil.Process(pid), []
    chapters = _chapters()
    first = next(chapters)
    expected = deque(first)

    def send(command: Command) -> None:
        commands.write(line_of(command))
        commands.flush()

    send(Load(turn=1, utterances=tuple(first)))
    send(Speed(wpm=_WPM))
    send(Play())
    heard, words = 0, 0
    for line in reports:
        report = read_report(line)
        if not isinstance(report, Told) or not isinstance(report.event, Finished):
            continue
        done = expected.popleft()
        assert report.event.utterance == done.id, "a sentence was left out, or told twice"
        heard, words = heard + 1, words + count_words(done.text)
        if len(expected) == _AHEAD:
            more = next(chapters)
            expected += more
            send(Append(turn=1, utterances=tuple(more)))
        if words > 10 * _WPM and heard % 50 == 0:
            memory.append(worker.memory_info().rss / 1e6)
        if words > (60 * _HOURS + 1) * _WPM:
            return [*memory, worker.memory_info().rss / 1e6]
    raise AssertionError("the process ended")


def _chapters() -> Iterator[list[Utterance]]:
    """Three books, over and over, two hundred sentences at a time."""
    texts = [each.text for name in NAMES for each in sentences(name)]
    for number in count():
        start = number * _CHAPTER
        yield [
            Utterance(id=f"{number}.{n}", text=texts[(start + n) % len(texts)])
            for n in range(_CHAPTER)
        ]


def _stretched(samples: Samples, rate: int, ratio: float) -> Samples:
    stretch, hops = Wsola(Held(samples, rate)), []
    while not stretch.ended:
        hop = stretch.take(ratio)
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
