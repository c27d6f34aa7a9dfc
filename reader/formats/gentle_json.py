"""JSON as the aligner Gentle writes it: a transcript, and its words with times where found."""

from reader.formats.json_reading.fields import field, objects, seconds, share, text_of
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, Segment, from_segments
from reader.model import EpisodeDraft

NAME = "Gentle JSON"


def confidence(source: Source) -> float:
    """Look for words that say whether they were found in the sound."""
    words = objects(field(source.json, "words"))
    told = isinstance(field(source.json, "transcript"), str)
    return 0.95 if told and share(words, "word", "case") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the transcript; its paragraphs stand on lines of their own."""
    words = [
        Piece(text_of(word.get("word")), seconds(word.get("start")), seconds(word.get("end")))
        for word in objects(field(source.json, "words"))
    ]
    start_ms = next((word.start_ms for word in words if word.start_ms is not None), None)
    text = text_of(field(source.json, "transcript"))
    return from_segments(source, [Segment(text, start_ms, None, "", words)])
