"""JSON transcripts of programs that no other format knows: objects with a text and a time.

The last resort, and never sure. `json_search` says which names of fields it knows. Times whose
names say no unit are what makes speech plausible; strings such as `1.2s` or `00:01:02` are
seconds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.formats.json_reading import document as json_document
from reader.formats.json_reading.fields import number, speaker_names, speaker_of, text_of
from reader.formats.json_reading.search import (
    Place,
    fullest,
    nested_words,
    places_of,
    plan_of,
    text_in,
    walk,
)
from reader.formats.json_reading.units import likely_unit
from reader.formats.source import Source
from reader.formats.speech.speaker_stretches import Stretches
from reader.formats.speech.spoken_words import Piece, Segment, from_segments, from_words, parted
from reader.model import EpisodeDraft

NAME = "other JSON transcript"
MOST = 0.3

_GLANCE = 3000  # objects that `confidence` looks at
_ENOUGH = 5000  # objects that tell what all are like


def confidence(source: Source) -> float:
    """Claim, weakly, JSON with objects that have texts and times, and JSON that is broken."""
    document = source.json
    if document is None:
        return 0.15 if json_document.is_meant_as_json(source.text) else 0.0
    place = fullest(places_of(document, most=_GLANCE))
    if place.characters < 4:
        return 0.0
    return MOST if len(place.items) > 2 else 0.2


def read(source: Source) -> tuple[EpisodeDraft, ...]:
    """Read the objects in the place that holds most text. Raise TranscriptError for broken JSON."""
    if source.json is None:
        raise source.error(_fault(source.text))
    place = fullest(places_of(source.json))
    unsaid = _likely_unit(place.items[:_ENOUGH])
    segments = _segments(place, _Speakers(source.json, place), unsaid)
    if _are_words(place.items[:_ENOUGH]):
        return from_words(source, parted(map(_piece, segments)))
    return from_segments(source, segments)


def _fault(text: str) -> str:
    try:
        json_document.parse(text)
    except json_document.JsonFault as fault:
        return str(fault)
    return "is JSON without a transcript in it."


class _Speakers:
    """Says who speaks: by an id in or around the object, or by time from a list apart."""

    def __init__(self, document: Any, place: Place) -> None:
        self._names = speaker_names(document)
        named = any(place.speakers)
        self._stretches = Stretches([] if named else self._listed(document))

    def of(self, speaker: str, start_ms: int | None) -> str:
        """Return the name of an object's speaker, "" where nothing says it."""
        return speaker_of(speaker, self._names) or self._stretches.at(start_ms)

    def _listed(self, document: Any) -> Iterator[tuple[int, str]]:
        for _, item, _ in walk(document):
            plan = plan_of(item)
            if plan.speaker and plan.start and not plan.text:
                start_ms = plan.span(item)[0]
                speaker = speaker_of(item[plan.speaker], self._names)
                if start_ms is not None and speaker:
                    yield start_ms, speaker


def _segments(place: Place, speakers: _Speakers, unsaid: str) -> Iterator[Segment]:
    for item, speaker in zip(place.items, place.speakers, strict=True):
        start_ms, end_ms = plan_of(item).span(item, unsaid)
        words = [_word(word, speakers, unsaid) for word in nested_words(item)]
        yield Segment(text_in(item), start_ms, end_ms, speakers.of(speaker, start_ms), words)


def _word(item: Mapping[str, Any], speakers: _Speakers, unsaid: str) -> Piece:
    plan = plan_of(item)
    told = text_of(item.get(plan.speaker))
    return Piece(text_in(item), *plan.span(item, unsaid), speakers.of(told, None) or None)


def _likely_unit(items: Sequence[dict[str, Any]]) -> str:
    unsaid = [item for item in items if not plan_of(item).units[0]]
    spans = (span for item in unsaid if (span := _raw_span(item)) is not None)
    return likely_unit(spans, sum(len(text_in(item)) for item in unsaid))


def _raw_span(item: Mapping[str, Any]) -> tuple[float, float | None] | None:
    plan = plan_of(item)
    start, end = item.get(plan.start), item.get(plan.end)
    if isinstance(start, list):
        start, end = (start[0], start[-1]) if start else (None, None)
    begin, until, length = number(start), number(end), number(item.get(plan.length))
    if begin is None:
        return None
    return begin, until if until is not None or length is None else begin + length


def _are_words(items: Sequence[dict[str, Any]]) -> bool:
    single = sum(len(text_in(item).split()) <= 1 for item in items)
    return single * 4 > len(items) * 3


def _piece(segment: Segment) -> Piece:
    return Piece(segment.text, segment.start_ms, segment.end_ms, segment.speaker)
