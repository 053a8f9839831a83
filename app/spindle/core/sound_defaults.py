"""What sounds when nobody chose, apart from the port so that settings are declared without it.

The first paint needs every declaration, and the port's records take as long as a window.
"""

from typing import Final

SILENCE_FLOOR_MS: Final = 120.0
DEFAULT_VOICE: Final = "espeak:en-us"
