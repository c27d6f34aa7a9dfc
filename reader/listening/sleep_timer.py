"""When to fall silent: after some minutes, or where the turn or the chapter ends."""

from dataclasses import dataclass, replace
from enum import StrEnum

from reader.timing.timeline import Timeline

FADE_S = 10.0  # the last seconds grow softer, and any key keeps it playing
PASSED_MS = 2000  # beyond its end by more than this, someone has jumped past it


class Until(StrEnum):
    """What a sleep timer waits for."""

    TIME = "time"
    TURN = "turn"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the sound goes through: the end of a turn or chapter is looked up here."""

    timeline: Timeline
    duration_ms: int

    def end_of(self, until: Until, position_ms: int) -> int:
        """Return where the turn or chapter at a position ends; the last one with the audio."""
        line = self.timeline
        step = line.next_turn_ms if until is Until.TURN else line.next_chapter_ms
        end_ms = step(position_ms)
        return self.duration_ms if end_ms is None else end_ms


@dataclass(frozen=True, slots=True)
class SleepTimer:
    """A timer that runs. `now` is time.monotonic seconds in all of it."""

    until: Until
    minutes: int = 0  # what was asked for, to start over with
    ends_at_s: float = 0.0  # for TIME
    starts_ms: int = 0  # for TURN and CHAPTER: where it was when the end was looked up
    ends_at_ms: int = 0

    def left_s(self, position_ms: int, speed: float, now: float) -> float:
        """Return how many seconds there are still to hear; 0 when it is over."""
        if self.until is Until.TIME:
            return max(self.ends_at_s - now, 0.0)
        return max((self.ends_at_ms - position_ms) / 1000 / speed, 0.0)

    def followed(self, position_ms: int, stretch: Stretch) -> "SleepTimer":
        """Return the timer for where the sound is: after a jump it waits for another end."""
        within = self.starts_ms - PASSED_MS <= position_ms <= self.ends_at_ms + PASSED_MS
        if self.until is Until.TIME or within:
            return self
        return until_end_of(self.until, position_ms, stretch)

    def carried(self, from_ms: int, to_ms: int) -> "SleepTimer":
        """Return the timer after the program itself went elsewhere: an end it went past is now.

        Going back at the end, as a loop and the study pace do, it has come to the end as well.
        """
        if self.until is Until.TIME or max(from_ms, to_ms) < self.ends_at_ms:
            return self
        return replace(self, ends_at_ms=to_ms, starts_ms=to_ms)

    def prolonged(self, position_ms: int, stretch: Stretch, now: float) -> "SleepTimer":
        """Return it once more: as many minutes again, or up to the end after the next one."""
        if self.until is Until.TIME:
            return after_minutes(self.minutes, now)
        return until_end_of(self.until, max(position_ms, self.ends_at_ms), stretch)


def after_minutes(minutes: int, now: float) -> SleepTimer:
    """Start a timer that runs by the clock."""
    return SleepTimer(Until.TIME, minutes, ends_at_s=now + minutes * 60)


def until_end_of(until: Until, position_ms: int, stretch: Stretch) -> SleepTimer:
    """Start a timer that waits for the end of the turn or chapter at a position."""
    end_ms = stretch.end_of(until, position_ms)
    return SleepTimer(until, starts_ms=position_ms, ends_at_ms=end_ms)


def loudness(left_s: float) -> float:
    """Return how loud it is with so many seconds left: 1 as set, 0 silent."""
    return min(max(left_s / FADE_S, 0.0), 1.0)
