"""kill -9 while an entry is typed: what "Saved" stood for is there, and so is all but a second."""

import sys
from pathlib import Path
from random import Random

import pytest

from tests.helpers.typing_kill import lives

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")


@pytest.mark.requirement("P17")
@pytest.mark.requirement("P3")
def test_no_confirmed_letter_and_none_older_than_a_second_is_lost(tmp_path: Path) -> None:
    loss = lives(tmp_path / "spindle.db", Random(7), count=4)  # noqa: S311 - moments, not secrets
    assert (loss.confirmed, loss.old, loss.damaged) == (0, 0, 0)
    assert loss.letters > 20
