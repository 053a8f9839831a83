"""What the threads of the process share: nothing is told out of order, nothing at a wrong rate."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from spindle.core.sound_events import At
from spindle.core.sound_port import Utterance
from spindle.sound.desk import USUAL_RATE, Desk
from spindle.sound.now import now
from spindle.sound.protocol import (
    Lane,
    Load,
    LoadFile,
    Pause,
    Play,
    Pong,
    Seek,
    Skip,
)
from spindle.sound.teller import Teller
from tests.helpers.sound_reports import Out
from tests.helpers.tones import tone_speech
from tests.helpers.waiting import wait_until

TEXT = "one two three four five six seven eight"


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


def speak_all(desk: Desk, most: int = 1000) -> int:
    """Speak all that is wanted now; returns how many times."""
    for spoken in range(most):
        wanted = desk.wanted()
        if wanted is None:
            return spoken
        desk.put(desk.round, wanted[0], tone_speech(wanted[2]))
    raise AssertionError("it is never enough")


def test_a_text_after_a_sound_file_is_at_the_rate_of_its_voice(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.zeros(44_100), 44_100)
    desk.load_file(LoadFile(turn=2, path=str(path)))
    assert desk.rate == 44_100

    desk.load(Load(turn=3, utterances=(Utterance(id="a", text=TEXT),)))

    assert desk.rate == USUAL_RATE


def test_a_voice_that_came_while_a_sound_file_was_open_has_its_own_rate(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.zeros(44_100), 44_100)
    desk.load_file(LoadFile(turn=2, path=str(path)))
    desk.revoice(16_000, 150.0)
    assert desk.rate == 44_100

    desk.load(Load(turn=3, utterances=(Utterance(id="a", text=TEXT),)))

    assert desk.rate == 16_000


def test_with_words_told_later_a_rest_is_told_after_them(desk: Desk, out: Out) -> None:
    desk.lane(Lane(delay_ms=250))
    desk.load(Load(turn=2, utterances=(Utterance(id="a", text=TEXT),)))
    desk.put(desk.round, 0, tone_speech(TEXT, seconds_a_word=0.03))
    desk.steer(Play())
    desk.pull(USUAL_RATE // 20, USUAL_RATE, fresh=True)
    desk.steer(Pause(fade=0.08))
    desk.pull(USUAL_RATE // 10, USUAL_RATE, fresh=False)
    all_told(desk, out, 1.0)

    told = [each for each in out.events() if isinstance(each, At)]
    assert [each.playing for each in told[-2:]] == [True, False]


@pytest.mark.parametrize("skip", [0.0, -30.0])
def test_a_list_of_very_short_sentences_is_spoken_once(desk: Desk, skip: float) -> None:
    words = tuple(Utterance(id=str(n), text="one", pause=0.0) for n in range(400))
    desk.load(Load(turn=2, utterances=words))
    desk.steer(Seek(utterance="200", char=0))
    speak_all(desk)
    desk.steer(Skip(seconds=skip))

    assert speak_all(desk) <= 250
    assert desk.player.wants is None
