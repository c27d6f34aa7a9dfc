"""The map between a transcript's own time and the audio's: a shift, anchors, and gaps between.

Pure. A page is often made from another cut of the audio: advertisements were put in or taken
out. An anchor says "this moment of the transcript is that moment of the audio".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.errors import SyncError
from reader.timecode import precise_timecode

# Between two anchors clocks may drift, and a hand is late by a second: that is shared out.
# Whatever is more was put in or cut out at one place. See docs/decisions/0022-sync-map.md.
SLOWEST_DRIFT, FASTEST_DRIFT = 0.9, 1.1
HAND_MS = 3000
DRIFT_PER_MS = 0.001
SHORTEST_GAP_MS = 1000  # less is a breath, not an advertisement


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """One moment of the transcript, in its own time, and when it is heard."""

    transcript_ms: int
    audio_ms: int


@dataclass(frozen=True, slots=True)
class SyncMap:
    """Maps times both ways, never backwards. Anchors rise in both times; any thread.

    `nudge_ms` is added to every time in the audio, those of the anchors too. Before the first
    anchor and after the last both times run alike; without any the two are one.

    Between two anchors small differences are shared out. Otherwise the times run alike from the
    earlier one on, so that what was in step stays so, and the difference lies right before the
    later one: audio without text, or text without audio (it is all heard at the later anchor).
    """

    anchors: tuple[Anchor, ...] = ()
    nudge_ms: int = 0

    @property
    def is_plain(self) -> bool:
        """True where both times are one."""
        return not self.nudge_ms and all(one.transcript_ms == one.audio_ms for one in self.anchors)

    def to_audio(self, transcript_ms: int) -> int:
        """Return when a moment of the transcript is heard; below 0 where it was cut off."""
        return self._heard(
            bisect_right(self.anchors, transcript_ms, key=_transcript_ms) - 1, transcript_ms
        )

    def end_to_audio(self, transcript_ms: int) -> int:
        """Return when what ends at a moment of the transcript has been heard.

        That is before what was put in there; `to_audio` is after it.
        """
        return self._heard(
            bisect_left(self.anchors, transcript_ms, key=_transcript_ms) - 1, transcript_ms
        )

    def stretch(self, start_ms: int, end_ms: int) -> tuple[int, int]:
        """Return when a stretch of the transcript is heard, within the audio's beginning."""
        start_in_audio = max(self.to_audio(start_ms), 0)
        return start_in_audio, max(self.end_to_audio(end_ms), start_in_audio)

    def to_transcript(self, audio_ms: int) -> int:
        """Return the moment of the transcript that is heard; in a gap, the one that follows."""
        at_ms = audio_ms - self.nudge_ms
        if not self.anchors:
            return at_ms
        index = bisect_right(self.anchors, at_ms, key=_audio_ms) - 1
        begin = self.anchors[max(index, 0)]
        passed_ms = at_ms - begin.audio_ms
        if index < 0 or index + 1 == len(self.anchors):
            return begin.transcript_ms + passed_ms
        end = self.anchors[index + 1]
        if _drifts(begin, end):
            text_ms, sound_ms = _lengths(begin, end)
            return begin.transcript_ms + passed_ms * text_ms // sound_ms
        return min(begin.transcript_ms + passed_ms, end.transcript_ms)

    def gaps(self) -> tuple[tuple[int, int], ...]:
        """Return the stretches of audio without text, as (start, end), in their order.

        One before the transcript's beginning counts; the map does not know where the audio ends.
        """
        return tuple(gap for gap in self._gaps() if gap[1] - gap[0] >= SHORTEST_GAP_MS)

    def with_anchor(self, transcript_ms: int, audio_ms: int) -> "SyncMap":
        """Return the map in which a moment of the transcript is heard at `audio_ms`, exactly.

        An anchor at this moment of the transcript is replaced. Raise SyncError, with the reason,
        where the anchors would cross.
        """
        fresh = Anchor(transcript_ms, audio_ms - self.nudge_ms)
        others = [one for one in self.anchors if one.transcript_ms != transcript_ms]
        for other in others:
            self._refuse_crossing(fresh, other)
        return replace(self, anchors=tuple(sorted([*others, fresh])))

    def crossed_by(self, transcript_ms: int, audio_ms: int) -> tuple[Anchor, ...]:
        """Return the anchors that one would cross, so that `with_anchor` refuses it."""
        fresh = Anchor(transcript_ms, audio_ms - self.nudge_ms)
        return tuple(one for one in self.anchors if _cross(fresh, one))

    @property
    def may_begin_as_given(self) -> bool:
        """True where one anchor moved all of the text, by more than a hand or a clock is wrong."""
        if len(self.anchors) != 1 or self.anchors[0].audio_ms <= 0:
            return False
        return self.anchors[0].transcript_ms > 0 and not _drifts(Anchor(0, 0), self.anchors[0])

    def begun_as_given(self) -> "SyncMap":
        """Return the map in which the text before the first anchor is heard as it is given.

        What was put in or cut out lies right before that anchor then. Raise SyncError where the
        anchors would cross.
        """
        return self.with_anchor(0, self.nudge_ms)

    def without_anchor(self, transcript_ms: int) -> "SyncMap":
        """Return the map without an anchor. Raise SyncError where there is none."""
        rest = tuple(one for one in self.anchors if one.transcript_ms != transcript_ms)
        if len(rest) == len(self.anchors):
            raise SyncError(
                f"There is no anchor at {precise_timecode(transcript_ms)} of the transcript; "
                "list the anchors anew."
            )
        return replace(self, anchors=rest)

    def nudged(self, by_ms: int) -> "SyncMap":
        """Return the map in which everything is heard so much later; below 0: earlier."""
        return replace(self, nudge_ms=self.nudge_ms + by_ms)

    def _heard(self, index: int, transcript_ms: int) -> int:
        """Map by the anchor of this index, and what lies between it and the next."""
        if not self.anchors:
            return transcript_ms + self.nudge_ms
        begin = self.anchors[max(index, 0)]
        passed_ms = transcript_ms - begin.transcript_ms
        if 0 <= index < len(self.anchors) - 1:
            end = self.anchors[index + 1]
            text_ms, sound_ms = _lengths(begin, end)
            if _drifts(begin, end):
                passed_ms = passed_ms * sound_ms // text_ms
            passed_ms = min(passed_ms, sound_ms)
        return begin.audio_ms + passed_ms + self.nudge_ms

    def _gaps(self) -> Iterator[tuple[int, int]]:
        if self.anchors:
            yield 0, self.to_audio(0)
        for begin, end in pairwise(self.anchors):
            if not _drifts(begin, end):
                text_ms, _ = _lengths(begin, end)
                start_ms = begin.audio_ms + text_ms + self.nudge_ms
                yield max(start_ms, 0), end.audio_ms + self.nudge_ms

    def _refuse_crossing(self, fresh: Anchor, other: Anchor) -> None:
        if _cross(fresh, other):
            order = "later" if other.transcript_ms > fresh.transcript_ms else "earlier"
            raise SyncError(
                f"{precise_timecode(fresh.transcript_ms)} of the transcript cannot be heard at "
                f"{precise_timecode(fresh.audio_ms + self.nudge_ms)}: what stands {order} in it, "
                f"at {precise_timecode(other.transcript_ms)}, is set to be heard at "
                f"{precise_timecode(other.audio_ms + self.nudge_ms)}. Choose another sentence, or "
                "take that anchor back."
            )


def _transcript_ms(anchor: Anchor) -> int:
    return anchor.transcript_ms


def _audio_ms(anchor: Anchor) -> int:
    return anchor.audio_ms


def _lengths(begin: Anchor, end: Anchor) -> tuple[int, int]:
    return end.transcript_ms - begin.transcript_ms, end.audio_ms - begin.audio_ms


def _drifts(begin: Anchor, end: Anchor) -> bool:
    """Tell whether the difference between two anchors is small enough to be shared out."""
    text_ms, sound_ms = _lengths(begin, end)
    is_small = abs(sound_ms - text_ms) <= HAND_MS + DRIFT_PER_MS * text_ms
    return is_small and SLOWEST_DRIFT * text_ms <= sound_ms <= FASTEST_DRIFT * text_ms


def _cross(one: Anchor, other: Anchor) -> bool:
    if one.transcript_ms == other.transcript_ms:
        return False  # one replaces the other
    return (one.transcript_ms < other.transcript_ms) != (one.audio_ms < other.audio_ms) or (
        one.audio_ms == other.audio_ms
    )
