"""Sound files, read a few seconds ahead of where they are played."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from spindle.core.sound_events import SoundFile
from spindle.core.translate import N_
from spindle.sound.engine import SoundError
from spindle.sound.pauses import Stretch
from spindle.sound.script import Piece, Spoken
from spindle.sound.silence import cuts
from spindle.sound.speech import Samples, evened, past

if TYPE_CHECKING:
    from spindle.sound.mp3_frames import Mp3Frames

NO_FILE: Final = N_("sound", "{name} is not there any more.")
NOT_SOUND: Final = N_("sound", "{name} is no sound file that Spindle can play.")

_CHUNK_S: Final = 4
_MARGIN_S: Final = 0.5
_KEPT: Final = 12
_AHEAD: Final = 2


class FileSource:
    """Implements ``Source``: mixes channels into one, keeps the neighbourhood in memory."""

    def __init__(self, path: Path, *, wait: bool = False) -> None:
        """Open it.

        Args:
            path: wav, flac, ogg, opus, mp3, aiff …
            wait: Read in the caller's thread instead of one of its own: for rendering.

        Raises:
            SoundError: It is not there or not a sound file.
        """
        self._file = _opened(path)
        self.rate: int = self._file.samplerate
        self._length: int = self._file.frames
        self._size = _CHUNK_S * self.rate
        self._margin = round(_MARGIN_S * self.rate)
        self._chunks: dict[int, Samples] = {}
        self._cuts: dict[int, NDArray[np.float64]] = {}
        self._keep: float | None = None
        self._wait = wait
        self._wanted = 0
        self._open = True
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="file", daemon=True)
        if not wait:
            self._thread.start()

    @property
    def length(self) -> int:
        """Samples in all."""
        return self._length

    @property
    def channels(self) -> int:
        """Of the file."""
        return int(self._file.channels)

    def shorten(self, keep: float | None) -> None:
        """Leave out what is longer of each pause than so many seconds; None plays all."""
        with self._news:
            self._keep = keep
            self._cuts.clear()

    def read(self, start: int, stop: int) -> Samples | None:
        """Samples there; None while they are being read."""
        first, last = (min(max(0, each), self._length) // self._size for each in (start, stop - 1))
        with self._news:
            chunks = [self._chunk(number) for number in range(first, last + 1)]
            self._wanted = first
            self._news.notify_all()
        known = [each for each in chunks if each is not None]
        if len(known) < len(chunks):
            return None
        joined = known[0] if len(known) == 1 else np.concatenate(known)
        return _cut(joined, start - first * self._size, stop - first * self._size)

    def evened(self, start: int, stop: int, size: int) -> Samples | None:
        """Worked out each time: a file is long."""
        samples = self.read(start, stop + size - 1)
        return None if samples is None else evened(samples, size)

    def past_silence(self, position: float) -> float:
        """The end of what is left out here, or the position."""
        number = int(position) // self._size
        with self._news:
            if self._keep is None or self._chunks.get(number) is None:
                return position
            found = self._cuts.get(number)
            if found is None:
                found = self._cuts[number] = self._cuts_of(number, self._keep)
        return past(found, position) if len(found) else position

    def close(self) -> None:
        """Read no more. Returns at once: a disk may be slow to finish what was asked of it."""
        with self._news:
            self._open = False
            self._news.notify_all()
        if self._wait:
            self._file.close()

    def _chunk(self, number: int) -> Samples | None:
        if self._wait and number not in self._chunks:
            self._chunks[number] = self._load(number)
            self._forget(number)
        kept = self._chunks.get(number)
        return None if kept is None else kept[self._margin : self._margin + self._size]

    def _cuts_of(self, number: int, keep: float) -> NDArray[np.float64]:
        rows = cuts(self._chunks[number], self.rate, keep) - self._margin
        rows = np.clip(rows, 0, self._size)
        found: NDArray[np.float64] = rows[rows[:, 1] > rows[:, 0]] + number * self._size
        return found

    def _run(self) -> None:
        while True:
            with self._news:
                while self._open and self._next() is None:
                    self._news.wait()
                number = self._next()
                if not self._open or number is None:
                    break
            chunk = self._load(number)
            with self._news:
                self._chunks[number] = chunk
                self._forget(number)
        self._file.close()

    def _next(self) -> int | None:
        last = self._length // self._size
        ahead = range(self._wanted, min(self._wanted + _AHEAD, last) + 1)
        return next((number for number in ahead if number not in self._chunks), None)

    def _forget(self, number: int) -> None:
        for each in sorted(self._chunks, key=lambda other: abs(other - number))[_KEPT:]:
            del self._chunks[each]
            self._cuts.pop(each, None)

    def _load(self, number: int) -> Samples:
        start = number * self._size - self._margin
        size = self._size + 2 * self._margin
        found = np.zeros(size, np.float32)
        low = max(0, start)
        try:
            self._file.seek(low)
            read = self._file.read(size - (low - start), dtype="float32", always_2d=True)
        except (soundfile.SoundFileError, OSError, ValueError):
            return found  # a broken place in a file is silence
        mono = read.mean(axis=1)
        found[low - start : low - start + len(mono)] = np.nan_to_num(mono)
        return found


class FileTrack:
    """Implements ``Track``: one piece, which is the file."""

    def __init__(self, source: FileSource) -> None:
        self.source = source
        self._spoken = Spoken(source=source, words=(), before=(), margin=0.0)
        self._piece = Piece(
            utterance="", text="", offset=0, pause=0.0, words=0, first=True, last=True
        )

    def __len__(self) -> int:
        return 1

    def piece(self, index: int) -> Piece:
        """The file."""
        del index
        return self._piece

    def spoken(self, index: int) -> Spoken:
        """The file's sound."""
        del index
        return self._spoken

    def seconds(self, index: int) -> float:
        """Its length."""
        del index
        return self.source.length / self.source.rate

    def around(self, index: int) -> Sequence[Stretch]:
        """Nobody knows its words."""
        del index
        return ()

    def first_of(self, utterance: str) -> int:
        """The file."""
        del utterance
        return 0


