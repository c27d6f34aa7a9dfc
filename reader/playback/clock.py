"""The clock that turns a player's steps into a smooth position; pure, `now` is an argument.

Players report where they are in steps: libVLC 3 about every 260 ms for MP3, 250 to 500 ms for
AAC, once a second for Ogg Opus. Between two reports the position is the last one plus the time
that has passed, times the speed.
"""

from collections import deque
from dataclasses import dataclass

from reader.playback.player import PlayerState, Sample

LONGEST_STEP_S = 1.5  # of audio between two samples: Opus steps are 1 s; after that it has stalled
# A player whose steps are known has stalled after so many times the longest of the last few.
STALLED_STEPS = 2.5
KNOWN_STEPS, RECENT_STEPS = 4, 12
SHORTEST_STALL_S = 0.3  # a busy window takes a sample so late without anything being wrong
# Beyond this it is no jitter: somebody moved the player, if its next sample says so too.
JUMP_MS = 2000
SEEK_EARLY_MS = 1000  # how far before the target the first sample after a seek may lie
SEEK_TOLD_S = 0.25  # the player may have been told so much before the clock was
SEEK_ANSWER_S = 2.0  # after this long the player has the last word about where a seek landed
SMOOTH_WITHIN_MS = 120  # samples this near to what was expected are averaged, others believed
SETTLED_SAMPLES = 4  # averaging reaches this depth


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A position that was true at a time."""

    position_ms: float
    at_s: float

    def after(self, now: float, rate: float, longest_s: float) -> float:
        """Return the position at `now`, held once that long has passed without news."""
        elapsed = min(max(now - self.at_s, 0.0), longest_s)
        return self.position_ms + elapsed * rate * 1000

    def leads_to(self, sample: Sample, rate: float) -> bool:
        """Tell whether a player may have come so far by itself, or have stood for a while."""
        elapsed = max(sample.at_s - self.at_s, 0.0)
        jump_ms = JUMP_MS * max(rate, 1.0)
        farthest = self.position_ms + elapsed * rate * 1000 + jump_ms
        return self.position_ms - jump_ms <= sample.position_ms <= farthest


class _Steps:
    """How far apart a player's samples come, at one speed."""

    def __init__(self, rate: float) -> None:
        self._longest_s = LONGEST_STEP_S / min(rate, 1.0)
        self._recent: deque[float] = deque(maxlen=RECENT_STEPS)

    def take(self, seconds: float) -> None:
        """Learn from the time between two samples; what was a stall is none."""
        if 0 < seconds <= self._longest_s:
            self._recent.append(seconds)

    @property
    def stalled_after_s(self) -> float:
        """After how long without a sample the player must have stalled."""
        if len(self._recent) < KNOWN_STEPS:
            return self._longest_s
        known_s = max(STALLED_STEPS * max(self._recent), SHORTEST_STALL_S)
        return min(known_s, self._longest_s)


@dataclass(frozen=True, slots=True)
class _Seek:
    """A place asked for and not yet answered."""

    target_ms: int
    asked_s: float

    def answered_by(self, sample: Sample, rate: float) -> bool:
        """Tell whether a sample can only have come after the seek."""
        waited = sample.at_s - self.asked_s
        if sample.position_ms == self.target_ms and waited > -SEEK_TOLD_S:
            return True
        if waited <= 0:
            return False
        latest = self.target_ms + (waited + LONGEST_STEP_S) * max(rate, 1.0) * 1000
        near = self.target_ms - SEEK_EARLY_MS <= sample.position_ms <= latest
        return near or waited > SEEK_ANSWER_S


