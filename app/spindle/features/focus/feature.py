"""Focus as one record: what it contributes to the program."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from spindle.core.activity import Activity
from spindle.core.feature import App, Command, Feature
from spindle.core.page_key import PageKey
from spindle.core.settings import SettingGroup
from spindle.core.translate import N_
from spindle.features.focus import contributions

if TYPE_CHECKING:
    from spindle.features.focus.page import FocusPage
    from spindle.features.focus.running import RunningFocus


def _settings() -> Sequence[SettingGroup]:
    from spindle.features.focus.settings import GROUPS  # noqa: PLC0415 - only when asked for

    return GROUPS


def _migrations() -> Any:
    from spindle.features.focus.migrations import MIGRATIONS  # noqa: PLC0415 - sqlite-utils

    return MIGRATIONS


def _service(app: App) -> "RunningFocus":
    from spindle.features.focus.running import RunningFocus  # noqa: PLC0415 - after first paint

    return RunningFocus(app)


def _page(app: App) -> "FocusPage":
    from spindle.features.focus.page import FocusPage  # noqa: PLC0415 - when first visited

    return FocusPage(app)


def _plan_editor(app: App) -> Any:
    from spindle.features.focus.page.plan_editor import PlanEditor  # noqa: PLC0415 - when visited

    return PlanEditor(app)


def _sounds_editor(app: App) -> Any:
    from spindle.features.focus.page.sounds_editor import SoundsEditor  # noqa: PLC0415 - as above

    return SoundsEditor(app)


def _commands(app: App) -> Iterable[Command]:
    from spindle.features.focus.commands import commands  # noqa: PLC0415 - after first paint

    return commands(app)


def _control(service: Any, verb: str, given: Mapping[str, object]) -> tuple[int, str] | None:
    from spindle.features.focus.control import control  # noqa: PLC0415 - when a script asks

    return control(service, verb, given)


def _demo(demo: Any) -> None:
    from spindle.features.focus.demo import fill  # noqa: PLC0415 - demo profiles only

    fill(demo)


def _page_keys() -> tuple[PageKey, ...]:
    from spindle.features.focus.page_keys import KEYS  # noqa: PLC0415 - for the list of keys

    return KEYS


FOCUS: Final = Feature(
    id="focus",
    title=N_("pages", "Focus"),
    icon="focus",
    order=2,
    settings=_settings,
    migrations=_migrations,
    service=_service,
    page=_page,
    offers=contributions.offers,
    marks=contributions.marks,
    activity=Activity.FOCUS,
    example=10 * 60 + 3,
    begin="focus.start",
    finder=contributions.find,
    describe=contributions.describe,
    commands=_commands,
    page_keys=_page_keys,
    export=("block", "gap", "break", "thought", "clock_step", "session_note", "session_tag"),
    accepts=("intention",),
    control=_control,
    editors=(("focus.plan.lengths", _plan_editor), ("focus.sounds", _sounds_editor)),
    folders=("sounds",),
    demo=_demo,
)
