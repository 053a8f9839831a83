"""What no file of the project may say, and that the linter hears it when one does."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("app", "installers", "resources", "tests")
LICENCES = Path("resources", "licenses")  # their texts name whom they like
# Whom a file may name: licences and standards; nobody that Spindle would ever call.
HOSTS = {
    "example.org",
    "keepachangelog.com",
    "semver.org",
    "fsf.org",
    "ns.adobe.com",
    "purl.oclc.org",
    "purl.org",
    "schemas.openxmlformats.org",
    "www.daisy.org",
    "www.idpf.org",
    "github.com",
    "scripts.sil.org",
    "www.apache.org",
    "www.freedesktop.org",
    "www.gnu.org",
    "www.opensource.org",
    "www.sil.org",
    "www.w3.org",
}
BANNED = {
    "waiting": "import time\n\ntime.sleep(1)\n",
    "the wall clock": "import time\n\nprint(time.time())\n",
    "the awake clock": "import time\n\nprint(time.monotonic())\n",
    "the local time": "from datetime import UTC, datetime\n\nprint(datetime.now(UTC))\n",
    "the date": "from datetime import date\n\nprint(date.today())\n",
    "a box over the window": "from PySide6.QtWidgets import QMessageBox\n\nprint(QMessageBox)\n",
    "the folder as a package": "from app import spindle\n\nprint(spindle)\n",
    "a mock": "from unittest.mock import Mock\n\nprint(Mock)\n",
}


def ruff(source: str, name: str) -> str:
    """What the project's own rules say about a file of that name."""
    done = subprocess.run(
        [Path(sys.executable).with_name("ruff"), "check", "--stdin-filename", name, "-"],
        input=source,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def python_files() -> Iterator[Path]:
    for folder in ("app", "installers", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project."""
    files = [*ROOT.glob("*.md"), ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    files += (ROOT / ".github").rglob("*.yml")
    for folder in FOLDERS:
        files += (file for file in (ROOT / folder).rglob("*") if file.is_file())
    for file in files:
        raw = file.read_bytes()
        if file.suffix != ".pyc" and b"\0" not in raw:
            yield file.relative_to(ROOT), raw.decode("utf-8")


@pytest.mark.parametrize("folder", ["app/spindle/core", "app/spindle/shell", "tests/unit"])
@pytest.mark.parametrize("what", BANNED)
def test_the_linter_hears_what_is_banned(what: str, folder: str) -> None:
    assert "TID251" in ruff(BANNED[what], f"{folder}/planted.py")


def test_no_file_of_the_program_asks_to_be_let_off() -> None:
    excuse = re.compile("noqa:.*" + "TID251")
    program = (ROOT / "app" / "spindle").rglob("*.py")
    let_off = [file for file in program if excuse.search(file.read_text("utf-8"))]

    # A sound device and a pipe run on real time, whatever the person's clock says.
    assert let_off in ([], [ROOT / "app" / "spindle" / "sound" / "now.py"])


def test_every_excuse_names_its_rule() -> None:
    bare = re.compile(r"#\s*(noqa(?!:)|type:\s*ignore(?!\[)|fmt:(?!\s*skip)|pragma)")

    assert [str(file) for file in python_files() if bare.search(file.read_text("utf-8"))] == []


def test_no_file_names_a_host_beyond_licences_and_standards() -> None:
    address = re.compile(r"https?://([\w.-]*\w)")
    written = ((file, text) for file, text in texts() if LICENCES not in file.parents)
    named = {(str(file), host) for file, text in written for host in address.findall(text)}

    assert {(file, host) for file, host in named if host not in HOSTS} == set()


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    places = [re.escape(str(p)) for p in (ROOT, Path(sys.prefix)) if len(p.parts) > 2]
    people = r"/home/\w+", r"(?<!C:)/Users/\w+", "/" + "root/"
    machine = re.compile("|".join(rf"(?<![\w.}}]){place}" for place in (*places, *people)))

    assert [(str(f), found[0]) for f, text in texts() if (found := machine.search(text))] == []


def test_the_top_level_holds_the_four_folders_and_no_other() -> None:
    made_by_tools = {"build", "dist", "venv", "__pycache__"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."}

    assert {name for name in folders if not name.endswith(".egg-info")} - made_by_tools == {
        *FOLDERS
    }


def test_a_module_stays_short_enough_to_be_read_in_one_sitting() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines())
        for file in (ROOT / "app").rglob("*.py")
    }

    assert {file: length for file, length in lengths.items() if length > 400} == {}
