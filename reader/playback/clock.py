"""The clock that turns a player's steps into a smooth position; pure, `now` is an argument.

Players report where they are in steps: libVLC 3 about every 260 ms for MP3, 250 to 500 ms for
AAC, once a second for Ogg Opus. Between two reports the position is the last one plus the time
that has passed, times the speed.
"""

from dataclasses import dataclass

from reader.playback.player import PlayerState, Sample

LONGEST_STEP_S = 1.5  # of audio between two samples: Opus steps are 1 s; after that it has stalled
JUMP_MS = 2000  # a step back beyond this is no jitter: somebody moved the player
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

    def after(self, now: float, rate: float) -> float:
        """Return the position at `now`, held once a player at this rate must have stalled."""
        longest = LONGEST_STEP_S / min(rate, 1.0)
        elapsed = min(max(now - self.at_s, 0.0), longest)
        return self.position_ms + elapsed * rate * 1000


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
    when the player says it is more than two seconds behind (someone else moved it). It never
    runs further than `LONGEST_STEP_S` of audio past what a stalled player said last.
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
        self._averaged = 0

    def seek(self, position_ms: int, now: float) -> None:
        """Stand at `position_ms` until the player confirms; call it after the player's `seek`."""
        self._anchor = _Anchor(position_ms, now)
        self._shown_ms = float(position_ms)
        self._seek = _Seek(position_ms, now)
        self._averaged = 0

    def set_rate(self, rate: float, now: float) -> None:
        """Go on from here at another speed."""
        self._anchor = _Anchor(self._estimate(now), now)
        self._rate = rate
        self._averaged = 0

    def update(self, sample: Sample) -> None:
        """Take what the player knows; the same sample may be given any number of times."""
        if sample == self._last:
            return
        self._duration_ms = sample.duration_ms
        if self._seek is not None:
            if not self._seek.answered_by(sample, self._rate):
                return
            self._seek = None
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

    def _take(self, sample: Sample, *, stood_still: bool) -> None:
        previous, self._state = self._state, sample.state
        played_on = previous is PlayerState.PLAYING and sample.state is PlayerState.PLAYING
        if played_on and not stood_still:
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
        expected = self._anchor.after(sample.at_s, self._rate)
        surprise = sample.position_ms - expected
        if self._averaged == 0 or abs(surprise) > SMOOTH_WITHIN_MS:
            self._averaged = 1
            return _Anchor(sample.position_ms, sample.at_s)
        self._averaged = min(self._averaged + 1, SETTLED_SAMPLES)
        return _Anchor(expected + surprise / self._averaged, sample.at_s)

    def _estimate(self, now: float) -> float:
        if self._state is not PlayerState.PLAYING or self._seek is not None:
            return self._anchor.position_ms
        return self._anchor.after(now, self._rate)
