"""The desktop's dictionaries: found by language, read beside the window, and never in the way."""

import ctypes
import queue
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from spindle.adapters.spelling import LONGEST, MOST, DesktopSpelling, find, script_of

GERMAN = "Bäume"


def dictionary(folder: Path, name: str, *, tried: str = "esianrtolc") -> Path:
    """As Hunspell has them: rules and words."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.aff").write_text(f"SET UTF-8\nTRY {tried}\n", "utf-8")
    (folder / f"{name}.dic").write_text("0\n", "utf-8")
    return folder / name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("en_US", "de_DE", "de_AT", "pt_BR"):
        dictionary(tmp_path / "words", name)
    dictionary(tmp_path / "words", "ru_RU", tried="оаие")
    (tmp_path / "words" / "fr_FR.dic").write_text("0\n", "utf-8")  # without rules
    return tmp_path / "words"


@pytest.mark.parametrize(
    ("languages", "found"),
    [
        (["de-AT", "en"], ["de_AT", "en_US"]),
        (["de-CH", "de", "en-GB"], ["de_DE", "en_US"]),
        (["pt-PT"], ["pt_BR"]),
        (["fr-FR", "xx", "C", ""], []),
    ],
)
def test_a_language_has_the_dictionary_of_its_country_else_another_one(
    folder: Path, languages: list[str], found: list[str]
) -> None:
    assert [path.name for path in find(languages, [folder, folder / "none"])] == found


class FakeHunspell:
    """The library's functions, over a list of words for each dictionary."""

    def __init__(self, words: dict[str, set[str]], encodings: dict[str, bytes]) -> None:
        self.opened: list[str] = []
        self.freed = 0
        self._held: list[Any] = []

        def create(_rules: bytes, path: bytes) -> int:
            self.opened.append(Path(path.decode()).stem)
            return len(self.opened)

        def named(handle: int) -> str:
            return self.opened[handle - 1]

        def encoding(handle: int) -> bytes:
            return encodings.get(named(handle), b"UTF-8")

        def spell(handle: int, word: bytes) -> int:
            return word.decode(encoding(handle).decode()) in words[named(handle)]

        def suggest(handle: int, place: Any, _word: bytes) -> int:
            offers = sorted(words[named(handle)])
            strings = (ctypes.c_char_p * len(offers))(
                *(each.encode(encoding(handle).decode()) for each in offers)
            )
            self._held.append(strings)
            first = ctypes.cast(strings, ctypes.POINTER(ctypes.c_char_p))
            ctypes.pointer(place._obj)[0] = first
            return len(offers)

        def free(_handle: int, _place: Any, _count: int) -> None:
            self.freed += 1

        self.library = SimpleNamespace(
            Hunspell_create=create,
            Hunspell_get_dic_encoding=encoding,
            Hunspell_spell=spell,
            Hunspell_suggest=suggest,
            Hunspell_free_list=free,
        )


def loaded(
    hunspell: FakeHunspell, languages: Sequence[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> DesktopSpelling:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: hunspell.library)
    posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(job: Callable[[], None]) -> None:
        posted.put(job)

    spelling = DesktopSpelling(post, lambda: languages, libraries=["hunspell"], folders=[folder])
    told: list[bool] = []
    spelling.load(lambda: told.append(True))
    assert spelling.is_right("zzz")  # nothing is known yet
    posted.get(timeout=10)()
    assert told == [True]
    spelling.load(lambda: told.append(True))
    assert told == [True, True]
    return spelling


def test_a_word_is_right_in_any_of_the_languages_and_offers_come_from_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hunspell = FakeHunspell(
        {"en_US": {"tree", "don't"}, "de_DE": {GERMAN}}, {"de_DE": b"ISO8859-1"}
    )
    spelling = loaded(hunspell, ["en-US", "de"], folder, monkeypatch)
    assert hunspell.opened == ["en_US", "de_DE"]
    right = {word: spelling.is_right(word) for word in ("tree", GERMAN, "don’t", "teh", "čaj")}
    assert right == {"tree": True, GERMAN: True, "don’t": True, "teh": False, "čaj": False}
    assert spelling.offers("teh") == ("don't", "tree", GERMAN)
    assert hunspell.freed == 2


def test_letters_that_no_language_is_written_in_are_no_slip(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hunspell = FakeHunspell({"en_US": {"tree"}}, {})
    spelling = loaded(hunspell, ["en"], folder, monkeypatch)
    assert [spelling.is_right(word) for word in ("дерево", "東京", "𝒜b", "e")] == [
        True,
        True,
        True,
        False,
    ]
    assert script_of("дерево") == "CYRILLIC"


def test_offers_are_few_and_a_word_without_end_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hunspell = FakeHunspell({"en_US": {f"word{n}" for n in range(20)}}, {})
    spelling = loaded(hunspell, ["en"], folder, monkeypatch)
    assert len(spelling.offers("wrd")) == MOST
    assert spelling.is_right("x" * (LONGEST + 1))
    assert spelling.offers("x" * (LONGEST + 1)) == ()


def test_without_the_library_nothing_is_ever_told(folder: Path) -> None:
    posted: list[Callable[[], None]] = []

    def post(job: Callable[[], None]) -> None:
        posted.append(job)

    spelling = DesktopSpelling(
        post,
        lambda: ["en"],
        libraries=["no such library"],
        folders=[folder],
    )
    spelling.load(lambda: pytest.fail("there is none"))
    spelling.stop()
    assert spelling._thread is not None
    assert not spelling._thread.is_alive()
    assert posted == []
    assert spelling.is_right("teh")
    assert spelling.offers("teh") == ()


def test_a_dictionary_of_an_unknown_encoding_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hunspell = FakeHunspell({"en_US": {"tree"}, "de_DE": {GERMAN}}, {"de_DE": b"KLINGON"})
    spelling = loaded(hunspell, ["de", "en"], folder, monkeypatch)
    assert spelling.is_right("tree")
    assert not spelling.is_right(GERMAN)
