"""Judges whether a player that says it plays does play; pure, `now` is an argument."""

import math
from enum import StrEnum

from reader.playback.player import PlayerState, Sample

STALLED_S = 4.0  # players step by up to 1 s of audio, 2 s at half the speed; a disk wakes in 3
LOST_S = 30.0  # a drive on the network that was away for a moment is back by then
UNLOOKED_S = 1.0  # time in which nobody looked does not count: the machine slept, or was busy
NONSENSE_S = 2.0  # one slip is forgiven
BEYOND_MS = 10_000  # players guess a length; further beyond its end than this, and a tenth, none is
BEFORE_MS = 1000  # what was prepared ahead of the start
EARLY_S = 1.0  # clocks of threads differ by less
JUMP_MS = (
    10_000  # further than time has passed, though nobody asked: a damaged stretch, or nonsense
)
JUMPS_BORNE = 3
JUMPS_WITHIN_S = 10.0


class Going(StrEnum):
    """How playing goes."""

    WELL = "well"
    STALLED = "stalled"  # it may come again by itself
    LOST = "lost"  # it did not: load anew
    NONSENSE = "nonsense"  # what the player says cannot be: load anew


SENTENCES = {
    Going.STALLED: (
        "The sound has stopped coming: the drive that the audio is on, or the sound device, "
        "does not answer. It goes on by itself once that does."
    ),
    Going.LOST: (
        "The sound did not come again, so playing stopped here. See that the drive and the sound "
        "device are connected, then play on from this place."
    ),
    Going.NONSENSE: (
        "The player does not know where it is any more, so playing stopped here. "
        "Play on to start it anew from this place."
    ),
}


class PlaybackWatch:
    """Looks at a player's samples, many times a second. For one thread.

    `believes` says whether the sample looked at last can be true at all.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start anew: a file was loaded."""
        self.believes = True
        self._going = Going.WELL
        self._looked_s: float | None = None
        self._last: Sample | None = None
        self._moved_s = 0.0
        self._believed_s = 0.0
        self._jumps: list[float] = []

    def told(self) -> None:
        """Take it that the player was told to go elsewhere: it may jump, and take its time."""
        self._last = None

    def look(self, sample: Sample, now: float, length_ms: int = 0) -> Going:
        """Take a sample; return how playing goes. `length_ms`: of the audio, 0: not known."""
        self._skip_unlooked(now)
        self.believes = is_believable(sample, now, length_ms)
        if self.believes:
            self._believed_s = now
            self._follow(sample, now)
        if now - self._believed_s >= NONSENSE_S or len(self._jumps) > JUMPS_BORNE:
            self._going = Going.NONSENSE
        elif now - self._moved_s >= LOST_S:
            self._going = Going.LOST
        elif now - self._moved_s >= STALLED_S:
            self._going = Going.STALLED
        return self._going

    def _skip_unlooked(self, now: float) -> None:
        looked_s, self._looked_s = self._looked_s, now
        if looked_s is None:
            self._moved_s = self._believed_s = now
        elif not 0 <= now - looked_s <= UNLOOKED_S:
            self._moved_s += now - looked_s
            self._believed_s += now - looked_s
            self._last = None

    def _follow(self, sample: Sample, now: float) -> None:
        last, self._last = self._last, sample
        if sample.state is not PlayerState.PLAYING:
            self._moved_s, self._going = now, Going.WELL
            self._jumps.clear()
        elif last is None or last.state is not PlayerState.PLAYING:
            self._moved_s = now  # it has only begun, so what stood before stands yet
        elif sample.position_ms != last.position_ms:
            self._note_jump(sample.position_ms - last.position_ms, now - self._moved_s, now)
            self._moved_s, self._going = now, Going.WELL

    def _note_jump(self, by_ms: float, within_s: float, now: float) -> None:
        self._jumps = [at_s for at_s in self._jumps if now - at_s < JUMPS_WITHIN_S]
        # The highest speed is 4; a stall that is over may be made up for.
        if not -JUMP_MS < by_ms < JUMP_MS + within_s * 4000:
            self._jumps.append(now)


def is_believable(sample: Sample, now: float, length_ms: int = 0) -> bool:
    """Tell whether a player may say this at all; a jump cannot be told from one sample."""
    numbers = (sample.position_ms, sample.at_s, sample.duration_ms or 0, length_ms)
    if not isinstance(sample.state, PlayerState) or not all(map(_is_number, numbers)):
        return False
    if sample.at_s > now + EARLY_S or sample.position_ms < -BEFORE_MS:
        return False
    longest_ms = max(length_ms, sample.duration_ms or 0)
    return longest_ms <= 0 or sample.position_ms <= longest_ms * 1.1 + BEYOND_MS


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
