"""Chapters as OGMtools and Matroska write them: `CHAPTER01=00:00:00.000`, `CHAPTER01NAME=…`."""

import re

from reader.chapters.listing import chapter, listed
from reader.formats.json_reading.fields import seconds
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "Matroska chapters as text"

_LINE = re.compile(
    r"^[ \t]*CHAPTER(\d{1,5})(NAME)?[ \t]*=[ \t]*([^\n]*)", re.IGNORECASE | re.MULTILINE
)
_FIRST = re.compile(r"\s*CHAPTER\d{1,5}[ \t]*=[ \t]*\d{1,4}:\d", re.IGNORECASE)


def confidence(source: Source) -> float:
    """Look for a time at the beginning, or further down, among a recording's other comments."""
    if _FIRST.match(source.text):
        return 0.97
    times = [found for found in _LINE.finditer(source.text, 0, 20_000) if not found[2]]
    timed = sum(seconds(found[3]) is not None for found in times)
    return 0.6 if timed > 1 else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the chapters; a name belongs to the time of its number."""
    starts: dict[int, int | None] = {}
    names: dict[int, str] = {}
    for number, is_name, value in _LINE.findall(source.text):
        if is_name:
            names.setdefault(int(number), value)
        else:
            starts.setdefault(int(number), seconds(value))
    return listed(
        source, (chapter(names.get(number, ""), start) for number, start in starts.items())
    )
