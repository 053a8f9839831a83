"""A row that shows more or less of its parts, by the room that it has."""

from abc import abstractmethod

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Fitting(QWidget):
    """``fit`` is called when the room changes, and when a part is shown or says other words."""

    @abstractmethod
    def fit(self) -> None:
        """Show what there is room for."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look at the room anew."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Look again when a part wants another room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)
