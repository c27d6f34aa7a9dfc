"""What a person is shown of a sync map: each anchor's words, and how far they were moved. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.model import Episode, Turn
from reader.timecode import HOUR_MS, MINUTE_MS, precise_timecode, timecode
from reader.timing.retiming import in_own_time
from reader.timing.sentence_times import sentences_of
from reader.timing.sync_map import SyncMap


@dataclass(frozen=True, slots=True)
class AnchorShown:
    """An anchor as a person knows it; `words` is "" where no turn has begun yet."""

    transcript_ms: int
    heard_ms: int
    words: str

    @property
    def in_short(self) -> str:
        """Say when it is heard, how much later than the transcript says, and what it is."""
        shift = moved(self.heard_ms - self.transcript_ms)
        return f"{precise_timecode(self.heard_ms)} · {shift} · {self._what}"

    @property
    def in_full(self) -> str:
        """Say in a sentence what it is, with both times."""
        return (
            f"{self._what}, at {precise_timecode(self.transcript_ms)} of the transcript, "
            f"is heard at {precise_timecode(self.heard_ms)}."
        )

    @property
    def _what(self) -> str:
        return f"“{self.words}”" if self.words else "The beginning"


def anchors_shown(episode: Episode) -> tuple[AnchorShown, ...]:
    """Return an episode's anchors in their order, with the words that each was set on."""
    own = [in_own_time(turn) for turn in episode.turns] if episode.sync.anchors else []
    return tuple(
        AnchorShown(
            one.transcript_ms,
            episode.sync.to_audio(one.transcript_ms),
            _words_at(own, one.transcript_ms),
        )
        for one in episode.sync.anchors
    )


def anchor_set(words: str, sync: SyncMap, at_ms: int) -> str:
    """Say what an anchor, which lets `words` be heard at `at_ms`, has done to the text."""
    said = f"“{words}” is heard at {timecode(at_ms)} now"
    if len(sync.anchors) == 1:
        shift_ms = sync.anchors[0].audio_ms - sync.anchors[0].transcript_ms + sync.nudge_ms
        return f"{said}, and all of the text {moved(shift_ms)}."
    length_ms = next((end - start for start, end in sync.gaps() if end == at_ms), 0)
    return f"{said}; {lasts(length_ms)} before it have no text." if length_ms else f"{said}."


def begun_as_given(words: str, sync: SyncMap) -> str:
    """Say what it did that the text before the second anchor, on `words`, is heard as given."""
    by_ms = sync.anchors[1].audio_ms - sync.anchors[1].transcript_ms
    said = f"What is before “{words}” is heard as it was"
    if by_ms > 0:
        return f"{said}; {lasts(by_ms)} right before it have no text."
    return f"{said}; {lasts(-by_ms)} of text right before it are not heard."


def moved(by_ms: int) -> str:
    """Say how much later or earlier something is: `0.4 s later`, `1:35 min earlier`."""
    if abs(by_ms) < 50:
        return "as given"
    return f"{lasts(abs(by_ms))} {'later' if by_ms > 0 else 'earlier'}"


def nudged(by_ms: int) -> str:
    """Say how a nudge lets all of the text be heard, as exactly as it was given: `0.25 s later`."""
    if not by_ms:
        return "as its anchors say"
    return f"{abs(by_ms) / 1000:g} s {'later' if by_ms > 0 else 'earlier'}"


def lasts(length_ms: int) -> str:
    """Write a length: `0.4 s`, `1:35 min`."""
    if length_ms < MINUTE_MS:
        return f"{length_ms / 1000:.1f} s"
    return f"{timecode(length_ms)} {'h' if length_ms >= HOUR_MS else 'min'}"


def _words_at(turns: Sequence[Turn], own_ms: int) -> str:
    """Return the sentence that has begun last, all in the transcript's own time."""
    found = bisect_right(turns, own_ms, key=lambda turn: turn.start_ms) - 1
    if found < 0:
        return ""
    turn = turns[found]
    begun = [one for one in sentences_of(turn) if one.start_ms <= own_ms]
    return turn.text[begun[-1].start : begun[-1].end] if begun else ""
