"""Sentences beside an advertisement are fitted as if it was not there."""

import numpy as np
import pytest

from reader.model import Turn
from reader.sound.cutting import fit_beside
from reader.sound.energy import FRAME_MS, Levels
from reader.sound.fitting import fit
from reader.sound.pauses import find_pauses
from tests.reader.sound.made_sound import levels_of, silence, voice

FOUR = (
    "The keeper wrote a letter. My sister counted lamps. A printer kept the names. "
    "The ferry left at seven."
)
AD_MS = 31_000
TALK = levels_of([part for n in range(8) for part in (voice(2000, seed=n), silence(500))])
AD = levels_of([part for n in range(31) for part in (voice(650, seed=n), silence(350))])


def spoken(second_start_ms: int, end_ms: int) -> list[Turn]:
    return [
        Turn("Ida", (FOUR,), 0, second_start_ms),
        Turn("Bo", (FOUR,), second_start_ms, end_ms),
    ]


def with_ad(at_ms: int) -> Levels:
    return np.insert(TALK, at_ms // FRAME_MS, AD)


def shifted(at_ms: int, ad_at_ms: int) -> int:
    return at_ms + AD_MS if at_ms >= ad_at_ms else at_ms


def test_without_a_gap_nothing_is_cut():
    turns = spoken(10_000, 20_000)
    found = fit_beside(turns, TALK, ())
    assert found == fit(turns, find_pauses(TALK))
    assert [len(starts) for starts in found] == [4, 4]


@pytest.mark.parametrize("ad_at_ms", [4900, 9900, 14_900])
def test_what_was_put_in_shifts_what_comes_after_and_nothing_else(ad_at_ms):
    plain = fit_beside(spoken(10_000, 20_000), TALK, ())
    turns = spoken(shifted(10_000, ad_at_ms), 20_000 + AD_MS)
    found = fit_beside(turns, with_ad(ad_at_ms), ((ad_at_ms, ad_at_ms + AD_MS),))
    assert found == tuple(tuple(shifted(at, ad_at_ms) for at in starts) for starts in plain)


def test_a_sentence_that_begins_where_something_was_put_in_begins_after_it():
    plain = fit_beside(spoken(10_000, 20_000), TALK, ())
    ad_at_ms = plain[0][2]
    gap = (ad_at_ms, ad_at_ms + AD_MS)
    found = fit_beside(spoken(10_000 + AD_MS, 20_000 + AD_MS), with_ad(ad_at_ms), (gap,))
    assert found[0][2] == gap[1]


def test_a_turn_whose_printed_time_lies_before_the_gap_does_not_last_for_all_of_it():
    # It is printed as 10 s, for times are cut to the second; it is heard after the gap.
    ad_at_ms = 10_020
    plain = fit_beside(spoken(10_000, 20_000), TALK, ())
    turns = spoken(10_000, 20_000 + AD_MS)
    _, second = fit_beside(turns, with_ad(ad_at_ms), ((ad_at_ms, ad_at_ms + AD_MS),))
    assert second[1:] == tuple(at + AD_MS for at in plain[1][1:])


def test_two_gaps_shift_what_comes_after_both_twice():
    plain = fit_beside(spoken(10_000, 20_000), TALK, ())
    levels = np.insert(with_ad(4900), (14_900 + AD_MS) // FRAME_MS, AD)
    gaps = ((4900, 4900 + AD_MS), (14_900 + AD_MS, 14_900 + 2 * AD_MS))
    found = fit_beside(spoken(10_000 + AD_MS, 20_000 + 2 * AD_MS), levels, gaps)
    assert found == tuple(
        tuple(shifted(shifted(at, 4900), 14_900 + AD_MS) for at in starts) for starts in plain
    )
