"""Words and numbers as the pages of Drill write them."""

from PySide6.QtCore import QCoreApplication, QLocale

from spindle.features.drill.kinds.kind import SpecError


def tr(text: str) -> str:
    """Translate a text of the drill pages."""
    return QCoreApplication.translate("DrillPage", text)


def said(sentence: str, **values: object) -> str:
    """A sentence marked in the rooms without Qt, in the user's language."""
    words = QCoreApplication.translate("drill", sentence) if sentence else ""
    return words.format(**values) if values else words


def problem(error: SpecError) -> str:
    """What is wrong with a spec, in the user's language."""
    return said(error.sentence, **error.values)


def seconds(value: float, places: int = 1) -> str:
    """2.3 s."""
    return tr("{seconds} s").format(seconds=QLocale().toString(float(value), "f", places))


def number(value: float) -> str:
    """A whole number, or up to two places: 88, 62.5."""
    locale = QLocale()
    if value == int(value):
        return locale.toString(int(value))
    return locale.toString(float(value), "f", 2).rstrip("0")
