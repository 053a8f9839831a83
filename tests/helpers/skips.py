"""A pytest plugin of the test command: whatever is skipped has to be listed, with its reason.

The command brings all that the tests use, so on Linux a test that skips itself tests nothing and
would say so to nobody.
"""

import sys
from typing import Final

import pytest

ALLOWED: Final[dict[str, str]] = {
    "lets nobody mount in a name space": "Such a container has no small disk to fill.",
    "only root can mount a disk": "An ordinary user's is filled under the program.",
    "in the repository only": "The source distribution does not carry a stranger's review log.",
}
"""Why a skip is right, by a part of the reason that the test itself gives."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run with unlisted skips into a failed one."""
    if unlisted(session) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the unlisted skips."""
    for line in unlisted(terminalreporter._session):
        terminalreporter.write_line(f"skipped without leave: {line}", red=True)


def unlisted(session: pytest.Session | None) -> list[str]:
    """Test and reason of every skip that `ALLOWED` does not name; none away from Linux."""
    if session is None or sys.platform != "linux":
        return []
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    reasons = {report.nodeid: str(report.longrepr[2]) for report in skipped}
    return [
        f"{test}: {reason}"
        for test, reason in reasons.items()
        if not any(part in reason for part in ALLOWED)
    ]
