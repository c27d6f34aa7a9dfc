"""JSON as Vosk and Kaldi's services write it: words, in one result after another or in one list.

Kaldi's may have each word with its marks (`punct`) and, apart, segments that say who speaks.
"""

from collections.abc import Iterator
from typing import Any

from reader.formats.json_reading.fields import field, objects, seconds, share, speaker_of, text_of
from reader.formats.source import Source
from reader.formats.speech.speaker_stretches import Stretches
from reader.formats.speech.spoken_words import Piece, from_words
from reader.model import EpisodeDraft

NAME = "Vosk JSON"


def confidence(source: Source) -> float:
    """Look for results, one or several in a row, of words with start and end."""
    if share(_kaldi_words(source.json), "word", "punct", "start") >= 0.5:
        return 0.93
    words = [
        word for result in _results(source.json)[:20] for word in objects(result["result"])[:5]
    ]
    return 0.92 if share(words, "word", "start", "end") >= 0.5 else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words of all results; what comes between two results is a pause."""
    told = field(source.json, "retval", "segmentation") or field(source.json, "segmentation")
    segments = objects(field(told, "segments"))
    stretches = Stretches((seconds(s.get("start")), speaker_of(s.get("speaker"))) for s in segments)
    return from_words(source, (_piece(word, stretches) for word in _words(source.json)))


def _words(document: Any) -> Iterator[dict[str, Any]]:
    yield from _kaldi_words(document)
    for result in _results(document):
        yield from objects(result["result"])


def _piece(word: dict[str, Any], stretches: Stretches) -> Piece:
    text = text_of(word.get("punct")) or text_of(word.get("word"))
    start_ms = seconds(word.get("start"))
    return Piece(f" {text}", start_ms, seconds(word.get("end")), stretches.at(start_ms))


def _kaldi_words(document: Any) -> list[dict[str, Any]]:
    return objects(field(document, "retval", "words")) or objects(field(document, "words"))


def _results(document: Any) -> list[dict[str, Any]]:
    """Return the objects with a `result`: the document, a list of them, or within `results`."""
    found = [document] if isinstance(document, dict) else objects(document)
    found = [*found, *objects(field(document, "results"))]
    return [item for item in found if isinstance(item.get("result"), list)]
