"""JSON as whisper.cpp writes it (`-oj`, `-ojf`): segments, and tokens that are parts of words.

A token that begins with a blank begins a word; the special tokens in brackets are no speech.
"""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from reader.formats.json_reading.fields import (
    field,
    milliseconds,
    objects,
    seconds,
    share,
    speaker_of,
    text_of,
)
from reader.formats.source import Source
from reader.formats.speech.recognised_segments import SPECIAL_TOKENS, plain
from reader.formats.speech.spoken_words import (
    Piece,
    Segment,
    from_segments,
    from_words,
    whole_words,
)
from reader.model import EpisodeDraft

NAME = "whisper.cpp JSON"

# `-ml 1` makes a segment of every token.
_LONGEST_TOKEN = 12


def confidence(source: Source) -> float:
    """Look for a transcription whose parts have offsets or timestamps."""
    parts = objects(field(source.json, "transcription"))
    if share(parts, "text") < 0.5:
        return 0.0
    timed = max(share(parts, "offsets"), share(parts, "timestamps"))
    return 0.97 if timed >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the segments, with their tokens put together into words where there are any."""
    parts = objects(field(source.json, "transcription"))
    language = text_of(field(source.json, "result", "language")) or text_of(
        field(source.json, "params", "language")
    )
    texts = [plain(text_of(part.get("text"))) for part in parts]
    speakers = [_speaker(part) for part in parts]
    if not any(part.get("tokens") for part in parts) and _are_tokens(texts):
        pieces = [Piece(text, *_span(part)) for part, text in zip(parts, texts, strict=True)]
        return from_words(source, whole_words(pieces), language)
    segments = [
        Segment(text, *_span(part), speaker, list(whole_words(_tokens(part))))
        for part, text, speaker in zip(parts, texts, speakers, strict=True)
    ]
    return from_segments(source, segments, language)


def _are_tokens(texts: Sequence[str]) -> bool:
    said = [text for text in texts if text.strip()]
    begun = sum(text[0].isspace() for text in said)
    return (
        len(said) > 2
        and begun * 4 > len(said)
        and statistics.median(map(len, said)) <= _LONGEST_TOKEN
    )


def _speaker(part: dict[str, Any]) -> str:
    return speaker_of(part.get("speaker"))


def _span(part: dict[str, Any]) -> tuple[int | None, int | None]:
    offsets, stamps = part.get("offsets"), part.get("timestamps")
    start_ms, end_ms = milliseconds(field(offsets, "from")), milliseconds(field(offsets, "to"))
    if start_ms is None:
        start_ms, end_ms = seconds(field(stamps, "from")), seconds(field(stamps, "to"))
    return start_ms, end_ms


def _tokens(part: dict[str, Any]) -> Iterable[Piece]:
    for token in objects(part.get("tokens")):
        text = text_of(token.get("text"))
        if text and not SPECIAL_TOKENS.fullmatch(text.strip()):
            yield Piece(text, *_span(token))
