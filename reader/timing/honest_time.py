"""Says in words how a time is known: given by the transcript, or estimated and from what. Pure."""

from reader.model import Timing, Turn
from reader.timecode import timecode
from reader.timing.sentence_times import Sentence


def turn_told(turn: Turn) -> str:
    """Say how a turn's start is known; "" where the transcript gives it."""
    if turn.timing is Timing.GIVEN:
        return ""
    return (
        f"About {timecode(turn.start_ms)}: the transcript gives no time for this turn, so it is "
        "estimated from the turns around it."
    )


def sentence_told(turn: Turn, sentence: Sentence) -> str:
    """Say how a sentence's start is known; "" where the transcript gives it."""
    if sentence.timing is Timing.GIVEN:
        return ""
    return f"Dotted: it begins at about {timecode(sentence.start_ms)}. {_reason(turn)}"


def _reason(turn: Turn) -> str:
    if turn.cues:
        return "The transcript gives the times of lines, and it begins within one."
    said = "The transcript gives no times within this turn"
    if turn.estimates:
        return f"{said}; this one is estimated from the pauses in the sound."
    return f"{said}; this one is estimated from the length of the text."
