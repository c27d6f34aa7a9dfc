"""Sound for tests: voice as noise, silence, hum; given to the meter in blocks of odd sizes."""

from collections.abc import Iterator, Sequence

import numpy as np

from reader.sound.energy import EnergyMeter, Levels
from reader.sound.reading import Block, Samples

RATE = 16_000


def voice(ms: int, level: float = 0.1, rate: int = RATE, seed: int = 1) -> Samples:
    """Return noise, which is as loud as a voice."""
    noise = np.random.default_rng(seed).normal(0, level, ms * rate // 1000)
    return noise.astype(np.float32)


def silence(ms: int, rate: int = RATE) -> Samples:
    """Return a room's faint noise."""
    return voice(ms, 0.0005, rate, seed=2)


def blocks(sound: Samples, rate: int = RATE, size: int = 997) -> Iterator[Block]:
    """Part sound into blocks that fit no frame."""
    for start in range(0, len(sound), size):
        yield Block(sound[start : start + size], rate)


def levels_of(parts: Sequence[Samples], rate: int = RATE) -> Levels:
    """Measure sound as it would be while it is decoded."""
    meter = EnergyMeter()
    for block in blocks(np.concatenate(parts), rate):
        meter.add(block)
    return meter.levels()
