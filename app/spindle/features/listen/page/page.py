"""The page of Listen: the library beside what is read."""

from spindle.core.feature import App
from spindle.ui.page import Page


class ListenPage(Page):
    """Shows the service's state."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
