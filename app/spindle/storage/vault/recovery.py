"""The recovery code: seven groups of five signs, to be written on paper and typed back.

Each group has four signs of chance (20 bits, together 140) and a fifth that is worked out from
them and from the group's place, so that a slip is found and its group named. The alphabet is
Crockford's: no sign that is taken for another.
"""

import re
import secrets
from typing import Final

GROUPS: Final = 7
_SIGNS: Final = 4
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans("OIL", "011")
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1: the field of 32 elements


class MistypedError(ValueError):
    """The code has a slip.

    Attributes:
        group: Which group, from 1; 0 when there are too few or too many signs.
    """

    def __init__(self, group: int) -> None:
        super().__init__(f"group {group}")
        self.group = group


def fresh() -> str:
    """A new code, as it is shown: ``7KQ2M-…``."""
    chosen = ("".join(secrets.choice(_ALPHABET) for _ in range(_SIGNS)) for _ in range(GROUPS))
    return "-".join(signs + _check(signs, at) for at, signs in enumerate(chosen, start=1))


def looks_like_one(text: str) -> bool:
    """Whether somebody seems to have typed a code, right or not, instead of a passphrase."""
    return abs(len(_bare(text)) - GROUPS * (_SIGNS + 1)) <= 1 and set(_bare(text)) <= set(_ALPHABET)


def read(text: str) -> bytes:
    """The secret in a code; case, hyphens and spaces do not matter, and O is 0, I and L are 1.

    Raises:
        MistypedError: It has a slip.
    """
    signs = _bare(text)
    size = _SIGNS + 1
    if len(signs) != GROUPS * size:
        raise MistypedError(0)
    for at in range(1, GROUPS + 1):
        group = signs[(at - 1) * size : at * size]
        if not set(group) <= set(_ALPHABET) or group[-1] != _check(group[:-1], at):
            raise MistypedError(at)
    return signs.encode("ascii")


def is_group(text: str, group: str) -> bool:
    """Whether somebody typed this group, however they write it."""
    return _bare(text) == _bare(group)


def _bare(text: str) -> str:
    return re.sub(r"[\s\-‐-―]", "", text).upper().translate(_ALIKE)


def _check(signs: str, at: int) -> str:
    """One wrong sign, two that are swapped, or two groups that are swapped change it."""
    found = at
    for sign in signs:
        found = _doubled(found) ^ _ALPHABET.index(sign)
    return _ALPHABET[_doubled(found)]


def _doubled(value: int) -> int:
    """Times x in the field."""
    value <<= 1
    return value ^ _POLYNOMIAL if value & 0b100000 else value
