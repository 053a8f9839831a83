"""Where the parts of the window stand: the rail, the rows that ask, and the page in the rest."""

from typing import Final

from PySide6.QtCore import QRect, QSize

from spindle.shell.banners import Banners
from spindle.shell.pages import Pages
from spindle.shell.rail import Rail

RAIL_FROM: Final = 1100
"""Below this width, in px, the rail shows icons only."""


def arrange(size: QSize, rail: Rail, pages: Pages, banners: Banners, *, with_rail: bool) -> None:
    """Place them in a window of that size."""
    rail.set_narrow(size.width() < RAIL_FROM)
    rail.setVisible(with_rail)
    rail.setGeometry(0, 0, rail.width(), size.height())
    left = rail.width() if with_rail else 0
    content = QRect(left, 0, size.width() - left, size.height())
    column = banners.column
    if not column.isHidden():
        high = banners.height_for(content.width())
        column.setGeometry(content.left(), content.bottom() + 1 - high, content.width(), high)
        content.setHeight(content.height() - high)
    pages.setGeometry(content)
