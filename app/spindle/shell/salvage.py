"""On the problem page of a damaged file: take back what can be read of it, and of the copies.

A new file is put together beside the damaged one. Only when its numbers have been shown and were
agreed to does it take the damaged one's place, which is moved aside and never removed. A copy that
is encrypted is opened by the passphrase, and then the new file is encrypted as well.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.jobs_port import JobFailed
from spindle.core.storage_events import ReplaceAsked
from spindle.shell.problem import WIDTH
from spindle.storage.errors import Trouble
from spindle.storage.files import rebuilt
from spindle.storage.kept import copies, is_sealed
from spindle.storage.paths import database_path
from spindle.ui.buttons import Button
from spindle.ui.counted import counted
from spindle.ui.labels import Label

if TYPE_CHECKING:
    from spindle.shell.settings_page.encryption.panel import PresentPassphrase

REBUILD: Final = "spindle.tasks:rebuild"
_DAMAGED: Final = frozenset({Trouble.CORRUPT, Trouble.NOT_A_DATABASE})
_COPIES: Final = 3
"""How many of the newest copies are asked for what the file itself has lost."""


class Salvage(QWidget):
    """There while the file is damaged. GUI thread."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._path = database_path(app.profile)
        self._cancel: Any = None
        self._key: bytes | None = None
        self.panel: PresentPassphrase | None = None
        self.said = Label("body", "", "ink", wrap=True)
        self.said.setMaximumWidth(WIDTH)  # the label knows it when it is asked for its height
        self.button = Button("secondary", self.tr("Take back what can be read"), key="Alt T")
        self.use = Button("primary", self.tr("Go on with it"))
        self.leave = Button("quiet", self.tr("Leave it"))
        self.button.clicked.connect(self._clicked)
        self.use.clicked.connect(self._use)
        self.leave.clicked.connect(self._leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.button, self.use, self.leave):
            buttons.addWidget(button)
        buttons.addStretch()
        # As high as its sentence needs at the width it is given.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self.said)
        column.addLayout(buttons)
        self._column = column
        self._ask()
        self.hide()

    def hear_of(self, code: str) -> None:
        """Be there for this trouble, or not."""
        if not self.isHidden() and code in _DAMAGED:
            return  # told once more; what was found stays
        self._close_panel()
        self._ask()
        self.setVisible(code in _DAMAGED)

    def _ask(self) -> None:
        self._show(self.button)
        self._say(
            self.tr(
                "What can be read of the file, and what is in the newest copies, can be put "
                "together into a new file. You see first what that is."
            )
        )

    def _clicked(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._rest()
            self._drop()
            self._say(self.tr("Cancelled. Nothing is left of it."))
        elif self.panel is None:
            self._work(self._app.safe.plain)

    def _work(self, key: bytes | None) -> None:
        """Put it together; with the profile's key, or that of the copies."""
        self._key = key
        self._show(self.button)
        self.button.setText(self.tr("Cancel"))
        self._say(self.tr("Working…"))
        ended = False

        def rest() -> None:
            nonlocal ended
            ended = True
            self._rest()

        def done(found: dict[str, Any]) -> None:
            rest()
            self._found(found)

        def failed(failure: JobFailed) -> None:
            rest()
            self._failed(failure)

        cancel = self._app.jobs.run(
            REBUILD,
            {
                "path": str(self._path),
                "files": [str(self._path), *map(str, self._newest())],
                "key": key,
            },
            told=self._told,
            done=done,
            failed=failed,
        )
        if not ended:
            self._cancel = cancel

    def _told(self, plain: Any) -> None:
        if isinstance(plain, dict) and plain.get("merged"):
            one = self.tr("Working… 1 row so far.")
            self._say(counted(one, self.tr("Working… {n} rows so far."), plain["merged"]))

    def _found(self, found: dict[str, Any]) -> None:
        own, *others = found["rows"]
        sentences = [
            self.tr("Nothing of the file can be read.")
            if own is None
            else counted(
                self.tr("1 row of it can be read."), self.tr("{n} rows of it can be read."), own
            )
        ]
        if found["bad"]:
            one = self.tr("1 part cannot, and is named in the folder quarantine.")
            many = self.tr("{n} parts cannot, and are named in the folder quarantine.")
            sentences.append(counted(one, many, found["bad"]))
        if others:
            one = self.tr("The newest copies add 1 row.")
            many = self.tr("The newest copies add {n} rows.")
            sentences.append(counted(one, many, sum(rows or 0 for rows in others)))
        if self._key is not None:
            sentences.append(self.tr("The new file is encrypted."))
        sentences.append(self.tr("The damaged file stays beside the new one, under another name."))
        self._say(" ".join(sentences))
        self._show(self.use, self.leave)
        self.use.setFocus()

    def _failed(self, failure: JobFailed) -> None:
        from spindle.shell.settings_page.job_row import words_of  # noqa: PLC0415 - seldom needed

        self._drop()
        if failure.kind == Trouble.BROKEN_COPY:
            self._say(self.tr("Neither the file nor a copy of it can be read."))
            return
        self._say(words_of(failure))
        sealed = next(filter(is_sealed, self._newest()), None)
        if failure.kind == Trouble.ENCRYPTED and sealed is not None:
            self._ask_for_secret(sealed)

    def _newest(self) -> list[Path]:
        return [copy.file for copy in copies(self._app.profile)][:_COPIES]

    def _ask_for_secret(self, sealed: Path) -> None:
        from spindle.shell.settings_page.encryption.panel import (  # noqa: PLC0415 - seldom needed
            PresentPassphrase,
        )

        self.panel = panel = PresentPassphrase(
            self.tr("Open the copies"),
            self.tr("Your copies are encrypted. Type the passphrase, or the recovery code."),
        )
        panel.setMaximumWidth(WIDTH)
        panel.given.connect(lambda typed: self._open(panel, typed, sealed))
        panel.left.connect(self._leave)
        self._say("")
        self._show()
        self._column.addWidget(panel)
        panel.present.setFocus()

    def _open(self, panel: "PresentPassphrase", typed: str, sealed: Path) -> None:
        from spindle.shell.settings_page.job_row import words_of  # noqa: PLC0415 - seldom needed

        def opened(key: bytes) -> None:
            if self.panel is panel:
                self._close_panel()
                self._work(key)

        def failed(error: Exception) -> None:
            if self.panel is panel:
                panel.say(words_of(error))
                panel.present.selectAll()

        panel.say(self.tr("Working…"))
        self._app.safe.ask(lambda vault: vault.opened(typed, sealed).plain, opened, failed)

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _use(self) -> None:
        self._say(self.tr("Spindle starts again with it."))
        self._show()
        self._app.bus.publish(ReplaceAsked(damaged=True))

    def _leave(self) -> None:
        self._close_panel()
        self._drop()
        self._ask()
        self.button.setFocus()

    def _drop(self) -> None:
        rebuilt(self._path).unlink(missing_ok=True)

    def _rest(self) -> None:
        self._cancel = None
        self.button.setText(self.tr("Take back what can be read"))

    def _show(self, *shown: object) -> None:
        for button in (self.button, self.use, self.leave):
            button.setVisible(button in shown)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)
