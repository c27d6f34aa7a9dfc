"""Silences are shortened, never words: told where to go on, again and again, as one listens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.listening.silences import (
    LEAD_MS,
    LEAST_GAIN_MS,
    MARGIN_MS,
    Shortener,
    Silence,
    saved_words,
)

LONG = Silence(10_000, 14_000)
GOAL_MS = LONG.end_ms - MARGIN_MS
TICK_MS = 40


def play(shortener, start_ms, end_ms, *, speed=1.0, cost_ms=40, now_s=100.0):
    """Listen tick by tick, as a window does; return the jumps (from, to) and the seconds taken."""
    position_ms, spent_ms, jumps = float(start_ms), 0.0, []
    while position_ms < end_ms:
        to_ms = shortener.at(int(position_ms), speed, now_s + spent_ms / 1000)
        if to_ms is not None:
            jumps.append((int(position_ms), to_ms))
            position_ms = to_ms
            for _ in range(cost_ms // TICK_MS):  # it is asked while the player looks for the place
                spent_ms += TICK_MS
                assert shortener.at(to_ms, speed, now_s + spent_ms / 1000) is None
        position_ms += TICK_MS * speed
        spent_ms += TICK_MS
    return jumps, spent_ms / 1000


def test_a_long_silence_is_left_after_a_rest_and_before_the_next_word():
    ((left_ms, to_ms),), _ = play(Shortener([LONG]), 8000, 16_000)
    assert LONG.start_ms + LEAD_MS <= left_ms < LONG.start_ms + LEAD_MS + 2 * TICK_MS
    assert to_ms == GOAL_MS


def test_a_comfortable_rest_is_heard_as_it_is():
    assert play(Shortener([Silence(10_000, 10_700)]), 8000, 16_000)[0] == []


def test_a_rest_that_is_short_at_this_speed_is_heard_as_it_is():
    rest = Silence(10_000, 10_900)
    assert len(play(Shortener([rest]), 8000, 16_000)[0]) == 1
    assert play(Shortener([rest]), 8000, 16_000, speed=2.5)[0] == []


@pytest.mark.parametrize("cost_ms", [920, 6000])
def test_where_a_jump_takes_long_only_long_silences_are_shortened(cost_ms):
    short = [Silence(start, start + 1200) for start in range(10_000, 60_000, 5000)]
    longer = Silence(70_000, 80_000)
    jumps, _ = play(Shortener([*short, longer]), 8000, 90_000, cost_ms=cost_ms)
    assert len(jumps) == 3
    assert jumps[-1][1] == longer.end_ms - MARGIN_MS


def test_one_jump_that_stalled_changes_nothing():
    stalled, *others = (Silence(start, start + 1200) for start in range(10_000, 60_000, 5000))
    shortener = Shortener([stalled, *others])
    play(shortener, 8000, 14_000, cost_ms=2520)
    assert len(play(shortener, 14_000, 60_000)[0]) == len(others)


def test_what_is_saved_is_the_time_that_listening_took_less():
    shortener = Shortener([LONG])
    spent_s = play(shortener, 8000, 16_000)[1]
    assert shortener.saved_ms == pytest.approx(8000 - spent_s * 1000, abs=2 * TICK_MS)
    before = shortener.saved_ms
    play(shortener, 8000, 16_000, speed=2.0)
    assert shortener.saved_ms - before == pytest.approx(before / 2, abs=4 * TICK_MS)


def test_a_jump_that_never_came_through_saves_nothing():
    shortener = Shortener([LONG])
    assert shortener.at(10_300, 1.0, 100.0) == GOAL_MS
    assert shortener.at(GOAL_MS + 40, 1.0, 900.0) is None  # it was paused meanwhile
    assert shortener.saved_ms == 0


def test_a_player_that_lands_early_is_not_sent_again():
    shortener = Shortener([LONG])
    assert shortener.at(10_300, 1.0, 100.0) == GOAL_MS
    assert shortener.at(11_000, 1.0, 100.1) is None


def test_a_silence_that_the_person_goes_back_into_is_heard_to_its_end():
    shortener = Shortener([LONG])
    shortener.jumped(18_000, 10_500)
    assert play(shortener, 10_500, 16_000)[0] == []
    shortener.jumped(16_000, 9000)  # and the next time it is shortened again
    assert len(play(shortener, 9000, 16_000)[0]) == 1


def test_going_on_into_a_silence_leads_to_its_end():
    shortener = Shortener([LONG])
    shortener.jumped(2000, 10_500)
    assert play(shortener, 10_500, 16_000)[0] == [(10_500, GOAL_MS)]


def test_going_back_again_and_again_gets_past_a_silence():
    shortener = Shortener([LONG])
    position_ms = 14_500
    for _ in range(3):
        shortener.jumped(position_ms, position_ms - 2000)
        position_ms -= 2000
        assert shortener.at(position_ms, 1.0, 100.0) is None
    assert position_ms < LONG.start_ms


def test_another_recording_has_its_own_silences_and_keeps_what_was_saved():
    shortener = Shortener([LONG])
    play(shortener, 8000, 16_000)
    saved_ms = shortener.saved_ms
    shortener.take(())
    assert play(shortener, 8000, 16_000)[0] == []
    assert shortener.saved_ms == saved_ms > 0


@pytest.mark.parametrize(
    ("saved_ms", "words"), [(0, ""), (999, ""), (1000, "0:01 saved"), (252_400, "4:12 saved")]
)
def test_what_was_saved_is_told_in_minutes(saved_ms, words):
    assert saved_words(saved_ms) == words


def laid_out(pairs):
    found, at_ms = [], 0
    for before_ms, length_ms in pairs:
        found.append(Silence(at_ms + before_ms, at_ms + before_ms + length_ms))
        at_ms += before_ms + length_ms
    return found


silences = st.lists(
    st.tuples(st.integers(1, 9000), st.integers(1, 6000)), min_size=1, max_size=12
).map(laid_out)


@given(silences, st.sampled_from([0.5, 0.75, 1.0, 1.35, 2.0, 3.0]), st.integers(0, 60_000))
def test_no_word_is_ever_left_out(found, speed, start_ms):
    end_ms = found[-1].end_ms + 1000
    jumps, spent_s = play(Shortener(found), min(start_ms, end_ms), end_ms, speed=speed)
    for left_ms, to_ms in jumps:
        (silence,) = (one for one in found if one.holds(left_ms))
        assert silence.start_ms + LEAD_MS <= left_ms < to_ms == silence.end_ms - MARGIN_MS
        assert (to_ms - left_ms) / speed >= LEAST_GAIN_MS
    assert len({to_ms for _, to_ms in jumps}) == len(jumps)
    assert spent_s * 1000 <= (end_ms - min(start_ms, end_ms)) / speed + TICK_MS
