"""Packed cues are the cues they were made of, only smaller."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Cue
from reader.timing.cues import PackedCues, packed, rising

cues = st.lists(
    st.builds(Cue, *[st.integers(-5, 50)] * 2, *[st.integers(-5, 5000)] * 2), max_size=8
).map(tuple)


@given(cues)
def test_what_was_packed_comes_back(given_cues):
    small = PackedCues.of(given_cues)
    assert small == given_cues
    assert given_cues == small
    assert (len(small), list(small), bool(small)) == (
        len(given_cues),
        list(given_cues),
        bool(given_cues),
    )
    assert packed(small) == packed(given_cues)
    assert hash(small) == hash(given_cues)


@given(cues, st.integers(0, 2000))
def test_running_backwards_is_left_out_alike_whether_packed_or_not(given_cues, start_ms):
    kept = rising(given_cues, start_ms)
    assert rising(PackedCues.of(given_cues), start_ms) == kept
    assert all(cue.start_ms <= cue.end_ms for cue in kept)
    starts = [start_ms, *(cue.start_ms for cue in kept)]
    assert starts == sorted(starts)


def test_what_is_left_out_can_be_packed_again():
    kept = rising(PackedCues.of((Cue(0, 2, 5, 9), Cue(3, 4, 1, 2))), 0)
    assert (len(kept), kept[0], kept[:1]) == (1, Cue(0, 2, 5, 9), (Cue(0, 2, 5, 9),))
    assert packed(kept) == packed((Cue(0, 2, 5, 9),))
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301


def test_a_cue_takes_sixteen_bytes_and_a_time_beyond_596_hours_is_cut():
    assert len(packed((Cue(0, 1, 0, 1),) * 10)) == 160
    assert PackedCues.of((Cue(0, 1, 0, 10**12),))[0].end_ms == 2**31 - 1


@pytest.mark.parametrize("other", [None, "text", (Cue(0, 1, 0, 2),)])
def test_other_things_differ(other):
    assert PackedCues.of((Cue(0, 1, 0, 1),)) != other
