"""What the threads of the process share: nothing is told out of order, nothing at a wrong rate."""

from collections.abc import Callable

import pytest

from spindle.core.sound_events import At, VoiceEvent
from spindle.core.sound_port import Utterance
from spindle.sound.desk import USUAL_RATE, Desk
from spindle.sound.now import now
from spindle.sound.protocol import Load, Pause, Play, Pong, Report, Seek, Told, read_report
from spindle.sound.teller import Teller
from tests.helpers.tones import tone_speech
from tests.helpers.waiting import wait_until

TEXT = "one two three four five six seven eight"


class Out:
    """A pipe to nowhere that keeps what it is given."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def write(self, data: bytes) -> int:
        self.reports += [read_report(line) for line in data.splitlines()]
        return len(data)

    def flush(self) -> None:
        return

    def events(self) -> list[VoiceEvent]:
        return [each.event for each in self.reports if isinstance(each, Told)]


@pytest.fixture
def out() -> Out:
    return Out()


@pytest.fixture
def desk(out: Out) -> Desk:
    made = Desk(Teller(out, lambda: None))  # type: ignore[arg-type]  # what a pipe needs to have
    made.load(Load(turn=1, utterances=(Utterance(id="a", text=TEXT),)))
    wanted = made.wanted()
    assert wanted is not None
    made.put(made.round, wanted[0], tone_speech(wanted[2]))
    return made


def all_told(desk: Desk, out: Out, later: float) -> None:
    """Wait until everything that was to be told by then has been."""
    desk._teller.tell(Pong(number=99), now() + later)
    wait_until(lambda: Pong(number=99) in out.reports, "the teller")


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.steer(Pause()),
        lambda desk: (desk.steer(Pause()), desk.steer(Seek(utterance="a", char=0))),
    ],
)
def test_nothing_that_was_on_its_way_overtakes_a_pause(
    desk: Desk, out: Out, act: Callable[[Desk], object]
) -> None:
    desk.steer(Play())
    desk.pull(round(1.3 * USUAL_RATE), USUAL_RATE, fresh=True)
    act(desk)
    all_told(desk, out, 1.6)

    told = [each for each in out.events() if isinstance(each, At)]
    assert told[-1].playing is False
    first = next(n for n, each in enumerate(told) if n > 3 and not each.playing)
    assert not any(each.playing for each in told[first:])
    assert {each.start for each in told[:first]} >= {0, 4, 8, 14}


def test_words_are_told_no_earlier_than_they_are_heard(desk: Desk, out: Out) -> None:
    desk.steer(Play())
    began = now()
    desk.pull(round(0.7 * USUAL_RATE), USUAL_RATE, fresh=True)
    wait_until(lambda: any(isinstance(e, At) and e.start == 8 for e in out.events()), "a word")

    assert now() - began >= tone_speech(TEXT).words[2].sample / USUAL_RATE > 0.4


def test_a_device_at_another_rate_gets_silence(desk: Desk) -> None:
    desk.steer(Play())

    assert not any(desk.pull(441, 44_100, fresh=True))
    assert any(desk.pull(4410, USUAL_RATE, fresh=True))


def test_what_was_spoken_for_an_older_text_is_thrown_away(desk: Desk) -> None:
    before = desk.round
    desk.load(Load(turn=2, utterances=(Utterance(id="b", text="other words"),)))
    desk.put(before, 0, tone_speech(TEXT))

    assert desk.wanted() == (0, "b", "other words")
