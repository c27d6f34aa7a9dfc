"""JSON as ElevenLabs Scribe writes it: words, the spacing between them, and sounds."""

from collections.abc import Iterator
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
from reader.formats.speech.spoken_words import Piece, bring_blanks, from_channels, parted
from reader.model import EpisodeDraft

NAME = "ElevenLabs Scribe JSON"


def confidence(source: Source) -> float:
    """Look for words with a text and a type beside the language's code."""
    words = [word for channel in _channels(source.json) for word in channel[:50]]
    if share(words, "text", "type") < 0.5:
        return 0.0
    known = any(word.get("type") in ("word", "spacing", "audio_event") for word in words)
    return 0.95 if known else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words of every channel; sounds such as (laughter) are words too."""
    names = speaker_names(source.json)
    lists = _channels(source.json)
    channels = [
        _pieces(words, names, index if len(lists) > 1 else None)
        for index, words in enumerate(lists)
    ]
    language = text_of(field(source.json, "language_code"))
    return from_channels(source, channels, language)


def _channels(document: Any) -> list[list[dict[str, Any]]]:
    transcripts = objects(field(document, "transcripts"))
    lists = [
        objects(part.get("words")) for part in transcripts or [document] if isinstance(part, dict)
    ]
    return [words for words in lists if words]


def _pieces(
    words: list[dict[str, Any]], names: dict[str, str], channel: int | None
) -> Iterator[Piece]:
    pieces = (_piece(word, names, channel) for word in words)
    return pieces if bring_blanks(text_of(word.get("text")) for word in words) else parted(pieces)


def _piece(word: dict[str, Any], names: dict[str, str], channel: int | None) -> Piece:
    text = text_of(word.get("text"))
    speaker = speaker_of(word.get("speaker_id"), names)
    if not speaker and channel is not None:
        speaker = f"Channel {text_of(word.get('channel_index')) or channel}"
    if word.get("type") == "spacing" or not text.strip():
        return Piece(text)
    return Piece(text, seconds(word.get("start")), seconds(word.get("end")), speaker)
