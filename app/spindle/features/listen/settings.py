"""What the user sets about listening; what belongs to one document is kept with it."""

from typing import Final

from spindle.core.settings import Family, IntRange, Seconds, Setting, SettingGroup, Toggle
from spindle.core.sound_defaults import SILENCE_FLOOR_MS
from spindle.core.translate import N_
from spindle.core.voice import VOICE
from spindle.features.listen.velocity import bounds

SANS: Final = "sans"

_LEAST, _MOST = int(bounds.LEAST), int(bounds.MOST)

WPM: Final[Setting[int]] = Setting(
    key="listen.wpm",
    default=200,
    kind=IntRange(_LEAST, _MOST, "wpm", 5),
    label=N_("settings", "Speed of a new text"),
    help=N_("settings", "Each text then keeps its own."),
)
CHECKS: Final[Setting[bool]] = Setting(
    key="listen.checks",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Ask checks"),
    help=N_("settings", "One question every 250 to 400 words. Each can be skipped."),
)
FOLLOW: Final[Setting[bool]] = Setting(
    key="listen.follow",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Speed follows the checks"),
    help=N_("settings", "Up by 2 % at most, down by 11 % at most, up by a tenth in a session."),
    needs="listen.checks",
)
CEILING: Final[Setting[int]] = Setting(
    key="listen.ceiling",
    default=int(bounds.CEILING),
    kind=IntRange(_LEAST, _MOST, "wpm", 5),
    label=N_("settings", "It rises by itself up to"),
    help=N_(
        "settings",
        "Understanding holds to about 270 words a minute and falls steeply by 315 "
        "(Kuperman and others, 2021).",
    ),
    needs="listen.follow",
)
SESSION: Final[Setting[int]] = Setting(
    key="listen.session",
    default=25 * 60,
    kind=Seconds(0, 4 * 3600),
    label=N_("settings", "Length of a session"),
    help=N_("settings", "The last two minutes are slower, and it stops at a sentence. 0: no end."),
)
EASY: Final[Setting[int]] = Setting(
    key="listen.easy",
    default=120,
    kind=Seconds(0, 600),
    label=N_("settings", "Easy beginning and end"),
    help=N_("settings", "At your comfortable speed, once it has been found."),
)
SENTENCE_PAUSE: Final[Setting[int]] = Setting(
    key="listen.sentence_pause",
    default=150,
    kind=IntRange(0, 2000, "ms", 10),
    label=N_("settings", "Pause after a sentence"),
    help=N_("settings", "At normal speed; shorter when it is faster."),
)
PARAGRAPH_PAUSE: Final[Setting[int]] = Setting(
    key="listen.paragraph_pause",
    default=450,
    kind=IntRange(0, 4000, "ms", 50),
    label=N_("settings", "Pause after a paragraph"),
)
GO_BACK: Final[Setting[bool]] = Setting(
    key="listen.go_back",
    default=True,
    kind=Toggle(),
    label=N_("settings", "Go back after a break"),
    help=N_("settings", "What was heard last is heard again, more of it after a longer break."),
)
BACK_AT_ONCE: Final[Setting[int]] = Setting(
    key="listen.back_at_once",
    default=0,
    kind=IntRange(0, 5, N_("units", "sentences"), 1, N_("units", "sentence")),
    label=N_("settings", "Back after less than 5 s"),
    needs="listen.go_back",
)
BACK_AFTER_SECONDS: Final[Setting[int]] = Setting(
    key="listen.back_after_seconds",
    default=1,
    kind=IntRange(0, 5, N_("units", "sentences"), 1, N_("units", "sentence")),
    label=N_("settings", "Back after 5 s"),
    needs="listen.go_back",
)
BACK_AFTER_MINUTE: Final[Setting[int]] = Setting(
    key="listen.back_after_minute",
    default=10,
    kind=IntRange(0, 300, "s", 5),
    label=N_("settings", "Back after a minute"),
    needs="listen.go_back",
)
BACK_AFTER_HOUR: Final[Setting[int]] = Setting(
    key="listen.back_after_hour",
    default=30,
    kind=IntRange(0, 300, "s", 5),
    label=N_("settings", "Back after an hour"),
    needs="listen.go_back",
)
RATIO: Final[Setting[int]] = Setting(
    key="listen.recording_speed",
    default=100,
    kind=IntRange(50, 400, N_("units", "%"), 5),
    label=N_("settings", "Speed of a new recording"),
    help=N_("settings", "In parts of its own speed. Each recording then keeps its own."),
)
FLOOR: Final[Setting[int]] = Setting(
    key="listen.silence_floor",
    default=round(SILENCE_FLOOR_MS),
    kind=IntRange(20, 1000, "ms", 10),
    label=N_("settings", "Pauses of a recording shrink to"),
    help=N_("settings", "Where they are shortened at all, which each recording says."),
)
DELAY: Final[Setting[int]] = Setting(
    key="listen.delay",
    default=0,
    kind=IntRange(-500, 1000, "ms", 10),
    label=N_("settings", "Light the word later by"),
    help=N_("settings", "For headphones without a wire, which sound a little late."),
)
TEXT_SIZE: Final[Setting[int]] = Setting(
    key="listen.text_size",
    default=20,
    kind=IntRange(16, 32, "px", 1),
    label=N_("settings", "Size of the text"),
)
FONT: Final[Setting[str]] = Setting(
    key="listen.font",
    default="",
    kind=Family({"": N_("settings", "Serif"), SANS: N_("settings", "Sans")}),
    label=N_("settings", "Letters of the text"),
)
SPACING: Final[Setting[int]] = Setting(
    key="listen.spacing",
    default=165,
    kind=IntRange(120, 220, "%", 5),
    label=N_("settings", "Distance of the lines"),
)
MEASURE: Final[Setting[int]] = Setting(
    key="listen.measure",
    default=592,
    kind=IntRange(360, 900, "px", 10),
    label=N_("settings", "Width of the text"),
)

GROUP: Final = SettingGroup(
    id="listen",
    title=N_("settings", "Listen"),
    settings=(
        WPM,
        CHECKS,
        FOLLOW,
        CEILING,
        SESSION,
        EASY,
        SENTENCE_PAUSE,
        PARAGRAPH_PAUSE,
        GO_BACK,
        BACK_AT_ONCE,
        BACK_AFTER_SECONDS,
        BACK_AFTER_MINUTE,
        BACK_AFTER_HOUR,
        RATIO,
        FLOOR,
        DELAY,
        FONT,
        TEXT_SIZE,
        SPACING,
        MEASURE,
    ),
    note=N_("settings", "Lengths and pauses apply from the next time you press play."),
    words=N_("settings", "reading, texts, speed, recordings, checks"),
)

VOICES: Final = SettingGroup(
    id="voices",
    title=N_("settings", "Voices"),
    settings=(VOICE,),
    note=N_("settings", "Another voice speaks from the next session on."),
    editor=VOICE.key,
    words=N_("settings", "voice, speech, add a voice from a file, try, language"),
)

PRONUNCIATION: Final = SettingGroup(
    id="pronunciation",
    title=N_("settings", "Pronunciation"),
    note=N_("settings", "Rules apply at once. The text on the screen never changes."),
    editor="listen.pronunciation",
    words=N_("settings", "pronounce, rules, names, abbreviations, how a word is said"),
)

GROUPS: Final = (GROUP, VOICES, PRONUNCIATION)
