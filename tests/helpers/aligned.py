"""Where a recogniser that knows the words finds each of them in speech: forced alignment."""

from typing import Final

import numpy as np
import pocketsphinx
from numpy.typing import NDArray

from spindle.sound.engine import Engine
from spindle.sound.speech import Samples

HEARS: Final = 16_000
"""Samples a second that the recogniser wants."""

_BEFORE_S: Final = 0.3
_TEXTS: Final = (
    "The old house stands near the river and the road.",
    "Nobody was in a hurry to leave, and the boats waited for the water to rise.",
    "She put seven green books on the table before the others came home.",
    "After a while the man turned around, looked at the door, and went away.",
    "It is better to say nothing than to say something that nobody understands.",
    "Every morning the children walk down to the market with their mother.",
    "We have not seen such a cold winter for more than twenty years.",
    "If you read slowly you will remember more of what the writer meant.",
)


def misplaced(engine: Engine) -> NDArray[np.float64]:
    """Milliseconds, for each word, by which it is told later than the recogniser finds it."""
    decoder = pocketsphinx.Decoder(lm=None, samprate=HEARS, loglevel="FATAL")
    late: list[float] = []
    for text in _TEXTS:
        speech = engine.speak(text, lambda: False)
        words = text.lower().strip(".").replace(",", "").split()
        decoder.set_align_text(" ".join(words))
        decoder.start_utt()
        decoder.process_raw(as_heard(speech.samples, speech.rate), full_utt=True)
        decoder.end_utt()
        found = [each for each in decoder.seg() if each.word.partition("(")[0] in words]
        for segment, word in zip(found, speech.words, strict=True):
            heard = segment.start_frame / 100 - _BEFORE_S
            late.append(1000 * (word.sample / speech.rate - heard))
    return np.array(late)


def as_heard(samples: Samples, rate: int) -> bytes:
    """Sixteen-bit samples at the recogniser's rate, with some quiet at both ends."""
    quiet = np.zeros(round(_BEFORE_S * rate), np.float32)
    samples = np.concatenate((quiet, samples, quiet))
    places = np.arange(int(len(samples) * HEARS / rate)) * rate / HEARS
    resampled = np.interp(places, np.arange(len(samples)), samples)
    # The quiet of a room: what is nothing at all between words makes a recogniser stop early.
    resampled += np.random.default_rng(0).normal(0, 1e-3, len(resampled))
    return (resampled * 20_000).astype("<i2").tobytes()
