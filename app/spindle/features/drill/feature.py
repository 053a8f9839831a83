"""Drill as one record: what it contributes to the program."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from spindle.core.activity import Activity
from spindle.core.feature import App, Command, Door, Feature, Measure
from spindle.core.page_key import PageKey
from spindle.core.settings import SettingGroup
from spindle.core.translate import N_
from spindle.features.drill import contributions

if TYPE_CHECKING:
    from spindle.features.drill.service import DrillService


def _settings() -> Sequence[SettingGroup]:
    from spindle.features.drill.settings import GROUP  # noqa: PLC0415 - only when asked for

    return (GROUP,)


def _migrations() -> Any:
    from spindle.features.drill.migrations import MIGRATIONS  # noqa: PLC0415 - sqlite-utils

    return MIGRATIONS


def _service(app: App) -> "DrillService":
    from spindle.features.drill.service import DrillService  # noqa: PLC0415 - after first paint

    return DrillService(app)


def _commands(app: App) -> Iterable[Command]:
    from spindle.features.drill.commands import commands  # noqa: PLC0415 - after first paint

    return commands(app)


def _page(app: App) -> Any:
    from spindle.features.drill.page.page import DrillPage  # noqa: PLC0415 - when first visited

    return DrillPage(app)


def _demo(demo: Any) -> None:
    from spindle.features.drill.demo import fill  # noqa: PLC0415 - demo profiles only

    fill(demo)


def _page_keys() -> tuple[PageKey, ...]:
    from spindle.features.drill.page_keys import KEYS  # noqa: PLC0415 - for the list of keys

    return KEYS


DRILL: Final = Feature(
    id="drill",
    title=N_("pages", "Drill"),
    icon="drill",
    order=4,
    settings=_settings,
    migrations=_migrations,
    service=_service,
    page=_page,
    offers=contributions.offers,
    due=contributions.due,
    marks=contributions.marks,
    measures=(
        Measure("recall", "share", N_("measures", "Recalled after a day or more")),
        Measure("accuracy", "share", N_("measures", "Right of all that was asked")),
    ),
    activity=Activity.DRILL,
    example=16 * 60,
    doors=(
        Door(
            icon="drill",
            title=N_("doors", "Make one drill"),
            sentence=N_(
                "doors",
                "A word pair, a sequence of steps, or anything you want to do without thinking.",
            ),
            key="Alt+D",
            command="drill.make",
        ),
    ),
    finder=contributions.finder,
    describe=contributions.describe,
    commands=_commands,
    page_keys=_page_keys,
    folders=("media", "incoming"),
    export=(
        "drill",
        "drill_item",
        "drill_element",
        "drill_tally",
        "drill_spec",
        "drill_value",
        "prerequisite",
        "encompassing",
        "attempt",
        "element_attempt",
        "drill_model",
        "drill_media",
        "drill_break",
        "drill_waiting",
    ),
    accepts=("drill",),
    demo=_demo,
)
