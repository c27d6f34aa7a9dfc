"""Telling seconds from milliseconds where neither a field's name nor the format says which."""

from collections.abc import Iterable

# Speech runs at some 14 characters a second; a thousandfold slower is a wrong unit. Halfway
# between the two, on a scale of factors, lies this.
_SLOWEST_PER_SECOND = 0.44


def are_milliseconds(spans: Iterable[tuple[float, float | None]], characters: int) -> bool:
    """Say whether starts and ends of that much text are plausible only as milliseconds.

    The time that is spoken in counts, not the whole recording's; without ends, from the first
    start to the last.
    """
    spoken, first, last = 0.0, float("inf"), float("-inf")
    for start, end in spans:
        spoken += end - start if end is not None and end > start else 0.0
        first, last = min(first, start), max(last, start)
    spoken = spoken or last - first
    return spoken > 0 and characters / spoken < _SLOWEST_PER_SECOND
