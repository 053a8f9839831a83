"""Dresses the application as the General settings say, at once and whenever they change."""

from spindle.core.events import Unsubscribe
from spindle.core.feature import App
from spindle.core.general import REDUCED_MOTION, TEXT_SCALE, THEME, Look
from spindle.core.presence import DimChanged
from spindle.core.settings import SettingChanged
from spindle.ui.theme import Looks

_KEYS = frozenset({THEME.key, TEXT_SCALE.key, REDUCED_MOTION.key})


def dress(app: App, looks: Looks, *, dim: bool = False) -> None:
    """Put on what the settings say now: before the first paint, and again once they are loaded.

    ``dim`` is dark whatever they say, for the hours before sleep.
    """
    looks.set(
        mode=str(Look.DARK if dim else app.settings.get(THEME)),
        text_scale=app.settings.get(TEXT_SCALE) / 100,
        reduced_motion=app.settings.get(REDUCED_MOTION),
    )


def follow(app: App, looks: Looks) -> Unsubscribe:
    """Dress again whenever one of these settings changes, or the evening comes and goes."""
    dim = False

    def changed(event: SettingChanged) -> None:
        if event.key in _KEYS:
            dress(app, looks, dim=dim)

    def dimmed(event: DimChanged) -> None:
        nonlocal dim
        dim = event.dim
        dress(app, looks, dim=dim)

    leaves = (app.bus.subscribe(SettingChanged, changed), app.bus.subscribe(DimChanged, dimmed))

    def leave() -> None:
        for each in leaves:
            each()

    return leave
