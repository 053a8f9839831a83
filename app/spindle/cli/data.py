"""``spindle export``, ``backup`` and ``check``: the whole file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TextIO

from spindle.cli import reading
from spindle.cli.arguments import Arguments
from spindle.cli.run import Features
from spindle.storage import backup
from spindle.storage.errors import KnownError, Trouble


def answer(arguments: Arguments, path: Path, out: TextIO, features: Features) -> None:
    """Do it and print one line."""
    match arguments.verb:
        case "export":
            _export(arguments, path, out, features)
        case "backup":
            _backup(arguments, path, out)
        case _:
            _check(path, out)


def _export(arguments: Arguments, path: Path, out: TextIO, features: Features) -> None:
    from spindle.storage.export import export  # noqa: PLC0415 - alone needs zip and csv

    target = (arguments.file or Path("spindle.zip")).absolute()
    with reading.opened(arguments, path):
        rows = export(path, target, features())
    print(f"{target}: {sum(rows.values())} rows from {len(rows)} tables.", file=out)


def _backup(arguments: Arguments, path: Path, out: TextIO) -> None:
    reading.connect(path).close()
    print(backup.by_hand(path, reading.now(arguments)), file=out)


def _check(path: Path, out: TextIO) -> None:
    with closing(reading.connect(path)) as connection:
        if _findings(connection):
            raise KnownError(Trouble.CORRUPT, path)
    print(f"{path} is whole.", file=out)


def _findings(connection: sqlite3.Connection) -> bool:
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return True
    return connection.execute("PRAGMA foreign_key_check").fetchone() is not None
