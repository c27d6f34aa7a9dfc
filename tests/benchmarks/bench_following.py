"""Measure what finding the sentence and the word being heard costs, in a very long transcript."""

import sys
import time
from statistics import median

from _episodes import MS_A_WORD, conversation
from _figures import Figure, note, once_ms, report

from reader.model import Cue, Timing, Turn
from reader.timing.cues import PackedCues
from reader.timing.settling import settle_turns
from reader.timing.timeline import Timeline

HOURS = 40
TICK_MS = 40
TICKS = 50_000
LIMIT_US = 100.0
WORDS_OF_ONE_TURN = 60_000
FIRST_TICK_LIMIT_MS = 1.0
ROUNDS = 5


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
        *_first_ticks(),
    ]


def _first_ticks() -> list[Figure]:
    """Return what the first tick costs in a turn that is longer than any."""
    hours = WORDS_OF_ONE_TURN * MS_A_WORD / 3_600_000
    draft = conversation(hours)
    text = " ".join(paragraph for turn in draft.turns for paragraph in turn.paragraphs)
    turn = Turn("Ada", (text,), 0, WORDS_OF_ONE_TURN * MS_A_WORD)
    opening_ms, first_ms, unready_ms = [], [], []
    for _ in range(ROUNDS):
        ready, unready = Timeline((turn,)), Timeline((turn,))
        opening_ms.append(once_ms(ready.split_long_turns))
        first_ms.append(once_ms(lambda: ready.moment_at(turn.end_ms // 2)))  # noqa: B023 (called here)
        unready_ms.append(once_ms(lambda: unready.moment_at(turn.end_ms // 2)))  # noqa: B023
    return [
        Figure(
            f"The first tick in one turn of {len(text.split()):,} words",
            median(first_ms),
            against="in one that was not split when it was opened",
            baseline=median(unready_ms),
            limit=FIRST_TICK_LIMIT_MS,
        ),
        Figure("– splitting it when it is opened, off the GUI thread", median(opening_ms)),
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
