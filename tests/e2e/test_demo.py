"""``spindle --demo``: twelve weeks to look around in, and nothing of them afterwards."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running

pytestmark = pytest.mark.e2e


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray=False) as made:
        yield made


def test_a_demo_opens_in_a_folder_that_goes_with_its_window(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    rooms = {"TMPDIR": str(tmp_path)}
    with Running(desktop, tmp_path, "--demo", env=rooms, named=False).ready() as spindle:
        spindle.wait_for("This week")
        [made] = tmp_path.glob("spindle-demo-*")
        assert (made / "spindle.db").stat().st_size > 500_000
        assert made.stat().st_mode & 0o077 == 0

        spindle.keys("ctrl+q")
        assert spindle.process.wait(20) == 0
    assert list(tmp_path.glob("spindle-demo-*")) == []
    data = Path(desktop.env["XDG_DATA_HOME"]) / "spindle"
    assert not data.exists() or os.listdir(data) == []  # noqa: PTH208 - a list to compare


def test_a_demo_with_a_profile_fills_that_one_and_stays(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    profile = tmp_path / "sample"
    with Running(desktop, profile, "--demo").ready() as spindle:
        spindle.wait_for("This week")
        [row] = spindle.rows(
            "SELECT count(*) AS many, count(DISTINCT activity) AS kinds FROM session"
        )
        assert row["many"] > 200
        assert row["kinds"] >= 4
        spindle.keys("ctrl+q")
        assert spindle.process.wait(20) == 0

    assert (profile / "spindle.db").is_file()
    with Running(desktop, profile, "--demo") as again:
        assert again.process.wait(20) == 1
        assert "empty" in again.log()
