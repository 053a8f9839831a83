"""The token file says what the design says, and every pair of colours can be read."""

from itertools import pairwise
from typing import Any

import pytest

from spindle.ui.tokens import tokens

TOKENS: dict[str, Any] = tokens()
PALETTES: dict[str, dict[str, Any]] = TOKENS["palette"]
ACTIVITIES = ("focus", "listen", "drill", "prime")
ROLES = frozenset(
    ["paper", "panel", "sunken", "wash", "line", "rule", "ink", "ink2", "ink3", "onink", "pen"]
    + [f"{activity}{tint}" for activity in ACTIVITIES for tint in ("", "_tint")]
)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: str, one: str, other: str) -> float:
    """The WCAG 2 ratio of two roles of a palette."""
    low, high = sorted(_luminance(PALETTES[palette][role]) for role in (one, other))
    return (high + 0.05) / (low + 0.05)


# Role, then its ratio on paper and on panel, as DESIGN-LANGUAGE section 3 lists them.
TABLE = {
    "light": {
        "ink": (15.1, 16.1),
        "ink2": (7.7, 8.2),
        "ink3": (5.3, 5.7),
        "pen": (4.7, 5.0),
        "focus": (6.0, 6.4),
        "listen": (6.2, 6.7),
        "drill": (5.5, 5.9),
        "prime": (6.8, 7.3),
        "rule": (3.3, 3.6),
    },
    "dark": {
        "ink": (15.7, 14.4),
        "ink2": (9.4, 8.6),
        "ink3": (6.2, 5.7),
        "pen": (7.2, 6.7),
        "focus": (9.4, 8.6),
        "listen": (8.8, 8.1),
        "drill": (9.5, 8.7),
        "prime": (8.6, 8.0),
        "rule": (3.9, 3.6),
    },
    "evening": {
        "ink": (8.9, 8.6),
        "ink2": (5.6, 5.4),
        "ink3": (5.1, 4.9),
        "pen": (7.4, 7.1),
        "rule": (3.3, 3.2),
    },
}
LISTED = [
    (palette, role, ground, ratio)
    for palette, rows in TABLE.items()
    for role, ratios in rows.items()
    for ground, ratio in zip(("paper", "panel"), ratios, strict=True)
] + [
    ("light", "onink", "ink", 15.8),
    ("dark", "onink", "ink", 15.7),
    ("evening", "onink", "ink", 8.9),
    ("light", "onink", "pen", 4.9),
    ("dark", "onink", "pen", 7.2),
    ("evening", "onink", "pen", 7.4),
    ("light", "ink3", "wash", 4.8),
    ("dark", "ink3", "wash", 5.3),
    ("evening", "ink3", "wash", 4.8),
    ("morning", "ink", "paper", 12.0),
    ("morning", "ink2", "paper", 7.7),
    ("morning", "ink3", "paper", 5.7),
    ("morning", "pen", "paper", 6.5),
    ("morning", "rule", "paper", 3.9),
]


@pytest.mark.parametrize(("palette", "role", "ground", "ratio"), LISTED)
def test_each_pair_has_the_ratio_the_design_lists(
    palette: str, role: str, ground: str, ratio: float
) -> None:
    assert contrast(palette, role, ground) == pytest.approx(ratio, abs=0.1)


@pytest.mark.parametrize(("palette", "lowest"), [("light", 4.6), ("dark", 4.6)])
def test_the_lowest_ratio_of_captions_is_that_on_a_tint(palette: str, lowest: float) -> None:
    ratios = [contrast(palette, "ink3", f"{activity}_tint") for activity in ACTIVITIES]
    assert min(ratios) == pytest.approx(lowest, abs=0.1)


@pytest.mark.parametrize("palette", PALETTES)
def test_words_can_be_read_on_every_ground(palette: str) -> None:
    grounds = ["paper", "panel", "wash", *(f"{activity}_tint" for activity in ACTIVITIES)]
    for role in ("ink", "ink2", "ink3"):
        for ground in grounds:
            assert contrast(palette, role, ground) >= 4.5, (role, ground)
    for filled in ("ink", "ink2", "pen"):
        assert contrast(palette, "onink", filled) >= 4.5, filled


@pytest.mark.parametrize("palette", PALETTES)
def test_marks_and_borders_can_be_seen(palette: str) -> None:
    for role in ("rule", "pen", *ACTIVITIES):
        for ground in ("paper", "panel"):
            assert contrast(palette, role, ground) >= 3.0, (role, ground)


def test_each_palette_has_every_role_and_no_other() -> None:
    assert set(PALETTES) == {"light", "dark", "evening", "morning"}
    for name, palette in PALETTES.items():
        assert set(palette) == ROLES | {"dark"}, name
        for role in ROLES:
            assert len(palette[role]) == 7, (name, role)
            int(palette[role].removeprefix("#"), 16)


def test_the_evening_has_hardly_any_blue() -> None:
    for role in ROLES:
        red, green, blue = (int(PALETTES["evening"][role][at : at + 2], 16) for at in (1, 3, 5))
        assert blue <= green <= red, role
        assert blue < 100, role


def test_no_text_is_smaller_than_11_px_and_lines_hold_their_letters() -> None:
    for role, entry in TOKENS["type"].items():
        assert entry["size"] >= 11, role
        assert entry["line"] >= entry["size"], role
        assert entry["family"] in {"sans", "display", "serif"}, role
        assert (entry["size"] >= 18) == (entry["family"] != "sans"), role


def test_what_the_design_fixes_in_px_is_there() -> None:
    rows = {
        "timer": ("display", 112, 112, 300),
        "title": ("display", 28, 36, 600),
        "page_name": ("display", 18, 24, 600),
        "finding": ("display", 20, 28, 600),
        "fact": ("display", 24, 32, 500),
        "body": ("sans", 14, 20, 400),
        "label": ("sans", 14, 20, 500),
        "active": ("sans", 14, 20, 600),
        "section": ("sans", 13, 16, 600),
        "caption": ("sans", 12, 16, 400),
        "axis": ("sans", 11, 14, 400),
        "reading": ("serif", 20, 33, 400),
        "drill_prompt": ("serif", 40, 56, 400),
        "drill_cue": ("serif", 20, 28, 400),
        "task": ("serif", 24, 32, 400),
        "question": ("serif", 20, 28, 400),
    }
    keys = ("family", "size", "line", "weight")
    assert {role: tuple(TOKENS["type"][role][key] for key in keys) for role in rows} == rows
    assert TOKENS["type"]["timer"]["tracking"] == -2.0
    steps = TOKENS["space"]["steps"]
    assert all(one < next_ for one, next_ in pairwise(steps))
    assert TOKENS["motion"] == {
        "hover": 90,
        "press": 60,
        "popover": 160,
        "theme": 240,
        "evening": 1200,
    }
