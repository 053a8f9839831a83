"""Shows Spindle in another language, when there is a file of its words.

Words are collected into ``resources/i18n`` with

    pyside6-lupdate -tr-function-alias translate+=N_ -extensions py app -ts FILE.ts

and a finished ``.ts`` becomes a ``.qm`` with ``pyside6-lrelease``. English is in the source.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from spindle.core.resources import root


def install(
    app: QCoreApplication, locale: QLocale | None = None, folder: Path | None = None
) -> QTranslator | None:
    """Put the words of the user's language on; None when English stays.

    Call it before any widget is made. The caller keeps the result for as long as the words are
    needed.
    """
    translator = QTranslator(app)
    wanted = locale or QLocale()
    if translator.load(wanted, "spindle", "_", str(folder or root() / "i18n")):
        app.installTranslator(translator)
        return translator
    return None
