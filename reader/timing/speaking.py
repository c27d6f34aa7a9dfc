"""Who speaks when: a lane for each speaker, and how long each one talks.

What is said here of time is as good as the turns' times are. A turn of which only the start is
known seems to last until the next one; where its words cannot have taken that long, the rest is
silence or music and counts for nobody.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.model import Timing, Turn
from reader.timecode import spoken_length, timecode
from reader.timing.pace import SLOWEST_SPEECH, SPEECH_MS_PER_CHARACTER, said_length
from reader.timing.timeline import REPLAY_GRACE_MS

UNNAMED = "No name"
MOST_LANES = 6
BREATH_MS = 1500  # a pause this short within one speaker's turns parts no block
SLOWEST_MS_PER_CHARACTER = SPEECH_MS_PER_CHARACTER * SLOWEST_SPEECH
SHORTEST_TALK_MS = 2000  # that a turn may fill, however short its words are


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch in which one speaker talks; `start_ms < end_ms`."""

    start_ms: int
    end_ms: int
    speaker: str  # "" where the transcript names nobody


@dataclass(frozen=True, slots=True)
class Talk:
    """How much one speaker says."""

    speaker: str  # "" where the transcript names nobody
    order: int  # the place in the order of first speaking, from 0
    talk_ms: int
    share: float  # of everybody's talk, 0 to 1
    turns: int
    longest_ms: int  # the longest turn
    longest_at_ms: int  # and where it starts

    @property
    def name(self) -> str:
        """What the speaker is called on the screen."""
        return self.speaker or UNNAMED


@dataclass(frozen=True, slots=True)
class Lane:
    """A speaker's blocks in time, in order and apart; or those of all who say little.

    `order` is None for the lane that several speakers share.
    """

    name: str
    order: int | None
    share: float
    blocks: tuple[Block, ...]


def talks(turns: Sequence[Turn]) -> tuple[Talk, ...]:
    """Return everybody's talk, who speaks first first; nothing where no time is known."""
    return _talks(_spoken(turns))


def lanes(turns: Sequence[Turn], most: int = MOST_LANES) -> tuple[Lane, ...]:
    """Return a lane for each speaker, who speaks first on top; nothing where no time is known.

    Where there are more than `most` speakers, those who say least share the last lane. Where
    nobody is named there is nothing to tell apart, and so no lane.
    """
    spoken = _spoken(turns)
    everybody = _talks(spoken)
    if not any(talk.speaker for talk in everybody):
        return ()
    blocks = _joined(spoken)
    own, rest = _parted(everybody, most)
    shown = [
        Lane(talk.name, talk.order, talk.share, tuple(_of(blocks, {talk.speaker}))) for talk in own
    ]
    if rest:
        shared = tuple(_of(blocks, {talk.speaker for talk in rest}))
        shown.append(Lane(f"{len(rest)} others", None, sum(talk.share for talk in rest), shared))
    return tuple(shown)


def block_at(lane: Lane, position_ms: int, slack_ms: int = 0) -> Block | None:
    """Return the lane's block at a position, or the nearest one within `slack_ms` of it."""
    following = bisect_right([block.start_ms for block in lane.blocks], position_ms)
    near = lane.blocks[max(following - 1, 0) : following + 1]
    found = min(near, key=lambda block: _distance(block, position_ms), default=None)
    return found if found is not None and _distance(found, position_ms) <= slack_ms else None


def blocks_of(turns: Sequence[Turn], speaker: str) -> tuple[Block, ...]:
    """Return when a speaker talks, in order and apart; nothing where no time is known."""
    return tuple(_of(_joined(_spoken(turns)), {speaker}))


def next_turn_ms(turns: Sequence[Turn], speaker: str, position_ms: int) -> int | None:
    """Return where a speaker's next turn starts after a position; None: there is none."""
    later = turns[bisect_right(turns, position_ms, key=_start_ms) :]
    return next((turn.start_ms for turn in later if turn.speaker == speaker), None)


def previous_turn_ms(turns: Sequence[Turn], speaker: str, position_ms: int) -> int | None:
    """Return the start of a speaker's turn at a position, or of the one before it.

    As with other turns, one that has only begun does not count.
    """
    before = turns[: bisect_right(turns, position_ms - REPLAY_GRACE_MS, key=_start_ms)]
    return next((turn.start_ms for turn in reversed(before) if turn.speaker == speaker), None)


def _start_ms(turn: Turn) -> int:
    return turn.start_ms


def described(block: Block, like_ms: int = 0) -> str:
    """Say who talks from when to when: `Ida Holm, 12:30–13:05`."""
    start, end = (timecode(at, like_ms=like_ms) for at in (block.start_ms, block.end_ms))
    return f"{block.speaker or UNNAMED}, {start}–{end}"


