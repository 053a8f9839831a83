"""Passphrase, recovery code and the slots of the key file: what opens, and what does not."""

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spindle.storage.sealed import SEALED
from spindle.storage.vault import passphrase, recovery, slots
from spindle.storage.vault.key import Key
from spindle.storage.vault.recovery import MistypedError
from spindle.storage.vault.seal import Seal
from spindle.storage.vault.slots import (
    By,
    Slot,
    Stretching,
    WrongSecretError,
    is_newer,
    slot_of,
    unwrap,
    wrap,
)
from tests.helpers.encrypted import CHEAP

pytestmark = pytest.mark.requirement("row-4")

ANY_TEXT = st.text(st.characters(), max_size=40)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def key() -> Key:
    return Key.fresh()


def by_passphrase(key: Key, text: str) -> Slot:
    return wrap(key, By.PASSPHRASE, passphrase.prepared(text), 1, CHEAP)


# The key


@pytest.mark.requirement("P18")
def test_a_key_shows_its_secret_to_nobody_who_prints_it(key: Key) -> None:
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw)[2:-1] not in f"{key} {key!r}"
    assert Key.of(key.plain) == key
    assert Key.of(None) is None
    assert key.spec == f"x'{key.raw.hex()}{(SEALED + key.id).hex()}'"
    with pytest.raises(ValueError, match="no key"):
        Key.of(b"short")


def test_keys_for_other_purposes_are_other_keys(key: Key) -> None:
    found = {key.derived("lines"), key.derived("other"), Key.fresh().derived("lines"), key.raw}

    assert len(found) == 4
    assert key.derived("lines") == key.derived("lines")


# The passphrase


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text_can_be_a_passphrase(text: str) -> None:
    key = Key.fresh()

    slot = by_passphrase(key, text)

    assert unwrap(slot, passphrase.prepared(text)) == key
    with pytest.raises(WrongSecretError):
        unwrap(slot, passphrase.prepared(f"{text}x"))


@pytest.mark.parametrize(
    ("typed", "elsewhere"),
    [
        ("café", "café"),
        ("Åse", "Åse"),
        ("１２３ mañana", "123 mañana"),
        ("한글 암호", unicodedata.normalize("NFD", "한글 암호")),
        ("ﬁve", "five"),
    ],
)
def test_what_looks_the_same_is_the_same_from_any_keyboard(typed: str, elsewhere: str) -> None:
    assert passphrase.prepared(typed) == passphrase.prepared(elsewhere)


def test_half_of_a_letter_and_a_nought_are_kept_as_they_are() -> None:
    assert passphrase.prepared("a\ud83db") != passphrase.prepared("ab")
    assert passphrase.prepared("a\x00b") != passphrase.prepared("ab")
    assert passphrase.prepared("Zebra") != passphrase.prepared("zebra")


def test_eight_characters_are_the_only_rule() -> None:
    assert passphrase.is_long_enough("aaaaaaaa")
    assert passphrase.is_long_enough("八つの文字の言葉")
    assert not passphrase.is_long_enough("sevenxx")
    assert not passphrase.is_long_enough("   a    ")


@pytest.mark.requirement("P20")
def test_a_guess_costs_what_owasp_and_more_asks_for() -> None:
    """RFC 9106's second choice: three passes over 64 MiB in four lanes."""
    slot = wrap(Key.fresh(), By.PASSPHRASE, b"secret", 1)

    assert slot.stretching == Stretching(passes=3, memory=65536, lanes=4)
    assert not CHEAP.is_current
    assert Stretching().is_current


@pytest.mark.requirement("P20")
def test_each_file_has_a_salt_of_its_own(key: Key) -> None:
    first, second = by_passphrase(key, "the same"), by_passphrase(key, "the same")

    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.wrapped != second.wrapped


# The recovery code


