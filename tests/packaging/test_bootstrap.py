"""The set-up, played through in small checkouts whose lock asks for nothing: no network needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installers.bootstrap import EXTRAS, LOCKS

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = 'import sys\nprint("started", *sys.argv[1:])\n'
UNREACHABLE = f"no-such-thing==1.0 --hash=sha256:{'0' * 64}\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="plays with a POSIX environment")


def make_checkout(folder: Path) -> Path:
    """A checkout with the real set-up and a program of one line."""
    shutil.copytree(ROOT / "installers", folder / "installers")
    (folder / "app" / "spindle").mkdir(parents=True)
    shutil.copy(ROOT / "app" / "__main__.py", folder / "app")
    (folder / "app" / "spindle" / "__main__.py").write_text(PROGRAM)
    (folder / "resources").mkdir()
    for name in LOCKS.values():
        (folder / "resources" / name).write_text("# nothing\n")
    return folder


def start(checkout: Path, *arguments: str, **extra: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PIP_NO_INDEX": "1", "PYTHONUTF8": "1", **extra}
    return subprocess.Popen(
        [sys._base_executable, "-m", "app", *arguments],  # type: ignore[attr-defined]
        cwd=checkout,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def play(checkout: Path, *arguments: str) -> tuple[int, str]:
    process = start(checkout, *arguments)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout set up once; a test that breaks it takes a copy."""
    checkout = make_checkout(tmp_path_factory.mktemp("ready") / 'it\'s a "checkout" with $HOME')
    code, said = play(checkout, "first")
    assert (code, said.splitlines()[-1]) == (0, "started first")
    return checkout


@pytest.fixture
def copy(ready: Path) -> Path:
    """The checkout, changed as if nobody had ever set it up anew: same place, same stamp."""
    kept = ready.with_name("kept")
    if not kept.exists():
        shutil.copytree(ready, kept, symlinks=True)
    shutil.rmtree(ready)
    shutil.copytree(kept, ready, symlinks=True)
    return ready


def test_a_second_start_says_nothing_of_a_set_up_and_hands_over_arguments(ready: Path) -> None:
    assert play(ready, "--profile", "a b") == (0, "started --profile a b\n")


def test_the_launcher_works_from_any_folder_and_any_path(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "spindle.py").write_text("raise SystemExit('the wrong module')")

    said = subprocess.run(
        [ready / ".venv/bin/spindle", "x"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout

    assert said == "started x\n"


def test_an_interrupted_set_up_is_done_again(copy: Path) -> None:
    (copy / ".venv" / "app.stamp").unlink()
    (copy / ".venv" / "bin" / "python").unlink()

    code, said = play(copy)

    assert code == 0
    assert "Ready." in said


def test_a_moved_checkout_is_set_up_again(copy: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(copy, moved, symlinks=True)

    code, said = play(moved)

    assert code == 0
    assert "Ready." in said
    assert str(moved / "app") in next((moved / ".venv").rglob("spindle.pth")).read_text()


def test_two_set_ups_at_once_make_one_environment(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "twice")
    both = [start(checkout, "one"), start(checkout, "two")]
    said = [process.communicate(timeout=120)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert sum("Ready." in text for text in said) == 1
    assert sum("waiting for it" in text for text in said) == 1


def test_a_failed_step_says_what_to_do_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "fails")
    (checkout / "resources" / "requirements.txt").write_text(UNREACHABLE)

    code, said = play(checkout)

    assert code == 1
    assert "run the same command again" in said
    assert "Traceback" not in said
    assert not list(checkout.glob(".venv*"))


def test_a_failed_renewal_keeps_what_worked_before(copy: Path) -> None:
    (copy / "resources" / "requirements.txt").write_text(UNREACHABLE)

    code, _ = play(copy)

    assert code == 1
    assert subprocess.run([copy / ".venv/bin/spindle"], check=False).returncode == 0
    assert not (copy / ".venv.former").exists()


def test_missing_test_tools_leave_the_program_alone_when_they_cannot_be_had(copy: Path) -> None:
    (copy / "resources" / "requirements-dev.txt").write_text(UNREACHABLE)
    (copy / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "__main__.py", copy / "tests")
    failed = subprocess.run(
        [sys._base_executable, "-m", "tests"],  # type: ignore[attr-defined]
        cwd=copy,
        env={**os.environ, "PIP_NO_INDEX": "1"},
        capture_output=True,
        check=False,
    )

    assert failed.returncode == 1
    assert play(copy, "still") == (0, "started still\n")


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_is_added_once_and_stays_through_a_renewal(copy: Path, extra: str) -> None:
    stamp = copy / ".venv" / f"{extra}.stamp"

    code, said = play(copy, "--with", extra, "first")
    assert (code, said.splitlines()[-1]) == (0, "started first")
    assert f"Fetching {extra} ..." in said
    assert play(copy, "--with", extra) == (0, "started\n")
    (copy / "resources" / "requirements.txt").write_text("# nothing, and newer\n")
    stamp.write_text("stale")
    assert play(copy)[0] == 0
    assert stamp.read_text() != "stale"


def test_an_extra_that_cannot_be_had_leaves_the_program_alone(copy: Path) -> None:
    (copy / "resources" / LOCKS["voice"]).write_text(UNREACHABLE)

    code, said = play(copy, "--with", "voice")

    assert code == 1
    assert "run the same command again" in said
    assert play(copy, "still") == (0, "started still\n")


def test_an_unknown_extra_is_named(ready: Path) -> None:
    code, said = play(ready, "--with", "wings")

    assert code == 1
    assert said == "--with takes one of: voice, encryption.\n"


@pytest.mark.parametrize("entry", ["app/__main__.py", "tests/__main__.py"])
def test_an_older_python_reads_one_sentence(entry: str) -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 10, 4, 'final', 0); sys.version = '3.10.4 (x)';"
        f"runpy.run_path({str(ROOT / entry)!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == "Spindle needs Python 3.11 or newer; this is 3.10.4.\n"


def test_the_way_to_a_set_up_program_imports_only_the_standard_library_and_little_of_it() -> None:
    probe = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); before = set(sys.modules);"
        "from installers import bootstrap; bootstrap.is_ready(bootstrap.APP);"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", probe], capture_output=True, text=True, check=True
    )

    assert not {"subprocess", "shutil", "ctypes", "hashlib", "PySide6"} & set(done.stdout.split())
