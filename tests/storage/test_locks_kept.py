"""Nothing that looks at the file in use takes away the locks under which SQLite works with it.

On POSIX any handle of a file that is closed takes all locks of the process with it. A second
program that reads along would then believe at its end that it was the last, and would delete the
write-ahead log: whatever is written afterwards is lost.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spindle.storage import backup, driver, readonly
from spindle.storage.errors import known
from spindle.storage.export import export
from spindle.storage.sealed import head_of, sealed_by
from tests.helpers.database import Office, keys, office, put

_READS_ALONG = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM setting").fetchone()
connection.close()
"""


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "profile" / "spindle.db") as opened:
        opened.done(put("first"))
        yield opened


LOOKS: dict[str, Callable[[Path], object]] = {
    "head": head_of,
    "sealed": sealed_by,
    "key": lambda path: driver.key_for(path, None),
    "trouble": lambda path: known(OSError(5, "I/O"), path),
    "reading": lambda path: readonly.connect(path).close(),
    "export": lambda path: export(path, path.with_name("out.zip")),
    "backup": lambda path: backup.copy(path, path.with_name("copy.db")),
}


@pytest.mark.requirement("kill-9")
@pytest.mark.parametrize("look", LOOKS)
def test_a_program_that_reads_along_leaves_the_log_alone(it: Office, look: str) -> None:
    log = Path(f"{it.path}-wal")
    inode = log.stat().st_ino

    LOOKS[look](it.path)
    subprocess.run([sys.executable, "-c", _READS_ALONG, str(it.path)], check=True)
    it.done(put("second"))

    assert log.exists(), "whatever is written from now on is lost"
    assert log.stat().st_ino == inode
    assert keys(it.path) == {"first", "second"}


def test_the_head_is_that_of_the_file_that_is_there_now(it: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"spindle\x00another!" + bytes(100))
    before = head_of(it.path)
    other.replace(it.path)

    assert before != head_of(it.path) == b"spindle\x00another!"
