"""Playing at a pace of one's own: over and over, with a rest after each sentence, one speaker.

Only the order of things: no player here. A pace is asked many times a second where the playhead
is, and answers what is to be done. Positions are ms, `now_s` seconds of any clock that only
goes on; sentences' times may be given or estimated, it makes no difference.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from sys import maxsize
from typing import Protocol

from reader.playback.player import PlayerState
from reader.timecode import timecode
from reader.timing.speaking import Block
from reader.timing.timeline import Timeline

SHORTEST_MS = 500  # what is said faster goes with what follows: no rest, no loop is so short
# A player may land this much before the place it was sent to; then it is there all the same.
EARLY_MS = 1200
# Shorter than this, a gap is heard rather than jumped over: a jump costs time and a click.
SHORTEST_GAP_MS = 1500
SLOWER = 0.75  # of the speed, for what is repeated slower


class Unit(StrEnum):
    """What a pace goes by."""

    SENTENCE = "sentence"
    TURN = "turn"


class Act(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    GO = "go"  # to a place, and play on from there
    PAUSE = "pause"
    STAND = "stand"  # stay silent, and stand at a place
    PLAY = "play"
    END = "end"  # pause; the pace is over


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done; `to_ms` is a place for GO and STAND."""

    act: Act
    to_ms: int = 0


