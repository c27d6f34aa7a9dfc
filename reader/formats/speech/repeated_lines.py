"""Captions that show lines again: rolling ones (YouTube's) and karaoke (one word lit at a time).

Each line is kept once, at the time it appeared; a word that is lit in turn has its own time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reader.formats.speech.cue_markup import Line
from reader.model import Cue

# Cues further apart than this do not show one line twice: somebody said it again.
_ADJACENT_MS = 1000
# At least every fourth cue repeats a line where that is how the whole file is made.
_SHARE = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cue's lines with its times."""

    start_ms: int
    end_ms: int | None
    lines: tuple[Line, ...]
    speaker: str = ""  # where the format says it apart from the text


def without_repeats(cues: list[Spoken]) -> list[Spoken]:
    """Return the cues with each line once, if the file as a whole repeats lines; all if not."""
    merged = list(_lit_in_turn(cues)) if any(_lit(cue) for cue in cues) else cues
    return list(_unrolled(merged)) if _is_rolling(merged) else merged


def _lit(cue: Spoken) -> bool:
    return any(line.lit for line in cue.lines)


def _lit_in_turn(cues: Sequence[Spoken]) -> Iterator[Spoken]:
    """Make one cue of neighbours with the same text in which different words are lit."""
    at = 0
    while at < len(cues):
        end = at + 1
        while end < len(cues) and _shows_same(cues[end - 1], cues[end]):
            end += 1
        run = cues[at:end]
        spans = [tuple(line.lit for line in cue.lines) for cue in run if _lit(cue)]
        yield _sung(run) if len(set(spans)) > 1 else run[0]
        yield from () if len(set(spans)) > 1 else run[1:]
        at = end


def _shows_same(last: Spoken, cue: Spoken) -> bool:
    return _texts(last) == _texts(cue) and _is_adjacent(last, cue)


def _sung(run: Sequence[Spoken]) -> Spoken:
    words: list[list[Cue]] = [[] for _ in run[0].lines]
    for cue in run:
        end_ms = cue.start_ms if cue.end_ms is None else cue.end_ms
        for said, line in zip(words, cue.lines, strict=True):
            if line.lit and (not said or line.lit[0] >= said[-1].end):
                said.append(Cue(*line.lit, cue.start_ms, end_ms))
    lines = tuple(
        replace(line, words=tuple(said), lit=None)
        for line, said in zip(run[0].lines, words, strict=True)
    )
    return replace(run[0], end_ms=run[-1].end_ms, lines=lines)


def _texts(cue: Spoken) -> list[str]:
    return [line.text for line in cue.lines]


def _is_adjacent(last: Spoken, cue: Spoken) -> bool:
    end_ms = last.start_ms if last.end_ms is None else last.end_ms
    return last.start_ms <= cue.start_ms <= end_ms + _ADJACENT_MS


def _is_rolling(cues: Sequence[Spoken]) -> bool:
    """Say whether lines stay while others come, so often that it is no coincidence."""
    repeating = rolling = 0
    for last, cue in pairwise(cues):
        if _is_adjacent(last, cue):
            kept, grown = _shown_before(last, cue)
            repeating += kept > 0 or grown > 0
            rolling += (0 < kept < len(cue.lines)) or grown > 0
    return rolling > 0 and repeating > 1 and repeating * _SHARE >= len(cues) - 1


def _shown_before(last: Spoken, cue: Spoken) -> tuple[int, int]:
    """Return how many lines were there already, and how much of the line after them."""
    if len(last.lines) == len(cue.lines) == 1:
        return _line_shown_before(last.lines[0].text, cue.lines[0].text)
    before, now = _texts(last), _texts(cue)
    for kept in range(min(len(before), len(now), 4), 0, -1):
        if before[-kept:] == now[:kept]:
            return kept, 0
    for kept in range(min(len(before), len(now), 4) - 1, -1, -1):
        first = len(before) - kept - 1
        if before[first:-1] == now[:kept] and now[kept].startswith(before[-1] + " "):
            return kept, len(before[-1]) + 1
    return 0, 0


def _line_shown_before(before: str, now: str) -> tuple[int, int]:
    """Return the same of cues of one line, as most are."""
    if before == now:
        return 1, 0
    return 0, len(before) + 1 if now.startswith(f"{before} ") else 0


def _unrolled(cues: Sequence[Spoken]) -> Iterator[Spoken]:
    last: Spoken | None = None
    for cue in cues:
        kept, grown = _shown_before(last, cue) if last and _is_adjacent(last, cue) else (0, 0)
        lines = list(cue.lines[kept:])
        if grown:
            lines[0] = _rest(lines[0], grown)
        if lines:
            yield replace(cue, lines=tuple(lines))
        last = cue if cue.lines else last


def _rest(line: Line, start: int) -> Line:
    words = tuple(
        replace(word, start=word.start - start, end=word.end - start)
        for word in line.words
        if word.start >= start
    )
    return Line(line.text[start:], line.voice, words)
