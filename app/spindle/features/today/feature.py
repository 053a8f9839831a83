"""Today as one record: what it contributes to the program."""

from typing import TYPE_CHECKING, Final

from spindle.core.feature import App, Door, Feature
from spindle.core.page_key import PageKey
from spindle.core.translate import N_

if TYPE_CHECKING:
    from spindle.features.today.page import TodayPage
    from spindle.features.today.service import TodayService


def _service(app: App) -> "TodayService":
    from spindle.features.today.service import TodayService  # noqa: PLC0415 - after first paint

    return TodayService(app)


def _page(app: App) -> "TodayPage":
    from spindle.features.today.page import TodayPage  # noqa: PLC0415 - when first shown

    return TodayPage(app)


def _page_keys() -> tuple[PageKey, ...]:
    from spindle.features.today.page_keys import KEYS  # noqa: PLC0415 - for the list of keys

    return KEYS


TODAY: Final = Feature(
    id="today",
    title=N_("pages", "Today"),
    icon="today",
    order=1,
    page=_page,
    service=_service,
    page_keys=_page_keys,
    doors=(
        Door(
            icon="today",
            title=N_("doors", "Look around with a sample week"),
            sentence=N_("doors", "Nothing is saved. Close it when you have seen enough."),
            key="Alt+S",
            command="shell.demo",
        ),
    ),
)
