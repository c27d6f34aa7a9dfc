"""Telling seconds from smaller units where neither a field's name nor the format says which."""

import math
from collections.abc import Iterable

# Speech runs at some 14 characters a second; a thousandfold slower is a wrong unit.
_CHARACTERS_PER_SECOND = 14
_PER_SECOND = {"s": 1, "ms": 1000, "us": 1_000_000, "ticks": 10_000_000}


def likely_unit(spans: Iterable[tuple[float, float | None]], characters: int) -> str:
    """Return the unit that makes so much text usual speech: `s`, `ms`, `us` or `ticks`.

    The time that is spoken in counts, not the whole recording's; without ends, from the first
    start to the last. Where that is no time at all, it is seconds.
    """
    spoken, first, last = 0.0, math.inf, -math.inf
    for start, end in spans:
        spoken += end - start if end is not None and end > start else 0.0
        first, last = min(first, start), max(last, start)
    spoken = spoken or last - first
    if not 0 < spoken < math.inf or not characters:
        return "s"
    usual = math.log(_CHARACTERS_PER_SECOND * spoken / characters)
    return min(_PER_SECOND, key=lambda unit: abs(usual - math.log(_PER_SECOND[unit])))
