"""Podcast transcripts as Substack stores them: an array of aligned segments, or an object.

The aligned file is an array of `{start, end, text, speaker, words}`; the one that was not
aligned yet is `{segments, language}`. Names for the speakers' ids may stand beside them.
"""

from reader.formats.json_reading.fields import field, objects, share, speaker_names, text_of
from reader.formats.source import Source
from reader.formats.speech.recognised_segments import segment
from reader.formats.speech.spoken_words import from_segments
from reader.model import EpisodeDraft

NAME = "Substack JSON"

_LISTS = ("segments", "transcript", "transcription", "aligned")


def confidence(source: Source) -> float:
    """Look for a bare array of segments with words, or an object with nothing else in it."""
    document = source.json
    if share(objects(document), "start", "text", "words") >= 0.5:
        return 0.85
    named = isinstance(document, dict) and any(key.startswith("speaker") for key in document)
    segments = _segments(document)
    if share(segments, "start", "text") < 0.5:
        return 0.0
    if isinstance(document, dict) and document.keys() == {"segments", "language"}:
        return 0.82
    return 0.91 if named else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the segments, with names where the file has them for its speakers' ids."""
    document = source.json
    names = speaker_names(document)
    parts = (segment(item, names) for item in _segments(document))
    return from_segments(source, parts, text_of(field(document, "language")))


def _segments(document: object) -> list[dict[str, object]]:
    if isinstance(document, list):
        return objects(document)
    return next((found for key in _LISTS if (found := objects(field(document, key)))), [])
