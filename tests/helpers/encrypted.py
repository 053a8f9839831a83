"""Encrypted profiles for tests: a passphrase that costs little to try, and words to look for."""

from contextlib import closing
from pathlib import Path
from typing import Final

from spindle.core.clock import ManualClock
from spindle.registry import FEATURES
from spindle.storage import ours
from spindle.storage.open import open_database
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.vault import keyfile
from spindle.storage.vault.key import Key
from spindle.storage.vault.slots import Stretching
from spindle.storage.vault.vault import Fresh, Vault, fresh
from tests.helpers.database import MORNING
from tests.helpers.fakes import FakeKeyring

PASSPHRASE: Final = "quiet zebra under the stairs"  # noqa: S105 - a test's
CHEAP: Final = Stretching(passes=1, memory=64, lanes=1)
"""A thousandth of the real work; an unlocked profile is brought to the real one."""

PLANTED: Final = "PLANTED okapi"
"""Words that must be nowhere in clear."""

SETS: Final = tuple(feature.migrations() for feature in FEATURES if feature.migrations)


def encrypted(profile: Path, passphrase: str = PASSPHRASE) -> Fresh:
    """An empty encrypted profile; returns its key, its recovery code and its slots."""
    made = fresh(passphrase, CHEAP)
    profile.mkdir(parents=True, exist_ok=True)
    keyfile.write(profile, made.slots)
    open_database(profile / DATABASE_NAME, SETS, clock=ManualClock(MORNING), key=made.key).close()
    return made


def plant(profile: Path, key: Key | None, words: str = PLANTED) -> None:
    """Write the words into the database, in an aim and in an entry of the journal."""
    path = profile / DATABASE_NAME
    with closing(open_database(path, SETS, clock=ManualClock(MORNING), key=key)) as db:
        db.conn.execute("INSERT INTO aim (id, name, updated) VALUES ('planted', ?, 1)", (words,))
        db.conn.execute(
            "INSERT INTO entry (id, kind, night, text, written, zone, offset, updated) "
            "VALUES ('planted', 'free', '2026-03-10', ?, 1, 'UTC', 0, 1)",
            (f"{words} {words}",),
        )


def in_clear(folder: Path, words: str = PLANTED) -> list[Path]:
    """The files below a folder in which the words can be read; nothing of it may be one."""
    signs = (words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"))
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and any(sign in file.read_bytes() for sign in signs)
    ]


def shut(profile: Path, keyring: FakeKeyring | None = None) -> Vault:
    """The profile as a later start finds it."""
    assert ours.is_ours(profile / keyfile.NAME)
    return Vault(profile, keyring)
