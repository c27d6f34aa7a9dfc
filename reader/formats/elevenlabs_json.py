"""JSON as ElevenLabs Scribe writes it: words, the spacing between them, and sounds."""

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
from reader.formats.spoken_words import Piece, from_captions, from_words, merged, parted, phrases
from reader.model import EpisodeDraft

NAME = "ElevenLabs Scribe JSON"


def confidence(source: Source) -> float:
    """Look for words with a text and a type beside the language's code."""
    words = [word for channel in _channels(source.json) for word in channel[:50]]
    if share(words, "text", "type") < 0.5:
        return 0.0
    kinds = {word.get("type") for word in words}
    return 0.95 if kinds & {"word", "spacing", "audio_event"} else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words of every channel; sounds such as (laughter) are words too."""
    names = speaker_names(source.json)
    several = len(_channels(source.json)) > 1
    channels = [
        parted([_piece(word, names, index if several else None) for word in words])
        for index, words in enumerate(_channels(source.json))
    ]
    language = text_of(field(source.json, "language_code"))
    timed = any(piece.start_ms is not None for channel in channels for piece in channel)
    if len(channels) == 1 or not timed:
        return from_words(source, channels[0], language)
    return from_captions(source, merged(map(phrases, channels)), language)


def _channels(document: Any) -> list[list[dict[str, Any]]]:
    transcripts = objects(field(document, "transcripts"))
    lists = [
        objects(part.get("words")) for part in transcripts or [document] if isinstance(part, dict)
    ]
    return [words for words in lists if words]


def _piece(word: dict[str, Any], names: dict[str, str], channel: int | None) -> Piece:
    text = text_of(word.get("text"))
    speaker = speaker_of(word.get("speaker_id"), names)
    if not speaker and channel is not None:
        speaker = f"Channel {word.get('channel_index', channel)}"
    if word.get("type") == "spacing" or not text.strip():
        return Piece(text)
    return Piece(text, seconds(word.get("start")), seconds(word.get("end")), speaker)
