"""Screens of the offscreen platform, by its own list of them."""

import json
from pathlib import Path


def screens(path: Path, *sizes: tuple[int, int]) -> str:
    """A value for ``QT_QPA_PLATFORM``: screens side by side from the left, each so many px."""
    each, left = [], 0
    for number, (width, height) in enumerate(sizes):
        each.append(
            {
                "name": f"screen {number}",
                "x": left,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": 96,
                "logicalBaseDpi": 96,
                "dpr": 1,
            }
        )
        left += width
    path.write_text(json.dumps({"screens": each}), "utf-8")
    return f"offscreen:configfile={path}"
