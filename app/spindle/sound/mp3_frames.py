"""MP3 files that are longer than they say, read frame by frame (ISO/IEC 11172-3 and 13818-3).

A file joined from several says the length of its first part, one of varying bitrate without a
Xing header says nothing; libsndfile reads no further than what is said or guessed. Here all frames
are counted, and any of them can be decoded with the few before it that it borrows bits from.
"""

from pathlib import Path
from typing import Final, NamedTuple

import miniaudio
import numpy as np
from numpy.typing import NDArray

_KBITS: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_LOW: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES: Final = (44_100, 48_000, 32_000)
_HEADER: Final = 4
_TAGS: Final = (b"Xing", b"Info", b"VBRI")
_TAG_WITHIN: Final = 40  # behind the header, at most
_BORROWED: Final = 12
_LONGER: Final = 1.01
_LARGEST: Final = 1 << 29


class _Frame(NamedTuple):
    rate: int
    samples: int
    size: int


class Mp3Frames:
    """Has what ``FileSource`` asks of a ``soundfile.SoundFile``. One thread."""

    def __init__(self, path: Path) -> None:
        """Count the frames; ``frames`` stays 0 if there are none."""
        self._data = path.read_bytes()
        self.samplerate, self._samples, self._places = _counted(self._data)
        self.channels = 1
        self.frames = len(self._places) * self._samples
        self._at = 0

    def seek(self, sample: int) -> int:
        """Read from there on."""
        self._at = sample
        return sample

    def seekable(self) -> bool:
        """Always."""
        return True

    def read(self, frames: int, *, dtype: str, always_2d: bool) -> NDArray[np.float32]:
        """So many samples as far as there are, one column; both channels are mixed."""
        del dtype, always_2d  # it is never asked for another
        count = max(0, min(frames, self.frames - self._at))
        if count == 0:
            return np.zeros((0, 1), np.float32)
        first, last = self._at // self._samples, (self._at + count - 1) // self._samples
        found = self._decoded(first, last + 1)
        start = self._at - first * self._samples
        self._at += count
        return found[start : start + count, np.newaxis]

    def close(self) -> None:
        """Let the bytes go."""
        self._data = b""

    def _decoded(self, first: int, stop: int) -> NDArray[np.float32]:
        places = self._places[max(0, first - _BORROWED) : stop]
        data = b"".join(self._data[start:end] for start, end in places)
        wanted = (stop - first) * self._samples
        found = np.zeros(wanted, np.float32)
        try:
            decoded = miniaudio.decode(
                data, miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=self.samplerate
            )
        except miniaudio.MiniaudioError:
            return found  # a broken place in a file is silence
        # From the end: the first ones may lack what they borrow, and give nothing then.
        known = np.frombuffer(decoded.samples, np.float32)[-wanted:]
        found[wanted - len(known) :] = known
        return found


def longer(path: Path, samples: int) -> Mp3Frames | None:
    """The file by its frames, if there are more than the ``samples`` that it is said to have."""
    if path.stat().st_size > _LARGEST or _is_plain(path):
        return None
    file = Mp3Frames(path)
    return file if file.frames > _LONGER * samples else None


def _is_plain(path: Path) -> bool:
    """Whether a Xing header tells of about as many bytes as there are: the usual file."""
    with path.open("rb") as file:
        size = path.stat().st_size
        start = _after_tags(file.read(10))
        file.seek(start)
        head = file.read(200)
    for tag in _TAGS[:2]:
        at = head.find(tag, _HEADER, _HEADER + _TAG_WITHIN)
        flags = int.from_bytes(head[at + 4 : at + 8])
        if at >= 0 and flags & 2:
            told = int.from_bytes(head[at + 8 + 4 * (flags & 1) :][:4])
            return told * _LONGER >= size - start
    return False


def _counted(data: bytes) -> tuple[int, int, list[tuple[int, int]]]:
    """Samples a second and in each frame, and where each frame begins and ends."""
    places: list[tuple[int, int]] = []
    kind: tuple[int, int] | None = None
    at = _after_tags(data)
    while 0 <= at < len(data) - _HEADER:
        frame = _frame(data, at)
        if frame is None or not _goes_on(data, at + frame.size):
            at = data.find(b"\xff", at + 1)
            continue
        if kind is None:
            kind = frame.rate, frame.samples
        head = data[at + _HEADER : at + _HEADER + _TAG_WITHIN]
        if kind == (frame.rate, frame.samples) and not any(tag in head for tag in _TAGS):
            places.append((at, at + frame.size))
        at += frame.size
    return (0, 1, []) if kind is None else (*kind, places)


def _after_tags(data: bytes) -> int:
    """Behind an ID3v2 tag."""
    if data[:3] != b"ID3":
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _goes_on(data: bytes, at: int) -> bool:
    """Whether a frame, a tag or the end follows there."""
    if at >= len(data) - _HEADER or data[at : at + 3] in (b"TAG", b"ID3"):
        return True
    return _frame(data, at) is not None


def _frame(data: bytes, at: int) -> _Frame | None:
    """What the four bytes of a header of layer III say; None if they are none."""
    one, two, three = data[at], data[at + 1], data[at + 2]
    version, layer = two >> 3 & 3, two >> 1 & 3
    bits, rates = three >> 4, three >> 2 & 3
    if one != 0xFF or two < 0xE0 or version == 1 or layer != 1 or bits in (0, 15) or rates == 3:
        return None
    whole = version == 3
    rate = _RATES[rates] // (1 if whole else 2 if version == 2 else 4)
    kbits = (_KBITS if whole else _KBITS_LOW)[bits]
    samples = 1152 if whole else 576
    return _Frame(rate, samples, samples // 8 * 1000 * kbits // rate + (three >> 1 & 1))
