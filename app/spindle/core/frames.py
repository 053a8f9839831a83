"""Plain data over a pipe: a length, then a pickle that may name no class and no function.

Whoever reads never runs anything of what the other side wrote, even if a hostile document has
taken that side over: a pickle without names can only build None, numbers, texts, bytes and
collections of these.
"""

import io
import pickle
from typing import IO, Any, Final, NoReturn

_LENGTH: Final = 8
_MOST: Final = 512 * 1024 * 1024


class FrameError(Exception):
    """What came, or was to be sent, is not plain data."""


class _Plain(pickle.Pickler):
    def reducer_override(self, obj: object) -> NoReturn:
        """Called for whatever is not a plain value."""
        raise FrameError(f"{type(obj).__name__} is not plain data")


class _NoNames(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        """Called for whatever would be more than plain data."""
        raise FrameError(f"{module}.{name} is not plain data")


def pack(plain: object) -> bytes:
    """One frame.

    Raises:
        FrameError: It holds something that is not plain.
    """
    out = io.BytesIO(bytes(_LENGTH))
    out.seek(_LENGTH)
    _Plain(out, protocol=5).dump(plain)
    out.seek(0)
    out.write((out.getbuffer().nbytes - _LENGTH).to_bytes(_LENGTH, "big"))
    return out.getvalue()


def send(stream: IO[bytes], plain: object) -> None:
    """Write one frame and see it on its way."""
    stream.write(pack(plain))
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Wait for one frame.

    Raises:
        EOFError: The other side is gone.
        FrameError: It sent something else.
    """
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        raise EOFError
    length = int.from_bytes(head, "big")
    if length > _MOST:
        raise FrameError(f"a frame of {length} bytes")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    try:
        return _NoNames(io.BytesIO(body)).load()
    except FrameError:
        raise
    except Exception as error:  # a pickle out of order may raise anything
        raise FrameError(str(error)) from error
