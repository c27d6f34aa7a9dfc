"""Tells whether a recording's pauses go with a text at all, or might be any: music, noise, rain.

Whatever the sound is, some placement of the sentences is the cheapest; it means something only if
it is much cheaper than with the same pauses at other times. So the text is fitted to the recording
rotated as well: begun in its midst, with its beginning after its end.
"""

from collections.abc import Sequence

import numpy as np

from reader.model import Turn
from reader.sound.fitting import costs_by_turn
from reader.sound.pauses import Pauses, rotated

# Parts of the whole, in no rhythm that music could have, and none so small that it is no change.
_ROTATIONS = [0.1 + 0.8 * (number * 0.381966 % 1) for number in range(1, 10)]
# By so many standard deviations cheaper than rotated. Synthetic talk of minutes is so by 5 to 40;
# music, noise and other people's talk by 0.2 on average, by 2 in four of a hundred, by 3 in one.
_MANY_CLAUSES, _SURE_OF_MANY, _SURE_OF_LESS = 40, 3.0, 2.0
_LEAST_GAIN = 3.0  # nats: where all rotations are nearly alike, a little more is not much
# Or by so many nats a clause: even talk, such as a list, goes with itself when rotated a little.
_MUCH_OF_MANY, _MUCH_OF_LESS = 0.4, 1.0
_FEW_CLAUSES = 12  # fewer may fit by chance, or not: they are believed


def agree(turns: Sequence[Turn], pauses: Pauses, resolution_ms: int = 1000) -> bool:
    """Return whether the pauses tell when the sentences of these turns begin. Pure.

    False where there are none. Takes about as long as `fit` does, ten times.
    """
    if not len(pauses.starts_ms):
        return False
    as_heard = costs_by_turn(turns, pauses, resolution_ms)
    clauses = sum(clauses for _, clauses in as_heard.values())
    if clauses < _FEW_CLAUSES:
        return True
    by_chance = [
        costs_by_turn(turns, rotated(pauses, int(pauses.length_ms * part)), resolution_ms)
        for part in _ROTATIONS
    ]
    shared = set(as_heard).intersection(*by_chance)
    chances = [sum(costs[turn][0] for turn in shared) for costs in by_chance]
    gain = float(np.mean(chances)) - sum(as_heard[turn][0] for turn in shared)
    return _is_sure(gain, float(np.std(chances)), clauses)


def _is_sure(gain: float, deviation: float, clauses: int) -> bool:
    """Tell whether chance is not likely to gain so much."""
    many = clauses >= _MANY_CLAUSES
    sure, much = (_SURE_OF_MANY, _MUCH_OF_MANY) if many else (_SURE_OF_LESS, _MUCH_OF_LESS)
    return gain > max(sure * deviation, _LEAST_GAIN) or gain > much * clauses
