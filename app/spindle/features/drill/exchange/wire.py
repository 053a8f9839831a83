"""Protocol Buffers, as much as deck packages need: the fields of one message.

Source: the encoding page of the Protocol Buffers documentation.
"""

from collections.abc import Iterator

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_LONGEST_VARINT = 10


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field, in order: varints as numbers, all else as bytes.

    Raises:
        ValueError: It is no message.
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if kind == _BYTES:
            length, at = _varint(message, at)
        elif kind in (_EIGHT, _FOUR):
            length = 8 if kind == _EIGHT else 4
        else:
            raise ValueError("an unknown kind of field")
        if at + length > len(message):
            raise ValueError("a field that is longer than its message")
        yield number, message[at : at + length]
        at += length


def text(message: bytes, number: int) -> str:
    """The last text field of a number; empty if there is none."""
    found = b""
    for each, value in fields(message):
        if each == number and isinstance(value, bytes):
            found = value
    return found.decode("utf-8", "replace")


def whole(message: bytes, number: int) -> int:
    """The last number field of a number; 0 if there is none, as the format has it."""
    found = 0
    for each, value in fields(message):
        if each == number and isinstance(value, int):
            found = value
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        if at + place >= len(message):
            raise ValueError("a number that does not end")
        byte = message[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("a number that is too long")
