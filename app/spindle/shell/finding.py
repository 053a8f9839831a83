"""What the finder offers: things to start, pages and things to open, settings. No widgets here."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App, Asking, Feature, Found, Offer, PageAsked
from spindle.core.general import DAY_START, groups
from spindle.core.ids import Ref
from spindle.core.own_keys import OWN_KEYS, key_of
from spindle.core.parts import parts
from spindle.core.translate import N_
from spindle.shell import builders
from spindle.shell.keys import key_words
from spindle.shell.on_top import offered
from spindle.shell.ranking import has_words, ranked
from spindle.shell.settings_page.sections import sections
from spindle.ui.said import said

START: Final = N_("Finder", "Start")
OPEN: Final = N_("Finder", "Open")
SETTINGS: Final = N_("Finder", "Settings")
GROUPS: Final = (START, OPEN, SETTINGS)
MOST: Final = {START: 5, OPEN: 5, SETTINGS: 4}
_MINUTES = N_("Finder", "{minutes} min")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the finder.

    Attributes:
        group: One of ``GROUPS``.
        title: Already translated.
        hint: Shown at the right.
        icon: Name of an icon.
        hue: Colour role of the icon.
        do: What Enter does.
        found: Whether what was typed fits more than its title, so that it is shown whatever that
            is.
    """

    group: str
    title: str
    hint: str
    icon: str
    do: Callable[[], None]
    found: bool = False
    hue: str = "ink2"


@dataclass(frozen=True, slots=True)
class Shown:
    """A line that fits, with the places of the typed letters in its title."""

    line: Line
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Things:
    """What the features' queries gave: offers by feature, and found things by feature."""

    offers: tuple[tuple[Feature, Offer], ...] = ()
    found: tuple[tuple[Feature, Found], ...] = ()


def query(app: App, typed: str) -> Callable[[sqlite3.Connection], Things]:
    """A read job that asks every feature; made in the GUI thread, run on the worker's."""
    asking = Asking(
        at=app.clock.now(), day_start=app.settings.get(DAY_START), settings=app.settings
    )

    def job(connection: sqlite3.Connection) -> Things:
        offers = parts(app.features, lambda f: f.offers(connection, asking))
        found = parts(
            app.features if typed.strip() else (),
            lambda f: () if f.finder is None else f.finder(connection, typed, asking),
        )
        return Things(
            tuple((feature, offer) for feature, given in offers for offer in given),
            tuple((feature, one) for feature, given in found for one in given),
        )

    return job


def fitting(app: App, typed: str, things: Things) -> list[Shown]:
    """The lines to show, in the order of groups, the best of each first."""
    lines = [*_started(app, things), *_opened(app, things), *_settings(app, typed)]
    shown: list[Shown] = []
    for group in GROUPS:
        of_group = [line for line in lines if line.group == group]
        if group == SETTINGS:
            shown += _worded(of_group, typed, MOST[group])
            continue
        # What is offered now is a command at any hour, too; the offer, which says more, stands.
        by_title = {line.title: line for line in reversed(of_group)}
        shown += _best(list(reversed(by_title.values())), typed, MOST[group])
    return shown


def _best(lines: list[Line], typed: str, most: int) -> list[Shown]:
    fits = [Shown(line, places) for line, places in ranked(typed, _titled(lines), most)]
    taken = {id(one.line) for one in fits}
    rest = [Shown(line, ()) for line in lines if line.found and id(line) not in taken]
    return (fits + rest)[:most]


def _worded(lines: list[Line], typed: str, most: int) -> list[Shown]:
    """Those with the typed words in their title, then in what they are about, then the letters."""
    fits = _best(lines, typed, len(lines))
    order = sorted(fits, key=lambda one: (not has_words(typed, one.line.title), not one.line.found))
    return order[:most]


def _titled(lines: list[Line]) -> list[tuple[str, Line]]:
    return [(line.title, line) for line in lines]


def _started(app: App, things: Things) -> Iterable[Line]:
    translate = QCoreApplication.translate
    for feature, offer in things.offers:
        minutes = translate("Finder", _MINUTES).format(minutes=offer.minutes)
        yield Line(
            START,
            said(offer.title),
            minutes if offer.minutes else "",
            str(offer.activity) or feature.icon,
            _runner(app, feature, offer.start, offer.ref),
            hue=str(offer.activity) or "ink2",
        )
    for feature, one in things.found:
        if one.start.endswith(".start"):
            yield _thing(app, START, feature, one)
    known = {feature.id: feature for feature in app.features}
    own = app.settings.get(OWN_KEYS)
    for command in app.commands.values():
        if command.available():
            owner = known.get(command.id.partition(".")[0])
            yield Line(
                START,
                translate("commands", command.label),
                key_words(key) if (key := key_of(command, own)) else "",
                "search" if owner is None else owner.icon or owner.id,
                partial(app.run, command.id),
                hue="ink2" if owner is None else _hue(owner),
            )


def _opened(app: App, things: Things) -> Iterable[Line]:
    translate = QCoreApplication.translate
    for feature in app.features:
        if feature.page is not None and feature.title:
            yield Line(
                OPEN,
                translate("pages", feature.title),
                key_words(f"Ctrl+{feature.order}"),
                feature.icon or feature.id,
                _opener(app, feature.id),
                hue=_hue(feature),
            )
    for title, page, key in (
        (N_("pages", "Settings"), builders.SETTINGS, "Ctrl+,"),
        (N_("pages", "Help"), builders.HELP, "F1"),
    ):
        yield Line(OPEN, translate("pages", title), key_words(key), "settings", _opener(app, page))
    for feature, one in things.found:
        if not one.start.endswith(".start"):
            yield _thing(app, OPEN, feature, one)


def _settings(app: App, typed: str) -> Iterable[Line]:
    translate = QCoreApplication.translate
    if not typed.strip():
        return
    for group in groups(app.features):
        for setting in offered(group.settings):
            label, title = (translate("settings", one) for one in (setting.label, group.title))
            about = translate("settings", setting.help) if setting.help else ""
            yield Line(
                SETTINGS,
                label,
                title,
                "settings",
                _opener(app, builders.SETTINGS, Ref("setting", setting.key)),
                has_words(typed, f"{label} {about}"),
            )
    for section in sections(app.features):
        yield Line(
            SETTINGS,
            section.name,
            translate("pages", "Settings"),
            "settings",
            _opener(app, builders.SETTINGS, Ref("section", section.id)),
            section.fits(typed),
        )


def _thing(app: App, group: str, feature: Feature, one: Found) -> Line:
    do = _runner(app, feature, one.start, one.ref)
    return Line(
        group, one.title, said(one.hint), feature.icon or feature.id, do, True, _hue(feature)
    )


def _hue(feature: Feature) -> str:
    return str(feature.activity) if feature.activity is not None else "ink2"


def _runner(app: App, feature: Feature, command: str, ref: Ref) -> Callable[[], None]:
    def run() -> None:
        if command in app.commands:
            app.run(command, ref)
        else:
            app.bus.publish(PageAsked(feature.id, ref))

    return run


def _opener(app: App, page: str, ref: Ref | None = None) -> Callable[[], None]:
    return lambda: app.bus.publish(PageAsked(page, ref))
