"""What every test of the window shares."""

import pytest


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Start Qt as Spindle starts it, so that a page looks the same on every platform."""
    return ["spindle", "-style", "Fusion"]
