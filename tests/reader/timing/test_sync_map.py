"""The map between a transcript's time and the audio's: what holds for all maps, and for some."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import SyncError
from reader.timing.sync_map import Anchor, SyncMap

MINUTE = 60_000
HOUR = 60 * MINUTE
moments = st.integers(-HOUR, 10 * HOUR)


@st.composite
def sync_maps(draw):
    """Return maps of up to eight anchors, from tenths of a second to an hour apart."""
    steps = st.integers(100, HOUR)
    times = st.tuples(steps, st.one_of(steps, st.none(), st.integers(-2000, 2000), st.just(30_000)))
    text_ms, audio_ms = draw(st.integers(0, HOUR)), draw(st.integers(0, HOUR))
    anchors = []
    for text_step, other in draw(st.lists(times, max_size=8)):
        anchors.append(Anchor(text_ms, audio_ms))
        text_ms += text_step
        audio_ms += max(text_step if other is None else text_step + other, 1)
    return SyncMap(tuple(anchors), draw(st.sampled_from([0, 100, -300, 40_000])))


class TestEveryMap:
    @given(sync_maps(), moments, moments)
    def test_never_runs_backwards(self, sync, one_ms, other_ms):
        early, late = sorted([one_ms, other_ms])
        assert sync.to_audio(early) <= sync.to_audio(late)
        assert sync.end_to_audio(early) <= sync.end_to_audio(late)
        assert sync.to_transcript(early) <= sync.to_transcript(late)

    @given(sync_maps())
    def test_is_exact_at_its_anchors(self, sync):
        for anchor in sync.anchors:
            heard_ms = anchor.audio_ms + sync.nudge_ms
            assert sync.to_audio(anchor.transcript_ms) == heard_ms
            assert sync.to_transcript(heard_ms) == anchor.transcript_ms

    @given(sync_maps(), moments)
    def test_leads_back_to_where_one_came_from_outside_of_gaps(self, sync, audio_ms):
        back_ms = sync.to_audio(sync.to_transcript(audio_ms))
        in_gap = any(start <= audio_ms < end and back_ms == end for start, end in sync._gaps())
        assert in_gap or abs(back_ms - audio_ms) <= 2

    @given(sync_maps(), moments)
    def test_lets_a_stretch_end_before_what_was_put_in_after_it(self, sync, text_ms):
        assert sync.end_to_audio(text_ms) <= sync.to_audio(text_ms)
        start_ms, end_ms = sync.stretch(text_ms, text_ms + 5000)
        assert 0 <= start_ms <= end_ms

    @given(sync_maps())
    def test_has_gaps_that_are_apart_and_in_order(self, sync):
        assert all(start_ms + 1000 <= end_ms for start_ms, end_ms in sync.gaps())
        assert all(one[1] <= other[0] for one, other in pairwise(sync.gaps()))

    @given(sync_maps(), moments, moments)
    def test_takes_another_anchor_exactly_or_says_why_not(self, sync, text_ms, audio_ms):
        crossed = sync.crossed_by(text_ms, audio_ms)
        try:
            after = sync.with_anchor(text_ms, audio_ms)
        except SyncError:
            assert crossed
            return
        assert not crossed
        assert after.to_audio(text_ms) == audio_ms
        assert list(after.anchors) == sorted(after.anchors)


def test_without_anchors_both_times_are_one_but_for_the_nudge():
    assert SyncMap().is_plain
    assert SyncMap().to_audio(1234) == SyncMap().to_transcript(1234) == 1234
    nudged = SyncMap().nudged(100).nudged(100)
    assert (nudged.to_audio(1000), nudged.to_transcript(1200)) == (1200, 1000)
    assert not nudged.is_plain
    assert nudged.nudged(-200) == SyncMap()


def test_one_anchor_shifts_everything():
    sync = SyncMap().with_anchor(12 * MINUTE, 12 * MINUTE + 35_000)
    assert [sync.to_audio(ms) for ms in (0, MINUTE, 90 * MINUTE)] == [
        35_000,
        MINUTE + 35_000,
        90 * MINUTE + 35_000,
    ]
    assert sync.gaps() == ((0, 35_000),), "what comes before the first word has no text"


def test_an_inserted_advertisement_is_a_gap_right_before_the_later_anchor():
    sync = SyncMap().with_anchor(0, 0).with_anchor(20 * MINUTE, 21 * MINUTE)
    assert sync.gaps() == ((20 * MINUTE, 21 * MINUTE),)
    assert sync.to_audio(19 * MINUTE) == 19 * MINUTE, "what was in step stays in step"
    assert sync.to_audio(20 * MINUTE) == 21 * MINUTE
    assert sync.end_to_audio(20 * MINUTE) == 20 * MINUTE
    assert sync.to_transcript(20 * MINUTE + 30_000) == 20 * MINUTE
    assert sync.to_audio(30 * MINUTE) == 31 * MINUTE


def test_text_without_audio_is_all_heard_at_the_later_anchor():
    sync = SyncMap().with_anchor(0, 0).with_anchor(20 * MINUTE, 19 * MINUTE)
    assert sync.gaps() == ()
    assert sync.to_audio(18 * MINUTE) == 18 * MINUTE
    assert sync.to_audio(19 * MINUTE + 30_000) == sync.to_audio(20 * MINUTE) == 19 * MINUTE


def test_small_differences_are_shared_out():
    sync = SyncMap().with_anchor(0, 0).with_anchor(10 * MINUTE, 10 * MINUTE + 2000)
    assert sync.gaps() == ()
    assert sync.to_audio(5 * MINUTE) == 5 * MINUTE + 1000


def test_a_short_advertisement_in_a_long_stretch_is_still_one():
    sync = SyncMap().with_anchor(0, 0).with_anchor(60 * MINUTE, 60 * MINUTE + 15_000)
    assert sync.gaps() == ((60 * MINUTE, 60 * MINUTE + 15_000),)


def test_an_anchor_is_exact_after_a_nudge():
    sync = SyncMap().nudged(300).with_anchor(1000, 5000)
    assert sync.to_audio(1000) == 5000


def test_an_anchor_on_the_same_sentence_replaces_the_one_there():
    sync = SyncMap().with_anchor(1000, 5000).with_anchor(1000, 4000)
    assert sync.anchors == (Anchor(1000, 4000),)


@pytest.mark.parametrize(
    ("text_ms", "audio_ms", "order"), [(MINUTE, 50_000, "earlier"), (10_000, 40_000, "later")]
)
def test_anchors_that_cross_are_refused_with_the_reason(text_ms, audio_ms, order):
    sync = SyncMap().with_anchor(30_000, 40_000)
    if order == "earlier":
        audio_ms = 20_000
    with pytest.raises(SyncError, match=f"what stands {order} in it, at 0:30.0") as refused:
        sync.with_anchor(text_ms, audio_ms)
    assert re.search(r"is set to be heard at 0:40\.0\. Choose another", str(refused.value))


def test_an_anchor_can_be_removed_and_a_missing_one_is_a_sentence():
    sync = SyncMap().with_anchor(1000, 5000).with_anchor(2000, 7000)
    assert sync.without_anchor(1000).anchors == (Anchor(2000, 7000),)
    with pytest.raises(SyncError, match=r"no anchor at 0:03\.0"):
        sync.without_anchor(3000)


class TestBeginningAsGiven:
    def test_what_is_before_the_only_anchor_stays_and_a_gap_lies_right_before_it(self):
        moved = SyncMap((Anchor(60_000, 155_000),), 200)
        assert moved.may_begin_as_given
        kept = moved.begun_as_given()
        assert [kept.to_audio(at) for at in (0, 59_000, 60_000)] == [200, 59_200, 155_200]
        assert kept.gaps() == ((60_200, 155_200),)

    def test_it_is_for_a_shift_that_is_more_than_a_hand_is_late(self):
        assert not SyncMap((Anchor(60_000, 61_000),)).may_begin_as_given

    def test_it_is_not_for_text_that_was_cut_off(self):
        assert not SyncMap((Anchor(60_000, -10_000),)).may_begin_as_given
        assert not SyncMap((Anchor(0, 30_000),)).may_begin_as_given

    def test_with_more_anchors_that_is_settled(self):
        assert not SyncMap((Anchor(0, 0), Anchor(60_000, 155_000))).may_begin_as_given
