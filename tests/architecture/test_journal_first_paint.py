"""What Today's first paint loads of the journal."""

import subprocess
import sys

_LIGHT = {"contributions", "feature", "glance", "model", "reading", "settings"}
_ASKED = """
import sys
import spindle.features.journal.feature
print(*sorted(name for name in sys.modules if name.startswith("spindle.features.journal.")))
"""


def test_today_asks_the_journal_without_its_records_and_its_search() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True, timeout=60
    )
    assert {name.rpartition(".")[2] for name in done.stdout.split()} == _LIGHT
