"""The log of each of Spindle's processes: on stderr, and never with a word of the user's."""

import logging
from types import TracebackType

from spindle.core.faults import report

_Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlainFormatter(logging.Formatter):
    """Writes of an error its kind and its places only, whichever library logged it."""

    def formatException(self, ei: _Info) -> str:  # noqa: N802 - logging's own name
        """The error without its words."""
        return "" if ei[1] is None else report(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        """Another handler may have kept the words already; they are not taken from there."""
        record.exc_text = None
        return super().format(record)


def begin(form: str = logging.BASIC_FORMAT, level: int = logging.WARNING) -> None:
    """Log to stderr, unless somebody has set the log up already."""
    handler = logging.StreamHandler()
    handler.setFormatter(PlainFormatter(form))
    logging.basicConfig(handlers=[handler], level=level)
