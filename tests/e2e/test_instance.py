"""One Spindle per profile: the first holds it, later ones are heard, nonsense is hung up on."""

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from spindle.adapters.calling import HEADER, LONGEST, address, packed, tell
from spindle.adapters.instance import lock
from spindle.adapters.listener import Listener
from spindle.core.clock import SECOND
from tests.helpers import lock_holder

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform == "win32", reason="speaks to Unix sockets"),
]

Call = Callable[[], socket.socket]
RAISE: dict[str, Any] = {"verb": "raise", "args": ["--page", "focus"]}


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    (tmp_path / "profile").mkdir()
    return tmp_path / "profile"


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def listener(qapp: object, profile: Path, heard: list[dict[str, Any]]) -> Iterator[Listener]:
    del qapp
    listener = Listener(profile, heard.append)
    assert listener.listening
    yield listener
    listener.stop()


@pytest.fixture
def start(profile: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start programs that take the profile; all are ended at the end."""
    started: list[subprocess.Popen[str]] = []

    def one() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, lock_holder.__file__, str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            text=True,
        )
        started.append(process)
        return process

    yield one
    for process in started:
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def call(profile: Path) -> Iterator[Callable[[], socket.socket]]:
    """Connect by hand, without ever waiting; all lines are closed at the end."""
    lines: list[socket.socket] = []

    def one() -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        lines.append(line)
        line.connect(address(profile))
        line.setblocking(False)
        return line

    yield one
    for line in lines:
        line.close()


def told(qtbot: QtBot, profile: Path, message: dict[str, Any]) -> bool:
    """Send as another process would, while this one goes on."""
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(tell(profile, message)))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers))
    thread.join()
    return answers[0]


@pytest.mark.requirement("focus-row-54")
@pytest.mark.requirement("focus-pain-18")
def test_of_twenty_starts_at_once_one_holds_the_profile(
    start: Callable[[], subprocess.Popen[str]],
) -> None:
    answers = [said(process) for process in [start() for _ in range(20)]]
    assert sorted(answers) == ["first", *["second"] * 19]


def test_a_killed_one_leaves_a_profile_that_opens_at_once(
    start: Callable[[], subprocess.Popen[str]], profile: Path
) -> None:
    first = start()
    assert said(first) == "first"
    first.kill()
    first.wait()
    assert (profile / "spindle.lock").exists()
    held = lock(profile)
    assert held is not None
    assert held.isLocked()


@pytest.mark.requirement("focus-pain-18")
def test_after_a_kill_twenty_starts_still_agree_on_one(
    start: Callable[[], subprocess.Popen[str]],
) -> None:
    first = start()
    said(first)
    first.kill()
    first.wait()
    answers = [said(process) for process in [start() for _ in range(20)]]
    assert answers.count("first") == 1


def test_two_profiles_are_two_programs(tmp_path: Path, profile: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    first, second = lock(profile), lock(other)
    assert first is not None
    assert second is not None
    assert address(profile) != address(other)


def test_a_folder_that_is_not_there_does_not_pass_for_another_program(tmp_path: Path) -> None:
    held = lock(tmp_path / "missing")
    assert held is not None
    assert not held.isLocked()


@pytest.mark.requirement("focus-pain-18")
@pytest.mark.usefixtures("listener")
def test_a_second_start_is_heard_with_its_arguments(
    qtbot: QtBot, profile: Path, heard: list[dict[str, Any]]
) -> None:
    assert told(qtbot, profile, RAISE)
    assert heard == [RAISE]


def test_a_second_start_waits_for_a_first_that_does_not_listen_yet(
    qtbot: QtBot, profile: Path, heard: list[dict[str, Any]]
) -> None:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(tell(profile, RAISE, 5 * SECOND)))
    thread.start()
    listener = Listener(profile, heard.append)
    qtbot.waitUntil(lambda: bool(answers))
    thread.join()
    listener.stop()
    assert answers == [True]
    assert heard == [RAISE]


def test_a_second_start_gives_up_on_one_that_never_listens(profile: Path) -> None:
    assert not tell(profile, RAISE, SECOND // 10)


def test_only_the_user_can_knock(listener: Listener, profile: Path) -> None:
    del listener
    mode = os.stat(address(profile)).st_mode  # noqa: PTH116 - a socket's path is text here
    assert stat.S_ISSOCK(mode)
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)


@pytest.mark.usefixtures("listener")
@pytest.mark.parametrize(
    "nonsense",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        (10**9).to_bytes(HEADER, "big") + b"x" * 1000,
        (0).to_bytes(HEADER, "big"),
        (LONGEST + 1).to_bytes(HEADER, "big"),
        (5).to_bytes(HEADER, "big") + b"\xff\xfe\x00\x01\x02",
        (2).to_bytes(HEADER, "big") + b"[]",
        (2).to_bytes(HEADER, "big") + b"{}",
        (40_000).to_bytes(HEADER, "big") + b"[" * 40_000,
        packed({"verb": 1}),
    ],
    ids=["http", "a gigabyte", "empty", "too long", "not text", "list", "bare", "deep", "no verb"],
)
def test_nonsense_is_hung_up_on_and_the_next_is_heard(
    qtbot: QtBot, profile: Path, call: Call, heard: list[dict[str, Any]], nonsense: bytes
) -> None:
    line = call()
    line.sendall(nonsense)
    qtbot.waitUntil(lambda: hung_up(line))
    assert not heard
    assert told(qtbot, profile, RAISE)
    assert heard == [RAISE]


@pytest.mark.usefixtures("listener")
def test_a_flood_fills_no_memory(qtbot: QtBot, call: Call) -> None:
    line = call()
    sent = [0]

    def refused() -> bool:
        try:
            sent[0] += line.send(b"\x00\x00\xff\xff" + b"x" * 1_000_000)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return False

    qtbot.waitUntil(refused)
    assert sent[0] < 10_000_000


@pytest.mark.usefixtures("listener")
def test_half_a_message_is_waited_for_two_seconds_and_holds_up_nobody(
    qtbot: QtBot, profile: Path, call: Call, heard: list[dict[str, Any]]
) -> None:
    line = call()
    line.sendall(packed(RAISE)[:7])
    assert told(qtbot, profile, RAISE)
    assert heard == [RAISE]
    qtbot.waitUntil(lambda: hung_up(line), timeout=5_000)


@pytest.mark.usefixtures("listener")
def test_a_message_in_pieces_is_heard_whole(
    qtbot: QtBot, call: Call, heard: list[dict[str, Any]]
) -> None:
    line = call()
    whole = packed({"verb": "raise", "args": ["x" * 50_000]})
    for start in range(0, len(whole), 7_000):
        line.sendall(whole[start : start + 7_000])
        QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0]["args"] == ["x" * 50_000]


def test_a_hundred_silent_callers_do_not_keep_out_the_next(
    qtbot: QtBot, listener: Listener, profile: Path, call: Call, heard: list[dict[str, Any]]
) -> None:
    for _ in range(100):
        with qtbot.waitSignal(listener._server.newConnection):
            call()
    assert told(qtbot, profile, RAISE)
    assert heard == [RAISE]
    assert len(listener._callers) <= 16


def test_the_socket_goes_with_the_program(listener: Listener, profile: Path) -> None:
    assert Path(address(profile)).exists()
    listener.stop()
    assert not Path(address(profile)).exists()


def test_a_socket_that_a_killed_one_left_is_replaced(
    qtbot: QtBot, profile: Path, heard: list[dict[str, Any]]
) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address(profile))
    left.close()
    listener = Listener(profile, heard.append)
    assert told(qtbot, profile, RAISE)
    listener.stop()


def test_without_a_runtime_folder_or_with_a_deep_profile_there_is_still_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    assert address(Path("/tmp")).startswith("/tmp/spindle-")  # noqa: S108 - any writable folder
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    assert len(os.fsencode(address(deep))) <= 107


def hung_up(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
