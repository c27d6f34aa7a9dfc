"""JSON as Amazon Transcribe writes it: items of speech and marks, in strings of seconds.

Speakers are given with each item, or in older files in `speaker_labels.segments`, by time.
"""

from collections.abc import Sequence
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

NAME = "Amazon Transcribe JSON"


def confidence(source: Source) -> float:
    """Look for items with alternatives and a type of pronunciation or punctuation."""
    items = [item for channel in _channels(source.json) for item in channel[:50]]
    if share(items, "alternatives", "type") < 0.5:
        return 0.0
    kinds = {item.get("type") for item in items}
    return 0.97 if kinds & {"pronunciation", "punctuation"} else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the items of every channel; a mark stands right after its word."""
    results = field(source.json, "results")
    language = text_of(field(results, "language_code"))
    names = speaker_names(source.json)
    labels = _labels(results)
    channels = _channels(source.json)
    pieces = [
        parted([_piece(item, names, labels, _channel_name(results, index)) for item in items])
        for index, items in enumerate(channels)
    ]
    if len(pieces) == 1:
        return from_words(source, pieces[0], language)
    return from_captions(source, merged(map(phrases, pieces)), language)


def _channels(document: Any) -> list[list[dict[str, Any]]]:
    """Return the items of each channel; they may also be the document itself."""
    results = field(document, "results")
    apart = [
        objects(item.get("items")) for item in objects(field(results, "channel_labels", "channels"))
    ]
    if any(apart):
        return apart
    items = (
        objects(field(results, "items")) or objects(field(document, "items")) or objects(document)
    )
    return [items] if items else []


def _channel_name(results: Any, index: int) -> str:
    channels = objects(field(results, "channel_labels", "channels"))
    label = text_of(channels[index].get("channel_label")) if len(channels) > 1 else ""
    return f"Channel {label.removeprefix('ch_')}" if label else ""


def _labels(results: Any) -> dict[str, str]:
    """Return the speaker of each start time, as older files give them."""
    return {
        text_of(item.get("start_time")): text_of(item.get("speaker_label"))
        for segment in objects(field(results, "speaker_labels", "segments"))
        for item in objects(segment.get("items"))
    }


def _piece(
    item: dict[str, Any], names: dict[str, str], labels: dict[str, str], channel: str
) -> Piece:
    text = _content(objects(item.get("alternatives")))
    if item.get("type") == "punctuation":
        return Piece(text)
    told = item.get("speaker_label") or labels.get(text_of(item.get("start_time")))
    speaker = speaker_of(told, names) or channel
    return Piece(text, seconds(item.get("start_time")), seconds(item.get("end_time")), speaker)


def _content(alternatives: Sequence[dict[str, Any]]) -> str:
    return text_of(alternatives[0].get("content")) if alternatives else ""
