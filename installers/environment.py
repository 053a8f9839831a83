"""Makes the private environment: ``.venv`` in the checkout, with exact versions, all or nothing.

What it holds is listed in ``resources/requirements*.txt``, each package checked by its hash. While
it is made, one that worked before is set aside and comes back if a step fails.
"""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from installers.bootstrap import (
    APP,
    EXTRAS,
    PYTHON,
    ROOT,
    TESTS,
    VENV,
    SetupError,
    is_ready,
    lock_path,
    stamp,
    stamp_path,
)

FORMER = ROOT / ".venv.former"
_WINDOWS = sys.platform == "win32"
LAUNCHER = VENV / ("Scripts/spindle.cmd" if _WINDOWS else "bin/spindle")
NEEDED_MB = 900


def set_up(*parts: str) -> None:
    """Install what is missing of these parts.

    Raises:
        SetupError: A step failed. The environment is as it was before.
    """
    with _one_at_a_time():
        if is_ready(*parts):  # another set-up ended while this one waited
            return
        _say("Setting up Spindle in this folder. This happens once and needs the network.")
        if sys.platform.startswith("linux"):
            from installers.linux import packages  # noqa: PLC0415 - of this platform only

            packages.require(tests=TESTS in parts, say=_say)
        if is_ready(APP):  # the rest comes on top; what runs already is left alone
            for part in parts:
                _add(part)
        else:
            with _former_kept():
                _build(parts)
        _say("Ready.")


def _add(part: str) -> None:
    if is_ready(part):
        return
    _say("Fetching the tools of the tests ..." if part == TESTS else f"Fetching {part} ...")
    _install(part)
    _write(stamp_path(part), stamp(part))


def _build(parts: Sequence[str]) -> None:
    if shutil.disk_usage(ROOT).free < NEEDED_MB * 1_000_000:
        raise SetupError(
            f"The disk is almost full: about {NEEDED_MB} MB must be free in {ROOT}.\n"
            "Make room, then run the same command again."
        )
    _say("Making a private Python environment ...")
    # A virtual environment must not be made from itself, so the one below it is asked.
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run(
        [base, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SetupError(f"{made.stdout}\nPython could not make an environment in {VENV}.")
    _say("Fetching Qt and other packages, about 150 MB ...")
    _install(TESTS if TESTS in parts else APP)
    for extra in EXTRAS:
        if extra in parts and TESTS not in parts:
            _install(extra)
    write_links()
    write_stamps(*parts)


def _install(part: str) -> None:
    lock = lock_path(part)
    total = sum("==" in line for line in lock.read_text("utf-8").splitlines())
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--no-warn-script-location", "-r", str(lock)]
    said: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=_quiet_environment(),
    ) as pip:
        assert pip.stdout is not None  # noqa: S101 - it was asked for above
        for line in pip.stdout:
            said.append(line)
            _show_progress(said, total)
    if pip.returncode:
        full = any("No space left" in line for line in said)
        advice = "Make room on the disk" if full else "Check the network (and any proxy)"
        raise SetupError(
            "".join(said[-12:]) + f"\nThe packages could not be installed. {advice} and run the "
            "same command again."
        )


def _show_progress(said: list[str], total: int) -> None:
    """Count packages on one line, where there is a terminal to redraw it."""
    if not sys.stdout.isatty():
        return
    if said[-1].startswith("Collecting "):
        fetched = sum(line.startswith("Collecting ") for line in said)
        name = said[-1].split()[1].split("==")[0]
        sys.stdout.write(f"\r  {fetched} of {total}: {name:<40}")
    elif said[-1].startswith("Installing collected"):
        sys.stdout.write(f"\r  {'installing':<50}\n")
    sys.stdout.flush()


def _quiet_environment() -> dict[str, str]:
    """The person's environment without what would send packages elsewhere."""
    elsewhere = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return {**kept, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def write_links() -> None:
    """Point the environment to ``app/`` and write the launcher; no build step, no copy."""
    purelib = "Lib/site-packages" if _WINDOWS else f"lib/python{_short_version()}/site-packages"
    _write(VENV / purelib / "spindle.pth", f"{ROOT / 'app'}\n".encode())
    if _WINDOWS:
        _write(LAUNCHER, b'@"%~dp0python.exe" -P -m spindle %*\r\n')
        return
    _write(LAUNCHER, f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m spindle "$@"\n'.encode())
    LAUNCHER.chmod(0o755)


def write_stamps(*parts: str) -> None:
    """Say that all is done. Nothing may come after this."""
    for part in (*(p for p in parts if p != APP), APP):
        _write(stamp_path(part), stamp(part))


def _short_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


@contextlib.contextmanager
def _former_kept() -> Iterator[None]:
    """Set a working environment aside until the new one stands, and bring it back if it falls."""
    if stamp_path(APP).exists():
        _remove(FORMER)
        VENV.rename(FORMER)
    _remove(VENV)
    try:
        yield
    except BaseException:
        _remove(VENV)
        if FORMER.exists():
            FORMER.rename(VENV)
        raise
    _remove(FORMER)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let a second set-up wait for the first. This file itself is the lock: none is left over."""
    with Path(__file__).open("r+b") as handle:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - of this platform only

            handle.seek(1 << 30)  # beyond the end, where locking hinders nobody's reading
            while True:
                try:
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    _say("Another set-up is under way in this folder; waiting for it ...")
        else:
            import fcntl  # noqa: PLC0415 - of this platform only

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _say("Another set-up is under way in this folder; waiting for it ...")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _write(path: Path, content: bytes) -> None:
    """Write so that a power cut leaves the former file or the new one, never a part."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _say(line: str) -> None:
    print(line, flush=True)
