"""Transcripts as Podcasting 2.0 defines them in JSON: segments with a speaker and a body.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts
A segment may be a caption, one word, one mark, or nothing but the blank between two words.
"""

from collections.abc import Sequence
from typing import Any

from reader.formats.json_reading.fields import field, objects, seconds, share, speaker_of, text_of
from reader.formats.source import Source
from reader.formats.speech.spoken_words import (
    Piece,
    Segment,
    bring_blanks,
    from_segments,
    from_words,
    parted,
)
from reader.model import EpisodeDraft

NAME = "Podcasting 2.0 JSON"


def confidence(source: Source) -> float:
    """Look for segments with a start time and a body."""
    segments = objects(field(source.json, "segments"))
    if share(segments, "body") < 0.5:
        return 0.0
    return 0.95 if share(segments, "startTime", "body") >= 0.5 else 0.3


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the segments: words are joined by the file's own blanks, captions by spaces."""
    segments = objects(field(source.json, "segments"))
    language = text_of(field(source.json, "language"))
    bodies = [text_of(segment.get("body")) for segment in segments]
    if _are_words(bodies):
        pieces = (_piece(segment) for segment in segments)
        words = pieces if bring_blanks(bodies) else parted(pieces)
        return from_words(source, words, language)
    return from_segments(source, (_segment(segment) for segment in segments), language)


def _are_words(bodies: Sequence[str]) -> bool:
    said = [body for body in bodies if body.strip()]
    single = sum(len(body.split()) == 1 for body in said)
    return len(said) < len(bodies) or single * 2 > len(said)


def _piece(segment: dict[str, Any]) -> Piece:
    body = text_of(segment.get("body"))
    start_ms, end_ms = seconds(segment.get("startTime")), seconds(segment.get("endTime"))
    return Piece(
        body, start_ms, end_ms, speaker_of(segment.get("speaker")) if body.strip() else None
    )


def _segment(segment: dict[str, Any]) -> Segment:
    start_ms, end_ms = seconds(segment.get("startTime")), seconds(segment.get("endTime"))
    speaker = speaker_of(segment.get("speaker"))
    return Segment(text_of(segment.get("body")), start_ms, end_ms, speaker)
