"""JSON as IBM Watson's Speech to Text answers: each word an array of its text and two times."""

from typing import Any

from reader.formats.json_reading.fields import field, objects, seconds, speaker_of, text_of
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, from_words
from reader.model import EpisodeDraft

NAME = "Watson JSON"


def confidence(source: Source) -> float:
    """Look for results whose alternatives have timestamps of three values."""
    words = [word for result in _results(source.json)[:20] for word in _words(result)[:5]]
    return 0.95 if words else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words; `speaker_labels` says by the time of its start who says each."""
    labels = {
        seconds(label.get("from")): speaker_of(label.get("speaker"))
        for answer in _answers(source.json)
        for label in objects(field(answer, "speaker_labels"))
    }
    pieces = [
        Piece(
            f" {text_of(word[0])}",
            seconds(word[1]),
            seconds(word[2]),
            labels.get(seconds(word[1]), ""),
        )
        for result in _results(source.json)
        for word in _words(result)
    ]
    return from_words(source, pieces)


def _answers(document: Any) -> list[Any]:
    """Return the answers in a document: itself, those it lists, or those in its results."""
    answers = document if isinstance(document, list) else [document]
    return [*answers, *(part for answer in answers for part in objects(field(answer, "results")))]


def _results(document: Any) -> list[dict[str, Any]]:
    return [part for answer in _answers(document) for part in objects(field(answer, "results"))]


def _words(result: dict[str, Any]) -> list[list[Any]]:
    best = next(iter(objects(result.get("alternatives"))), {})
    listed = best.get("timestamps")
    words = listed if isinstance(listed, list) else []
    return [word for word in words if isinstance(word, list) and len(word) == 3]
