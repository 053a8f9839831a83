"""A program that says ``ready``, then ``woke`` each time its wake watch tells it so."""

import sys

from PySide6.QtCore import QCoreApplication

from spindle.adapters.system_clock import SystemClock
from spindle.adapters.wake import WakeWatch


def main() -> None:
    """Run until it has woken, or at once with ``--once``."""
    program = QCoreApplication(sys.argv)
    watch = WakeWatch(SystemClock())
    watch.start()

    def woke(_: object) -> None:
        print("woke", flush=True)  # noqa: T201 - the test reads it
        program.quit()

    watch.subscribe(woke)
    print("ready", flush=True)  # noqa: T201 - the test reads it
    if "--once" not in sys.argv:
        program.exec()
    watch.stop()


if __name__ == "__main__":
    main()
