"""JSON as AssemblyAI's API answers: words and utterances in milliseconds."""

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
from reader.formats.speech.spoken_words import Piece, Segment, from_segments, from_words, parted
from reader.model import EpisodeDraft

NAME = "AssemblyAI JSON"

# Names that no other program's answer has beside words or utterances.
_OWN = frozenset({"audio_duration", "audio_url", "acoustic_model", "language_model", "punctuate"})
_OWN |= {"format_text", "dual_channel", "auto_highlights", "speaker_labels", "speech_model"}
_OWN |= {"utterances", "sentences", "paragraphs"}


def confidence(source: Source) -> float:
    """Look for words or utterances in whole numbers, beside the settings of a transcript."""
    document = source.json
    if not isinstance(document, dict):
        return 0.0
    items = _items(document)
    if share(items, "text", "start", "end") < 0.5 or not _are_whole(items):
        return 0.0
    own = len(_OWN & document.keys())
    return 0.96 if own >= 2 or "audio_duration" in document else 0.7 if own else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words, whose utterances say who speaks; without words, the utterances."""
    document = source.json
    names = speaker_names(document)
    language = text_of(field(document, "language_code"))
    utterances = objects(field(document, "utterances"))
    if not utterances and objects(field(document, "words")):
        words = (_piece(word, names) for word in objects(field(document, "words")))
        return from_words(source, parted(words), language)
    return from_segments(source, [_segment(item, names) for item in _items(document)], language)


def _items(document: Any) -> list[dict[str, Any]]:
    lists = (field(document, name) for name in ("utterances", "words", "sentences", "paragraphs"))
    return next((found for value in lists if (found := objects(value))), [])


def _are_whole(items: list[dict[str, Any]]) -> bool:
    return all(isinstance(item.get("start"), int | None) for item in items[:50])


def _piece(word: dict[str, Any], names: dict[str, str]) -> Piece:
    speaker = _speaker(word, names)
    start_ms, end_ms = milliseconds(word.get("start")), milliseconds(word.get("end"))
    return Piece(text_of(word.get("text")), start_ms, end_ms, speaker)


def _segment(item: dict[str, Any], names: dict[str, str]) -> Segment:
    words = [_piece(word, names) for word in objects(item.get("words"))]
    whole = _piece(item, names)
    return Segment(whole.text, whole.start_ms, whole.end_ms, whole.speaker or "", words)


def _speaker(item: dict[str, Any], names: dict[str, str]) -> str:
    told = speaker_of(item.get("speaker"), names)
    channel = text_of(item.get("channel"))
    return told or (f"Channel {channel}" if channel else "")
