"""The chapters of an episode's page, as text, Markdown or HTML, for an episode that has none."""

import re

from reader import formats
from reader.chapters.listing import listed
from reader.chapters.spacing import likeness
from reader.chapters.timed_lines import timed_lines
from reader.errors import TranscriptError
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "chapters on a page"

_CLOCK = re.compile(r"(?<![\d:.])\d{1,3}:[0-5]\d(?!\d)")
_CAPTION = re.compile(r"^[\d:.,]{4,13}(?: *--> *|,)[\d:.,]{4,13}", re.MULTILINE)
_SAMPLE = 2_000_000
_MOST_LINES = 20_000  # a page with a transcript of ten hours has half of it


def confidence(source: Source) -> float:
    """Be the last resort for what shows more than one time and is no file of captions."""
    captions = _CAPTION.search(source.text) is not None
    if captions or source.json is not None or source.text.count("\n") > _MOST_LINES:
        return 0.0
    times = _CLOCK.finditer(source.text, 0, _SAMPLE)
    return 0.05 if next(times, None) and next(times, None) else 0.0


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the page, else the timed lines between others, as descriptions of videos have them.

    Raise TranscriptError where several of the page's episodes have chapters.
    """
    lists = _on_page(source)
    if len(lists) > 1:
        raise source.error(
            f"shows the chapters of {len(lists)} episodes. Choose the page of one episode."
        )
    if lists:
        return listed(source, lists[0])
    lines = timed_lines(source.text.split("\n"))
    return listed(source, lines if likeness(lines) else ())


def _on_page(source: Source) -> list[tuple[ChapterDraft, ...]]:
    try:
        return [draft.chapters for draft in formats.read(source) if draft.chapters]
    except TranscriptError:  # no page, but it may have timed lines
        return []
