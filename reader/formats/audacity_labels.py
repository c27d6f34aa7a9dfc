"""Audacity's label tracks: start, end and label between tabs, in seconds.

Lines that begin with a backslash give a label's frequencies
(https://manual.audacityteam.org/man/importing_and_exporting_labels.html).
"""

import re

from reader.formats.source import Source
from reader.formats.speech.caption_file import check_pieces, episode_of, spoken_cue
from reader.formats.speech.timed_cues import TimedCue
from reader.model import EpisodeDraft

NAME = "Audacity labels"

_SAMPLE_LINES = 40
_SAMPLE = 8000
_SECONDS = r"-?\d{1,9}(?:[.,]\d{1,9})?"
_LABEL = re.compile(rf"({_SECONDS})\t({_SECONDS})(?:\t(.*))?$")
_LINE = re.compile(r"[^\n]+")


def confidence(source: Source) -> float:
    """Be sure where lines of two numbers and a label open the text and go on."""
    lines = [line for line in source.text[:_SAMPLE].split("\n") if line.strip()][:_SAMPLE_LINES]
    labels = sum(1 for line in lines if _LABEL.match(line))
    frequencies = sum(1 for line in lines if line.startswith("\\"))
    named = any((found := _LABEL.match(line)) and (found[3] or "").strip() for line in lines)
    enough = labels and (labels + frequencies) * 10 >= len(lines) * 8
    return 0.9 if enough and named and _LABEL.match(lines[0]) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the labels, in the file's order. Raise TranscriptError if none has text."""
    check_pieces(source)
    cues = []
    latest = 0
    for line in _LINE.finditer(source.text):
        label = _LABEL.match(line[0])
        if label:
            latest, end_ms, text = _ms(label[1]), _ms(label[2]), label[3] or ""
            cue = TimedCue(latest, end_ms if end_ms >= latest else None, [text])
            cues.append(spoken_cue(cue))
        elif not line[0].startswith("\\"):
            cues.append(spoken_cue(TimedCue(latest, None, [line[0]])))
    return episode_of(source, cues, NAME)


def _ms(seconds: str) -> int:
    return max(round(float(seconds.replace(",", ".")) * 1000), 0)
