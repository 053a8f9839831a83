"""Which SVG drawings are safe to draw.

Qt runs no script in one and asks no network, but it would read any file of this computer that an
``image`` element names. So a drawing with such an element is not drawn, nor is one that could hide
it: in an entity, or in another encoding than UTF-8.
"""

import re
from typing import Final

LARGEST: Final = 5 * 1024**2

_TELLTALE: Final = re.compile(r"<!ENTITY|<(?:[^\s<>/:]+:)?(?:fe)?image\b", re.IGNORECASE)
_ENCODING: Final = re.compile(r"<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)


def is_plain(raw: bytes) -> bool:
    """Whether a drawing names no file and hides nothing."""
    if len(raw) > LARGEST:
        return False
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    encoding = _ENCODING.search(text)
    if "\0" in text or (encoding is not None and encoding[1].lower() not in {"utf-8", "utf8"}):
        return False
    return _TELLTALE.search(text) is None
