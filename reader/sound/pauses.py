"""Where a recording pauses: stretches near the noise floor of their surroundings."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.sound.energy import FRAME_MS, Levels

SHORTEST_PAUSE_MS = 120  # a stop before a consonant is shorter
# Floor and speech are told apart within so much of the surroundings: music may come and go.
_WINDOW_MS = 12_000
STEP_MS = 500  # the surroundings are looked at so often
_FLOOR_PERCENT, _SPEECH_PERCENT = 8, 85
_SHARE = 0.4  # of the way from the floor to the speech, in dB, is still a pause
_DEEPEST_DB = 45.0  # below speech everything is silence: digital silence would be all there is
_SHALLOWEST_DB = 5.0  # between floor and speech, or nothing can be told
_SMOOTHED = 3  # frames

Frames = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pauses:
    """The pauses of a recording, in order, and how much is voiced up to each frame.

    `starts_ms` and `ends_ms` are of one length; `voiced_ms[i]` counts what is not in a pause
    before the i-th frame of FRAME_MS, and has one more entry than there are frames.
    """

    starts_ms: Frames
    ends_ms: Frames
    voiced_ms: Frames

    @property
    def length_ms(self) -> int:
        """How long the recording is."""
        return (len(self.voiced_ms) - 1) * FRAME_MS

    def voiced_at(self, position_ms: Frames) -> Frames:
        """Return how much was voiced before each position."""
        frames = np.clip(position_ms // FRAME_MS, 0, len(self.voiced_ms) - 1)
        return self.voiced_ms[frames]


def find_pauses(levels: Levels) -> Pauses:
    """Return the pauses of a recording from its levels."""
    if not len(levels):
        return _pauses(np.zeros(0, np.bool_))
    smooth = smoothed(levels)
    is_quiet = smooth < _thresholds(smooth)
    starts, ends = _stretches(is_quiet)
    for start, end in zip(starts, ends, strict=True):
        if (end - start) * FRAME_MS < SHORTEST_PAUSE_MS:
            is_quiet[start:end] = False
    return _pauses(is_quiet)


def rotated(pauses: Pauses, by_ms: int) -> Pauses:
    """Return the pauses as if the recording began so much earlier, with its end."""
    is_voiced = np.diff(pauses.voiced_ms) > 0
    return _pauses(np.roll(~is_voiced, by_ms // FRAME_MS))


def _pauses(is_paused: NDArray[np.bool_]) -> Pauses:
    """Return the pauses of which every frame is known."""
    starts, ends = _stretches(is_paused)
    voiced = np.concatenate(([0], np.cumsum(~is_paused, dtype=np.int64)))
    return Pauses(starts * FRAME_MS, ends * FRAME_MS, voiced * FRAME_MS)


def _stretches(is_quiet: NDArray[np.bool_]) -> tuple[Frames, Frames]:
    """Return the first frames of quiet stretches, and those after their last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_quiet.astype(np.int8), [0]))))
    return edges[::2], edges[1::2]


def smoothed(levels: Levels) -> Levels:
    """Return levels without the jitter of single frames."""
    padded = np.pad(levels, _SMOOTHED // 2, mode="edge")
    kernel = np.full(_SMOOTHED, 1 / _SMOOTHED, np.float32)
    return np.asarray(np.convolve(padded, kernel, mode="valid"), np.float32)


def surroundings(levels: Levels) -> tuple[Levels, Levels]:
    """Return the levels of the floor and of the speech around, at every STEP_MS."""
    step, window = STEP_MS // FRAME_MS, _WINDOW_MS // FRAME_MS
    middles = np.arange(0, len(levels) + step, step)
    around = [levels[max(0, at - window // 2) : at + window // 2] for at in middles]
    around = [near if len(near) else levels[-window:] for near in around]
    floor, speech = np.array(
        [np.percentile(near, (_FLOOR_PERCENT, _SPEECH_PERCENT)) for near in around]
    ).T
    return floor, speech


def along(levels: Levels, limits: Levels) -> Levels:
    """Return limits that are given at every STEP_MS for every frame."""
    middles = np.arange(len(limits)) * (STEP_MS // FRAME_MS)
    return np.asarray(np.interp(np.arange(len(levels)), middles, limits), np.float32)


def _thresholds(levels: Levels) -> Levels:
    """Return, for each frame, the level below which it is taken for silence."""
    floor, speech = surroundings(levels)
    # Where nothing but speech is near, or nothing but a floor, what is near it in dB decides.
    floor = np.maximum(floor, speech - _DEEPEST_DB)
    limits = floor + _SHARE * (speech - floor)
    return along(levels, np.where(speech - floor < _SHALLOWEST_DB, floor, limits))
