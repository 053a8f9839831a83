"""What sounds together: clicks to the sample, a background that makes way, cues above all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spindle.core.sound_events import Beat
from spindle.core.sound_port import AMBIENT, CUES, Tempo
from spindle.sound.click import MetronomeSound
from spindle.sound.cues import cue
from spindle.sound.lanes import Glide, Lanes
from spindle.sound.noise import Loop, ambient
from spindle.sound.player import Player
from spindle.sound.speech import Samples
from tests.helpers.tones import RATE, Desk, roughness


def beats_of(
    metronome: MetronomeSound, seconds: float, block: int = 1323
) -> list[tuple[int, Beat]]:
    told, at = [], 0
    while at < seconds * RATE:
        _, beats = metronome.pull(block)
        told += [(at + offset, beat) for offset, beat in beats]
        at += block
    return told


@pytest.mark.requirement("R17")
def test_the_click_neither_wavers_nor_drifts_in_an_hour() -> None:
    told = beats_of(MetronomeSound(RATE, Tempo(bpm=97.3)), 3600)

    at = np.array([sample for sample, _ in told]) / RATE
    expected = np.arange(len(at)) * 60 / 97.3
    assert len(at) in {5838, 5839}
    assert np.max(np.abs(at - expected)) <= 0.002
    assert abs(at[-1] - expected[-1]) <= 0.001


@pytest.mark.requirement("R17")
def test_the_rendered_click_begins_at_its_sample() -> None:
    metronome = MetronomeSound(RATE, Tempo(bpm=133, beats=3, clicks=2))
    sound = np.concatenate([metronome.pull(777)[0] for _ in range(2000)])

    loud = np.abs(sound) > 0.05
    quiet_before = np.concatenate(([True], ~loud[:-1]))
    onsets = np.flatnonzero(loud & quiet_before)
    starts = onsets[np.concatenate(([True], np.diff(onsets) > 0.1 * RATE))] / RATE
    expected = np.arange(len(starts)) * 60 / (133 * 2)
    assert np.percentile(np.abs(starts - expected), 99) <= 0.002


@given(st.integers(1, 5000), st.integers(1, 5000))
@settings(max_examples=20, deadline=None)
def test_it_does_not_matter_in_what_blocks_it_is_pulled(one: int, other: int) -> None:
    tempo = Tempo(bpm=180, beats=3)
    size = 3 * RATE

    def rendered(block: int) -> Samples:
        metronome = MetronomeSound(RATE, tempo)
        return np.concatenate([metronome.pull(block)[0] for _ in range(size // block + 1)])[:size]

    np.testing.assert_allclose(rendered(one), rendered(other), atol=1e-6)


def test_another_tempo_begins_with_the_next_bar() -> None:
    metronome = MetronomeSound(RATE, Tempo(bpm=120, beats=4))
    first = beats_of(metronome, 0.6)
    metronome.change(Tempo(bpm=60, beats=2))
    told = first + [(at + round(0.6 * RATE), beat) for at, beat in beats_of(metronome, 4)]

    assert [beat.bpm for _, beat in told][:6] == [120] * 4 + [60] * 2
    assert [beat.bar for _, beat in told][:7] == [0, 0, 0, 0, 1, 1, 2]
    assert told[4][0] / RATE == pytest.approx(2.0, abs=0.03)
    assert (told[5][0] - told[4][0]) / RATE == pytest.approx(1.0, abs=0.001)


@pytest.mark.requirement("R17")
def test_muted_bars_are_counted_and_not_heard() -> None:
    metronome = MetronomeSound(RATE, Tempo(bpm=240, beats=2, muted=(False, True)))
    sound, told = metronome.pull(RATE)

    assert [(beat.bar, beat.heard) for _, beat in told] == [
        (0, True),
        (0, True),
        (1, False),
        (1, False),
    ]
    assert np.any(sound[: RATE // 4])
    assert not np.any(sound[RATE // 2 :])


@pytest.mark.parametrize(
    "tempo", [Tempo(bpm=0), Tempo(bpm=-5, beats=0), Tempo(bpm=1e9, clicks=999)]
)
def test_a_tempo_that_cannot_be_is_held_within_what_can(tempo: Tempo) -> None:
    assert len(MetronomeSound(RATE, tempo).pull(RATE)[1]) <= 8


@pytest.mark.parametrize("kind", AMBIENT)
def test_a_background_goes_round_without_a_seam(kind: str) -> None:
    loop = ambient(kind, RATE)
    assert loop is not None
    once = loop.pull(20 * RATE)

    assert 0.0005 < np.sqrt(np.mean(once**2)) < 0.2
    assert np.max(np.abs(once)) < 1
    seam = np.concatenate((once[-500:], once[:500]))
    assert roughness(seam) <= 1.2 * roughness(once)


def test_there_is_no_other_background() -> None:
    assert ambient("thunder", RATE) is None


@pytest.mark.parametrize("name", CUES)
def test_every_cue_sounds_and_dies_away(name: str) -> None:
    sound = cue(name, RATE)

    assert 0.1 < np.max(np.abs(sound)) < 1
    assert np.max(np.abs(sound[-200:])) < 0.02


def level(samples: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2))))


def test_the_background_is_twelve_decibels_softer_under_the_voice() -> None:
    lanes = Lanes(Player(RATE))
    steady = Loop(np.tile(np.array([0.1, -0.1], np.float32), RATE))
    lanes.ambient(steady, 0.5)
    lanes.pull(RATE)
    alone = level(lanes.pull(RATE).samples)
    desk = Desk(*["one two three"] * 20)
    lanes.player = desk.player
    desk.player.play()
    desk.feed()
    lanes.volume = 1e-9
    lanes.pull(RATE)
    under = level(lanes.pull(RATE).samples)
    desk.player.pause()
    lanes.pull(RATE)
    after = level(lanes.pull(RATE).samples)

    assert alone - under == pytest.approx(12, abs=0.2)
    assert after == pytest.approx(alone, abs=0.1)


def test_a_background_comes_and_goes_without_a_click_and_is_gone_then() -> None:
    lanes = Lanes(Player(RATE))
    loop = ambient("brown", RATE)
    lanes.ambient(loop, 1.0)
    sound = [lanes.pull(4410).samples for _ in range(10)]
    lanes.ambient(None, 0.0)
    sound += [lanes.pull(4410).samples for _ in range(10)]

    again = ambient("brown", RATE)
    assert again is not None
    assert roughness(np.concatenate(sound)) <= 1.2 * roughness(again.pull(20 * RATE))
    assert lanes.busy is False


def test_a_cue_is_heard_above_the_voice_and_nothing_is_cut() -> None:
    desk = Desk(*["one two three"] * 5)
    lanes = Lanes(desk.player)
    desk.player.play()
    desk.feed()
    for _ in range(4):
        lanes.cue(cue("begin", RATE))
    mixed = lanes.pull(RATE).samples

    assert np.max(np.abs(mixed)) <= 1.0
    assert np.sum(np.abs(mixed) >= 0.9999) < 10


def test_at_volume_zero_all_goes_on_unheard() -> None:
    desk = Desk(*["one two three"] * 5)
    lanes = Lanes(desk.player)
    lanes.volume = 0.0
    lanes.pull(RATE)
    desk.player.play()
    desk.feed()
    mixed = lanes.pull(2 * RATE)

    assert not np.any(mixed.samples)
    assert len(mixed.voice) > 3


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 900))
def test_a_loudness_comes_to_rest_exactly_where_it_was_sent(
    begin: float, goal: float, count: int
) -> None:
    glide, seconds = Glide(begin), 0.03

    for _ in range(round(seconds * RATE) // count + 2):
        glide.toward(goal, seconds, count, RATE)

    assert glide.toward(goal, seconds, count, RATE) == goal
