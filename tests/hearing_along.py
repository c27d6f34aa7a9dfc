"""What was heard against what was marked: the changes that were due, and when each was seen."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.coded_sound import WORD_EVERY_MS, HeardWord

OLD_SOUND_S = 1.0  # after a seek the old place may be heard for so long
CUT_OFF_S = 0.15  # a change so shortly before a seek may be seen or not
CUT_MS = 100  # so near to a seek's target a word may be cut
EARLY_MS = 200  # a player may begin so far before it, with a whole block or two
SLACK_MS = 300.0


@dataclass(frozen=True, slots=True)
class Seek:
    """A place that was gone to, and when."""

    at_s: float
    target_ms: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that was marked on the page, once it was painted."""

    at_s: float
    number: int


@dataclass
class Listening:
    """What one recording at one speed says; all in ms of the wall clock but `share`.

    `late` is how long after a word began its mark was seen, negative where the mark came first.
    """

    speed: float
    late: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)  # clock minus sound, whenever a word began
    marked: list[float] = field(default_factory=list)  # from a seek to the mark at the new place
    sounded: list[float] = field(default_factory=list)  # from a seek to its first sound
    never: int = 0  # words that were heard and not marked, and seeks after which none was heard
    wrong: int = 0  # words that were marked and not heard, or heard where nobody sought
    disturbed: int = 0  # seeks left out, because the machine itself stood still about then
    share: float = 0.0  # of a core, taken by the thread of the window


@dataclass(frozen=True, slots=True)
class Heard:
    """What the recording and the window noted, by one clock, in seconds."""

    words: Sequence[HeardWord]
    marks: Sequence[Mark]
    positions: Sequence[tuple[float, int]]  # what the playhead said, and when
    seeks: Sequence[Seek]  # the last one only ends the stretch before it
    delay_ms: float  # of the words within the file
    standstills: Sequence[tuple[float, float]] = ()  # of the machine: from and until

    def is_disturbed(self, from_s: float, until_s: float) -> bool:
        """Tell whether the machine stood still within a time."""
        return any(begin < until_s and end > from_s for begin, end in self.standstills)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The time from one seek to the next, and what belongs to it."""

    seek: Seek
    before: Seek | None
    end_s: float
    speed: float
    delay_ms: float

    def place_ms(self, number: int) -> float:
        """Return where in the file a word begins."""
        return number * WORD_EVERY_MS + self.delay_ms

    def holds(self, word: HeardWord) -> bool:
        """Tell whether a word is one that this seek led to."""
        return _is_after(self.seek, self.place_ms(word.number), word.began_s, self.speed)

    def is_old(self, word: HeardWord) -> bool:
        """Tell whether a word is still heard from before the seek."""
        if word.began_s > self.seek.at_s + OLD_SOUND_S:
            return False
        place_ms = self.place_ms(word.number)
        return self.before is None or _is_after(self.before, place_ms, word.began_s, self.speed)

    def is_wrong(self, word: HeardWord) -> bool:
        """Tell whether a word belongs to neither place; one that a seek cuts can be misheard."""
        cut = word.began_s > self.end_s - CUT_OFF_S or 0 <= self._from_target_ms(word) < EARLY_MS
        return not (cut or self.holds(word) or self.is_old(word))

    def _from_target_ms(self, word: HeardWord) -> float:
        return self.seek.target_ms - self.place_ms(word.number)


def _is_after(seek: Seek, place_ms: float, at_s: float, speed: float) -> bool:
    latest_ms = seek.target_ms + (at_s - seek.at_s) * 1000 * speed + SLACK_MS
    return seek.target_ms < place_ms <= latest_ms


def compare(heard: Heard, speed: float) -> Listening:
    """Go from seek to seek and look for the mark of every word that was heard."""
    result = Listening(speed)
    befores = [None, *heard.seeks]
    for before, (seek, following) in zip(befores, pairwise(heard.seeks), strict=False):
        if heard.is_disturbed(seek.at_s, following.at_s):
            result.disturbed += 1
            continue
        stretch = _Stretch(seek, before, following.at_s, speed, heard.delay_ms)
        _compare_stretch(result, stretch, heard)
    return result


def _compare_stretch(result: Listening, stretch: _Stretch, heard: Heard) -> None:
    seek, end_s = stretch.seek, stretch.end_s
    heard_now = [word for word in heard.words if seek.at_s <= word.began_s < end_s]
    words = [word for word in heard_now if stretch.holds(word)]
    marks = [mark for mark in heard.marks if seek.at_s <= mark.at_s < end_s]
    result.wrong += sum(stretch.is_wrong(word) for word in heard_now)
    result.wrong += _unheard(stretch, marks, {word.number for word in words})
    seen = {mark.number: mark.at_s for mark in reversed(marks)}
    for word in words:
        if word.number in seen:
            result.late.append((seen[word.number] - word.began_s) * 1000)
        elif word.began_s < end_s - CUT_OFF_S:
            result.never += 1
    result.clock += _clock_errors(stretch, words, heard.positions)
    if words:
        left_ms = stretch.place_ms(words[0].number) - seek.target_ms
        result.sounded.append((words[0].began_s - seek.at_s) * 1000 - left_ms / stretch.speed)
    else:
        result.never += 1
    if marks:
        result.marked.append((marks[0].at_s - seek.at_s) * 1000)


def _unheard(stretch: _Stretch, marks: Sequence[Mark], numbers: set[int]) -> int:
    """Count the marks that moved on to words that were not heard."""
    return sum(
        mark.number not in numbers
        and stretch.place_ms(mark.number) > stretch.seek.target_ms + CUT_MS
        and mark.at_s < stretch.end_s - CUT_OFF_S
        for mark in marks
    )


def _clock_errors(
    stretch: _Stretch, words: Sequence[HeardWord], positions: Sequence[tuple[float, int]]
) -> list[float]:
    errors = []
    for word in words:
        index = bisect(positions, (word.began_s,))
        if 0 < index < len(positions):
            (at_s, from_ms), (until_s, to_ms) = positions[index - 1], positions[index]
            if at_s < stretch.seek.at_s or until_s > stretch.end_s:
                continue
            share = (word.began_s - at_s) / (until_s - at_s)
            shown_ms = from_ms + (to_ms - from_ms) * share
            errors.append((shown_ms - stretch.place_ms(word.number)) / stretch.speed)
    return errors