def checked(path: Path) -> SoundFile:
    """What a sound file is.

    Raises:
        SoundError: It is none.
    """
    file = _opened(path)
    try:
        return SoundFile(
            seconds=file.frames / file.samplerate, rate=file.samplerate, channels=file.channels
        )
    finally:
        file.close()


def whole(path: Path, rate: int, seconds: float) -> Samples:
    """The beginning of a short sound at another rate, for a cue.

    Raises:
        SoundError: It is no sound file.
    """
    file = _opened(path)
    try:
        read = file.read(round(seconds * file.samplerate), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError, ValueError):
        raise SoundError(NOT_SOUND, name=path.name) from None
    finally:
        file.close()
    mono = np.nan_to_num(read.mean(axis=1))
    places = np.arange(int(len(mono) * rate / file.samplerate)) * file.samplerate / rate
    found: Samples = np.interp(places, np.arange(len(mono)), mono).astype(np.float32)
    return found


def _opened(path: Path) -> "soundfile.SoundFile | Mp3Frames":
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise SoundError(NO_FILE, name=path.name)
    try:
        file = soundfile.SoundFile(str(path))
    except (soundfile.SoundFileError, OSError, ValueError, TypeError):
        raise SoundError(NOT_SOUND, name=path.name) from None
    if file.frames <= 0 or not 4_000 <= file.samplerate <= 384_000 or not file.seekable():
        file.close()
        raise SoundError(NOT_SOUND, name=path.name)
    return _whole_of(file, path) if file.format == "MP3" else file


def _whole_of(file: soundfile.SoundFile, path: Path) -> "soundfile.SoundFile | Mp3Frames":
    """The same file, or all of it if it is longer than it says."""
    from spindle.sound.mp3_frames import longer  # noqa: PLC0415 - of one format, and seldom

    try:
        found = longer(path, file.frames)
    except OSError:
        return file
    if found is None:
        return file
    file.close()
    return found


def _cut(samples: Samples, start: int, stop: int) -> Samples:
    found = np.zeros(stop - start, np.float32)
    low, high = max(0, start), min(len(samples), stop)
    if low < high:
        found[low - start : high - start] = samples[low:high]
    return found
