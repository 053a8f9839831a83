"""What kill -9 costs a person who is typing an entry, at 200 random moments, half just at a save.

``rows()`` returns (what, target, measured, unit); run the file to see them. It takes minutes.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from tests.helpers.typing_kill import Loss, lives

Row = tuple[str, float, float, str]

LONG = True
KILLS = 200
PERSONS = 2


def rows() -> list[Row]:
    """Two persons on files of their own, each a hundred times."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(PERSONS) as pool:
        paths = [Path(folder) / str(n) / "spindle.db" for n in range(PERSONS)]
        for path in paths:
            path.parent.mkdir()
        type_ = partial(lives, count=KILLS // PERSONS)
        randoms = [Random(n) for n in range(PERSONS)]  # noqa: S311 - moments, not secrets
        loss = sum(pool.map(type_, paths, randoms), Loss())
    many = f"killed {KILLS} times while typing"
    return [
        (f"{many}: confirmed letters lost", 0, loss.confirmed, f"of {loss.letters}"),
        (f"{many}: letters lost that were older than a second", 0, loss.old, "letters"),
        (f"{many}: damaged files or texts", 0, loss.damaged, "files"),
        (f"{many}: letter typed to committed, the slowest", 1000, loss.slowest, "ms"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:g} {unit} (target {target:g})")
