"""What opens an encrypted profile: passphrase, recovery code, keyring; and a damaged key file."""

import json
import os
import random
import stat
from pathlib import Path

import pytest

from spindle.core.keyring_port import KeyringError, Silence
from spindle.core.safe_port import Kept
from spindle.storage import backup
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.vault import keyfile, slots, vault
from spindle.storage.vault.keyfile import COPY, NAME
from spindle.storage.vault.slots import By, Stretching
from spindle.storage.vault.vault import Fresh, Vault, fresh
from tests.helpers.encrypted import CHEAP, PASSPHRASE, encrypted, shut
from tests.helpers.fakes import FakeKeyring

pytestmark = pytest.mark.requirement("row-4")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def made(profile: Path) -> Fresh:
    return encrypted(profile)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slots made here cost little."""
    monkeypatch.setattr(
        slots, "Stretching", lambda **given: Stretching(**given) if given else CHEAP
    )
    monkeypatch.setattr(Stretching, "is_current", True)


def refused(at: Vault, text: str) -> Trouble:
    with pytest.raises(KnownError) as caught:
        at.unlock(text)
    return caught.value.code


def damage(file: Path, by: By) -> None:
    """One letter of the slot that this opens is another one."""
    lines = file.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if f'"by":"{by}"' in line)
    lines[at] = lines[at].replace('"wrapped":"', '"wrapped":"x', 1)
    file.write_text("\n".join(lines), "utf-8")


def test_a_profile_knows_whether_it_is_plain_shut_or_open(tmp_path: Path, made: Fresh) -> None:
    assert Vault(tmp_path / "nowhere").state is Kept.PLAIN
    at = shut(tmp_path / "profile")
    assert at.state is Kept.SHUT

    assert at.unlock(PASSPHRASE) == made.key

    assert shut(tmp_path / "profile").state is not at.state


def test_passphrase_and_recovery_code_open_it(profile: Path, made: Fresh) -> None:
    assert shut(profile).unlock(PASSPHRASE) == made.key
    assert shut(profile).unlock(made.code) == made.key
    assert shut(profile).unlock(made.code.lower().replace("-", " ")) == made.key


@pytest.mark.requirement("P1")
def test_a_wrong_passphrase_a_thousand_times_locks_nobody_out_and_touches_nothing(
    profile: Path, made: Fresh
) -> None:
    before = {file: file.read_bytes() for file in profile.iterdir()}
    at = shut(profile)
    chance = random.Random(3)  # noqa: S311 - a play

    for _ in range(1000):
        wrong = "".join(chr(chance.randint(32, 0x2FFF)) for _ in range(chance.randint(0, 30)))
        assert refused(at, wrong) is Trouble.WRONG_SECRET

    assert at.state is Kept.SHUT
    assert {file: file.read_bytes() for file in profile.iterdir()} == before
    assert at.unlock(PASSPHRASE) == made.key


def test_a_slip_in_the_code_is_said_and_a_code_of_another_profile_opens_nothing(
    profile: Path, made: Fresh
) -> None:
    slip = ("0" if made.code[0] != "0" else "1") + made.code[1:]

    assert refused(shut(profile), slip) is Trouble.MISTYPED
    assert refused(shut(profile), fresh("other", CHEAP).code) is Trouble.WRONG_SECRET


def test_a_passphrase_that_looks_like_a_code_is_one(profile: Path) -> None:
    odd = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567-89ABC"
    made = encrypted(profile, odd)

    assert shut(profile).unlock(odd) == made.key


@pytest.mark.requirement("P20")
def test_cheaper_parameters_of_an_earlier_time_are_raised_by_unlocking(
    profile: Path, made: Fresh
) -> None:
    assert made.slots[0].stretching == CHEAP

    shut(profile).unlock(PASSPHRASE)

    raised = keyfile.of_key(keyfile.read(profile), made.key.id)[By.PASSPHRASE]
    assert raised.stretching == Stretching()
    assert shut(profile).unlock(PASSPHRASE) == made.key


# The key file


def test_the_key_file_is_the_users_alone_and_lies_there_twice(profile: Path, made: Fresh) -> None:
    for name in (NAME, COPY):
        assert stat.S_IMODE((profile / name).stat().st_mode) == 0o600
    assert (profile / NAME).read_bytes() == (profile / COPY).read_bytes()
    assert made.code.split("-")[0] not in (profile / NAME).read_text("utf-8")


@pytest.mark.parametrize("gone", [NAME, COPY])
def test_one_copy_is_enough_and_the_other_is_made_again(
    profile: Path, made: Fresh, gone: str, cheap: None
) -> None:
    del cheap
    (profile / gone).unlink()

    assert shut(profile).unlock(PASSPHRASE) == made.key

    assert (profile / NAME).read_bytes() == (profile / COPY).read_bytes()


@pytest.mark.parametrize("hurt", [NAME, COPY])
@pytest.mark.parametrize("content", [b"", b"\x00" * 900, b"garbage\n{}\n", b"{" * 100_000])
def test_a_copy_that_is_garbage_is_made_up_for(
    profile: Path, made: Fresh, hurt: str, content: bytes, cheap: None
) -> None:
    del cheap
    (profile / hurt).write_bytes(content)

    assert shut(profile).unlock(made.code) == made.key

    assert shut(profile).unlock(PASSPHRASE) == made.key
    assert (profile / NAME).read_bytes() == (profile / COPY).read_bytes()


def test_different_damage_in_both_copies_costs_nothing(
    profile: Path, made: Fresh, cheap: None
) -> None:
    del cheap
    damage(profile / NAME, By.PASSPHRASE)
    damage(profile / COPY, By.RECOVERY)

    assert shut(profile).unlock(PASSPHRASE) == made.key
    assert shut(profile).unlock(made.code) == made.key


def test_with_the_passphrases_part_damaged_everywhere_the_code_still_opens(
    profile: Path, made: Fresh, cheap: None
) -> None:
    del cheap
    for name in (NAME, COPY):
        damage(profile / name, By.PASSPHRASE)
    at = shut(profile)

    assert refused(at, PASSPHRASE) is Trouble.KEY_DAMAGED
    assert at.unlock(made.code) == made.key

    at.set_passphrase("a new one after the damage")
    assert shut(profile).unlock("a new one after the damage") == made.key


def test_with_no_key_file_left_the_recovery_sheet_stands_in(profile: Path, made: Fresh) -> None:
    sheet = profile.parent / "sheet.txt"
    sheet.write_text(made.recovery.sheet, "utf-8")
    for name in (NAME, COPY):
        (profile / name).unlink()
    lost = Vault(profile)

    assert refused(lost, made.code) is Trouble.NO_KEY_FILE
    assert lost.take_sheet(sheet)
    assert lost.unlock(made.code) == made.key
    assert refused(Vault(profile), PASSPHRASE) is Trouble.KEY_DAMAGED


def test_a_sheet_of_another_profile_is_not_taken(
    profile: Path, tmp_path: Path, made: Fresh
) -> None:
    other = encrypted(tmp_path / "other")
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(other.recovery.sheet, "utf-8")
    before = (profile / NAME).read_bytes()

    assert not shut(profile).take_sheet(sheet)
    assert not shut(profile).take_sheet(tmp_path / "missing.txt")

    assert (profile / NAME).read_bytes() == before
    assert shut(profile).unlock(made.code) == made.key


def test_the_sheet_typed_from_paper_is_a_key_file(profile: Path, made: Fresh) -> None:
    text = made.recovery.sheet
    (profile / COPY).unlink()
    (profile / NAME).write_text(text.replace("\n", "\r\n"), "utf-8")

    assert shut(profile).unlock(made.code) == made.key


def test_a_key_file_of_a_newer_spindle_is_left_alone(profile: Path, made: Fresh) -> None:
    del made
    for name in (NAME, COPY):
        lines = (profile / name).read_text("utf-8").split("\n")
        newer = [_newer(line) if line.startswith("{") else line for line in lines]
        (profile / name).write_text("\n".join(newer), "utf-8")
    before = (profile / NAME).read_bytes()

    assert refused(shut(profile), PASSPHRASE) is Trouble.NEWER
    assert (profile / NAME).read_bytes() == before


def _newer(line: str) -> str:
    facts = json.loads(line)
    facts.pop("check")
    facts["version"] = 9
    return slots._canonical(facts | {"check": slots._checked(facts)})


def test_a_key_file_that_is_a_folder_is_said_as_missing(profile: Path, made: Fresh) -> None:
    del made
    for name in (NAME, COPY):
        (profile / name).unlink()
        (profile / name).mkdir()

    assert refused(shut(profile), PASSPHRASE) is Trouble.NO_KEY_FILE


def test_what_opens_it_lies_beside_the_copies_too(profile: Path, made: Fresh) -> None:
    copied = backup.copy_into(
        profile / "spindle.db", profile / "backups" / "by-hand.db", key=made.key
    )

    assert (copied.parent / NAME).read_bytes() == (profile / NAME).read_bytes()
    elsewhere = Vault(profile.parent / "nowhere")
    assert elsewhere.opened(PASSPHRASE, copied) == made.key
    assert elsewhere.key is None


# Changing what opens it


def test_another_passphrase_takes_the_place_of_the_one_before(
    profile: Path, made: Fresh, cheap: None
) -> None:
    del cheap
    at = shut(profile)
    at.unlock(PASSPHRASE)

    at.set_passphrase("another one altogether")

    assert refused(shut(profile), PASSPHRASE) is Trouble.WRONG_SECRET
    assert shut(profile).unlock("another one altogether") == made.key
    assert shut(profile).unlock(made.code) == made.key


def test_a_copy_with_the_passphrase_of_before_does_not_bring_it_back(
    profile: Path, made: Fresh, cheap: None
) -> None:
    del cheap, made
    old = (profile / COPY).read_bytes()
    at = shut(profile)
    at.unlock(PASSPHRASE)
    at.set_passphrase("another one altogether")
    (profile / COPY).write_bytes(old)  # power was cut between the two

    assert refused(shut(profile), PASSPHRASE) is Trouble.WRONG_SECRET
    shut(profile).unlock("another one altogether")

    assert (profile / COPY).read_bytes() == (profile / NAME).read_bytes()


def test_another_code_takes_the_place_of_the_one_before(
    profile: Path, made: Fresh, cheap: None
) -> None:
    del cheap
    at = Vault(profile, key=made.key)
    new = at.new_code()

    assert shut(profile).unlock(made.code) == made.key, "not in force before it was written down"
    at.set_recovery(new)

    assert shut(profile).unlock(new.code) == made.key
    assert refused(shut(profile), made.code) is Trouble.WRONG_SECRET


def test_nothing_is_changed_while_it_is_shut(profile: Path, made: Fresh) -> None:
    del made
    at = shut(profile)
    for change in (
        lambda: at.set_passphrase("x" * 9),
        at.use_keyring,
        at.leave_keyring,
        at.new_code,
    ):
        with pytest.raises(KnownError) as caught:
            change()
        assert caught.value.code is Trouble.ENCRYPTED


def test_a_disk_that_takes_no_key_file_leaves_the_passphrase_of_before(
    profile: Path, made: Fresh, monkeypatch: pytest.MonkeyPatch, cheap: None
) -> None:
    del cheap
    at = Vault(profile, key=made.key)

    def full(*_given: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError) as caught:
        at.set_passphrase("another one altogether")
    monkeypatch.undo()

    assert caught.value.code is Trouble.FULL
    assert sorted(file.name for file in profile.iterdir()) == ["spindle.db", NAME, COPY]
    assert shut(profile).unlock(PASSPHRASE) == made.key


def test_is_right_tells_the_window_whether_to_let_somebody_in(profile: Path, made: Fresh) -> None:
    at = Vault(profile, key=made.key)

    assert at.is_right(PASSPHRASE)
    assert at.is_right(made.code)
    assert not at.is_right("wrong")
    assert at.state is Kept.OPEN


# The keyring


def test_the_keyring_opens_it_by_itself_and_no_more_once_it_is_left(
    profile: Path, made: Fresh
) -> None:
    keyring = FakeKeyring()
    at = Vault(profile, keyring, made.key)
    assert shut(profile, keyring).unlock_by_keyring() is None

    at.use_keyring()

    assert By.KEYRING in at.opens_by()
    assert shut(profile, keyring).unlock_by_keyring() == made.key
    (secret,) = keyring.kept.values()
    assert made.key.raw not in secret, "the keyring holds no key of the data"
    at.leave_keyring()
    assert keyring.kept == {}
    assert shut(profile, keyring).unlock_by_keyring() is None
    assert at.opens_by() == {By.PASSPHRASE, By.RECOVERY}


@pytest.mark.requirement("P21")
@pytest.mark.parametrize("silence", list(Silence))
def test_a_keyring_that_is_gone_or_silent_leaves_the_passphrase(
    profile: Path, made: Fresh, silence: Silence
) -> None:
    keyring = FakeKeyring()
    Vault(profile, keyring, made.key).use_keyring()
    keyring.silence = silence
    at = shut(profile, keyring)

    with pytest.raises(KeyringError) as caught:
        at.unlock_by_keyring()

    assert caught.value.why is silence
    assert at.unlock(PASSPHRASE) == made.key


@pytest.mark.requirement("P21")
def test_a_keyring_that_lost_or_changed_its_secret_leaves_the_passphrase(
    profile: Path, made: Fresh
) -> None:
    keyring = FakeKeyring()
    Vault(profile, keyring, made.key).use_keyring()
    (name,) = keyring.kept

    keyring.kept[name] = b"other"
    assert shut(profile, keyring).unlock_by_keyring() is None
    keyring.kept.clear()
    assert shut(profile, keyring).unlock_by_keyring() is None
    assert Vault(profile).unlock_by_keyring() is None
    assert shut(profile, keyring).unlock(PASSPHRASE) == made.key


@pytest.mark.requirement("P2")
@pytest.mark.parametrize("silence", list(Silence))
def test_a_keyring_that_refuses_changes_nothing(
    profile: Path, made: Fresh, silence: Silence
) -> None:
    keyring = FakeKeyring()
    keyring.silence = silence
    before = (profile / NAME).read_bytes()

    with pytest.raises(KeyringError):
        Vault(profile, keyring, made.key).use_keyring()

    assert (profile / NAME).read_bytes() == before


def test_a_keyring_that_forgets_at_once_is_not_relied_on(profile: Path, made: Fresh) -> None:
    class Forgetful(FakeKeyring):
        def put(self, name: str, secret: bytes) -> None:
            del name, secret

    with pytest.raises(KeyringError):
        Vault(profile, Forgetful(), made.key).use_keyring()

    assert By.KEYRING not in Vault(profile, key=made.key).opens_by()


@pytest.mark.requirement("P18")
def test_key_and_passphrase_are_nowhere_in_the_profile(profile: Path, made: Fresh) -> None:
    keyring = FakeKeyring()
    Vault(profile, keyring, made.key).use_keyring()
    (secret,) = keyring.kept.values()
    hidden = (made.key.raw, made.key.raw.hex().encode(), PASSPHRASE.encode(), secret)

    for file in profile.iterdir():
        content = file.read_bytes()
        assert not [one for one in (*hidden, made.code.encode()) if one in content], file


def test_what_is_encrypted_is_told_by_its_head_alone(profile: Path, made: Fresh) -> None:
    assert vault.key_id_of(profile / "spindle.db") == made.key.id
    assert vault.key_id_of(profile / NAME) is None
    assert vault.key_id_of(profile) is None
    assert vault.key_id_of(profile / "missing") is None