def test_a_code_is_seven_groups_that_can_be_read_aloud() -> None:
    code = recovery.fresh()

    assert re.fullmatch(rf"[{SIGNS}]{{5}}(-[{SIGNS}]{{5}}){{6}}", code)
    assert len({recovery.fresh() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "written",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code}\n",
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_is_read_however_it_was_written_down(written: Callable[[str], str]) -> None:
    code = recovery.fresh()

    assert recovery.looks_like_one(written(code))
    assert recovery.read(written(code)) == recovery.read(code)


@given(st.integers(0, 6), st.integers(0, 4), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found_and_its_group_named(group: int, place: int, sign: str) -> None:
    groups = recovery.fresh().split("-")
    right = groups[group]
    groups[group] = right[:place] + sign + right[place + 1 :]

    if groups[group] == right:
        recovery.read("-".join(groups))
        return
    with pytest.raises(MistypedError) as caught:
        recovery.read("-".join(groups))
    assert caught.value.group == group + 1


@given(st.integers(0, 6), st.integers(0, 3))
def test_two_signs_that_changed_places_are_found(group: int, place: int) -> None:
    groups = recovery.fresh().split("-")
    one = groups[group]
    groups[group] = one[:place] + one[place + 1] + one[place] + one[place + 2 :]

    if groups[group] != one:
        with pytest.raises(MistypedError):
            recovery.read("-".join(groups))


def test_groups_that_changed_places_are_found() -> None:
    groups = recovery.fresh().split("-")
    groups[2], groups[5] = groups[5], groups[2]

    with pytest.raises(MistypedError) as caught:
        recovery.read("-".join(groups))
    assert caught.value.group == 3


@pytest.mark.parametrize("cut", [slice(0, -1), slice(0, 5), slice(0, 0)])
def test_too_few_signs_are_said(cut: slice) -> None:
    with pytest.raises(MistypedError) as caught:
        recovery.read(recovery.fresh()[cut])
    assert caught.value.group == 0


def test_a_passphrase_is_not_taken_for_a_code() -> None:
    assert not recovery.looks_like_one("quiet zebra under the stairs")
    assert not recovery.looks_like_one("")


# Slots


@pytest.mark.parametrize("by", [By.RECOVERY, By.KEYRING])
def test_a_secret_that_is_random_opens_its_slot_alone(key: Key, by: By) -> None:
    slot = wrap(key, by, b"secret", 1)

    assert slot.stretching is None
    assert unwrap(slot, b"secret") == key
    with pytest.raises(WrongSecretError):
        unwrap(slot, b"Secret")


def test_a_slot_survives_being_written_down(key: Key) -> None:
    for slot in (by_passphrase(key, "p"), wrap(key, By.RECOVERY, b"r", 7)):
        assert slot_of(slot.line()) == slot
        assert "\n" not in slot.line()


@pytest.mark.requirement("P18")
def test_neither_key_nor_secret_stands_in_a_slot(key: Key) -> None:
    line = by_passphrase(key, "the passphrase").line()

    assert "passphrase" in line  # what it is opened by
    assert "the passphrase" not in line
    assert key.raw.hex() not in line


@settings(max_examples=300)
@given(st.data())
def test_a_slot_damaged_anywhere_is_no_slot(data: st.DataObject) -> None:
    line = wrap(Key(b"8 bytes!", bytes(32)), By.RECOVERY, b"r", 1).line()
    at = data.draw(st.integers(0, len(line) - 1))
    sign = data.draw(st.characters(min_codepoint=32, max_codepoint=126))

    damaged = line[:at] + sign + line[at + 1 :]

    found = slot_of(damaged)
    assert found is None or found == slot_of(line)


def changed(slot: Slot, **facts: object) -> str:
    """The line of a slot as somebody would write it who can work out the check."""
    line = json.loads(slot.line())
    line.pop("check")
    line |= facts
    return slots._canonical(line | {"check": slots._checked(line)})


@pytest.mark.requirement("P20")
def test_parameters_that_somebody_lowered_open_nothing(key: Key) -> None:
    slot = by_passphrase(key, "p")

    lowered = slot_of(changed(slot, argon2id={"passes": 1, "memory": 8, "lanes": 1}))
    assert lowered is not None
    with pytest.raises(WrongSecretError):
        unwrap(lowered, passphrase.prepared("p"))
    renamed = slot_of(changed(slot, key="00" * 8))
    assert renamed is not None
    with pytest.raises(WrongSecretError):
        unwrap(renamed, passphrase.prepared("p"))


@pytest.mark.parametrize(
    "hostile",
    [
        {"argon2id": {"passes": 1, "memory": 1 << 40, "lanes": 1}},
        {"argon2id": {"passes": 10**9, "memory": 64, "lanes": 1}},
        {"argon2id": {"passes": 0, "memory": 64, "lanes": 1}},
        {"argon2id": {"passes": 1, "memory": 64, "lanes": 9999}},
        {"argon2id": {"passes": 1, "memory": 64, "lanes": 1, "more": 1}},
        {"argon2id": 7},
        {"salt": "AAAA"},
        {"wrapped": "AAAA"},
        {"nonce": "not base64"},
        {"by": "somebody"},
        {"key": "zz"},
        {"turn": "x"},
        {"by": "recovery"},
    ],
)
def test_a_hostile_slot_is_none(key: Key, hostile: dict[str, object]) -> None:
    assert slot_of(changed(by_passphrase(key, "p"), **hostile)) is None


@pytest.mark.parametrize("line", ["", "{}", "[]", "null", "{" * 5000, '{"check": 1}', "Spindle: x"])
def test_what_is_no_slot_is_none(line: str) -> None:
    assert slot_of(line) is None
    assert not is_newer(line)


def test_a_slot_of_a_newer_spindle_is_known_as_such(key: Key) -> None:
    line = changed(by_passphrase(key, "p"), version=2)

    assert slot_of(line) is None
    assert is_newer(line)


# Lines beside the database


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_a_sealed_line_is_one_line_and_opens_with_its_key_only(text: str) -> None:
    key = Key.fresh()
    line = Seal(key).line(text)

    assert "\n" not in line
    assert json.loads(line).keys() == {"sealed"}
    assert Seal(key).read(line) == text
    assert Seal(Key(key.id, bytes(32))).read(line) is None
    assert Seal(key).read(line[:-9]) is None
    assert Seal(key).line(text) != line
