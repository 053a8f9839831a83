"""Whatever is required or shipped has its licence here, and none asks that Spindle be GPL."""

import re
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "resources" / "licenses"
# Offered under several licences; the one that Spindle uses it by.
CHOSEN = {"pyside6-essentials": "LGPL-3.0-only", "shiboken6": "LGPL-3.0-only"}
# Weak copyleft in words that the filter below would take for the strong kind.
WEAK = {"chardet": "LGPL-2.1-or-later"}
# Loaded only by the process that speaks, replaceable, and named on the licence page.
EXCEPTED = {"espeakng-loader"}
# States its licence in the text only: that of zlib, beside SQLCipher's own of three clauses.
UNSTATED = {"sqlcipher3": "Zlib AND BSD-3-Clause"}
EXTRAS = ("requirements-voice.txt", "requirements-encryption.txt")
LOCKS = ("requirements.txt", *EXTRAS)
_LICENCE = re.compile(r"(?i)^(licen[cs]e|copying|notice)(?!.*\.py$)")
# What a package carries for what is inside it comes with the package, and it is not in ours.
_OF_OTHERS = re.compile(r"_vendor/|ThirdPartyNotices")
STRONG_COPYLEFT = re.compile(r"(?<!L)GPL|General Public", re.IGNORECASE)


def required() -> set[str]:
    """All that Spindle and its extras need to run on this machine, by what is installed."""
    found: set[str] = set()
    open_ends = direct_dependencies()
    while open_ends:
        name = re.sub(r"[-_.]+", "-", open_ends.pop()).lower()
        if name in found:
            continue
        found.add(name)
        open_ends += names_of(distribution(name).requires or [])
    return found


def direct_dependencies() -> list[str]:
    return [name for file in LOCKS for name in names_of(locked(file))]


def locked(file: str) -> list[str]:
    """The requirements of a lock, on whatever machine."""
    lock = (ROOT / "resources" / file).read_text("utf-8")
    return [line.removesuffix("\\") for line in lock.splitlines() if "==" in line]


def names_of(texts: list[str]) -> list[str]:
    requirements = map(Requirement, texts)
    return [r.name for r in requirements if not r.marker or r.marker.evaluate({"extra": ""})]


def elsewhere() -> set[str]:
    """What an extra needs on other machines only, or with other Pythons."""
    return {Requirement(text).name for file in EXTRAS for text in locked(file)} - required()


def stated_licence(name: str) -> str:
    facts = distribution(name).metadata
    stated = [*(facts.get_all("License-Expression") or []), *(facts.get_all("License") or [])]
    kinds = [kind for kind in facts.get_all("Classifier") or [] if kind.startswith("License")]
    return " ".join([*stated, *kinds])


@pytest.mark.parametrize("name", sorted(required()))
def test_a_required_package_has_its_licence_text(name: str) -> None:
    assert len((LICENCES / f"{name}.txt").read_text("utf-8")) > 200


@pytest.mark.parametrize("name", sorted(required()))
def test_its_text_is_that_of_what_is_installed(name: str) -> None:
    kept = words((LICENCES / f"{name}.txt").read_text("utf-8"))
    installed = {
        str(path): path.locate().read_text("utf-8", "replace")  # type: ignore[attr-defined]  # a Path
        for path in distribution(name).files or []
        if _LICENCE.search(path.name) and not _OF_OTHERS.search(str(path))
    }

    assert [path for path, text in installed.items() if words(text) not in kept] == []


def words(text: str) -> str:
    """A text without its lines, marks and capitals."""
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("name", sorted(elsewhere()))
def test_a_package_of_other_machines_has_its_licence_text_too(name: str) -> None:
    assert len((LICENCES / f"{name}.txt").read_text("utf-8")) > 200


def test_the_cipher_names_what_is_compiled_into_it() -> None:
    text = (LICENCES / "sqlcipher3.txt").read_text("utf-8")

    assert "ZETETIC LLC" in text
    assert "OpenSSL" in text


@pytest.mark.parametrize("name", sorted(required()))
def test_a_required_package_leaves_spindle_free_to_be_mit(name: str) -> None:
    if name in EXCEPTED:
        assert "General Public License" in (LICENCES / f"{name}.txt").read_text("utf-8")
        return
    licence = (CHOSEN | WEAK | UNSTATED).get(name, stated_licence(name))

    assert licence.strip(), f"{name} states no licence"
    assert not STRONG_COPYLEFT.search(licence)


@pytest.mark.parametrize("name", sorted(CHOSEN))
def test_a_chosen_licence_is_one_that_is_offered(name: str) -> None:
    assert CHOSEN[name] in stated_licence(name)


def test_the_filter_knows_strong_copyleft_from_weak() -> None:
    assert STRONG_COPYLEFT.search("AGPL-3.0-or-later")
    assert STRONG_COPYLEFT.search("GNU General Public License v3")
    assert not STRONG_COPYLEFT.search("LGPL-3.0-only")


def test_spindles_own_licence_is_the_same_in_the_app_and_at_the_top() -> None:
    assert (LICENCES / "spindle.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_no_licence_is_kept_of_what_is_not_shipped_any_more() -> None:
    shipped = {"spindle", "inter", "gentium"} | required() | elsewhere()

    assert {file.stem for file in LICENCES.glob("*.txt")} <= shipped


def test_every_font_file_is_named_beside_its_licence() -> None:
    families = {"Inter": "inter", "InterDisplay": "inter", "GentiumBookPlus": "gentium"}
    for font in (ROOT / "resources" / "fonts").glob("*.[ot]tf"):
        assert (LICENCES / f"{families[font.stem.split('-')[0]]}.txt").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="jeepney is required on Linux only")
def test_the_walk_over_requirements_reaches_the_second_ring() -> None:
    assert {"jeepney", "sqlite-utils", "click", "shiboken6"} <= required()
    assert {"sqlcipher3", "cffi", "jaraco-classes", "onnxruntime"} <= required()
