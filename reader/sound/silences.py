"""Where a recording is silent for certain: so that it can be shortened and no word is lost.

Stricter than `reader.sound.pauses`, which only says where sentences may end: music under a voice
and a soft voice beside a loud one may pass for pauses, but not for these.
"""

import numpy as np

from reader.listening.silences import Silence
from reader.sound.energy import FRAME_MS, Levels
from reader.sound.pauses import STEP_MS, along, smoothed, surroundings

SHORTEST_MS = 700
_ABOVE_FLOOR_DB = 5.0  # a room's noise stays within; whatever is said does not
# So far below the voice nothing is meant to be heard: music under a voice is louder.
_BELOW_SPEECH_DB = 25.0
_DEEPEST_DB = 50.0  # below speech all is silence, whatever lies deeper
_SPEECH_WITHIN_MS = 60_000  # a long silence has no voice next to it


def find_silences(levels: Levels) -> tuple[Silence, ...]:
    """Return the silences of a recording from its levels, in order; pure."""
    if not len(levels):
        return ()
    smooth = smoothed(levels)
    is_silent = smooth < _limits(smooth)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_silent.astype(np.int8), [0]))))
    spans = zip((edges[::2] * FRAME_MS).tolist(), (edges[1::2] * FRAME_MS).tolist(), strict=True)
    return tuple(Silence(start, end) for start, end in spans if end - start >= SHORTEST_MS)


def _limits(levels: Levels) -> Levels:
    """Return, for each frame, the level below which it is silent for certain."""
    floor, speech = surroundings(levels)
    reach = _SPEECH_WITHIN_MS // STEP_MS // 2
    padded = np.pad(speech, reach, mode="edge")
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).max(axis=1)
    floor = np.maximum(floor, near - _DEEPEST_DB)
    return along(levels, np.minimum(floor + _ABOVE_FLOOR_DB, near - _BELOW_SPEECH_DB))
