"""Names of things: every row has a UUID, and features point at each other's rows by kind and id."""

from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    from random import Random

SessionId = NewType("SessionId", str)


def new_id(random: "Random | None" = None) -> str:
    """A fresh UUID (version 4) as text; from ``random`` where a run must repeat itself."""
    from uuid import UUID, uuid4  # noqa: PLC0415 - it asks which platform this is, 1 ms

    return str(uuid4() if random is None else UUID(int=random.getrandbits(128), version=4))


class Ref(NamedTuple):
    """A thing of any feature, without importing it.

    Attributes:
        kind: The table's word: ``session``, ``question``, ``thought``, ``document`` …
        id: Its UUID.
    """

    kind: str
    id: str