NOTHING = Order(Act.NOTHING)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that is heard as one: a sentence, a turn, a selection; `start_ms < end_ms`."""

    start_ms: int
    end_ms: int

    def holds(self, position_ms: int) -> bool:
        """Return whether a position lies in it."""
        return self.start_ms <= position_ms < self.end_ms


class Pace(Protocol):
    """One way of playing that is not straight on."""

    def at(self, position_ms: int, now_s: float, state: PlayerState) -> Order:
        """Return what is to be done; to be asked often, also while nothing plays."""

    def jumped(self, position_ms: int) -> bool:
        """Take note that the person went to another place; return whether the pace still holds."""

    @property
    def title(self) -> str:
        """What is going on, for a person to read."""


# Passages of a transcript


def passage_at(timeline: Timeline, position_ms: int, unit: Unit) -> Passage | None:
    """Return the sentence or turn that is heard at a position; None before the first one.

    What lasts less than `SHORTEST_MS` is taken together with what follows.
    """
    moment = timeline.moment_at(position_ms)
    if moment.turn is None:
        return passage_after(timeline, position_ms, unit)
    start_ms = timeline.turns[moment.turn].start_ms
    if unit is Unit.SENTENCE and moment.sentence is not None:
        start_ms = timeline.sentences(moment.turn)[moment.sentence].start_ms
    return _passage(timeline, moment.turn, start_ms, unit)


def passage_after(timeline: Timeline, position_ms: int, unit: Unit) -> Passage | None:
    """Return the first sentence or turn that begins at a position or later."""
    turn = timeline.turn_at(position_ms)
    if turn is not None and unit is Unit.SENTENCE:
        later = [s for s in timeline.sentences(turn) if s.start_ms >= position_ms]
        if later:
            return _passage(timeline, turn, later[0].start_ms, unit)
    start_ms = timeline.next_turn_ms(position_ms - 1)
    if start_ms is None:
        return None
    return _passage(timeline, timeline.turn_at(start_ms) or 0, start_ms, unit)


def passage_again(before: Timeline, now: Timeline, passage: Passage, unit: Unit) -> Passage | None:
    """Return when a sentence or turn is heard by other times of the same words.

    `passage` is what `passage_at` gave by the times before.
    """
    moment = before.moment_at(passage.start_ms)
    if moment.turn is None:
        return None
    start_ms = now.turns[moment.turn].start_ms
    sentences = now.sentences(moment.turn)
    if unit is Unit.SENTENCE and moment.sentence is not None and moment.sentence < len(sentences):
        start_ms = sentences[moment.sentence].start_ms
    return _passage(now, moment.turn, start_ms, unit)


def _passage(timeline: Timeline, turn: int, start_ms: int, unit: Unit) -> Passage:
    """Return what begins at `start_ms` in a turn, and lasts at least `SHORTEST_MS`."""
    end_ms = start_ms
    while end_ms < start_ms + SHORTEST_MS and turn < len(timeline.turns):
        end_ms = _end_after(timeline, turn, start_ms, unit)
        turn += 1
    return Passage(start_ms, max(end_ms, start_ms + SHORTEST_MS))


def _end_after(timeline: Timeline, turn: int, start_ms: int, unit: Unit) -> int:
    """Return where it ends: with the turn, or with a sentence of it that is not too near."""
    said = timeline.turns[turn]
    following = timeline.next_turn_ms(said.start_ms)
    limit_ms = said.end_ms if following is None else min(said.end_ms, following)
    if unit is Unit.SENTENCE:
        ends = (sentence.end_ms for sentence in timeline.sentences(turn))
        limit_ms = min(next((e for e in ends if e >= start_ms + SHORTEST_MS), limit_ms), limit_ms)
    return limit_ms


# Paces


class Loop:
    """One passage over and over. A jump out of it ends it."""

    def __init__(self, passage: Passage, name: str) -> None:
        self.passage = passage
        self.name = name

    @property
    def title(self) -> str:
        """What is looped, and where it lies."""
        start, end = (
            timecode(at, like_ms=self.passage.end_ms)
            for at in (self.passage.start_ms, self.passage.end_ms)
        )
        return f"Over and over: {self.name}, {start}–{end}"

    def at(self, position_ms: int, now_s: float, state: PlayerState) -> Order:
        """Go to the start from the end."""
        del now_s
        over = state is PlayerState.PLAYING and position_ms >= self.passage.end_ms
        if over or state is PlayerState.ENDED:
            return Order(Act.GO, self.passage.start_ms)
        return NOTHING

    def jumped(self, position_ms: int) -> bool:
        """Hold while one stays within."""
        return self.passage.start_ms - EARLY_MS <= position_ms < self.passage.end_ms


class StudyPace:
    """A rest after each sentence or turn: for some seconds, or until the person plays on."""

    def __init__(self, timeline: Timeline, unit: Unit, rest_s: float | None) -> None:
        self._timeline = timeline
        self.unit = unit
        self.rest_s = rest_s  # None: until the person plays on
        self._current: Passage | None = None
        self._heard: Passage | None = None  # while it rests
        self._is_silent = False  # the rest has really begun
        self._rests_until_s: float | None = None

    def take_times(self, timeline: Timeline) -> None:
        """Go on with other times of the same words; a rest that has begun is kept."""
        self._timeline = timeline
        if self._current is not None and self._current.end_ms != maxsize:  # not the music after all
            self._current = None

    @property
    def title(self) -> str:
        """What it rests after, and whether it does so now."""
        if not self.resting:
            return f"Study pace: a rest after each {self.unit}"
        if self.rest_s is None:
            return "Say it again, or play on"
        return f"Resting for {self.rest_s:g} s, or play on"

    @property
    def resting(self) -> bool:
        """True from the end of a passage until it goes on."""
        return self._heard is not None

    def at(self, position_ms: int, now_s: float, state: PlayerState) -> Order:
        """Pause after a passage and stand at its very end; go on when the rest is over."""
        playing = state is PlayerState.PLAYING
        if self._heard is not None:
            return self._rest(self._heard, now_s, playing=playing)
        if not playing:
            return NOTHING
        if self._current is None:
            self._current = self._to_hear(position_ms)
        if position_ms < self._current.end_ms:
            return NOTHING
        self._heard, self._is_silent = self._current, False
        self._rests_until_s = None if self.rest_s is None else now_s + self.rest_s
        return Order(Act.PAUSE)

    def _rest(self, heard: Passage, now_s: float, *, playing: bool) -> Order:
        if not playing and not self._is_silent:
            self._is_silent = True
            # A moment before the next one, so that what was heard stays marked.
            return Order(Act.STAND, heard.end_ms - 1)
        if playing and self._is_silent:  # the person went on
            self._go_on(heard)
            return NOTHING
        if self._rests_until_s is not None and now_s >= self._rests_until_s:
            self._go_on(heard)
            return Order(Act.PLAY)
        return NOTHING

    def _go_on(self, heard: Passage) -> None:
        self._heard = None
        self._current = self._following(heard.end_ms)

    def _following(self, position_ms: int) -> Passage:
        following = passage_after(self._timeline, position_ms, self.unit)
        # After the last words there may be music: it is heard to its end.
        return following or Passage(position_ms, maxsize)

    def _to_hear(self, position_ms: int) -> Passage:
        """Return what is to be heard to its end; what was over before is not rested after."""
        heard = passage_at(self._timeline, position_ms, self.unit)
        if heard is None or heard.end_ms <= position_ms:
            return self._following(position_ms)
        return heard

    def jumped(self, position_ms: int) -> bool:
        """Go on with the passage at the new place."""
        self._heard = None
        self._current = self._to_hear(position_ms)
        return True

    def to_repeat(self, position_ms: int) -> Passage | None:
        """Return what to hear again: what was heard last while it rests, else what is heard."""
        return self._heard or passage_at(self._timeline, position_ms, self.unit)


class OneSpeaker:
    """Only one speaker's blocks: what lies between them is passed over."""

    def __init__(self, speaker: str, blocks: Sequence[Block]) -> None:
        self.speaker = speaker
        self._blocks = _bridged(blocks)
        self._starts = [block.start_ms for block in self._blocks]
        self._sent_to: int | None = None  # the block that the player was sent to

    @property
    def title(self) -> str:
        """Who is heard."""
        return f"Only {self.speaker}"

    def at(self, position_ms: int, now_s: float, state: PlayerState) -> Order:
        """Go on to the next block from the end of one; end after the last."""
        del now_s
        if state is not PlayerState.PLAYING or self._is_within(position_ms):
            return NOTHING
        following = bisect_right(self._starts, position_ms)
        if following == len(self._blocks):
            return Order(Act.END)
        self._sent_to = following
        return Order(Act.GO, self._starts[following])

    def _is_within(self, position_ms: int) -> bool:
        if self._sent_to is not None:
            block = self._blocks[self._sent_to]
            return block.start_ms - EARLY_MS <= position_ms < block.end_ms
        index = bisect_right(self._starts, position_ms) - 1
        return index >= 0 and position_ms < self._blocks[index].end_ms

    def jumped(self, position_ms: int) -> bool:
        """Go on from the new place; between blocks that is the next one."""
        del position_ms
        self._sent_to = None
        return True


def _bridged(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join blocks with so little between them that a jump is not worth it."""
    joined: list[Block] = []
    for block in blocks:
        if joined and block.start_ms - joined[-1].end_ms < SHORTEST_GAP_MS:
            joined[-1] = Block(joined[-1].start_ms, block.end_ms, block.speaker)
        else:
            joined.append(block)
    return tuple(joined)
