"""What every test shares: how hypothesis looks for examples, and how Qt is started."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers.screens import screens

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
"""The same examples each time: a run is red because of a change, never because of luck or load."""

settings.register_profile(
    "searching", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
"""New examples each time, for ``--long``; what it finds becomes an ``@example``."""


@pytest.fixture(scope="session")
def qapp_args(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Start Qt as Spindle starts it, so that a page looks the same on every platform.

    The screen of the offscreen platform, 800 px square, would be too small for the window.
    """
    asked = ["spindle", "-style", "Fusion"]
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        path = tmp_path_factory.mktemp("screens") / "screens.json"
        asked += ["-platform", screens(path, (1920, 1080))]
    return asked


@pytest.fixture(autouse=True)
def _leave_no_file_open() -> Iterator[None]:
    """Close what a test's app had open; from Python 3.13 on a forgotten one is a warning."""
    yield
    fakes = sys.modules.get("tests.helpers.fakes")
    if fakes is not None:
        for database in list(fakes.FakeDatabase.opened):
            database.close()
