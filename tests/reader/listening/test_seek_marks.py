"""Marks on a line of time: merged where they would touch, found where one points."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.listening.seek_marks import Mark, count_within, merged, nearest

places = st.lists(st.integers(0, 100_000), max_size=60).map(sorted)


def test_marks_apart_stay_apart() -> None:
    assert merged([100, 500], 50) == (Mark(100, 100, 1), Mark(500, 500, 1))


def test_marks_near_each_other_are_one_in_their_middle() -> None:
    assert merged([100, 120, 140, 160], 50) == (Mark(100, 120, 3), Mark(160, 160, 1))


def test_a_crowd_does_not_run_together_into_one() -> None:
    assert len(merged(range(0, 1000, 10), 50)) == 20


@given(places, st.floats(1, 5000))
def test_every_place_is_in_one_mark(drawn: list[int], apart_ms: float) -> None:
    marks = merged(drawn, apart_ms)

    assert sum(mark.count for mark in marks) == len(drawn)
    starts = [mark.at_ms for mark in marks]
    assert all(b - a >= apart_ms for a, b in pairwise(starts))


@pytest.mark.parametrize(("at_ms", "found"), [(90, 100), (120, 100), (460, 500), (300, None)])
def test_the_nearest_within_reach_is_found(at_ms: int, found: int | None) -> None:
    assert nearest((100, 500), at_ms, 50) == found


def test_of_none_there_is_no_nearest() -> None:
    assert nearest((), 10, 1000) is None


@given(places, st.integers(0, 100_000), st.integers(0, 5000))
def test_those_around_a_place_are_counted(drawn: list[int], at_ms: int, within_ms: int) -> None:
    around = [place for place in drawn if abs(place - at_ms) <= within_ms]

    assert count_within(drawn, at_ms, within_ms) == len(around)
