r"""Audacity's labels: `start⇥end⇥label` in seconds; lines that begin with `\` are frequencies.

People mark chapters with them, and transcribe with them too: the times tell.
"""

import re

from reader.chapters.listing import chapter, listed
from reader.chapters.spacing import likeness
from reader.formats.json_reading.fields import seconds
from reader.formats.source import Source
from reader.model import ChapterDraft

NAME = "Audacity labels"

_SAMPLE = 100_000
_LINE = re.compile(
    r"^[ \t]*(\d{1,7}(?:[.,]\d{1,9})?)\t[ \t]*(\d{1,7}(?:[.,]\d{1,9})?)(?:\t([^\n]*))?$",
    re.MULTILINE,
)


def confidence(source: Source) -> float:
    """Look for such lines, hardly any others, and judge by their times."""
    sample = source.text[:_SAMPLE]
    drafts = _labels(sample)
    lines = sum(bool(line.strip()) and line[0] != "\\" for line in sample.split("\n"))
    if not drafts or len(drafts) * 10 < lines * 9:
        return 0.0
    return 0.3 if len(drafts) == 1 else likeness(drafts)


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the labels."""
    return listed(source, _labels(source.text))


def _labels(text: str) -> list[ChapterDraft]:
    found = (
        chapter(label, seconds(start), seconds(end)) for start, end, label in _LINE.findall(text)
    )
    return [draft for draft in found if draft is not None]
