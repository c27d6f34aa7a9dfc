"""Makes hits of documents: their passages as the library has them now, with the matches marked."""

from collections.abc import Iterator, Sequence

from reader.search.excerpts import Excerpt, apart, excerpt
from reader.search.matching import Mark, TextMatcher
from reader.search.query import Node
from reader.search.records import HitKind, SearchHit
from reader.search.segments import KINDS, UnitEntry
from reader.search.units import PassageText, SearchableLibrary
from reader.search.views import SegmentView

Place = tuple[float, SegmentView, int]  # a score, and a segment's document


def hits_of(places: Sequence[Place], root: Node, library: SearchableLibrary) -> Iterator[SearchHit]:
    """Yield the hits at these places, without those whose text is gone or matches no more.

    Errors: LibraryError.
    """
    passages = library.texts([_address(view, document) for _, view, document in places])
    matchers: dict[tuple[str, ...], TextMatcher] = {}
    for (points, view, document), passage in zip(places, passages, strict=True):
        if view.languages not in matchers:
            matchers[view.languages] = TextMatcher(root, view.languages)
        marks = None if passage is None else matchers[view.languages].marks(passage.text)
        if passage is not None and marks is not None:
            yield _hit(points, view, document, passage, marks)


def unit_of(view: SegmentView, document: int) -> UnitEntry:
    """Return the unit that a document is of."""
    return view.segment.units[int(view.segment.unit_of[document])]


def _kind(view: SegmentView, document: int) -> HitKind:
    return KINDS[int(view.segment.kinds[document])]


def _address(view: SegmentView, document: int) -> tuple[str, HitKind, int, str]:
    kind = _kind(view, document)
    key = view.segment.key(document) if kind is HitKind.BOOKMARK else ""
    return unit_of(view, document).id, kind, int(view.segment.numbers[document]), key


def _hit(
    points: float, view: SegmentView, document: int, passage: PassageText, marks: Sequence[Mark]
) -> SearchHit:
    _, kind, number, key = _address(view, document)
    unit = unit_of(view, document)
    shown = excerpt(kind, passage, marks)
    return SearchHit(
        episode=unit.episode,
        episode_title=unit.title,
        kind=kind,
        text=shown.text,
        score=points,
        speaker=passage.speaker,
        turn=number if kind is HitKind.TURN else None,
        start_ms=passage.start_ms,
        match_ms=shown.match_ms,
        end_ms=passage.end_ms,
        offset=shown.offset,
        bookmark=key or None,
        elsewhere=_outside(shown, marks) if kind is HitKind.TURN else (),
    )


def _outside(shown: Excerpt, marks: Sequence[Mark]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the matches that an excerpt does not show."""
    first, last = shown.offset, shown.offset + len(shown.text.text)
    spans = apart((mark.start, mark.end) for mark in marks)
    return tuple(span for span in spans if span[1] <= first or span[0] >= last)
