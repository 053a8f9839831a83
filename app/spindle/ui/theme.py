"""The looks at run time: palettes and sizes out of the token file, and who wears which.

The application has one `Theme`. A part of a window can wear another palette (a running block is
dark, the evening amber): `wear` names it on a container and everything inside follows. Painted
widgets ask `theme_of(self)` whenever they paint, and mix in `Themed` when they keep something that
depends on it. GUI thread only.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from spindle.ui import fonts, stylesheet
from spindle.ui.tokens import tokens

_PALETTE_PROPERTY = "spindlePalette"
_WORN_PROPERTY = "spindleWorn"
_THEME_PROPERTY = "spindleTheme"
_FADED_PROPERTY = "spindleFaded"
_PRIME = frozenset({"prime", "evening", "morning", "journal"})


class Palette(NamedTuple):
    """One colour for each role; see ``tokens.json`` for what a role is for."""

    name: str
    dark: bool
    paper: QColor
    panel: QColor
    sunken: QColor
    wash: QColor
    line: QColor
    rule: QColor
    ink: QColor
    ink2: QColor
    ink3: QColor
    onink: QColor
    pen: QColor
    focus: QColor
    focus_tint: QColor
    listen: QColor
    listen_tint: QColor
    drill: QColor
    drill_tint: QColor
    prime: QColor
    prime_tint: QColor

    def role(self, name: str) -> QColor:
        """The colour of a role or an activity; an unknown name is a mistake and raises."""
        if name in _PRIME:
            return self.prime
        if name == "move":
            return self.ink2
        colour = getattr(self, name)
        if not isinstance(colour, QColor):
            raise TypeError(f"{name!r} is not a colour role")
        return colour

    def tint(self, activity: str) -> QColor:
        """The pale ground that goes with an activity's colour."""
        if activity == "move":
            return self.wash
        return self.role(f"{'prime' if activity in _PRIME else activity}_tint")

    def qpalette(self) -> QPalette:
        """The same colours for the controls that Qt draws."""
        roles = QPalette.ColorRole
        qt = QPalette()
        for role, colour in (
            (roles.Window, self.paper),
            (roles.Base, self.panel),
            (roles.AlternateBase, self.sunken),
            (roles.Button, self.paper),
            (roles.Light, self.panel),
            (roles.Midlight, self.line),
            (roles.Mid, self.rule),
            (roles.Dark, self.rule),
            (roles.Shadow, self.rule),
            (roles.WindowText, self.ink),
            (roles.Text, self.ink),
            (roles.ButtonText, self.ink),
            (roles.BrightText, self.ink),
            (roles.Link, self.ink),
            (roles.LinkVisited, self.ink2),
            (roles.PlaceholderText, self.ink3),
            (roles.Highlight, self.ink),
            (roles.HighlightedText, self.onink),
            (roles.Accent, self.ink),
            (roles.ToolTipBase, self.ink),
            (roles.ToolTipText, self.onink),
        ):
            qt.setColor(role, colour)
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            qt.setColor(QPalette.ColorGroup.Disabled, role, self.ink3)
        return qt


@cache
def palette(name: str) -> Palette:
    """The palette called ``light``, ``dark``, ``evening`` or ``morning``."""
    roles = dict(tokens()["palette"][name])
    dark = bool(roles.pop("dark"))
    return Palette(name, dark, **{role: QColor(value) for role, value in roles.items()})


@cache
def _faded(name: str) -> Palette:
    """The palette with all text as pale as captions."""
    clear = palette(name)
    return clear._replace(ink=clear.ink3, ink2=clear.ink3)


class Theme:
    """A palette, the size of text (0.9 to 1.5) and whether things may move. Never changed.

    Neither a dataclass, which would take a part of the start, nor a tuple, which Qt would take
    apart when the application keeps it.
    """

    __slots__ = ("palette", "reduced_motion", "text_scale")

    def __init__(
        self, palette: Palette, text_scale: float = 1.0, *, reduced_motion: bool = False
    ) -> None:
        self.palette = palette
        self.text_scale = text_scale
        self.reduced_motion = reduced_motion

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theme) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash((self.palette.name, self.text_scale, self.reduced_motion))

    def in_palette(self, palette: Palette) -> Theme:
        """The same in another palette."""
        return Theme(palette, self.text_scale, reduced_motion=self.reduced_motion)

    def _facts(self) -> tuple[Palette, float, bool]:
        return self.palette, self.text_scale, self.reduced_motion

    def px(self, size: float) -> int:
        """A length that grows with the text, in whole px: heights of controls and line boxes."""
        return round(size * self.text_scale)

    def ms(self, motion: str) -> int:
        """The duration of a motion of the token file, 0 when motion is reduced."""
        return 0 if self.reduced_motion else int(tokens()["motion"][motion])


@cache
def _default() -> Theme:
    return Theme(palette("light"))


