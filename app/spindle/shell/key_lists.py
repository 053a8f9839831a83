"""All keys, as the shortcuts section and the help page list them."""

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App
from spindle.shell.keys import WINDOW_KEYS, key_words

Pairs = tuple[tuple[str, str], ...]


def sections(app: App) -> tuple[tuple[str, Pairs], ...]:
    """Headings with their (key, what it does) pairs, translated: everywhere, then each page."""
    translate = QCoreApplication.translate
    pages = tuple(
        (key_words(f"Ctrl+{f.order}"), translate("pages", f.title))
        for f in app.features
        if f.page is not None and f.title
    )
    window = tuple((key_words(key.key), translate("keys", key.label)) for key in WINDOW_KEYS)
    listed = [(translate("keys", "Everywhere"), (*pages, *window))]
    for feature in app.features:
        pairs = tuple(
            (key_words(command.key), translate("commands", command.label))
            for command in app.commands.values()
            if command.key and command.id.partition(".")[0] == feature.id
        )
        if pairs:
            listed.append((translate("pages", feature.title), pairs))
    return tuple(listed)
