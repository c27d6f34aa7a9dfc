"""JSON as Google's Speech-to-Text answers: results whose first alternative has words."""

from typing import Any

from reader.formats.json_reading.fields import field, objects, seconds, share, speaker_of, text_of
from reader.formats.source import Source
from reader.formats.speech.spoken_words import Piece, Segment, from_segments, from_words, parted
from reader.model import EpisodeDraft

NAME = "Google Speech-to-Text JSON"

_STARTS = ("startTime", "start_time", "startOffset", "start_offset")
_ENDS = ("endTime", "end_time", "endOffset", "end_offset")
_RESULT_ENDS = ("resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset")
_SPEAKERS = ("speakerTag", "speaker_tag", "speakerLabel", "speaker_label")


def confidence(source: Source) -> float:
    """Look for results with alternatives that have a transcript."""
    results = _results(source.json)
    best = [_best(result) for result in results[:50]]
    if share(best, "transcript") < 0.5:
        return 0.0
    worded = any(_first(word, _STARTS) is not None or "word" in word for word in _words(best))
    return 0.95 if worded else 0.5 if any(_first(r, _RESULT_ENDS) for r in results) else 0.0


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the words. Where the last result repeats them all with speakers, it alone is read."""
    results = _results(source.json)
    language = text_of(_first(next(iter(results), {}), ("languageCode", "language_code")))
    per_result = [objects(_best(result).get("words")) for result in results]
    if _repeats_all(per_result):
        per_result = per_result[-1:]
    if any(per_result):
        pieces = (_piece(word) for words in per_result for word in words)
        return from_words(source, parted(pieces), language)
    return from_segments(source, _transcripts(results), language)


def _repeats_all(per_result: list[list[dict[str, Any]]]) -> bool:
    before = [word for words in per_result[:-1] for word in words]
    last = per_result[-1] if per_result else []
    told = [_first(word, _SPEAKERS) is not None for word in (*before[:20], *last[:20])]
    apart = not any(told[: len(before[:20])]) and all(told[len(before[:20]) :])
    return bool(before) and apart and len(last) * 10 >= len(before) * 9


def _transcripts(results: list[dict[str, Any]]) -> list[Segment]:
    """Make a segment of each result: it begins where the one before it ends."""
    segments: list[Segment] = []
    start_ms: int | None = 0
    for result in results:
        end_ms = seconds(_first(result, _RESULT_ENDS))
        segments.append(Segment(text_of(_best(result).get("transcript")), start_ms, end_ms))
        start_ms = end_ms
    return segments


def _results(document: Any) -> list[dict[str, Any]]:
    lists = (field(document, "results"), field(document, "response", "results"), document)
    return next((found for value in lists if (found := objects(value))), [])


def _best(result: dict[str, Any]) -> dict[str, Any]:
    return next(iter(objects(result.get("alternatives"))), {})


def _words(best: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [word for alternative in best for word in objects(alternative.get("words"))[:5]]


def _first(item: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((item[name] for name in names if item.get(name) is not None), None)


def _piece(word: dict[str, Any]) -> Piece:
    start = _first(word, _STARTS)
    # A time of nought is left out: the first word begins at the beginning.
    start_ms = 0 if not start and _first(word, _ENDS) is not None else seconds(start)
    speaker = speaker_of(_first(word, _SPEAKERS))
    return Piece(text_of(word.get("word")), start_ms, seconds(_first(word, _ENDS)), speaker)
