"""Sound in which every word is a chord of its own, and the finding of words in what was recorded.

A word is said every quarter of a second; it is a short chord of two tones, and no two words of a
recording have the same. Whoever hears one knows which word it is, wherever a player claims to be.
Players that keep the pitch at another speed stretch and smear a chord, but evenly to both sides:
so a word is found by the middle of its energy, and began half its length before.
"""

import shutil
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
WORD_EVERY_MS = 250
WORD_MS = 80
# Both tones lie on steps that the shortest word (at twice the speed) can still tell apart.
LOWER_HZ, LOWER_STEP_HZ = 600, 70
UPPER_HZ, UPPER_STEP_HZ = 2400, 90
STEPS = 24
MOST_WORDS = STEPS * STEPS
STRENGTH = 7_000
FAINT = 0.25  # of what is loud: where a chord begins and ends, between the echoes of stretching
JOINED_S = 0.035  # a chord may be broken for so long where it was stretched
ODDLY_LONG = (0.6, 1.7)  # of the expected length: cut by a seek, or two run together

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word in a recording: its number, and when it began, in seconds of the recording."""

    number: int
    began_s: float


def say_words(words: int) -> NDArray[np.int16]:
    """Return 16-bit mono sound at RATE: so many words from number 0 on, at most MOST_WORDS."""
    sound = np.zeros(words * RATE * WORD_EVERY_MS // 1000, dtype=np.int16)
    times = np.arange(RATE * WORD_MS // 1000) / RATE
    for number in range(words):
        lower, upper = divmod(number, STEPS)
        chord = sum(
            np.sin(2 * np.pi * hz * times)
            for hz in (LOWER_HZ + LOWER_STEP_HZ * lower, UPPER_HZ + UPPER_STEP_HZ * upper)
        )
        begin = number * RATE * WORD_EVERY_MS // 1000
        sound[begin : begin + len(times)] = (STRENGTH * chord).astype(np.int16)
    return sound


def write_words(path: Path, words: int) -> Path:
    """Write the sound of so many words as WAV."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(say_words(words).tobytes())
    return path


def find_words(sound: NDArray[Any], rate: int = RATE, speed: float = 1.0) -> list[HeardWord]:
    """Return the whole words in mono sound that was played at a speed with its pitch kept.

    Words that a jump cut in two are left out.
    """
    samples = np.asarray(sound, dtype=np.float32)
    expected_s = WORD_MS / 1000 / speed
    heard = []
    for begin, end in _loud_stretches(samples, rate):
        if not ODDLY_LONG[0] * expected_s <= (end - begin) / rate <= ODDLY_LONG[1] * expected_s:
            continue
        piece = samples[begin:end]
        number = _number_of(piece, rate)
        if number is not None:
            heard.append(HeardWord(number, begin / rate + _middle_s(piece, rate) - expected_s / 2))
    return heard


def coding_delay_ms(path: Path) -> float:
    """Return how much later the words are in an encoded file than in the sound it was made of.

    An MP3 without a Xing header cannot say that its encoder put silence before the sound: every
    player, and whoever timed a transcript by the file, hears it that much later.
    """
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(path), "-t", "3"]
    command += ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-"]
    decoded = subprocess.run(command, check=True, capture_output=True).stdout
    found = find_words(np.frombuffer(decoded, dtype=np.int16))
    return float(np.median([1000 * word.began_s - WORD_EVERY_MS * word.number for word in found]))


def missing_tools(*tools: str) -> list[str]:
    """Return which of some programs are not installed."""
    return [tool for tool in tools if shutil.which(tool) is None]


def _loud_stretches(samples: Samples, rate: int) -> list[tuple[int, int]]:
    """Return where it is loud, from and to, in samples."""
    block = rate // 1000
    rows = samples[: len(samples) // block * block].reshape(-1, block)
    levels = np.abs(rows).max(axis=1, initial=0)
    if not levels.size or levels.max() == 0:
        return []
    # The loudest is not the measure: where a player starts, there may be a crack.
    loud = np.flatnonzero(levels > FAINT * np.percentile(levels[levels > 0], 90))
    if not loud.size:
        return []
    breaks = np.flatnonzero(np.diff(loud) > JOINED_S * 1000)
    begins = loud[np.concatenate(([0], breaks + 1))]
    ends = loud[np.concatenate((breaks, [loud.size - 1]))] + 1
    return [(int(a) * block, int(b) * block) for a, b in zip(begins, ends, strict=True)]


def _middle_s(piece: Samples, rate: int) -> float:
    energy = piece.astype(np.float64) ** 2
    return float((energy * np.arange(len(piece))).sum() / energy.sum() / rate)


def _number_of(piece: Samples, rate: int) -> int | None:
    """Tell a word by the strongest tone on each side."""
    size = 1 << 15
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), size))
    lower = _strongest(spectrum, rate / size, LOWER_HZ, LOWER_STEP_HZ)
    upper = _strongest(spectrum, rate / size, UPPER_HZ, UPPER_STEP_HZ)
    return None if lower is None or upper is None else lower * STEPS + upper


def _strongest(spectrum: NDArray[Any], bin_hz: float, from_hz: int, step_hz: int) -> int | None:
    first = round((from_hz - step_hz) / bin_hz)
    last = round((from_hz + step_hz * STEPS) / bin_hz)
    hz = (first + int(np.argmax(spectrum[first:last]))) * bin_hz
    step = round((hz - from_hz) / step_hz)
    return step if 0 <= step < STEPS else None
