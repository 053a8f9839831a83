"""What a part of the screen looks like from moment to moment, and keys struck at a known moment."""

import threading
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final
from zlib import compress, crc32

from Xlib import XK, X, display
from Xlib.ext import xtest

from tests.helpers.waiting import now, wait_until

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""

_BETWEEN_S: Final = 0.004
_STILL_S: Final = 0.7
_TEXT: Final = 20_000
"""Bytes into which a picture of text can be packed at best; without text it takes a tenth."""


class Film:
    """Looks two hundred times a second, in a thread, from when it is made until ``last_change``."""

    def __init__(self, env: Mapping[str, str], box: Box) -> None:
        self._display: Any = display.Display(env["DISPLAY"])
        self._root = self._display.screen().root
        self._box = box
        self._frames: list[tuple[float, int]] = []
        self._last = b""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        wait_until(lambda: self._frames, "the film to run")

    def last_change(self, seconds: float = 30) -> float:
        """The moment since which the picture is as it is, once it has been so for a while."""
        wait_until(self._is_still, "the picture to rest", seconds)
        self.end()
        return self._since()

    def shows_text(self) -> bool:
        """Whether the last look shows lines of text all over it: their bytes pack badly."""
        return len(compress(self._last, 1)) > _TEXT

    def end(self) -> None:
        """Look no longer."""
        self._stop.set()
        self._thread.join()
        self._display.close()

    def changed(self) -> bool:
        """Whether the picture is another one than at the beginning."""
        return self._frames[-1][1] != self._frames[0][1]

    def changes(self, apart: float) -> list[float]:
        """The moments at which the picture began to change, having been still for so long."""
        turned = [
            moment for (_, before), (moment, look) in pairwise(self._frames) if look != before
        ]
        began = turned[:1]
        began += [after for before, after in pairwise(turned) if after - before > apart]
        return began

    def _since(self) -> float:
        final = self._frames[-1][1]
        at = next((n for n, (_, look) in enumerate(reversed(self._frames)) if look != final), -1)
        return self._frames[-at][0] if at > 0 else self._frames[0][0]

    def _is_still(self) -> bool:
        return self.changed() and now() - self._since() > _STILL_S

    def _run(self) -> None:
        while not self._stop.wait(_BETWEEN_S):
            image = self._root.get_image(*self._box, X.ZPixmap, 0xFFFFFFFF).data
            self._frames.append((now(), crc32(image)))
            self._last = image


class Striker:
    """A keyboard without the delay of a program that is started for each key."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._display: Any = display.Display(env["DISPLAY"])

    def strike(self, name: str, times: int = 1) -> float:
        """Press and let go; returns the moment before the first."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(name))
        moment = now()
        for _ in range(times):
            xtest.fake_input(self._display, X.KeyPress, code)
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()
        return moment

    def strike_with(self, held: str, name: str) -> float:
        """The same while another key is held."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(held))
        xtest.fake_input(self._display, X.KeyPress, code)
        moment = self.strike(name)
        xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()
        return moment

    def close(self) -> None:
        """Let go of the display."""
        self._display.close()
