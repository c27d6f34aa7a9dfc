"""Chapters in the JSON that programs write about a file: ffprobe, yt-dlp, Audible's downloaders.

`chapters[]{start_time, end_time, title or tags.title}` in seconds, or
`chapters[]{start_offset_ms, length_ms, title}`, at whatever depth Audible nests them.
"""

from typing import Any

from reader.chapters.listing import chapter, listed
from reader.formats.json_reading.fields import field, milliseconds, objects, seconds, share
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "chapters in a program's JSON"

_PLACES = (
    ("chapters",),
    ("chapter_info", "chapters"),
    ("content_metadata", "chapter_info", "chapters"),
    ("media", "chapters"),
)
_DEEPEST = 20


def confidence(source: Source) -> float:
    """Look for the starts by the names that these programs give them."""
    items = _items(source.json)
    known = share(items, "start_time") >= 0.5 or share(items, "start_offset_ms") >= 0.5
    return 0.9 if known and not any("text" in item for item in items[:50]) else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the chapters, those within others too."""
    return listed(source, (_chapter(item) for item in _unfolded(_items(source.json))))


def _items(document: Any) -> list[dict[str, Any]]:
    return next((found for path in _PLACES if (found := objects(field(document, *path)))), [])


def _unfolded(items: list[dict[str, Any]], depth: int = 0) -> list[dict[str, Any]]:
    unfolded = []
    for item in items:
        unfolded.append(item)
        if depth < _DEEPEST:
            unfolded += _unfolded(objects(item.get("chapters")), depth + 1)
    return unfolded


def _chapter(item: dict[str, Any]) -> ChapterDraft | None:
    title = item.get("title") or field(item, "tags", "title")
    start = milliseconds(item.get("start_offset_ms"))
    if start is not None:
        length = milliseconds(item.get("length_ms"))
        return chapter(title, start, None if length is None else start + length)
    return chapter(title, seconds(item.get("start_time")), seconds(item.get("end_time")))
