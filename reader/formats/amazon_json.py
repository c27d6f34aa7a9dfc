"""JSON as Amazon Transcribe writes it: items of speech and marks, in strings of seconds.

Speakers are given with each item, or in older files in `speaker_labels.segments`, by time.
"""

from collections.abc import Iterator, Sequence
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
from reader.formats.speech.spoken_words import Piece, from_channels, parted
from reader.model import EpisodeDraft

NAME = "Amazon Transcribe JSON"


def confidence(source: Source) -> float:
    """Look for items with alternatives and a type of pronunciation or punctuation."""
    items = [item for channel in _channels(source.json) for item in channel[:50]]
    if share(items, "alternatives", "type") < 0.5:
        return 0.0
    known = any(item.get("type") in ("pronunciation", "punctuation") for item in items)
    return 0.97 if known else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the items of every channel; a mark stands right after its word."""
    results = field(source.json, "results")
    language = text_of(field(results, "language_code"))
    names = speaker_names(source.json)
    labels = _Labels(results)
    channels = _channels(source.json)
    pieces = [
        _pieces(items, names, labels, _channel_name(results, index))
        for index, items in enumerate(channels)
    ]
    return from_channels(source, pieces, language)


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


class _Labels:
    """Says who speaks at a time, as older files give it apart from the items."""

    def __init__(self, results: Any) -> None:
        segments = objects(field(results, "speaker_labels", "segments"))
        self._exact = {
            text_of(item.get("start_time")): item.get("speaker_label")
            for segment in segments
            for item in objects(segment.get("items"))
        }
        begins = ((seconds(s.get("start_time")), text_of(s.get("speaker_label"))) for s in segments)
        self._stretches = Stretches(begins)

    def at(self, start_time: Any) -> Any:
        """Return the label at an item's start, None or "" where there is none."""
        exact = self._exact.get(text_of(start_time))
        return exact or self._stretches.at(seconds(start_time))


def _pieces(
    items: list[dict[str, Any]], names: dict[str, str], labels: _Labels, channel: str
) -> Iterator[Piece]:
    return parted(_piece(item, names, labels, channel) for item in items)


def _piece(item: dict[str, Any], names: dict[str, str], labels: _Labels, channel: str) -> Piece:
    text = _content(objects(item.get("alternatives")))
    if item.get("type") == "punctuation":
        return Piece(text)
    told = item.get("speaker_label") or labels.at(item.get("start_time"))
    speaker = speaker_of(told, names) or channel
    return Piece(text, seconds(item.get("start_time")), seconds(item.get("end_time")), speaker)


def _content(alternatives: Sequence[dict[str, Any]]) -> str:
    return text_of(alternatives[0].get("content")) if alternatives else ""
