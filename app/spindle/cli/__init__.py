"""The command line: what Spindle answers without a window, and without Qt.

``run`` gives an exit code, or None when the arguments ask for the window. Exit codes: 0 done,
1 trouble that a sentence on stderr explains, 2 wrong arguments, 3 needs the running app.

Imports stay late and small here: ``spindle status`` is asked for every few seconds by panels.
"""

from spindle.cli.arguments import Arguments, parse
from spindle.cli.run import run

__all__ = ["Arguments", "parse", "run"]
