"""What tests with a window share."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _no_focus_of_an_earlier_test(qapp: QApplication) -> None:
    """Keys are sent to what has the focus; it must not be in a window that an earlier test left."""
    qapp.processEvents()
    left = qapp.focusWidget()
    if left is not None:
        left.clearFocus()
