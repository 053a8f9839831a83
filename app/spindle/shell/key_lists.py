"""All keys, as the shortcuts section and the help page list them."""

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App, Feature
from spindle.core.own_keys import OWN_KEYS, feature_of, key_of
from spindle.shell.keys import WINDOW_KEYS, key_words

Pairs = tuple[tuple[str, str], ...]


def everywhere(app: App) -> tuple[str, Pairs]:
    """The keys that work in the whole window, under their heading."""
    translate = QCoreApplication.translate
    pages = tuple(
        (key_words(f"Ctrl+{f.order}"), translate("pages", f.title))
        for f in app.features
        if f.page is not None and f.title
    )
    window = tuple((key_words(key.key), translate("keys", key.label)) for key in WINDOW_KEYS)
    return translate("keys", "Everywhere"), (*pages, *window)


def of_page(feature: Feature) -> Pairs:
    """The keys that a feature's page has besides those of commands."""
    translate = QCoreApplication.translate
    return tuple(
        (", ".join(key_words(key) for key in each.keys), translate("keys", each.label))
        for each in feature.page_keys()
    )


def sections(app: App) -> tuple[tuple[str, Pairs], ...]:
    """Headings with their (key, what it does) pairs, translated: everywhere, then each page."""
    translate, own = QCoreApplication.translate, app.settings.get(OWN_KEYS)
    listed = [everywhere(app)]
    for feature in app.features:
        pairs = tuple(
            (key_words(key_of(command, own)), translate("commands", command.label))
            for command in app.commands.values()
            if command.key and feature_of(command) == feature.id
        )
        pairs += of_page(feature)
        if pairs:
            listed.append((translate("pages", feature.title), pairs))
    return tuple(listed)
