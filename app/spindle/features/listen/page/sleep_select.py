"""When it falls silent by itself."""

from PySide6.QtWidgets import QWidget

from spindle.features.listen.page.telling import number, tr
from spindle.features.listen.service import ListenService
from spindle.features.listen.sleeping import SLEEPS
from spindle.ui.select import Select


class SleepSelect(Select):
    """Not, after some minutes, or, of a text, at the end of the chapter."""

    def __init__(
        self, service: ListenService, *, chapters: bool, parent: QWidget | None = None
    ) -> None:
        words = [tr("not"), *(tr("in {minutes} min").format(minutes=number(m)) for m in SLEEPS)]
        super().__init__([*words, tr("after the chapter")] if chapters else words, parent)
        self._service = service
        self._chapters = chapters
        self.setAccessibleName(tr("Fall silent"))
        self.chosen.connect(self._chose)

    def follow(self) -> None:
        """Show what is set."""
        if self._service.sleep_after_chapter and self._chapters:
            self.set_chosen(len(SLEEPS) + 1)
        elif self._service.sleep_minutes in SLEEPS:
            self.set_chosen(SLEEPS.index(self._service.sleep_minutes) + 1)
            left = tr("in {minutes} min").format(minutes=number(self._service.sleep_left or 0))
            self.setText(left)
            self.setAccessibleDescription(left)
        else:
            self.set_chosen(0)

    def _chose(self, index: int) -> None:
        if index > len(SLEEPS):
            self._service.sleep_at_chapter_end()
        else:
            self._service.sleep_in(SLEEPS[index - 1] if index else None)
