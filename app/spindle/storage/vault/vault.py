"""The key of one profile, and what opens it: passphrase, recovery code, the desktop's keyring.

Whatever ends in Argon2id takes about 0.2 s and 64 MB, and the keyring may ask the user: call those
away from the GUI thread.
"""

import os
from pathlib import Path
from typing import Final, NamedTuple

from spindle.core.keyring_port import Keyring, KeyringError, Silence
from spindle.core.safe_port import Kept
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.sealed import sealed_by
from spindle.storage.vault import copies, keyfile, passphrase, recovery
from spindle.storage.vault.key import Key
from spindle.storage.vault.slots import By, Slot, Stretching, WrongSecretError, unwrap, wrap

_SECRET: Final = 32


class NewCode(NamedTuple):
    """A recovery code that opens nothing yet, because nobody has written it down.

    Attributes:
        code: To be shown once.
        slot: What it will open.
    """

    code: str
    slot: Slot

    @property
    def sheet(self) -> str:
        """The recovery sheet: the code, and what it opens in case both key files are lost."""
        return _SHEET.format(code=self.code, line=self.slot.line())


class Fresh(NamedTuple):
    """A new key with what will open it; nothing of it is on the disk yet."""

    key: Key
    passphrase: Slot
    recovery: NewCode

    @property
    def slots(self) -> keyfile.Slots:
        """What opens it."""
        return (self.passphrase, self.recovery.slot)

    @property
    def code(self) -> str:
        """Its recovery code."""
        return self.recovery.code


class Vault:
    """See above. Its ``key`` is read by whoever opens the file.

    Attributes:
        profile: The folder.
        key: None while the data is plain, or not opened yet.
    """

    def __init__(
        self, profile: Path, keyring: Keyring | None = None, key: Key | None = None
    ) -> None:
        self.profile = profile
        self.key = key
        self._keyring = keyring

    @property
    def path(self) -> Path:
        """The database file."""
        return self.profile / DATABASE_NAME

    @property
    def state(self) -> Kept:
        """How the file is kept now."""
        if key_id_of(self.path) is None:
            return Kept.PLAIN
        return Kept.SHUT if self.key is None else Kept.OPEN

    # Opening

    def unlock(self, text: str) -> Key:
        """Open with a passphrase or a recovery code, any number of times; wrong ones cost time.

        A copy of the key file that was lost or damaged is made up for.

        Raises:
            KnownError: ``wrong_secret``, ``mistyped``, ``no_key_file`` or ``key_damaged``.
        """
        return self.opened(text, self.path)

    def opened(self, text: str, file: Path) -> Key:
        """Open any encrypted file by the key files of its folder, or of this profile.

        Raises:
            KnownError: As for ``unlock``.
        """
        key_id = key_id_of(file)
        folder = file.parent
        slots = {**self._slots(self.profile, key_id), **self._slots(folder, key_id)}
        if not slots:
            raise KnownError(Trouble.NO_KEY_FILE, file)
        key = _by_text(slots, text)
        if file == self.path:
            self._keep(key, text)
        return key

    def unlock_by_keyring(self) -> Key | None:
        """Open with what the keyring holds; None where this profile has nothing there.

        Raises:
            KeyringError: The keyring cannot be asked.
        """
        slot = self._slots(self.profile, key_id_of(self.path)).get(By.KEYRING)
        if slot is None or self._keyring is None:
            return None
        secret = self._keyring.get(slot.key_id.hex())
        if secret is None:
            return None
        try:
            found = unwrap(slot, secret)
        except WrongSecretError:
            return None
        if self.key is not None and found != self.key:
            return None
        self.key = found
        return found

    def is_right(self, text: str) -> bool:
        """Whether a text opens the key that is open; for the lock over the window.

        Raises:
            KnownError: As for ``unlock``, but not ``wrong_secret``.
        """
        try:
            return self.opened(text, self.path) == self.key
        except KnownError as error:
            if error.code is not Trouble.WRONG_SECRET:
                raise
            return False

    # What opens it

    def opens_by(self) -> frozenset[By]:
        """What can open it now."""
        return frozenset(self._slots(self.profile, key_id_of(self.path)))

    def install(self, fresh: Fresh) -> None:
        """Write what opens a new key, before anything is encrypted with it.

        Raises:
            KnownError: The disk does not take it.
        """
        keyfile.write(self.profile, (*self._needed(), *fresh.slots))

    @staticmethod
    def fresh(text: str) -> Fresh:
        """A new key that this passphrase and a new recovery code would open."""
        return fresh(text)

    def in_clear(self) -> list[Path]:
        """Older copies and kept lines that anybody can still read."""
        return copies.in_clear(self.profile)

    def tidy(self) -> None:
        """Drop what opens keys that nothing here is encrypted with."""
        needed = self._needed()
        if needed:
            keyfile.repair(self.profile, needed)
        else:
            keyfile.remove(self.profile)

    def has_keyring(self) -> bool:
        """Whether the keyring is meant to open it."""
        return By.KEYRING in self.opens_by()

    def set_passphrase(self, text: str) -> None:
        """Let another passphrase open it, and the one before no more.

        Raises:
            KnownError: The disk does not take it; the one before stays.
        """
        self._put(By.PASSPHRASE, passphrase.prepared(text))

    def new_code(self) -> NewCode:
        """Another recovery code, for ``set_recovery`` once it has been written down."""
        code = recovery.fresh()
        return NewCode(code, self._wrapped(By.RECOVERY, recovery.read(code)))

    def set_recovery(self, code: NewCode) -> None:
        """Let another recovery code open it, and the one before no more.

        Raises:
            KnownError: The disk does not take it; the one before stays.
        """
        self._place(code.slot)

    def use_keyring(self) -> None:
        """Let the desktop's keyring open it too.

        Raises:
            KeyringError: It did not keep the secret, or not so that it gives it back.
            KnownError: The disk does not take the slot.
        """
        key = self._open()
        if self._keyring is None:
            raise KeyringError(Silence.MISSING)
        secret, name = os.urandom(_SECRET), key.id.hex()
        self._keyring.put(name, secret)
        if self._keyring.get(name) != secret:
            raise KeyringError(Silence.REFUSED)
        self._put(By.KEYRING, secret)

    def leave_keyring(self) -> None:
        """Let the keyring open it no more.

        Raises:
            KnownError: The disk does not take it.
            KeyringError: The slot is gone, but the keyring still holds a secret that opens nothing.
        """
        key = self._open()
        left = (slot for slot in keyfile.read(self.profile) if not _is(slot, key, By.KEYRING))
        keyfile.write(self.profile, tuple(left))
        if self._keyring is not None:
            self._keyring.remove(key.id.hex())

    def take_sheet(self, file: Path) -> bool:
        """Let a recovery sheet stand in for a key file that is lost; whether it is this one's.

        Raises:
            KnownError: It is of a newer Spindle, or the disk does not take it.
        """
        key_id = key_id_of(self.path)
        found = keyfile.of_key(keyfile.read_sheet(file), key_id)
        if not found:
            return False
        there = keyfile.read(self.profile)
        ours = keyfile.of_key(there, key_id)
        keyfile.write(self.profile, (*there, *(found[by] for by in found.keys() - ours.keys())))
        return True

    # Parts

    def _keep(self, key: Key, text: str) -> None:
        """Remember the key, and bring the key file to what it should be."""
        self.key = key
        slots = keyfile.read(self.profile)
        ours = keyfile.of_key(slots, key.id)
        slot = ours.get(By.PASSPHRASE)
        current = slot is None or slot.stretching is None or slot.stretching.is_current
        if not current and not recovery.looks_like_one(text):
            self._put(By.PASSPHRASE, passphrase.prepared(text))
        else:
            keyfile.repair(self.profile, slots)

    def _put(self, by: By, secret: bytes) -> None:
        self._place(self._wrapped(by, secret))

    def _wrapped(self, by: By, secret: bytes) -> Slot:
        key = self._open()
        before = self._slots(self.profile, key.id).get(by)
        return wrap(key, by, secret, turn=1 + (before.turn if before else 0))

    def _place(self, made: Slot) -> None:
        key = self._open()
        others = (slot for slot in keyfile.read(self.profile) if not _is(slot, key, made.by))
        keyfile.write(self.profile, (*others, made))

    def _needed(self) -> keyfile.Slots:
        """The slots of the keys that something here is encrypted with."""
        ids = copies.key_ids(self.profile)
        return tuple(slot for slot in keyfile.read(self.profile) if slot.key_id in ids)

    def _open(self) -> Key:
        if self.key is None:
            raise KnownError(Trouble.ENCRYPTED, self.path)
        return self.key

    @staticmethod
    def _slots(folder: Path, key_id: bytes | None) -> dict[By, Slot]:
        return keyfile.of_key(keyfile.read(folder), key_id)


