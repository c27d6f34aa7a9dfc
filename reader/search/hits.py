"""Makes hits of documents: their passages as the library has them now, with the matches marked."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

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


def by_episode(matches: Sequence[Matches]) -> tuple[EpisodeHits, ...]:
    """Count all documents by episode; best first, equal ones in the library's order.

    What belongs to an episode that is gone is counted under the title it had.
    """
    episodes: dict[str, tuple[EpisodeHits, int]] = {}
    for one in matches:
        for unit, count, points, order in _by_unit(one):
            key = unit.episode or unit.id
            hits = EpisodeHits(unit.episode, unit.title, unit.show, _day(unit), count, points)
            if key in episodes:
                known, first = episodes[key]
                most = max(known.best, points)
                hits, order = (
                    replace(known, count=known.count + count, best=most),
                    min(first, order),
                )
            episodes[key] = hits, order
    ranked = sorted(episodes.values(), key=lambda one: (-one[0].best, one[1]))
    return tuple(hits for hits, _ in ranked)


def _by_unit(matches: Matches) -> Iterator[tuple[UnitEntry, int, float, int]]:
    """Yield each unit with its documents counted, their best score and the first one's order."""
    units = matches.view.segment.unit_of[matches.documents]
    if not len(units):
        return
    firsts = np.flatnonzero(np.diff(units, prepend=-1))
    counts = np.diff(firsts, append=len(units)).tolist()
    points = np.maximum.reduceat(matches.scores, firsts).tolist()
    orders = matches.view.order[matches.documents[firsts]].tolist()
    for unit, *rest in zip(units[firsts].tolist(), counts, points, orders, strict=True):
        yield matches.view.segment.units[unit], *rest


def _day(unit: UnitEntry) -> dt.date | None:
    return dt.date.fromisoformat(unit.date) if unit.date else None
