"""What Focus loads before the first paint is little."""

import json
import subprocess
import sys

LIGHT = """
import json, sys
import spindle.features.focus.feature
from spindle.features.focus.feature import FOCUS
FOCUS.settings()
print(json.dumps([name for name in sys.modules if name.startswith("spindle")]))
"""
HEAVY = {"state", "model", "reading", "service", "ledger", "page", "record", "away", "back"}


def test_contributions_and_settings_load_neither_the_machine_nor_its_records() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert loaded & {f"spindle.features.focus.{name}" for name in HEAVY} == set()
    assert "spindle.core.session" not in loaded
    assert "spindle.features.focus.contributions" in loaded
