"""JSON as Rev and Rev AI write it: monologues of elements, each a word, a mark or a blank."""

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
from reader.formats.speech.spoken_words import Piece, from_words, parted
from reader.model import EpisodeDraft

NAME = "Rev JSON"


def confidence(source: Source) -> float:
    """Look for monologues with elements."""
    return 0.97 if share(_monologues(source.json), "elements") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the monologues; the elements bring their own blanks, if any does."""
    names = speaker_names(source.json)
    blanks = any(
        text_of(element.get("value")).isspace()
        for monologue in _monologues(source.json)
        for element in objects(monologue.get("elements"))
    )
    pieces: list[Piece] = []
    for monologue in _monologues(source.json):
        speaker = _speaker(monologue, names)
        made = [_piece(element, speaker) for element in objects(monologue.get("elements"))]
        pieces += [*(made if blanks else parted(made)), Piece(" ")]
    return from_words(source, pieces, text_of(field(source.json, "language")))


def _monologues(document: Any) -> list[dict[str, Any]]:
    return objects(field(document, "monologues")) or objects(
        field(document, "transcript", "monologues")
    )


def _speaker(monologue: dict[str, Any], names: dict[str, str]) -> str:
    info = monologue.get("speaker_info")
    told = text_of(field(info, "display_name")) or text_of(monologue.get("speaker_name"))
    return told or speaker_of(monologue.get("speaker"), names)


def _piece(element: dict[str, Any], speaker: str) -> Piece:
    start, end = (
        element.get(a, element.get(b))
        for a, b in (("ts", "timestamp"), ("end_ts", "end_timestamp"))
    )
    text = text_of(element.get("value"))
    return Piece(text, seconds(start), seconds(end), speaker if text.strip() else None)
