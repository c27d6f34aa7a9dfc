"""Fits sentences to a recording from which what was put in is cut out, such as advertisements.

The talk before and after is one then, as it was when the transcript was made: no sentence is fitted
to a pause of an advertisement, and a turn that one was put into lasts no longer for it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reader.model import Turn
from reader.sound.agreeing import agree
from reader.sound.energy import FRAME_MS, Levels
from reader.sound.fitting import fit
from reader.sound.pauses import find_pauses
from reader.storage.estimate_storage import Estimates

Gap = tuple[int, int]  # from when to when in the recording, in ms


def fit_beside(
    turns: Sequence[Turn], levels: Levels, gaps: Sequence[Gap], resolution_ms: int = 1000
) -> Estimates:
    """Return what `fit` does, in the recording's time, as if nothing was heard in `gaps`.

    `gaps` are in order and apart. Nothing for any turn where the pauses do not go with the text.
    """
    left = [
        replace(turn, start_ms=_cut(turn.start_ms, gaps), end_ms=_cut(turn.end_ms, gaps))
        for turn in turns
    ]
    pauses = find_pauses(_without(levels, gaps))
    if not agree(left, pauses, resolution_ms):
        return ((),) * len(turns)
    found = fit(left, pauses, resolution_ms)
    return tuple(tuple(_put_back(at_ms, gaps) for at_ms in starts) for starts in found)


def _without(levels: Levels, gaps: Sequence[Gap]) -> Levels:
    stays = np.ones(len(levels), np.bool_)
    for start_ms, end_ms in gaps:
        stays[start_ms // FRAME_MS : end_ms // FRAME_MS] = False
    return levels[stays]


def _cut(at_ms: int, gaps: Sequence[Gap]) -> int:
    """Return when a moment comes that is reached without the gaps."""
    return at_ms - sum(min(end, max(at_ms, start)) - start for start, end in gaps)


def _put_back(at_ms: int, gaps: Sequence[Gap]) -> int:
    """Return the moment that comes then; where a gap was, the one after it."""
    for start_ms, end_ms in gaps:
        if at_ms >= start_ms:
            at_ms += end_ms - start_ms
    return at_ms
