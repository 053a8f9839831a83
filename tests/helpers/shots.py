"""The README's pictures: the program itself, opened on the demo profile, page by page.

Run through ``python3 -m tests --demo-shots``.
"""

import json
from pathlib import Path

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".github" / "pictures"
SPINDLE = ROOT / ".venv" / "bin" / "spindle"
PAGES = {"focus": "ctrl+2", "listen": "ctrl+3", "drill": "ctrl+4", "journal": "ctrl+5"}
FRAMES = 12
WHEN = "2026-06-11T14:20"


def main() -> None:
    """Write one PNG a page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with VirtualDesktop(size=(1366, 900)) as desktop:
        clock = desktop.home / "clock.json"
        clock.write_text(json.dumps({"wall": WHEN, "zone": "Europe/Berlin"}), encoding="utf-8")
        desktop.start(
            SPINDLE,
            "--profile",
            desktop.home / "demo",
            "--demo",
            env={"SPINDLE_TEST_CLOCK": str(clock)},
        )
        screen = desktop.screen
        window = screen.wait_for_window("Spindle", seconds=60)
        screen.focus(window)
        picture_when_still(desktop, PICTURES / "today.png")  # it answers keys by now
        for page, key in PAGES.items():
            screen.keys(key)
            picture_when_still(desktop, PICTURES / f"{page}.png")


def picture_when_still(desktop: VirtualDesktop, path: Path) -> None:
    """Save the window once a row of pictures of it is the same: loaded, and no motion left."""
    window = desktop.screen.wait_for_window("Spindle")
    frames: list[bytes] = []

    def still() -> bool:
        desktop.screen.picture(path, window)
        frames.append(path.read_bytes())
        return len(frames) > FRAMES and len(set(frames[-FRAMES:])) == 1

    wait_until(still, f"a still window for {path.name}", seconds=20)


if __name__ == "__main__":
    main()
