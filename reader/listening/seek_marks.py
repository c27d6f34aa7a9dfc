"""Marks on a line of time: those too close to be told apart are drawn as one."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark that stands for one or several places; the first is at `at_ms`."""

    at_ms: int
    middle_ms: float  # where it is drawn
    count: int


def merged(places_ms: Iterable[int], apart_ms: float) -> tuple[Mark, ...]:
    """Merge places (in ms, rising) that lie less than `apart_ms` behind a mark's first one."""
    marks: list[Mark] = []
    group: list[int] = []
    for at_ms in places_ms:
        if group and at_ms - group[0] >= apart_ms:
            marks.append(_mark(group))
            group = []
        group.append(at_ms)
    if group:
        marks.append(_mark(group))
    return tuple(marks)


def nearest(places_ms: Sequence[int], at_ms: int, within_ms: float) -> int | None:
    """Return the nearest of rising places, or None where none is within reach."""
    following = bisect_left(places_ms, at_ms)
    near = places_ms[max(following - 1, 0) : following + 1]
    found = min(near, key=lambda place: abs(place - at_ms), default=None)
    return found if found is not None and abs(found - at_ms) <= within_ms else None


def count_within(places_ms: Sequence[int], at_ms: int, within_ms: float) -> int:
    """Count the places (rising) that lie around one."""
    first = bisect_left(places_ms, at_ms - within_ms)
    return bisect_left(places_ms, at_ms + within_ms + 1) - first


def _mark(group: Sequence[int]) -> Mark:
    return Mark(group[0], (group[0] + group[-1]) / 2, len(group))
