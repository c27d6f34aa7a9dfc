"""Sound for tests: voice as noise, silence, hum; given to the meter in blocks of odd sizes."""

from collections.abc import Iterator, Sequence

import numpy as np

from reader.formats import Source, read
from reader.model import Turn
from reader.sound.energy import EnergyMeter, Levels
from reader.sound.reading import Block, Samples
from reader.sound.saying import Break, clauses_of
from reader.timing.settling import settle_turns

RATE = 16_000
UNIT_MS = 95  # of voice, for what is about a syllable


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


def talk_of(page: str, length_ms: int, pause_ms: int = 220) -> Samples:
    """Return the sound of a page being read out: a pause after every sentence, rest after turns."""
    (draft,) = read(Source.from_text(page, "page"))
    parts: list[Samples] = []
    for turn in settle_turns(draft.turns, length_ms):
        parts.append(silence(max(turn.start_ms - _length_ms(parts), 0)))
        parts += _said(turn, pause_ms)
    parts.append(silence(max(length_ms - _length_ms(parts), 0)))
    return np.concatenate(parts)


def _said(turn: Turn, pause_ms: int) -> Iterator[Samples]:
    clauses = clauses_of([turn])
    paused_ms = pause_ms * sum(clause.ends_with >= Break.SENTENCE for clause in clauses)
    left_ms = turn.end_ms - turn.start_ms - paused_ms
    unit_ms = min(UNIT_MS, left_ms / sum(clause.length for clause in clauses))
    for clause in clauses:
        yield voice(int(clause.length * unit_ms))
        if clause.ends_with >= Break.SENTENCE:
            yield silence(pause_ms)


def _length_ms(parts: Sequence[Samples]) -> int:
    return sum(map(len, parts)) * 1000 // RATE
