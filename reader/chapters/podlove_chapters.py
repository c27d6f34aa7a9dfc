"""Podlove's chapters as JSON: `[{start, title, href, image}]`, or a player's whole configuration.

A start is a clock's time (`00:01:15.911`) or a number of seconds. Auphonic writes the same.
"""

from typing import Any

from reader.chapters.listing import chapter, listed
from reader.formats.json_reading.fields import field, objects, seconds, share
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "Podlove chapters as JSON"

_SPEECH = ("transcripts", "transcript", "words", "utterances", "segments", "results")
_SPOKEN = ("text", "body", "speaker", "words")


def confidence(source: Source) -> float:
    """Look for objects with start and title but nothing spoken, and for a transcript beside."""
    document = source.json
    items = _items(document)
    if share(items, "start", "title") < 0.5 or any(
        name in item for item in items[:50] for name in _SPOKEN
    ):
        return 0.0
    speech = any(isinstance(field(document, name), list | dict) for name in _SPEECH)
    filled = any(field(document, name) for name in _SPEECH)
    return 0.3 if speech and filled else 0.9


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the chapters."""
    return listed(source, (_chapter(item) for item in _items(source.json)))


def _items(document: Any) -> list[dict[str, Any]]:
    found = objects(document) or objects(field(document, "chapters"))
    return found or objects(field(document, "data", "chapters"))


def _chapter(item: dict[str, Any]) -> ChapterDraft | None:
    return chapter(item.get("title"), seconds(item.get("start")), seconds(item.get("end")))
