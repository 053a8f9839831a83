"""Runs beside each other."""

from collections.abc import Sequence

from spindle.features.listen.importing.pdf_layout.shapes import Run


def rows(group: Sequence[Run]) -> list[list[Run]]:
    """From the top down, the largest letters of a row first; raised ones stand with their line."""
    found: list[list[Run]] = []
    longest: list[Run] = []  # of each row: small capitals and raised letters tell little
    for run in sorted(group, key=lambda run: (-run.size, -run.bottom)):
        home = _home(longest, run)
        if home is None:
            found.append([run])
            longest.append(run)
        else:
            found[home].append(run)
            if run.x1 - run.x0 > longest[home].x1 - longest[home].x0:
                longest[home] = run
    return sorted(found, key=lambda row: -row[0].bottom)


def _home(longest: Sequence[Run], run: Run) -> int | None:
    """The row it shares more than half of its height with; asked for each of a page's runs."""
    low, high = run.bottom, run.top
    half = 0.5 * (high - low)
    for at, (_, _, bottom, top, *_) in enumerate(longest):
        # Written out: for each letter of a book a call of min and max is felt.
        shared = (top if top < high else high) - (bottom if bottom > low else low)  # noqa: FURB136
        if shared > half:
            return at
    return None
