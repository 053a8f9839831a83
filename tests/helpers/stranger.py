"""Another program's window, big and plain: run as a program with its title."""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit


def main() -> None:
    """Show it until it is ended."""
    application = QApplication(sys.argv)
    field = QLineEdit()
    field.setWindowTitle(sys.argv[1])
    field.resize(1300, 800)
    field.textChanged.connect(lambda text: sys.stdout.write(f"{text}\n"))
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream
    field.show()
    application.exec()


if __name__ == "__main__":
    main()
