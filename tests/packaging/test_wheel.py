"""An ordinary wheel: `pip install .` brings all that Spindle shows, and nothing of the tests."""

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
from spindle.core.resources import root
from spindle.version import __version__
assert (root() / "theme" / "tokens.json").is_file(), root()
assert any((root() / "fonts").glob("*.otf")), root()
print(root(), __version__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("spindle-*.whl")
    return built


def test_a_wheel_holds_the_package_its_resources_and_its_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for file in (ROOT / "resources").rglob("*"):
        if file.is_file():
            assert f"spindle/_resources/{file.relative_to(ROOT / 'resources').as_posix()}" in names
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)


def test_a_wheel_holds_no_set_up_and_no_tests(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"spindle"}


def test_a_wheel_starts_spindle_without_a_console(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entries,) = [n for n in archive.namelist() if n.endswith("entry_points.txt")]
        text = archive.read(entries).decode()

    assert text.split() == ["[gui_scripts]", "spindle", "=", "spindle.__main__:main"]


def test_resources_are_found_from_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    venv.create(clean, symlinks=sys.platform != "win32")
    python = clean / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = ["install", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), *install],
        check=True,
        capture_output=True,
    )

    said = subprocess.run(
        [python, "-c", PROBE], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout

    assert said.startswith(str(clean))


@pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11")
def test_an_installed_wheel_opens_its_window_and_answers_on_the_terminal(
    wheel: Path, tmp_path: Path
) -> None:
    clean = tmp_path / "clean"
    venv.create(clean, symlinks=True)
    install = ["install", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(clean / "bin" / "python"), *install],
        check=True,
        capture_output=True,
    )
    # What it requires is the tests' own, without the checkout that is there as well.
    [packages] = clean.glob("lib/*/site-packages")
    required = Path(pytest.__file__).parents[1]
    for entry in required.iterdir():
        if entry.suffix != ".pth" and not (packages / entry.name).exists():
            (packages / entry.name).symlink_to(entry)
    spindle = clean / "bin" / "spindle"

    with VirtualDesktop(tray=False) as desktop:
        assert desktop.run(spindle, "--version").startswith("Spindle ")
        desktop.start(spindle, "--profile", tmp_path / "profile")
        window = desktop.screen.wait_for_window("Spindle", seconds=30)
        assert window.width >= 1000
        wait_until((tmp_path / "profile" / "spindle.db").is_file, "the database")


def test_the_source_archive_leaves_out_the_log_of_another_project(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = tmp_path.glob("spindle-*.tar.gz")
    with tarfile.open(built) as archive:
        names = archive.getnames()

    assert (ROOT / "tests" / "fixtures" / "review_log" / "review_log.csv").is_file()
    assert any(name.endswith("tests/unit/test_drill_review_log.py") for name in names)
    assert not [name for name in names if "fixtures/review_log" in name]
