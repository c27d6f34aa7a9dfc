"""Sentences fitted to pauses: where each begins, and what happens where the sound says little."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Cue, Timing, Turn
from reader.sound.energy import FRAME_MS
from reader.sound.fitting import fit
from reader.sound.pauses import Pauses
from reader.timing.sentences import split_sentences

# Each says about as much as the next: two seconds of voice, below.
FIVE = (
    "The keeper wrote a letter. My sister counted lamps. A printer kept the names. "
    "The ferry left at seven. Nobody saw the harbour."
)


def pauses_at(*spans: tuple[int, int], length_ms: int = 60_000) -> Pauses:
    voiced = np.ones(length_ms // FRAME_MS, np.int64)
    for start, end in spans:
        voiced[start // FRAME_MS : end // FRAME_MS] = 0
    starts, ends = (np.array([span[i] for span in spans], np.int64) for i in (0, 1))
    return Pauses(starts, ends, np.concatenate(([0], np.cumsum(voiced))) * FRAME_MS)


def turn(text: str, start_ms: int, end_ms: int, timing: Timing = Timing.GIVEN) -> Turn:
    return Turn("Ida Holm", tuple(text.split("\n\n")), start_ms, end_ms, timing)


def test_each_sentence_begins_where_a_pause_ends():
    pauses = pauses_at(
        (2000, 2500), (4400, 5000), (7200, 7600), (9500, 10_000), (12_000, 12_600),
        length_ms=12_600,
    )  # fmt: skip
    (starts,) = fit([turn(FIVE, 0, 12_600)], pauses)
    assert starts == (0, 2500, 5000, 7600, 10_000)


def test_a_pause_within_a_sentence_is_not_taken_for_its_end():
    # The third sentence is said with a hesitation of 600 ms in its midst.
    pauses = pauses_at(
        (2000, 2500), (4500, 5000), (6000, 6600), (7600, 8000), (10_000, 10_400),
        (12_400, 12_800), length_ms=12_800,
    )  # fmt: skip
    (starts,) = fit([turn(FIVE, 0, 12_800)], pauses)
    assert starts == (0, 2500, 5000, 8000, 10_400)


def test_without_pauses_the_lengths_decide():
    (starts,) = fit([turn(FIVE, 0, 10_000)], pauses_at(length_ms=10_000))
    assert starts[0] == 0
    assert starts[1:] == pytest.approx((2000, 4000, 6000, 8000), abs=450)


def test_music_after_the_last_word_does_not_stretch_the_sentences():
    # The other turns say how fast these people talk; in the last one, ten seconds are music.
    spans = [(t + 2000, t + 2400) for t in range(0, 60_000, 2400)]
    said = [turn(FIVE, n * 12_000, (n + 1) * 12_000) for n in range(4)]
    last = turn(FIVE, 48_000, 70_000)
    found = fit([*said, last], pauses_at(*spans, length_ms=70_000))
    assert found[4] == (48_000, 50_400, 52_800, 55_200, 57_600)


def test_a_start_that_was_cut_to_the_second_moves_to_where_the_voice_begins():
    pauses = pauses_at((7000, 8640), length_ms=20_000)
    found = fit([turn("So it began.", 0, 8000), turn("Quite so, I said.", 8000, 20_000)], pauses)
    assert found[1] == (8640,)


def test_the_printed_time_of_a_turn_stays_true():
    pauses = pauses_at((7000, 9100), length_ms=20_000)
    found = fit([turn("So it began.", 0, 8000), turn("Quite so, I said.", 8000, 20_000)], pauses)
    assert found[1] == (8999,)


def test_exact_starts_stay():
    pauses = pauses_at((7000, 8640), length_ms=20_000)
    turns = [turn("So it began.", 0, 8005), turn("Quite so, I said.", 8005, 20_000)]
    assert fit(turns, pauses, resolution_ms=1)[1] == (8005,)


def test_turns_without_times_of_their_own_are_placed_between_those_that_have_them():
    pauses = pauses_at((2000, 2500), (4500, 5000), (7000, 7600), (9600, 10_000), length_ms=12_000)
    first, *others = FIVE.replace(". ", ".|").split("|")
    turns = [turn(first, 0, 2400), *(turn(o, 1, 1, Timing.ESTIMATED) for o in others)]
    turns[-1] = turn(others[-1], 9000, 12_000, Timing.ESTIMATED)
    assert fit(turns, pauses) == ((0,), (2500,), (5000,), (7600,), (10_000,))


def test_a_turn_with_cues_is_left_as_it_is():
    cued = Turn("Ida Holm", ("One. Two.",), 0, 2000, cues=(Cue(0, 4, 0, 900),))
    assert fit([cued], pauses_at((900, 1400), length_ms=2000)) == ((),)


def test_from_where_the_recording_ends_nothing_is_told():
    said = [turn(FIVE, n * 12_000, (n + 1) * 12_000) for n in range(4)]
    found = fit(said, pauses_at((2000, 2400), length_ms=18_000))
    assert found[0][:2] == (0, 2400)
    assert found[1:] == ((), (), ())


@pytest.mark.parametrize(
    ("stays", "length_ms"),
    [(replace(turn("Aye.", 8000, 9000), cues=(Cue(0, 4, 8000, 9000),)), 20_000),
     (turn("Aye.", 8000, 9000), 8900)],
    ids=["it has cues", "the recording ends"],
)  # fmt: skip
def test_no_start_moves_past_one_that_stays(stays: Turn, length_ms: int):
    pauses = pauses_at((7000, 8640), length_ms=length_ms)
    said = [
        turn("So it was.", 0, 8000),
        turn("No.", 8000, 8000),
        stays,
        turn("It was.", 9000, 9900),
    ]
    found = fit(said, pauses)
    assert found[2] == ()
    assert found[1] in {(8000,), ()}


def test_a_transcript_without_turns_has_no_estimates():
    assert fit([], pauses_at(length_ms=1000)) == ()


def test_a_recording_that_ends_before_the_text_breaks_nothing():
    found = fit([turn(FIVE, 30_000, 40_000)], pauses_at((500, 900), length_ms=2000))
    assert found == ((),)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, 14), min_size=1, max_size=6),
    st.lists(st.integers(0, 90_000), max_size=60),
    st.integers(0, 100_000),
)
def test_whatever_the_sound_all_sentences_of_a_turn_have_rising_starts_or_none(
    counts, cuts, length
):
    edges = sorted({cut // FRAME_MS * FRAME_MS for cut in cuts if cut < length})
    spans = [(a, b) for a, b in list(pairwise(edges))[::2] if b - a >= 120]
    starts = range(0, 1000 * 12 * len(counts), 12_000)
    turns = [
        turn(" ".join(["We went home, he said."] * count), at, at + 12_000)
        for count, at in zip(counts, starts, strict=True)
    ]
    found = fit(turns, pauses_at(*spans, length_ms=length // FRAME_MS * FRAME_MS))
    for given_turn, fitted in zip(turns, found, strict=True):
        assert not fitted or len(fitted) == len(split_sentences(given_turn.text))
    flat = [at for fitted in found for at in fitted]
    assert flat == sorted(flat)
