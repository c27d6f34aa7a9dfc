"""JSON as the Transformers library writes it: chunks with a pair of times.

`{text, chunks: [{text, timestamp: [start, end]}]}`, the last end often null; other programs
(insanely-fast-whisper) add `speakers`, the same chunks with a speaker each.
"""

from typing import Any

from reader.formats.json_reading.fields import field, objects, seconds, share, speaker_of, text_of
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, Segment, from_segments, from_words
from reader.model import EpisodeDraft

NAME = "Transformers JSON"


def confidence(source: Source) -> float:
    """Look for chunks with a text and a timestamp that is a pair."""
    chunks = _chunks(source.json)
    paired = [isinstance(chunk.get("timestamp"), list) for chunk in chunks[:50]]
    return 0.94 if share(chunks, "text", "timestamp") >= 0.5 and any(paired) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the chunks, which are sentences or, each with its own blank, words."""
    chunks = _chunks(source.json)
    texts = [text_of(chunk.get("text")) for chunk in chunks]
    single = sum(len(text.split()) == 1 for text in texts)
    if single * 4 > len(texts) * 3 and any(text[:1].isspace() for text in texts):
        pieces = [
            Piece(text, *_span(chunk), _speaker(chunk))
            for chunk, text in zip(chunks, texts, strict=True)
        ]
        return from_words(source, pieces)
    segments = [
        Segment(text, *_span(chunk), _speaker(chunk))
        for chunk, text in zip(chunks, texts, strict=True)
    ]
    return from_segments(source, segments)


def _chunks(document: Any) -> list[dict[str, Any]]:
    document = field(document, "output") or document
    told = objects(field(document, "speakers"))
    return (
        told
        if share(told, "text", "timestamp") >= 0.5
        else objects(field(document, "chunks")) or objects(document)
    )


def _span(chunk: dict[str, Any]) -> tuple[int | None, int | None]:
    pair = chunk.get("timestamp")
    start, end = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
    return seconds(start), seconds(end)


def _speaker(chunk: dict[str, Any]) -> str:
    return speaker_of(chunk.get("speaker"))
