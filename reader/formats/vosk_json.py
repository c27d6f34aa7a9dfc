"""JSON as Vosk and Kaldi write it: one result after another, each with its words."""

from typing import Any

from reader.formats.json_fields import field, objects, seconds, share, text_of
from reader.formats.source import Source
from reader.formats.spoken_words import Piece, from_words
from reader.model import EpisodeDraft

NAME = "Vosk JSON"


def confidence(source: Source) -> float:
    """Look for results, one or several in a row, of words with start and end."""
    words = [
        word for result in _results(source.json)[:20] for word in objects(result["result"])[:5]
    ]
    return 0.92 if share(words, "word", "start", "end") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words of all results; what comes between two results is a pause."""
    pieces = [
        Piece(f" {text_of(word.get('word'))}", seconds(word.get("start")), seconds(word.get("end")))
        for result in _results(source.json)
        for word in objects(result["result"])
    ]
    return from_words(source, pieces)


def _results(document: Any) -> list[dict[str, Any]]:
    """Return the objects with a `result`: the document, a list of them, or within `results`."""
    found = [document] if isinstance(document, dict) else objects(document)
    found = [*found, *objects(field(document, "results"))]
    return [item for item in found if isinstance(item.get("result"), list)]
