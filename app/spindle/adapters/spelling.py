"""Spelling by Hunspell, which most Linux desktops have for their browser and office programs.

Nothing of it comes with Spindle. Windows and macOS have spell checkers of their own, which Qt's
text fields do not reach; there no word is marked.
"""

import ctypes
import logging
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from spindle.core.ports import Post

LIBRARIES: Final = ("libhunspell-1.7.so.0", "libhunspell-1.6.so.0")
FOLDERS: Final = tuple(
    Path(folder)
    for folder in ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell")
)
MOST: Final = 5
"""Words that are offered for one."""

LONGEST: Final = 60
"""Characters of a word; what is longer is none."""

_KEPT: Final = 20_000
_LONGEST_READ: Final = 2.0
_log = logging.getLogger(__name__)


class DesktopSpelling:
    """Implements ``spindle.core.spelling_port.Spelling``. Never raises."""

    def __init__(
        self,
        post: Post,
        languages: Callable[[], Sequence[str]],
        *,
        libraries: Iterable[str] = LIBRARIES if sys.platform == "linux" else (),
        folders: Sequence[Path] = FOLDERS,
    ) -> None:
        """Look for nothing yet.

        Args:
            post: The hop back to the GUI thread.
            languages: The person's, such as ``de-DE`` and ``en``, the first one first.
            libraries: Names of the shared library, the newest first.
            folders: Where its dictionaries are.
        """
        self._post = post
        self._languages = languages
        self._libraries = tuple(libraries)
        self._folders = folders
        self._dictionaries: tuple[_Dictionary, ...] = ()
        self._known: dict[str, bool] = {}
        self._waiting: list[Callable[[], None]] = []
        self._thread: threading.Thread | None = None

    def load(self, done: Callable[[], None]) -> None:
        """Read the dictionaries once; a German one takes a fifth of a second."""
        if self._dictionaries:
            done()
            return
        self._waiting.append(done)
        if self._thread is None:
            paths = find(self._languages(), self._folders)
            self._thread = threading.Thread(
                target=self._read, args=(paths,), name="dictionaries", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Tell nobody any more; returns once nothing is being read."""
        self._waiting.clear()
        if self._thread is not None:
            self._thread.join(_LONGEST_READ)

    def is_right(self, word: str) -> bool:
        """Right if any of the languages says so, or if none of them is written in its letters."""
        if not self._dictionaries or len(word) > LONGEST:
            return True
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            plain, script = word.replace("’", "'"), script_of(word)
            able = [each for each in self._dictionaries if each.script == script]
            found = not able or any(each.knows(plain) for each in able)
            self._known[word] = found
        return found

    def offers(self, word: str) -> tuple[str, ...]:
        """Those of the first language first."""
        if len(word) > LONGEST:
            return ()
        found = (offer for each in self._dictionaries for offer in each.offers(word))
        return tuple(islice(dict.fromkeys(found), MOST))

    def _read(self, paths: Sequence[Path]) -> None:
        library = _library(self._libraries) if paths else None
        if library is not None:
            opened = tuple(_Dictionary(library, path) for path in paths)
            self._post(lambda: self._have(opened))

    def _have(self, opened: "tuple[_Dictionary, ...]") -> None:
        self._dictionaries = tuple(each for each in opened if each.works)
        waiting, self._waiting = self._waiting, []
        if self._dictionaries:
            for done in waiting:
                done()


def find(languages: Iterable[str], folders: Iterable[Path]) -> tuple[Path, ...]:
    """The dictionaries (without their ending) of languages: of the country, else of the language.

    A language without one is left out, and one that comes twice is taken once.
    """
    there = {path.stem: path.with_suffix("") for folder in folders for path in _words_in(folder)}
    found: dict[str, Path] = {}
    for language in languages:
        name, _, country = language.replace("-", "_").partition("_")
        wanted = (f"{name}_{country}", name, f"{name}_{name.upper()}", f"{name}_US")
        stems = [*wanted, *sorted(stem for stem in there if stem.startswith(f"{name}_"))]
        stem = next((each for each in stems if each in there), None)
        if stem is not None and name not in found:
            found[name] = there[stem]
    return tuple(found.values())


def script_of(word: str) -> str:
    """LATIN, CYRILLIC, GREEK and so on, by its first letter."""
    return unicodedata.name(word[:1], "").partition(" ")[0]


def _words_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*.dic") if path.with_suffix(".aff").is_file())
    except OSError:
        return []


def _library(names: Iterable[str]) -> Any:
    for name in names:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.Hunspell_create.restype = ctypes.c_void_p
        library.Hunspell_create.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        library.Hunspell_get_dic_encoding.restype = ctypes.c_char_p
        library.Hunspell_get_dic_encoding.argtypes = [ctypes.c_void_p]
        library.Hunspell_spell.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        strings = ctypes.POINTER(ctypes.c_char_p)
        library.Hunspell_suggest.argtypes = [
            ctypes.c_void_p,
            ctypes.POINTER(strings),
            ctypes.c_char_p,
        ]
        library.Hunspell_free_list.argtypes = [
            ctypes.c_void_p,
            ctypes.POINTER(strings),
            ctypes.c_int,
        ]
        return library
    return None


class _Dictionary:
    """One of Hunspell's; its letters are those of its own encoding."""

    def __init__(self, library: Any, path: Path) -> None:
        self._library = library
        names = (str(path.with_suffix(path.suffix + end)).encode() for end in (".aff", ".dic"))
        self._handle = library.Hunspell_create(*names)
        self._encoding = "utf-8"
        if self._handle:
            named = library.Hunspell_get_dic_encoding(self._handle) or b"UTF-8"
            self._encoding = named.decode("ascii", "replace")
        self.works = bool(self._handle) and self._knows_letters()
        self.script = self._written_in(path.with_suffix(path.suffix + ".aff"))

    def knows(self, word: str) -> bool:
        """Whether it is spelled right; a word with letters it cannot write is none of its own."""
        try:
            given = word.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return bool(self._library.Hunspell_spell(self._handle, given))

    def offers(self, word: str) -> list[str]:
        """What it would write instead."""
        try:
            given = word.encode(self._encoding)
        except UnicodeEncodeError:
            return []
        found = ctypes.POINTER(ctypes.c_char_p)()
        count = self._library.Hunspell_suggest(self._handle, ctypes.byref(found), given)
        offers = [(found[n] or b"").decode(self._encoding, "replace") for n in range(count)]
        if count:
            self._library.Hunspell_free_list(self._handle, ctypes.byref(found), count)
        return offers

    def _written_in(self, rules: Path) -> str:
        """The script of the letters it tries when it looks for what was meant."""
        if self.works:
            for line in rules.read_text(self._encoding, "replace").splitlines():
                if line.startswith("TRY "):
                    return script_of(line[4:].strip())
        return "LATIN"

    def _knows_letters(self) -> bool:
        try:
            "a".encode(self._encoding)
        except LookupError:
            _log.warning("A dictionary has letters of the unknown encoding %s", self._encoding)
            return False
        return True
