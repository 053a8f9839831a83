"""Asks every feature for its part; one that cannot answer is left out, and the others are shown."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from spindle.core.feature import Feature

T = TypeVar("T")


def parts(
    features: Iterable[Feature], ask: Callable[[Feature], Iterable[T]]
) -> Iterator[tuple[Feature, tuple[T, ...]]]:
    """Each feature with what it answers.

    A page that asks all of them, Today in the first paint above all, must come whatever one of
    them stumbles over. The log names the feature and the kind of error and no more: the words of
    an error may be the user's.
    """
    for feature in features:
        try:
            given = tuple(ask(feature))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one feature's
            _tell(feature, error)
        else:
            yield feature, given


def _tell(feature: Feature, error: Exception) -> None:
    from logging import getLogger  # noqa: PLC0415 - 3 ms that no first paint needs

    log, kind = getLogger(__name__), type(error).__name__
    log.error("%s gives nothing: %s%s", feature.id, kind, _where(error))


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" at {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
