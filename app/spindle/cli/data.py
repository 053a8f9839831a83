"""``spindle export``, ``backup`` and ``check``: the whole file."""

import argparse
from pathlib import Path
from typing import TextIO

from spindle.cli import reading
from spindle.cli.verbs import Asked
from spindle.storage import backup, health
from spindle.storage.errors import KnownError, Trouble


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    if verb == "export":
        parser.add_argument("file", type=Path, metavar="FILE.zip")


def answer(asked: Asked) -> None:
    """Do it and print one line."""
    match asked.verb:
        case "export":
            _export(asked)
        case "backup":
            _backup(asked)
        case _:
            _check(asked.path(), asked.out)


def _export(asked: Asked) -> None:
    from spindle.storage.export import export  # noqa: PLC0415 - alone needs zip and csv

    target = asked.given.file.absolute()
    with reading.opened(asked):
        rows = export(asked.path(), target, asked.features())
    print(f"{target}: {sum(rows.values())} rows from {len(rows)} tables.", file=asked.out)


def _backup(asked: Asked) -> None:
    path = asked.path()
    reading.connect(path).close()
    print(backup.by_hand(path, reading.now(asked)), file=asked.out)


def _check(path: Path, out: TextIO) -> None:
    reading.connect(path).close()
    found = health.check(path)
    for line in found:
        print(line, file=out)
    if found:
        raise KnownError(Trouble.CORRUPT, path)
    print(f"{path} is whole.", file=out)
