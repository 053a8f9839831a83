"""Damaged files of drills, read in the job process and written into a database, as the page does.

Each gives drills or one sentence; taken back, none leaves a row or a file behind.
"""

import contextlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest

from spindle.adapters.job_process import JobProcess
from spindle.core.frames import receive
from spindle.core.jobs_port import JobFailed
from spindle.features.drill.exchange.keeping import Import
from spindle.job import MOST_MEMORY
from tests.helpers.importing import File
from tests.helpers.mutations import mutated

TASK: Final = "spindle.features.drill.exchange.task:read"
DECKS = Path(__file__).parents[1] / "fixtures" / "decks"
SAMPLES = Path(__file__).parents[2] / "resources" / "samples" / "drills"
FILES: Final = 500
SAMPLE: Final = 20
READ: Final = "read"
TABLE = '#separator:tab\nfront\tback\ttags\tguid\nÄhre\t"x""y"\tz\t17\n"a\nb"\tc | d\t\t18\n' * 3
WHOLE: Final = {
    ".anki2.apkg": DECKS / "2.1.49.apkg",
    ".anki21.apkg": DECKS / "26.9.3-for-older.apkg",
    ".anki21b.apkg": DECKS / "26.9.3.apkg",
    ".anki21b.colpkg": DECKS / "26.9.3.colpkg",
    ".csv": None,
    ".tsv": None,
    ".md": None,
}
LEFT = ("drill", "drill_item", "attempt", "drill_media", "_drill_import", "_drill_import_step")


def whole(ending: str) -> bytes:
    path = WHOLE[ending]
    if path is not None:
        return path.read_bytes()
    if ending == ".md":
        return b"\n".join(each.read_bytes() for each in sorted(SAMPLES.glob("*.md")))
    table = TABLE if ending == ".tsv" else TABLE.replace("\t", ";").replace("tab", "semicolon")
    return table.encode()


class Desk:
    """A warm job process, made anew when it has died, and a database."""

    def __init__(self, folder: Path) -> None:
        self.file = File(folder)
        self.process = JobProcess()
        self.died = 0

    def tried(self, path: Path) -> str:
        """How it ended, having written what came and taken it back."""
        now = self.file.clock.now()
        work = Import(source=path.name, now=now.wall)
        self.file.write(work.begin)
        number = 0

        def told(piece: dict[str, Any]) -> None:
            nonlocal number
            if "piece" not in piece:
                return
            plain = receive(BytesIO(piece["piece"]))
            self.file.write(partial(work.write, number=number, piece=plain))
            number += 1

        try:
            self.process.run(
                TASK,
                {
                    "path": str(path),
                    "zone": now.zone,
                    "day_start": 240,
                    "media": str(self.file.folders.media),
                    "incoming": str(self.file.folders.incoming / work.id),
                },
                told,
            )
            end = READ
        except JobFailed as failure:
            end = failure.kind if str(failure).endswith(".") else f"no sentence: {failure}"
            if failure.kind != "refused":
                self.died += 1
                self.process.close()
                self.process = JobProcess()
        self.file.write(work.leave)
        self.file.tidy()
        return end

    def left(self) -> dict[str, int]:
        """What is there of an import."""
        rows = {
            table: self.file.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in LEFT
        }
        folders = (self.file.folders.incoming, self.file.folders.media)
        files = sum(1 for folder in folders for _ in folder.glob("*"))
        return {table: n for table, n in (*rows.items(), ("files", files)) if n}

    def peak(self) -> int:
        """The most bytes of memory that the job process has had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return 1024 * int(status.partition("VmHWM:")[2].split()[0])

    def close(self) -> None:
        self.process.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("profile"))
    with contextlib.closing(made), contextlib.closing(made.file.db.conn):
        yield made


@pytest.mark.parametrize("ending", WHOLE)
def test_damaged_files_give_drills_or_a_sentence_and_leave_nothing(desk: Desk, ending: str) -> None:
    _fuzz(desk, ending, range(SAMPLE))


@pytest.mark.long
@pytest.mark.parametrize("ending", WHOLE)
def test_five_hundred_damaged_files_of_each_format(desk: Desk, ending: str) -> None:
    _fuzz(desk, ending, range(FILES))


def _fuzz(desk: Desk, ending: str, seeds: range) -> None:
    good = whole(ending)
    path = desk.file.folder / f"fuzzed{ending}"
    path.write_bytes(good)
    assert desk.tried(path) == READ
    ends: Counter[str] = Counter()
    for seed in seeds:
        path.write_bytes(mutated(good, seed))
        end = desk.tried(path)
        assert end in {READ, "refused"}, seed
        ends[end] += 1
    assert ends[READ] > len(seeds) / 10
    assert desk.left() == {}
    assert desk.died == 0
    assert desk.peak() < MOST_MEMORY
