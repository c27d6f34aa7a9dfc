"""Which silences are shortened while one listens, and where the sound goes on; no player here.

Positions are ms in the audio, `now_s` seconds of any clock that only goes on. Decision 0024 says
why the sound is sent on to another place, and not played faster.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from reader.timecode import timecode

LEAD_MS = 250  # of a silence that is heard after the last word, which may end softly
MARGIN_MS = 200  # of it that is heard before the next word, which may begin so
USUAL_COST_MS = 40  # for which a player is silent when it is sent to another place; measured
LEAST_GAIN_MS = 300  # of listening; for less it is not worth a jump
_COSTS_KNOWN = 3  # odd; their median is what a jump costs: one that stalled is no rule
_PAUSED_S = 1.0  # who is not asked for so long was paused


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a recording in which nothing is said; `start_ms < end_ms`."""

    start_ms: int
    end_ms: int

    def holds(self, position_ms: int) -> bool:
        """Return whether a position lies in it."""
        return self.start_ms <= position_ms < self.end_ms


@dataclass(frozen=True, slots=True)
class _Hop:
    """A jump over a silence that has not been answered yet."""

    from_ms: int
    to_ms: int
    at_s: float


class Shortener:
    """Says when to leave a silence, and how much time that has saved. Used from one thread.

    What a jump costs is measured as one goes: where files come slowly, only longer silences are
    shortened. A silence that the person went back into is heard to its end.
    """

    def __init__(self, silences: Sequence[Silence] = ()) -> None:
        self.saved_ms = 0.0
        self.take(silences)

    def take(self, silences: Sequence[Silence]) -> None:
        """Go by the silences of another recording; they are in order and do not overlap."""
        self._silences = tuple(silences)
        self._starts = [silence.start_ms for silence in self._silences]
        self._asked_s = -inf
        self._heard: Silence | None = None  # to its end: jumped over, or gone back into
        self._hop: _Hop | None = None
        self._costs_ms = deque([float(USUAL_COST_MS)] * (_COSTS_KNOWN - 1), _COSTS_KNOWN)

    def at(self, position_ms: int, speed: float, now_s: float) -> int | None:
        """Return where to go on from here, or None; to be asked often while it plays."""
        self._land(position_ms, speed, now_s)
        silence = self._silence_at(position_ms)
        if silence is None or silence == self._heard:
            self._heard = silence
            return None
        to_ms = silence.end_ms - MARGIN_MS
        gain_ms = (to_ms - position_ms) / speed - sorted(self._costs_ms)[_COSTS_KNOWN // 2]
        if position_ms < silence.start_ms + LEAD_MS or gain_ms < LEAST_GAIN_MS:
            return None
        self._heard = silence
        self._hop = _Hop(position_ms, to_ms, now_s)
        return to_ms

    def jumped(self, from_ms: int, to_ms: int) -> None:
        """Take note that the person went to another place.

        Going back into a silence, it is heard: else nobody would get past it by some seconds.
        """
        self._hop = None
        self._heard = self._silence_at(to_ms) if to_ms < from_ms else None

    def _silence_at(self, position_ms: int) -> Silence | None:
        index = bisect_right(self._starts, position_ms) - 1
        silence = self._silences[index] if index >= 0 else None
        return silence if silence is not None and silence.holds(position_ms) else None

    def _land(self, position_ms: int, speed: float, now_s: float) -> None:
        """Count what the last jump has saved, once the sound has gone on behind it."""
        if now_s - self._asked_s > _PAUSED_S:
            self._hop = None  # how long it took is not known
        self._asked_s = now_s
        hop = self._hop
        if hop is None or position_ms <= hop.to_ms:
            return
        self._hop = None
        cost_ms = max((now_s - hop.at_s) * 1000 - (position_ms - hop.to_ms) / speed, 0.0)
        self._costs_ms.append(cost_ms)
        self.saved_ms += max((hop.to_ms - hop.from_ms) / speed - cost_ms, 0.0)


def saved_words(saved_ms: float) -> str:
    """Return how much was saved, for a person to read; "" while it is less than a second."""
    return f"{timecode(int(saved_ms))} saved" if saved_ms >= 1000 else ""
