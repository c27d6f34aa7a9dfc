"""SubRip subtitles (.srt), and WebVTT without its first line: cues below `start --> end`."""

import re

from reader.formats.source import Source
from reader.formats.speech.caption_file import episode_of, spoken_cues
from reader.formats.speech.cue_markup import clean
from reader.formats.speech.timed_cues import CueReader, arrow_times
from reader.model import EpisodeDraft

NAME = "SubRip"

_SAMPLE = 8000
_INDEX = re.compile(r"\d+$")
_TAGGED = re.compile(r"\s*(?:<[!?a-zA-Z]|[\[{]\s*[\"{\[])")


def confidence(source: Source) -> float:
    """Be sure where times open the text, less where some stand further down."""
    text = source.text
    if text.lstrip()[:6].upper() == "WEBVTT" or _TAGGED.match(text[:200]):
        return 0.0
    lines = [line for line in map(str.strip, text[:_SAMPLE].split("\n")) if line]
    timed = [index for index, line in enumerate(lines) if "->" in line and arrow_times(line)]
    if not timed:
        return 0.0
    opens = timed[0] == 0 or (timed[0] == 1 and _INDEX.match(lines[0]) is not None)
    return 0.9 if opens else 0.7 if len(timed) * 12 >= len(lines) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the subtitles; what stands before the first is the notes.

    Raise TranscriptError if there are none, or none with a time.
    """
    reader = CueReader(source.text)
    cues = spoken_cues(source, reader, NAME)
    notes = "\n\n".join(filter(None, map(clean, reader.preamble)))
    return episode_of(source, cues, NAME, EpisodeDraft("", notes=notes, resolution_ms=1))
