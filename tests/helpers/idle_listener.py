"""A program that says what the desktop tells of locks, and whether it tells of the last touch."""

import sys

from PySide6.QtCore import QCoreApplication, QTimer

from spindle.adapters.idle import DesktopIdle


def main() -> None:
    """Say each change of the lock; end when it is open again.

    With ``--once`` end at once, with ``--touch`` once the last touch is known.
    """
    application = QCoreApplication([])
    idle = DesktopIdle()
    idle.start()
    said: list[str] = []

    def look() -> None:
        word = {None: "unknown", True: "locked", False: "open"}[idle.is_locked()]
        if said[-1:] != [word]:
            said.append(word)
            print(word, flush=True)  # noqa: T201 - the test reads it
        waits = "--touch" in sys.argv and idle.since_touched() is None
        if not waits and (word == "open" or {"--once", "--touch"} & set(sys.argv)):
            touched = "no touch known" if idle.since_touched() is None else "touched"
            print(touched, flush=True)  # noqa: T201 - likewise
            application.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    application.exec()


if __name__ == "__main__":
    main()
