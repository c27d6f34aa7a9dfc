"""JSON as Speechmatics writes it: results that are words, marks and sounds.

Its older answers have words, and speakers apart by time, both with a `name`.
"""

from typing import Any

from reader.formats.json_reading.fields import (
    field,
    objects,
    seconds,
    share,
    speaker_names,
    speaker_of,
    text_of,
)
from reader.formats.source import Source
from reader.formats.speech.speaker_stretches import Stretches
from reader.formats.speech.spoken_words import Piece, from_words, parted
from reader.model import EpisodeDraft

NAME = "Speechmatics JSON"

# How a mark is attached; the others stand by themselves.
_TO_PREVIOUS = ("previous", "both")
_TO_NEXT = ("next", "both")


def confidence(source: Source) -> float:
    """Look for results with alternatives, a type and times."""
    if share(objects(field(source.json, "words")), "name", "time", "duration") >= 0.5:
        return 0.93
    results = objects(field(source.json, "results"))
    if share(results, "alternatives", "type", "start_time") < 0.5:
        return 0.0
    known = any(result.get("type") in ("word", "punctuation") for result in results[:50])
    return 0.96 if known else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the results; each mark says what it is attached to."""
    if objects(field(source.json, "words")):
        return _read_older(source)
    results = objects(field(source.json, "results"))
    delimiter = field(source.json, "metadata", "language_pack_info", "word_delimiter")
    blank = delimiter if isinstance(delimiter, str) else " "
    names = speaker_names(source.json)
    language = text_of(field(source.json, "metadata", "transcription_config", "language"))
    pieces: list[Piece] = []
    attached = True
    for result in results:
        side = result.get(
            "attaches_to", "previous" if result.get("type") == "punctuation" else None
        )
        lead = "" if attached or side in _TO_PREVIOUS else blank
        pieces.append(_piece(result, lead, names))
        attached = side in _TO_NEXT
    return from_words(source, pieces, language)


def _read_older(source: Source) -> tuple[EpisodeDraft, ...]:
    speakers = objects(field(source.json, "speakers"))
    stretches = Stretches((seconds(s.get("time")), speaker_of(s.get("name"))) for s in speakers)
    words = objects(field(source.json, "words"))
    pieces = (_older_piece(word, stretches) for word in words)
    return from_words(source, parted(pieces), text_of(field(source.json, "job", "lang")))


def _older_piece(word: dict[str, Any], stretches: Stretches) -> Piece:
    start_ms, length_ms = seconds(word.get("time")), seconds(word.get("duration"))
    end_ms = None if start_ms is None or length_ms is None else start_ms + length_ms
    return Piece(text_of(word.get("name")), start_ms, end_ms, stretches.at(start_ms))


def _piece(result: dict[str, Any], lead: str, names: dict[str, str]) -> Piece:
    best = next(iter(objects(result.get("alternatives"))), {})
    text = lead + text_of(best.get("content"))
    if result.get("type") == "punctuation":
        return Piece(text)
    told = best.get("speaker") or result.get("channel")
    speaker = "" if told == "UU" else speaker_of(told, names)
    return Piece(text, seconds(result.get("start_time")), seconds(result.get("end_time")), speaker)
