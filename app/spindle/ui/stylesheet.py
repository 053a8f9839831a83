"""The one small style sheet, made from the palette, for what only a style sheet can dress."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont

if TYPE_CHECKING:
    from spindle.ui.theme import Palette

# Qt puts the left padding of a tooltip and a px more on all its sides, besides the padding.
_SHEET = """
QToolTip {{ background: {ink}; color: {onink}; border: 0; padding: 1px 5px 1px 4px;
  font-family: "{family}"; font-size: {size}px; }}
QMenu {{ background: {panel}; color: {ink}; border: 1px solid {rule}; padding: 4px 0; }}
QMenu::item {{ padding: 6px 24px 6px 16px; }}
QMenu::item:selected {{ background: {wash}; color: {ink}; }}
QMenu::item:disabled {{ color: {ink3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
QScrollBar:vertical {{ width: 10px; background: transparent; border: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; border: 0; }}
QScrollBar::handle {{ background: {rule}; border-radius: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 3px 2px; }}
QScrollBar::handle:hover {{ background: {ink3}; border-radius: 3px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ background: transparent; border: 0; }}
"""


def text(palette: "Palette", caption: QFont) -> str:
    """The style sheet in a palette; ``caption`` is the font of tooltips."""
    roles = ("ink", "onink", "panel", "rule", "wash", "line", "ink3")
    colours = {role: palette.role(role).name() for role in roles}
    return _SHEET.format(family=caption.family(), size=caption.pixelSize(), **colours)
