"""What a hit shows of its text: the sentence with the best match, and when it is heard.

An excerpt is a stretch of the text in which line breaks became blanks. Where it was cut it ends in
an ellipsis, which stands in the place of a character; so offsets into the excerpt and into the
text differ by the excerpt's own offset alone.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.model import PARAGRAPH_BREAK, Turn
from reader.search.matching import Mark
from reader.search.records import HighlightedText, HitKind
from reader.search.units import PassageText
from reader.timing.sentence_times import Sentence, sentences_of
from reader.timing.sentences import split_sentences

LONGEST = 240  # code points of an excerpt
SHORT = 80  # a sentence that has fewer is shown with its neighbours
BEFORE_MATCH = 80  # what is kept before the match where a sentence is cut
WORD_SEARCH = 24  # how far to look for a blank to cut at
ELLIPSIS = "…"
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a passage. `text.text[i]` is the passage's `[offset + i]`."""

    text: HighlightedText
    offset: int
    match_ms: int | None  # the start of the sentence with the match; None: it has no time


def excerpt(kind: HitKind, passage: PassageText, marks: Sequence[Mark]) -> Excerpt:
    """Choose the stretch of a passage that shows its matches best."""
    text = passage.text
    if kind is HitKind.TURN and passage.start_ms is not None:
        timed: Sequence[Sentence] = sentences_of(_turn(passage))
        sentences = [(one.start, one.end) for one in timed]
    else:
        timed, sentences = (), list(split_sentences(text))
    sentences = sentences or [(0, len(text))]
    chosen = _best_sentence(sentences, marks)
    begin, end = _with_neighbours(sentences, chosen)
    mark = _first_mark(marks, sentences[chosen][0] if chosen else 0)
    if mark is not None:
        # A match may be outside of what the splitter takes for sentences.
        begin, end = min(begin, mark.start), max(end, min(mark.end, mark.start + LONGEST))
    start, stop = _cut(text, begin, end, mark)
    match_ms = timed[chosen].start_ms if chosen < len(timed) else passage.start_ms
    shown, offset = _shown(text, start, stop, marks, (start > begin, stop < end))
    return Excerpt(shown, offset, match_ms)


def _turn(passage: PassageText) -> Turn:
    start_ms = passage.start_ms or 0
    end_ms = start_ms if passage.end_ms is None else passage.end_ms
    paragraphs = tuple(passage.text.split(PARAGRAPH_BREAK))
    times = (passage.timing, passage.cues, passage.retiming, passage.estimates)
    return Turn(passage.speaker, paragraphs, start_ms, end_ms, *times)


def _best_sentence(sentences: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> int:
    """Return the sentence with most of the wanted words, the first of those."""
    kinds: dict[int, set[int]] = {}
    nth = 0
    for mark in marks:
        while nth + 1 < len(sentences) and sentences[nth + 1][0] <= mark.start:
            nth += 1
        kinds.setdefault(nth, set()).add(mark.leaf)
    return max(kinds, key=lambda one: len(kinds[one]), default=0)


def _first_mark(marks: Sequence[Mark], start: int) -> Mark | None:
    return next((mark for mark in marks if mark.start >= start), None)


def _with_neighbours(sentences: Sequence[tuple[int, int]], chosen: int) -> tuple[int, int]:
    """Return where a sentence begins and ends, of a short one with what is around it."""
    first = last = chosen
    while sentences[last][1] - sentences[first][0] < SHORT:
        if last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= LONGEST:
            last += 1
        elif first > 0 and sentences[last][1] - sentences[first - 1][0] <= LONGEST:
            first -= 1
        else:
            break
    return sentences[first][0], sentences[last][1]


def _cut(text: str, start: int, end: int, mark: Mark | None) -> tuple[int, int]:
    """Shorten a stretch that is too long, around its match and between words."""
    if end - start <= LONGEST:
        return start, end
    wanted = start if mark is None else max(start, mark.start - BEFORE_MATCH)
    if wanted > start:
        start = _between_words(text, wanted, wanted + WORD_SEARCH, forwards=True)
    if end - start > LONGEST:
        end = _between_words(text, start + LONGEST - WORD_SEARCH, start + LONGEST, forwards=False)
    return start, end


def _between_words(text: str, low: int, high: int, *, forwards: bool) -> int:
    """Return where a word begins (or ends) within these bounds, or where none is cut badly."""
    at = text.find(" ", low, high) if forwards else text.rfind(" ", low, high)
    if at >= 0:
        return at + 1 if forwards else at
    at = low if forwards else high
    while 0 < at < len(text) and _belongs_before(text, at):
        at -= 1
    return at


def _belongs_before(text: str, at: int) -> bool:
    """Tell whether the character there is one with the one before it."""
    return (
        unicodedata.category(text[at]).startswith("M")
        or text[at] in _JOINERS
        or text[at - 1] == "\u200d"
    )


def _shown(
    text: str, start: int, end: int, marks: Iterable[Mark], cut: tuple[bool, bool]
) -> tuple[HighlightedText, int]:
    """Return a stretch with its marks, ellipses where it was cut, and where it then begins."""
    offset = start - cut[0]
    spans = apart((max(mark.start, start), min(mark.end, end)) for mark in marks)
    shown = ELLIPSIS * cut[0] + text[start:end].replace("\n", " ") + ELLIPSIS * cut[1]
    moved = tuple((first - offset, last - offset) for first, last in spans)
    return HighlightedText(shown, moved), offset


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one, without empty ones."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
