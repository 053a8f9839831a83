"""Keys of one's own: which command has which, and what is taken."""

import pytest

from spindle.core.events import Bus
from spindle.core.feature import Command
from spindle.core.general import declared
from spindle.core.own_keys import OWN_KEYS, key_of, on_page, taken_by
from spindle.core.settings import NotAllowedError, Settings


def command(name: str, key: str, *, page: bool = False) -> Command:
    return Command(id=name, label=name, run=lambda _: None, key=key, on_page=page)


PLAY = command("listen.play", "Space")
KEEP = command("listen.keep", "K")
PAUSE = command("focus.pause", "Space")
LEDGER = command("focus.ledger", "Ctrl+L")
NAMELESS = command("listen.open", "")
ALL = (PLAY, KEEP, PAUSE, LEDGER, NAMELESS)


def test_a_command_has_its_usual_key_until_another_is_chosen() -> None:
    assert key_of(KEEP, {}) == "K"
    assert key_of(KEEP, {"listen.keep": "J"}) == "J"
    assert key_of(NAMELESS, {"listen.open": "J"}) == ""


def test_a_page_gets_its_own_keys_by_the_usual_ones() -> None:
    own = {"listen.keep": "J", "focus.pause": "P", "gone.away": "X"}

    assert on_page(ALL, "listen", own) == {"K": "J"}
    assert on_page(ALL, "focus", own) == {"Space": "P"}
    assert on_page(ALL, "drill", own) == {}


def test_a_key_is_taken_on_the_same_page_and_one_for_the_window_everywhere() -> None:
    assert taken_by(ALL, KEEP, "Space", {}, everywhere=False) == PLAY
    assert taken_by(ALL, KEEP, "J", {}, everywhere=False) is None
    assert taken_by(ALL, KEEP, "K", {}, everywhere=False) is None
    assert taken_by(ALL, KEEP, "Ctrl+L", {}, everywhere=True) == LEDGER
    assert taken_by(ALL, KEEP, "Space", {"listen.play": "P"}, everywhere=False) is None


def test_they_are_kept_as_a_json_object_and_are_declared_for_every_start() -> None:
    saved: dict[str, object] = {}
    settings = Settings(Bus(), saved.__setitem__)
    settings.set(OWN_KEYS, {"listen.keep": "J"})
    assert saved == {"general.keys": {"listen.keep": "J"}}
    assert OWN_KEYS in declared(())
    again = Settings(Bus(), lambda _key, _value: None)
    assert again.load(saved, declared(())) == []
    assert again.get(OWN_KEYS) == {"listen.keep": "J"}
    assert again.set(OWN_KEYS, '{"listen.keep": "H"}') == {"listen.keep": "H"}


@pytest.mark.parametrize("raw", ["[1]", "{", 3, {"listen.keep": 4}])
def test_what_is_no_mapping_of_texts_is_refused(raw: object) -> None:
    with pytest.raises(NotAllowedError):
        Settings(Bus(), lambda _key, _value: None).set(OWN_KEYS, raw)
