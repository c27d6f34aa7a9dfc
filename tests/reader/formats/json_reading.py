"""What the tests of JSON formats share: a value in, what was said out."""

import json
from typing import Any

from reader.formats import Source, formats, read
from reader.model import PARAGRAPH_BREAK, EpisodeDraft

Said = tuple[str, str]


def source_of(value: Any, name: str = "talk.json") -> Source:
    """Make a source of a value, or of text that is JSON already."""
    text = value if isinstance(value, str) else json.dumps(value)
    return Source(name, text.encode())


def chosen(value: Any) -> str:
    """Say which format is surest of a value."""
    source = source_of(value)
    return max((form.confidence(source), form.NAME) for form in formats())[1]


def episode_of(value: Any) -> EpisodeDraft:
    """Read a value that holds one episode."""
    (episode,) = read(source_of(value))
    assert episode.resolution_ms == 1
    return episode


def said(value: Any) -> list[Said]:
    """Return each turn's speaker and text."""
    turns = episode_of(value).turns
    return [(turn.speaker, PARAGRAPH_BREAK.join(turn.paragraphs)) for turn in turns]


def heard(value: Any) -> list[tuple[str, int, int]]:
    """Return the text, the start and the end of each cue."""
    return [
        (PARAGRAPH_BREAK.join(turn.paragraphs)[cue.start : cue.end], cue.start_ms, cue.end_ms)
        for turn in episode_of(value).turns
        for cue in turn.cues
    ]
