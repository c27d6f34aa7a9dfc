"""Chapters as lines of text: `00:01:59.000 Title <link>` (mp4chaps), `0:00 Title`, `Title (8:26)`.

So they stand in the descriptions of videos and episodes, with and without words around them.
`00060000 Title`, in milliseconds, is how mp3chaps writes them.
"""

import re
from collections.abc import Iterable
from itertools import islice

from reader.chapters.listing import MOST_CHAPTERS, chapter, listed
from reader.chapters.spacing import likeness
from reader.formats.json_reading.fields import seconds
from reader.formats.pages.chapter_lists import parse_chapter
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "chapters as lines of text"

_SAMPLE = 100_000
_LONGEST_LINE = 2_000
_LINK = re.compile(r"\s*<(?:https?:|mailto:)[^<>\s]*>\s*$")
# With hours and a fraction: nothing else begins like that, so the title may be of any length.
_EXACT = re.compile(r"\s*(\d{1,3}:[0-5]?\d:[0-5]?\d[.,]\d{1,9})[\s,;]+(\S.*)?$")
_SPAN = re.compile(r"(?:-->\s*)?\d{1,3}:\d\d(?::\d\d)?[\d.,]*$")  # the other end of a caption
_MILLISECONDS = re.compile(r"\s*(\d{8,10})\s+(\S.*)$")


def confidence(source: Source) -> float:
    """Judge the timed lines by their times, and by how few other lines there are."""
    if "-->" in source.text or source.text.lstrip()[:1] in {"<", "{"}:
        return 0.0
    lines = [line for line in source.text[:_SAMPLE].split("\n") if line.strip()]
    drafts = timed_lines(lines)
    share = len(drafts) / max(len(lines), 1)
    if len(drafts) == 1 and share == 1:
        return 0.1
    return likeness(drafts) * (1.0 if share >= 0.85 else 0.7) if share >= 0.7 else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the lines that begin or end with a time."""
    return listed(source, timed_lines(source.text.split("\n")))


def timed_lines(lines: Iterable[str]) -> list[ChapterDraft]:
    """Return a chapter for each line that begins or ends with a time, in their order.

    Of more than a list can have, only as many as show that there are too many.
    """
    return list(islice((draft for draft in map(_chapter, lines) if draft), MOST_CHAPTERS + 1))


def _chapter(line: str) -> ChapterDraft | None:
    line = line.strip("\ufeff \t")
    if not line or len(line) > _LONGEST_LINE:
        return None
    line = _LINK.sub("", line)
    exact = _EXACT.match(line)
    if exact and not _SPAN.match(exact[2] or ""):
        return chapter(exact[2], seconds(exact[1].replace(",", ".")))
    counted = _MILLISECONDS.match(line)
    if counted:
        return chapter(counted[2], int(counted[1]))
    found = parse_chapter(line)
    return chapter(found.title, found.start_ms, found.end_ms) if found else None
