"""What the database worker tells the bus when the disk or the file does not do its part."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class StorageFailed(NamedTuple):
    """Something could not be saved. What waits is kept and tried again; timers run on.

    Attributes:
        code: A ``spindle.storage.errors.Trouble`` value, or ``bug``.
        sentence: What is wrong, and
        advice: what to do; both marked in the context ``storage`` and to be translated first,
            then filled with ``facts`` by ``str.format_map``.
        waiting: How many writes wait.
        kept: Whether the waiting text was also written to ``unsaved.jsonl``.
        lasting: Whether nothing can be saved until it is over; otherwise it is told once, and
            all else goes on.
    """

    code: str
    sentence: str
    advice: str
    facts: Mapping[str, str] = MappingProxyType({})
    waiting: int = 0
    kept: bool = False
    lasting: bool = True


class StorageRecovered(NamedTuple):
    """All that waited is saved."""


class UnsavedFound(NamedTuple):
    """At start ``unsaved.jsonl`` held text that an earlier run could not save.

    Attributes:
        notes: What was handed to ``write(…, keep=…)``, each with its ``id`` and ``at`` (µs UTC).
            Write them to the database and then call ``DatabaseWorker.forget_unsaved`` with
            their ids.
    """

    notes: tuple[Mapping[str, object], ...]


class RestartAsked(NamedTuple):
    """The data changed under the running program: leave, and start again."""


class ReplaceAsked(NamedTuple):
    """A database was put together that is to take the place of this one: leave, and start with it.

    Attributes:
        damaged: The one in force is moved aside as it is; otherwise it is kept as a copy.
    """

    damaged: bool


class EraseAsked(NamedTuple):
    """The user wants all data of this profile gone: leave, and remove it."""