class Themed:
    """Mixed into a widget that keeps fonts, sizes or pictures made from the theme."""

    def theme_changed(self) -> None:
        """Throw away what was made from the old theme; a repaint follows by itself."""


def application_theme() -> Theme:
    """The theme the application wears, the light one before `apply`."""
    app = QApplication.instance()
    theme = app.property(_THEME_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else _default()


def theme_of(widget: QWidget | None) -> Theme:
    """What this widget wears: the application's theme in the nearest palette put on above it."""
    app = QApplication.instance()
    theme = application_theme()
    # Up to the first evening nobody has put anything on, and the way up is long.
    at = widget if app is not None and app.property(_WORN_PROPERTY) else None
    name, faded = "", None
    while at is not None and not (name and faded is not None):
        name = name or str(at.property(_PALETTE_PROPERTY) or "")
        faded = at.property(_FADED_PROPERTY) if faded is None else faded
        at = at.parentWidget()
    worn = palette(name) if name else theme.palette
    if faded:
        worn = _faded(worn.name)
    return theme if worn is theme.palette else theme.in_palette(worn)


def wear(widget: QWidget, name: str | None) -> None:
    """Put a palette on a container and all in it, or take it off again with None."""
    app = QApplication.instance()
    if name is not None and app is not None:
        app.setProperty(_WORN_PROPERTY, True)
    widget.setProperty(_PALETTE_PROPERTY, name)
    if name is None:
        widget.setPalette(QPalette())
    else:
        widget.setAutoFillBackground(True)
    _announce(widget)


def fade(widget: QWidget, *, on: bool) -> None:
    """Let the text of a container step back, or forth again; of two containers the inner decides.

    For what is painted with `theme_of`; fields and buttons below a popover answer nothing anyway.
    """
    app = QApplication.instance()
    if on and app is not None:
        app.setProperty(_WORN_PROPERTY, True)
    widget.setProperty(_FADED_PROPERTY, on)
    for child in (widget, *widget.findChildren(QWidget)):
        child.update()


def settle(widget: QWidget) -> None:
    """Let a widget that Qt draws take on what is worn above it; call it when it is shown.

    Where a style sheet is in force Qt hands the palette of a container on to the children it has,
    but not to one that is added later.
    """
    above: list[QWidget] = []
    at: QWidget | None = widget
    while at is not None and not at.property(_PALETTE_PROPERTY):
        above.append(at)
        at = at.parentWidget()
    for each in reversed(above):
        each.setPalette(each.palette())  # its own colours stay, the others are inherited anew


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application; every themed widget hears of it once."""
    app.setProperty(_THEME_PROPERTY, theme)
    # Without it a style sheet anywhere cuts off what a widget inherits from those above it.
    app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app.setPalette(theme.palette.qpalette())
    app.setFont(fonts.font("body", theme.text_scale))
    app.setStyleSheet(stylesheet.text(theme.palette, fonts.font("caption", theme.text_scale)))
    for window in app.topLevelWidgets():
        # Nor does what the application wears then reach its windows by itself.
        window.setFont(QFont())
        if not window.property(_PALETTE_PROPERTY):
            window.setPalette(QPalette())
        _announce(window)


def _announce(widget: QWidget) -> None:
    everything = (widget, *widget.findChildren(QWidget))
    for child in everything:
        # A new style sheet takes every palette off its widget: put on again what is worn.
        if name := child.property(_PALETTE_PROPERTY):
            child.setPalette(palette(str(name)).qpalette())
    for child in everything:
        if isinstance(child, Themed):
            child.theme_changed()
            child.updateGeometry()
        child.update()


class Looks(QObject):
    """Keeps the application, which runs in the style Fusion, dressed as settings and system say.

    ``changed`` carries the new `Theme` after everything was told.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = "system"
        self._text_scale = 1.0
        self._reduced_motion = False
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def set(
        self,
        *,
        mode: str | None = None,
        text_scale: float | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change what is given (``mode`` is system, light or dark) and dress the application."""
        if mode is not None:
            self._mode = mode
        if text_scale is not None:
            self._text_scale = min(1.5, max(0.9, text_scale))
        if reduced_motion is not None:
            self._reduced_motion = reduced_motion
        self._dress()

    @property
    def pinned_light(self) -> bool:
        """Whether the user chose light for good; a running block is then light too."""
        return self._mode == "light"

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._dress()

    def _dress(self) -> None:
        name = system_palette() if self._mode == "system" else self._mode
        theme = Theme(palette(name), self._text_scale, reduced_motion=self._reduced_motion)
        worn = application_theme()
        if self._app.property(_THEME_PROPERTY) is None:
            apply(self._app, theme)
        elif theme.palette is not worn.palette:
            from spindle.ui.cross_fade import fading  # noqa: PLC0415 - after the first paint

            with fading(self._app.topLevelWidgets(), "theme"):
                apply(self._app, theme)
        elif theme != worn:
            apply(self._app, theme)
        self.changed.emit(theme)


def system_palette() -> str:
    """What the desktop asks for; light where it does not say."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
