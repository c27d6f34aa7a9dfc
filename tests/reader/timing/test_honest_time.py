"""How a time is known is said in words."""

from dataclasses import replace

from reader.model import Cue, Timing, Turn
from reader.timing.honest_time import sentence_told, turn_told
from reader.timing.sentence_times import sentences_of

TURN = Turn("Ida", ("One. Two.",), 60_000, 64_000)


def told(turn: Turn) -> list[str]:
    return [sentence_told(turn, one) for one in sentences_of(turn)]


def test_what_the_transcript_gives_needs_no_words():
    assert told(TURN)[0] == ""
    assert turn_told(TURN) == ""


def test_an_estimate_says_what_it_was_made_from():
    assert told(TURN)[1].endswith("estimated from the length of the text.")
    fitted = replace(TURN, estimates=(60_000, 62_500))
    assert told(fitted)[1].startswith("Dotted: it begins at about 1:02.")
    assert told(fitted)[1].endswith("estimated from the pauses in the sound.")
    lined = replace(TURN, cues=(Cue(0, 9, 60_000, 64_000),))
    assert told(lined)[1].endswith("it begins within one.")


def test_a_turn_without_a_time_says_that_it_was_placed_among_others():
    assert turn_told(replace(TURN, timing=Timing.ESTIMATED)).startswith("About 1:00:")
