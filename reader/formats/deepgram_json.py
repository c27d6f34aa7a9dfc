"""JSON as Deepgram's API answers: words per channel, sometimes utterances and paragraphs.

Where several channels were transcribed apart, each is a speaker unless its words say more.
"""

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
from reader.formats.speech.spoken_words import Piece, Segment, from_channels, from_segments, parted
from reader.model import EpisodeDraft

NAME = "Deepgram JSON"


def confidence(source: Source) -> float:
    """Look for channels with alternatives, or utterances with channels."""
    results = _results(source.json)
    if share(objects(field(results, "channels")), "alternatives") >= 0.5:
        return 0.96
    utterances = objects(field(results, "utterances"))
    return 0.9 if share(utterances, "transcript", "start") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words of every channel; without words, the paragraphs or the utterances."""
    results = _results(source.json)
    best = [_best(channel) for channel in objects(field(results, "channels"))]
    language = _language(results)
    names = speaker_names(source.json)
    channels = [
        _pieces(words, names, index if len(best) > 1 else None)
        for index, alternative in enumerate(best)
        if (words := objects(field(alternative, "words")))
    ]
    if channels:
        return from_channels(source, channels, language)
    segments = [
        _segment(item, names) for item in _sentences(best) or objects(field(results, "utterances"))
    ]
    return from_segments(source, segments, language)


def _results(document: Any) -> Any:
    return field(document, "results") or field(document, "result", "results") or document


def _best(channel: dict[str, Any]) -> dict[str, Any]:
    return next(iter(objects(channel.get("alternatives"))), {})


def _language(results: Any) -> str:
    for channel in objects(field(results, "channels")):
        several = _best(channel).get("languages")
        first = several[0] if isinstance(several, list) and several else ""
        told = text_of(channel.get("detected_language")) or text_of(first)
        if told:
            return told
    return ""


def _pieces(
    words: list[dict[str, Any]], names: dict[str, str], channel: int | None
) -> Iterator[Piece]:
    return parted(_piece(word, names, channel) for word in words)


def _piece(word: dict[str, Any], names: dict[str, str], channel: int | None) -> Piece:
    text = text_of(word.get("punctuated_word")) or text_of(word.get("word"))
    speaker = speaker_of(word.get("speaker"), names)
    if channel is not None:
        speaker = f"Channel {channel}" + (f", {speaker}" if speaker else "")
    return Piece(text, seconds(word.get("start")), seconds(word.get("end")), speaker)


def _sentences(best: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sentences of the paragraphs, each with its paragraph's speaker."""
    return [
        {"speaker": paragraph.get("speaker"), **sentence}
        for alternative in best
        for paragraph in objects(field(alternative, "paragraphs", "paragraphs"))
        for sentence in objects(paragraph.get("sentences"))
    ]


def _segment(item: dict[str, Any], names: dict[str, str]) -> Segment:
    text = text_of(item.get("text")) or text_of(item.get("transcript"))
    words = [_piece(word, names, None) for word in objects(item.get("words"))]
    start_ms, end_ms = seconds(item.get("start")), seconds(item.get("end"))
    return Segment(text, start_ms, end_ms, speaker_of(item.get("speaker"), names), words)
