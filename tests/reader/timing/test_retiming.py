"""Turns and cues are brought into the audio's time when somebody looks, and back."""

from dataclasses import replace

from reader.model import ChapterDraft, Cue, Turn
from reader.timing.retiming import RetimedCues, in_own_time, retimed_chapters, retimed_turns
from reader.timing.sync_map import SyncMap

OWN = (Cue(0, 3, 1000, 1500), Cue(4, 9, 2000, 2600))
LATER = SyncMap(nudge_ms=700)


def test_cues_are_heard_later_and_are_still_as_many():
    cues = RetimedCues(OWN, LATER)
    assert len(cues) == 2
    assert [(cue.start_ms, cue.end_ms) for cue in cues] == [(1700, 2200), (2700, 3300)]
    assert cues[1] == replace(OWN[1], start_ms=2700, end_ms=3300)
    assert cues[:1] == (cues[0],)


def test_they_equal_any_sequence_of_the_same_cues():
    assert RetimedCues(OWN, SyncMap()) == OWN
    assert RetimedCues(OWN, LATER) == list(RetimedCues(OWN, LATER))
    assert RetimedCues(OWN, LATER) != OWN
    assert RetimedCues(OWN, LATER) != "cues"


def test_a_turn_that_was_brought_into_the_audios_time_remembers_its_own():
    turn = Turn("Ida Holm", ("The ferry.",), 0, 3000, cues=OWN, estimates=(0,))
    (heard,) = retimed_turns([turn], LATER)
    assert (heard.start_ms, heard.end_ms, heard.estimates) == (700, 3700, (700,))
    assert in_own_time(heard) == turn


def test_a_turn_lasts_no_longer_than_the_audio_unless_it_begins_after_its_end():
    turns = [Turn("Ida Holm", ("One.",), 0, 3000), Turn("Per Lind", ("Two.",), 5000, 6000)]
    heard = retimed_turns(turns, LATER, 2000)
    assert [turn.end_ms for turn in heard] == [2000, 6700]


def test_chapters_without_an_end_keep_none():
    chapters = [ChapterDraft("Out", 0, 1000), ChapterDraft("Home", 1000)]
    assert [(c.start_ms, c.end_ms) for c in retimed_chapters(chapters, LATER)] == [
        (700, 1700),
        (1700, None),
    ]


def test_a_turn_in_its_own_time_already_is_the_same():
    turn = Turn("Ida Holm", ("The ferry.",), 0, 3000, cues=OWN)
    assert in_own_time(turn) is turn
