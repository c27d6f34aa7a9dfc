"""When each sentence of a turn is heard: by its cues, by the sound, or by its share of the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from reader.model import PARAGRAPH_BREAK, Timing, Turn
from reader.timing.pace import SLOWEST_SPEECH, SPEECH_MS_PER_CHARACTER, said_length
from reader.timing.retiming import in_own_time
from reader.timing.sentences import split_sentences
from reader.timing.sync_map import SyncMap

PAUSE_CHARACTERS = {",": 3, ";": 4, ":": 4, ".": 8, "?": 8, "!": 8}
OTHER_PAUSE_CHARACTERS = {
    **dict.fromkeys("、，،", 3),
    **dict.fromkeys("；：؛", 4),
    **dict.fromkeys("…。．？！؟।。", 8),
}
PARAGRAPH_PAUSE_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within a turn: `turn.text[start:end]`, heard from `start_ms` to `end_ms`."""

    start: int
    end: int
    start_ms: int
    end_ms: int
    timing: Timing


def sentences_of(turn: Turn) -> tuple[Sentence, ...]:
    """Split a turn into sentences and say when each is heard.

    Where the turn has cues, their times are kept: a sentence that begins with a cue begins when
    it does. Elsewhere the first begins with the turn, and the rest begin where the sound makes
    it likely; where that is not known they share the turn's time by length and punctuation. All
    of it is done in the transcript's own time, so that an anchor within a turn holds for the
    sentence it was set on.
    """
    if turn.retiming is not None:
        return tuple(_heard(s, turn.retiming.sync) for s in sentences_of(in_own_time(turn)))
    cue_starts = [cue.start for cue in turn.cues]
    spans = split_sentences(turn.text, cue_starts)
    if turn.estimates and len(turn.estimates) == len(spans):
        return _fitted_sentences(turn, spans)
    if cue_starts:
        return _cued_sentences(turn, spans, cue_starts)
    return _estimated_sentences(turn, spans)


def own_start_ms(turn: Turn, offset: int) -> int:
    """Return the start of the sentence that an offset lies in, in the transcript's own time."""
    sentences = sentences_of(in_own_time(turn))
    found = max(bisect_right([s.start for s in sentences], offset) - 1, 0)
    return sentences[found].start_ms if sentences else in_own_time(turn).start_ms


def _heard(sentence: Sentence, sync: SyncMap) -> Sentence:
    start_ms, end_ms = sync.stretch(sentence.start_ms, sentence.end_ms)
    return replace(sentence, start_ms=start_ms, end_ms=end_ms)


def _cued_sentences(
    turn: Turn, spans: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[Sentence, ...]:
    begins: list[tuple[int, Timing]] = []
    for start, end in spans:
        at_ms, timing = _cued_time(turn, starts, start, end)
        latest = begins[-1][0] if begins else turn.start_ms
        begins.append((max(at_ms, latest), timing))
    ends = [at_ms for at_ms, _ in begins[1:]] + [max(turn.end_ms, begins[-1][0] if begins else 0)]
    return tuple(
        Sentence(start, end, at_ms, until_ms, timing)
        for (start, end), (at_ms, timing), until_ms in zip(spans, begins, ends, strict=False)
    )


def _cued_time(turn: Turn, starts: Sequence[int], start: int, end: int) -> tuple[int, Timing]:
    """Return when the text at `start` is heard: a cue's own time, or a place within one."""
    following = bisect_left(starts, start)
    if following < len(starts) and starts[following] < end:
        cue = turn.cues[following]
        inside = following > 0 and turn.cues[following - 1].end > start
        if not inside:
            return cue.start_ms, Timing.GIVEN
    if following == 0:
        return turn.start_ms, turn.timing
    cue = turn.cues[following - 1]
    share = min((start - cue.start) / (cue.end - cue.start), 1.0)
    return cue.start_ms + int(share * (cue.end_ms - cue.start_ms)), Timing.ESTIMATED


def _fitted_sentences(turn: Turn, spans: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    ends = [*turn.estimates[1:], max(turn.end_ms, turn.estimates[-1])]
    return tuple(
        Sentence(start, end, at, until, Timing.ESTIMATED if i else turn.timing)
        for i, ((start, end), at, until) in enumerate(zip(spans, turn.estimates, ends, strict=True))
    )


def _estimated_sentences(turn: Turn, spans: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    text = turn.text
    begins = [span[0] for span in spans]
    weights = [_weight(text[a:b]) for a, b in pairwise([*begins, len(text)])]
    total = sum(weights)
    longest = int(total * SPEECH_MS_PER_CHARACTER * SLOWEST_SPEECH)
    span_ms = min(turn.end_ms - turn.start_ms, longest)
    marks = [
        turn.start_ms + span_ms * before // max(total, 1)
        for before in accumulate(weights, initial=0)
    ]
    return tuple(
        Sentence(start, end, at, until, Timing.ESTIMATED if i else turn.timing)
        for i, ((start, end), (at, until)) in enumerate(zip(spans, pairwise(marks), strict=True))
    )


def _weight(text: str) -> int:
    """Estimate the share of time that `text` takes, in characters, its pauses included."""
    # Asked for every sentence of a turn: plain loops are quickest.
    weight = said_length(text) + text.count(PARAGRAPH_BREAK) * PARAGRAPH_PAUSE_CHARACTERS
    for mark, extra in PAUSE_CHARACTERS.items():
        weight += text.count(mark) * extra
    if not text.isascii():
        for mark, extra in OTHER_PAUSE_CHARACTERS.items():
            weight += text.count(mark) * extra
    return weight
