"""The service together with its words: what lives as long as the app."""

from PySide6.QtCore import QCoreApplication

from spindle.core.feature import App
from spindle.features.focus.notices import FocusNotices
from spindle.features.focus.service import FocusService
from spindle.features.focus.sounds import FocusSounds


class RunningFocus(FocusService):
    """The focus service, with its notifications and its question before quitting."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._notices = FocusNotices(app, self)
        self.sounds = FocusSounds(app, self)

    def quit_question(self) -> str | None:
        """The question in the user's language."""
        asked = super().quit_question()
        return None if asked is None else QCoreApplication.translate("quit", asked)

    def stop(self) -> None:
        """Take the notification back, then end what runs."""
        self._notices.stop()
        self.sounds.stop()
        super().stop()
