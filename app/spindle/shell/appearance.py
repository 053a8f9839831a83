"""Dresses the application as the General settings say, at once and whenever they change."""

from spindle.core.events import Unsubscribe
from spindle.core.feature import App
from spindle.core.general import REDUCED_MOTION, TEXT_SCALE, THEME, Look
from spindle.core.presence import DimChanged
from spindle.core.settings import SettingChanged
from spindle.ui.theme import Looks

_KEYS = frozenset({THEME.key, TEXT_SCALE.key, REDUCED_MOTION.key})


def dress(app: App, looks: Looks) -> None:
    """Put on what holds now: before the first paint, and again once the settings are loaded.

    In the hours before sleep that is dark, whatever the settings say, if a feature says so.
    """
    now = app.clock.now()
    dark = any(each.dark is not None and each.dark(app.settings, now) for each in app.features)
    looks.set(
        mode=str(Look.DARK if dark else app.settings.get(THEME)),
        text_scale=app.settings.get(TEXT_SCALE) / 100,
        reduced_motion=app.settings.get(REDUCED_MOTION),
    )


def follow(app: App, looks: Looks) -> Unsubscribe:
    """Dress again whenever one of these settings changes, or the evening comes and goes."""

    def changed(event: SettingChanged) -> None:
        if event.key in _KEYS:
            dress(app, looks)

    leaves = (
        app.bus.subscribe(SettingChanged, changed),
        app.bus.subscribe(DimChanged, lambda _: dress(app, looks)),
    )

    def leave() -> None:
        for each in leaves:
            each()

    return leave