class PlaybackClock:
    """Answer where the audio is now, from samples that come late and in steps.

    All times are `time.monotonic` seconds; every call costs the same, however long it runs.
    Not thread-safe: feed and ask it from one thread.

    The position never goes back but by `seek`, by `reset`, by starting over after the end, or
    when the player says twice that it is more than two seconds behind (someone else moved it).
    It never runs further past what a stalled player said last than a few of its usual steps, and
    not more than `LONGEST_STEP_S` of audio.
    """

    def __init__(self) -> None:
        self._rate = 1.0
        self.reset()

    def reset(self, position_ms: int = 0) -> None:
        """Forget everything but the speed: another file was loaded, standing at `position_ms`."""
        self._state = PlayerState.PAUSED
        self._anchor = _Anchor(position_ms, 0.0)
        self._shown_ms = float(position_ms)
        self._duration_ms: int | None = None
        self._seek: _Seek | None = None
        self._last: Sample | None = None
        self._doubted: Sample | None = None
        self._steps = _Steps(self._rate)
        self._averaged = 0

    def seek(self, position_ms: int, now: float) -> None:
        """Stand at `position_ms` until the player confirms; call it after the player's `seek`."""
        self._anchor = _Anchor(position_ms, now)
        self._shown_ms = float(position_ms)
        self._seek = _Seek(position_ms, now)
        self._doubted = None
        self._averaged = 0

    def set_rate(self, rate: float, now: float) -> None:
        """Go on from here at another speed."""
        self._anchor = _Anchor(self._estimate(now), now)
        if rate != self._rate:
            self._steps = _Steps(rate)
        self._rate = rate
        self._averaged = 0

    def update(self, sample: Sample) -> None:
        """Take what the player knows; the same sample may be given any number of times."""
        if sample in (self._last, self._doubted):
            return
        self._duration_ms = sample.duration_ms
        if self._seek is not None:
            if not self._seek.answered_by(sample, self._rate):
                return
            self._seek = None
        elif self._is_doubtful(sample):
            return
        stood_still = self._last is not None and self._last.position_ms == sample.position_ms
        self._last = sample
        self._take(sample, stood_still=stood_still)

    def position_at(self, now: float) -> int:
        """Return the position in ms: a whole number, never before the one returned last."""
        estimate = self._estimate(now)
        if self._duration_ms is not None:
            estimate = min(estimate, float(self._duration_ms))
        self._shown_ms = max(self._shown_ms, estimate)
        return round(self._shown_ms)

    def _is_doubtful(self, sample: Sample) -> bool:
        """Tell whether a sample is nonsense until another one agrees with it."""
        doubted, self._doubted = self._doubted, None
        if not self._plays_on(sample) or self._anchor.leads_to(sample, self._rate):
            return False
        if doubted is not None:
            before = _Anchor(doubted.position_ms, doubted.at_s)
            if before.leads_to(sample, self._rate):
                return False
        self._doubted = sample
        return True

    def _plays_on(self, sample: Sample) -> bool:
        return self._state is PlayerState.PLAYING and sample.state is PlayerState.PLAYING

    def _take(self, sample: Sample, *, stood_still: bool) -> None:
        played_on = self._plays_on(sample)
        previous, self._state = self._state, sample.state
        if played_on and not stood_still:
            self._steps.take(sample.at_s - self._anchor.at_s)
            self._anchor = self._smoothed(sample)
        else:
            self._anchor = _Anchor(sample.position_ms, sample.at_s)
            self._averaged = 0
        started_over = previous is PlayerState.ENDED and sample.state is not PlayerState.ENDED
        if started_over or sample.position_ms < self._shown_ms - JUMP_MS * max(self._rate, 1.0):
            self._shown_ms = float(sample.position_ms)
            self._anchor = _Anchor(sample.position_ms, sample.at_s)

    def _smoothed(self, sample: Sample) -> _Anchor:
        """Average the sample with what was expected for its time, unless they are far apart."""
        expected = self._after(sample.at_s)
        surprise = sample.position_ms - expected
        if self._averaged == 0 or abs(surprise) > SMOOTH_WITHIN_MS:
            self._averaged = 1
            return _Anchor(sample.position_ms, sample.at_s)
        self._averaged = min(self._averaged + 1, SETTLED_SAMPLES)
        return _Anchor(expected + surprise / self._averaged, sample.at_s)

    def _estimate(self, now: float) -> float:
        if self._state is not PlayerState.PLAYING or self._seek is not None:
            return self._anchor.position_ms
        return self._after(now)

    def _after(self, now: float) -> float:
        return self._anchor.after(now, self._rate, self._steps.stalled_after_s)
