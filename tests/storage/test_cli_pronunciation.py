"""``spindle text`` and ``say`` speak by the profile's rules of pronunciation."""

import hashlib
import json
from contextlib import closing
from pathlib import Path

import pytest

from spindle.cli import run
from spindle.core.clock import ManualClock
from spindle.core.feature import Feature
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from tests.helpers.fakes import MORNING

TEXT = "SQL is old. See the GUI."


def features() -> tuple[Feature, ...]:
    return FEATURES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def profile(tmp_path: Path, file: Path) -> Path:
    """With a rule for all texts, one for this one, one for another, and one switched off."""
    folder = tmp_path / "profile"
    folder.mkdir()
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with closing(open_database(folder / "spindle.db", sets, clock=ManualClock(MORNING))) as db:
        db.conn.executemany(
            "INSERT INTO document (id, title, sha256, added, updated) VALUES (?, 'A', ?, 1, 1)",
            [("this", digest), ("other", "x")],
        )
        db.conn.executemany(
            "INSERT INTO pronunciation (id, document_id, pattern, spoken, active, match, rank,"
            " updated) VALUES (?, ?, ?, ?, ?, 'word', 1, 1)",
            [
                ("1", None, "SQL", "sequel", 1),
                ("2", "this", "GUI", "gooey", 1),
                ("3", "other", "old", "ancient", 1),
                ("4", None, "See", "Watch", 0),
            ],
        )
        db.conn.commit()
    return folder


def spoken(profile: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["--profile", str(profile), "text", "--json", str(file)], features) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [each["text"] for line in lines for each in line.get("spoken", ())]


@pytest.mark.requirement("reader-15")
@pytest.mark.requirement("reader-row-31")
def test_rules_for_all_texts_and_for_this_one_are_in_force(
    profile: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spoken(profile, file, capsys) == ["sequel is old.", "See the gooey."]


def test_another_text_has_the_rules_for_all_alone(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "b.txt"
    other.write_text("SQL has a GUI that is old.", "utf-8")

    assert spoken(profile, other, capsys) == ["sequel has a GUI that is old."]


def test_without_a_profile_it_speaks_as_it_is_written(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spoken(tmp_path / "none", file, capsys) == ["SQL is old.", "See the GUI."]
    assert not (tmp_path / "none").exists()


def test_a_profile_that_cannot_be_read_is_no_reason_to_stay_silent(
    profile: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (profile / "spindle.db").write_bytes(b"no database at all")

    assert spoken(profile, file, capsys) == ["SQL is old.", "See the GUI."]


@pytest.mark.requirement("reader-row-31")
def test_say_speaks_by_them_too(profile: Path, file: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.json"
    asked = ["--profile", str(profile), "say", str(file), "-o", str(tmp_path / "a.wav")]
    assert run([*asked, "--words", str(words)], features) == 0
    told = json.loads(words.read_text("utf-8"))["words"]

    assert [word["text"].strip(".") for word in told if word["said"]] == ["SQL", "GUI"]
