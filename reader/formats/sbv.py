"""SubViewer captions as YouTube writes them: cues below `0:00:01.000,0:00:03.000`."""

import re

from reader.formats.source import Source
from reader.formats.speech.caption_file import episode_of, spoken_cues
from reader.formats.speech.timed_cues import CueReader
from reader.model import EpisodeDraft

NAME = "SBV"

_SAMPLE = 8000
_TIME = r"\d{1,3}:\d\d:\d\d\.\d{1,3}"
_TIMES = re.compile(rf"({_TIME})\s*,\s*({_TIME})\s*$")
_NEARLY = re.compile(r"(\d{1,3}:\d\d:[\d:]{1,6}[.][\w.]{1,6}),(\d{1,3}:\d\d:\S{1,10})\s*$")


def confidence(source: Source) -> float:
    """Be sure where a pair of times opens the text."""
    lines = [line for line in map(str.strip, source.text[:_SAMPLE].split("\n")) if line]
    timed = [index for index, line in enumerate(lines) if _TIMES.match(line)]
    if not timed:
        return 0.0
    return 0.9 if timed[0] == 0 else 0.6 if len(timed) * 6 >= len(lines) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the captions. Raise TranscriptError if there are none, or none with a time."""
    reader = CueReader(source.text, _times)
    cues = spoken_cues(source, reader, NAME)
    notes = "\n\n".join(reader.preamble)
    return episode_of(source, cues, NAME, EpisodeDraft("", notes=notes, resolution_ms=1))


def _times(line: str) -> tuple[str, str] | None:
    """Find the times; a line that is nearly one times its cue by what it can."""
    found = (_TIMES.match(line) or _NEARLY.match(line)) if line[0].isdigit() else None
    return (found[1], found[2]) if found else None
