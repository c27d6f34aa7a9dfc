"""Decides which of several lists of chapters holds: page, files and tags may all have one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce

from reader.merging import merged_chapters
from reader.model import ChapterDraft


class ChapterKind(StrEnum):
    """Where a list of chapters stands; in the order of trust where all else is equal."""

    PAGE = "page"
    FILE = "file"
    TAGS = "tags"


_TRUST = {kind: trust for trust, kind in enumerate(ChapterKind)}
_STILL_WHOLE = 0.5  # a list that its own source gives anew keeps at least this part


@dataclass(frozen=True, slots=True)
class ChapterList:
    """One source's chapters. `source` is a file's absolute path, or a word such as "clipboard"."""

    kind: ChapterKind
    source: str
    chapters: tuple[ChapterDraft, ...]
    chosen: bool = False  # by hand


def gathered(known: Iterable[ChapterList], fresh: Iterable[ChapterList]) -> tuple[ChapterList, ...]:
    """Return the known lists brought up to date by fresh ones; a choice by hand stays."""
    lists = {(one.kind, one.source): one for one in known}
    for one in fresh:
        before = lists.get((one.kind, one.source))
        if before is None:
            if one.chapters:
                lists[one.kind, one.source] = one
        elif len(one.chapters) >= _STILL_WHOLE * len(before.chapters):
            lists[one.kind, one.source] = replace(before, chapters=one.chapters)
    return tuple(lists.values())


def decided(lists: Sequence[ChapterList], audio_ms: int | None = None) -> tuple[ChapterDraft, ...]:
    """Return the chapters that hold: those chosen by hand, or else what the rules say.

    The longer list holds; of lists that agree the first one's titles hold with the finer times.
    Chapters that begin after the audio's end do not count, unless they are all there is.
    """
    chosen = [one for one in lists if one.chosen]
    ranked = sorted(chosen or lists, key=lambda one: _TRUST[one.kind])
    trimmed = [_within(one.chapters, audio_ms) for one in ranked]
    return reduce(merged_chapters, trimmed, ())


def _within(chapters: tuple[ChapterDraft, ...], audio_ms: int | None) -> tuple[ChapterDraft, ...]:
    """Clamp starts to 0 and leave out what begins after the end, but not the greater part."""
    clamped = tuple(c if c.start_ms >= 0 else replace(c, start_ms=0) for c in chapters)
    if audio_ms is None:
        return clamped
    inside = tuple(chapter for chapter in clamped if chapter.start_ms < audio_ms)
    return inside if 2 * len(inside) > len(clamped) else clamped
