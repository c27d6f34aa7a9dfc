"""Podcasting 2.0 chapters: JSON with `chapters[]{startTime, title, toc, endTime, …}`, in seconds.

Source: "JSON Chapters Format", version 1.2, of the podcast namespace. Times come as strings
too, and some files are the bare array.
"""

from typing import Any

from reader.chapters.listing import chapter, listed
from reader.formats.json_reading.fields import field, objects, seconds, share
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "Podcasting 2.0 chapters"

_HIDDEN = (False, 0, "false", "False", "no", "0")


def confidence(source: Source) -> float:
    """Look for chapters with a `startTime`; those of a transcript have speech beside them."""
    document = source.json
    if share(_items(document), "startTime") < 0.5:
        return 0.0
    speech = any(objects(field(document, name)) for name in ("segments", "transcript", "words"))
    bare = isinstance(document, list)
    if bare and any(name in item for name in ("body", "text") for item in document[:50]):
        return 0.0
    return 0.3 if speech else 0.95


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the chapters that are to be listed; where none is, all of them."""
    items = _items(source.json)
    shown = [item for item in items if item.get("toc", True) not in _HIDDEN]
    return listed(source, (_chapter(item) for item in shown or items))


def _items(document: Any) -> list[dict[str, Any]]:
    return objects(document) or objects(field(document, "chapters"))


def _chapter(item: dict[str, Any]) -> ChapterDraft | None:
    title = item.get("title") or item.get("name")
    return chapter(title, seconds(item.get("startTime")), seconds(item.get("endTime")))
