"""Where a recording pauses: told from the noise around, whatever its level."""

import numpy as np
import pytest

from reader.sound.pauses import SHORTEST_PAUSE_MS, find_pauses
from tests.reader.sound.made_sound import levels_of, silence, voice


def spans(pauses):
    return list(zip(pauses.starts_ms.tolist(), pauses.ends_ms.tolist(), strict=True))


def test_a_pause_is_where_the_voice_is_not():
    pauses = find_pauses(levels_of([voice(3000), silence(400), voice(3000)]))
    ((start, end),) = spans(pauses)
    assert start == pytest.approx(3000, abs=30)
    assert end == pytest.approx(3400, abs=30)


def test_what_is_shorter_than_a_stop_before_a_consonant_is_no_pause():
    short = SHORTEST_PAUSE_MS - 50
    assert spans(find_pauses(levels_of([voice(3000), silence(short), voice(3000)]))) == []


@pytest.mark.parametrize("floor", [0.0, 0.001, 0.01, 0.03])
def test_a_pause_is_heard_over_any_floor_below_the_voice(floor):
    quiet = voice(500, floor, seed=3) if floor else np.zeros(8000, np.float32)
    pauses = find_pauses(levels_of([voice(4000), quiet, voice(4000)]))
    assert len(spans(pauses)) == 1


def test_a_quiet_speaker_after_a_loud_one_is_no_silence():
    loud = [voice(2000, 0.3), silence(400)] * 10
    quiet = [voice(2000, 0.02), silence(400)] * 10
    pauses = find_pauses(levels_of([*loud, *quiet]))
    voiced_ms = int(pauses.voiced_ms[-1])
    assert voiced_ms == pytest.approx(40_000, rel=0.05)


def test_a_pause_is_told_from_the_noise_on_both_of_its_sides():
    calm = [voice(2000, 0.1), voice(400, 0.0005, seed=5)] * 10
    noisy = [voice(2000, 0.1), voice(400, 0.02, seed=5)] * 10
    pauses = find_pauses(levels_of([*calm, *noisy]))
    assert len(spans(pauses)) == 20


def test_voice_that_has_passed_is_counted_without_the_pauses():
    pauses = find_pauses(levels_of([voice(2000), silence(1000), voice(2000)]))
    passed = pauses.voiced_at(np.array([0, 1000, 2500, 3000, 4000, 99_000]))
    assert passed == pytest.approx([0, 1000, 2000, 2000, 3000, 4000], abs=40)


def test_an_unbroken_noise_has_no_pauses():
    assert spans(find_pauses(levels_of([voice(20_000)]))) == []


def test_no_sound_at_all_has_none():
    pauses = find_pauses(np.zeros(0, np.float32))
    assert (spans(pauses), pauses.length_ms) == ([], 0)
