"""A question on a card for the bedside: a page of A6 as a PDF, to be printed."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QStandardPaths, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from spindle.core.clock import Clock
from spindle.ui import fonts
from spindle.ui.theme import palette

_DPI: Final = 96
_MARGIN_MM: Final = 12
_SIZES: Final = range(30, 9, -1)
"""Of the question, in px of 1/96 inch: as large as fits."""

_LONGEST: Final = 600
_PICTURE: Final = 300
_UNBROKEN: Final = re.compile(r"\S{24}(?=\S)")
"""About what the question's largest letters can put in one line."""

_MAY_BREAK: Final = "\u200b"
_FLAGS: Final = Qt.TextFlag.TextWordWrap.value


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it; the picture or place may be empty."""

    question: str
    picture: str = ""


class Cards:
    """Writes them for today, and says in a sentence what came of it.

    Attributes:
        folder: Where they go.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.folder = usual_folder

    def write(self, card: Card) -> tuple[Path | None, str]:
        """The file, if it could be written, and what to say."""
        folder = self.folder()
        try:
            path = write_card(card, folder, self._clock.now().local.date())
        except OSError:
            failed = _tr("The card could not be written to {folder}. Is there room, and access?")
            return None, failed.format(folder=folder)
        return path, _tr("{name} is in {folder}, to be printed.").format(
            name=path.name, folder=folder.name
        )


def write_card(card: Card, folder: Path, day: date) -> Path:
    """Write a card into a folder, beside those that are there.

    Raises:
        OSError: The folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder, day)
    path.touch(mode=0o600)
    writer = QPdfWriter(str(path))
    writer.setTitle("Spindle")
    writer.setCreator("Spindle")
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A6),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        path.unlink(missing_ok=True)
        raise OSError(str(path))
    try:
        _draw(painter, QRectF(0, 0, writer.width(), writer.height()), card)
    finally:
        painter.end()
    return path


def usual_folder() -> Path:
    """Where cards go: among the person's documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or str(Path.home()))


def _draw(painter: QPainter, page: QRectF, card: Card) -> None:
    """The question in the middle, what to do with it below."""
    colours = palette("light")
    question, picture = _short(card.question, _LONGEST), _short(card.picture, _PICTURE)
    low = QRectF(page.left(), page.bottom() - 84, page.width(), 84)
    middle = QRectF(page.left(), page.top(), page.width(), low.top() - page.top() - 12)
    if picture:
        face = _face("journal", 15)
        high = _height(face, picture, page.width())
        held = QRectF(page.left(), middle.bottom() - high, page.width(), high)
        painter.setFont(face)
        painter.setPen(colours.ink2)
        painter.drawText(held, _FLAGS, picture)
        middle.setBottom(held.top() - 12)
    face = next(
        (
            each
            for size in _SIZES
            if _height(each := _face("question_title", size), question, page.width())
            <= middle.height()
        ),
        _face("question_title", _SIZES[-1]),
    )
    painter.setFont(face)
    painter.setPen(colours.ink)
    painter.drawText(middle, _FLAGS | Qt.AlignmentFlag.AlignVCenter.value, question)
    painter.setFont(_face("caption", 12))
    painter.setPen(colours.ink2)
    words = _tr(
        "Read it once. Picture it for a minute, then let the picture's surroundings come. Nothing"
        " is owed by the morning."
    )
    painter.drawText(low, _FLAGS | Qt.AlignmentFlag.AlignBottom.value, words)


def _face(role: str, size: int) -> QFont:
    """A face without figures of one width: the marks that come with them have no text in a PDF."""
    face = fonts.sized(role, size)
    face.unsetFeature(QFont.Tag("tnum"))
    return face


def _height(face: QFont, text: str, width: float) -> float:
    box = QRectF(0, 0, width, 100_000)
    return QFontMetricsF(face).boundingRect(box, _FLAGS, text).height()


def _short(text: str, most: int) -> str:
    words = " ".join(text.split())
    short = words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
    return _UNBROKEN.sub(f"\\g<0>{_MAY_BREAK}", short)


def _free(folder: Path, day: date) -> Path:
    name = _tr("Question card {day}").format(day=day.isoformat())
    names = (f"{name}.pdf", *(f"{name} ({n}).pdf" for n in range(2, 1000)))
    return next((folder / each for each in names if not (folder / each).exists()), folder / "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Card", text)
