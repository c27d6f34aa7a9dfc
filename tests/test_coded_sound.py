"""The instrument itself: words are found where they are, also when sound was stretched."""

import numpy as np
import pytest
from audio_files import KINDS, About, encode
from numpy.typing import NDArray

from tests.coded_sound import (
    MOST_WORDS,
    RATE,
    WORD_EVERY_MS,
    coding_delay_ms,
    find_words,
    say_words,
    write_words,
)

GRAIN_S = 0.04


def stretched(sound: NDArray[np.int16], speed: float) -> NDArray[np.float64]:
    """Play sound at another speed with its pitch kept, by overlapping grains, evenly in time."""
    half = int(RATE * GRAIN_S / 2)
    window = np.hanning(2 * half)
    out = np.zeros(int(len(sound) / speed) + 2 * half)
    padded = np.concatenate([np.zeros(half), sound, np.zeros(2 * half)])
    for middle in range(half, len(out) - half, half):
        begin = int(middle * speed)
        grain = padded[begin : begin + 2 * half]
        if len(grain) == 2 * half:
            out[middle - half : middle + half] += grain * window
    return out


def test_every_word_is_found_where_it_was_said() -> None:
    found = find_words(say_words(MOST_WORDS))
    assert [word.number for word in found] == list(range(MOST_WORDS))
    assert max(abs(word.began_s * 1000 - word.number * WORD_EVERY_MS) for word in found) < 1


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5, 2.0])
def test_stretched_words_are_found_within_a_few_milliseconds(speed: float) -> None:
    found = find_words(stretched(say_words(200), speed), speed=speed)
    errors_ms = [w.began_s * 1000 - w.number * WORD_EVERY_MS / speed for w in found]
    assert len({word.number for word in found}) >= 195
    assert abs(np.median(errors_ms)) < 3
    assert np.percentile(np.abs(errors_ms), 95) < 10


@pytest.mark.parametrize("level", [0.05, 0.5])
def test_how_loud_it_is_does_not_matter(level: float) -> None:
    assert len(find_words(say_words(20) * level)) == 20


def test_a_word_cut_by_a_jump_is_left_out() -> None:
    sound = say_words(8)
    jump = round(RATE * (4 * WORD_EVERY_MS + 20) / 1000)
    assert [word.number for word in find_words(sound[:jump])] == [0, 1, 2, 3]


def test_silence_says_nothing() -> None:
    assert find_words(np.zeros(RATE, dtype=np.int16)) == []
    assert find_words(np.zeros(0, dtype=np.int16)) == []


@pytest.mark.audio
@pytest.mark.parametrize(
    ("kind", "delay_ms"), [("mp3-vbr", 0), ("mp3-vbr-bare", 25), ("opus", 0), ("flac", 0)]
)
def test_what_a_codec_adds_is_known(tmp_path, kind: str, delay_ms: int) -> None:
    words = write_words(tmp_path / "words.wav", 20)
    suffix, options = KINDS[kind]
    path = encode(words, tmp_path / f"coded{suffix}", options, About())
    assert coding_delay_ms(path) == pytest.approx(delay_ms, abs=2)
