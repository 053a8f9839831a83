"""What takes a verb back."""

from collections.abc import Callable

Inverse = Callable[[], None]


def nothing() -> None:
    """The inverse of a verb that did nothing."""
