"""The row that encrypts the data, or makes it plain again."""

from typing import TYPE_CHECKING

from spindle.core.feature import App
from spindle.core.safe_port import Kept
from spindle.shell.settings_page.encryption.code_panel import CodePanel
from spindle.shell.settings_page.encryption.panel import NewPassphrase, PresentPassphrase
from spindle.shell.settings_page.encryption.rows import PanelRow, tr
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.safe import ProfileSafe
from spindle.storage.switching import Left, Switching

if TYPE_CHECKING:
    from typing import Any

    from spindle.storage.vault.vault import Fresh


class SwitchRow(PanelRow):
    """Passphrase, recovery code, then the work with how far it is; it can be stopped."""

    def __init__(self, app: App) -> None:
        super().__init__(app, tr("Encryption"), "")
        self._switching: Switching | None = None
        self.begin = self.buttons.add("secondary", tr("Encrypt…"), self._begin)
        self.end = self.buttons.add("secondary", tr("Decrypt…"), self._end)
        self.cancel = self.buttons.add("secondary", tr("Cancel"), self._cancel)
        self.refresh()

    @property
    def is_working(self) -> bool:
        """Whether a copy is being made."""
        return self._switching is not None

    def refresh(self) -> None:
        """Show what is so."""
        safe = self._app.safe
        kept, able = safe.kept, safe.available
        self.begin.setVisible(not self.is_working and kept is Kept.PLAIN and able)
        self.end.setVisible(not self.is_working and kept is Kept.OPEN)
        self.cancel.setVisible(self.is_working)
        if kept is Kept.OPEN:
            self.describe(
                tr(
                    "On: the database, its copies and all text beside it. Sounds, pictures and "
                    "recordings in the folder media are not."
                )
            )
        elif able:
            self.describe(
                tr("Off: whoever can read this disk, or a copy of the file, can read your data.")
            )
        else:
            self.describe(
                tr(
                    "Off, and not installed. To add it, quit Spindle, run python3 -m app --with "
                    "encryption once, and come back here."
                )
            )

    def bring_along(self) -> None:
        """Encrypt the older copies that did not come along."""
        safe = self._safe
        if safe.key is not None and not self.is_working:
            self._start().bring_along(safe.key, encrypted=True)

    # Switching on

    def _begin(self) -> None:
        panel = NewPassphrase(
            tr("Go on"),
            tr(
                "This protects a computer that is off, a lost disk, and copies of the file. It "
                "does not protect what is open, and not against a program that runs as you. If "
                "you lose both the passphrase and the recovery code, nobody can read your data "
                "any more."
            ),
        )
        panel.chosen.connect(self._make_key)
        self.open_panel(panel)
        panel.first.setFocus()

    def _make_key(self, typed: str) -> None:
        self.ask(lambda vault: vault.fresh(typed), self._show_code)

    def _show_code(self, fresh: "Fresh") -> None:
        panel = CodePanel(fresh.code, fresh.recovery.sheet, tr("Encrypt now"))
        panel.confirmed.connect(lambda: self._encrypt(fresh))
        self.open_panel(panel)
        panel.typed.setFocus()

    def _encrypt(self, fresh: "Fresh") -> None:
        self.close_panel()
        self._start().encrypt(fresh)

    # Switching off

    def _end(self) -> None:
        panel = PresentPassphrase(
            tr("Decrypt"),
            tr("Afterwards anybody who can read this disk can read your data and its copies."),
        )
        panel.given.connect(self._judge)
        self.open_panel(panel)
        panel.present.setFocus()

    def _judge(self, typed: str) -> None:
        self.ask(lambda vault: vault.is_right(typed), self._judged)

    def _judged(self, right: bool) -> None:  # noqa: FBT001 - an answer
        if right:
            self.close_panel()
            self._start().decrypt()
        else:
            self.failed(KnownError(Trouble.WRONG_SECRET))

    # The work

    def _start(self) -> Switching:
        self._switching = Switching(
            self._app.database,
            self._app.jobs,
            self._safe,
            told=self._told,
            done=self._done,
            failed=self._not_done,
        )
        self.say(tr("Working… What you write meanwhile is kept, and saved right after."))
        self.refresh()
        return self._switching

    def _told(self, plain: "Any") -> None:
        if isinstance(plain, dict) and plain.get("of"):
            percent = min(100, 100 * plain["done"] // plain["of"])
            self.say(tr("Working… {percent} %").format(percent=percent))

    def _cancel(self) -> None:
        if self._switching is not None and self._switching.cancel():
            self._switching = None
            self.say(tr("Stopped."))
            self._settle()

    def _done(self, left: Left) -> None:
        self._switching = None
        encrypted = self._app.safe.kept is Kept.OPEN
        sentences = [
            tr(
                "Your data is encrypted. What was deleted just now may be found on the disk for a "
                "while by whoever takes it apart."
            )
            if encrypted
            else tr("Your data is plain again.")
        ]
        if left and not encrypted:
            words = tr("Still encrypted: {files}.")
            sentences.append(words.format(files=", ".join(file for file, _ in left)))
        self.say(" ".join(sentences))
        self._settle()

    def _not_done(self, error: Exception) -> None:
        self._switching = None
        self.failed(error)
        self._settle()

    def _settle(self) -> None:
        self.refresh()
        self.changed.emit()

    @property
    def _safe(self) -> ProfileSafe:
        safe = self._app.safe
        assert isinstance(safe, ProfileSafe)  # noqa: S101 - the program's own
        return safe
