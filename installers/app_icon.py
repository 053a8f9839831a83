"""The app icon in the sizes and formats that desktops ask for, drawn from its SVG files."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"


def render(size: int, target: Path) -> None:
    """Draw the icon ``size`` pixels wide into ``target``, in the format its suffix names.

    Raises:
        OSError: It could not be written.
    """
    renderer = QSvgRenderer(str(drawing(size)))
    if not renderer.isValid():
        raise OSError(f"{drawing(size)} is not a drawing")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise OSError(f"the icon {target} could not be written")


def drawing(size: int) -> Path:
    """The SVG for a size: the small ones are drawn with fewer waves and a thicker line."""
    own = ICONS / f"app-icon-{size}.svg"
    return own if own.is_file() else ICONS / "app-icon.svg"
