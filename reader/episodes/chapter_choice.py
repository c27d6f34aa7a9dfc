"""Decides which of several lists of chapters holds: page, files and tags may all have one. Pure.

The page's and files' lists are in the transcript's time. One from the audio's own tags is in the
audio's, unless it says the same as the page's: then it was made for the cut that the page is of,
and says nothing of this recording. See docs/decisions/0022-sync-map.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce

from reader.episodes.identity import title_key
from reader.episodes.merging import SAME_START_MS, merged_chapters
from reader.model import AudioFile, ChapterDraft
from reader.timing.retiming import retimed_chapters
from reader.timing.sync_map import SyncMap


class ChapterKind(StrEnum):
    """Where a list of chapters stands; in the order of trust where all else is equal."""

    PAGE = "page"
    FILE = "file"
    TAGS = "tags"


_TRUST = {kind: trust for trust, kind in enumerate(ChapterKind)}
_FEWEST_TOLD = 2  # one chapter says nothing: it begins at 0, and may be called the same anywhere
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


def that_hold(
    lists: Sequence[ChapterList], sync: SyncMap, audio: AudioFile | None
) -> tuple[ChapterDraft, ...]:
    """Return the chapters that hold, in the time of a recording; see `decided`."""
    heard = in_audio_time(lists, sync, audio)
    own = _own_tags(heard, audio)
    known = [one for one in heard if one.kind is not ChapterKind.TAGS or one.chosen or one in own]
    return decided(known, audio.duration_ms if audio else None)


def in_audio_time(
    lists: Sequence[ChapterList], sync: SyncMap, audio: AudioFile | None
) -> tuple[ChapterList, ...]:
    """Return all lists as they are heard in a recording."""
    tags = _own_tags(lists, audio)
    others = [one for one in lists if one.kind is not ChapterKind.TAGS]
    return tuple(
        _tags_heard(one, others, sync) if one.kind is ChapterKind.TAGS else _heard(one, tags, sync)
        for one in lists
    )


def _own_tags(lists: Sequence[ChapterList], audio: AudioFile | None) -> list[ChapterList]:
    """Return the lists of a recording's own tags; all tags' where none is known to be.

    A file that was moved since is not known by its name.
    """
    tags = [one for one in lists if one.kind is ChapterKind.TAGS]
    return [one for one in tags if audio is not None and one.source == str(audio.path)] or tags


def _tags_heard(one: ChapterList, others: Sequence[ChapterList], sync: SyncMap) -> ChapterList:
    """Return a list from tags in the audio's time; one chosen by hand is right as it is."""
    is_copy = any(_are_of_one_cut(one.chapters, other.chapters) for other in others)
    return _moved(one, sync) if is_copy and not one.chosen else one


def _heard(one: ChapterList, tags: Sequence[ChapterList], sync: SyncMap) -> ChapterList:
    """Return a list of the page or of a file in the audio's time."""
    for tagged in tags:
        copied = _are_of_one_cut(one.chapters, tagged.chapters)
        if not copied and _are_called_the_same(one.chapters, tagged.chapters):
            pairs = zip(one.chapters, tagged.chapters, strict=True)
            timed = (replace(heard, title=named.title) for named, heard in pairs)
            return replace(one, chapters=tuple(timed))
    return _moved(one, sync)


def _moved(one: ChapterList, sync: SyncMap) -> ChapterList:
    return one if sync.is_plain else replace(one, chapters=retimed_chapters(one.chapters, sync))


def _are_of_one_cut(one: Sequence[ChapterDraft], other: Sequence[ChapterDraft]) -> bool:
    """Tell whether all chapters of a list stand in the other, at the same times to a second."""
    fewer, more = sorted((one, other), key=len)
    return len(fewer) >= _FEWEST_TOLD and all(
        any(abs(chapter.start_ms - same.start_ms) <= SAME_START_MS for same in more)
        for chapter in fewer
    )


def _are_called_the_same(one: Sequence[ChapterDraft], other: Sequence[ChapterDraft]) -> bool:
    titles, others = ([title_key(chapter.title) for chapter in these] for these in (one, other))
    return titles == others and len(set(titles)) >= _FEWEST_TOLD


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
