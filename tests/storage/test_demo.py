"""The simulated learner: the same for the same seed, and foretold by the real model."""

import itertools
import statistics
from datetime import date
from pathlib import Path

import pytest

from spindle.core.clock import MINUTE, local_time
from spindle.core.value import ValueModel, context_of
from spindle.features.focus.feature import FOCUS
from spindle.features.journal.feature import JOURNAL
from spindle.storage.demo import fill
from spindle.storage.errors import KnownError, Trouble
from tests.helpers.database import rows

TODAY = date(2026, 3, 10)
TABLES = ("session", "aim", "value_model", *FOCUS.export, *JOURNAL.export)


def made(folder: Path, seed: int = 7) -> Path:
    path = folder / "profile" / "spindle.db"
    fill(path, (FOCUS, JOURNAL), TODAY, "Europe/Berlin", seed=seed)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("demo"))


def test_a_seed_is_a_learner(path: Path, tmp_path: Path) -> None:
    for table in TABLES:
        query = f'SELECT * FROM "{table}" ORDER BY 1'
        assert rows(path, query) == rows(made(tmp_path / table), query), table
    other = rows(made(tmp_path / "other", seed=8), "SELECT title, started FROM session")
    assert other != rows(path, "SELECT title, started FROM session")


def test_every_session_was_foretold_by_the_model_as_it_was_then(path: Path) -> None:
    model = ValueModel()
    for row in rows(path, "SELECT * FROM session ORDER BY started, id"):
        local = local_time(row["started"], row["offset"])
        planned = None if row["planned"] is None else row["planned"] / MINUTE
        context = context_of(row["activity"], local.hour + local.minute / 60, planned)
        expected = model.predict(context)
        assert (row["predicted_before"], row["predicted_sd"]) == tuple(expected)
        if row["rating"] is not None:
            assert row["error"] == row["rating"] - expected.mean
            model = model.learn(context, row["rating"])
    (state,) = rows(path, "SELECT state FROM value_model")
    assert ValueModel.from_json(state["state"]) == model


def test_twelve_weeks_are_plausible(path: Path) -> None:
    sessions = rows(path, "SELECT * FROM session")
    ratings = [row["rating"] for row in sessions if row["rating"] is not None]

    assert {row["activity"] for row in sessions} == {"focus", "move", "prime"}
    assert len(sessions) > 200
    assert 2.8 < statistics.mean(ratings) < 4.2
    assert set(ratings) == {1, 2, 3, 4, 5}
    assert not [row for row in sessions if row["active"] > row["ended"] - row["started"]]
    assert not [row for row in sessions if row["ended"] is None]


def test_siblings_do_not_overlap(path: Path) -> None:
    sessions = rows(path, "SELECT * FROM session WHERE parent_id IS NULL ORDER BY started")
    for before, after in itertools.pairwise(sessions):
        assert before["ended"] <= after["started"], (before, after)


def test_only_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()

    with pytest.raises(KnownError) as caught:
        fill(tmp_path / "spindle.db", (), TODAY, "UTC")

    assert caught.value.code is Trouble.NOT_EMPTY
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_demo_in_a_file_is_a_sentence_and_leaves_the_file(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")

    for folder in (file, file / "deeper"):
        with pytest.raises(KnownError) as caught:
            fill(folder / "spindle.db", (), TODAY, "Europe/Berlin")
        assert caught.value.code is Trouble.NOT_A_FOLDER
    assert file.read_text() == "mine"
