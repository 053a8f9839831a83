"""``spindle status``, ``sessions``, ``export``, ``backup`` and ``check`` on a real file."""

import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from spindle.adapters.calling import address
from spindle.cli import reading, run, status
from spindle.cli.verbs import Asked
from spindle.core.clock import HOUR, MINUTE, SECOND, ManualClock
from spindle.core.feature import Feature
from spindle.core.general import DAY_START
from spindle.core.ids import SessionId
from spindle.core.session import Activity, Session
from spindle.registry import FEATURES
from spindle.storage import session_log
from spindle.storage.demo import Demo
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.export import exported
from spindle.storage.open import open_database
from tests.helpers.answering import answering
from tests.helpers.database import put, rows

NINE = datetime(2026, 3, 10, 9, 0)
ROOT = Path(__file__).parents[2]


def features() -> tuple[Feature, ...]:
    return FEATURES


class Profile:
    """A profile with a day in Berlin, asked at ten."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.path = folder / "spindle.db"
        self.clock = ManualClock(NINE, "Europe/Berlin")
        self._capsys = capsys
        sets = [feature.migrations() for feature in features() if feature.migrations]
        self.db = open_database(self.path, sets, clock=self.clock)
        self.demo = Demo(
            db=self.db,
            random=Random(1),  # noqa: S311 - a play
            today=NINE.date(),
            zone="Europe/Berlin",
        )

    def ask(self, *verb: str, code: int = 0) -> str:
        assert run(["--profile", str(self.folder), *verb], features) == code
        said = self._capsys.readouterr()
        return said.err if code else said.out

    def ask_json(self, *verb: str) -> Any:
        return json.loads(self.ask(*verb, "--json"))

    def open_session(self, *, last_seen: int) -> None:
        now = self.clock.now()
        session = Session(
            id=SessionId("open"),
            activity=Activity.FOCUS,
            title="Lemma 4",
            started=now.wall,
            zone=now.zone,
            offset=now.offset,
            planned=25 * MINUTE,
            active=12 * MINUTE + 40 * SECOND,
            last_seen=now.wall + last_seen,
            predicted=3.7,
        )
        session_log.add(self.db, session, now.wall)


@pytest.fixture
def profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Profile]:
    made = Profile(tmp_path / "profile", capsys)
    monkeypatch.setattr(reading, "now", lambda _: made.clock.now())
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")  # sockets stay in the profile
    yield made
    made.db.close()


def test_nothing_runs_on_a_new_profile(profile: Profile) -> None:
    assert profile.ask("status") == "Nothing is running.\nToday: 0 sessions, 0 min.\n"
    assert profile.ask_json("status") == {
        "version": 1,
        "state": "idle",
        "timer": None,
        "session": None,
        "today": {"day": "2026-03-10", "sessions": 0, "active_seconds": 0, "activities": {}},
    }


def test_a_running_block_is_shown_without_its_prediction(profile: Profile) -> None:
    profile.open_session(last_seen=13 * MINUTE)
    profile.clock.advance(13 * MINUTE + 5 * SECOND)

    found = profile.ask_json("status")
    assert found["state"] == "running"
    assert found["session"]["started"] == "2026-03-10T09:00:00+01:00"
    assert found["session"]["seen"] == "2026-03-10T09:13:00+01:00"
    assert found["session"]["active_seconds"] == 12 * 60 + 40
    assert found["session"]["planned_seconds"] == 1500
    assert found["session"]["predicted"] is None
    assert profile.ask("status").startswith("Focus: Lemma 4, since 09:00, 12 min of 25 min.\n")


def test_a_session_without_heartbeats_is_silent(profile: Profile) -> None:
    profile.open_session(last_seen=13 * MINUTE)
    profile.clock.advance(HOUR)

    assert profile.ask_json("status")["state"] == "silent"
    assert "Last seen at 09:13; Spindle is not running." in profile.ask("status")


RUNNING: dict[str, Any] = {
    "phase": "work",
    "what": "Focus",
    "title": "Lemma 4",
    "part": [3, 4],
    "elapsed": 11 * MINUTE + 18 * SECOND,
    "planned": 25 * MINUTE,
    "left": 13 * MINUTE + 42 * SECOND - 1,
}


@pytest.mark.parametrize(
    ("told", "state", "words"),
    [
        ({}, "running", "Focus, block 3 of 4: Lemma 4, 14 min left."),
        ({"phase": "paused"}, "paused", "Paused, block 3 of 4: Lemma 4, 14 min left."),
        (
            {"part": None, "planned": None, "left": None},
            "running",
            "Focus: Lemma 4, 11 min so far.",
        ),
        (
            {"phase": "overtime", "left": -2 * MINUTE, "part": None},
            "overtime",
            "Time is up: Lemma 4, 2 min over.",
        ),
        (
            {"phase": "break", "what": "Break", "title": "Walk", "part": None},
            "break",
            "Break: Walk, 14 min left.",
        ),
        ({"phase": "asking"}, "asking", "Waiting for your answer."),
        ({"phase": "evening"}, "evening", "Evening."),
    ],
)
def test_a_running_spindle_is_asked_and_what_it_says_counts(
    profile: Profile, told: dict[str, Any], state: str, words: str
) -> None:
    with answering(profile.folder, RUNNING | told):
        found = profile.ask_json("status")
        assert profile.ask("status").splitlines()[0] == words
    assert found["state"] == state
    if state == "running" and not told:
        assert found["timer"] == {
            "what": "Focus",
            "title": "Lemma 4",
            "block": 3,
            "blocks": 4,
            "elapsed_seconds": 678,
            "planned_seconds": 1500,
            "left_seconds": 822,
        }


def test_a_text_that_is_heard_stands_in_the_file_while_no_timer_runs(profile: Profile) -> None:
    profile.open_session(last_seen=13 * MINUTE)
    profile.clock.advance(HOUR)
    with answering(profile.folder, {"phase": "idle", "title": ""}):
        found = profile.ask_json("status")
    assert (found["state"], found["timer"]) == ("running", None)


@pytest.mark.parametrize("body", [None, b"", b"nonsense", b"[]"])
def test_one_that_does_not_answer_leaves_it_to_the_file(
    profile: Profile, body: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "_PATIENCE", SECOND // 20)
    profile.open_session(last_seen=13 * MINUTE)
    profile.clock.advance(13 * MINUTE + 5 * SECOND)
    with answering(profile.folder, body):
        assert profile.ask_json("status")["state"] == "running"


def test_a_lock_and_a_socket_that_a_killed_one_left_are_no_trouble(profile: Profile) -> None:
    (profile.folder / "spindle.lock").write_text("1\n")
    with closing(socket.socket(socket.AF_UNIX)) as dead:
        dead.bind(address(profile.folder))
    assert profile.ask_json("status")["state"] == "idle"


def test_today_begins_at_the_day_start_and_counts_no_part_twice(profile: Profile) -> None:
    outer = profile.demo.session(Activity.FOCUS, "Late", datetime(2026, 3, 10, 3, 30), 20)
    first = profile.demo.session(Activity.FOCUS, "Early", NINE, 25, work_minutes=20)
    profile.demo.session(Activity.DRILL, "Inside", NINE, 5, parent=first.id)
    profile.demo.session(Activity.MOVE, "Walk", NINE.replace(minute=30), 10)
    profile.clock.advance(HOUR)

    assert profile.ask_json("status")["today"] == {
        "day": "2026-03-10",
        "sessions": 2,
        "active_seconds": 1800,
        "activities": {
            "focus": {"sessions": 1, "active_seconds": 1200},
            "move": {"sessions": 1, "active_seconds": 600},
        },
    }
    put(reading._DAY_START_KEY, str(3 * 60))(profile.db)
    assert profile.ask_json("status")["today"]["sessions"] == 3
    assert outer.active == 20 * MINUTE


def test_the_key_of_the_day_start_is_the_settings_own() -> None:
    assert DAY_START.key == reading._DAY_START_KEY


def test_sessions_are_listed_oldest_first_from_a_day_on(profile: Profile) -> None:
    profile.demo.session(Activity.FOCUS, "Second", NINE, 25, aim="Graph theory", truth=4)
    profile.demo.session(Activity.FOCUS, "First", NINE.replace(day=9), 25, rate=False)
    session_log.foretell(
        profile.db,
        session_log.session_of(
            profile.db.conn.execute("SELECT * FROM session WHERE title = 'First'").fetchone()
        ),
    )

    everything = profile.ask_json("sessions")
    assert [session["title"] for session in everything] == ["First", "Second"]
    assert everything[1]["aim"] == "Graph theory"
    assert everything[1]["ended"] == "2026-03-10T09:25:00+01:00"
    since = profile.ask_json("sessions", "--since", "2026-03-10")
    assert [session["title"] for session in since] == ["Second"]
    assert (
        profile.ask("sessions").splitlines()[0] == "2026-03-09 09:00  focus        25 min  ·  First"
    )


def test_a_prediction_is_told_once_the_session_is_rated_and_not_before(profile: Profile) -> None:
    for title, rate in (("Rated", True), ("Unrated", False)):
        profile.demo.session(Activity.FOCUS, title, NINE, 25, rate=rate)
    profile.db.execute("UPDATE session SET predicted_before = 3.456")

    told = {session["title"]: session["predicted"] for session in profile.ask_json("sessions")}
    assert told == {"Rated": 3.46, "Unrated": None}


def test_no_sessions_are_an_empty_list_and_removed_ones_are_left_out(profile: Profile) -> None:
    assert profile.ask_json("sessions") == []
    profile.demo.session(Activity.FOCUS, "Gone", NINE, 25)
    profile.db.execute("UPDATE session SET deleted = 1")
    assert profile.ask_json("sessions") == []


def test_export_backup_and_check_say_what_they_did(profile: Profile, tmp_path: Path) -> None:
    profile.demo.session(Activity.FOCUS, "One", NINE, 25)
    target = tmp_path / "all.zip"

    tables = len(exported(features()))
    assert profile.ask("export", str(target)) == f"{target}: 1 row from {tables} tables.\n"
    with zipfile.ZipFile(target) as archive:
        assert "csv/session.csv" in archive.namelist()
    copy = Path(profile.ask("backup").strip())
    assert copy.name == "by-hand-20260310-090000.db"
    assert rows(copy, "SELECT title FROM session") == [{"title": "One"}]
    assert profile.ask("check") == f"{profile.path} is whole.\n"


def test_reading_leaves_the_file_as_it_was(profile: Profile, tmp_path: Path) -> None:
    profile.db.close()
    before = profile.path.read_bytes()

    for verb in (["status"], ["sessions"], ["check"], ["backup"], ["export", str(tmp_path / "x")]):
        profile.ask(*verb)

    assert profile.path.read_bytes() == before


def test_a_folder_without_a_profile_is_a_sentence_and_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in (["status"], ["backup"], ["check"], ["export", "x.zip"]):
        assert run(["--profile", str(tmp_path), *verb], features) == 1
        assert "There is no Spindle database" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("version", "words"), [(2, "older Spindle"), (99, "newer Spindle")])
def test_a_file_of_another_version_is_a_sentence(
    profile: Profile, version: int, words: str
) -> None:
    profile.db.execute(f"PRAGMA user_version = {version}")

    assert words in profile.ask("status", code=1)


def test_a_damaged_file_is_a_sentence(profile: Profile) -> None:
    profile.db.close()
    profile.path.write_bytes(b"not a database at all " * 500)

    for verb in ("status", "check", "backup"):
        assert "is not a Spindle database" in profile.ask(verb, code=1)


def start(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    code = "import sys; from spindle.cli import run; sys.exit(run(sys.argv[1:], tuple))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "app"), **(environment or {})},
    )


def test_whoever_stops_reading_gets_no_traceback(profile: Profile) -> None:
    for _ in range(3000):
        profile.demo.session(Activity.FOCUS, "x" * 100, NINE, 25)
    process = start("--profile", str(profile.folder), "sessions", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()

    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always knows the home folder")
def test_without_a_home_folder_there_is_a_sentence(tmp_path: Path) -> None:
    code = (
        "import sys, pwd\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody\n"
        "from spindle.cli import run; sys.exit(run(['status'], tuple))"
    )
    process = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "app")},
        check=False,
    )

    assert process.stderr == (
        "spindle: There is no folder for Spindle's data. Set HOME to a folder you may write to, "
        "or start with --profile FOLDER.\n"
    )
    assert process.returncode == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["status", "sessions"])
def test_status_and_sessions_import_no_qt_and_nothing_heavy(profile: Profile, verb: str) -> None:
    code = (
        "import sys; from spindle.cli import run; run(sys.argv[1:], tuple)\n"
        "heavy = {'PySide6', 'sqlite_utils', 'apscheduler', 'jeepney', 'platformdirs', 'numpy'}\n"
        "sys.exit(', '.join(heavy & {name.partition('.')[0] for name in sys.modules}) or 0)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, "--profile", profile.folder, verb],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "app")},
        check=False,
    )

    assert process.stderr == ""
    assert process.returncode == 0


@pytest.mark.parametrize("asked", [["status"], ["status", "--json"]])
def test_status_loads_only_what_it_reads_the_file_with(profile: Profile, asked: list[str]) -> None:
    code = (
        "import sys; there = set(sys.modules)\n"
        "from spindle.cli import run; run(sys.argv[1:], tuple)\n"
        "spared = {'argparse', 'gettext', 'dataclasses', 'inspect', 'subprocess', 'shutil',"
        " 'tempfile', 'hashlib', 'socket', 'getpass'}\n"
        "sys.exit(', '.join(spared & (set(sys.modules) - there)) or 0)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, "--profile", profile.folder, *asked],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "app")},
        check=False,
    )

    assert process.stderr == ""
    assert process.returncode == 0


def test_to_ask_the_running_one_loads_no_library_of_hashes() -> None:
    code = "import sys; import spindle.adapters.calling; sys.exit('hashlib' in sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "app")},
        check=False,
    )

    assert process.returncode == 0


def test_the_day_of_the_question_is_the_users_own(profile: Profile) -> None:
    with closing(profile.db):
        profile.clock.travel("Pacific/Auckland")
        assert profile.ask_json("status")["today"]["day"] == date(2026, 3, 10).isoformat()
        profile.clock.advance(8 * HOUR)  # five in the morning there
        assert profile.ask_json("status")["today"]["day"] == date(2026, 3, 11).isoformat()


@pytest.mark.parametrize("trouble", [Trouble.LOCKED, Trouble.FULL, Trouble.DISK])
def test_a_command_that_ends_does_not_promise_to_go_on(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    def in_trouble(asked: Asked) -> None:
        raise KnownError(trouble, asked.path())

    monkeypatch.setattr(status, "answer", in_trouble)

    said = profile.ask("status", code=1)

    assert str(profile.path) in said
    assert said.endswith("then try again.\n")
    assert "Spindle goes on" not in said
    assert "waits" not in said
