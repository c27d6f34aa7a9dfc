"""Transcripts as Podlove's player and publisher write them: an array of captions.

A start is a clock's time (`00:00:43.1`) or a number; Podlove's publisher adds `start_ms`,
`end_ms` and `voice`. A speaker is a contributor's id, named where the file lists them. Arrays
of subtitles by other programs have the same shape, in seconds or milliseconds.
"""

from collections.abc import Sequence
from typing import Any

from reader.formats.json_reading.fields import (
    field,
    milliseconds,
    number,
    objects,
    seconds,
    share,
    speaker_names,
    speaker_of,
    text_of,
)
from reader.formats.json_reading.units import likely_unit
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Segment, from_segments
from reader.model import EpisodeDraft

NAME = "Podlove JSON"


def confidence(source: Source) -> float:
    """Look for an array of objects with start and text; clocks' times and `start_ms` are surer."""
    items = _items(source.json)
    if share(items, "start_ms", "text") >= 0.5:
        return 0.93
    if share(items, "start", "text") < 0.5:
        return 0.0
    clocks = sum(isinstance(item.get("start"), str) for item in items[:50])
    return 0.9 if clocks * 2 > len(items[:50]) else 0.6


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the captions, a cue each."""
    items = _items(source.json)
    names = speaker_names(source.json)
    numbers = _numbers_are_milliseconds(items)
    return from_segments(source, [_segment(item, names, numbers=numbers) for item in items])


def _items(document: Any) -> list[dict[str, Any]]:
    return objects(document) or objects(field(document, "transcripts"))


def _numbers_are_milliseconds(items: Sequence[dict[str, Any]]) -> bool:
    spans = [
        (start, number(item.get("end")))
        for item in items
        if (start := number(item.get("start"))) is not None
    ]
    return likely_unit(spans, sum(len(text_of(item.get("text"))) for item in items)) == "ms"


def _segment(item: dict[str, Any], names: dict[str, str], *, numbers: bool) -> Segment:
    voice = speaker_of(item.get("voice"))
    speaker = speaker_of(item.get("speaker"), names)
    named = text_of(item.get("speaker")) in names
    return Segment(
        text_of(item.get("text")),
        _time(item, "start", numbers=numbers),
        _time(item, "end", numbers=numbers),
        speaker if named or not voice else voice,
    )


def _time(item: dict[str, Any], name: str, *, numbers: bool) -> int | None:
    exact_ms = milliseconds(item.get(f"{name}_ms"))
    if exact_ms is not None:
        return exact_ms
    return milliseconds(item.get(name)) if numbers else seconds(item.get(name))
