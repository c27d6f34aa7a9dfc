"""Telling a chapter list from a transcript by its times: titles are few, short and far apart."""

from collections.abc import Sequence
from itertools import pairwise

from reader.model import ChapterDraft

MOST_LISTED = 500
_SPEECH_PER_S = 3.0  # characters; conversation has 12 to 20, a chapter's title less than one
_FAR_APART_MS = 30_000
_APART_MS = 10_000
_LONG_TITLE, _SHORT_TITLE = 120, 60


def likeness(chapters: Sequence[ChapterDraft]) -> float:
    """Say how like a chapter list timed lines are, 0 to 1, given in the order of the file."""
    count = len(chapters)
    if count < 2 or count > MOST_LISTED:
        return 0.0
    starts = [chapter.start_ms for chapter in chapters]
    falls = sum(later < earlier for earlier, later in pairwise(starts))
    lengths_ms = _lengths_ms(chapters)
    total_ms = sum(lengths_ms)
    characters = sum(len(chapter.title) for chapter in chapters[: len(lengths_ms)])
    if not total_ms or falls * 4 > count or characters * 1000 > _SPEECH_PER_S * total_ms:
        return 0.0
    apart_ms, title = total_ms / len(lengths_ms), characters / len(lengths_ms)
    if apart_ms >= _FAR_APART_MS and title <= _LONG_TITLE:
        return 0.8
    return 0.6 if apart_ms >= _APART_MS and title <= _SHORT_TITLE else 0.2


def _lengths_ms(chapters: Sequence[ChapterDraft]) -> list[int]:
    """Return how long each lasts: up to its end, else to the next; not the last without an end."""
    following = [chapter.start_ms for chapter in chapters[1:]]
    ends = [
        chapter.end_ms if chapter.end_ms is not None else after
        for chapter, after in zip(chapters, [*following, None], strict=True)
    ]
    return [
        max(end - chapter.start_ms, 0)
        for chapter, end in zip(chapters, ends, strict=True)
        if end is not None
    ]
