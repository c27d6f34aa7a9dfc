"""Measure what finding the sentence and the word being heard costs, in a very long transcript."""

import sys
import time
from statistics import median

from _episodes import MS_A_WORD, conversation
from _figures import Figure, note, report

from reader.cues import PackedCues
from reader.model import Cue, Timing, Turn
from reader.timeline import Timeline, settle_turns

HOURS = 40
TICK_MS = 40
TICKS = 50_000
LIMIT_US = 100.0


def main() -> int:
    """Measure and return the exit status."""
    remark = (
        f"{HOURS} hours of talk with a time for every word; {TICKS:,} ticks of {TICK_MS} ms "
        "from the middle on, each finding chapter, turn, sentence and word anew."
    )
    return report("Following by word", remark, measure())


def measure() -> list[Figure]:
    """Return the figures; takes about ten seconds."""
    draft = conversation(HOURS)
    turns = [_with_words(turn) for turn in settle_turns(draft.turns, draft.duration_ms)]
    note(f"{len(turns):,} turns, {sum(len(turn.cues) for turn in turns):,} words")
    spent_us = _ticks(Timeline(turns))
    few = Timeline(turns[: len(turns) // HOURS])
    few_us = _ticks(few)
    return [
        Figure(
            "Finding the word being heard, median",
            median(spent_us),
            unit="µs",
            against="in one hour of the same",
            baseline=median(few_us),
            limit=LIMIT_US,
        ),
        Figure("– 99 of 100 ticks", sorted(spent_us)[TICKS * 99 // 100], unit="µs", limit=LIMIT_US),
        Figure("– mean, the first tick in each turn included", sum(spent_us) / TICKS, unit="µs"),
    ]


def _ticks(timeline: Timeline) -> list[float]:
    position_ms = timeline.turns[len(timeline.turns) // 2].start_ms
    spent_us = []
    for _ in range(TICKS):
        start_s = time.perf_counter()
        moment = timeline.moment_at(position_ms)
        if moment.turn is not None:
            timeline.word_at(moment.turn, position_ms)
        spent_us.append((time.perf_counter() - start_s) * 1e6)
        position_ms += TICK_MS
    return spent_us


def _with_words(turn: Turn) -> Turn:
    cues, offset, at_ms = [], 0, turn.start_ms
    for word in turn.text.split():
        start = turn.text.index(word, offset)
        offset = start + len(word)
        cues.append(Cue(start, offset, at_ms, at_ms + MS_A_WORD - 20))
        at_ms += MS_A_WORD
    spoken = PackedCues.of(cues)
    return Turn(turn.speaker, turn.paragraphs, turn.start_ms, turn.end_ms, Timing.GIVEN, spoken)


if __name__ == "__main__":
    sys.exit(main())
