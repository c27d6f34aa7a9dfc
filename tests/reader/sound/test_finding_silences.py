"""Silences that may be shortened: only where nothing at all is said, or meant to be heard."""

import numpy as np
import pytest

from reader.sound.pauses import find_pauses
from reader.sound.silences import SHORTEST_MS, find_silences
from tests.reader.sound.made_sound import RATE, levels_of, silence, voice


def spans(*parts):
    return [(one.start_ms, one.end_ms) for one in find_silences(levels_of(parts))]


def syllables(ms, level):
    """Return a voice that swells and fades four times a second, as speech does."""
    times = np.arange(ms * RATE // 1000) / RATE
    return (voice(ms, level) * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * times))).astype(np.float32)


def test_a_long_pause_between_words_is_a_silence():
    ((start_ms, end_ms),) = spans(syllables(4000, 0.1), silence(1500), syllables(4000, 0.1))
    assert (start_ms, end_ms) == (pytest.approx(4000, abs=120), pytest.approx(5500, abs=120))


def test_a_breath_is_not():
    assert spans(syllables(4000, 0.1), silence(SHORTEST_MS - 150), syllables(4000, 0.1)) == []


def test_minutes_without_a_word_are_one_silence_from_end_to_end():
    ((start_ms, end_ms),) = spans(syllables(9000, 0.1), silence(55_000), syllables(9000, 0.1))
    assert (start_ms, end_ms) == (pytest.approx(9000, abs=120), pytest.approx(64_000, abs=120))


def test_music_under_a_voice_is_no_silence_though_it_passes_for_a_pause():
    bed = voice(14_000, 0.012, seed=5)  # 18 dB below the voice
    sound = bed + np.concatenate([syllables(6000, 0.1), silence(2000), syllables(6000, 0.1)])
    levels = levels_of([sound.astype(np.float32)])
    assert len(find_pauses(levels).starts_ms) >= 1
    assert find_silences(levels) == ()


def test_a_soft_voice_beside_a_loud_one_is_no_silence():
    far = syllables(3000, 0.004)  # 28 dB below
    found = spans(syllables(4000, 0.1), silence(300), far, silence(300), syllables(4000, 0.1))
    assert found == []


def test_a_soft_voice_alone_has_silences_of_its_own():
    talk = [part for _ in range(6) for part in (syllables(4000, 0.02), silence(1200))]
    assert len(spans(*talk)) >= 5


def test_where_the_room_is_loud_nothing_is_certain_and_nothing_shortened():
    talk = [part for _ in range(6) for part in (syllables(4000, 0.005), silence(1200))]
    assert spans(*talk) == []


def test_a_word_in_the_midst_of_a_silence_parts_it():
    quiet, word = silence(1500), syllables(250, 0.02)
    found = spans(syllables(5000, 0.1), quiet, word, quiet, syllables(5000, 0.1))
    assert len(found) == 2
    assert found[0][1] <= 6520
    assert found[1][0] >= 6730


def test_sound_that_is_cut_off_between_words_is_silent_there():
    nothing = np.zeros(RATE * 2, np.float32)
    assert len(spans(syllables(5000, 0.1), nothing, syllables(5000, 0.1))) == 1


@pytest.mark.parametrize("sound", [voice(20_000), np.zeros(RATE * 20, np.float32)])
def test_where_nothing_differs_from_anything_there_is_none(sound):
    assert spans(sound) == []


def test_no_sound_has_none():
    assert find_silences(np.zeros(0, np.float32)) == ()
