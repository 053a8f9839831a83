"""Names of things: every row has a UUID, and features point at each other's rows by kind and id."""

from dataclasses import dataclass
from random import Random
from typing import NewType
from uuid import UUID, uuid4

SessionId = NewType("SessionId", str)


def new_id(random: Random | None = None) -> str:
    """A fresh UUID (version 4) as text; from ``random`` where a run must repeat itself."""
    return str(uuid4() if random is None else UUID(int=random.getrandbits(128), version=4))


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing of any feature, without importing it.

    Attributes:
        kind: The table's word: ``session``, ``question``, ``thought``, ``document`` …
        id: Its UUID.
    """

    kind: str
    id: str
