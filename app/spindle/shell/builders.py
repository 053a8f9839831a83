"""What builds each page: the features' own, and the shell's settings, help, problem and lock."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from spindle.core.feature import App, Feature
from spindle.shell.desktop import Desktop
from spindle.ui.page import Page

if TYPE_CHECKING:
    from spindle.shell.problem import Trouble
    from spindle.shell.window import Window

SETTINGS: Final = "settings"
HELP: Final = "help"
PROBLEM: Final = "problem"
LOCK: Final = "lock"
ASIDE: Final = frozenset({SETTINGS, HELP})
"""Pages one comes back from with Esc."""


def of(
    features: Iterable[Feature], app: App, desktop: Desktop, window: "Window"
) -> dict[str, Callable[[], Page]]:
    """A builder for each page by id."""
    made: dict[str, Callable[[], Page]] = {
        f.id: partial(f.page, app) for f in features if f.page is not None
    }
    made[SETTINGS] = partial(_settings, app, desktop)
    made[HELP] = partial(_help, app)
    made[PROBLEM] = partial(_problem, window, app)
    made[LOCK] = partial(_lock, window, app)
    return made


def _settings(app: App, desktop: Desktop) -> Page:
    from spindle.shell.settings_page.page import SettingsPage  # noqa: PLC0415 - when visited

    return SettingsPage(app, desktop)


def _help(app: App) -> Page:
    from spindle.shell.help import HelpPage  # noqa: PLC0415 - when visited

    return HelpPage(app)


def _problem(window: "Window", app: App) -> Page:
    from spindle.shell.problem import ProblemPage  # noqa: PLC0415 - seldom needed
    from spindle.shell.salvage import Salvage  # noqa: PLC0415 - likewise

    page = ProblemPage(app.profile)
    salvage = Salvage(app)
    page.put_below(salvage)
    page.told.connect(salvage.hear_of)
    page.bind("Alt+T", salvage.button.click)
    page.try_again.connect(window.try_again)
    page.quit_asked.connect(window.ask_to_quit)
    return page


def _lock(window: "Window", app: App) -> Page:
    from spindle.shell.lock_page import LockPage  # noqa: PLC0415 - seldom needed

    page = LockPage(app)
    page.opened.connect(window.opened)
    page.quit_asked.connect(window.ask_to_quit)
    return page


def tell_problem(page: Page, problem: "Trouble") -> None:
    """Hand a problem to the page that ``PROBLEM`` builds."""
    from spindle.shell.problem import ProblemPage  # noqa: PLC0415 - seldom needed

    if isinstance(page, ProblemPage):
        page.show_problem(problem)