def percent(share: float) -> str:
    """Write a share: `48 %`, and `< 1 %` for what is not nothing."""
    return "< 1 %" if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")


def by_talk(everybody: Iterable[Talk]) -> tuple[Talk, ...]:
    """Order by talk time, the most first."""
    return tuple(sorted(everybody, key=lambda talk: (-talk.talk_ms, talk.order)))


def as_text(everybody: Iterable[Talk]) -> str:
    """Write the talk times as a table for other programs: columns parted by tabs."""
    head = "Speaker\tTime\tShare\tTurns\tLongest turn"
    rows = [
        f"{' '.join(talk.name.split())}\t{timecode(talk.talk_ms)}\t{percent(talk.share)}"
        f"\t{talk.turns}\t{timecode(talk.longest_ms)}"
        for talk in by_talk(everybody)
    ]
    return "\n".join([head, *rows, ""])


def in_words(everybody: Sequence[Talk]) -> str:
    """Say who talks how long, for a screen reader."""
    return "; ".join(
        f"{talk.name} {spoken_length(talk.talk_ms)}, {percent(talk.share)}"
        for talk in by_talk(everybody)
    )


def _spoken(turns: Sequence[Turn]) -> list[Block]:
    """Return what each turn says as a block, which may be empty; none where no time is known."""
    if not any(turn.timing is Timing.GIVEN or turn.cues for turn in turns):
        return []
    return [Block(turn.start_ms, _talk_end(turn), turn.speaker) for turn in turns]


def _talk_end(turn: Turn) -> int:
    """Return when a turn's words have been said at the latest."""
    characters = sum(map(said_length, turn.paragraphs))
    said_ms = turn.start_ms + max(round(characters * SLOWEST_MS_PER_CHARACTER), SHORTEST_TALK_MS)
    if turn.cues:
        said_ms = max(said_ms, turn.cues[-1].end_ms)
    return max(min(turn.end_ms, said_ms), turn.start_ms)


def _talks(spoken: Sequence[Block]) -> tuple[Talk, ...]:
    said: dict[str, list[tuple[int, int]]] = {}
    for block in spoken:
        stretch = (block.end_ms - block.start_ms, block.start_ms)
        said.setdefault(block.speaker, []).append(stretch)
    total_ms = sum(length for stretches in said.values() for length, _ in stretches)
    return tuple(
        _talk(speaker, order, stretches, total_ms)
        for order, (speaker, stretches) in enumerate(said.items())
    )


def _talk(speaker: str, order: int, stretches: list[tuple[int, int]], total_ms: int) -> Talk:
    talk_ms = sum(length for length, _ in stretches)
    longest_ms, at_ms = max(stretches, key=lambda stretch: (stretch[0], -stretch[1]))
    share = talk_ms / total_ms if total_ms else 0.0
    return Talk(speaker, order, talk_ms, share, len(stretches), longest_ms, at_ms)


def _parted(everybody: Sequence[Talk], most: int) -> tuple[list[Talk], list[Talk]]:
    """Part those with a lane of their own from those who share one, each in speaking order."""
    if len(everybody) <= most:
        return list(everybody), []
    own = set(by_talk(everybody)[: most - 1])
    return [t for t in everybody if t in own], [t for t in everybody if t not in own]


def _joined(spoken: Sequence[Block]) -> list[Block]:
    """Make one block of neighbouring turns of one speaker, and drop what lasts no time."""
    joined = list(spoken[:1])
    for block in spoken[1:]:
        last = joined[-1]
        if block.speaker == last.speaker and block.start_ms - last.end_ms <= BREATH_MS:
            joined[-1] = Block(last.start_ms, max(last.end_ms, block.end_ms), last.speaker)
        else:
            joined.append(block)
    return [block for block in joined if block.end_ms > block.start_ms]


def _of(blocks: Sequence[Block], speakers: set[str]) -> list[Block]:
    """Return the blocks of some speakers, apart: where two talk at once the later one counts."""
    own: list[Block] = []
    for block in blocks:
        if block.speaker not in speakers:
            continue
        end_ms = block.end_ms
        if own and own[-1].end_ms > block.start_ms:
            if own[-1].speaker == block.speaker:
                end_ms = max(end_ms, own[-1].end_ms)
            own[-1] = replace(own[-1], end_ms=block.start_ms)
        own.append(block if end_ms == block.end_ms else replace(block, end_ms=end_ms))
    return [block for block in own if block.end_ms > block.start_ms]


def _distance(block: Block, position_ms: int) -> int:
    """Return how far a position is from a block; 0 within it."""
    return max(block.start_ms - position_ms, position_ms - block.end_ms, 0)
