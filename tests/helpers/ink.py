"""What a painted widget really shows: colours counted in its picture."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from spindle.ui.theme import theme_of


def picture(widget: QWidget) -> QImage:
    """A widget as it is painted, on the ground of the page."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(theme_of(widget).palette.paper)
    widget.render(image)
    return image


def points(image: QImage, box: QRectF | QRect, colour: QColor) -> list[tuple[int, int]]:
    """Where in a box the picture has exactly this colour: x and y, from the top."""
    wanted = colour.rgb()
    return [
        (x, y)
        for y, left, row in _rows(image, box)
        if wanted in row
        for x, seen in enumerate(row, left)
        if seen == wanted
    ]


def others(image: QImage, box: QRectF | QRect, ground: QColor) -> list[tuple[int, int]]:
    """Where in a box the picture has any colour but this one: x and y, from the top."""
    empty = ground.rgb()
    return [
        (x, y)
        for y, left, row in _rows(image, box)
        for x, seen in enumerate(row, left)
        if seen != empty
    ]


def share(image: QImage, box: QRectF | QRect, colour: QColor) -> float:
    """The part of a box that has exactly this colour, from 0 to 1."""
    whole = sum(len(row) for _, _, row in _rows(image, box))
    return len(points(image, box, colour)) / max(1, whole)


def colours(image: QImage, box: QRectF | QRect) -> set[int]:
    """Every colour in a box."""
    return {seen for _, _, row in _rows(image, box) for seen in row}


def bands(ys: Iterable[int], apart: int = 3) -> list[tuple[int, int]]:
    """Rows of pixels gathered to stretches that lie further apart than so many rows."""
    found: list[tuple[int, int]] = []
    for y in sorted(set(ys)):
        if found and y - found[-1][1] <= apart:
            found[-1] = found[-1][0], y
        else:
            found.append((y, y))
    return found


def _rows(image: QImage, box: QRectF | QRect) -> Iterator[tuple[int, int, list[int]]]:
    """Of each row of a box its y, the x at which it begins, and its colours."""
    whole = box.toAlignedRect() if isinstance(box, QRectF) else box
    seen = whole.intersected(image.rect())
    every = memoryview(image.constBits()).cast("I")
    line = image.bytesPerLine() // 4
    for y in range(seen.top(), seen.bottom() + 1):
        start = y * line + seen.left()
        yield y, seen.left(), every[start : start + seen.width()].tolist()
