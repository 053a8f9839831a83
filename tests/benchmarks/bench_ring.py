"""How long the moving picture of a running block takes to draw.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

from statistics import median

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from spindle.ui.ring import Ring, RingState
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

BLOCK_S = 25 * 60
FRAMES = 400


def frames() -> list[float]:
    """Milliseconds of each frame: a quarter of a second of a 25 min block further each time."""
    ring = Ring()
    ring.resize(760, 760)
    picture = QPixmap(ring.size())
    took = []
    for number in range(FRAMES):
        ring.set_state(RingState(fraction=0.4 + number / 4 / BLOCK_S))
        began = now()
        ring.render(picture)
        took.append(1000 * (now() - began))
    return took[1:]  # the first one makes the kept pictures


def rows() -> list[Row]:
    """On whatever platform is there; the drawing is Qt's own."""
    application = QApplication.instance() or QApplication(["ring"])
    took = frames()
    del application
    return [("ring: one frame, median of 400", 1.5, median(took), "ms")]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
