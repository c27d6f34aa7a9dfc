"""Chapters in the tags of audio files: ID3 CHAP and CTOC frames, and Vorbis comments.

Every reader returns chapters by start; those that start together keep their order in the file.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reader.media.lengths import LONGEST_MS
from reader.model import ChapterDraft

_TOP_LEVEL = 2  # CTOC flag; 1 is "ordered"
_VORBIS_KEY = re.compile(r"^chapter(\d{1,4})$", re.IGNORECASE)
_VORBIS_TIME = re.compile(r"^\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?\s*$")


def in_order(chapters: Iterable[ChapterDraft]) -> tuple[ChapterDraft, ...]:
    """Sort by start and give a number to what has no title."""
    ordered = sorted(chapters, key=lambda chapter: chapter.start_ms)
    return tuple(
        chapter
        if chapter.title
        else ChapterDraft(f"Chapter {number}", chapter.start_ms, chapter.end_ms)
        for number, chapter in enumerate(ordered, start=1)
    )


def id3_chapters(tags: Any) -> tuple[ChapterDraft, ...]:
    """Return the chapters of an ID3v2 tag that its table of contents lists.

    `tags` is a `mutagen.id3.ID3`. Without a table, or with one that leads nowhere, every CHAP
    frame counts. One that the table leaves out is hidden: podcast programs use such frames to
    change the picture. Source: ID3v2 Chapter Frame Addendum 1.0.
    """
    frames = {frame.element_id: frame for frame in tags.getall("CHAP")}
    tables = {frame.element_id: frame for frame in tags.getall("CTOC")}
    listed = [frames[name] for name in _listed(tables) if name in frames]
    drafts = (_id3_chapter(frame) for frame in listed or frames.values())
    return in_order(draft for draft in drafts if draft)


def _listed(tables: Mapping[str, Any]) -> list[str]:
    """Return what the tables list, in order, tables within tables unfolded once."""
    nested = {child for table in tables.values() for child in table.child_element_ids}
    roots = [name for name, table in tables.items() if int(table.flags or 0) & _TOP_LEVEL]
    roots = roots or [name for name in tables if name not in nested] or list(tables)[:1]
    names, seen = [], set[str]()
    waiting = list(reversed(roots))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        names.append(name)
        if name in tables:
            waiting.extend(reversed(tables[name].child_element_ids))
    return names


def _id3_chapter(frame: Any) -> ChapterDraft | None:
    start, end = int(frame.start_time), int(frame.end_time)
    if start > LONGEST_MS:
        return None  # placed by byte offset alone, or damaged
    titles = frame.sub_frames.getall("TIT2")
    title = one_line(titles[0].text) if titles else ""
    return ChapterDraft(title, start, end if start < end <= LONGEST_MS else None)


def vorbis_chapters(
    keys: Iterable[str], values: Callable[[str], Sequence[str]]
) -> tuple[ChapterDraft, ...]:
    """Return the chapters of Vorbis comments: `CHAPTER001=00:01:02.500`, `CHAPTER001NAME=…`.

    `values` returns all values of a key. Source: the Chapter Extension on wiki.xiph.org.
    """
    numbers = {match[1]: key for key in keys if (match := _VORBIS_KEY.match(key))}
    by_key = {key.lower(): key for key in keys}
    chapters = []
    for number in sorted(numbers, key=int):
        start = _vorbis_ms(values(numbers[number]))
        name_key = by_key.get(f"chapter{number}name")
        if start is not None:
            title = one_line(values(name_key)) if name_key else ""
            chapters.append(ChapterDraft(title, start))
    return in_order(chapters)


def _vorbis_ms(values: Sequence[str]) -> int | None:
    match = _VORBIS_TIME.match(str(values[0])) if values else None
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0")[:3])


def one_line(texts: Sequence[Any]) -> str:
    """Return the first text, its blanks and line ends made single blanks."""
    return " ".join(str(texts[0]).replace("\0", " ").split()) if texts else ""
