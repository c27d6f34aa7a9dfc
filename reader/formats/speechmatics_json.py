"""JSON as Speechmatics writes it (json-v2): results that are words, marks and sounds."""

from typing import Any

from reader.formats.json_fields import (
    field,
    objects,
    seconds,
    share,
    speaker_names,
    speaker_of,
    text_of,
)
from reader.formats.source import Source
from reader.formats.spoken_words import Piece, from_words
from reader.model import EpisodeDraft

NAME = "Speechmatics JSON"

# How a mark is attached; the others stand by themselves.
_TO_PREVIOUS = frozenset({"previous", "both"})
_TO_NEXT = frozenset({"next", "both"})


def confidence(source: Source) -> float:
    """Look for results with alternatives, a type and times."""
    results = objects(field(source.json, "results"))
    if share(results, "alternatives", "type", "start_time") < 0.5:
        return 0.0
    return (
        0.96 if {result.get("type") for result in results[:50]} & {"word", "punctuation"} else 0.0
    )


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the results; each mark says what it is attached to."""
    results = objects(field(source.json, "results"))
    apart = text_of(field(source.json, "metadata", "language_pack_info", "word_delimiter"))
    has_delimiter = (
        field(source.json, "metadata", "language_pack_info", "word_delimiter") is not None
    )
    blank = apart if has_delimiter else " "
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


def _piece(result: dict[str, Any], lead: str, names: dict[str, str]) -> Piece:
    best = next(iter(objects(result.get("alternatives"))), {})
    text = lead + text_of(best.get("content"))
    if result.get("type") == "punctuation":
        return Piece(text)
    told = best.get("speaker") or result.get("channel")
    speaker = "" if told == "UU" else speaker_of(told, names)
    return Piece(text, seconds(result.get("start_time")), seconds(result.get("end_time")), speaker)
