"""Loudness, frame by frame: the same however the sound comes in, at any rate."""

import numpy as np
import pytest

from reader.sound.energy import FRAME_MS, EnergyMeter
from reader.sound.reading import Block
from tests.reader.sound.made_sound import blocks, levels_of, silence, voice


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000])
def test_there_is_a_level_for_every_frame_at_any_rate(rate):
    levels = levels_of([silence(1000, rate), voice(5000, rate=rate), silence(1000, rate)], rate)
    assert len(levels) * FRAME_MS == pytest.approx(7000, abs=2 * FRAME_MS)
    loud = np.flatnonzero(levels > -50)
    assert loud[0] * FRAME_MS == pytest.approx(1000, abs=2 * FRAME_MS)
    assert loud[-1] * FRAME_MS == pytest.approx(6000, abs=2 * FRAME_MS)


def test_the_size_of_the_blocks_makes_no_difference():
    sound = np.concatenate([voice(3000), silence(500), voice(2500)])
    found = []
    for size in (160, 997, len(sound)):
        meter = EnergyMeter()
        for block in blocks(sound, size=size):
            meter.add(block)
        found.append(meter.levels())
    assert len({len(levels) for levels in found}) == 1
    assert np.allclose(found[0], found[1], atol=0.5)
    assert np.allclose(found[1], found[2], atol=0.5)


def test_twice_as_loud_is_six_decibels_more():
    quiet, loud = (np.median(levels_of([voice(2000, level)])) for level in (0.05, 0.1))
    assert loud - quiet == pytest.approx(6.02, abs=0.1)


def test_digital_silence_has_a_level_too():
    assert np.all(np.isfinite(levels_of([np.zeros(16000, np.float32)])))


def test_nothing_heard_has_no_levels():
    assert len(EnergyMeter().levels()) == 0


def test_a_rate_that_changes_midway_is_followed():
    meter = EnergyMeter()
    meter.add(Block(voice(1000, rate=44100), 44100))
    meter.add(Block(voice(1000, rate=22050), 22050))
    assert len(meter.levels()) == 200
