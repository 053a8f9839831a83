"""A recording that is listened to: its place, its speed, its pauses."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.dial import RatioDial
from spindle.features.listen.page.notice_bar import NoticeBar
from spindle.features.listen.page.rate_row import RateRow
from spindle.features.listen.page.scrub import Scrub
from spindle.features.listen.page.sleep_select import SleepSelect
from spindle.features.listen.page.telling import clock, sentence, tr
from spindle.features.listen.page.transport import Transport
from spindle.features.listen.recordings import STEP
from spindle.features.listen.service import ListenService
from spindle.ui.buttons import Button, KeyHint
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.spin import SpinField
from spindle.ui.switch import Switch

JUMP: Final = 10.0
_LEFT, _RIGHT, _WIDE, _TOP = 64, 40, 680, 132
_AT_THE_DIAL: Final = Qt.AlignmentFlag.AlignVCenter
_TOLD: Final = 10.0
"""Seconds saved from which on they are told."""


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
        self.notices = NoticeBar()
        self.slower = Button("secondary", tr("Slower"), key="[")
        self.faster = Button("secondary", tr("Faster"), key="]")
        self.dial = RatioDial()
        self.saved = Label("caption", "", "ink2", align=Qt.AlignmentFlag.AlignHCenter)
        self.sleep = SleepSelect(service, chapters=False)
        self.floor = SpinField(20, 1000, step=10, unit="ms")
        self.floor.setAccessibleName(tr("Pauses shrink to"))
        self.shorten = Switch()
        self.shorten.setAccessibleName(tr("Shorten pauses"))
        self.rating = RateRow()
        self._connect()
        self._lay_out()

    def keys(self) -> dict[str, Callable[[], object]]:
        """What the page binds while a recording is in front."""
        service = self._service
        return {
            "Space": service.toggle,
            "[": partial(self._step, -1),
            "]": partial(self._step, 1),
            ".": partial(service.skip, JUMP),
            ",": partial(service.skip, -JUMP),
            "Right": partial(service.skip, JUMP),
            "Left": partial(service.skip, -JUMP),
            "S": service.shorten_or_not,
            "T": service.sleep_longer,
            "X": service.finish,
        }

    def follow(self) -> None:
        """Show what is open and how it plays."""
        document, recording = self._playing.document, self._playing.recording
        if document is None or recording is None:
            return
        self.title.setText(document.title)
        words, facts = self._playing.trouble
        about = sentence(words, dict(facts)) if words else ""
        self.about.setText(about or tr("A recording. Nothing is asked in it."))
        self.notices.tell(self._service.said)
        self.sleep.follow()
        self.floor.setVisible(recording.silence is not None)
        if recording.silence is not None:
            self.floor.set_value(recording.silence)
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
        self.dial.show_speed(recording.ratio, self._playing.effective)
        saved = self._playing.covered - self._playing.sounded
        self.saved.setText(
            tr("{time} saved in this session").format(time=clock(saved)) if saved >= _TOLD else ""
        )

    def _step(self, way: int) -> None:
        self._service.faster(100 * STEP * way)

    def _set(self, ratio: float) -> None:
        self._service.set_ratio(round(ratio / STEP) * STEP)

    def _connect(self) -> None:
        self.scrub.moved.connect(self._go)
        self.scrub.stepped.connect(lambda way: self._service.skip(JUMP * way))
        self.transport.toggled.connect(self._service.toggle)
        self.transport.stepped.connect(lambda way: self._service.skip(JUMP * way))
        self.transport.back.set_shape("", tr("Ten seconds back"))
        self.transport.back.set_shape("back", tr("Ten seconds back"))
        self.transport.on.set_shape("", tr("Ten seconds on"))
        self.transport.on.set_shape("on", tr("Ten seconds on"))
        self.slower.clicked.connect(lambda _=None: self._step(-1))
        self.faster.clicked.connect(lambda _=None: self._step(1))
        self.dial.moved.connect(self._set)
        self.dial.stepped.connect(self._step)
        self.floor.changed.connect(self._service.set_silence)
        self.notices.closed.connect(self._service.put_away)
        self.notices.opened.connect(self._service.open_arrived)
        self.shorten.toggled.connect(self._shorten)
        self.rating.rated.connect(self._service.rate)
        self.rating.left.connect(self._service.not_rated)

    def _go(self, part: float) -> None:
        recording = self._playing.recording
        if recording is not None:
            self._service.seek(1000 * recording.seconds * part)

    def _shorten(self, on: bool) -> None:  # noqa: FBT001 - bound to a signal
        self._service.shorten(on=on)

    def _lay_out(self) -> None:
        speeds = QHBoxLayout()
        speeds.setSpacing(12)
        # The dial stands below the disc, whatever the two words beside it take.
        speeds.addWidget(self.slower, 1, _AT_THE_DIAL | Qt.AlignmentFlag.AlignRight)
        speeds.addWidget(self.dial, 0, _AT_THE_DIAL)
        speeds.addWidget(self.faster, 1, _AT_THE_DIAL | Qt.AlignmentFlag.AlignLeft)
        pauses = QHBoxLayout()
        pauses.setSpacing(12)
        pauses.addWidget(self.shorten)
        pauses.addWidget(Label("body", tr("Shorten pauses"), "ink2"))
        pauses.addWidget(KeyHint("S"))
        pauses.addWidget(self.floor)
        pauses.addStretch(1)
        asleep = QHBoxLayout()
        asleep.setSpacing(12)
        asleep.addWidget(Label("body", tr("Fall silent"), "ink2"))
        asleep.addWidget(KeyHint("T"))
        asleep.addWidget(self.sleep)
        asleep.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(_LEFT + _WIDE + _RIGHT)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_LEFT, _TOP, _RIGHT, 28)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addSpacing(6)
        column.addWidget(self.notices)
        column.addSpacing(40)
        column.addWidget(self.scrub)
        column.addWidget(self.transport)
        column.addSpacing(16)
        column.addLayout(speeds)
        column.addWidget(self.saved)
        column.addSpacing(24)
        column.addLayout(pauses)
        column.addSpacing(12)
        column.addLayout(asleep)
        column.addSpacing(32)
        column.addWidget(self.rating)
        column.addStretch(1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))
