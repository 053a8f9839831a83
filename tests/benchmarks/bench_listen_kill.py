"""What kill -9 costs a listener: the running program is killed twenty times while it reads aloud.

``python -m tests.benchmarks.bench_listen_kill``; it takes six minutes.
"""

import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.__main__ import Row
from tests.helpers.listen_kill import lives

LONG: Final = True
_KILLS: Final = 20


def rows() -> list[Row]:
    """The place that was kept, against the moment of the kill."""
    with tempfile.TemporaryDirectory() as folder:
        loss = lives(Path(folder), _KILLS, seed=3)
    many = f"program killed {_KILLS} times while it reads aloud"
    return [
        (f"{many}: the most of the place that was lost", 5.0, max(loss.seconds), "s"),
        (f"{many}: places before those of the life before", 0.0, loss.backwards, "times"),
        (f"{many}: sound processes left behind", 0.0, loss.orphans, "processes"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3f} {unit} (target {target:g})")
