"""Twenty double-clicks: one program, one icon, its window in front."""

import sys
from pathlib import Path
from typing import Final

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

SPINDLE: Final = Path(sys.executable).with_name("spindle")
STARTS: Final = 20


@pytest.mark.requirement("focus-20-starts")
def test_twenty_starts_at_once_are_one_program_with_one_icon_and_its_window_in_front(
    tmp_path: Path,
) -> None:
    with VirtualDesktop() as desktop:
        screen = desktop.screen
        started = [
            desktop.start(SPINDLE, "--profile", tmp_path / "profile", "--log-json", log=f"s{n}")
            for n in range(STARTS)
        ]
        wait_until(
            lambda: sum(one.poll() is None for one in started) == 1, "all but one to end", 60
        )
        [first] = [one for one in started if one.poll() is None]
        codes = [one.returncode for one in started if one is not first]
        said = "".join(desktop.log(f"s{n}").read_text() for n in range(STARTS))
        assert set(codes) == {0}, said
        wait_until(lambda: screen.icons_of("spindle"), "the icon", 30)
        desktop.turn_away()
        # One more, when all is settled.
        assert desktop.start(SPINDLE, "--profile", tmp_path / "profile", log="last").wait(20) == 0
        wait_until(lambda: screen.process_in_front() == first.pid, "its window in front")
        assert [screen.process_of(w) for w in screen.windows() if "Spindle" in w.title] == [
            first.pid
        ]
        assert screen.icons_of("spindle") == 1
