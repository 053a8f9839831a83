"""Light at the eye of somebody before a screen, computed from what is drawn."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

WHITE: float = 127.0
"""Lux of a white screen of 27 inches with 300 cd/m², at 60 cm."""

_WEIGHTS = (0.2126, 0.7152, 0.0722)
_ACROSS, _DOWN = 160, 102


def lux(widget: QWidget) -> float:
    """Of a screen that shows nothing but this widget."""
    return WHITE * luminance(widget.grab().toImage())


def luminance(picture: QImage) -> float:
    """Mean linear luminance, 0-1."""
    small = picture.scaled(
        _ACROSS,
        _DOWN,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    total = 0.0
    for y in range(_DOWN):
        for x in range(_ACROSS):
            colour = small.pixelColor(x, y)
            parts = (colour.redF(), colour.greenF(), colour.blueF())
            total += sum(w * _linear(c) for w, c in zip(_WEIGHTS, parts, strict=True))
    return total / (_ACROSS * _DOWN)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