def fresh(text: str, stretching: Stretching | None = None) -> Fresh:
    """A new key that this passphrase and a new recovery code open."""
    key, code = Key.fresh(), recovery.fresh()
    return Fresh(
        key,
        wrap(key, By.PASSPHRASE, passphrase.prepared(text), 1, stretching),
        NewCode(code, wrap(key, By.RECOVERY, recovery.read(code), 1)),
    )


def key_id_of(file: Path) -> bytes | None:
    """Which key a file is encrypted with; None for a plain one, or none at all."""
    try:
        return sealed_by(file)
    except OSError:
        return None


def _by_text(slots: dict[By, Slot], text: str) -> Key:
    typed_a_code = By.RECOVERY in slots and recovery.looks_like_one(text)
    mistyped = False
    if typed_a_code:
        try:
            return unwrap(slots[By.RECOVERY], recovery.read(text))
        except recovery.MistypedError:
            mistyped = True
        except WrongSecretError:
            pass
    if By.PASSPHRASE in slots:
        try:
            return unwrap(slots[By.PASSPHRASE], passphrase.prepared(text))
        except WrongSecretError:
            pass
    if mistyped:
        raise KnownError(Trouble.MISTYPED)
    if By.PASSPHRASE not in slots and not typed_a_code:
        raise KnownError(Trouble.KEY_DAMAGED)
    raise KnownError(Trouble.WRONG_SECRET)


def _is(slot: Slot, key: Key, by: By) -> bool:
    return slot.key_id == key.id and slot.by is by


_SHEET: Final = """\
Spindle recovery sheet

Whoever has this sheet and the file spindle.db can read everything in it. Keep it on paper, away
from the computer.

Recovery code:  {code}

If the passphrase is forgotten: start Spindle and type the code in its place.
If the key files beside the data are lost too: save the line below, as it is, in a text file named
spindle.key beside spindle.db, or choose this sheet in the window that asks for the passphrase.

{line}
"""
