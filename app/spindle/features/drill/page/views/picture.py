"""A picture of the media folder: a stranger's file, drawn if that is safe."""

from pathlib import Path

from PySide6.QtGui import QImage, QImageReader

from spindle.features.drill.exchange.drawings import is_plain
from spindle.features.drill.kinds.show_and_grade import is_bare


def picture(media: Path | None, name: str) -> QImage | None:
    """The picture of that bare name; None if it is not there or is not to be drawn."""
    if media is None or not is_bare(name):
        return None
    path = media / name
    if path.is_symlink() or not path.is_file():
        return None
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).startswith(b"svg") and not is_plain(path.read_bytes()):
        return None
    return reader.read()
