"""Keys that the user chose in place of the usual ones, by command."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from spindle.core.feature import Command
from spindle.core.settings import NotAllowedError, Setting
from spindle.core.translate import N_

Keys = Mapping[str, str]


class KeyMap:
    """Keys such as ``Ctrl+J`` by the ids of commands."""

    def parse(self, raw: object) -> Keys:
        """Accept a mapping of texts, or one written as JSON."""
        from json import loads  # noqa: PLC0415 - with the first key of one's own

        try:
            found = loads(raw) if isinstance(raw, str) else raw
        except ValueError:
            found = None
        if not isinstance(found, Mapping) or not all(
            isinstance(each, str) for pair in found.items() for each in pair
        ):
            raise NotAllowedError(N_("settings", "Write keys by command, as a JSON object."))
        return MappingProxyType(dict(found))

    def dump(self, value: Keys) -> object:
        """A JSON object."""
        return dict(value)


OWN_KEYS: Final[Setting[Keys]] = Setting(
    key="general.keys",
    default=MappingProxyType({}),
    kind=KeyMap(),
    label=N_("settings", "Keys of your own"),
)

FIXED: Final = frozenset({"Esc", "Tab", "Backtab", "Return", "Enter", "Backspace", "Del"})
"""Keys with one meaning everywhere."""


def key_of(command: Command, own: Keys) -> str:
    """The key that runs a command: the user's own, else the usual one; empty for none."""
    return own.get(command.id, command.key) if command.key else ""


def feature_of(command: Command) -> str:
    """The id of the feature that has a command."""
    return command.id.partition(".")[0]


def on_page(commands: Iterable[Command], feature: str, own: Keys) -> dict[str, str]:
    """What replaces the usual keys on a feature's page: own keys by the usual ones."""
    return {
        command.key: own[command.id]
        for command in commands
        if feature_of(command) == feature and command.key and command.id in own
    }


def taken_by(
    commands: Iterable[Command], command: Command, key: str, own: Keys, *, everywhere: bool
) -> Command | None:
    """The other command that has a key already where both can be pressed.

    Args:
        commands: All there are.
        command: The one that is to have it.
        key: As Qt writes it.
        own: What the user chose so far.
        everywhere: Whether this key works in the whole window.
    """
    for other in commands:
        near = everywhere or feature_of(other) == feature_of(command)
        if other.id != command.id and near and key_of(other, own) == key:
            return other
    return None
