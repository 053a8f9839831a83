"""These tests start the program on a virtual X screen with a D-Bus of its own: on Linux only."""

import sys

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
