"""JSON as WhisperX writes it: segments of words, some without times, most with speakers."""

from typing import Any

from reader.formats.json_reading.fields import field, objects, share, speaker_names, text_of
from reader.formats.source import Source
from reader.formats.speech.recognised_segments import segment
from reader.formats.speech.spoken_words import from_segments
from reader.model import EpisodeDraft

NAME = "WhisperX JSON"


def confidence(source: Source) -> float:
    """Look for what WhisperX adds to Whisper's segments: aligned words with a score, speakers."""
    segments = objects(field(source.json, "segments"))
    if share(segments, "start", "text") < 0.5:
        return 0.0
    words = [word for item in segments[:10] for word in objects(item.get("words"))[:5]]
    aligned = isinstance(field(source.json, "word_segments"), list)
    if aligned or share(words, "word", "score") >= 0.3:
        return 0.95
    return 0.9 if _any_speaker(segments) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the segments; one in which the speaker changes is cut there."""
    names = speaker_names(source.json)
    segments = objects(field(source.json, "segments"))
    parts = (segment(item, names) for item in segments)
    return from_segments(source, parts, text_of(field(source.json, "language")))


def _any_speaker(segments: list[dict[str, Any]]) -> bool:
    return any("speaker" in item for item in segments[:200])
