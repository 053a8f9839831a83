"""Dataclasses to lines of JSON and back, checked field by field."""

import json
import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from math import isfinite
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

LONGEST: Final = 32 * 1024 * 1024
_KIND: Final = "kind"

M = TypeVar("M")


class GarbageError(ValueError):
    """A line is not a message; says why."""


def line_of(message: object) -> bytes:
    """One message as one line, pure ASCII, so that any text survives, lone surrogates too.

    Raises:
        GarbageError: A number in it is not finite.
    """
    try:
        text = json.dumps(_plain(message), allow_nan=False, separators=(",", ":"))
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


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, Any] = {_KIND: type(value).__name__}
        plain.update((each.name, _plain(getattr(value, each.name))) for each in fields(value))
        return plain
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _one_of(known: tuple[type[Any], ...], value: Any) -> Any:
    name = value.get(_KIND) if isinstance(value, dict) else None
    for each in known:
        if each.__name__ == name:
            return _record(each, value)
    raise GarbageError("unknown message")


def _record(kind: type[object], value: dict[str, Any]) -> Any:
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    if value.keys() - {_KIND} != hints.keys():
        raise GarbageError(f"{kind.__name__} has other fields")
    return kind(**{name: _fit(hint, value[name], name) for name, hint in hints.items()})


@cache
def _hints(kind: type[object]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}  # type: ignore[arg-type]  # of a dataclass


def _fit(hint: Any, value: Any, name: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _fit_union(get_args(hint), value, name)
    if origin is tuple:
        return _fit_tuple(get_args(hint), value, name)
    if is_dataclass(hint):
        return _one_of((hint,), value)  # type: ignore[arg-type]  # a class, as hints are
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _fit_word(hint, value, name)
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
            return _fit(hint, value, name)
    raise GarbageError(f"{name} has the wrong kind")


def _fit_tuple(hints: tuple[Any, ...], value: Any, name: str) -> Any:
    if not isinstance(value, list):
        raise GarbageError(f"{name} is not a list")
    if hints[1:] == (...,):
        return tuple(_fit(hints[0], each, name) for each in value)
    if len(hints) != len(value):
        raise GarbageError(f"{name} has another length")
    return tuple(_fit(hint, each, name) for hint, each in zip(hints, value, strict=True))


def _fit_word(hint: type[StrEnum], value: Any, name: str) -> Any:
    try:
        return hint(value)
    except ValueError:
        raise GarbageError(f"{name} is not {hint.__name__}") from None
