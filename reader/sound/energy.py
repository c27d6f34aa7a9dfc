"""Sound reduced to its loudness, frame by frame, while it is being decoded."""

import numpy as np
from numpy.typing import NDArray

from reader.sound.reading import Block, Samples

FRAME_MS = 10
# Of the sound's bands only that of speech counts; averaging down to this keeps it.
_RATE = 8000
# A first difference that leaves out most of a hum's or a bass's strength.
_PRE_EMPHASIS = 0.9
_SILENT_DB = -100.0
_WAITING_S = 2  # of sound that is gathered before it is worth calling NumPy

Levels = NDArray[np.float32]  # in dB below full scale, one a frame


class EnergyMeter:
    """Measures blocks as they come; keeps 400 bytes for each second of sound."""

    def __init__(self) -> None:
        self._rate = 0
        self._waiting: list[Samples] = []
        self._count = 0  # of samples that wait
        self._frame = 0  # the next one to be measured, counted since the rate changed last
        self._start = 0  # of the sample that waits first, counted as the frames are
        self._levels: list[Levels] = []

    def add(self, block: Block) -> None:
        """Take in the next stretch of sound."""
        if block.rate != self._rate:
            self._measure(ends=True)
            self._rate, self._frame, self._start = block.rate, 0, 0
        self._waiting.append(block.samples)
        self._count += len(block.samples)
        if self._count >= _WAITING_S * self._rate:
            self._measure(ends=False)

    def levels(self) -> Levels:
        """Return the level of every whole frame so far; nothing can be added any more."""
        self._measure(ends=True)
        return np.concatenate(self._levels) if self._levels else np.zeros(0, np.float32)

    def _measure(self, *, ends: bool) -> None:
        """Measure the whole frames that wait, and keep the rest waiting."""
        if not self._count:
            return
        sound = np.concatenate(self._waiting)
        last = (self._start + len(sound)) * 1000 // (FRAME_MS * self._rate)
        # Frames need not have a whole number of samples.
        edges = np.arange(self._frame, last + 1) * self._rate * FRAME_MS // 1000 - self._start
        if last > self._frame:
            self._levels.append(_levels(sound, edges, max(self._rate // _RATE, 1)))
        kept = sound[:0] if ends else sound[int(edges[-1]) :]
        self._start += len(sound) - len(kept)
        self._frame = last
        self._waiting, self._count = [kept], len(kept)


def _levels(sound: Samples, edges: NDArray[np.int64], factor: int) -> Levels:
    """Return the level of each stretch between two edges."""
    whole = len(sound) // factor * factor
    slower = sound[:whole].reshape(-1, factor).mean(axis=1)
    rough = np.diff(slower, prepend=slower[:1]) + (1 - _PRE_EMPHASIS) * slower
    energy = np.concatenate(([0.0], np.cumsum(np.square(rough, dtype=np.float64))))
    places = np.minimum(edges // factor, len(rough))
    counts = np.maximum(np.diff(places), 1)
    means = np.diff(energy[places]) / counts
    return np.asarray(10 * np.log10(np.maximum(means, 10 ** (_SILENT_DB / 10))), np.float32)
