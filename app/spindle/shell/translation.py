"""Shows Spindle in another language, when there is a file of its words.

Words are collected into ``resources/i18n`` with

    pyside6-lupdate -tr-function-alias translate+=N_ -extensions py app -ts FILE.ts

to which the help adds one message of the context ``HelpText`` for each block of its pages, that is
for what stands between two empty lines. A finished ``.ts`` becomes a ``.qm`` with
``pyside6-lrelease``. English is in the source.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from spindle.core.resources import root

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QLocale, QTranslator


def install(
    app: "QCoreApplication", locale: "QLocale | None" = None, folder: Path | None = None
) -> "QTranslator | None":
    """Put the words of the user's language on; None when English stays.

    Call it before any widget is made. The caller keeps the result for as long as the words are
    needed.
    """
    words = folder or root() / "i18n"
    if not words.is_dir():
        return None
    from PySide6.QtCore import QLocale, QTranslator  # noqa: PLC0415 - only where there are words

    translator = QTranslator(app)
    if translator.load(locale or QLocale(), "spindle", "_", str(words)):
        app.installTranslator(translator)
        return translator
    return None
