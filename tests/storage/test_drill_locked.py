"""Another tool holds the database: an answer waits, is kept once, and only then told."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from spindle.core.storage_events import StorageFailed
from spindle.features.drill.keeping import keep
from spindle.features.drill.migrations import MIGRATIONS
from spindle.features.drill.service import DrillService
from spindle.storage import worker
from tests.helpers.database import Office
from tests.helpers.drills import VERBS, PlainWords, given, open_of, right_answer
from tests.helpers.fakes import make_app


@pytest.mark.requirement("R15")
def test_a_locked_file_delays_an_answer_and_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PATIENCE", 5)
    app = make_app(tmp_path, services=False)
    path = tmp_path / "spindle.db"
    office = Office(path, clock=app.time.clock, sets=(MIGRATIONS,))
    office.worker.start()
    drill = office.done(lambda db: keep(db, VERBS, 1))
    app.database = office.worker
    service = DrillService(app, PlainWords())
    service.practise(drill)
    office.inbox.run_until(lambda: service.run is not None)
    run = service.run
    assert run is not None
    told: list[object] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        asked = open_of(run)
        run.answer(given(asked, right_answer(asked)), told.append)
        run.answer(given(asked, right_answer(asked)), told.append)
        assert office.told(StorageFailed).lasting  # it has tried, and tries on
        assert not told
        other.execute("ROLLBACK")
    office.inbox.run_until(partial(len, told))
    assert len(told) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM attempt").fetchone()[0] == 1
    office.worker.stop()
    app.data.close()
