"""The README's pictures: the program itself, opened on the demo profile, page by page.

Run through ``python3 -m tests --demo-shots``.
"""

from pathlib import Path

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".github" / "pictures"
SPINDLE = ROOT / ".venv" / "bin" / "spindle"
PAGES = ("Today", "Focus", "Journal")
FRAMES = 12


def main() -> None:
    """Write one PNG a page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with VirtualDesktop(size=(1366, 900)) as desktop:
        desktop.start(SPINDLE, "--demo")
        screen = desktop.screen
        window = screen.wait_for_window("Spindle", seconds=60)
        screen.focus(window)
        for page in PAGES:
            screen.keys("ctrl+k")
            screen.type(page)
            screen.keys("Return")
            picture_when_still(desktop, PICTURES / f"{page.lower()}.png")


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
