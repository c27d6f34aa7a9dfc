"""JSON as Whisper writes it, and the programs that keep its shape.

Among them openai-whisper, faster-whisper and its JSON lines, whisper-timestamped, stable-ts,
WhisperKit, and the OpenAI API's `json`, `verbose_json` and `diarized_json` answers.
"""

from typing import Any

from reader.formats.json_reading.fields import (
    field,
    objects,
    seconds,
    share,
    speaker_names,
    text_of,
)
from reader.formats.source import Source
from reader.formats.speech.recognised_segments import plain, segment, segment_list, word_piece
from reader.formats.speech.spoken_words import Segment, from_segments
from reader.model import EpisodeDraft, TurnDraft

NAME = "Whisper JSON"

_OWN = ("seek", "avg_logprob", "no_speech_prob", "compression_ratio", "temperature", "tokens")


def confidence(source: Source) -> float:
    """Look for segments with start, end and text, and for the fields that Whisper adds."""
    document = source.json
    segments = segment_list(document)
    if share(segments, "start", "text") >= 0.5:
        if any(share(segments, name) >= 0.5 for name in _OWN):
            return 0.92
        return 0.8 if isinstance(document, dict) else 0.35
    if isinstance(document, dict) and isinstance(document.get("text"), str):
        told = share(objects(document.get("words")), "word", "start")
        return 0.75 if told >= 0.5 else _bare(document)
    return 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read segments and words; a bare text is readable, though nothing says when it is heard."""
    document = source.json
    language = text_of(field(document, "language"))
    text = plain(text_of(field(document, "text")))
    words = [word_piece(word) for word in objects(field(document, "words"))]
    segments = segment_list(document)
    if words and not any(item.get("words") for item in segments):
        said = text or " ".join(word.text.strip() for word in words)
        length_ms = seconds(field(document, "duration"))
        return from_segments(
            source, [Segment(said, words[0].start_ms, length_ms, "", words)], language
        )
    if not segments and text.strip():
        paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
        turn = TurnDraft("", paragraphs)
        return (EpisodeDraft(source.title, turns=(turn,), resolution_ms=1, language=language),)
    names = speaker_names(document)
    return from_segments(source, (segment(item, names) for item in segments), language)


def _bare(document: dict[str, Any]) -> float:
    """Be fairly sure of an answer that is a text, with little beside it but what it cost."""
    known = {"text", "language", "usage", "task", "duration", "segments", "words", "logprobs"}
    return 0.6 if document.keys() <= known and str(document["text"]).strip() else 0.0
