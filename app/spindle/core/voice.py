"""Which voice speaks, whoever has something to say; it is chosen in the settings of Listen."""

from typing import Final

from spindle.core.settings import Setting, Text
from spindle.core.sound_defaults import DEFAULT_VOICE
from spindle.core.translate import N_

VOICE: Final[Setting[str]] = Setting(
    key="listen.voice",
    default=DEFAULT_VOICE,
    kind=Text(500),
    label=N_("settings", "Voice"),
    help=N_("settings", "A document in another language is read by a voice of that language."),
)
