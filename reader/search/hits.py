"""Makes hits of documents: their passages as the library has them now, with the matches marked."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reader.search.excerpts import excerpt
from reader.search.matching import Mark, TextMatcher
from reader.search.query import Node
from reader.search.ranking import Matches
from reader.search.records import EpisodeHits, HitKind, SearchHit
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
    )


@dataclass(slots=True)
class _Counted:
    """What is known of an episode while it is counted."""

    unit: UnitEntry
    day: dt.date | None
    count: int
    best: float
    order: int


def by_episode(matches: Sequence[Matches]) -> tuple[EpisodeHits, ...]:
    """Count all documents by episode; best first, equal ones in the library's order.

    What belongs to an episode that is gone is counted under the title it had.
    """
    episodes: dict[str, _Counted] = {}
    for one in matches:
        for counted in _by_unit(one):
            key = counted.unit.episode or counted.unit.id
            known = episodes.setdefault(key, counted)
            if known is not counted:
                known.count += counted.count
                known.best = max(known.best, counted.best)
                known.order = min(known.order, counted.order)
    ranked = sorted(episodes.values(), key=lambda one: (-one.best, one.order))
    return tuple(
        EpisodeHits(one.unit.episode, one.unit.title, one.unit.show, one.day, one.count, one.best)
        for one in ranked
    )


def _by_unit(matches: Matches) -> Iterator[_Counted]:
    """Return each unit with its documents counted, their best score and the first one's order."""
    segment, days = matches.view.segment, matches.view.days
    of_document = segment.unit_of[matches.documents]
    if not len(of_document):
        return iter(())
    firsts = np.flatnonzero(np.diff(of_document, prepend=-1))
    numbers = of_document[firsts].tolist()
    return map(
        _Counted,
        [segment.units[number] for number in numbers],
        [days[number] for number in numbers],
        np.diff(firsts, append=len(of_document)).tolist(),
        np.maximum.reduceat(matches.scores, firsts).tolist(),
        matches.view.order[matches.documents[firsts]].tolist(),
    )
