"""``spindle export``, ``backup`` and ``check``: the whole file."""

import argparse
from pathlib import Path

from spindle.cli import reading, secret
from spindle.cli.counted import counted
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
            _check(asked)


def _export(asked: Asked) -> None:
    from spindle.storage.export import export  # noqa: PLC0415 - alone needs zip and csv

    target = asked.given.file.absolute()
    with reading.opened(asked) as file:
        rows = export(asked.path(), target, asked.features(), key=file.key)
    written, of = counted(sum(rows.values()), "row"), counted(len(rows), "table")
    print(f"{target}: {written} from {of}.", file=asked.out)


def _backup(asked: Asked) -> None:
    path, key = asked.path(), secret.key_of(asked)
    reading.connect(path, key).close()
    print(backup.by_hand(path, reading.now(asked), key=key), file=asked.out)


def _check(asked: Asked) -> None:
    path, key = asked.path(), secret.key_of(asked)
    reading.connect(path, key).close()
    found = health.check(path, key=key)
    for line in found:
        print(line, file=asked.out)
    if found:
        raise KnownError(Trouble.CORRUPT, path)
    print(f"{path} is whole.", file=asked.out)
