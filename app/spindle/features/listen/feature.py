"""Listen as one record: what it contributes to the program."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from spindle.core.activity import Activity
from spindle.core.feature import App, Command, Door, Feature, Measure
from spindle.core.page_key import PageKey
from spindle.core.settings import SettingGroup
from spindle.core.translate import N_
from spindle.features.listen import contributions, missed

if TYPE_CHECKING:
    from spindle.features.listen.page.page import ListenPage
    from spindle.features.listen.service import ListenService


def _settings() -> Sequence[SettingGroup]:
    from spindle.features.listen.settings import GROUPS  # noqa: PLC0415 - only when asked for

    return GROUPS


def _migrations() -> Any:
    from spindle.features.listen.migrations import MIGRATIONS  # noqa: PLC0415 - sqlite-utils

    return MIGRATIONS


def _service(app: App) -> "ListenService":
    from spindle.features.listen.service import ListenService  # noqa: PLC0415 - after first paint

    return ListenService(app)


def _page(app: App) -> "ListenPage":
    service: ListenService = app.services["listen"]
    service.get_ready()  # to load the page takes about as long
    from spindle.features.listen.page.page import ListenPage  # noqa: PLC0415 - when first visited

    return ListenPage(app)


def _voices(app: App) -> Any:
    from spindle.features.listen.page.voices_editor import VoicesEditor  # noqa: PLC0415 - visited

    return VoicesEditor(app)


def _pronunciation(app: App) -> Any:
    from spindle.features.listen.page.pronunciation_editor import (  # noqa: PLC0415 - when visited
        PronunciationEditor,
    )

    return PronunciationEditor(app)


def _commands(app: App) -> Iterable[Command]:
    from spindle.features.listen.commands import commands  # noqa: PLC0415 - after first paint

    return commands(app)


def _control(service: Any, verb: str, given: Mapping[str, object]) -> tuple[int, str] | None:
    from spindle.features.listen.control import control  # noqa: PLC0415 - when a start asks

    return control(service, verb, given)


def _demo(demo: Any) -> None:
    from spindle.features.listen.demo import fill  # noqa: PLC0415 - demo profiles only

    fill(demo)


def _page_keys() -> tuple[PageKey, ...]:
    from spindle.features.listen.page_keys import KEYS  # noqa: PLC0415 - for the list of keys

    return KEYS


LISTEN: Final = Feature(
    id="listen",
    title=N_("pages", "Listen"),
    icon="listen",
    order=3,
    settings=_settings,
    migrations=_migrations,
    service=_service,
    page=_page,
    offers=contributions.offers,
    marks=contributions.marks,
    recalls=missed.recalls,
    measures=(
        Measure("words", "words", N_("measures", "Heard")),
        Measure("speed", "wpm", N_("measures", "Mean speed")),
        Measure("understood", "wpm", N_("measures", "Understood, guesses taken off")),
    ),
    activity=Activity.LISTEN,
    example=13 * 60 + 6,
    doors=(
        Door(
            icon="listen",
            title=N_("doors", "Listen to a page"),
            sentence=N_(
                "doors",
                "Paste text or drop a file. Spindle reads it aloud and speeds up while you follow.",
            ),
            key="Alt+L",
            command="listen.open",
        ),
    ),
    finder=contributions.find,
    describe=contributions.describe,
    aim_of=contributions.aim_of,
    commands=_commands,
    page_keys=_page_keys,
    folders=("media", "pasted", "voices"),
    export=(
        "document",
        "document_text",
        "recording",
        "reading_position",
        "listening",
        "reading_check",
        "reading_again",
        "reading_rewind",
        "speed_change",
        "speed_trace",
        "reading_mark",
        "pronunciation",
        "comfort",
        "language_voice",
    ),
    control=_control,
    editors=(("listen.voice", _voices), ("listen.pronunciation", _pronunciation)),
    demo=_demo,
)
