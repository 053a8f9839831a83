"""The type table: Inter speaks for the instrument, Gentium for what is learned, read or written.

Figures are tabular, but those of Inter Display 4.0 less so than they say: a time that runs is drawn
by `figures`. The sans faces are loaded before the first paint, the serif when a widget first asks
for it. GUI thread only.
"""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from spindle.core import resources
from spindle.ui.tokens import tokens

_FAMILIES = {
    "sans": ["Inter", "sans-serif"],
    "display": ["Inter Display", "Inter", "sans-serif"],
    "serif": ["Gentium Book Plus", "serif"],
}
_SANS = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_SERIF = ("GentiumBookPlus-Regular.ttf", "GentiumBookPlus-Italic.ttf")
# Rich text mixes the weights and slopes of sans and serif, so those come whole.
_FILES = {
    ("sans", 400): _SANS,
    ("sans", 500): _SANS,
    ("sans", 600): _SANS,
    ("display", 300): ("InterDisplay-Light.otf",),
    ("display", 500): ("InterDisplay-Medium.otf",),
    ("display", 600): ("InterDisplay-SemiBold.otf",),
    ("serif", 400): _SERIF,
}
_SMALLEST = 11


@cache
def _load(files: tuple[str, ...]) -> None:
    folder = resources.root() / "fonts"
    for name in files:
        QFontDatabase.addApplicationFont(str(folder / name))


@cache
def _made(role: str, scale: float, italic: bool) -> QFont:  # noqa: FBT001 - a cache key
    entry = tokens()["type"][role]
    _load(_FILES[entry["family"], entry["weight"]])
    font = QFont(_FAMILIES[entry["family"]])
    size = max(_SMALLEST, round(entry["size"] * scale))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(entry["weight"]))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if "tracking" in entry:
        spacing = QFont.SpacingType.AbsoluteSpacing
        font.setLetterSpacing(spacing, entry["tracking"] * size / entry["size"])
    font.setItalic(italic)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(role: str, scale: float = 1.0, *, italic: bool = False) -> QFont:
    """A fresh font of a role of the type table, with tabular figures.

    ``scale`` is the theme's text scale; no text is drawn smaller than 11 px.
    """
    return QFont(_made(role, scale, italic))


def sized(role: str, px: int) -> QFont:
    """The face of a role at a size of its own, for text that does not follow the text scale."""
    return font(role, px / tokens()["type"][role]["size"])


def reading(family: str, px: int) -> QFont:
    """The face of what is read, at a size of its own.

    Args:
        family: Empty for the serif of the program, ``sans`` for its sans, else an installed one.
        px: Height of the letters.
    """
    if family in {"", "sans"}:
        return sized("body" if family else "reading", px)
    found = QFont(family)
    found.setPixelSize(max(_SMALLEST, px))
    return found


def line_height(role: str, scale: float = 1.0) -> int:
    """The height of one line of a role in px."""
    line: float = tokens()["type"][role]["line"]
    return round(line * scale)
