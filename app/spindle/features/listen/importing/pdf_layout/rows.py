"""Runs beside each other."""

from collections.abc import Sequence

from spindle.features.listen.importing.pdf_layout.shapes import Run


def rows(group: Sequence[Run]) -> list[list[Run]]:
    """From the top down, the largest letters of a row first; raised ones stand with their line."""
    found: list[list[Run]] = []
    longest: list[Run] = []  # of each row: small capitals and raised letters tell little
    for run in sorted(group, key=lambda run: (-run.size, -run.bottom)):
        home = next((at for at, each in enumerate(longest) if _is_beside(each, run)), None)
        if home is None:
            found.append([run])
            longest.append(run)
        else:
            found[home].append(run)
            if run.x1 - run.x0 > longest[home].x1 - longest[home].x0:
                longest[home] = run
    return sorted(found, key=lambda row: -row[0].bottom)


def _is_beside(first: Run, run: Run) -> bool:
    height = min(first.top, run.top) - max(first.bottom, run.bottom)
    return height > 0.5 * (run.top - run.bottom)
