"""What the keys of a page do, for the list of all keys."""

from typing import NamedTuple


class PageKey(NamedTuple):
    """Keys of a feature's page that run no command; bound by the page itself.

    Attributes:
        keys: As the page binds them; several where they belong together, such as ``Up`` and
            ``Down``.
        label: English source text marked with ``N_("keys", …)``; it names the place where a key
            does different things in different places.
    """

    keys: tuple[str, ...]
    label: str
