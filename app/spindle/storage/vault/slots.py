"""A slot of the key file: the data key, wrapped so that one secret opens it.

A passphrase is made slow to guess by Argon2id (RFC 9106), whose parameters stand in the slot so
that later versions may raise them; a secret that is random already only goes through HKDF. The key
is wrapped by AES-256-GCM, which also seals the rest of the slot: nobody can lower its parameters.
"""

import base64
import json
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from spindle.storage.vault.key import RAW_LENGTH, Key

VERSION: Final = 1
_SALT: Final = 16
_NONCE: Final = 12
_TAG: Final = 16
_CHECK: Final = 8


class By(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a name
    RECOVERY = "recovery"
    KEYRING = "keyring"


class WrongSecretError(Exception):
    """This does not open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretching:
    """How much work Argon2id does for one guess.

    Attributes:
        passes: Over the memory.
        memory: KiB.
        lanes: In parallel.
    """

    passes: int = 3
    memory: int = 65536
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """A file made by a stranger must not eat this machine: 1 GiB and 64 passes at most."""
        return (
            1 <= self.passes <= 64
            and 1 <= self.lanes <= 64
            and 8 * self.lanes <= self.memory <= 1 << 20
        )

    @property
    def is_current(self) -> bool:
        """Whether a new slot would do no more work."""
        now = Stretching()
        return self.passes * self.memory >= now.passes * now.memory and self.memory >= now.memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One wrapped key.

    Attributes:
        key_id: Which key.
        turn: A later slot of the same kind for the same key takes the place of an earlier one.
        stretching: None for what is random already.
    """

    by: By
    key_id: bytes
    turn: int
    stretching: Stretching | None
    salt: bytes
    nonce: bytes = b""
    wrapped: bytes = b""

    def line(self) -> str:
        """As a line of the key file, with a check against damage."""
        facts = self._sealed() | {"nonce": _text(self.nonce), "wrapped": _text(self.wrapped)}
        return _canonical(facts | {"check": _checked(facts)})

    def _sealed(self) -> dict[str, Any]:
        """What cannot be changed without the key."""
        facts: dict[str, Any] = {
            "version": VERSION,
            "by": str(self.by),
            "key": self.key_id.hex(),
            "turn": self.turn,
            "salt": _text(self.salt),
        }
        if self.stretching is not None:
            facts["argon2id"] = {
                "passes": self.stretching.passes,
                "memory": self.stretching.memory,
                "lanes": self.stretching.lanes,
            }
        return facts

    def bound(self) -> bytes:
        """What the wrapping vouches for besides the key."""
        return _canonical(self._sealed()).encode()


def wrap(key: Key, by: By, secret: bytes, turn: int, stretching: Stretching | None = None) -> Slot:
    """A slot that this secret opens; takes as long as opening it.

    Args:
        key: The data key.
        by: What kind of secret it is.
        secret: Of a passphrase its prepared bytes.
        turn: Greater than that of the slot whose place it takes.
        stretching: Of a passphrase only; today's when left out.
    """
    if by is By.PASSPHRASE:
        stretching = stretching or Stretching()
    slot = Slot(by=by, key_id=key.id, turn=turn, stretching=stretching, salt=os.urandom(_SALT))
    nonce = os.urandom(_NONCE)
    wrapped = AESGCM(_wrapping_key(slot, secret)).encrypt(nonce, key.raw, slot.bound())
    return replace(slot, nonce=nonce, wrapped=wrapped)


def unwrap(slot: Slot, secret: bytes) -> Key:
    """The key in a slot; about 0.2 s and 64 MB for a passphrase.

    Raises:
        WrongSecretError: The secret is another one.
    """
    try:
        raw = AESGCM(_wrapping_key(slot, secret)).decrypt(slot.nonce, slot.wrapped, slot.bound())
    except InvalidTag:
        raise WrongSecretError from None
    return Key(slot.key_id, raw)


def slot_of(line: str) -> Slot | None:
    """The slot in a line; None if it is no slot, damaged, or not to be trusted."""
    try:
        facts = json.loads(line)
        if facts.pop("check") != _checked(facts) or facts["version"] != VERSION:
            return None
        slot = _slot(facts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    lengths = (len(slot.nonce), len(slot.wrapped), len(slot.salt))
    whole = lengths == (_NONCE, RAW_LENGTH + _TAG, _SALT)
    sane = slot.stretching is None or slot.stretching.is_sane
    return (
        slot if whole and sane and (slot.stretching is None) != (slot.by is By.PASSPHRASE) else None
    )


def is_newer(line: str) -> bool:
    """Whether a line is a slot of a version that this Spindle does not know."""
    try:
        facts = json.loads(line)
        return facts.pop("check") == _checked(facts) and int(facts["version"]) > VERSION
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


def _slot(facts: dict[str, Any]) -> Slot:
    work = facts.get("argon2id")
    return Slot(
        by=By(facts["by"]),
        key_id=bytes.fromhex(facts["key"]),
        turn=int(facts["turn"]),
        stretching=None if work is None else Stretching(**{name: int(work[name]) for name in work}),
        salt=_bytes(facts["salt"]),
        nonce=_bytes(facts["nonce"]),
        wrapped=_bytes(facts["wrapped"]),
    )


def _wrapping_key(slot: Slot, secret: bytes) -> bytes:
    if slot.stretching is not None:
        return hash_secret_raw(
            secret,
            slot.salt,
            time_cost=slot.stretching.passes,
            memory_cost=slot.stretching.memory,
            parallelism=slot.stretching.lanes,
            hash_len=RAW_LENGTH,
            type=Type.ID,
        )
    info = f"spindle {slot.by}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=RAW_LENGTH, salt=slot.salt, info=info).derive(
        secret
    )


def _canonical(facts: dict[str, Any]) -> str:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"))


def _checked(facts: dict[str, Any]) -> str:
    return sha256(_canonical(facts).encode()).hexdigest()[: 2 * _CHECK]


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
