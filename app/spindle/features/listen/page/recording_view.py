"""A recording that is listened to: its place, its speed, its pauses."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.rate_row import RateRow
from spindle.features.listen.page.scrub import Scrub
from spindle.features.listen.page.telling import clock, times, tr
from spindle.features.listen.page.transport import Transport
from spindle.features.listen.recordings import STEP
from spindle.features.listen.service import ListenService
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.switch import Switch

JUMP: Final = 10.0
_LEFT, _RIGHT, _WIDE, _TOP = 64, 40, 680, 132


class RecordingView(QWidget):
    """Shows the recording that is open; stands where the text stands."""

    def __init__(self, service: ListenService) -> None:
        super().__init__()
        self._service = service
        self._playing = service.recordings
        self.title = Label("title", "", wrap=True)
        self.about = Label("body", "", "ink2", wrap=True)
        self.scrub = Scrub()
        self.transport = Transport()
        self.slower = Button("secondary", tr("Slower"), key="[")
        self.faster = Button("secondary", tr("Faster"), key="]")
        self.speed = Label("fact", "")
        self.shorten = Switch()
        self.shorten.setAccessibleName(tr("Shorten pauses"))
        self.rating = RateRow()
        self._connect()
        self._lay_out()

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while a recording is in front."""
        service, playing = self._service, self._playing
        return {
            "Space": service.toggle,
            "[": partial(playing.faster, -STEP),
            "]": playing.faster,
            ".": partial(playing.skip, JUMP),
            ",": partial(playing.skip, -JUMP),
            "Right": partial(playing.skip, JUMP),
            "Left": partial(playing.skip, -JUMP),
            "S": self.shorten.click,
            "X": service.end_session,
        }

    def follow(self) -> None:
        """Show what is open and how it plays."""
        document, recording = self._playing.document, self._playing.recording
        if document is None or recording is None:
            return
        self.title.setText(document.title)
        sentence, facts = self._playing.trouble
        words = QCoreApplication.translate("sound", sentence).format_map(dict(facts))
        self.about.setText(words if sentence else tr("A recording. Nothing is asked in it."))
        self.speed.setText(times(recording.ratio))
        blocked = self.shorten.blockSignals(True)
        self.shorten.setChecked(recording.silence is not None)
        self.shorten.blockSignals(blocked)
        self.rating.setVisible(self._service.to_rate is not None)
        self.hear()

    def hear(self) -> None:
        """Show the place."""
        recording = self._playing.recording
        if recording is None:
            return
        done, whole = self._playing.ms / 1000, recording.seconds
        said = tr("{done} of {whole}").format(done=clock(done), whole=clock(whole))
        self.scrub.tell(min(1.0, done / whole) if whole else 0.0, said)
        self.transport.tell(playing=self._playing.playing, done=done, total=whole)

    def _connect(self) -> None:
        playing = self._playing
        self.scrub.moved.connect(self._go)
        self.scrub.stepped.connect(lambda way: playing.skip(JUMP * way))
        self.transport.toggled.connect(self._service.toggle)
        self.transport.stepped.connect(lambda way: playing.skip(JUMP * way))
        self.transport.back.set_shape("", tr("Ten seconds back"))
        self.transport.back.set_shape("back", tr("Ten seconds back"))
        self.transport.on.set_shape("", tr("Ten seconds on"))
        self.transport.on.set_shape("on", tr("Ten seconds on"))
        self.slower.clicked.connect(lambda: playing.faster(-STEP))
        self.faster.clicked.connect(lambda _=None: playing.faster())
        self.shorten.toggled.connect(self._shorten)
        self.rating.rated.connect(self._service.rate)
        self.rating.left.connect(self._service.not_rated)

    def _go(self, part: float) -> None:
        recording = self._playing.recording
        if recording is not None:
            self._playing.seek(1000 * recording.seconds * part)

    def _shorten(self, on: bool) -> None:  # noqa: FBT001 - bound to a signal
        self._playing.shorten(on=on)

    def _lay_out(self) -> None:
        speeds = QHBoxLayout()
        speeds.setSpacing(12)
        for widget in (self.slower, self.speed, self.faster):
            speeds.addWidget(widget)
        speeds.addStretch(1)
        pauses = QHBoxLayout()
        pauses.setSpacing(12)
        pauses.addWidget(self.shorten)
        pauses.addWidget(Label("body", tr("Shorten pauses"), "ink2"))
        pauses.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(_LEFT + _WIDE + _RIGHT)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_LEFT, _TOP, _RIGHT, 28)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addSpacing(40)
        column.addWidget(self.scrub)
        column.addWidget(self.transport)
        column.addSpacing(16)
        column.addLayout(speeds)
        column.addSpacing(24)
        column.addLayout(pauses)
        column.addSpacing(32)
        column.addWidget(self.rating)
        column.addStretch(1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))
