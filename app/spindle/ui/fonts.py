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
_CODE = 0.84
"""Letters of even width look larger than a serif of the same size."""

# Chinese, Japanese and Korean share signs that each draws in its own way, and a system without a
# hint draws all by one of them. Those of Linux first, then of macOS and Windows.
_SERIF_OF = {
    "zh": ["Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"],
    "zh-hant": ["Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "PMingLiU"],
    "ja": ["Noto Serif CJK JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho"],
    "ko": ["Noto Serif CJK KR", "Source Han Serif K", "AppleMyungjo", "Batang"],
}
_SANS_OF = {
    "zh": ["Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"],
    "zh-hant": ["Noto Sans CJK TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"],
    "ja": ["Noto Sans CJK JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic"],
    "ko": ["Noto Sans CJK KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic"],
}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


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


def reading(family: str, px: int, language: str = "") -> QFont:
    """The face of what is read, at a size of its own.

    Args:
        family: Empty for the serif of the program, ``sans`` for its sans, else an installed one.
        px: Height of the letters.
        language: Of the text, a short code; its signs are drawn as they are there.
    """
    if family in {"", "sans"}:
        found = sized("body" if family else "reading", px)
    else:
        found = QFont(family)
        found.setPixelSize(max(_SMALLEST, px))
    first, *rest = found.families()
    found.setFamilies([first, *_of_language(language, sans=family == "sans"), *rest])
    return found


def code(px: int, language: str = "") -> QFont:
    """The system's face whose letters are all equally wide, at a size of its own.

    Args:
        px: Height of the text around it, to which these letters are made to look alike.
        language: Of the text, a short code; its signs are drawn as they are there.
    """
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    found.setFamilies([*found.families(), "monospace", *_of_language(language, sans=True)])
    found.setStyleHint(QFont.StyleHint.Monospace)
    found.setPixelSize(max(_SMALLEST, round(px * _CODE)))
    return found


def _of_language(language: str, *, sans: bool) -> list[str]:
    """Faces that draw the signs of a language; none for one that has no signs of its own."""
    code = language.lower().replace("_", "-")
    key = "zh-hant" if code.startswith(_TRADITIONAL) else code.partition("-")[0]
    serifs, plain = _SERIF_OF.get(key, []), _SANS_OF.get(key, [])
    return [*plain, *serifs] if sans else [*serifs, *plain]


def line_height(role: str, scale: float = 1.0) -> int:
    """The height of one line of a role in px."""
    line: float = tokens()["type"][role]["line"]
    return round(line * scale)
