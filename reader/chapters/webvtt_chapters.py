"""Chapters as WebVTT (or SubRip): cues whose text is the title.

A file that does not say `Kind: chapters` is told from captions by its times: titles are far
apart and short for the time they stand.
"""

import re
from itertools import islice

from reader.chapters.listing import MOST_CHAPTERS, chapter, listed
from reader.chapters.spacing import MOST_LISTED, likeness
from reader.formats.source import Source
from reader.formats.speech.cue_markup import spoken_lines
from reader.formats.speech.timed_cues import CueReader, TimedCue
from reader.model import ChapterDraft

NAME = "WebVTT chapters"

_SIGNATURE = re.compile(r"\s*WEBVTT(?!\w)", re.IGNORECASE)
_KIND = re.compile(r"^Kind\s*[:=]\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_HEADER = 1000
_VOICE = re.compile(r"<v[. ]")


def confidence(source: Source) -> float:
    """Take the header's word for it, else judge by the times."""
    text = source.text
    if "-->" not in text:
        return 0.0
    signed = _SIGNATURE.match(text) is not None
    kind = _KIND.search(text.partition("-->")[0], 0, _HEADER) if signed else None
    if kind:
        return 0.97 if kind[1].lower() == "chapters" else 0.0
    if text.count("-->") > MOST_LISTED or _VOICE.search(text):
        return 0.0
    drafts = [draft for draft in map(_chapter, _cues(source)) if draft]
    return min(likeness(drafts), 0.97 if signed else 0.6)


def read(source: Source) -> tuple[ChapterDraft, ...]:
    """Read the cues; the lines of a title become one."""
    return listed(source, map(_chapter, _cues(source)))


def _cues(source: Source) -> list[TimedCue]:
    reader = CueReader(source.text, is_webvtt=_SIGNATURE.match(source.text) is not None)
    return list(islice(reader.cues(), MOST_CHAPTERS + 1))


def _chapter(cue: TimedCue) -> ChapterDraft | None:
    title = " ".join(line.text for line in spoken_lines(cue))
    return chapter(title, cue.start_ms, cue.end_ms)
