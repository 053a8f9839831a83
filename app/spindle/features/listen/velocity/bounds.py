"""Between which speeds a text is read, in words a minute."""

from typing import Final

LEAST, MOST = 80.0, 700.0
"""What the dial offers."""

CEILING: Final = 275.0
"""Up to here the speed rises by itself, unless the listener moves the ceiling."""
