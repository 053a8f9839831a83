"""Dataclasses to lines of JSON and back, checked field by field."""

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from math import isfinite
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

LONGEST: Final = 32 * 1024 * 1024
_KIND: Final = "kind"

M = TypeVar("M")
_Read = Callable[[Any, str], Any]


class GarbageError(ValueError):
    """A line is not a message; says why."""


def line_of(message: object) -> bytes:
    """One message as one line, pure ASCII, so that any text survives, lone surrogates too.

    Raises:
        GarbageError: A number in it is not finite.
    """
    try:
        text = json.dumps(message, default=_plain, allow_nan=False, separators=(",", ":"))
    except ValueError as error:
        raise GarbageError(str(error)) from None
    return text.encode("ascii") + b"\n"


def message_of(line: bytes, known: tuple[type[M], ...]) -> M:
    """The message in a line.

    Args:
        line: With or without its end.
        known: The dataclasses it may be.

    Raises:
        GarbageError: It is none of them.
    """
    if len(line) > LONGEST:
        raise GarbageError("the line is too long")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GarbageError(f"not JSON: {error}") from None
    message: M = _one_of(known, value)
    return message


def _plain(record: Any) -> dict[str, Any]:
    """One record; the encoder asks anew for each that stands in it."""
    kind: Any = type(record)
    plain: dict[str, Any] = {_KIND: kind.__name__}
    plain.update((name, getattr(record, name)) for name in _readers(kind))
    return plain


def _one_of(known: tuple[type[Any], ...], value: Any) -> Any:
    name = value.get(_KIND) if isinstance(value, dict) else None
    for each in known:
        if each.__name__ == name:
            return _record(each, value)
    raise GarbageError("unknown message")


def _record(kind: Any, value: dict[str, Any]) -> Any:
    readers = _readers(kind)
    if len(value) != len(readers) + 1 or not readers.keys() <= value.keys():
        raise GarbageError(f"{kind.__name__} has other fields")
    return kind(**{name: read(value[name], name) for name, read in readers.items()})


@cache
def _readers(kind: Any) -> dict[str, _Read]:
    """How each field of a record is read: a chapter has a thousand records of one kind."""
    hints = get_type_hints(kind)
    return {each.name: _reader(hints[each.name]) for each in fields(kind)}


def _reader(hint: Any) -> _Read:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return partial(_fit_union, get_args(hint))
    if origin is tuple:
        return partial(_fit_tuple, get_args(hint))
    if is_dataclass(hint):
        return lambda value, _: _one_of((hint,), value)  # type: ignore[arg-type]  # a class, as hints are
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return partial(_fit_word, hint)
    return partial(_fit_plain, hint)


def _fit_plain(hint: type[Any], value: Any, name: str) -> Any:
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is not hint or (hint is float and not isfinite(value)):
        raise GarbageError(f"{name} is not {hint.__name__}")
    return value


def _fit_union(hints: tuple[Any, ...], value: Any, name: str) -> Any:
    if value is None and type(None) in hints:
        return None
    if isinstance(value, dict):
        return _one_of(
            tuple(each for each in hints if isinstance(each, type) and is_dataclass(each)), value
        )
    for hint in hints:
        if hint is not type(None) and not is_dataclass(hint):
            return _reader(hint)(value, name)
    raise GarbageError(f"{name} has the wrong kind")


def _fit_tuple(hints: tuple[Any, ...], value: Any, name: str) -> Any:
    if not isinstance(value, list):
        raise GarbageError(f"{name} is not a list")
    if hints[1:] == (...,):
        read = _reader(hints[0])
        return tuple([read(each, name) for each in value])
    if len(hints) != len(value):
        raise GarbageError(f"{name} has another length")
    return tuple(_reader(hint)(each, name) for hint, each in zip(hints, value, strict=True))


def _fit_word(hint: type[StrEnum], value: Any, name: str) -> Any:
    try:
        return hint(value)
    except ValueError:
        raise GarbageError(f"{name} is not {hint.__name__}") from None
