"""The sound process as the window sees it: started, listened to, and replaced when it fails."""

import logging
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer

from spindle.sound.protocol import (
    LONGEST,
    Command,
    GarbageError,
    Ping,
    Pong,
    Report,
    line_of,
    read_report,
)

_LOG: Final = logging.getLogger(__name__)
_PING_MS: Final = 300
_MISSED: Final = 3
_STARTING_MS: Final = 15_000
_GOODBYE_MS: Final = 300
_BACK_MS: Final = (0, 0, 500, 1_000, 2_000)


class SoundProcess(QObject):
    """Runs while there is something to do. GUI thread; nothing here waits, but ``stop``."""

    def __init__(
        self,
        command: Sequence[str],
        heard: Callable[[Report], None],
        lost: Callable[[int | None], None],
        back: Callable[[], None],
    ) -> None:
        """Starts nothing yet.

        Args:
            command: What starts it.
            heard: Gets its reports.
            lost: It died, was killed for hanging or spoke garbage: its exit code if it has one.
            back: It was started again and knows nothing; or, if ``gave_up``, it was not.
        """
        super().__init__()
        self._command = command
        self._heard, self._lost, self._back = heard, lost, back
        self._process: QProcess | None = None
        self._numbers = 0
        self._missed = 0
        self._deaths = 0
        self._greeted = False
        self.gave_up = False
        self._ping = QTimer(self)
        self._ping.setInterval(_PING_MS)
        self._ping.timeout.connect(self._beat)
        self._start_over = QTimer(self)
        self._start_over.setSingleShot(True)
        self._start_over.timeout.connect(self._again)

    @property
    def running(self) -> bool:
        """It was started and not lost."""
        return self._process is not None

    @property
    def pid(self) -> int:
        """Of the process, 0 without one."""
        return 0 if self._process is None else int(self._process.processId())

    def start(self) -> None:
        """Start it, if it does not run."""
        if self._process is not None:
            return
        self.gave_up = False
        self._start_over.stop()
        self._missed, self._greeted = 0, False
        process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process = process
        program, *arguments = self._command
        process.start(program, list(arguments))

    def send(self, command: Command) -> None:
        """Say something; it is started first if it must."""
        self.start()
        if self._process is not None:
            self._process.write(line_of(command))

    def watch(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Look now and then whether it is well, or do not."""
        if on and not self._ping.isActive():
            self._missed = 0
            self._ping.start()
        elif not on:
            self._ping.stop()

    def stop(self) -> None:
        """End it; returns within half a second, also if it hangs."""
        self._start_over.stop()
        self._ping.stop()
        process, self._process = self._process, None
        if process is None:
            return
        self._turn_away(process)
        process.closeWriteChannel()
        if not process.waitForFinished(_GOODBYE_MS):
            process.kill()
            process.waitForFinished(_GOODBYE_MS)
        process.deleteLater()

    def _beat(self) -> None:
        if self._process is None:
            return
        patience = _MISSED if self._greeted else _STARTING_MS // _PING_MS
        self._missed += 1
        if self._missed > patience and not self._process.bytesAvailable():
            _LOG.warning("the sound process does not answer")
            self._drop(None)
            return
        self._numbers += 1
        self._process.write(line_of(Ping(number=self._numbers)))

    def _read(self) -> None:
        process = self._process
        while process is not None and process is self._process and process.canReadLine():
            self._missed, self._greeted = 0, True
            try:
                report = read_report(bytes(process.readLine().data()))
            except GarbageError as error:
                _LOG.warning("the sound process said nothing sensible: %s", error)
                self._drop(None)
                return
            if isinstance(report, Pong):
                self._deaths = 0
            else:
                self._heard(report)
        if process is not None and process is self._process and process.bytesAvailable() > LONGEST:
            self._drop(None)

    def _finished(self, code: int) -> None:
        self._read()
        self._drop(code)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._drop(None)

    def _drop(self, code: int | None) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._turn_away(process)
        process.finished.connect(process.deleteLater)
        process.kill()
        self._lost(code)
        if self._deaths < len(_BACK_MS):
            self._start_over.start(_BACK_MS[self._deaths])
            self._deaths += 1
        else:
            self._deaths, self.gave_up = 0, True
            self._back()

    def _turn_away(self, process: QProcess) -> None:
        process.readyReadStandardOutput.disconnect(self._read)
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._failed)

    def _again(self) -> None:
        self.start()
        self._back()
