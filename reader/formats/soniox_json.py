"""JSON as Soniox answers: tokens that are parts of words, in milliseconds."""

from typing import Any

from reader.formats.json_reading.fields import (
    field,
    milliseconds,
    objects,
    share,
    speaker_names,
    speaker_of,
    text_of,
)
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, from_words, whole_words
from reader.model import EpisodeDraft

NAME = "Soniox JSON"


def confidence(source: Source) -> float:
    """Look for tokens with a text and a start in milliseconds."""
    return 0.95 if share(_tokens(source.json), "text", "start_ms") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the tokens; one that does not begin with a blank continues the word before it."""
    tokens = _tokens(source.json)
    names = speaker_names(source.json)
    language = text_of(tokens[0].get("language")) if tokens else ""
    return from_words(source, whole_words(_piece(token, names) for token in tokens), language)


def _tokens(document: Any) -> list[dict[str, Any]]:
    return objects(field(document, "tokens")) or objects(field(document, "transcript", "tokens"))


def _piece(token: dict[str, Any], names: dict[str, str]) -> Piece:
    start_ms, end_ms = milliseconds(token.get("start_ms")), milliseconds(token.get("end_ms"))
    return Piece(
        text_of(token.get("text")), start_ms, end_ms, speaker_of(token.get("speaker"), names)
    )
